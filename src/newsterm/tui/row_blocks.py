"""Rows of a large grid in memory: blocks of rows by columns, the far ones forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsterm.domain.figures.grid import GridRow, Values

ROWS, COLUMNS = 32, 12
"""Size of a block."""
MOST_BLOCKS = 48
"""So many blocks of rows are kept, each with all of its columns that were seen."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of the grid that is not in memory: rows, and places of columns, from and behind."""

    first: int
    behind: int
    left: int
    right: int


@dataclass(slots=True)
class _Block:
    rows: list[tuple[GridRow, dict[int, Values]]] = field(default_factory=list)
    loaded: set[int] = field(default_factory=set)
    wanted: set[int] = field(default_factory=set)


class RowBlocks:
    """Columns are counted by their place on the screen, from the first to the last shown one."""

    def __init__(self, total: int = 0, columns: int = 0) -> None:
        self._total, self._columns = total, columns
        self._blocks: OrderedDict[int, _Block] = OrderedDict()

    def row(self, index: int) -> GridRow | None:
        """A row with all cells of it in memory; None when it is not there."""
        block = self._blocks.get(index // ROWS)
        place = index % ROWS
        if block is None or place >= len(block.rows):
            return None
        return block.rows[place][0]

    def holds(self, index: int, column: int) -> bool:
        """Whether a cell, be it empty, is in memory."""
        block = self._blocks.get(index // ROWS)
        return block is not None and column // COLUMNS in block.loaded

    def missing(self, rows: range, columns: range) -> Iterator[Wanted]:
        """What of these rows and columns is neither in memory nor asked for; it is from now on."""
        if not rows:
            return
        span = range(columns.start // COLUMNS, max(0, columns.stop - 1) // COLUMNS + 1)
        for number in range(rows.start // ROWS, (rows.stop - 1) // ROWS + 1):
            block = self._blocks.setdefault(number, _Block())
            self._blocks.move_to_end(number)
            absent = [at for at in span if at not in block.loaded and at not in block.wanted]
            if absent:
                block.wanted.update(range(absent[0], absent[-1] + 1))
                yield self.block(number, range(absent[0], absent[-1] + 1))
        while len(self._blocks) > MOST_BLOCKS:
            self._blocks.popitem(last=False)

    def block(self, number: int, columns: range) -> Wanted:
        """A block of rows with these blocks of columns."""
        return Wanted(
            number * ROWS,
            min((number + 1) * ROWS, self._total),
            min(columns.start * COLUMNS, self._columns),
            min(columns.stop * COLUMNS, self._columns),
        )

    def put(self, part: Wanted, rows: Sequence[GridRow]) -> None:
        """Take in what was wanted."""
        block = self._blocks.setdefault(part.first // ROWS, _Block())
        if len(block.rows) != len(rows):
            held: list[dict[int, Values]] = [{} for _ in rows]
            block.rows = [
                (GridRow(row.key, row.head, cells), cells)
                for row, cells in zip(rows, held, strict=True)
            ]
            block.loaded.clear()
        for (_, cells), row in zip(block.rows, rows, strict=True):
            cells.update(row.cells)
        span = range(part.left // COLUMNS, max(0, part.right - 1) // COLUMNS + 1)
        block.loaded.update(span)
        block.wanted.difference_update(span)
