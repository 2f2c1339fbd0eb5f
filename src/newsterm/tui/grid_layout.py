"""How wide the columns of a grid are, and into which lines its rows are set."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len

from newsterm.domain.figures.grid import PLANNED, GridRow, GridValue, Values
from newsterm.domain.printable import printable_line
from newsterm.domain.typesetting.cut import cut
from newsterm.domain.typesetting.wrap import wrap
from newsterm.language import ngettext

GAP = 2
"""Cells between two columns."""
LEAST_WIDTH = 14
"""A column that gives up room for the others keeps so many cells."""
MOST_WIDTH, MOST_HEAD = 24, 36
"""Widths where not all columns fit on the screen."""
MOST_LISTED = 3
"""So many values of a cell stand one below the other; more are counted."""

Line = tuple[str, GridValue | None]
"""A line of a cell, and the value it belongs to; None for a count of values."""
Lines = tuple[Line, ...]


@lru_cache(maxsize=1 << 14)
def fit(text: str, width: int) -> str:
    """The text cut or filled to exactly `width` cells."""
    text = cut(text, width).text
    return text + " " * (width - cell_len(text))


def in_one_line(values: Values) -> str:
    """A cell in a line: its value, or how many there are."""
    if len(values) < 2:
        return values[0].marked if values else ""
    arrow = PLANNED if all(value.planned for value in values) else ""
    count = len(values)
    return arrow + ngettext("{count} value", "{count} values", count).format(count=count)


@dataclass(frozen=True, slots=True)
class SetTable:
    """A whole table set for one width of the screen."""

    widths: tuple[int, ...]
    """Of the first column, then of the others."""
    heads: tuple[tuple[str, ...], ...]
    """The lines of each row's head."""
    cells: tuple[dict[int, Lines], ...]
    """The lines of each row's cells, by number of the column."""
    starts: tuple[int, ...]
    """The line on which each row begins, and behind the last one how many lines there are."""

    def place(self, line: int) -> tuple[int, int]:
        """The row of a line, and which of its lines it is."""
        row = bisect_right(self.starts, line) - 1
        return row, line - self.starts[row]


def set_table(
    headings: Sequence[str],
    rows: Sequence[GridRow],
    columns: Sequence[int],
    room: int,
    *,
    broken: bool = True,
) -> SetTable:
    """Set a table so that all of it is seen, if need be with its cells broken into lines.

    Args:
        headings: of the first column, then of all others.
        columns: the numbers of the columns that are shown.
        room: cells of a line.
        broken: whether cells may have several lines; else each row is one.
    """
    natural = [
        max([cell_len(headings[0]), *(cell_len(printable_line(row.head)) for row in rows)]),
        *(
            max([cell_len(headings[number + 1]), *(_widest(row, number) for row in rows)])
            for number in columns
        ),
    ]
    widths = shared(natural, room) if broken else bearable(natural)
    heads = tuple(_broken(row.head, widths[0]) if broken else (row.head,) for row in rows)
    cells = tuple(
        {
            number: cell_lines(row.cells[number], width if broken else None)
            for number, width in zip(columns, widths[1:], strict=True)
            if number in row.cells
        }
        for row in rows
    )
    heights = (
        max([len(head), *map(len, row.values())]) for head, row in zip(heads, cells, strict=True)
    )
    return SetTable(tuple(widths), heads, cells, (0, *accumulate(heights)))


def shared(natural: Sequence[int], room: int) -> list[int]:
    """Widths that fill `room`, gaps included: wide columns give up what narrow ones need.

    Where that leaves too little for a word, columns keep a bearable width and the rest is reached
    by scrolling.
    """
    room -= GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return list(natural)
    if sum(min(width, LEAST_WIDTH) for width in natural) > room:
        return bearable(natural)
    # The first column says what a row is: it keeps up to two fifths, if that leaves enough.
    kept = min(natural[0], room * 2 // 5)
    others = sum(min(width, LEAST_WIDTH) for width in natural[1:])
    first = kept if kept + others <= room else 0
    most = max(natural)
    while sum(max(first * (at == 0), min(width, most)) for at, width in enumerate(natural)) > room:
        most -= 1
    return [max(first * (at == 0), min(width, most)) for at, width in enumerate(natural)]


def bearable(natural: Sequence[int]) -> list[int]:
    """Widths that do not fill the screen with one column."""
    first, *others = natural
    return [min(first, MOST_HEAD), *(min(width, MOST_WIDTH) for width in others)]


def cell_lines(values: Values, width: int | None) -> Lines:
    """The values of a cell one below the other, each broken into lines; many are only counted.

    Without a width a cell is one line, and two values are many.
    """
    if len(values) > (1 if width is None else MOST_LISTED):
        return ((in_one_line(values), None),)
    if width is None:
        return tuple((value.marked, value) for value in values)
    return tuple((line, value) for value in values for line in _broken(value.marked, width))


def _broken(text: str, width: int) -> tuple[str, ...]:
    text = printable_line(text)
    if cell_len(text) <= width:
        return (text,)
    return tuple(text[start:end].strip() for start, end in wrap(text, width))


def _widest(row: GridRow, number: int) -> int:
    values = row.cells.get(number, ())
    return max((cell_len(printable_line(value.marked)) for value in values), default=0)
