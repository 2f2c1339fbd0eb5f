"""The tabs, the status line and the verbs. It routes; what a verb does is its service's matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static, TabbedContent

from newsterm.commands import COMMANDS, command
from newsterm.domain.fact import Fact
from newsterm.services.load import LoadReport
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.dialogs import FactsDialog, ImportDialog, ReportDialog, TagDialog
from newsterm.tui.help import help_lines
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed, LoadProgress
from newsterm.tui.motions import MotionView
from newsterm.tui.pane import ArticleInHand, Pane
from newsterm.tui.reader import Reader
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.targets_pane import TargetsPane

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


class MainScreen(Screen[None]):
    """The library."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *verb_bindings(),
        Binding("3", "tab('search')", "Search tab", id="tab.search", show=False),
        Binding("question_mark", "help", "Help", key_display="?", id="help"),
        Binding("q", "back", "Back", id="back"),
        Binding("Q", "app.quit", "Quit", id="quit"),
    ]

    class Done(Message):
        """A verb has done its work: what to say, and whether the library changed."""

        def __init__(self, text: str, *, changed: bool = False) -> None:
            super().__init__()
            self.text, self.changed = text, changed

    class FactsRead(Message):
        """The facts of the article in hand have come."""

        def __init__(self, article: ArticleInHand, facts: Sequence[Fact], *, rules: bool) -> None:
            super().__init__()
            self.article, self.facts, self.rules = article, facts, rules

    class Checked(Message):
        """The check has come to its end."""

        def __init__(self, title: str, problems: Sequence[str]) -> None:
            super().__init__()
            self.title, self.problems = title, problems

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.jobs = jobs
        self._trail: list[tuple[str, Callable[[], None]]] = []
        self._reads_late = not jobs.ready

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
        self._load([])

    # Verbs: each gathers its arguments and calls its service.

    def action_verb_list(self) -> None:
        """Tab 1."""
        self.action_tab("articles")

    def action_verb_targets(self) -> None:
        """Tab 2."""
        self.action_tab("targets")

    def action_verb_search(self) -> None:
        """Tab 3, with the cursor in the prompt."""
        self.action_tab("search")
        self.query_one(SearchPane).focus_prompt()

    def action_verb_load(self) -> None:
        """Load the library's files again."""
        self._load([])

    def action_verb_tag(self) -> None:
        """Tag the article in hand."""
        if (article := self._article_in_hand()) is None:
            return

        def tag(words: str | None) -> None:
            if words is not None and words.split():
                signed = [w if w[0] in "+-＋－" else f"+{w}" for w in words.split()]
                self.jobs.write(self, lambda store: self._tag(store, signed, article.slug))

        self.app.push_screen(TagDialog(article.title, article.tags), tag)

    def action_verb_facts(self) -> None:
        """List the facts of the article in hand."""
        if (article := self._article_in_hand()) is not None:
            self.jobs.read(self, "facts", lambda store: self._facts(store, article))

    def action_verb_extract(self) -> None:
        """Find the facts of the article in hand anew, with rules and confidence."""
        if (article := self._article_in_hand()) is not None:
            self.jobs.read(self, "facts", lambda store: self._extracted(store, article))

    def action_verb_import(self) -> None:
        """Import a newspaper page into the library's folder."""
        root = self.jobs.library.root
        if root is None:
            self._say("This library has no folder to import into.", failed=True)
            return

        def start(answer: tuple[str, str, str] | None) -> None:
            if answer is not None:
                path, date, source = answer
                self.jobs.write(self, lambda store: self._import(Path(path), root, date, source))

        self.app.push_screen(ImportDialog(), start)

    def action_verb_check(self) -> None:
        """Check the library."""
        self._say("checking …")
        self.jobs.read(self, "check", self._check)

    # Moving about.

    def action_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        self.tabs.active = name
        self.pane.focus_within()

    def action_back(self) -> None:
        """One step back: along the trail of jumps, within the tab, or nowhere."""
        if self._trail and self.tabs.active == "articles":
            name, restore = self._trail.pop()
            self.query_one(ArticlesPane).back()
            self.tabs.active = name
            self.call_after_refresh(restore)
        elif self.pane.back():
            return
        elif self.tabs.active != "articles":
            self.action_tab("articles")
        else:
            self._say("Q quits")

    def action_help(self) -> None:
        """The keys of the place in hand."""
        self.app.push_screen(ReportDialog("Keys here", help_lines(self)))

    # What came home.

    @on(Pane.ArticleWanted)
    def _on_article_wanted(self, event: Pane.ArticleWanted) -> None:
        event.stop()
        self._trail.append((self.tabs.active, event.back))
        self.tabs.active = "articles"
        self.query_one(ArticlesPane).open_article(event.article_id, event.offset)

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
        self._say(f"{fact.text} · {fact.indicator} · {fact.period or '—'} · {status}")

    @on(LoadProgress)
    def _on_load_progress(self, event: LoadProgress) -> None:
        report = event.report
        if self._reads_late:  # the writer has made the database by now
            self._reads_late = False
            self.jobs.ready = True
            self._refresh()
        if not report.finished:
            self._say(f"loading {report.done:,}/{report.total:,}")
            if report.added and self.query_one(ArticlesPane).list.total == 0:
                self._refresh()
            return
        changes = report.added + report.updated + report.renamed + report.gone
        self._say(_load_summary(report), failed=bool(report.failures))
        if changes:
            self._refresh()

    @on(Done)
    def _on_done(self, event: Done) -> None:
        self._say(event.text)
        if event.changed:
            self._refresh()

    @on(FactsRead)
    def _on_facts_read(self, event: FactsRead) -> None:
        article = event.article

        def go(offset: int | None) -> None:
            if offset is not None:
                self.tabs.active = "articles"
                self.query_one(ArticlesPane).open_article(article.article_id, offset)

        self.app.push_screen(FactsDialog(article.title, event.facts, rules=event.rules), go)

    @on(Checked)
    def _on_checked(self, event: Checked) -> None:
        self._say(event.title)
        if event.problems:
            self.app.push_screen(ReportDialog(event.title, event.problems))

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        self._say(event.reason, failed=True)

    @on(TabbedContent.TabActivated)
    def _on_tab_activated(self) -> None:
        self._say("")

    # Work in threads.

    def _load(self, paths: list[Path]) -> None:
        root = self.jobs.library.root
        service = command("load").load_service()

        def work(store: Store) -> Iterator[Message]:
            for report in service(store, paths, root=root):
                yield LoadProgress(report)

        self.jobs.write(self, work)

    def _tag(self, store: Store, words: list[str], slug: str) -> Message:
        change = command("tag").load_service()(store, words, slugs=[slug])
        signed = [f"+{name}" for name in change.add] + [f"-{name}" for name in change.remove]
        return self.Done(f"{' '.join(signed)}: {change.changed} changed", changed=True)

    def _facts(self, store: Store, article: ArticleInHand) -> Message:
        found = command("facts").load_service()(store, slug=article.slug)
        return self.FactsRead(article, [each.fact for each in found], rules=False)

    def _extracted(self, store: Store, article: ArticleInHand) -> Message:
        from newsterm.services.extraction import extract_stored

        found = extract_stored(store, article.slug)
        return self.FactsRead(article, found.facts, rules=True)

    def _import(self, path: Path, to: Path, date: str, source: str) -> Message:
        service = command("import").load_service()
        report = service(path.expanduser(), to=to, date=date, source=source)
        doubts = f", {len(report.doubts)} doubts" if report.doubts else ""
        self.app.call_from_thread(self._load, [])
        return self.Done(f"{len(report.written)} articles imported{doubts}")

    def _check(self, store: Store) -> Message:
        report = command("check").load_service()(store)
        found = f"{len(report.problems)} problems" if report.problems else "all sound"
        title = f"{report.articles:,} articles, {report.facts:,} facts: {found}"
        return self.Checked(title, report.problems)

    def _refresh(self) -> None:
        for pane in self.query(Pane):
            pane.refresh_from_library()

    def _article_in_hand(self) -> ArticleInHand | None:
        article = self.pane.article_in_hand()
        if article is None:
            self._say("no article in hand")
        return article

    def _say(self, text: str, *, failed: bool = False) -> None:
        status = self.query_one("#status", Static)
        status.set_class(failed, "-failed")
        status.update(Content(text))


def _load_summary(report: LoadReport) -> str:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "renamed": report.renamed,
        "gone": report.gone,
    }
    said = [f"{count:,} {name}" for name, count in counts.items() if count]
    if report.failures:
        said.append(f"{len(report.failures)} failed: {report.failures[0]}")
    return ", ".join(said)
