"""Periods as facts write them: which days they cover, and which comes first."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_PART = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?",
    re.ASCII,
)


def bounds(period: str) -> tuple[date, date]:
    """First and last day of `2025`, `2021-H1`, `2021-Q2`, `2021-06`, `2021-06-30` or `A/B`.

    Raises:
        ValueError: no such form, no such day, or B ends before A begins.
    """
    first, slash, last = period.partition("/")
    start, end = _part(first)
    if slash:
        end = _part(last)[1]
        if end < start:
            raise ValueError(f"{period!r} ends before it begins")
    return start, end


def _part(text: str) -> tuple[date, date]:
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text[:40]!r} is none of 2025, 2021-H1, 2021-Q2, 2021-06, 2021-06-30, A/B"
        )
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    first, last = 1, 12
    if match["half"]:
        last = 6 * int(match["half"])
        first = last - 5
    elif match["quarter"]:
        last = 3 * int(match["quarter"])
        first = last - 2
    elif match["month"]:
        first = last = int(match["month"])
    start = date(year, first, 1)
    return start, date(year, last, calendar.monthrange(year, last)[1])


@lru_cache(maxsize=4096)
def by_time(period: str) -> tuple[int, int, str]:
    """Sort key: periods in order of their last day, then of their first, the nameless at the end.

    What is no period sorts with the nameless.
    """
    try:
        start, end = bounds(period)
    except ValueError:
        return date.max.toordinal() + 1, 0, period
    return end.toordinal(), start.toordinal(), period


@lru_cache(maxsize=4096)
def canonical(period: str) -> str:
    """The shortest writing of the same days: `2023-01/2023-03` is `2023-Q1`, `2022-Q1/2022` `2022`.

    What is no period, and a stretch that has no name of its own, stay as they are.
    """
    if "/" not in period:
        return period
    try:
        start, end = bounds(period)
    except ValueError:
        return period
    year = f"{start.year:04}"
    names = [year, *(f"{year}-H{n}" for n in (1, 2)), *(f"{year}-Q{n}" for n in (1, 2, 3, 4))]
    names.append(f"{year}-{start.month:02}")
    return next((name for name in names if bounds(name) == (start, end)), period)
