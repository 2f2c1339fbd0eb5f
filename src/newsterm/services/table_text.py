"""A table as it is seen, for the clipboard or a file: a row an indicator, all values of a cell."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from newsterm.domain.figures.grid import GridRow, listed, period_heading, values_of
from newsterm.domain.table import Table
from newsterm.services.figure_grid import head_of
from newsterm.services.figures import PAGE, FiguresView, rows
from newsterm.services.row_files import write_rows
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class TextTable:
    """Headings, and rows of as many texts."""

    headings: tuple[str, ...]
    rows: Iterable[Sequence[str]]


def of_article(table: Table, grid: Sequence[GridRow], columns: Sequence[int]) -> TextTable:
    """A table of one article with these of its columns, its rows in this order."""
    headings = (table.head, *(table.columns[number] for number in columns))
    texts = [(row.head, *(listed(row.cells.get(number, ())) for number in columns)) for row in grid]
    return TextTable(_distinct(headings), texts)


def of_figures(
    store: Store, view: FiguresView, columns: Sequence[int], wanted: range | None = None
) -> TextTable:
    """The table of many articles with these of its columns; all rows, or those of a range."""
    periods = [view.periods[number] for number in columns]
    headings = ("indicator", "unit", *map(period_heading, periods))
    span = range(len(view.indicator_ids)) if wanted is None else wanted
    return TextTable(_distinct(headings), _figure_texts(store, view, periods, span))


def as_text(table: TextTable, *, markdown: bool) -> str:
    """The table as Markdown or as tab-separated values, safe to paste into a spreadsheet."""
    text = io.StringIO()
    write_rows(table.headings, table.rows, form="md" if markdown else "tsv", to=text)
    return text.getvalue()


def to_file(table: TextTable, path: Path) -> int:
    """Write the table in the form that the file's name ends in; returns the number of rows.

    Raises:
        UsageError: no such form.
        NewstermError: the file can't be written.
    """
    form = path.suffix[1:].lower() or "csv"
    return write_rows(table.headings, table.rows, form=form, to=path)


def _figure_texts(
    store: Store, view: FiguresView, periods: Sequence[str], span: range
) -> Iterator[tuple[str, ...]]:
    for first in range(span.start, span.stop, PAGE):
        for row in rows(store, view, first, min(PAGE, span.stop - first), periods):
            cells = row.cells()
            values = (listed(values_of(cells.get(period, ()))) for period in periods)
            yield (head_of(row.key), row.key.unit, *values)


def _distinct(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings that are all different: `2025`, `2025 (2)`."""
    found: dict[str, None] = {}
    for heading in headings:
        names = (heading if number == 1 else f"{heading} ({number})" for number in count(1))
        found[next(name for name in names if name not in found)] = None
    return tuple(found)
