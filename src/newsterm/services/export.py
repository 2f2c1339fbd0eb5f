"""Export figures with their sources: CSV, TSV, JSON lines, Markdown, XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TextIO

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.figures.spreadsheet import formula_safe
from newsterm.domain.search.query import parse_query
from newsterm.domain.sentences import sentence_at
from newsterm.errors import NewstermError, UsageError
from newsterm.services.atomic import atomic_file
from newsterm.store.store import Store

COLUMNS = (
    *("indicator", "period", "status", "comparator", "value", "value_high", "unit", "text"),
    *("article", "date", "title", "start", "end", "quote", "wording", "confidence", "rule"),
)
"""The slots of a row. `value` has the sign of the indicator, `wording` is the article's own name
for it, and `start` and `end` count code points of the article's body."""

MAX_CELL = 32_767
MAX_SHEET = 1_048_576
"""What an XLSX sheet holds: characters a cell, rows."""

Row = dict[str, str | float | int | None]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written."""

    rows: int
    path: Path | None


def export(
    store: Store,
    query: str = "",
    *,
    form: str = "csv",
    to: Path | TextIO,
    raw: bool = False,
) -> ExportReport:
    """Write a row for each figure of the articles that a query finds.

    Args:
        query: the search language; conditions on facts choose facts.
        form: `csv`, `tsv`, `jsonl`, `md` or `xlsx`.
        to: a file, written whole or not at all, or an open text stream.
        raw: leave out the apostrophe before a cell that a spreadsheet would take for a formula.

    Raises:
        UsageError: XLSX to a stream, or an unknown form.
        NewstermError: the file can't be written, or openpyxl is missing.
    """
    if form not in FORMS:
        raise UsageError("{form!r}: write one of {known}", form=form, known=", ".join(FORMS))
    counted = _Counted(export_rows(store, query))
    if isinstance(to, Path):
        with atomic_file(to) as file:
            if form == "xlsx":
                _write_xlsx(counted, file)
            else:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                _WRITERS[form](counted, text, raw)
                text.flush()
                text.detach()
        return ExportReport(counted.count, to)
    if form == "xlsx":
        raise UsageError("XLSX is no text: name a file with --out")
    _WRITERS[form](counted, to, raw)
    return ExportReport(counted.count, None)


def export_rows(store: Store, query: str = "") -> Iterator[Row]:
    """The rows, article by article, the newest first."""
    choice = store.figures.choose(parse_query(query), store.index)
    found = store.figures.all_of(choice)
    for article_id, figures in groupby(found, key=lambda pair: pair[1].article_id):
        article = store.articles.get(article_id)
        assert article is not None
        for key, figure in figures:
            yield _row(key, figure, article.title, article.body)


def _row(key: IndicatorKey, figure: Figure, title: str, body: str) -> Row:
    fact = figure.fact
    start, end = sentence_at(body, fact.start)
    quote = body[min(start, fact.start) : max(end, fact.end)]
    return {
        "indicator": key.label,
        "period": figure.period,
        "status": fact.status,
        "comparator": figure.comparator,
        "value": figure.value,
        "value_high": figure.value_high,
        "unit": fact.unit,
        "text": fact.text,
        "article": figure.slug,
        "date": figure.date,
        "title": title,
        "start": fact.start,
        "end": fact.end,
        "quote": " ".join(quote.split("\n")),
        "wording": fact.indicator,
        "confidence": round(fact.confidence, 3),
        "rule": fact.rule,
    }


class _Counted:
    """Counts what is taken from it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _texts(row: Row, *, raw: bool) -> list[str]:
    """Cells as text; numbers are newsterm's own and need no guard."""
    return [
        formula_safe(value) if isinstance(value, str) and not raw else _text(value)
        for value in row.values()
    ]


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:.15g}"


def _write_csv(rows: Iterable[Row], to: TextIO, raw: bool) -> None:
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_texts(row, raw=raw) for row in rows)


def _write_tsv(rows: Iterable[Row], to: TextIO, raw: bool) -> None:
    """No quoting: a tab or line break within a cell becomes a space."""
    to.write("\t".join(COLUMNS) + "\n")
    for row in rows:
        cells = (" ".join(text.splitlines()) for text in _texts(row, raw=raw))
        to.write("\t".join(cell.replace("\t", " ") for cell in cells) + "\n")


def _write_jsonl(rows: Iterable[Row], to: TextIO, raw: bool) -> None:
    for row in rows:
        to.write(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n")


def _write_markdown(rows: Iterable[Row], to: TextIO, raw: bool) -> None:
    to.write("| " + " | ".join(COLUMNS) + " |\n")
    to.write("|" + " --- |" * len(COLUMNS) + "\n")
    for row in rows:
        cells = (_text(value).replace("\\", "\\\\").replace("|", "\\|") for value in row.values())
        to.write("| " + " | ".join(" ".join(cell.splitlines()) for cell in cells) + " |\n")


def _write_xlsx(rows: Iterable[Row], to: BinaryIO) -> None:
    """One sheet; text cells are text whatever they begin with, so none is a formula."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError:
        raise NewstermError(
            "XLSX needs openpyxl", hint="pip install 'newsterm[xlsx]', or write CSV"
        ) from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.freeze_panes = "B2"

    def cell(value: str | float | None) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_CELL])
        made.data_type = "s"
        return made

    sheet.append(list(COLUMNS))
    for number, row in enumerate(rows, 2):
        if number > MAX_SHEET:
            raise NewstermError(
                "a sheet holds {most:,} figures: write CSV, or fewer", most=MAX_SHEET - 1
            )
        sheet.append([cell(value) for value in row.values()])
    book.save(to)


_WRITERS: dict[str, Callable[[Iterable[Row], TextIO, bool], None]] = {
    "csv": _write_csv,
    "tsv": _write_tsv,
    "jsonl": _write_jsonl,
    "md": _write_markdown,
}
FORMS = (*_WRITERS, "xlsx")
"""What `export` can write."""
