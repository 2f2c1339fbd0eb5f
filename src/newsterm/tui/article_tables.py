"""The tables of one article: those written down for it, then the one of all its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from newsterm.domain.figures.grid import GridRow, rows_of
from newsterm.domain.figures.shown import FIGURES_KEY
from newsterm.domain.sentences import sentence_at
from newsterm.domain.table import Cell, Table
from newsterm.language import N_, _
from newsterm.services.show import ArticleView
from newsterm.services.table_text import TextTable, as_text, of_article
from newsterm.tui.figure_preview import HEAD, NOTE, Passage
from newsterm.tui.table_view import Exportable, FactPlace, Stated, TableView

AS_WRITTEN, BY_NAME, BY_VALUES = N_("as written"), N_("by name"), N_("most values first")
ORDERS = (AS_WRITTEN, BY_NAME, BY_VALUES)


class ArticleTables(TableView):
    """One table at a time, set so that all of it is seen where that can be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right_square_bracket", "table(1)", "Next table", key_display="]", id="table.next"),
        Binding(
            "left_square_bracket",
            "table(-1)",
            "Previous table",
            key_display="[",
            show=False,
            id="table.previous",
        ),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.view: ArticleView | None = None
        self._number = 0
        self._order = 0
        self._hidden: frozenset[int] = frozenset()

    @property
    def table(self) -> Table | None:
        """The table in view as a value."""
        if self.view is None or not self.view.tables:
            return None
        return self.view.tables[self._number]

    def show(self, view: ArticleView | None) -> None:
        """Show the tables of an article, beginning with the first, unless they are shown."""
        if view == self.view:
            return
        same = (
            view is not None and self.view is not None and view.article_id == self.view.article_id
        )
        at = self.grid.cursor_coordinate if same else (0, 1)
        number = self._number if same and view and self._number < len(view.tables) else 0
        self.view = view
        self._turn(number, at if number == self._number else (0, 1))

    def go_to(self, span: tuple[int, int]) -> None:
        """Put the cursor on the first cell, over all tables, that rests on this place."""
        for number, table in enumerate(self.view.tables if self.view else ()):
            for line, row in enumerate(table.rows):
                for column, cells in enumerate(row.cells, 1):
                    if any(cell.start < span[1] and span[0] < cell.end for cell in cells):
                        self._order, self._hidden = 0, frozenset()
                        self._turn(number, (line, column))
                        return

    def fact_in_hand(self) -> FactPlace | None:
        cells = self._cells()
        if self.view is None or not cells:
            return None
        return FactPlace(self.view.article_id, cells[0].start, cells[0].end)

    def show_source(self) -> None:
        view, table, row = self.view, self.table, self.grid.cursor_row
        if view is None or table is None or row is None:
            self.preview.show(())
            return
        passages = [Passage(row.head, style=HEAD)]
        cells = self._cells()
        if not cells:
            whole = table.rows[row.key]
            passages.append(_sentence(view.article.body, whole.start, whole.end))
        for number, cell in enumerate(cells):
            shown = f"{'→' if cell.status == 'target' else ''}{cell.shown}"
            if len(cells) > 1:
                shown = f"{number + 1}  {shown}"
            passages += [
                Passage(shown, ((0, len(shown)),)),
                _sentence(view.article.body, cell.start, cell.end),
            ]
        source = " · ".join(filter(None, (view.article.date, view.article.title)))
        self.preview.show([*dict.fromkeys(passages), Passage(source, style=NOTE)])

    def action_details(self) -> None:
        self.show_details([each.place for each in self._stated()])

    def open_cell(self) -> None:
        view, row, stated = self.view, self.grid.cursor_row, self._stated()
        if view is None or row is None or not stated:
            return
        state = (view, self._number, self._order, self._hidden, self.grid.cursor_coordinate)

        def back() -> None:
            shown, number, order, hidden, at = state
            if self.view is not None and self.view.article_id == shown.article_id:
                self._order, self._hidden = order, hidden
                if number < len(self.view.tables):
                    self._turn(number, at)
            self.grid.focus()

        self.choose(row.head, stated, back)

    def action_table(self, step: int) -> None:
        """Show another table of the same article."""
        if self.view is not None and self.view.tables:
            self._order, self._hidden = 0, frozenset()
            self._turn((self._number + step) % len(self.view.tables), (0, 1))

    def action_series(self) -> None:
        row = self.grid.cursor_row
        if row is not None:
            self.post_message(self.SeriesWanted(row.head))

    def action_sort(self) -> None:
        self._order = (self._order + 1) % len(ORDERS)
        self.say(_("rows: {order}").format(order=_(ORDERS[self._order])))
        self._turn(self._number, (0, self.grid.cursor_coordinate.column))

    def action_hide(self) -> None:
        if (column := self.grid.column) is not None and len(self.grid.columns) > 1:
            self._hidden |= {column}
            self._turn(self._number, self.grid.cursor_coordinate)
            self.say(_("column hidden; + shows all again"))

    def action_unhide(self) -> None:
        column = self.grid.column
        self._hidden = frozenset()
        at = 0 if column is None else column + 1
        self._turn(self._number, (self.grid.cursor_coordinate.row, at))

    def action_copy(self, markdown: bool) -> None:
        if (text := self._text()) is not None:
            self.post_message(self.CopyWanted(as_text(text, markdown=markdown)))

    def in_view(self) -> tuple[Exportable, ...]:
        if (text := self._text()) is None:
            return ()
        return (Exportable(self.size_said(), lambda _store: text),)

    def _text(self) -> TextTable | None:
        table = self.table
        return of_article(table, self._rows(table), self.grid.columns) if table else None

    def _turn(self, number: int, at: tuple[int, int]) -> None:
        """Show one of the tables with the cursor on a cell."""
        self._number = number
        table, view = self.table, self.view
        if table is None or view is None:
            self.set_title(_("No figures here.") if view else "")
            self.grid.clear()
            self.preview.show(())
            return
        self.set_title(f"{table.title}  ({number + 1}/{len(view.tables)})  {view.article.title}")
        columns = [place for place in range(len(table.columns)) if place not in self._hidden]
        headings = (table.head, *table.columns)
        broken = table.key != FIGURES_KEY
        self.grid.show_rows(headings, self._rows(table), columns, broken=broken, at=at)

    def _rows(self, table: Table) -> Sequence[GridRow]:
        rows = rows_of(table)
        if ORDERS[self._order] == BY_NAME:
            rows.sort(key=lambda row: row.head)
        elif ORDERS[self._order] == BY_VALUES:
            rows.sort(key=lambda row: -sum(map(len, row.cells.values())))
        return rows

    def _stated(self) -> list[Stated]:
        """Where the values of the cell under the cursor stand, or failing that its row."""
        view, table, row = self.view, self.table, self.grid.cursor_row
        if view is None or table is None or row is None:
            return []
        body, whole = view.article.body, table.rows[row.key]
        return [
            Stated(
                f"{cell.shown}  {_sentence(body, cell.start, cell.end).text}",
                FactPlace(view.article_id, cell.start, cell.end),
            )
            for cell in self._cells()
        ] or [Stated(row.head, FactPlace(view.article_id, whole.start, whole.end))]

    def _cells(self) -> tuple[Cell, ...]:
        """What stands in the cell under the cursor."""
        table, row, column = self.table, self.grid.cursor_row, self.grid.column
        if table is None or row is None or column is None:
            return ()
        return table.rows[row.key].cells[column]


def _sentence(body: str, start: int, end: int) -> Passage:
    first, last = sentence_at(body, start)
    first, last = min(first, start), max(last, end)
    return Passage(body[first:last], ((start - first, end - first),))
