"""The tabs, the status line, and the way from one place to another and back."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static, TabbedContent

from newsterm.commands import COMMANDS
from newsterm.language import _
from newsterm.services.citation import cite, keep_copy
from newsterm.services.show import file_of
from newsterm.store.store import Store
from newsterm.tui.article_reader import ArticleReader
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.dialogs import ReportDialog
from newsterm.tui.fact_details import FactDetails
from newsterm.tui.figure_actions import FigureActions
from newsterm.tui.help import HelpScreen, help_lines
from newsterm.tui.jobs import Jobs
from newsterm.tui.key_bar import KeyBar
from newsterm.tui.marking import MarkingPane
from newsterm.tui.motions import MotionView
from newsterm.tui.pane import ArticleInHand, Meant, Pane
from newsterm.tui.reader import Reader
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.table_view import Exportable, TableView
from newsterm.tui.tag_actions import TagActions
from newsterm.tui.tags_pane import TagsPane
from newsterm.tui.targets_pane import TargetsPane

OTHERS_SECONDS = 1.0
"""How often the changes of other programs are looked for."""
TABS = {"1": "articles", "2": "targets", "3": "search"}
"""The tabs that a number leads to."""
TAB_ORDER = (*TABS.values(), "tags")


@dataclass(frozen=True, slots=True)
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


class MainScreen(FigureActions, TagActions):
    """The library."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
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

    class Copied(Message):
        """What was copied has been kept in a file, too."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class FileFound(Message):
        """The file to edit is known."""

        def __init__(self, path: Path | None) -> None:
            super().__init__()
            self.path = path

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._complete = False
        self._trail: list[Jump] = []

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="articles", id="tabs"):
            for pane in (ArticlesPane(), TargetsPane(), SearchPane(), TagsPane()):
                pane.jobs = self.jobs
                pane.built = isinstance(pane, ArticlesPane)
                yield pane
        yield Static("", id="status", markup=False)
        yield KeyBar()

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
        self.set_interval(OTHERS_SECONDS, self.watch_others)
        if not self.jobs.ready:  # else the load waits until there is something to read
            self.load_paths([])

    @on(Pane.Filled)
    def _on_filled(self, event: Pane.Filled) -> None:
        """The first articles are there: now for what is out of sight."""
        event.stop()
        if not self._complete:
            self._complete = True
            self.call_after_refresh(self._complete_start)

    async def _complete_start(self) -> None:
        for pane in self.query(Pane):
            await pane.build()
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
        pane = self.pane
        return pane.shown.in_view() if isinstance(pane, TargetsPane) else ()

    def remember_place(self) -> None:
        """Keep where the reader stands."""
        self.query_one(ArticlesPane).remember_place()

    def focus_search(self) -> None:
        if (pane := self.query_one(SearchPane)).built:
            pane.focus_prompt()

    # Moving about.

    def action_tab(self, name: str) -> None:
        if not self.query_one(f"#{name}", Pane).built:
            self.call_later(self._build_tab, name)
            return
        self._bring_forward(name)
        self.pane.focus_within()

    async def _build_tab(self, name: str) -> None:
        await self.query_one(f"#{name}", Pane).build()
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
        lines = [str(failure) for failure in failures] or [_("nothing")]
        self.app.push_screen(ReportDialog(_("Failed to load"), lines))

    def action_next_tab(self, step: int) -> None:
        """The tab to the right, or to the left, round the end."""
        at = TAB_ORDER.index(self.tabs.active)
        self.action_tab(TAB_ORDER[(at + step) % len(TAB_ORDER)])

    def action_unread(self, step: int) -> None:
        """The next unread article of the list, or the one before."""
        if self.tabs.active != "articles":
            self.action_tab("articles")
        self.query_one(ArticlesPane).go_to_unread(step)

    def action_verb_keys(self) -> None:
        """The keys of the place in hand."""
        self.app.push_screen(HelpScreen(help_lines(self)))

    # What came home.

    @on(Pane.ArticleWanted)
    def _on_article_wanted(self, event: Pane.ArticleWanted) -> None:
        event.stop()
        self._trail.append(Jump(self.tabs.active, event.back))
        self.go_to(event.article_id, event.offset, event.query)

    @on(Pane.DetailsWanted)
    def _on_details_wanted(self, event: Pane.DetailsWanted) -> None:
        """Where facts come from; from there to the article, and back by the trail."""
        event.stop()
        name, pane = self.tabs.active, self.pane

        def read(place: tuple[int, int] | None) -> None:
            if place is not None:
                if name != "articles":
                    self._trail.append(Jump(name, pane.focus_within))
                self.go_to(*place)

        self.app.push_screen(FactDetails(self.jobs, event.places), read)

    @on(TagsPane.ArticlesOfTagWanted)
    def _on_articles_of_tag_wanted(self, event: TagsPane.ArticlesOfTagWanted) -> None:
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
        if (tab := TABS.get(event.digits)) is not None:
            self.action_tab(tab)

    @on(Reader.FactOpened)
    def _on_fact_opened(self, event: Reader.FactOpened) -> None:
        """From a fact in the text to its row in the tables, and back by the trail."""
        event.stop()
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

    @on(ArticleReader.HitsPassed)
    def _on_hits_passed(self, event: ArticleReader.HitsPassed) -> None:
        """From the last hit in an article to the next article that was found."""
        event.stop()
        if self._trail and self._trail[-1].tab == "search":
            self._trail.pop()
            self.query_one(SearchPane).step(event.direction)

    @on(Reader.Found)
    def _on_found(self, event: Reader.Found) -> None:
        event.stop()
        self.say(f"{event.index}/{event.total}" if event.total else _("not found"))

    @on(TableView.SeriesWanted)
    def _on_series_wanted(self, event: TableView.SeriesWanted) -> None:
        event.stop()
        self.follow(event.words, event.indicator_id)

    @on(ArticlesPane.CopyWanted)
    def _on_copy_wanted(self, event: ArticlesPane.CopyWanted) -> None:
        event.stop()
        self._copy(cite(event.view.article, event.offset))

    @on(TableView.CopyWanted)
    def _on_table_copy_wanted(self, event: TableView.CopyWanted) -> None:
        event.stop()
        self._copy(event.text)

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.jobs.read(self, "copy", lambda _store: self.Copied(keep_copy(text, os.environ)))

    @on(Copied)
    def _on_copied(self, event: Copied) -> None:
        event.stop()
        text = _("copied by OSC 52 (a terminal may drop it), and to {path}")
        self.say(text.format(path=event.path))

    @on(ArticlesPane.EditWanted)
    def _on_edit_wanted(self, event: ArticlesPane.EditWanted) -> None:
        event.stop()
        article_id, root = event.article.article_id, self.jobs.library.root

        def work(store: Store) -> Message:
            return self.FileFound(file_of(store, article_id, root))

        self.jobs.read(self, "edit", work)

    @on(FileFound)
    def _on_file_found(self, event: FileFound) -> None:
        """Hand the terminal to the editor, as an argument list, and load what it wrote."""
        event.stop()
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        if event.path is None:
            self.say(_("this article's file is gone"), failed=True)
            return
        try:
            with self.app.suspend():
                subprocess.run([*editor, str(event.path)], check=False)
        except (OSError, SuspendNotSupported) as error:
            self.say(f"{editor[0]}: {error}", failed=True)
            return
        self.load_paths([event.path])

    @on(Reader.FactReached)
    def _on_fact_reached(self, event: Reader.FactReached) -> None:
        fact = event.fact
        status = _("planned") if fact.is_target else _("reported")
        self.say(f"{fact.text} · {fact.indicator} · {fact.period or '—'} · {status}")

    @on(TabbedContent.TabActivated)
    def _on_tab_activated(self) -> None:
        self.say("")
