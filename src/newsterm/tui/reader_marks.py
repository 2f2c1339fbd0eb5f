"""What is marked in a text, and how a line is cut where the marks change."""

from __future__ import annotations

from bisect import bisect_left
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
    """Cut `start` to `end` wherever a mark of one of the layers begins or ends."""
    marks = [(layer.name, span) for layer in layers for span in layer.within(start, end)]
    if not marks:
        return [Piece(start, end, ())]
    cuts = {start, end}
    for _, (first, last) in marks:
        cuts |= {max(start, first), min(end, last)}
    edges = sorted(cuts)
    return [
        Piece(
            left,
            right,
            tuple(dict.fromkeys(name for name, span in marks if span[0] <= left < span[1])),
        )
        for left, right in pairwise(edges)
    ]
