"""Export figures with their sources: CSV, TSV, JSON lines, Markdown, XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TextIO

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.search.query import parse_query
from newsterm.domain.sentences import sentence_at
from newsterm.services.row_files import write_rows
from newsterm.store.store import Store

COLUMNS = (
    *("indicator", "period", "status", "comparator", "value", "value_high", "unit", "text"),
    *("article", "date", "title", "start", "end", "quote", "wording", "confidence", "rule"),
)
"""The slots of a row. `value` has the sign of the indicator, `wording` is the article's own name
for it, and `start` and `end` count code points of the article's body."""

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
    rows = (list(row.values()) for row in export_rows(store, query))
    count = write_rows(COLUMNS, rows, form=form, to=to, raw=raw)
    return ExportReport(count, to if isinstance(to, Path) else None)


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
