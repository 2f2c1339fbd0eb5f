"""Tab 3: search as you type, ranked or newest first; a hit opens at its place in the text."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from newsterm.services.search import search
from newsterm.store.search import Hit, SearchPage
from newsterm.store.store import Store
from newsterm.tui.excerpt import Excerpt
from newsterm.tui.hit_list import HitList
from newsterm.tui.pane import ArticleInHand, Pane
from newsterm.tui.virtual_list import PAGE_ROWS

DEBOUNCE_SECONDS = 0.12


class SearchPane(Pane):
    """A prompt, the number of hits, and the hits with their snippets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "Best / newest first", id="search.sort"),
        Binding("escape", "leave_prompt", "To the hits", id="search.leave", show=False),
    ]

    class Found(Message):
        """A page of hits has come from the store."""

        def __init__(self, query: str, first: int, page: SearchPage) -> None:
            super().__init__()
            self.query, self.first, self.page = query, first, page

    def __init__(self) -> None:
        super().__init__("3 Search", id="search")
        self.sort = "rank"
        self.query_text = ""
        self._hit: Hit | None = None
        self._pending: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Input(placeholder="words  tag:  date:2021  -not", id="search-input")
        yield Static("", id="search-note", markup=False)
        yield HitList(id="hits")
        yield Excerpt(id="hit-excerpt")

    @property
    def input(self) -> Input:
        """The prompt."""
        return self.query_one(Input)

    @property
    def hits(self) -> HitList:
        """The hits."""
        return self.query_one(HitList)

    def focus_within(self) -> None:
        (self.hits if self.hits.total and self.query_text else self.input).focus()

    def focus_prompt(self) -> None:
        """Put the cursor into the prompt, its text selected."""
        self.input.focus()
        self.input.action_select_all()

    def focus_hits(self) -> None:
        """Put the cursor back on the hit."""
        self.hits.focus()

    def refresh_from_library(self) -> None:
        if self.query_text:
            self._search(0)

    def article_in_hand(self) -> ArticleInHand | None:
        if self._hit is None:
            return None
        return ArticleInHand(self._hit.article_id, self._hit.slug, self._hit.title)

    def action_sort(self) -> None:
        """Best first, or newest first."""
        self.sort = "newest" if self.sort == "rank" else "rank"
        self._search(0)

    def action_leave_prompt(self) -> None:
        """From the prompt to the hits."""
        self.hits.focus()

    @on(Input.Changed)
    def _on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_text = event.value.strip()
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(DEBOUNCE_SECONDS, lambda: self._search(0))

    @on(Input.Submitted)
    def _on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.hits.total:
            self.hits.focus()

    @on(Found)
    def _on_found(self, event: Found) -> None:
        event.stop()
        if event.query != self._asked:
            return
        if event.first == 0:
            self.hits.reset(event.page.total)
            self._hit = event.page.hits[0] if event.page.hits else None
            self._show_note(event.page)
            if self._hit is None:
                self.query_one(Excerpt).show_nothing()
        self.hits.put_page(event.first, event.page.hits)

    @on(HitList.PageWanted)
    def _on_page_wanted(self, event: HitList.PageWanted) -> None:
        event.stop()
        if event.first:
            self._search(event.first, event.count)

    @on(HitList.Highlighted)
    def _on_highlighted(self, event: HitList.Highlighted) -> None:
        event.stop()
        self._hit = cast(Hit, event.row)
        self.query_one(Excerpt).show_text(self._hit.snippet, self._hit.snippet_marks)

    @on(HitList.Chosen)
    def _on_chosen(self, event: HitList.Chosen) -> None:
        event.stop()
        hit = cast(Hit, event.row)
        offset = hit.body_offset if hit.body_offset >= 0 else None
        self.post_message(
            self.ArticleWanted(hit.article_id, offset, self.focus_hits, self.query_text)
        )

    @property
    def _asked(self) -> str:
        return f"{self.sort} {self.query_text}"

    def _search(self, first: int, count: int = PAGE_ROWS) -> None:
        query, sort, asked = self.query_text, self.sort, self._asked
        if not query:
            self.hits.reset(0)
            self._hit = None
            self.query_one(Excerpt).show_nothing()
            self.query_one("#search-note", Static).update(Content(""))
            return

        def work(store: Store) -> Message:
            page = search(store, query, sort=sort, limit=count, offset=first)
            return self.Found(asked, first, page)

        self.jobs.read(self, "search" if not first else f"hits-{first}", work)

    def _show_note(self, page: SearchPage) -> None:
        many = "+" if page.more_than else ""
        order = "best first" if self.sort == "rank" else "newest first"
        note = f"{page.total}{many} found, {order} (s switches)"
        if page.note:
            note += f" · {page.note}"
        self.query_one("#search-note", Static).update(Content(note))
