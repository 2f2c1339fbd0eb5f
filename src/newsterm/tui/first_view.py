"""What the table of many articles shows first: its rows and columns, and the cells in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from newsterm.domain.figures.grid import GridRow
from newsterm.services import figure_grid
from newsterm.services.figure_columns import ColumnChoice
from newsterm.services.figures import FiguresView, figures, position
from newsterm.store.store import Store
from newsterm.tui.row_blocks import RowBlocks, Wanted

BEFORE = 3
"""So many columns are seen before the first one that matters."""
SEEN_ROWS, SEEN_COLUMNS = 32, 8
"""What is read at once around the cursor; more is asked for."""


Part: TypeAlias = tuple[Wanted, Sequence[GridRow]]
"""A part of a grid, and its rows."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the cursor stands: a row and a column that a table made anew is to keep."""

    indicator_id: int
    period: str | None
    before: int = BEFORE
    """So many columns are seen before it."""


@dataclass(frozen=True, slots=True)
class FirstView:
    """A table, where its cursor stands, and what is seen there."""

    view: FiguresView
    columns: Sequence[int]
    """Numbers of the periods that are shown."""
    at: tuple[int, int]
    """Row and column of the cursor; column 0 is the frozen one."""
    left: int
    """Place of the first column that is seen."""
    parts: tuple[Part, ...]


def first_view(
    store: Store,
    query: str = "",
    order: str = "values",
    choice: ColumnChoice | None = None,
    anchor: Anchor | None = None,
) -> FirstView:
    """Read the table of the articles that a query finds.

    Args:
        order: of the rows, see `figures`.
        choice: of the columns.
        anchor: where the cursor is to stand. If it is not there, or None, that is the newest
            reported value of the first row.
    """
    view = figures(store, query, order=order)
    columns = (choice or ColumnChoice()).of(view.periods)
    if anchor and anchor.indicator_id not in view.indicator_ids:
        anchor = None
    row = position(view, anchor.indicator_id) if anchor else 0
    place = _place(view, columns, anchor.period) if anchor else None
    before = anchor.before if anchor else BEFORE
    if place is None:
        place, before = figure_grid.begins_at(store, view, row, columns), BEFORE
    left = max(0, place - before)
    at = (row, 0 if anchor and anchor.period is None else place + 1)
    return FirstView(view, columns, at, left, _parts(store, view, columns, row, left))


def _parts(
    store: Store, view: FiguresView, columns: Sequence[int], row: int, left: int
) -> tuple[Part, ...]:
    """What is seen around a cell."""
    total = len(view.indicator_ids)
    near = range(max(0, row - SEEN_ROWS), min(total, row + SEEN_ROWS))
    seen = range(left, min(len(columns), left + SEEN_COLUMNS))
    wanted = RowBlocks(total, len(columns)).missing(near, seen)
    return tuple(
        (
            part,
            figure_grid.part(store, view, part.first, part.behind, columns[part.left : part.right]),
        )
        for part in wanted
    )


def _place(view: FiguresView, columns: Sequence[int], period: str | None) -> int | None:
    """Where among the columns a period stands."""
    return next((place for place, at in enumerate(columns) if view.periods[at] == period), None)
