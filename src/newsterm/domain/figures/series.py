"""One indicator through all articles and years: what was planned beside what was reported."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from newsterm.domain.figures.figure import Figure, agree, amount, holds
from newsterm.domain.figures.indicator_key import NATION, IndicatorKey
from newsterm.domain.figures.indicators import read_indicator
from newsterm.domain.figures.owners import owner_at_start
from newsterm.domain.period import bounds, by_time
from newsterm.language import N_

REACHED, MISSED, OPEN = "reached", "missed", "open"
MARKS = {REACHED: "✓", MISSED: "✗", OPEN: "…", "": ""}
"""How each outcome is shown."""

GRAINS = (
    *(N_("years"), N_("year to date"), N_("halves"), N_("quarters")),
    *(N_("months"), N_("days"), N_("other stretches"), ""),
)
"""Kinds of periods, in the order in which a series shows them; the empty one has no date."""

EARLY = timedelta(days=30)
"""A quarter may be reported so long before its end."""

ABOUT = 0.05
"""`about` is read as within a twentieth of the value."""

# What a plan bounds from above though it says only 左右: less of it is better.
_CEILINGS = (
    *(
        "消费价格",
        "出厂价格",
        "失业率",
        "赤字",
        "能耗",
        "能源消耗",
        "排放",
        "死亡率",
        "杠杆率",
        "负债率",
    ),
    *("债务", "不良贷款率", "用水量", "通货膨胀", "通胀"),
)
_CHANGES = re.compile("(?:同比|环比|年均|按年率)?(?:实际|名义)?(?:增长|增加|增速.{0,6}提高|提高)$")


@dataclass(frozen=True, slots=True)
class Agreed:
    """Figures of one period and status that can be one value; the most telling one first."""

    figures: tuple[Figure, ...]

    @property
    def best(self) -> Figure:
        """The figure to show."""
        return self.figures[0]


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A period of a series: a plan, what was reported, and what came of the plan."""

    period: str
    planned: Agreed | None
    reported: Agreed | None
    outcome: str = ""
    """`reached`, `missed`, `open` (nothing reported that could tell), or empty without a plan."""
    gap: float | None = None
    """Reported minus planned, in the indicator's unit; percentages in percentage points."""


@dataclass(frozen=True, slots=True)
class Series:
    """All values of one indicator."""

    indicator_id: int
    key: IndicatorKey
    rows: tuple[SeriesRow, ...]
    undated: int = 0
    """Values without a period, which were left out."""
    early: int = 0
    """Reported values whose period had not passed when the article appeared, so left out: the
    period can't be right."""
    forecasts: int = 0
    """What others foresee, left out: it is no plan."""


def make_series(
    indicator_id: int,
    key: IndicatorKey,
    figures: Iterable[Figure],
    *,
    undated: bool = False,
    forecasts: Container[int] = (),
) -> Series:
    """Lay out figures of one indicator by kind of period and time.

    Several values of one period have a row each, the best supported first; figures that agree
    share one.

    Args:
        undated: whether values without a period are listed, too.
        forecasts: numbers of the facts that others foresee (`forecasts.is_forecast`).
    """
    by_period: dict[str, list[Figure]] = {}
    left_out = early = foreseen = 0
    for figure in figures:
        if is_early(figure):
            early += 1
        elif figure.fact_id in forecasts:
            foreseen += 1
        elif figure.period or undated:
            by_period.setdefault(figure.period, []).append(figure)
        else:
            left_out += 1
    rows: list[SeriesRow] = []
    for period in sorted(by_period, key=lambda each: (GRAINS.index(grain(each)), by_time(each))):
        rows += _rows(period, by_period[period], key)
    return Series(indicator_id, key, tuple(rows), left_out, early, foreseen)


def is_early(figure: Figure) -> bool:
    """Whether a quarter or half year was reported long before it had passed.

    A year, a month and a stretch may be told of while they last.
    """
    if figure.fact.is_target or grain(figure.period) not in ("quarters", "halves"):
        return False
    try:
        return bounds(figure.period)[1] - date.fromisoformat(figure.date) > EARLY
    except ValueError:
        return False


def grain(period: str) -> str:
    """Which of `GRAINS` a period is."""
    try:
        start, end = bounds(period)
    except ValueError:
        return ""
    if "/" in period:
        year_to_date = start.year == end.year and (start.month, start.day) == (1, 1)
        return "year to date" if year_to_date else "other stretches"
    if "-H1" in period:
        return "year to date"
    if "-H" in period:
        return "halves"
    if "-Q" in period:
        return "quarters"
    return {4: "years", 7: "months"}.get(len(period), "days")


