"""A grid of figures of any size: rows of indicators, columns of periods, one frozen column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.timer import Timer

from newsterm.domain.figures.grid import GridRow
from newsterm.tui.grid_columns import GridColumns
from newsterm.tui.grid_drawing import DrawnGrid
from newsterm.tui.grid_layout import set_table
from newsterm.tui.row_blocks import RowBlocks, Wanted

QUIET_SECONDS = 0.08
"""How long nothing moves before what is around the screen is read."""


class FigureGrid(DrawnGrid):
    """Draws what is seen of a table that is here as a whole, or of one that comes in blocks.

    Column 0 is the frozen one. A table that is here is set so that its columns fit, its cells
    broken into lines; a paged one has a line a row and columns of a fixed width.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "column(1)", "Right", show=False, id="table.right"),
        Binding("h,left", "column(-1)", "Left", show=False, id="table.left"),
        Binding("circumflex_accent", "edge(0)", "First column", show=False, id="table.first"),
        Binding("dollar_sign", "edge(-1)", "Last column", show=False, id="table.last"),
        Binding("enter", "open", "Open", id="table.open"),
    ]
    ALLOW_SELECT = False

    class Moved(Message):
        """The cursor came to another cell, or its cell to it."""

        def __init__(self, grid: FigureGrid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> FigureGrid:
            """The grid that it happened in."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """Of several moves in a row the last one counts."""
            return isinstance(message, type(self))

    class Opened(Moved):
        """The cell under the cursor is to be opened."""

    class PartWanted(Message):
        """A part of a paged table is needed: the owner answers with `put`."""

        def __init__(self, grid: FigureGrid, part: Wanted) -> None:
            super().__init__()
            self.grid, self.part = grid, part
            self.generation = grid.generation
            """Hand it back to `put`, and an answer to an older table is dropped."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.generation = 0
        """Grows with each table that is shown."""
        self._rows: Sequence[GridRow] | None = None
        self._broken = True
        self._quiet: Timer | None = None

    # What the owner uses.

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return self._total

    @property
    def columns(self) -> Sequence[int]:
        """Numbers of the columns that are shown, from the left."""
        return self._columns.shown

    @property
    def cursor_coordinate(self) -> Coordinate:
        """Row, and column as it is shown: 0 is the frozen one."""
        return Coordinate(self._row, self._column)

    @property
    def column(self) -> int | None:
        """Number of the column under the cursor; None for the frozen one."""
        return self.columns[self._column - 1] if 0 < self._column <= len(self.columns) else None

    @property
    def left(self) -> int:
        """Place of the first column that is seen beside the frozen one."""
        return self._columns.left

    def row_at(self, index: int) -> GridRow | None:
        """A row, as far as it is in memory."""
        if self._rows is not None:
            return self._rows[index] if 0 <= index < len(self._rows) else None
        return self._blocks.row(index)

    @property
    def cursor_row(self) -> GridRow | None:
        """The row under the cursor."""
        return self.row_at(self._row)

    def clear(self, message: str = "") -> None:
        """Show no table but a message."""
        self._message = message
        self.show_rows(("",), (), ())

    def show_rows(
        self,
        headings: Sequence[str],
        rows: Sequence[GridRow],
        columns: Sequence[int],
        *,
        broken: bool = True,
        at: tuple[int, int] = (0, 1),
    ) -> None:
        """Show a table that is here as a whole.

        Args:
            headings: of the frozen column, then of all others, shown or not.
            columns: numbers of the columns to show.
            broken: whether cells may have several lines.
            at: where the cursor is to stand.
        """
        self._rows, self._broken = rows, broken
        self._columns = GridColumns(headings, columns)
        self._show(len(rows), at)

    def show_paged(
        self,
        headings: Sequence[str],
        total: int,
        columns: Sequence[int],
        *,
        at: tuple[int, int] = (0, 1),
        left: int = 0,
        parts: Sequence[tuple[Wanted, Sequence[GridRow]]] = (),
    ) -> None:
        """Show a table whose rows are asked for by `PartWanted`.

        Args:
            left: place of the first column to be seen, if it can be with the cursor in view.
            parts: what is known of it already.
        """
        self._rows = self._set = None
        self._blocks = RowBlocks(total, len(columns))
        self._columns = GridColumns(headings, columns, left=max(0, min(left, len(columns) - 1)))
        for part, rows in parts:
            self._blocks.put(part, rows)
            self._columns.note(rows, range(part.left, part.right))
        self._show(total, at)

    def put(self, part: Wanted, rows: Sequence[GridRow], generation: int) -> None:
        """Take the rows of a part; those of an older table are dropped."""
        if generation != self.generation:
            return
        before = self._row_key()
        self._blocks.put(part, rows)
        self._columns.note(rows, range(part.left, part.right))
        lines, columns = self.seen()
        below_top = part.first < lines.stop and part.behind > lines.start
        if below_top and part.left < columns.stop and part.right > columns.start:
            self.refresh()
        if self._row_key() != before:
            self.post_message(self.Moved(self))

    def move_cursor(self, row: int, column: int) -> None:
        """Put the cursor on a cell and scroll there if need be."""
        old = (self._row, self._column)
        self._row = max(0, min(row, self._total - 1))
        self._column = max(0, min(column, len(self.columns)))
        if (self._row, self._column) != old:
            self.post_message(self.Moved(self))
        turned = self._columns.turn_to(self._column - 1, self.room)
        if self._scroll_to_cursor() or turned:
            self.refresh()
        else:
            self._refresh_row(old[0])
            self._refresh_row(self._row)
        self._want()

    def seen(self) -> tuple[range, range]:
        """The rows and the places of columns that are on the screen."""
        first = self._row_of_line(self.scroll_offset.y)
        last = self._row_of_line(self.scroll_offset.y + self._height() - 1)
        rows = range(first, min(last + 1, self._total))
        return rows, range(self.left, self.left + len(self._columns.seen(self.room)))

    # Motions.

    def move_by(self, lines: int) -> None:
        self.move_cursor(self._row + lines, self._column)

    def move_to(self, line: int) -> None:
        self.move_cursor(line, self._column)

    def last_line(self) -> int:
        return max(0, self._total - 1)

    def action_column(self, direction: int) -> None:
        """Move by as many columns as counted."""
        self.move_cursor(self._row, self._column + direction * (self.take_count() or 1))

    def action_edge(self, end: int) -> None:
        """Move to the first column, or to the last one."""
        self.take_count()
        self.move_cursor(self._row, len(self.columns) if end else min(1, len(self.columns)))

    def action_open(self) -> None:
        """Open the cell under the cursor."""
        self.take_count()
        if self._total:
            self.post_message(self.Opened(self))

    def on_click(self, event: Click) -> None:
        """A click puts the cursor on a cell; on the cell under the cursor it opens it."""
        place = event.get_content_offset(self)
        if place is None or place.y < 1 or not self._total:
            return
        line = self.scroll_offset.y + place.y - 1
        if line >= self._lines():
            return
        before = self.cursor_coordinate
        column = self._columns.place_at(place.x, self.room) + 1
        self.move_cursor(self._row_of_line(line), column)
        if self.cursor_coordinate == before:
            self.action_open()

    # Lines and columns.

    def _show(self, total: int, at: tuple[int, int]) -> None:
        self.generation += 1
        self._total = total
        self._row = max(0, min(at[0], total - 1))
        self._column = max(0, min(at[1], len(self.columns)))
        self._lay_out()
        self.post_message(self.Moved(self))

    def _lay_out(self) -> None:
        """Set the table for the present width, and have the cursor in view."""
        if self._rows is not None:
            headings, room = self._columns.headings, max(1, self.room - 1)
            self._set = set_table(headings, self._rows, self.columns, room, broken=self._broken)
            self._columns.fixed = self._set.widths
        self.virtual_size = Size(self.room, self._lines() + 1)
        self._columns.fill(self.room)
        self._columns.turn_to(self._column - 1, self.room)
        self._scroll_to_cursor()
        self.refresh()
        self._want()

    def _height(self) -> int:
        """Lines of the table that are seen: all but the headings."""
        return max(1, self.size.height - 1)

    def _row_of_line(self, line: int) -> int:
        row = self._set.place(line)[0] if self._set is not None else line
        return max(0, min(row, self._total - 1))

    def _lines_of_row(self, row: int) -> tuple[int, int]:
        """The first line of a row and the one behind it."""
        if self._set is None:
            return row, row + 1
        starts = self._set.starts
        return (starts[row], starts[row + 1]) if row + 1 < len(starts) else (0, 0)

    def _row_key(self) -> int | None:
        row = self.cursor_row
        return None if row is None else row.key

    def _want(self) -> None:
        """Ask for what is seen; in a quiet moment for what is around it, too."""
        if self._rows is not None or not self.is_attached or not self.size.height:
            return
        self._ask(*self.seen())
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(QUIET_SECONDS, self._want_around)

    def _want_around(self) -> None:
        rows, columns = self.seen()
        height, span = len(rows), len(columns)
        self._ask(
            range(max(0, rows.start - height), min(self._total, rows.stop + height)),
            range(max(0, columns.start - span), min(len(self.columns), columns.stop + span)),
        )

    def _ask(self, rows: range, columns: range) -> None:
        if self._rows is None:
            for part in self._blocks.missing(rows, columns):
                self.post_message(self.PartWanted(self, part))

    def _scroll_to_cursor(self) -> bool:
        """Bring the row into view, half a screen ahead; True when the view moved."""
        top, height = self.scroll_offset.y, self._height()
        first, behind = self._lines_of_row(self._row)
        if top <= first and behind <= top + height:
            return False
        self.scroll_at_once(first if behind - first > height else first - height // 2)
        return self.scroll_offset.y != top

    def _refresh_row(self, row: int) -> None:
        first, behind = self._lines_of_row(row)
        top = first + 1 - self.scroll_offset.y
        self.refresh(Region(0, max(1, top), self.size.width, behind - first))

    # What happens to the widget.

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want()

    def on_resize(self, _event: Resize) -> None:
        self._lay_out()

    def on_focus(self, _event: Focus) -> None:
        self._refresh_row(self._row)

    def on_blur(self, _event: Blur) -> None:
        self._refresh_row(self._row)
