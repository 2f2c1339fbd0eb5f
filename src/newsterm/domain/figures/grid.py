"""A table of figures as a grid: rows by number, and in each cell the values as written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.shown import NO_PERIOD
from newsterm.domain.table import Cell, Table

PLANNED = "→"
"""Before a planned value, so that it is told from a reported one without colour."""


@dataclass(frozen=True, slots=True)
class GridValue:
    """One of the values of a cell."""

    shown: str
    """As written, with its comparator: `≥30%`, `4–5个`, `合理区间`."""
    planned: bool = False

    @property
    def marked(self) -> str:
        """What a cell shows, a planned value behind an arrow."""
        return f"{PLANNED}{self.shown}" if self.planned else self.shown


Values = tuple[GridValue, ...]
"""The values of a cell that differ, in the order they were met."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a grid, or those of its cells that are asked for."""

    key: int
    """The indicator's number, or the row's own in a table of one article."""
    head: str
    cells: Mapping[int, Values]
    """By number of the column; empty cells are left out."""


def period_heading(period: str) -> str:
    """A column's heading; the year is not said twice: `2021-01/2021-07` is `2021-01/07`."""
    first, slash, last = period.partition("/")
    year = first[:5]
    if slash and year.endswith("-") and last.startswith(year):
        return f"{first}/{last[len(year) :]}"
    return period or NO_PERIOD


def listed(values: Values) -> str:
    """All values of a cell, for a file."""
    return " / ".join(value.marked for value in values)


def values_of(figures: Iterable[Figure]) -> Values:
    """The figures of a cell as values: those that read the same are one."""
    found = (GridValue(figure.shown, figure.fact.is_target) for figure in figures)
    return tuple(dict.fromkeys(found))


def rows_of(table: Table) -> list[GridRow]:
    """The rows of a table that an article has."""
    return [
        GridRow(
            number,
            row.head,
            {at: _values(cells) for at, cells in enumerate(row.cells) if cells},
        )
        for number, row in enumerate(table.rows)
    ]


def _values(cells: Iterable[Cell]) -> Values:
    return tuple(GridValue(cell.shown, cell.status == "target") for cell in cells)
