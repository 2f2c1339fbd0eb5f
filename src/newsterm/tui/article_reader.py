"""The reader as the articles tab has it: at the last hit of a search, `n` goes on elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from newsterm.domain.fact import Fact
from newsterm.tui.reader import Reader


class ArticleReader(Reader):
    """A reader whose hits may be some of many, in other articles too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "details", "Where the fact comes from", show=False, id="reader.details"),
    ]

    class DetailsWanted(Message):
        """The person asks where a fact of the article comes from."""

        def __init__(self, fact: Fact) -> None:
            super().__init__()
            self.fact = fact

    class HitsPassed(Message):
        """`n` at the last hit of the article, or `N` at the first."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    passes_on = False
    """Whether the hits are those of a search over all articles."""

    def action_details(self) -> None:
        """Ask for the origin of the fact in hand, or of the first fact in the sentence."""
        self.take_count()
        fact = self._cursor.fact_of_sentence()
        if fact is not None:
            self.post_message(self.DetailsWanted(fact))

    def colour_tags(self, tags: Sequence[str], colours: Mapping[str, str]) -> None:
        """Show the tags of the article that is shown next in the colours that they were given."""
        self._drawer.colour_tags(tags, colours)

    def show_hit(self, offset: int) -> None:
        """Go to the hit at an offset of the body, else the next one; `n` goes on from there."""
        if self._cursor.hits:
            before = self._cursor.in_hand()
            self._cursor.take_hit_from(offset)
            self._reach_hit(before)

    def find(self, text: str) -> int:
        self.passes_on = False
        return super().find(text)

    def action_hit(self, direction: int) -> None:
        """Go to the next or previous hit; past the last one, to the next article's."""
        following = self._cursor.hit_index + direction
        if self.passes_on and not 0 <= following < len(self._cursor.hits):
            self.take_count()
            self.post_message(self.HitsPassed(direction))
        else:
            super().action_hit(direction)
