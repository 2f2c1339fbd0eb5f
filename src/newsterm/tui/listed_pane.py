"""A tab with a list of articles: which ones, their rows page by page, the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import on
from textual.message import Message
from textual.timer import Timer

from newsterm.domain.listing import ArticleRow
from newsterm.language import _
from newsterm.services import listing
from newsterm.services.listing import ListSelection, ListView
from newsterm.store.store import Store
from newsterm.tui.article_list import ArticleList
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed
from newsterm.tui.pane import ArticleInHand, Pane

PREVIEW_SECONDS = 0.08
"""How long the cursor rests on an article before it is read from the database."""


class ListedPane(Pane):
    """Feeds its ArticleList from the store; subclasses say what to list and what a row opens."""

    class Selected(Message):
        """The articles of the list are known."""

        def __init__(self, view: ListView, asked_at: int) -> None:
            super().__init__()
            self.view = view
            self.asked_at = asked_at
            """Where the cursor stood when this was asked."""

    class UnreadFound(Message):
        """Where the next unread article stands; None when there is none that way."""

        def __init__(self, index: int | None) -> None:
            super().__init__()
            self.index = index

    class PageRead(Message):
        """Rows of the list have come from the store."""

        def __init__(self, generation: int, first: int, rows: Sequence[ArticleRow]) -> None:
            super().__init__()
            self.generation, self.first, self.rows = generation, first, rows

    reading = False
    """Whether an article of the list is being read: the keys mean it, not the row."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self.row: ArticleRow | None = None
        self.selection = ListSelection(0)
        self._preview: Timer | None = None

    @property
    def list(self) -> ArticleList:
        """The list of articles."""
        return self.query_one(ArticleList)

    def select(self, store: Store) -> ListSelection:
        """What the list shows; called in a thread."""
        raise NotImplementedError

    def preview(self) -> None:
        """The cursor has come to rest on another row."""
        raise NotImplementedError

    def open_row(self) -> None:
        """The row was chosen."""
        raise NotImplementedError

    def show_nothing(self) -> None:
        """The list is empty."""
        raise NotImplementedError

    def refresh_from_library(self) -> None:
        # A cursor that was moved stays with its article; at the top it stays with the newest.
        asked_at = self.list.index
        here = self.row.article_id if self.row is not None and asked_at else None

        def work(store: Store) -> Message:
            return self.Selected(listing.view(store, self.select(store), here), asked_at)

        self.jobs.read(self, "select", work)

    def go_to_unread(self, step: int) -> None:
        """Put the cursor on the next unread article, or on the one before for a step of -1."""
        selection, index = self.selection, self.list.index

        def work(store: Store) -> Message:
            return self.UnreadFound(listing.next_unread(store, selection, index, step))

        self.jobs.read(self, "unread", work)

    @on(UnreadFound)
    def _on_unread_found(self, event: UnreadFound) -> None:
        event.stop()
        if event.index is None:
            self.post_message(self.StatusChanged(_("no unread article that way")))
        else:
            self.list.go(event.index)
            if self.reading:
                self.list.action_choose()

    def article_in_hand(self) -> ArticleInHand | None:
        if self.row is None:
            return None
        row = self.row
        return ArticleInHand(row.article_id, row.slug, row.title, row.tags)

    @on(Selected)
    def _on_selected(self, event: Selected) -> None:
        event.stop()
        if event.asked_at != self.list.index and self.list.total:
            self.refresh_from_library()  # the cursor was moved meanwhile: find its article anew
            return
        self.show_list(event.view)

    def show_list(self, view: ListView) -> None:
        """Show a list from now on."""
        self.selection = view.selection
        self.list.tag_colours = view.tag_colours
        page = (view.first, view.rows)
        if view.index == self.list.index:
            self.list.reload(view.selection.total, page=page)
        else:
            self.list.reset(view.selection.total, index=view.index, page=page)
        if view.selection.total == 0:
            self.row = None
            self.show_nothing()
        if view.selection.problems:
            self.post_message(self.StatusChanged("; ".join(view.selection.problems)))
        self.post_message(self.Filled())

    @on(ArticleList.PageWanted)
    def _on_page_wanted(self, event: ArticleList.PageWanted) -> None:
        event.stop()
        selection, first, count = self.selection, event.first, event.count
        generation = event.generation

        def work(store: Store) -> Message:
            return self.PageRead(generation, first, listing.page(store, selection, first, count))

        self.jobs.read(self, f"page-{first}", work)

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        if event.group.startswith("page-") and not self.list.ask_again_later():
            event.stop()  # it was said already

    @on(PageRead)
    def _on_page_read(self, event: PageRead) -> None:
        event.stop()
        self.list.put_page(event.first, event.rows, event.generation)

    @on(ArticleList.Highlighted)
    def _on_highlighted(self, event: ArticleList.Highlighted) -> None:
        event.stop()
        self.row = cast(ArticleRow, event.row)
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_SECONDS, self.preview)

    @on(ArticleList.Chosen)
    def _on_chosen(self, event: ArticleList.Chosen) -> None:
        event.stop()
        self.row = cast(ArticleRow, event.row)
        self.open_row()
