"""What is marked in a text, and how a line is cut where the marks change."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]


class Layer:
    """Spans of one kind, in order; finding those in a line takes the same in any text."""

    def __init__(self, name: str, spans: Iterable[Span] = ()) -> None:
        self.name = name
        self.spans = sorted(span for span in spans if span[0] < span[1])
        self._starts = [start for start, _ in self.spans]
        self._longest = max((end - start for start, end in self.spans), default=0)

    def within(self, start: int, end: int) -> list[Span]:
        """The spans that overlap `start` to `end`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [span for span in self.spans[first:last] if span[1] > start]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that looks alike."""

    start: int
    end: int
    names: tuple[str, ...]
    """The layers that mark it, the lowest first."""


def pieces(start: int, end: int, layers: Sequence[Layer]) -> list[Piece]:
    """Cut `start` to `end` wherever the layers that mark it change."""
    changes: dict[int, Counter[str]] = {start: Counter(), end: Counter()}
    for layer in layers:
        for first, last in layer.within(start, end):
            changes.setdefault(max(start, first), Counter())[layer.name] += 1
            changes.setdefault(min(end, last), Counter())[layer.name] -= 1
    found: list[Piece] = []
    open_marks: Counter[str] = Counter()
    for left, right in pairwise(sorted(changes)):
        open_marks.update(changes[left])
        names = tuple(layer.name for layer in layers if open_marks[layer.name] > 0)
        if found and found[-1].names == names:
            found[-1] = Piece(found[-1].start, right, names)
        else:
            found.append(Piece(left, right, names))
    return found
