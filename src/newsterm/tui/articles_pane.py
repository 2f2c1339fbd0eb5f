"""Tab 1: the list of articles beside the reader."""

from __future__ import annotations

from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from newsterm.services import listing
from newsterm.services.listing import ListSelection
from newsterm.services.show import ArticleView, show_number
from newsterm.store.store import Store
from newsterm.tui.article_list import ArticleList
from newsterm.tui.listed_pane import ListedPane
from newsterm.tui.pane import ArticleInHand
from newsterm.tui.reader import Reader

Why = Literal["open", "preview", "again"]


class ArticlesPane(ListedPane):
    """The newest articles first; the one under the cursor stands beside the list."""

    class ArticleRead(Message):
        """An article has come from the store, or None when it is gone.

        `why` it was read: `open`, to be read now; `preview`, for the list's cursor rests on it;
        `again`, since the library changed.
        """

        def __init__(self, view: ArticleView | None, offset: int | None, why: Why) -> None:
            super().__init__()
            self.view, self.offset, self.why = view, offset, why

    def __init__(self) -> None:
        super().__init__("1 Articles", id="articles")
        self.view: ArticleView | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ArticleList(id="article-list")
            yield Reader(id="reader")

    @property
    def reader(self) -> Reader:
        """The reader beside the list."""
        return self.query_one(Reader)

    def on_mount(self) -> None:
        self.reader.show_empty("loading …")

    def select(self, store: Store) -> ListSelection:
        return listing.select(store)

    def preview(self) -> None:
        if self.row is not None and self.reader.display and not self.has_class("-reading"):
            self._read_article(self.row.article_id, None, "preview")

    def open_row(self) -> None:
        if self.row is not None:
            self.open_article(self.row.article_id, None)

    def show_nothing(self) -> None:
        self.view = None
        self.list.show_message("No articles yet: R loads the library's files.")
        self.reader.show_empty("")

    def focus_within(self) -> None:
        (self.reader if self.has_class("-reading") else self.list).focus()

    def refresh_from_library(self) -> None:
        super().refresh_from_library()
        if self.view is not None:
            self._read_article(self.view.article_id, None, "again")

    def back(self) -> bool:
        if not self.has_class("-reading") and not self.reader.has_focus:
            return False
        self.screen.set_focus(None)
        self.close_article()
        self.list.focus()
        return True

    def close_article(self) -> None:
        """Put the reader behind the list again."""
        self.remove_class("-reading")

    def article_in_hand(self) -> ArticleInHand | None:
        if self.view is not None and (self.row is None or self.has_class("-reading")):
            article = self.view.article
            return ArticleInHand(self.view.article_id, article.id, article.title, article.tags)
        return super().article_in_hand()

    def open_article(self, article_id: int, offset: int | None) -> None:
        """Read an article from the store and put the reader into the foreground."""
        self.screen.set_focus(None)
        self.add_class("-reading")  # at once, so that no preview takes this one's place
        self._read_article(article_id, offset, "open")

    @on(ArticleRead)
    def _on_article_read(self, event: ArticleRead) -> None:
        event.stop()
        if event.view is None:
            self.reader.show_empty("This article is gone.")
            return
        same = self.view is not None and self.view.article_id == event.view.article_id
        late = not same if event.why == "again" else self.has_class("-reading")
        if event.why != "open" and late:
            return
        place = self.reader.place if same else 0
        if event.view != self.view or event.offset is not None:
            self.view = event.view
            self.reader.show(event.view.article, event.view.facts, offset=event.offset)
            if same and event.offset is None:
                self.reader.restore(place)
        if event.why == "open":
            self.call_after_refresh(self.reader.focus)

    def _read_article(self, article_id: int, offset: int | None, why: Why) -> None:
        def work(store: Store) -> Message:
            return self.ArticleRead(show_number(store, article_id), offset, why)

        self.jobs.read(self, "again" if why == "again" else "article", work)
