"""The verbs as keys: gather the arguments, have the service called in a thread, say the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from newsterm.commands import command
from newsterm.language import _, ngettext
from newsterm.services.sayings import said_counts, said_report
from newsterm.store.store import Store
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed, JobWaits, LoadProgress
from newsterm.tui.pane import ArticleInHand, Pane

if TYPE_CHECKING:
    from newsterm.domain.fact import Fact
    from newsterm.services.load import LoadReport


class VerbActions(Screen[None]):
    """What the keys of the verbs do. The screen that has the tabs says what is in hand."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As in `Screen`, but for the repaint: who gets or loses the focus is drawn anew by itself."""

    class Done(Message):
        """A verb has done its work: what to say, and whether the library changed."""

        def __init__(self, text: str, *, changed: bool = False) -> None:
            super().__init__()
            self.text, self.changed = text, changed

    class VersionRead(Message):
        """A number that is another one after another program's change."""

        def __init__(self, version: int) -> None:
            super().__init__()
            self.version = version

    class StepDone(Message):
        """One step of a long job that has nothing to show."""

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
        self.last_load: LoadReport | None = None
        """How far the load in the background has come."""
        self._version: int | None = None
        self._reads_late = not jobs.ready
        self._shown_early = jobs.ready

    # What the screen with the tabs fills in.

    def article_in_hand(self) -> ArticleInHand | None:
        """The article that a verb means now."""
        raise NotImplementedError

    def go_to(self, article_id: int, offset: int | None, query: str = "") -> None:
        """Read an article, at a place of its text, with the words of a query marked."""
        raise NotImplementedError

    def action_tab(self, name: str) -> None:
        """Bring a tab to the front."""
        raise NotImplementedError

    def focus_search(self) -> None:
        """Put the cursor into the prompt of the search."""
        raise NotImplementedError

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
        self.focus_search()

    def action_verb_load(self) -> None:
        """Load the library's files again."""
        self.load_paths([])

    def action_verb_facts(self) -> None:
        """List the facts of the article in hand."""
        if (article := self.named_article()) is not None:
            self.jobs.read(self, "facts", lambda store: self._facts(store, article))

    def action_verb_extract(self) -> None:
        """Find the facts of the article in hand anew, with rules and confidence."""
        if (article := self.named_article()) is not None:
            self.jobs.read(self, "facts", lambda store: self._extracted(store, article))

    def action_verb_import(self) -> None:
        """Import a newspaper page into the library's folder."""
        from newsterm.tui.dialogs import ImportDialog

        root = self.jobs.library.root
        if root is None:
            self.say(_("This library has no folder to import into."), failed=True)
            return

        def start(answer: tuple[str, str, str] | None) -> None:
            if answer is not None:
                path, date, source = answer
                self.jobs.write(self, lambda store: self._import(Path(path), root, date, source))

        self.app.push_screen(ImportDialog(), start)

    def action_verb_check(self) -> None:
        """Check the library."""
        self.say(_("checking …"))
        self.jobs.read(self, "check", self._check)

    def named_article(self) -> ArticleInHand | None:
        """The article in hand; says so where there is none."""
        article = self.article_in_hand()
        if article is None:
            self.say(_("no article in hand"))
        return article

    # What came home.

    @on(LoadProgress)
    def _on_load_progress(self, event: LoadProgress) -> None:
        self.last_load = report = event.report
        if self._reads_late:  # the writer has made the database by now
            self._reads_late = False
            self.jobs.ready = True
            self.refresh_panes()
        if not report.finished:
            text = _("loading {done:,}/{total:,}")
            self.say(text.format(done=report.done, total=report.total))
            if report.added and not self._shown_early:
                self._shown_early = True
                self.refresh_panes()
            return
        changes = report.added + report.updated + report.renamed + report.gone
        self.say(_load_summary(report), failed=bool(report.failures))
        if changes:
            self.refresh_panes()
        self.jobs.write(self, self._gather_words)

    @on(Done)
    def _on_done(self, event: Done) -> None:
        self.say(event.text)
        if event.changed:
            self.refresh_panes()

    @on(FactsRead)
    def _on_facts_read(self, event: FactsRead) -> None:
        from newsterm.tui.choice import ChoiceDialog

        article, facts = event.article, event.facts
        many = ngettext("{count:,} fact", "{count:,} facts", len(facts)).format(count=len(facts))
        lines = [_fact_line(fact, rules=event.rules) for fact in facts]

        def go(number: int | None) -> None:
            if number is not None:
                self.go_to(article.article_id, facts[number].start)

        self.app.push_screen(ChoiceDialog(f"{article.title}: {many}", lines), go)

    @on(Checked)
    def _on_checked(self, event: Checked) -> None:
        from newsterm.tui.dialogs import ReportDialog

        self.say(event.title)
        if event.problems:
            self.app.push_screen(ReportDialog(event.title, event.problems))

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        self.say(event.reason, failed=True)

    @on(JobWaits)
    def _on_job_waits(self, event: JobWaits) -> None:
        self.say(event.reason)

    def watch_others(self) -> None:
        """Ask the writing connection, now and then, whether another program changed something."""
        if self.jobs.ready:
            self.jobs.write(self, lambda store: self.VersionRead(store.data_version()))

    @on(VersionRead)
    def _on_version_read(self, event: VersionRead) -> None:
        before, self._version = self._version, event.version
        if before not in (None, event.version):
            self.refresh_panes()

    # Work in threads.

    def load_paths(self, paths: list[Path]) -> None:
        """Load in the background; no paths means what was loaded before."""
        root = self.jobs.library.root

        def work(store: Store) -> Iterator[Message]:
            service = command("load").load_service()
            for report in service(store, paths, root=root):
                yield LoadProgress(report)

        self.jobs.write(self, work)

    def _facts(self, store: Store, article: ArticleInHand) -> Message:
        found = command("facts").load_service()(store, slug=article.slug)
        return self.FactsRead(article, [each.fact for each in found], rules=False)

    def _extracted(self, store: Store, article: ArticleInHand) -> Message:
        from newsterm.services.extraction import extract_stored

        found = extract_stored(store, article.slug)
        return self.FactsRead(article, found.facts, rules=True)

    def _gather_words(self, store: Store) -> Iterator[Message]:
        """In idle time, the words that completions offer; each step lets other writes go first."""
        from newsterm.services.suggest import gather_words  # not needed to show the first articles

        for _step in gather_words(store):
            yield self.StepDone()

    def _import(self, path: Path, to: Path, date: str, source: str) -> Message:
        service = command("import").load_service()
        report = service(path.expanduser(), to=to, date=date, source=source)
        count, doubts = len(report.written), len(report.doubts)
        said = ngettext("{count} article imported", "{count} articles imported", count).format(
            count=count
        )
        if doubts:
            said += ", " + ngettext("{count} doubt", "{count} doubts", doubts).format(count=doubts)
        self.app.call_from_thread(self.load_paths, [])
        return self.Done(said)

    def _check(self, store: Store) -> Message:
        report = command("check").load_service()(store)
        return self.Checked(said_report(report), report.problems)

    def refresh_panes(self) -> None:
        """Have every tab read anew what it shows."""
        for pane in self.query(Pane):
            if pane.is_mounted:  # else it reads for the first time in a moment
                pane.refresh_from_library()

    def say(self, text: str, *, failed: bool = False) -> None:
        """Say something in the status line."""
        status = self.query_one("#status", Static)
        status.set_class(failed, "-failed")
        status.set_class(not text, "-empty")
        status.update(Content(text))


def _load_summary(report: LoadReport) -> str:
    counts = {
        "added": report.added,
        "updated": report.updated,
        "renamed": report.renamed,
        "gone": report.gone,
    }
    if not report.failures:
        return said_counts(counts)
    said = said_counts({**counts, "failed": len(report.failures)})
    return f"{said}: {report.failures[0]}"


def _fact_line(fact: Fact, *, rules: bool) -> str:
    """A fact in a line; `→` before what is planned."""
    from newsterm.domain.figures.shown import shown

    planned = "→" if fact.is_target else " "
    line = f"{planned}{shown(fact)}  {fact.period or '—'}  {fact.indicator}"
    return f"{line}  [{fact.rule} {fact.confidence:.2f}]" if rules else line
