"""Calendar arithmetic behind periods: months, last days, and the day a bare `10日` means."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from newsterm.domain.facts.numerals import han_value


def number(text: str) -> int:
    """`7`, `07` or `七` as an int; 0 for no numeral."""
    if text.isdigit() and text.isascii():
        return int(text)
    value = han_value(text)[0]
    return 0 if value is None else int(value)


def parse_day(text: str) -> date | None:
    """An ISO day, or None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def day(year: int, month_: int, day_: int) -> str:
    """`2021-06-30`, or empty for a day that no calendar has."""
    try:
        return date(year, month_, day_).isoformat()
    except ValueError:
        return ""


def days_away(today: date, count: int) -> str:
    """The day `count` days after `today`, ISO; empty for one that no calendar has."""
    try:
        return (today + timedelta(days=count)).isoformat()
    except OverflowError:
        return ""


def month(year: int, month_: int) -> str:
    """`2021-06`, or empty for a month that no calendar has."""
    return f"{year:04}-{month_:02}" if 1 <= month_ <= 12 else ""


def last_day(year: int, month_: int) -> str:
    """The last day of a month, ISO."""
    return day(year, month_, calendar.monthrange(year, month_)[1]) if 1 <= month_ <= 12 else ""


def add_months(today: date, count: int) -> str:
    """The month `count` months after the one of `today`."""
    index = today.year * 12 + today.month - 1 + count
    return month(index // 12, index % 12 + 1)


def span(first: str, last: str) -> str:
    """`A/B`, or `A` where both are one; empty when either end is."""
    if first == last:
        return first
    return f"{first}/{last}" if first and last else ""


def bare_month(which: int, today: date | None, year: int | None, *, future: bool) -> str:
    """The month `6月` means: of the year last named, else the latest that has begun (the next
    where future).
    """
    # Early in a year, news of the one before goes on to the months just past.
    just_past = today is not None and which < today.month <= 3 and year == today.year - 1
    if future and today is not None and year is not None and year < today.year:
        just_past = just_past or which >= today.month
    if year is not None and (today is None or year != today.year) and not just_past:
        return month(year, which)
    if today is None:
        return ""
    if which <= today.month or future:
        return month(today.year, which)
    # News looks ahead by a month or two (10月11日起), and back by most of a year.
    return month(today.year - (which - today.month > 3), which)


def bare_day(which: int, today: date | None, last: str, *, future: bool) -> str:
    """The day `10日` means: the latest such day up to the article's, or of the month last named."""
    if today is None:
        return ""
    named = parse_day(last + "-01") if len(last) == 7 else None
    if named is not None and last[4:6] != "-H":
        return day(named.year, named.month, which)
    if which <= today.day or future:
        return day(today.year, today.month, which)
    previous = parse_day(days_away(today.replace(day=1), -1))
    return day(previous.year, previous.month, which) if previous else ""
