"""What the main screen asks of every tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

    class DetailsWanted(Message):
        """The person asks where facts come from: articles by number, and spans of their bodies."""

        def __init__(self, places: Sequence[tuple[int, tuple[int, int]]]) -> None:
            super().__init__()
            self.places = places

    class StatusChanged(Message):
        """Something to say in the status line."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Filled(Message):
        """The tab shows what it has for the first time."""

    jobs: Jobs
    built = True
    """Whether its widgets are there: a tab out of sight gets them once the first one is drawn."""

    async def _compose(self) -> None:
        if self.built:
            await super()._compose()

    async def build(self) -> None:
        """Make the widgets of a tab that was left empty at the start."""
        if not self.built:
            self.built = True
            await self.recompose()
            if self.jobs.ready:
                self.refresh_from_library()

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
        """The article that a verb such as `facts` means now."""
        return None

    def meant(self) -> Meant | None:
        """The articles that a verb such as `tag` means now."""
        article = self.article_in_hand()
        if article is None:
            return None
        return Meant(article.title, 1, (article.slug,), tags=article.tags)


@dataclass(frozen=True, slots=True)
class Meant:
    """The articles that a change is about: named by id, or all that a query finds."""

    title: str
    count: int
    slugs: tuple[str, ...] = ()
    query: str | None = None
    tags: tuple[str, ...] = ()
    """What the one article has, when it is one."""


@dataclass(frozen=True, slots=True)
class ArticleInHand:
    """The article under the cursor."""

    article_id: int
    slug: str
    title: str
    tags: tuple[str, ...] = ()
