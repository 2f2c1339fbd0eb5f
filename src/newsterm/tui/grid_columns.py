"""The columns of a grid: which are shown, how wide each is, and which of them are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from newsterm.domain.figures.grid import GridRow
from newsterm.domain.printable import printable_line
from newsterm.tui.grid_layout import GAP, MOST_HEAD, fit, in_one_line

VALUE_WIDTH, MOST_VALUE_WIDTH = 11, 18
"""Cells of a column of a paged grid: the usual, and the most that its first values may take."""
LEAST_HEAD = 16
MORE_LEFT, MORE_RIGHT = "‹", "›"


@dataclass(slots=True)
class GridColumns:
    """The frozen column and the others, of which those from `left` on are seen."""

    headings: Sequence[str] = ("",)
    """Of the frozen column, then of all others, shown or not."""
    shown: Sequence[int] = ()
    """Numbers of the columns that are shown, from the left; a place is an index of these."""
    fixed: Sequence[int] = ()
    """Widths of the frozen column and of those shown, where all rows are known."""
    left: int = 0
    """Place of the first column that is seen beside the frozen one."""
    _head: int = 0
    _widths: dict[int, int] = field(default_factory=dict)

    def head_width(self, room: int) -> int:
        """Cells of the frozen column in a line of `room` cells."""
        if self.fixed:
            return self.fixed[0]
        most = max(LEAST_HEAD, min(MOST_HEAD, room * 2 // 5))
        return min(most, self._head or most)

    def width(self, place: int) -> int:
        """Cells of a column."""
        if self.fixed:
            return self.fixed[place + 1]
        return self._widths.get(self.shown[place], VALUE_WIDTH)

    def seen(self, room: int) -> list[tuple[int, int]]:
        """Place and width of each column that is seen, cut where not even one has room."""
        room -= 1 + self.head_width(room)
        found: list[tuple[int, int]] = []
        for place in range(self.left, len(self.shown)):
            width = self.width(place)
            room -= GAP + width
            if room < 0 and found:
                break
            found.append((place, max(1, min(width, width + room))))
        return found

    def turn_to(self, place: int, room: int) -> bool:
        """Have a column in view; True when other columns are seen now."""
        before = self.left
        if 0 <= place < self.left:
            self.left = place
        while self.left < place and self.seen(room)[-1][0] < place:
            self.left += 1
        return self.left != before

    def fill(self, room: int) -> None:
        """Leave no room empty on the right that columns on the left can have."""
        while self.left > 0:
            self.left -= 1
            seen = self.seen(room)
            used = 1 + self.head_width(room) + sum(GAP + width for _, width in seen)
            if seen[-1][0] + 1 < len(self.shown) or used > room:
                self.left += 1
                return

    def place_at(self, x: int, room: int) -> int:
        """The place of the column in cell `x` of a line; -1 for the frozen one."""
        found, behind = -1, 1 + self.head_width(room) + GAP
        for place, width in self.seen(room):
            if x < behind:
                break
            found, behind = place, behind + width + GAP
        return found

    def note(self, rows: Sequence[GridRow], places: range) -> None:
        """Let the first values that come decide how wide columns are, from then on."""
        if not self._head and rows:
            heads = (cell_len(printable_line(row.head)) for row in rows)
            self._head = max(LEAST_HEAD, *heads)
        for number in self.shown[places.start : places.stop]:
            if number not in self._widths:
                texts = (in_one_line(row.cells[number]) for row in rows if number in row.cells)
                widest = min(max(map(cell_len, texts), default=0), MOST_VALUE_WIDTH)
                least = max(VALUE_WIDTH, cell_len(self.headings[number + 1]))
                self._widths[number] = max(least, widest)

    def heading(self, room: int) -> str:
        """The line of headings, with signs where more columns are to the left or right."""
        seen = self.seen(room)
        text = " " + fit(self.headings[0], self.head_width(room))
        for place, width in seen:
            more = MORE_LEFT if place == self.left > 0 else " "
            text += f" {more}{fit(self.headings[self.shown[place] + 1], width)}"
        behind = seen[-1][0] + 1 if seen else 0
        return fit(text.rstrip(), room - 1) + (MORE_RIGHT if behind < len(self.shown) else " ")