def outcome(planned: Figure, reported: Figure | None, key: IndicatorKey) -> str:
    """What came of a plan.

    A plan with a comparator is held to it. One without is a floor, or a ceiling where less is
    better or a fall was planned; one that says about has a twentieth of leeway.
    """
    if reported is None or planned.value is None or reported.value is None:
        return OPEN
    ceiling = _is_ceiling(planned, key)
    bound = planned.value
    if ceiling and planned.value_high is not None:
        bound = planned.value_high
    if planned.comparator == "~":
        bound += abs(bound) * ABOUT * (1 if ceiling else -1)
    wanted = planned.comparator if planned.comparator not in "=~" else "<=" if ceiling else ">="
    if reported.comparator in "=~":
        return REACHED if holds(wanted, reported.value, bound) else MISSED
    upward = reported.comparator in (">", ">=")
    if upward != ceiling:  # a bound on the side of the plan tells when it reaches as far
        return REACHED if holds(wanted.rstrip("=") + "=", reported.value, bound) else OPEN
    passed = reported.value > bound if ceiling else reported.value < bound
    return MISSED if passed else OPEN


def _is_ceiling(planned: Figure, key: IndicatorKey) -> bool:
    if planned.comparator not in "=~":
        return planned.comparator in ("<", "<=")
    return planned.sign < 0 or any(word in key.measure for word in _CEILINGS)


def gap(planned: Figure, reported: Figure | None) -> float | None:
    """Reported minus planned; of a planned range its nearer end. None where it can't be told."""
    if reported is None or reported.value is None or planned.value is None:
        return None
    if reported.comparator not in "=~":
        return None
    low, high = planned.value, planned.value_high
    if high is not None and low <= reported.value <= high:
        return 0.0
    nearer = low if high is None or reported.value < low else high
    return round(reported.value - nearer, 9)


def gap_text(row: SeriesRow, unit: str) -> str:
    """The gap with its sign: `+0.2个百分点`, `−50万辆`."""
    if row.gap is None:
        return ""
    points = {"%": "个百分点", "‰": "个千分点"}.get(unit, unit)
    return ("+" if row.gap > 0 else "") + amount(row.gap, points)


def _rows(period: str, figures: Sequence[Figure], key: IndicatorKey) -> list[SeriesRow]:
    planned = _agreed([figure for figure in figures if figure.fact.is_target])
    reported = _agreed([figure for figure in figures if not figure.fact.is_target])
    came = reported[0].best if reported else None
    return [
        SeriesRow(
            period,
            plan,
            report,
            outcome(plan.best, came, key) if plan else "",
            gap(plan.best, came) if plan else None,
        )
        for plan, report in zip_longest(planned, reported)
    ]


def _agreed(figures: Sequence[Figure]) -> list[Agreed]:
    """Groups of figures that agree with their most exact one, the best supported group first."""

    def exactness(figure: Figure) -> tuple[bool, bool, float, str, int]:
        bounded, about = figure.comparator not in "=~", figure.comparator == "~"
        return bounded, about, figure.precision, figure.date, figure.fact_id

    groups: list[list[Figure]] = []
    for figure in sorted(figures, key=exactness):
        for group in groups:
            if agree(group[0], figure):
                group.append(figure)
                break
        else:
            groups.append([figure])
    groups.sort(key=lambda group: -len({figure.article_id for figure in group}))
    return [Agreed(tuple(group)) for group in groups]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for, in the words of the indicators."""

    owner: str | None
    """None where the words name nobody."""
    measures: tuple[str, ...]
    """The measure as it reads for a share, an amount, and percentage points."""
    parts: tuple[str, ...]
    """What must stand somewhere in a measure that fits at all."""

    def rank(self, key: IndicatorKey) -> int | None:
        """How well an indicator fits; None when it does not.

        0 is the very indicator, 1 its change, 2 one that begins so, 3 one with all the words in
        it; 10 more where the words name no owner and the indicator has one.
        """
        if self.owner is not None and key.owner != self.owner:
            return None
        away = 10 if self.owner is None and key.owner != NATION else 0
        if key.measure in self.measures:
            return away
        begun = [measure for measure in self.measures if key.measure.startswith(measure)]
        if begun:
            return away + (
                1 if any(_CHANGES.fullmatch(key.measure[len(m) :]) for m in begun) else 2
            )
        return away + 3 if all(part in key.measure for part in self.parts) else None


def wanted(words: Sequence[str]) -> Wanted:
    """What words mean: `GDP 增速` is 国内生产总值同比增长 of whomever, `上海 GDP` one of 上海."""
    text = "".join(words)
    owner, _ = owner_at_start(text)
    keys = [read_indicator(text, unit, period="2000").key for unit in ("%", "元", "个百分点")]
    parts = [read_indicator(word, "元").key.measure for word in words]
    if owner:
        parts = [part for part in parts if part not in owner]
    return Wanted(owner, tuple(dict.fromkeys(key.measure for key in keys)), tuple(parts))
