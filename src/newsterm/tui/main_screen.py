"""The tabs, the status line, and the way from one place to another and back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static, TabbedContent

from newsterm.commands import COMMANDS
from newsterm.domain.orders import NEWEST, ORDERS
from newsterm.language import N_, _
from newsterm.lean import frozen
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.figure_actions import FigureActions
from newsterm.tui.jobs import Jobs
from newsterm.tui.key_bar import KeyBar
from newsterm.tui.marking import MarkingPane
from newsterm.tui.motions import MotionView
from newsterm.tui.pane import ArticleInHand, Meant, Pane, PaneTab
from newsterm.tui.reader_actions import ReaderActions
from newsterm.tui.tag_actions import TagActions

if TYPE_CHECKING:
    from newsterm.tui.article_reader import ArticleReader
    from newsterm.tui.reader import Reader
    from newsterm.tui.table_view import Exportable, TableView
    from newsterm.tui.tags_pane import TagsPane

WIDE = 100
"""From this width on a list and what it opens stand side by side."""
DRAWN_SECONDS = 0.05
"""After so long the first articles are on the screen; a thread that imports would slow it down."""
OTHERS_SECONDS = 1.0
"""How often the changes of other programs are looked for."""
TABS = {
    "articles": ("1", N_("Articles"), "articles_pane:ArticlesPane"),
    "targets": ("2", N_("Targets"), "targets_pane:TargetsPane"),
    "search": ("3", N_("Search"), "search_pane:SearchPane"),
    "tags": ("#", N_("Tags"), "tags_pane:TagsPane"),
    "review": ("D", N_("Review"), "review_pane:ReviewPane"),
}
"""The tabs by name: the key, the title, and who makes what it holds."""
FIRST = "articles"
NUMBERS = {key: name for name, (key, *_rest) in TABS.items() if key.isdigit()}
LATER = (
    "article_reader",
    "targets_pane",
    "search_pane",
    "tags_pane",
    "review_pane",
    "dialogs",
    "tag_dialog",
    "fact_details",
    "history_screen",
    "help",
)
"""Modules that the first articles can be shown without."""


@frozen
class Jump:
    """A way that was gone to the articles, to be gone back."""

    tab: str
    restore: Callable[[], None]
    to_list: bool = False
    """It led to the list, where articles are opened and closed before one goes back."""


def verb_bindings() -> list[BindingType]:
    """The keys of the verbs, from their list. Enter belongs to the widget that opens something."""
    return [
        Binding(
            verb.key,
            f"verb_{verb.name}",
            verb.label,
            id=f"verb.{verb.name}",
            tooltip=verb.help,
            key_display=verb.written_key,
            show=verb.name in ("search", "tag", "keys"),
        )
        for verb in COMMANDS
        if verb.key != "enter"
    ]


class MainScreen(FigureActions, TagActions, ReaderActions):
    """The library."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    AUTO_FOCUS = ""  # the tab in front says what has the focus
    BINDINGS: ClassVar[list[BindingType]] = [
        *verb_bindings(),
        Binding("3", "tab('search')", "Search tab", id="tab.search", show=False),
        Binding("full_stop", "repeat_tag", "Tag again as before", id="tag.repeat", show=False),
        Binding("A", "read_all", "Mark all shown as read", id="list.read_all", show=False),
        Binding("exclamation_mark", "failures", "What failed to load", id="failures", show=False),
        Binding("g n", "unread(1)", "Next unread", id="go.next_unread", show=False),
        Binding("g p", "unread(-1)", "Previous unread", id="go.prev_unread", show=False),
        Binding("g t", "next_tab(1)", "Next tab", id="go.next_tab", show=False),
        Binding("g T", "next_tab(-1)", "Previous tab", id="go.prev_tab", show=False),
        Binding("ctrl+t", "app.next_theme", "Another theme", id="theme.next", show=False),
        Binding("q", "back", "Back", id="back"),
        Binding("Q", "app.quit", "Quit", id="quit"),
    ]

    def __init__(self, jobs: Jobs, *, width: int) -> None:
        """`width` of the terminal in cells: styled for it at once, nothing is styled twice."""
        super().__init__(jobs)
        self.add_class("-wide" if width >= WIDE else "-narrow", update=False)
        self.complete = False
        """Whether all is there that the first articles were shown without."""
        self._completing = False
        self._trail: list[Jump] = []

    def compose(self) -> ComposeResult:
        with TabbedContent(initial=FIRST, id="tabs"):
            for name, (key, title, pane) in TABS.items():
                with PaneTab(name, f"{key} {_(title)}", pane, self.jobs) as tab:
                    if name == FIRST:
                        yield tab.make()
        yield Static("", id="status", classes="-empty", markup=False)
        yield KeyBar()

    @property
    def tabs(self) -> TabbedContent:
        """The tabs."""
        return self.query_one("#tabs", TabbedContent)

    @property
    def pane(self) -> Pane:
        """The tab in front."""
        tab = self.tabs.active_pane
        assert isinstance(tab, PaneTab)
        assert tab.pane is not None
        return tab.pane

    def on_mount(self) -> None:
        self.pane.focus_within()
        self.set_interval(OTHERS_SECONDS, self.watch_others)
        if not self.jobs.ready:  # else the load waits until there is something to read
            self.load_paths([])

    @on(Pane.Filled)
    def _on_filled(self, event: Pane.Filled) -> None:
        """The first articles are there: once they are drawn, for what is out of sight."""
        event.stop()
        if not self._completing:
            self._completing = True
            self.call_after_refresh(self.set_timer, DRAWN_SECONDS, self._begin_completing)

    def _begin_completing(self) -> None:
        self.run_worker(self._complete_start())

    async def _complete_start(self) -> None:
        """Import and mount what is out of sight; the keys are served meanwhile."""
        await asyncio.to_thread(lambda: [import_module(f"newsterm.tui.{name}") for name in LATER])
        await self.query_one(ArticlesPane).complete()
        for tab in self.query(PaneTab):
            await tab.build()
        self.complete = True
        if self.jobs.ready and self.last_load is None:
            self.load_paths([])

    def meant(self) -> Meant | None:
        meant = self.pane.meant()
        if meant is None:
            self.say(_("no article in hand"))
        return meant

    def all_shown(self) -> Meant | None:
        pane = self.pane
        return pane.all_shown() if isinstance(pane, MarkingPane) and pane.list.total else None

    def article_in_hand(self) -> ArticleInHand | None:
        return self.pane.article_in_hand()

    def go_to(self, article_id: int, offset: int | None, query: str = "") -> None:
        self._bring_forward("articles")
        self.query_one(ArticlesPane).open_article(article_id, offset, query)

    def tables_in_view(self) -> tuple[Exportable, ...]:
        from newsterm.tui.targets_pane import TargetsPane

        pane = self.pane
        return pane.shown.in_view() if isinstance(pane, TargetsPane) else ()

    def remember_place(self) -> None:
        """Keep where the reader stands."""
        self.query_one(ArticlesPane).remember_place()

    def focus_search(self) -> None:
        from newsterm.tui.search_pane import SearchPane

        for pane in self.query(SearchPane):
            pane.focus_prompt()

    # Moving about.

    def action_tab(self, name: str) -> None:
        if self.query_one(f"#{name}", PaneTab).pane is None:
            self.call_later(self._build_tab, name)
            return
        self._bring_forward(name)
        self.pane.focus_within()

    async def _build_tab(self, name: str) -> None:
        await self.query_one(f"#{name}", PaneTab).build()
        self.action_tab(name)

    def action_back(self) -> None:
        """One step back: along the trail of jumps, within the tab, or nowhere."""
        jump = self._trail[-1] if self._trail and self.tabs.active == "articles" else None
        if jump is not None and not jump.to_list:
            self._go_back_by(jump)
        elif self.pane.back():
            return
        elif jump is not None:
            self._go_back_by(jump)
        elif self.tabs.active != "articles":
            self.action_tab("articles")
        else:
            self.say(_("Q quits"))

    def _go_back_by(self, jump: Jump) -> None:
        self._trail.remove(jump)
        self.query_one(ArticlesPane).close_article()
        self._bring_forward(jump.tab)
        self.call_after_refresh(jump.restore)

    def _bring_forward(self, name: str) -> None:
        """Show a tab. A widget that is hidden with the focus takes it away from the next one."""
        self.set_focus(None)
        self.tabs.active = name

    def action_failures(self) -> None:
        """Show what failed in the last load, each with file, line and reason."""
        failures = self.last_load.failures if self.last_load else ()
        from newsterm.tui.dialogs import ReportDialog

        lines = [str(failure) for failure in failures] or [_("nothing")]
        self.app.push_screen(ReportDialog(_("Failed to load"), lines))

    def action_next_tab(self, step: int) -> None:
        """The tab to the right, or to the left, round the end."""
        names = list(TABS)
        self.action_tab(names[(names.index(self.tabs.active) + step) % len(names)])

    def action_unread(self, step: int) -> None:
        """The next unread article of the list, or the one before."""
        if self.tabs.active != "articles":
            self.action_tab("articles")
        self.query_one(ArticlesPane).go_to_unread(step)

    def action_verb_keys(self) -> None:
        """The keys of the place in hand."""
        from newsterm.tui.help import HelpScreen, help_lines

        self.app.push_screen(HelpScreen(help_lines(self)))

    # What came home.

    @on(Pane.ArticleWanted)
    def _on_article_wanted(self, event: Pane.ArticleWanted) -> None:
        event.stop()
        jump = Jump(self.tabs.active, event.back)
        goes_on = jump.tab == "articles" and self._trail and self._trail[-1].restore == jump.restore
        if not goes_on:  # from article to article the way back stays the same
            self._trail.append(jump)
        self.go_to(event.article_id, event.offset, event.query)

    @on(Pane.DetailsWanted)
    def _on_details_wanted(self, event: Pane.DetailsWanted) -> None:
        """Where facts come from; from there to the article, and back by the trail."""
        from newsterm.tui.fact_details import FactDetails

        event.stop()
        name, pane = self.tabs.active, self.pane

        def read(place: tuple[int, int] | None) -> None:
            if place is not None:
                if name != "articles":
                    self._trail.append(Jump(name, pane.focus_within))
                self.go_to(*place)

        self.app.push_screen(FactDetails(self.jobs, event.places), read)

    def on_tags_pane_articles_of_tag_wanted(self, event: TagsPane.ArticlesOfTagWanted) -> None:
        """The list narrowed to a tag; on the way back it shows again what it did."""
        event.stop()
        articles = self.query_one(ArticlesPane)
        before = articles.query_text

        def restore() -> None:
            articles.list_query(before)
            event.back()

        self._trail.append(Jump("tags", restore, to_list=True))
        articles.close_article()
        articles.list_query(event.query)
        self._bring_forward("articles")
        articles.focus_within()
        said = _("{query} (q goes back, F changes the filter)").format(query=event.query)
        self.call_after_refresh(self.say, said)

    @on(MotionView.LoneDigits)
    def _on_lone_digits(self, event: MotionView.LoneDigits) -> None:
        """Digits that no motion followed: the number of a tab."""
        event.stop()
        if event.digits in NUMBERS:
            self.action_tab(NUMBERS[event.digits])

    # The handlers of widgets that are imported late have the names that Textual looks for.

    def on_reader_fact_opened(self, event: Reader.FactOpened) -> None:
        """From a fact in the text to its row in the tables, and back by the trail."""
        event.stop()
        from newsterm.tui.targets_pane import TargetsPane

        view = self.query_one(ArticlesPane).view
        if view is not None:
            self._bring_forward("targets")
            span = (event.fact.start, event.fact.end)
            self.query_one(TargetsPane).show_figure(view.article_id, span, self._back_to_reader)

    def _back_to_reader(self) -> None:
        self._bring_forward("articles")
        self.query_one(ArticlesPane).focus_within()

    @on(Pane.StatusChanged)
    def _on_status_changed(self, event: Pane.StatusChanged) -> None:
        event.stop()
        self.say(event.text)

    def on_articles_pane_order_changed(self, event: ArticlesPane.OrderChanged) -> None:
        """Show beside the tab's name in which order its list is, unless it is the usual one."""
        event.stop()
        key, title, _made_by = TABS["articles"]
        order = "" if event.order == NEWEST else f" · {_(ORDERS[event.order])}"
        self.tabs.get_tab("articles").label = Content(f"{key} {_(title)}{order}")

    def on_article_reader_hits_passed(self, event: ArticleReader.HitsPassed) -> None:
        """From the last hit in an article to the next article that was found."""
        from newsterm.tui.search_pane import SearchPane

        event.stop()
        from_search = self._trail and self._trail[-1].tab == "search"
        if from_search and not self.query_one(SearchPane).step(event.direction):
            self.say(_("no further hit that way"))

    def on_table_view_series_wanted(self, event: TableView.SeriesWanted) -> None:
        event.stop()
        self.follow(event.words, event.indicator_id)

    @on(Pane.LibraryChanged)
    def _on_library_changed(self, event: Pane.LibraryChanged) -> None:
        event.stop()
        self.refresh_panes()

    @on(TabbedContent.TabActivated)
    def _on_tab_activated(self) -> None:
        self.say("")
