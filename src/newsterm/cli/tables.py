"""Tables of figures as text, JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence

from newsterm.cli import output
from newsterm.cli.records import table_record
from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.shown import FIGURES_KEY, NO_PERIOD
from newsterm.domain.figures.spreadsheet import formula_safe
from newsterm.domain.period import bounds, by_time, canonical
from newsterm.domain.table import Row, Table
from newsterm.domain.typesetting.aligned import aligned
from newsterm.language import _
from newsterm.services.figures import all_rows, quotes
from newsterm.services.targets import ArticleTables, Targets, curated_tables
from newsterm.store.figures import FigureRow
from newsterm.store.store import Store

PLANNED = "→"
"""Put before a planned value, so that it is told from a reported one without colour."""
MOST_COLUMNS = 8
"""With more periods than this, a row of text lists its values instead of standing in a grid."""
STATUSES = ("actual", "target")


def print_text(store: Store, found: Targets) -> None:
    """The curated tables under their articles' titles, then that of all figures."""
    for article in curated_tables(store, found):
        for table in article.tables:
            output.data(f"{article.slug}  {table.title}")
            rows = [(table.head, *table.columns), *(_marked(row) for row in table.rows)]
            for line in aligned(rows):
                output.data("  " + line)
            output.data("")
    periods = found.view.periods
    if len(periods) > MOST_COLUMNS:
        for row in all_rows(store, found.view):
            output.data(f"{_head(row)}  {_listed(row)}")
    elif found.view.indicator_ids:
        rows = [("", *_headings(periods))]
        rows += [(_head(row), *_cells(row, periods)) for row in all_rows(store, found.view)]
        for line in aligned(rows):
            output.data(line)


def print_markdown(store: Store, found: Targets) -> None:
    """Every table as a Markdown table under a heading."""
    for article in curated_tables(store, found):
        for table in article.tables:
            output.data(f"## {_escaped(article.title)}: {_escaped(table.title)}\n")
            _markdown_rows((table.head, *table.columns), map(_marked, table.rows))
    periods = found.view.periods
    if not found.view.indicator_ids:
        return
    rows = all_rows(store, found.view)
    if len(periods) > MOST_COLUMNS:
        _markdown_rows((_("indicator"), _("values")), ((_head(row), _listed(row)) for row in rows))
    else:
        heads = (_("indicator"), *_headings(periods))
        _markdown_rows(heads, ((_head(row), *_cells(row, periods)) for row in rows))


def print_json(store: Store, found: Targets) -> None:
    """An object a line: each curated table, then each row of the table of all figures."""
    for article in curated_tables(store, found):
        for table in article.tables:
            output.json_line(table_record(article.slug, table))
    for row in all_rows(store, found.view):
        cells = {
            period: [_figure_record(figure) for figure in figures]
            for period, figures in row.cells().items()
        }
        key = row.key
        output.json_line(
            {
                "table": FIGURES_KEY,
                "number": row.indicator_id,
                "indicator": key.label,
                "owner": key.owner,
                "measure": key.measure,
                "unit": key.unit,
                "cells": cells,
            }
        )


def print_csv(store: Store, found: Targets, *, raw: bool) -> None:
    """One CSV of all rows; all tables share the columns of periods.

    Headings of curated tables that are no periods go into the column `other`, as
    `heading: text; …`. Of the table of all figures an indicator has a row for what was reported
    and one for what was planned.

    Args:
        store: opened for reading.
        found: the tables.
        raw: leave out the apostrophe before a cell that a spreadsheet would take for a formula.
    """
    tables = list(curated_tables(store, found))
    periods = _all_periods(tables, found.view.periods)
    writer = csv.writer(sys.stdout, lineterminator="\n")

    def write(cells: Iterable[str]) -> None:
        writer.writerow(list(cells) if raw else [formula_safe(cell) for cell in cells])

    write(("article", "table", "indicator", "status", *_headings(periods), "other", "quote"))
    for article in tables:
        for table in article.tables:
            for row in table.rows:
                write(_curated_line(article, table, row, periods))
    for figure_row in all_rows(store, found.view):
        for status in STATUSES:
            figures = [each for each in figure_row.figures if each.fact.status == status]
            if figures:
                quote = next(quotes(store, figures[-1:]))
                cells = _cells(figure_row, periods, status)
                slugs = " ".join(dict.fromkeys(figure.slug for figure in figures))
                write((slugs, FIGURES_KEY, _head(figure_row), status, *cells, "", quote))


def _all_periods(tables: Sequence[ArticleTables], periods: Sequence[str]) -> list[str]:
    headings = {
        canonical(column)
        for article in tables
        for table in article.tables
        for column in table.columns
        if _is_period(column)
    }
    return sorted({*periods, *headings}, key=lambda each: (not each, by_time(each)))


def _curated_line(
    article: ArticleTables, table: Table, row: Row, periods: Sequence[str]
) -> Iterator[str]:
    texts = dict(zip(table.columns, _texts(row), strict=True))
    dated = {canonical(column): text for column, text in texts.items() if _is_period(column)}
    yield from (article.slug, table.key, row.head, "")
    yield from (dated.get(period, "") for period in periods)
    others = ((column, text) for column, text in texts.items() if not _is_period(column) and text)
    yield "; ".join(f"{column}: {text}" for column, text in others)
    yield " ".join(article.body[row.start : row.end].split("\n"))


def _is_period(heading: str) -> bool:
    try:
        bounds(heading)
    except ValueError:
        return False
    return True


def _headings(periods: Sequence[str]) -> list[str]:
    return [period or NO_PERIOD for period in periods]


def _head(row: FigureRow) -> str:
    return row.key.label or NO_PERIOD


def _cells(row: FigureRow, periods: Sequence[str], status: str = "") -> Iterator[str]:
    """The texts of a row's cells; of one status as they are, else the planned ones marked."""
    cells = row.cells()
    for period in periods:
        figures = cells.get(period, ())
        if status:
            figures = tuple(each for each in figures if each.fact.status == status)
            yield " / ".join(dict.fromkeys(figure.shown for figure in figures))
        else:
            yield _joined(figures)


def _joined(figures: Iterable[Figure]) -> str:
    texts = ((PLANNED if figure.fact.is_target else "") + figure.shown for figure in figures)
    return " / ".join(dict.fromkeys(texts))


def _listed(row: FigureRow) -> str:
    return "  ".join(
        f"{period or NO_PERIOD} {_joined(figures)}" for period, figures in row.cells().items()
    )


def _figure_record(figure: Figure) -> dict[str, object]:
    return {
        "shown": figure.shown,
        "value": figure.value,
        "value_high": figure.value_high,
        "comparator": figure.comparator,
        "status": figure.fact.status,
        "article": figure.slug,
        "start": figure.fact.start,
        "end": figure.fact.end,
    }


def _markdown_rows(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> None:
    output.data("| " + " | ".join(map(_escaped, heads)) + " |")
    output.data("|" + " --- |" * len(heads))
    for row in rows:
        output.data("| " + " | ".join(map(_escaped, row)) + " |")
    output.data("")


def _texts(row: Row) -> Iterator[str]:
    for cells in row.cells:
        yield " / ".join(cell.shown for cell in cells)


def _marked(row: Row) -> tuple[str, ...]:
    return (
        row.head,
        *(
            " / ".join((PLANNED if cell.status == "target" else "") + cell.shown for cell in cells)
            for cells in row.cells
        ),
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
