"""Tab 3: search as you type, ranked or newest first; a hit opens at its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from newsterm.domain.listing import PAGE_ROWS
from newsterm.language import _
from newsterm.services.saved import SavedSearch, save_search, saved_searches
from newsterm.services.search import search
from newsterm.services.suggest import complete, facets
from newsterm.store.search import Hit, SearchPage
from newsterm.store.search_facets import Facets
from newsterm.store.store import Store
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.excerpt import Excerpt
from newsterm.tui.hit_list import HitList
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed
from newsterm.tui.pane import ArticleInHand, Meant, Pane
from newsterm.tui.prompt import Prompt

DEBOUNCE_SECONDS = 0.12
_LETTERS = re.compile(r"(?<![A-Za-z:])[A-Za-z]{2,20}$")


class SearchPane(Pane):
    """A prompt, the number of hits, and the hits with their snippets."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "Best / newest first", id="search.sort"),
        Binding("c", "facets", "Narrow by counts", id="search.facets"),
        Binding("w", "save", "Save the search", id="search.save", show=False),
        Binding("asterisk", "mean_all", "Tag and mark all hits", id="search.all", show=False),
        Binding("v", "saved", "Saved searches", id="search.saved"),
        Binding("tab", "complete", "Take the completion", id="search.complete", show=False),
        Binding("escape", "leave_prompt", "To the hits", id="search.leave", show=False),
    ]

    class Found(Message):
        """A page of hits has come from the store."""

        def __init__(
            self, query: str, page: SearchPage, first: int = 0, generation: int | None = None
        ) -> None:
            super().__init__()
            self.query, self.page, self.first = query, page, first
            self.generation = generation
            """Of the list that it continues; None for the first page of a new one."""

        @property
        def is_new(self) -> bool:
            """Whether a new list begins with it."""
            return self.generation is None

    class Completed(Message):
        """Words for the Latin letters at the end of the prompt have come."""

        def __init__(self, typed: str, words: Sequence[str]) -> None:
            super().__init__()
            self.typed, self.words = typed, words

    class FacetsCounted(Message):
        """The facets of the hits have come."""

        def __init__(self, facets: Facets) -> None:
            super().__init__()
            self.facets = facets

    class SavedRead(Message):
        """The saved searches have come."""

        def __init__(self, searches: Sequence[SavedSearch]) -> None:
            super().__init__()
            self.searches = searches

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._completions: Sequence[str] = ()
        self.sort = "rank"
        self.query_text = ""
        self._hit: Hit | None = None
        self._means_all = False
        """Whether a change of tags or marks is about all hits."""
        self._page: SearchPage | None = None
        self._pending: Timer | None = None
        self._ahead = (0, 0)
        """The list and row from which hits were last asked for ahead of the cursor."""
        self._typing = False
        """Whether the words were still being typed when the hits were asked for."""
        self._opens_next = False
        """Whether the next hit is opened as soon as it has been read."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder=_("words  tag:  date:2021  -not"), id="search-input")
        yield Static("", id="search-note", markup=False)
        yield Prompt(placeholder=_("a name for this search"), id="search-name")
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
            self._search()

    def meant(self) -> Meant | None:
        """All hits after `*`, else the one in hand."""
        if not (self._means_all and self.hits.total):
            return super().meant()
        title = _("all {count:,} found").format(count=self.hits.total)
        return Meant(title, max(2, self.hits.total), query=self.query_text)

    def action_mean_all(self) -> None:
        """Let tags and marks go to all hits, or to the one in hand again."""
        self._means_all = not self._means_all and self.hits.total > 0
        count = _("{count:,} marked").format(count=self.hits.total)
        self.post_message(self.StatusChanged(count if self._means_all else ""))

    def article_in_hand(self) -> ArticleInHand | None:
        if self._hit is None:
            return None
        return ArticleInHand(self._hit.article_id, self._hit.slug, self._hit.title)

    def action_sort(self) -> None:
        """Best first, or newest first."""
        self.sort = "newest" if self.sort == "rank" else "rank"
        self._search()

    def step(self, direction: int) -> bool:
        """Go on to the next or previous hit, and open it; whether there is one."""
        index = self.hits.index + direction
        if not 0 <= index < self.hits.total:
            return False
        self.hits.go(index)
        hit = self.hits.highlighted_row
        self._opens_next = hit is None
        if hit is not None:
            self._open(hit)
        return True

    def action_facets(self) -> None:
        """Show how the hits spread over tags, years and sources, to narrow the search by one."""
        query = self.query_text
        self.jobs.read(self, "facets", lambda store: self.FacetsCounted(facets(store, query)))

    def action_saved(self) -> None:
        """Show the saved searches with what they find now."""
        self.jobs.read(self, "saved", lambda store: self.SavedRead(saved_searches(store)))

    def action_save(self) -> None:
        """Ask for a name to keep this search under."""
        if self.query_text:
            self.query_one("#search-name", Prompt).ask()

    def action_complete(self) -> None:
        """Put the first completion in the place of the letters that were typed."""
        if self._completions:
            self.input.value = _LETTERS.sub(self._completions[0], self.input.value)
            self.input.action_end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tab goes on to the next widget unless there is a completion to take."""
        if action == "complete":
            return self.input.has_focus and bool(self._completions)
        return super().check_action(action, parameters)

    def action_leave_prompt(self) -> None:
        """From the prompt to the hits."""
        self.hits.focus()

    @on(Input.Changed, "#search-input")
    def _on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_text = event.value.strip()
        self._means_all = False
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(DEBOUNCE_SECONDS, self._search_typed)

    @on(Prompt.Answered)
    def _on_named(self, event: Prompt.Answered) -> None:
        event.stop()
        self.hits.focus()
        name, query = event.text, self.query_text
        if name:
            self.jobs.write(self, lambda store: self._saved(store, name, query))

    @on(Prompt.GivenUp)
    def _on_unnamed(self, event: Prompt.GivenUp) -> None:
        event.stop()
        self.hits.focus()

    @on(Completed)
    def _on_completed(self, event: Completed) -> None:
        event.stop()
        if _letters_at_end(self.query_text) == event.typed:
            self._completions = event.words
            self._show_note()

    @on(FacetsCounted)
    def _on_facets_counted(self, event: FacetsCounted) -> None:
        event.stop()
        found = (*event.facets.tags, *event.facets.years, *event.facets.sources)
        lines = [f"{facet.count:>7,}  {facet.field}:{facet.value}" for facet in found]
        counted = (
            _("all {count:,} by tag, year, source")
            if event.facets.whole
            else _("the latest {count:,} by tag, year, source")
        )
        title = f"{self.query_text}: {counted.format(count=event.facets.counted)}"

        def narrow(number: int | None) -> None:
            if number is not None:
                self.input.value = f"{self.query_text} {found[number].query}".strip()
                self.hits.focus()

        self.app.push_screen(ChoiceDialog(title, lines), narrow)

    @on(SavedRead)
    def _on_saved_read(self, event: SavedRead) -> None:
        event.stop()
        lines = [f"{one.count:>7,}  {one.name}  {one.query}" for one in event.searches]

        def take(number: int | None) -> None:
            if number is not None:
                self.input.value = event.searches[number].query
                self.hits.focus()

        self.app.push_screen(ChoiceDialog(_("Saved searches (w keeps one)"), lines), take)

    @on(Input.Submitted, "#search-input")
    def _on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.hits.total:
            self.hits.focus()

    @on(Found)
    def _on_found(self, event: Found) -> None:
        event.stop()
        if event.query != self._asked:
            return
        page = event.page
        if event.is_new:
            self.hits.reset(page.total, page=(0, page.hits))
            self._hit = page.hits[0] if page.hits else None
            if self._hit is None:
                self.query_one(Excerpt).show_nothing()
        else:
            # Of very many hits each page beyond those that were counted tells of the next.
            self.hits.grow(page.total)
            self.hits.put_page(event.first, page.hits, event.generation)
        known = self._page
        if event.is_new or known is None or page.total > known.total or known.more_than:
            self._page = page
            self._show_note()

    @on(HitList.PageWanted)
    def _on_page_wanted(self, event: HitList.PageWanted) -> None:
        event.stop()
        self._read_page(event.first, event.generation)

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        if event.group.startswith("hits-") and not self.hits.ask_again_later():
            event.stop()  # it was said already

    @on(HitList.Highlighted)
    def _on_highlighted(self, event: HitList.Highlighted) -> None:
        event.stop()
        self._hit = cast(Hit, event.row)
        self._read_ahead(event.index)
        if self._opens_next:
            self._opens_next = False
            self._open(self._hit)
        self.query_one(Excerpt).show_text(self._hit.snippet, self._hit.snippet_marks)

    @on(HitList.Chosen)
    def _on_chosen(self, event: HitList.Chosen) -> None:
        event.stop()
        self._open(cast(Hit, event.row))

    def _open(self, hit: Hit) -> None:
        offset = hit.body_offset if hit.body_offset >= 0 else None
        self.post_message(
            self.ArticleWanted(hit.article_id, offset, self.focus_hits, self.query_text)
        )

    @property
    def _asked(self) -> str:
        return f"{self.sort} {self.query_text}"

    def _search(self) -> None:
        """Ask for the first hits of what the prompt says."""
        query, sort, asked = self.query_text, self.sort, self._asked
        typing = self.input.has_focus
        if not query:
            self.hits.reset(0)
            self._hit = None
            self.query_one(Excerpt).show_nothing()
            self._page = None
            self._show_note()
            return

        def work(store: Store) -> Message:
            return self.Found(
                asked, search(store, query, sort=sort, limit=PAGE_ROWS, typing=typing)
            )

        self._typing = typing
        self.jobs.read(self, "search", work)

    def _read_page(self, first: int, generation: int) -> None:
        """Ask for the hits from `first` on of the list that is shown."""
        query, sort, asked, typing = self.query_text, self.sort, self._asked, self._typing

        def work(store: Store) -> Message:
            page = search(store, query, sort=sort, limit=PAGE_ROWS, offset=first, typing=typing)
            return self.Found(asked, page, first, generation)

        self.jobs.read(self, f"hits-{first}", work)

    def _read_ahead(self, index: int) -> None:
        """Near the last of the hits that were counted, see whether there are more."""
        first = self.hits.total - self.hits.total % PAGE_ROWS
        ahead = (self.hits.generation, first)
        if self._page is None or not self._page.more_than or self._ahead == ahead:
            return
        if index >= first - PAGE_ROWS:
            self._ahead = ahead
            self._read_page(first, self.hits.generation)

    def _search_typed(self) -> None:
        """What the prompt says now, and what its last letters may stand for."""
        self._search()
        self._completions = ()
        if typed := _letters_at_end(self.query_text):
            self.jobs.read(
                self, "complete", lambda store: self.Completed(typed, complete(store, typed))
            )

    def _saved(self, store: Store, name: str, query: str) -> Message:
        save_search(store, name, query)
        return self.StatusChanged(_("saved as {name}").format(name=name))

    def _show_note(self) -> None:
        note = self.query_one("#search-note", Static)
        page = self._page
        if page is None or not self.query_text:
            note.update(Content(""))
            return
        many = "+" if page.more_than else ""
        order = _("best first") if self.sort == "rank" else _("newest first")
        found = _("{count} found, {order} (s switches)")
        parts = [found.format(count=f"{page.total:,}{many}", order=order), page.note]
        if self._completions:
            parts.append("Tab: " + "  ".join(self._completions))
        note.update(Content(" · ".join(part for part in parts if part)))


def _letters_at_end(query: str) -> str:
    """The Latin letters that may begin a word in pinyin; empty when there are none."""
    found = _LETTERS.search(query)
    return found[0].lower() if found else ""
