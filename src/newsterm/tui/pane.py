"""What the main screen asks of every tab, and tabs that are made when they are wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from importlib import import_module

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TabPane

from newsterm.lean import frozen
from newsterm.tui.jobs import Jobs


class PaneTab(TabPane):
    """A tab whose pane is imported and made when it is wanted: one of them at the start."""

    def __init__(self, name: str, title: str, pane: str, jobs: Jobs) -> None:
        """`pane` is `module:class` below `newsterm.tui`."""
        super().__init__(title, id=name)
        self._made_by, self._jobs = pane, jobs
        self._building = asyncio.Lock()
        self.pane: Pane | None = None

    def make(self) -> Pane:
        """Its pane, for the caller to mount."""
        module, name = self._made_by.split(":")
        self.pane = pane = getattr(import_module(f"newsterm.tui.{module}"), name)(self._jobs)
        assert isinstance(pane, Pane)
        return pane

    async def build(self) -> None:
        """Mount its pane where that has not been done."""
        async with self._building:
            if self.pane is None:
                await self.mount(self.make())


class Pane(Vertical):
    """What a tab holds: it takes the focus, reads the library anew, goes back a step in itself."""

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

    class LibraryChanged(Message):
        """What was changed in this tab is to be seen in the others."""

    class Filled(Message):
        """The tab shows what it has for the first time."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.jobs = jobs

    def on_mount(self) -> None:
        if self.jobs.ready:
            self.fill()

    @property
    def in_front(self) -> bool:
        """Whether its tab is the one shown."""
        tab = self.parent
        return isinstance(tab, PaneTab) and tab.display

    async def complete(self) -> None:
        """Mount what the first screen does without. Called once, when that is drawn."""

    def fill(self) -> None:
        """Show what there is for the first time."""
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


@frozen
class Meant:
    """The articles that a change is about: named by id, or all that a query finds."""

    title: str
    count: int
    slugs: tuple[str, ...] = ()
    query: str | None = None
    tags: tuple[str, ...] = ()
    """What the one article has, when it is one."""


@frozen
class ArticleInHand:
    """The article under the cursor."""

    article_id: int
    slug: str
    title: str
    tags: tuple[str, ...] = ()
