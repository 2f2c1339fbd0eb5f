"""One table of the figures of many articles: all, or those that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Literal, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from newsterm.domain.figures.grid import GridRow, period_heading
from newsterm.language import N_, _, ngettext
from newsterm.services import figure_grid
from newsterm.services.figure_columns import ColumnChoice
from newsterm.services.figure_grid import CellView
from newsterm.services.figures import FiguresView
from newsterm.services.table_text import as_text, of_figures
from newsterm.store.store import Store
from newsterm.tui.cell_source import passages_of, place_of, stated
from newsterm.tui.figure_grid import FigureGrid
from newsterm.tui.first_view import Anchor, FirstView, first_view
from newsterm.tui.regrouping import Regrouping
from newsterm.tui.row_blocks import Wanted
from newsterm.tui.table_view import Exportable, FactPlace

ORDERS = {
    "values": N_("most values first"),
    "label": N_("by name"),
    "latest": N_("latest article first"),
}
PREVIEWED = 8
"""So many sources of a cell are previewed."""
LISTED = 500
"""So many values of a row are listed."""


Why: TypeAlias = Literal["preview", "open", "details"]
NOWHERE = Anchor(-1, None)
"""The cursor begins anew."""


class FiguresTable(Regrouping):
    """Rows are indicators however they are worded, columns are periods in order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "value(1)", "Next value of the row", show=False, id="table.next_value"),
        Binding("b", "value(-1)", "Previous value", show=False, id="table.previous_value"),
        Binding(
            "c",
            "columns",
            "Columns",
            tooltip="Columns: all periods, years, or those of this row",
            id="table.columns",
        ),
    ]

    class ViewRead(Message):
        """Rows and columns of the table are known, and what is seen first."""

        def __init__(self, first: FirstView) -> None:
            super().__init__()
            self.first = first

    class Shown(Message):
        """The table that was asked for is here."""

    class PartRead(Message):
        """Rows of the table have come from the store."""

        def __init__(self, generation: int, part: Wanted, rows: Sequence[GridRow]) -> None:
            super().__init__()
            self.generation, self.part, self.rows = generation, part, rows

    class CellRead(Message):
        """A cell with what it rests on."""

        def __init__(self, cell: CellView | None, why: Why) -> None:
            super().__init__()
            self.cell, self.why = cell, why

    class PeriodsRead(Message):
        """The periods that a row has values of: to go to the next one, or to show these alone."""

        def __init__(self, periods: Sequence[str], step: int) -> None:
            super().__init__()
            self.periods, self.step = periods, step

    class TextMade(Message):
        """What is seen of the table, as text."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.query_text = ""
        self.cell: CellView | None = None
        self._order = "values"
        self._choice = ColumnChoice()
        self._stale = True

    # What the tab uses.

    def show(self, query: str | None = None, anchor: Anchor | None = None) -> None:
        """Show the figures of the articles that a query finds; None for the same as before.

        `Shown` tells when they are here.
        """
        changed = query is not None and query != self.query_text
        if changed:
            self.query_text = query or ""
        if changed or self._stale or anchor is not None:
            self.read(anchor)
        else:
            self.post_message(self.Shown())

    def forget(self) -> None:
        """The library changed while the table was out of sight."""
        self._stale = True

    def read(self, anchor: Anchor | None = None) -> None:
        """Read the table anew, with the cursor where it stands if that is still there."""
        anchor = anchor or self._anchor_here()
        query, order, choice = self.query_text, self._order, self._choice

        def work(store: Store) -> Message:
            return self.ViewRead(first_view(store, query, order, choice, anchor))

        if self.view is None:
            self.grid.clear(_("reading the figures …"))
        self.jobs.read(self, "view", work)

    def _anchor_here(self) -> Anchor | None:
        """Where the cursor stands."""
        row, column = self.grid.cursor_row, self.grid.column
        if row is None or self.view is None:
            return None
        before = self.grid.cursor_coordinate.column - 1 - self.grid.left
        period = None if column is None else self.view.periods[column]
        return Anchor(row.key, period, max(0, before))

    def stand_on(self, indicator_id: int | None) -> None:
        here = self._anchor_here()
        if here is not None and indicator_id is not None:
            here = replace(here, indicator_id=indicator_id)
        self.read(here)

    def fact_in_hand(self) -> FactPlace | None:
        cell = self._cell_in_hand()
        if cell is None or cell.period is None or not cell.sources:
            return None
        return place_of(cell.sources[0])

    # Keys.

    def action_series(self) -> None:
        if (row := self.grid.cursor_row) is not None:
            self.post_message(self.SeriesWanted(row.head, row.key))

    def action_sort(self) -> None:
        orders = list(ORDERS)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.say(_("rows: {order}").format(order=_(ORDERS[self._order])))
        self.read(NOWHERE)

    def action_columns(self) -> None:
        """Show all periods, the years alone, or those that this row has values of."""
        if self._choice.only:
            self._show_columns(ColumnChoice())
        elif self._choice.years:
            self._read_periods(0)
        else:
            self._show_columns(ColumnChoice(years=True))

    def action_hide(self) -> None:
        if self.view is not None and (column := self.grid.column) is not None:
            self._show_columns(self._choice.hide(self.view.periods[column]))

    def action_unhide(self) -> None:
        self._show_columns(ColumnChoice())

    def action_value(self, step: int) -> None:
        """Go to the next cell of the row that has a value, or to the one before."""
        self._read_periods(step * (self.grid.take_count() or 1))

    def action_copy(self, markdown: bool) -> None:
        """Copy what is seen of the table."""
        if (view := self.view) is None:
            return
        seen, places = self.grid.seen()
        columns = [self.grid.columns[place] for place in places]

        def work(store: Store) -> Message:
            table = of_figures(store, view, columns, seen)
            return self.TextMade(as_text(table, markdown=markdown))

        self.jobs.read(self, "copy", work)

    def in_view(self) -> tuple[Exportable, ...]:
        if (view := self.view) is None:
            return ()
        columns = list(self.grid.columns)
        return (Exportable(self.size_said(), lambda store: of_figures(store, view, columns)),)

    def show_source(self) -> None:
        self._read_cell("preview")

    def open_cell(self) -> None:
        self._read_cell("open")

    def action_details(self) -> None:
        self._read_cell("details")

    # What came home.

    @on(ViewRead)
    def _on_view_read(self, event: ViewRead) -> None:
        event.stop()
        first = event.first
        self.view, self._stale = first.view, False
        if not first.view.indicator_ids:
            self.grid.clear(_("No figures here: F changes the search."))
            self.preview.show(())
        else:
            self.grid.show_paged(
                ("", *map(period_heading, first.view.periods)),
                len(first.view.indicator_ids),
                first.columns,
                at=first.at,
                left=first.left,
                parts=first.parts,
            )
        self.set_title(self._title(first.view))
        self.post_message(self.Shown())

    @on(FigureGrid.PartWanted)
    def _on_part_wanted(self, event: FigureGrid.PartWanted) -> None:
        event.stop()
        view, part, generation = self.view, event.part, event.generation
        if view is None:
            return
        columns = self.grid.columns[part.left : part.right]

        def work(store: Store) -> Message:
            rows = figure_grid.part(store, view, part.first, part.behind, columns)
            return self.PartRead(generation, part, rows)

        self.jobs.read(self, f"part-{part.first}-{part.left}", work)

    @on(PartRead)
    def _on_part_read(self, event: PartRead) -> None:
        event.stop()
        self.grid.put(event.part, event.rows, event.generation)

    @on(CellRead)
    def _on_cell_read(self, event: CellRead) -> None:
        event.stop()
        if event.why == "preview":
            self.cell = event.cell
            self.preview.show(passages_of(event.cell) if event.cell else ())
        elif event.cell is None or not event.cell.sources:
            self.say(_("no value here: w goes to the next one of the row, b to the one before"))
        elif event.why == "details":
            self.show_details([place_of(source) for source in event.cell.sources])
        else:
            places = [stated(source) for source in event.cell.sources]
            title = ngettext(
                "{label}: {count:,} value", "{label}: {count:,} values", event.cell.figures
            )
            title = title.format(
                label=figure_grid.head_of(event.cell.key), count=event.cell.figures
            )
            self.choose(title, places, self._focus_grid)

    @on(PeriodsRead)
    def _on_periods_read(self, event: PeriodsRead) -> None:
        event.stop()
        if self.view is None:
            return
        if not event.step:
            self._show_columns(ColumnChoice(only=frozenset(event.periods)))
            return
        row, at = self.grid.cursor_coordinate
        had = set(event.periods)
        places = [
            place
            for place, number in enumerate(self.grid.columns, 1)
            if self.view.periods[number] in had
        ]
        ahead = [place for place in places if (place > at if event.step > 0 else place < at)]
        if not ahead:
            self.say(_("no further value in this row"))
        elif event.step > 0:
            self.grid.move_cursor(row, ahead[min(event.step, len(ahead)) - 1])
        else:
            self.grid.move_cursor(row, ahead[max(event.step, -len(ahead))])

    @on(TextMade)
    def _on_text_made(self, event: TextMade) -> None:
        event.stop()
        self.post_message(self.CopyWanted(event.text))

    # Reading.

    def _show_columns(self, choice: ColumnChoice) -> None:
        self._choice = choice
        self.read()

    def _read_periods(self, step: int) -> None:
        view, row = self.view, self.grid.cursor_row
        if view is None or row is None:
            return

        def work(store: Store) -> Message:
            return self.PeriodsRead(store.figures.periods_of(view.choice, row.key), step)

        self.jobs.read(self, "periods", work)

    def _read_cell(self, why: Why) -> None:
        view, row, column = self.view, self.grid.cursor_row, self.grid.column
        if view is None or row is None:
            return
        period = None if column is None else view.periods[column]
        most = PREVIEWED if why == "preview" else LISTED

        def work(store: Store) -> Message:
            return self.CellRead(figure_grid.cell(store, view, row.key, period, most), why)

        self.jobs.read(self, why, work)

    def _focus_grid(self) -> None:
        self.grid.focus()

    def _cell_in_hand(self) -> CellView | None:
        """What was read of the cell under the cursor, if it has come."""
        row, column, view = self.grid.cursor_row, self.grid.column, self.view
        if row is None or view is None or self.cell is None:
            return None
        period = None if column is None else view.periods[column]
        same = (self.cell.indicator_id, self.cell.period) == (row.key, period)
        return self.cell if same else None

    def _title(self, view: FiguresView) -> str:
        figures, rows = view.figures, len(view.indicator_ids)
        said = [
            self.query_text or _("all articles"),
            ngettext("{count:,} figure", "{count:,} figures", figures).format(count=figures),
            ngettext("{count:,} indicator", "{count:,} indicators", rows).format(count=rows),
            _(ORDERS[self._order]),
            self._choice.said(),
            *view.problems,
        ]
        return " · ".join(filter(None, said))
