"""Rows of values as files: CSV, TSV, JSON lines, Markdown, XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO

from newsterm.domain.figures.spreadsheet import formula_safe
from newsterm.errors import NewstermError, UsageError
from newsterm.services.atomic import atomic_file

MAX_CELL = 32_767
MAX_SHEET = 1_048_576
"""What an XLSX sheet holds: characters a cell, rows."""

Value = str | float | int | None
Rows = Iterable[Sequence[Value]]


def write_rows(
    headings: Sequence[str], rows: Rows, *, form: str, to: Path | TextIO, raw: bool = False
) -> int:
    """Write rows under their headings; returns how many.

    Args:
        form: one of `FORMS`.
        to: a file, written whole or not at all, or an open text stream.
        raw: leave out the apostrophe before a cell that a spreadsheet would take for a formula.

    Raises:
        UsageError: XLSX to a stream, or an unknown form.
        NewstermError: the file can't be written, or openpyxl is missing.
    """
    if form not in FORMS:
        raise UsageError("{form!r}: write one of {known}", form=form, known=", ".join(FORMS))
    counted = _Counted(rows)
    if isinstance(to, Path):
        with atomic_file(to) as file:
            if form == "xlsx":
                _write_xlsx(headings, counted, file)
            else:
                text = io.TextIOWrapper(file, encoding="utf-8", newline="")
                _WRITERS[form](headings, counted, text, raw)
                text.flush()
                text.detach()
        return counted.count
    if form == "xlsx":
        raise UsageError("XLSX is no text: name a file with --out")
    _WRITERS[form](headings, counted, to, raw)
    return counted.count


class _Counted:
    """Counts what is taken from it."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Value]]:
        for row in self._rows:
            self.count += 1
            yield row


def _texts(row: Sequence[Value], *, raw: bool) -> list[str]:
    """Cells as text; numbers are newsterm's own and need no guard."""
    return [
        formula_safe(value) if isinstance(value, str) and not raw else _text(value) for value in row
    ]


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:.15g}"


def _write_csv(headings: Sequence[str], rows: Rows, to: TextIO, raw: bool) -> None:
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(_texts(headings, raw=raw))
    writer.writerows(_texts(row, raw=raw) for row in rows)


def _write_tsv(headings: Sequence[str], rows: Rows, to: TextIO, raw: bool) -> None:
    """No quoting: a tab or line break within a cell becomes a space."""
    for row in chain([headings], rows):
        cells = (" ".join(text.splitlines()) for text in _texts(row, raw=raw))
        to.write("\t".join(cell.replace("\t", " ") for cell in cells) + "\n")


def _write_jsonl(headings: Sequence[str], rows: Rows, to: TextIO, raw: bool) -> None:
    for row in rows:
        record = dict(zip(headings, row, strict=True))
        to.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")


def _write_markdown(headings: Sequence[str], rows: Rows, to: TextIO, raw: bool) -> None:
    rule = "|" + " --- |" * len(headings) + "\n"
    for number, row in enumerate(chain([headings], rows)):
        cells = (_text(value).replace("\\", "\\\\").replace("|", "\\|") for value in row)
        to.write("| " + " | ".join(" ".join(cell.splitlines()) for cell in cells) + " |\n")
        if number == 0:
            to.write(rule)


def _write_xlsx(headings: Sequence[str], rows: Rows, to: BinaryIO) -> None:
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

    sheet.append([cell(heading) for heading in headings])
    for number, row in enumerate(rows, 2):
        if number > MAX_SHEET:
            raise NewstermError(
                "a sheet holds {most:,} figures: write CSV, or fewer", most=MAX_SHEET - 1
            )
        sheet.append([cell(value) for value in row])
    book.save(to)


_WRITERS: dict[str, Callable[[Sequence[str], Rows, TextIO, bool], None]] = {
    "csv": _write_csv,
    "tsv": _write_tsv,
    "jsonl": _write_jsonl,
    "md": _write_markdown,
}
FORMS = (*_WRITERS, "xlsx")
"""What can be written."""
