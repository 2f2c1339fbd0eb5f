"""Tab 2: the tables of each article; a cell leads to its sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable, Static

from newsterm.domain.table import Cell, Row, Table
from newsterm.language import _
from newsterm.services.listing import ListSelection
from newsterm.services.show import ArticleView, show_number
from newsterm.services.targets import with_tables
from newsterm.store.store import Store
from newsterm.tui.article_list import ArticleList
from newsterm.tui.excerpt import Excerpt
from newsterm.tui.listed_pane import ListedPane

PLANNED = "→"
"""Before a planned value: planned and reported are told apart without colour."""


class TargetsPane(ListedPane):
    """Articles with figures on the left, one of their tables on the right, its source below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "table(1)", "Next table", key_display="]", id="table.next"),
        Binding(
            "left_square_bracket",
            "table(-1)",
            "Previous table",
            key_display="[",
            id="table.previous",
        ),
        Binding(
            "T",
            "series",
            "Follow",
            tooltip="Follow the indicator through all articles",
            id="table.series",
        ),
        Binding("i", "details", "Where the value comes from", show=False, id="table.details"),
        Binding("J", "article(1)", "Next article", id="table.next-article", show=False),
        Binding("K", "article(-1)", "Previous article", id="table.previous-article", show=False),
    ]

    class SeriesWanted(Message):
        """The indicator of a row is to be followed through all articles."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class TablesRead(Message):
        """The tables of an article have come from the store."""

        def __init__(
            self, view: ArticleView | None, *, focus: bool, span: tuple[int, int] | None = None
        ) -> None:
            super().__init__()
            self.view, self.focus, self.span = view, focus, span

    def __init__(self) -> None:
        super().__init__("2 " + _("Targets"), id="targets")
        self._view: ArticleView | None = None
        self._number = 0
        self._back: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ArticleList(id="tables-list")
            with Vertical():
                yield Static("", id="table-title", markup=False)
                yield FigureTable(id="table")
                yield Excerpt(id="cell-source")

    @property
    def grid(self) -> FigureTable:
        """The table in view."""
        return self.query_one(FigureTable)

    @property
    def table(self) -> Table | None:
        """The table in view as a value."""
        if self._view is None or not self._view.tables:
            return None
        return self._view.tables[self._number]

    def select(self, store: Store) -> ListSelection:
        return with_tables(store)

    def preview(self) -> None:
        if not self.has_class("-table"):
            self._read_tables(focus=False)

    def open_row(self) -> None:
        self._hold_table()
        self._read_tables(focus=True)

    def show_nothing(self) -> None:
        self._view = None
        self.list.show_message(_("No article states a figure yet."))
        self._show_table()

    def focus_within(self) -> None:
        (self.grid if self.has_class("-table") else self.list).focus()

    def show_figure(self, article_id: int, span: tuple[int, int], back: Callable[[], None]) -> None:
        """Show the cell that rests on this place of an article; `q` then calls `back`."""
        self._back = back
        self._hold_table()

        def work(store: Store) -> Message:
            return self.TablesRead(show_number(store, article_id), focus=True, span=span)

        self.jobs.read(self, "tables", work)

    def back(self) -> bool:
        if self._back is not None:
            back, self._back = self._back, None
            back()
            return True
        if not self.has_class("-table") and not self.grid.has_focus:
            return False
        self.screen.set_focus(None)
        self.remove_class("-table")
        self.list.focus()
        return True

    @on(TablesRead)
    def _on_tables_read(self, event: TablesRead) -> None:
        event.stop()
        if not event.focus and self.has_class("-table"):
            return
        if event.view != self._view:
            self._view = event.view
            self._number = 0
            self._show_table()
        if event.span is not None:
            self._go_to_cell(event.span)
        if event.focus:
            self.call_after_refresh(self.grid.focus)

    @on(DataTable.CellHighlighted)
    def _on_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        event.stop()
        self._show_source()

    @on(DataTable.CellSelected)
    def _on_cell_selected(self, event: DataTable.CellSelected) -> None:
        event.stop()
        place = self._place(event.coordinate)
        if place is None or self._view is None:
            return
        number, coordinate, article_id = self._number, event.coordinate, self._view.article_id

        def back() -> None:
            if self._view is None or self._view.article_id != article_id:
                return
            self._number = number
            self._show_table()
            self.add_class("-table")
            self.grid.focus()
            self.grid.move_cursor(row=coordinate.row, column=coordinate.column, animate=False)

        self.post_message(self.ArticleWanted(article_id, place[0], back))

    def action_table(self, step: int) -> None:
        """Show another table of the same article."""
        if self._view is not None and self._view.tables:
            self._number = (self._number + step) % len(self._view.tables)
            self._show_table()

    def action_series(self) -> None:
        """Follow the indicator of the row under the cursor through all articles and years."""
        table, line = self.table, self.grid.cursor_coordinate.row
        if table is not None and line < len(table.rows):
            self.post_message(self.SeriesWanted(table.rows[line].head))

    def action_details(self) -> None:
        """Show where the values of the cell under the cursor come from."""
        table, place = self.table, self.grid.cursor_coordinate
        if table is None or self._view is None or place.row >= len(table.rows):
            return
        row = table.rows[place.row]
        cells = row.cells[place.column - 1] if place.column else ()
        spans = [(cell.start, cell.end) for cell in cells] or [(row.start, row.end)]
        self.post_message(self.DetailsWanted([(self._view.article_id, span) for span in spans]))

    def action_article(self, step: int) -> None:
        """Show the tables of the next or the previous article."""
        self.list.move_by(step)

    def _hold_table(self) -> None:
        """Put the table into the foreground at once, so that no preview takes its place."""
        self.screen.set_focus(None)
        self.add_class("-table")

    def _go_to_cell(self, span: tuple[int, int]) -> None:
        """Put the cursor on the first cell, over all tables, that rests on this place."""
        for number, table in enumerate(self._view.tables if self._view else ()):
            for line, row in enumerate(table.rows):
                for column, cells in enumerate(row.cells, 1):
                    if any(cell.start < span[1] and span[0] < cell.end for cell in cells):
                        self._number = number
                        self._show_table()
                        self.grid.move_cursor(row=line, column=column, animate=False)
                        return

    def _read_tables(self, *, focus: bool) -> None:
        if (row := self.row) is None:
            return

        def work(store: Store) -> Message:
            return self.TablesRead(show_number(store, row.article_id), focus=focus)

        self.jobs.read(self, "tables", work)

    def _show_table(self) -> None:
        title = self.query_one("#table-title", Static)
        self.grid.clear(columns=True)
        table = self.table
        if table is None or self._view is None:
            title.update(Content(_("No figures here.") if self._view else ""))
            self.query_one(Excerpt).show_nothing()
            return
        count = len(self._view.tables)
        title.update(Content(f"{table.title}  ({self._number + 1}/{count})"))
        self.grid.fill(table)
        self._show_source()

    def _show_source(self) -> None:
        """Below the table, the sentence behind the cell under the cursor."""
        place = self._place(self.grid.cursor_coordinate)
        if place is None or self._view is None:
            self.query_one(Excerpt).show_nothing()
        else:
            self.query_one(Excerpt).show_place(self._view.article.body, *place)

    def _place(self, coordinate: Coordinate) -> tuple[int, int] | None:
        """Where in the body the cell, or failing that its row, rests."""
        table = self.table
        if table is None or coordinate.row >= len(table.rows):
            return None
        row = table.rows[coordinate.row]
        cells = row.cells[coordinate.column - 1] if coordinate.column else ()
        return (cells[0].start, cells[0].end) if cells else (row.start, row.end)


class FigureTable(DataTable[Text]):
    """The grid of one table, with vim's keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="table.down"),
        Binding("k", "cursor_up", "Up", show=False, id="table.up"),
        Binding("h", "cursor_left", "Left", show=False, id="table.left"),
        Binding("l", "cursor_right", "Right", show=False, id="table.right"),
        Binding("G", "scroll_bottom", "Last row", show=False, id="table.last"),
        Binding("g", "scroll_top", "First row", show=False, id="table.first"),
    ]
    HEAD_WIDTH = 36

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, cursor_type="cell", zebra_stripes=True, fixed_columns=1)

    def fill(self, table: Table) -> None:
        """Show this table."""
        self.clear(columns=True)
        self.add_column(Text(table.head))
        for column in table.columns:
            self.add_column(Text(column or "—"))
        for row in table.rows:
            self.add_row(*self._texts(row))
        if table.columns and table.rows:
            self.move_cursor(row=0, column=1, animate=False)

    def _texts(self, row: Row) -> list[Text]:
        head = Text(row.head, overflow="ellipsis", no_wrap=True)
        head.truncate(self.HEAD_WIDTH, overflow="ellipsis")
        return [head, *(_cell_text(cells) for cells in row.cells)]


def _cell_text(cells: Sequence[Cell]) -> Text:
    """A cell as written: planned values behind an arrow, several values as their number."""
    if not cells:
        return Text("")
    if len(cells) > 1:
        return Text(_("{count} values").format(count=len(cells)), style="italic")
    cell = cells[0]
    if cell.status == "target":
        return Text(f"{PLANNED}{cell.shown}", style="bold")
    return Text(cell.shown)
