"""The tabs, the status line, and the way from one place to another and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static, TabbedContent

from newsterm.commands import COMMANDS
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.dialogs import ReportDialog
from newsterm.tui.help import help_lines
from newsterm.tui.jobs import Jobs
from newsterm.tui.motions import MotionView
from newsterm.tui.pane import ArticleInHand, Pane
from newsterm.tui.reader import Reader
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.targets_pane import TargetsPane
from newsterm.tui.verb_actions import VerbActions

TABS = {"1": "articles", "2": "targets", "3": "search"}


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
            show=verb.name in ("search", "tag"),
        )
        for verb in COMMANDS
        if verb.key != "enter"
    ]


class MainScreen(VerbActions):
    """The library."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *verb_bindings(),
        Binding("3", "tab('search')", "Search tab", id="tab.search", show=False),
        Binding("question_mark", "help", "Help", key_display="?", id="help"),
        Binding("q", "back", "Back", id="back"),
        Binding("Q", "app.quit", "Quit", id="quit"),
    ]

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._trail: list[tuple[str, Callable[[], None]]] = []

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="articles", id="tabs"):
            for pane in (ArticlesPane(), TargetsPane(), SearchPane()):
                pane.jobs = self.jobs
                yield pane
        yield Static("", id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    @property
    def tabs(self) -> TabbedContent:
        """The tabs."""
        return self.query_one("#tabs", TabbedContent)

    @property
    def pane(self) -> Pane:
        """The tab in front."""
        pane = self.tabs.active_pane
        assert isinstance(pane, Pane)
        return pane

    def on_mount(self) -> None:
        self.pane.focus_within()
        self.load_paths([])

    def article_in_hand(self) -> ArticleInHand | None:
        return self.pane.article_in_hand()

    def go_to(self, article_id: int, offset: int | None) -> None:
        self._bring_forward("articles")
        self.query_one(ArticlesPane).open_article(article_id, offset)

    def focus_search(self) -> None:
        self.query_one(SearchPane).focus_prompt()

    # Moving about.

    def action_tab(self, name: str) -> None:
        self._bring_forward(name)
        self.pane.focus_within()

    def action_back(self) -> None:
        """One step back: along the trail of jumps, within the tab, or nowhere."""
        if self._trail and self.tabs.active == "articles":
            name, restore = self._trail.pop()
            self.query_one(ArticlesPane).close_article()
            self._bring_forward(name)
            self.call_after_refresh(restore)
        elif self.pane.back():
            return
        elif self.tabs.active != "articles":
            self.action_tab("articles")
        else:
            self.say("Q quits")

    def _bring_forward(self, name: str) -> None:
        """Show a tab. A widget that is hidden with the focus takes it away from the next one."""
        self.set_focus(None)
        self.tabs.active = name

    def action_help(self) -> None:
        """The keys of the place in hand."""
        self.app.push_screen(ReportDialog("Keys here", help_lines(self)))

    # What came home.

    @on(Pane.ArticleWanted)
    def _on_article_wanted(self, event: Pane.ArticleWanted) -> None:
        event.stop()
        self._trail.append((self.tabs.active, event.back))
        self.go_to(event.article_id, event.offset)

    @on(MotionView.LoneDigits)
    def _on_lone_digits(self, event: MotionView.LoneDigits) -> None:
        """Digits that no motion followed: the number of a tab."""
        event.stop()
        if (tab := TABS.get(event.digits)) is not None:
            self.action_tab(tab)

    @on(Reader.FactReached)
    def _on_fact_reached(self, event: Reader.FactReached) -> None:
        fact = event.fact
        status = "planned" if fact.is_target else "reported"
        self.say(f"{fact.text} · {fact.indicator} · {fact.period or '—'} · {status}")

    @on(TabbedContent.TabActivated)
    def _on_tab_activated(self) -> None:
        self.say("")
