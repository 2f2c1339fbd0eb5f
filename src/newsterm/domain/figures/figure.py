"""A figure: a fact as a value of its indicator, with the article that states it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsterm.domain.fact import Fact
from newsterm.domain.figures.shown import SIGNS, shown
from newsterm.domain.period import canonical

MINUS = "−"
_FLIPPED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_DIGITS = re.compile(r"[0-9０-９][0-9０-９,，]{0,30}(?:[.．]([0-9０-９]{1,15}))?")
# Multipliers of Chinese numerals, for amounts that are computed.
_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of an indicator and where it stands."""

    fact: Fact
    sign: int
    """-1 where the words tell a fall, so that the indicator's value is negative."""
    fact_id: int
    article_id: int
    slug: str
    date: str
    """Of the article."""

    @property
    def period(self) -> str:
        """The period in its shortest writing."""
        return canonical(self.fact.period)

    @property
    def value(self) -> float | None:
        """The value as the indicator has it; the lower end of a range."""
        if self.fact.value is None or self.sign > 0:
            return self.fact.value
        high = self.fact.value_high
        return -(self.fact.value if high is None else high)

    @property
    def value_high(self) -> float | None:
        """The upper end of a range."""
        if self.fact.value_high is None or self.sign > 0 or self.fact.value is None:
            return self.fact.value_high
        return -self.fact.value

    @property
    def comparator(self) -> str:
        """The comparator as the indicator has it: a fall of over 5 % is under -5 %."""
        return self.fact.comparator if self.sign > 0 else flipped(self.fact.comparator)

    @property
    def shown(self) -> str:
        """The value in short: `≥30%`, `−0.3%`."""
        text = shown(self.fact)
        if self.sign > 0 or self.fact.value is None:
            return text
        return SIGNS[self.comparator] + MINUS + text.removeprefix(SIGNS[self.fact.comparator])

    @property
    def precision(self) -> float:
        """How much one more in the last written digit would be; 0 where no digits are written."""
        match = _DIGITS.search(self.fact.text)
        if match is None or not self.fact.value:
            return 0.0
        number = float(match[0].replace(",", "").replace("，", "").replace("．", "."))
        decimals = len(match[1] or "")
        return abs(self.fact.value / number) * 10.0**-decimals if number else 0.0


def flipped(comparator: str) -> str:
    """What a comparator becomes when the sign of the value changes."""
    return _FLIPPED.get(comparator, comparator)


def agree(one: Figure, other: Figure) -> bool:
    """Whether two figures can be one value, one of them rounded or only bounded.

    `37,933亿元` agrees with `3.79万亿元` and `超过3.7万亿元`, not with `3.8万亿元以上`.
    """
    if one.value is None or other.value is None:
        return one.fact.text == other.fact.text
    if one.value_high != other.value_high:
        return False
    if one.comparator == other.comparator and one.value == other.value:
        return True
    loose = [figure for figure in (one, other) if figure.comparator not in "=~"]
    if len(loose) == 2:
        return False
    if loose:
        exact = other if loose[0] is one else one
        return holds(loose[0].comparator, exact.value, loose[0].value)
    coarse = max(one.precision, other.precision)
    return abs(one.value - other.value) <= coarse / 2 * (1 + 1e-9)


def holds(comparator: str, value: float | None, bound: float | None) -> bool:
    """Whether a value satisfies `comparator bound`."""
    if value is None or bound is None:
        return False
    if comparator in (">", ">="):
        return value > bound or (comparator == ">=" and value == bound)
    if comparator in ("<", "<="):
        return value < bound or (comparator == "<=" and value == bound)
    return value == bound


def amount(value: float, unit: str) -> str:
    """A computed value in the writing of the news: `+0.2个百分点` has the unit `%` behind a sign.

    Chinese multipliers stand before Chinese units; two decimals at most, without idle zeros.
    """
    sign, size = (MINUS if value < 0 else ""), abs(value)
    if unit and not unit.isascii():
        for scale, name in _SCALES:
            if size >= scale:
                return f"{sign}{_plain(size / scale)}{name}{unit}"
    return f"{sign}{_plain(size)}{unit}"


def _plain(size: float) -> str:
    text = f"{size:,.2f}" if size >= 0.005 or size == 0 else f"{size:.2g}"
    return text.rstrip("0").rstrip(".") if "." in text else text
