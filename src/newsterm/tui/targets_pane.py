"""Tab 2: tables of figures, of one article or of many; a cell leads to its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer

from newsterm.domain.printable import printable_line
from newsterm.domain.table import Table
from newsterm.language import _
from newsterm.services.listing import ListSelection
from newsterm.services.show import ArticleView, show_number
from newsterm.services.targets import with_tables
from newsterm.store.store import Store
from newsterm.tui.article_list import ArticleList
from newsterm.tui.article_tables import ArticleTables
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.figure_grid import FigureGrid
from newsterm.tui.figure_scope import Scope, scopes
from newsterm.tui.figures_table import FiguresTable
from newsterm.tui.jobs import Jobs
from newsterm.tui.listed_pane import ListedPane
from newsterm.tui.pane import ArticleInHand
from newsterm.tui.prompt import Prompt
from newsterm.tui.table_view import FactPlace, TableView

PATIENCE_SECONDS = 0.2
"""A table that takes longer to read is waited for in its own place."""


class TargetsPane(ListedPane):
    """Articles with figures beside the tables of one of them; or one table of many articles."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "many", "All / one article", id="targets.many"),
        Binding("F", "filter", "Filter", tooltip="The figures of a search", id="targets.filter"),
        Binding(
            "o",
            "scopes",
            "Scope",
            tooltip="Figures of one article, all, a tag, a source or a search",
            show=False,
            id="targets.scopes",
        ),
        Binding("J", "article(1)", "Next article", id="table.next-article", show=False),
        Binding("K", "article(-1)", "Previous article", id="table.previous-article", show=False),
    ]

    class TablesRead(Message):
        """The tables of an article have come from the store."""

        def __init__(
            self, view: ArticleView | None, *, focus: bool, span: tuple[int, int] | None = None
        ) -> None:
            super().__init__()
            self.view, self.focus, self.span = view, focus, span

    class ScopesRead(Message):
        """What there is to choose from."""

        def __init__(self, scopes: Sequence[Scope]) -> None:
            super().__init__()
            self.scopes = scopes

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self._back: Callable[[], None] | None = None
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ArticleList(id="tables-list")
            for view in (ArticleTables(id="tables"), FiguresTable(id="figures")):
                view.jobs = self.jobs
                yield view
        yield Prompt(placeholder=_("figures of: words  tag:  unit:%  (empty: all)"), id="scope")

    @property
    def of_many(self) -> bool:
        """Whether the table of many articles is shown."""
        return self.has_class("-many")

    @property
    def tables(self) -> ArticleTables:
        """The tables of one article."""
        return self.query_one(ArticleTables)

    @property
    def figures(self) -> FiguresTable:
        """The table of many articles."""
        return self.query_one(FiguresTable)

    @property
    def shown(self) -> TableView:
        """The view that is in front."""
        return self.figures if self.of_many else self.tables

    @property
    def grid(self) -> FigureGrid:
        """The table in view."""
        return self.shown.grid

    @property
    def table(self) -> Table | None:
        """The table of one article as a value."""
        return self.tables.table

    def fact_in_hand(self) -> FactPlace | None:
        """The fact under the cursor of the table in view."""
        return self.shown.fact_in_hand()

    def select(self, store: Store) -> ListSelection:
        return with_tables(store)

    def preview(self) -> None:
        if not self.has_class("-table"):
            self._read_tables(focus=False)

    def open_row(self) -> None:
        self._hold_table()
        self._read_tables(focus=True)

    def show_nothing(self) -> None:
        self.list.show_message(_("No article states a figure yet."))
        self.tables.show(None)

    def focus_within(self) -> None:
        in_table = self.of_many or self.has_class("-table")
        (self.grid if in_table else self.list).focus()

    def refresh_from_library(self) -> None:
        super().refresh_from_library()
        if self.of_many:
            self.figures.read()
        else:
            self.figures.forget()
        if self.tables.view is not None and self.has_class("-table"):
            self._read_article(self.tables.view.article_id, focus=False)

    def article_in_hand(self) -> ArticleInHand | None:
        if not self.of_many:
            return super().article_in_hand()
        cell = self.figures.cell
        if cell is None or not cell.sources:
            return None
        source = cell.sources[0]
        return ArticleInHand(source.figure.article_id, source.figure.slug, source.title)

    def show_figure(self, article_id: int, span: tuple[int, int], back: Callable[[], None]) -> None:
        """Show the cell that rests on this place of an article; `q` then calls `back`."""
        self._back = back
        self.show_one()
        self._hold_table()
        self._read_article(article_id, focus=True, span=span)

    def back(self) -> bool:
        if self._back is not None:
            back, self._back = self._back, None
            back()
        elif self.of_many:
            self.show_one()
            self.focus_within()
        elif self.has_class("-table") or self.grid.has_focus:
            self.screen.set_focus(None)
            self.remove_class("-table")
            self.list.focus()
        else:
            return False
        return True

    # Scopes.

    def action_many(self) -> None:
        """Show the figures of many articles in one table, or the tables of one article again."""
        if self.of_many:
            self.back()
        else:
            self.show_many(None)

    def action_filter(self) -> None:
        """Ask for a search whose figures are to be shown."""
        self.query_one("#scope", Prompt).ask(self.figures.query_text)

    def action_scopes(self) -> None:
        """List what there is to choose from."""
        title = self.row.title if self.row is not None else ""
        self.jobs.read(self, "scopes", lambda store: self.ScopesRead(scopes(store, title)))

    def action_article(self, step: int) -> None:
        """Show the tables of the next or the previous article."""
        if not self.of_many:
            self.list.move_by(step)
            if self.has_class("-table"):
                self.call_later(self.open_row)

    @on(ScopesRead)
    def _on_scopes_read(self, event: ScopesRead) -> None:
        event.stop()

        def choose(number: int | None) -> None:
            if number is None:
                return
            scope = event.scopes[number]
            if scope.asks:
                self.action_filter()
            elif scope.query is None:
                self.show_one()
                self.focus_within()
            else:
                self.show_many(scope.query)

        lines = [printable_line(scope.title) for scope in event.scopes]
        self.app.push_screen(ChoiceDialog(_("Figures of which articles?"), lines), choose)

    @on(Prompt.Answered)
    def _on_answered(self, event: Prompt.Answered) -> None:
        event.stop()
        self.show_many(event.text)

    @on(Prompt.GivenUp)
    def _on_given_up(self, event: Prompt.GivenUp) -> None:
        event.stop()
        self.focus_within()

    def show_many(self, query: str | None) -> None:
        """Show the table of many articles when it is here: two pictures at once take longer."""
        self.figures.show(query)
        self._stop_waiting()
        self._waiting = self.set_timer(PATIENCE_SECONDS, self._bring_many)

    def _bring_many(self) -> None:
        self._stop_waiting()
        self.screen.set_focus(None)
        self.add_class("-many")
        self.call_after_refresh(self.figures.grid.focus)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    @on(FiguresTable.Shown)
    def _on_shown(self, event: FiguresTable.Shown) -> None:
        event.stop()
        if self._waiting is not None:
            self._bring_many()

    def show_one(self) -> None:
        """Show the tables of one article again."""
        self._stop_waiting()
        self.screen.set_focus(None)
        self.remove_class("-many")

    # The tables of one article.

    @on(TablesRead)
    def _on_tables_read(self, event: TablesRead) -> None:
        event.stop()
        if not event.focus and self.has_class("-table") and not self._is_shown(event.view):
            return
        self.tables.show(event.view)
        if event.span is not None:
            self.tables.go_to(event.span)
        if event.focus:
            self.call_after_refresh(self.tables.grid.focus)

    def _is_shown(self, view: ArticleView | None) -> bool:
        shown = self.tables.view
        return view is not None and shown is not None and view.article_id == shown.article_id

    def _hold_table(self) -> None:
        """Put the table into the foreground at once, so that no preview takes its place."""
        self.screen.set_focus(None)
        self.add_class("-table")

    def _read_tables(self, *, focus: bool) -> None:
        if self.row is not None:
            self._read_article(self.row.article_id, focus=focus)

    def _read_article(
        self, article_id: int, *, focus: bool, span: tuple[int, int] | None = None
    ) -> None:
        def work(store: Store) -> Message:
            return self.TablesRead(show_number(store, article_id), focus=focus, span=span)

        self.jobs.read(self, "tables", work)
