"""Where each line of an article stands in the reader: one column, or newspaper columns.

The head (title to tags) spans all columns. Below it the text runs down the first column and on at
the top of the next. The view is a window over that run of lines: one step down moves every column
by a line, so that the reading order holds at every step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from newsterm.domain.typesetting.typeset import EMPTY_LINE, Block, Line, set_lines
from newsterm.tui.motions import Measures

WIDE = 120
"""From this width on there are two columns."""
MEASURE = 84
"""Cells of the widest column: 42 Chinese characters are as long a line as one reads with ease."""
BAR = 2
"""Cells before each column: the sentence bar and a space."""
RULE = 2
"""Further cells between columns."""
KEPT_LAYOUTS = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """How the width is divided."""

    count: int
    width: int
    """Cells of text in each column."""
    margin: int
    """Free cells at the left, which centre the text in a wide window."""

    @classmethod
    def of(cls, width: int, room: int) -> Columns:
        """The columns of a widget `width` cells wide with `room` for text."""
        count = 2 if width >= WIDE else 1
        text = (room - BAR * count - RULE * (count - 1)) // count
        # An even width is filled by full-width characters without a gap.
        text = max(2, min(text, MEASURE) // 2 * 2)
        used = (BAR + text) * count + RULE * (count - 1)
        return cls(count, text, max(0, (room - used) // 2))

    @property
    def span(self) -> int:
        """Cells from the first column's text to the last column's end."""
        return self.width * self.count + (BAR + RULE) * (self.count - 1)


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of an article at one width and height."""

    columns: Columns
    height: int
    lines: tuple[Line, ...]
    """The head's lines, then the text's."""
    head: int
    """How many of them are the head's."""
    starts: tuple[int, ...] = field(repr=False)
    """For each line of the text the offset in the body that it begins at, or would."""

    @property
    def text_lines(self) -> int:
        """Number of lines below the head."""
        return len(self.lines) - self.head

    @property
    def last_top(self) -> int:
        """The top row when the end is in view."""
        count, text = self.columns.count, self.text_lines
        if text <= count * self.height:
            return max(0, self.head - self.height - (-text // count))
        return self.head + text - count * self.height

    def column_height(self, top: int) -> int:
        """Rows of each column when row `top` is at the top; columns of a short text are even."""
        rows = self.height - max(0, self.head - top)
        if self.last_top == 0:
            return min(rows, -(-self.text_lines // self.columns.count))
        return rows

    def line_at(self, row: int, column: int, top: int) -> int:
        """Number of the line in row `row` of the screen, -1 when there is none."""
        head = max(0, self.head - top)
        if row < head:
            return top + row if column == 0 else -1
        height = self.column_height(top)
        if row - head >= height:
            return -1
        line = max(top, self.head) + column * height + row - head
        return line if line < len(self.lines) else -1

    def row_of(self, line: int, top: int) -> int:
        """The row of the screen that a line stands in, -1 when it is out of view."""
        head = max(0, self.head - top)
        if line < self.head:
            row = line - top
            return row if 0 <= row < self.height else -1
        height = self.column_height(top)
        place = line - max(top, self.head)
        if height <= 0 or not 0 <= place < height * self.columns.count:
            return -1
        return head + place % height

    def line_of(self, offset: int) -> int:
        """The line of the text that an offset of the body stands in."""
        found = bisect_right(self.starts, offset) - 1
        line = self.head + max(0, found)
        while line > self.head and self.lines[line].block < 0:
            line -= 1
        return line

    def lines_of(self, start: int, end: int) -> range:
        """The lines that a span of the body stands in."""
        return range(self.line_of(start), self.line_of(max(start, end - 1)) + 1)

    def place(self, top: int) -> int:
        """Offset in the body of the first text line in view."""
        line = max(0, top - self.head)
        return self.starts[min(line, len(self.starts) - 1)] if self.starts and line else 0

    def top_of(self, place: int) -> int:
        """The top row that brings `place` to the top; the inverse of `place`."""
        top = self.line_of(place) if place > 0 else 0
        return min(top, self.last_top)

    def top_showing(self, first: int, last: int, top: int) -> int:
        """The nearest good top row with the lines `first` to `last` in view."""
        if self.row_of(first, top) >= 0 and self.row_of(last, top) >= 0:
            return top
        if self.row_of(last, 0) >= 0:
            return 0
        return max(0, min(first - self.height // 3, self.last_top))

    def page(self) -> int:
        """How many rows a page moves: all the columns, less a line of context in a single one."""
        if self.columns.count == 1:
            return max(1, self.height - 1)
        return self.columns.count * self.height

    def half_page(self) -> int:
        """How many rows half a page moves: a column where there are several."""
        return max(1, self.height // 2) if self.columns.count == 1 else self.height


class Layouts:
    """The lines of one article, kept for the sizes that it was seen in last."""

    def __init__(self, head: Sequence[Block] = (), body: Sequence[Block] = ()) -> None:
        self._head, self._body = head, body
        self._kept: dict[Measures, Layout] = {}

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that a line's number of its block counts."""
        return *self._head, *self._body

    def kept(self, measures: Measures) -> Layout | None:
        """The lines at a size for which they have been set."""
        return self._kept.get(measures)

    def at(self, measures: Measures) -> Layout:
        """The lines at a size, set where that has not been done."""
        layout = self._kept.get(measures)
        if layout is None:
            width, room, height = measures
            layout = lay_out(self._head, self._body, Columns.of(width, room), height)
            while len(self._kept) >= KEPT_LAYOUTS:
                del self._kept[next(iter(self._kept))]
            self._kept[measures] = layout
        return layout


def lay_out(head: Sequence[Block], body: Sequence[Block], columns: Columns, height: int) -> Layout:
    """Set an article's blocks in `columns`; blocks are numbered on from the head's."""
    above = tuple(set_lines(head, columns.span))
    text = tuple(set_lines(body, columns.width, len(head)))
    while text and text[-1].block < 0:
        text = text[:-1]
    lines = (*above, EMPTY_LINE, *text)
    blocks = tuple(chain(head, body))
    starts = []
    at = 0
    for line in text:
        if line.block >= 0 and blocks[line.block].is_body:
            at = blocks[line.block].start + line.start
        starts.append(at)
    return Layout(columns, max(1, height), lines, len(above) + 1, tuple(starts))
