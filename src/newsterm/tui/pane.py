"""What the main screen asks of every tab."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.widgets import TabPane

from newsterm.tui.jobs import Jobs


class Pane(TabPane):
    """A tab: it can take the focus, read the library anew, and go back a step within itself."""

    class ArticleWanted(Message):
        """The person asks to read an article; `back` brings them where they were.

        The words of `query` are marked in it.
        """

        def __init__(
            self,
            article_id: int,
            offset: int | None,
            back: Callable[[], None],
            query: str = "",
        ) -> None:
            super().__init__()
            self.article_id = article_id
            self.offset = offset
            self.back = back
            self.query = query

    class StatusChanged(Message):
        """Something to say in the status line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    jobs: Jobs

    def focus_within(self) -> None:
        """Put the focus where work in this tab begins."""
        raise NotImplementedError

    def refresh_from_library(self) -> None:
        """Read anew what this tab shows; called when articles, facts or tags changed."""
        raise NotImplementedError

    def back(self) -> bool:
        """Go one step back within the tab; False when there is none."""
        return False

    def article_in_hand(self) -> ArticleInHand | None:
        """The article that a verb such as `tag` means now."""
        return None


@dataclass(frozen=True, slots=True)
class ArticleInHand:
    """The article under the cursor."""

    article_id: int
    slug: str
    title: str
    tags: tuple[str, ...] = ()
