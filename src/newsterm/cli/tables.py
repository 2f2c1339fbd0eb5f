"""Tables of figures as text, CSV and Markdown."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator

from newsterm.cli import output
from newsterm.domain.table import Row
from newsterm.services.targets import ArticleTables

PLANNED = "→"
"""Put before a planned value, so that it is told from a reported one without colour."""


def print_text(found: Iterable[ArticleTables]) -> None:
    """Every table under its article's title, columns aligned."""
    for article in found:
        for table in article.tables:
            output.data(f"{article.slug}  {table.title}")
            rows = [(table.head, *table.columns), *(_marked(row) for row in table.rows)]
            for line in output.columns(rows):
                output.data("  " + line)
            output.data("")


def print_markdown(found: Iterable[ArticleTables]) -> None:
    """Every table as a Markdown table under a heading."""
    for article in found:
        for table in article.tables:
            output.data(f"## {_escaped(article.title)}: {_escaped(table.title)}\n")
            heads = (table.head, *table.columns)
            output.data("| " + " | ".join(map(_escaped, heads)) + " |")
            output.data("|" + " --- |" * len(heads))
            for row in table.rows:
                output.data("| " + " | ".join(map(_escaped, _marked(row))) + " |")
            output.data("")


def print_csv(found: Iterable[ArticleTables], *, raw: bool) -> None:
    """One CSV of all rows; its columns are those of all the tables.

    Args:
        found: the tables, article by article.
        raw: leave out the apostrophe before a cell that a spreadsheet would take for a formula.
    """
    listed = list(found)
    names = list(
        dict.fromkeys(
            column for article in listed for table in article.tables for column in table.columns
        )
    )
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["article", "table", "indicator", *names, "quote"])
    for article in listed:
        for table in article.tables:
            for row in table.rows:
                values = dict(zip(table.columns, _texts(row), strict=True))
                quote = article.body[row.start : row.end]
                line = [article.slug, table.key, row.head, *(values.get(n, "") for n in names)]
                writer.writerow([cell if raw else guarded(cell) for cell in (*line, quote)])


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP: = + - @, tab, return)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


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
