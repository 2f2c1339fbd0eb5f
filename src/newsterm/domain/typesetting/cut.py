"""One line of text cut to a width, what matters in it kept."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, split_graphemes

from newsterm.domain.printable import printable_line
from newsterm.lean import frozen

ELLIPSIS = "…"


@frozen
class CutText:
    """A text cut to a width, safe to print, with the marks that are left in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def cut(text: str, width: int, marks: Sequence[tuple[int, int]] = ()) -> CutText:
    """Cut one line to `width` cells, between graphemes, with `…` where something is left out.

    The beginning is kept, unless the first mark would be lost: then what is around that mark.
    """
    text = printable_line(text)
    if cell_len(text) <= width:
        return CutText(text, tuple(marks))
    if width < 1:
        return CutText("")
    spans = split_graphemes(text)[0]
    first = 0
    if marks and width > 2:
        first = _window(text, spans, width, *marks[0])
    front = ELLIPSIS if first else ""
    room = width - len(front)
    last = first
    rest = sum(cells for _, _, cells in spans[first:])
    room = room if rest <= room else room - 1
    while last < len(spans) and spans[last][2] <= room:
        room -= spans[last][2]
        last += 1
    start = spans[first][0] if first < len(spans) else len(text)
    end = spans[last][0] if last < len(spans) else len(text)
    shift = len(front) - start
    kept = [
        (max(begin, start) + shift, min(stop, end) + shift)
        for begin, stop in marks
        if begin < end and stop > start
    ]
    shown = front + text[start:end] + (ELLIPSIS if end < len(text) else "")
    return CutText(shown, tuple(kept))


def _window(
    text: str, spans: Sequence[tuple[int, int, int]], width: int, begin: int, stop: int
) -> int:
    """Index of the first grapheme to show, so that the mark is seen with words before it."""
    before = sum(cells for start, _, cells in spans if start < begin)
    marked = sum(cells for start, _, cells in spans if begin <= start < stop)
    if before + marked + 1 <= width:
        return 0
    lead = max(0, min(before, (width - 2 - marked) // 2))
    left_out = before - lead
    for index, (start, _, cells) in enumerate(spans):
        if (left_out <= 0 and not text[start].isspace()) or start >= begin:
            return index
        left_out -= cells
    return 0
