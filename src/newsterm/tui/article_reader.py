"""The reader as the articles tab has it: at the last hit of a search, `n` goes on elsewhere."""

from __future__ import annotations

from textual.message import Message

from newsterm.tui.reader import Reader


class ArticleReader(Reader):
    """A reader whose hits may be some of many, in other articles too."""

    class HitsPassed(Message):
        """`n` at the last hit of the article, or `N` at the first."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    passes_on = False
    """Whether the hits are those of a search over all articles."""

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
