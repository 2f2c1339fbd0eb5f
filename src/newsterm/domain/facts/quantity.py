"""A quantity as the scanner finds it, and stretches of text to look up by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and bounds at `text[start:end]`."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    family: str
    comparator: str
    rule: str


class Spans:
    """Stretches of text where no quantity begins, for look-up by place."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends: list[int] = []
        reach = 0
        for _, end in ordered:
            reach = max(reach, end)
            self._ends.append(reach)

    def covers(self, at: int) -> bool:
        """Whether a span holds `text[at]`."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and self._ends[index] > at
