"""English time expressions: `by 2025`, `in the first half of 2021`, `as of June 30`, and those
to pass over.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from newsterm.domain.facts.dates import add_months, day, days_away, last_day, month, span
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.tables import table

MONTHS = table(
    """
    january february march april may june july august september october november december
    """
)
_NUMBERS = table("one two three four five six seven eight nine ten eleven twelve")
_MONTH = (
    r"(?P<month{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|April|May|June|July|Aug(?:ust|\.)?|"
    r"Sept(?:ember|\.)?|"
    r"Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|(?P<word>this|last)\s+year))?"
_COUNT = r"(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

Resolver = Callable[[re.Match[str], date | None], str]


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text.lower()) + 1


def _month_number(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower()[:3]))


def _year(match: re.Match[str], today: date | None) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if today is None:
        return None
    return today.year - (groups.get("word") == "last")


def _latest(match: re.Match[str], today: date | None, first_month: int) -> int | None:
    """The year of a month without one: this year where the month has begun, else the year
    before.
    """
    year = _year(match, today)
    named = match["year"] or match.groupdict().get("word")
    return year if year is None or named or today is None else year - (first_month > today.month)


def _plain_year(match: re.Match[str], today: date | None) -> str:
    return match["year"]


def _end_of_month(match: re.Match[str], today: date | None) -> str:
    which = _month_number(match["month0"])
    year = _latest(match, today, which)
    return last_day(year, which) if year else ""


def _end_of_year(match: re.Match[str], today: date | None) -> str:
    if match["year"]:
        return last_day(int(match["year"]), 12)
    return last_day(today.year - match[0].lower().endswith("last year"), 12) if today else ""


def _half(match: re.Match[str], today: date | None) -> str:
    half = 1 if match["half"].lower() == "first" else 2
    year = _latest(match, today, 6 * half - 5)
    return f"{year}-H{half}" if year else ""


def _quarter(match: re.Match[str], today: date | None) -> str:
    name = (match["nth"] or match["q"]).lower()
    quarter = (
        int(name) if name.isdigit() else ("first", "second", "third", "fourth").index(name) + 1
    )
    year = _latest(match, today, 3 * quarter - 2)
    return f"{year}-Q{quarter}" if year else ""


def _first_months(match: re.Match[str], today: date | None) -> str:
    last = _count(match["n"]) * (3 if match["unit"].startswith("quarter") else 1)
    year = _latest(match, today, last)
    return span(month(year, 1), month(year, last)) if year else ""


def _months(match: re.Match[str], today: date | None) -> str:
    first, last = _month_number(match["month1"]), _month_number(match["month2"])
    year = _latest(match, today, last)
    return span(month(year - (first > last), first), month(year, last)) if year else ""


def _day(match: re.Match[str], today: date | None) -> str:
    which = _month_number(match["month0"])
    year = _latest(match, today, which)
    return day(year, which, int(match["day"])) if year else ""


def _month_of(match: re.Match[str], today: date | None) -> str:
    which = _month_number(match["month0"])
    year = _latest(match, today, which)
    return month(year, which) if year else ""


def _relative(match: re.Match[str], today: date | None) -> str:
    if today is None:
        return ""
    shift = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return str(today.year + shift) if match["unit"] == "year" else add_months(today, shift)


def _weekday(match: re.Match[str], today: date | None) -> str:
    """`on Monday` is the latest one up to the article's day."""
    if today is None:
        return ""
    nth = table("monday tuesday wednesday thursday friday saturday sunday").index(
        match["name"].lower()
    )
    return days_away(today, -((today.weekday() - nth) % 7))


def _day_word(match: re.Match[str], today: date | None) -> str:
    shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[match[0].lower()]
    return days_away(today, shift) if today else ""


def _since(match: re.Match[str], today: date | None) -> str:
    return span(match["year"], str(today.year)) if today else ""


def _past(match: re.Match[str], today: date | None) -> str:
    if today is None:
        return ""
    count = 10 if match["unit"] == "decade" else _count(match["n"] or "1")
    return span(str(today.year - count), str(today.year)) if match["unit"] != "month" else ""


def _years(match: re.Match[str], today: date | None) -> str:
    return span(match["from"], match["to"])


def _plan(match: re.Match[str], today: date | None) -> str:
    """The n-th Five-Year Plan: the sixth began in 1981."""
    first = 1981 + 5 * (int(match["n"]) - 6)
    return span(str(first), str(first + 4)) if first >= 1981 else ""


def _nothing(match: re.Match[str], today: date | None) -> str:
    return ""


_M = _MONTH.format
# Role, pattern, resolver; where two begin at one place the longer wins.
SHAPES: tuple[tuple[str, str, Resolver], ...] = (
    (
        "base",
        rf"(?:compared (?:with|to)|than(?: in)?|versus|from) (?:{_YEAR}|a year (?:earlier|ago)|"
        rf"the (?:same period|previous \w+)(?: (?:of )?last year)?|last year|the year "
        rf"before)(?! to \d)",
        _nothing,
    ),
    (
        "base",
        r"year[- ]on[- ]year|month[- ]on[- ]month|over the same period|from the previous \w+|a "
        r"year earlier",
        _nothing,
    ),
    ("until", rf"(?:by |at |as of |until )?the end of {_M(0)}{_OF_YEAR}", _end_of_month),
    (
        "until",
        rf"(?:by |at |as of |until )?the end of (?:{_YEAR}|this year|last year)",
        _end_of_year,
    ),
    ("until", rf"(?:as of|by|until|through) {_M(0)} (?P<day>\d{{1,2}}){_OF_YEAR}", _day),
    ("when", rf"(?:in |during |over )?the (?P<half>first|second) half{_OF_YEAR}", _half),
    (
        "when",
        rf"(?:in |during )?(?:the (?P<nth>first|second|third|fourth) quarter|"
        rf"Q(?P<q>[1-4])){_OF_YEAR}",
        _quarter,
    ),
    (
        "when",
        rf"(?:in |during |over )?the first {_COUNT} (?P<unit>months|quarters){_OF_YEAR}",
        _first_months,
    ),
    (
        "when",
        rf"(?:from |between |in )?{_M(1)}(?: to |-|–| and | through ){_M(2)}{_OF_YEAR}",
        _months,
    ),
    ("when", rf"(?:on )?{_M(0)} (?P<day>\d{{1,2}}){_OF_YEAR}(?!\d)", _day),
    ("when", rf"(?:on )?(?P<day>\d{{1,2}}) {_M(0)}{_OF_YEAR}", _day),
    ("when", rf"(?:in |during |for ){_M(0)}{_OF_YEAR}(?! \d)", _month_of),
    (
        "when",
        r"(?:between |from |in |over |during )(?P<from>(?:19|20)\d\d)(?: to |-|–| and "
        r")(?P<to>(?:19|20)\d\d)",
        _years,
    ),
    ("when", rf"(?:in|by|during|for|of|from|before) {_YEAR}(?!,\d|[\d%])", _plain_year),
    ("window", rf"since {_YEAR}", _since),
    (
        "window",
        rf"(?:over|in|during|for) the (?:past|last) (?:{_COUNT} )?(?P<unit>year|decade|month)s?",
        _past,
    ),
    (
        "window",
        rf"(?:over|in|during|within) the (?:next|coming|following) (?:{_COUNT} )?\w+",
        _nothing,
    ),
    (
        "when",
        r"the (?P<n>\d{1,2})th Five-Year Plan(?: period)?(?: \(\d{4}-(?:\d{4}|\d\d)\))?",
        _plan,
    ),
    ("when", r"(?P<which>last|this|next) (?P<unit>year|month)", _relative),
    ("when", r"yesterday|today|tomorrow", _day_word),
    ("when", r"on (?P<name>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", _weekday),
    ("now", r"now|currently|at present|so far", _nothing),
    ("clock", r"\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?", _nothing),
    (
        "clock",
        rf"{_COUNT} (?:years?|months?|weeks?|days?|hours?|minutes?) (?:ago|later|earlier|old)",
        _nothing,
    ),
    ("clock", rf"{_COUNT}-(?:year|month|day|hour|week)", _nothing),
)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], Resolver], ...]:
    return tuple(
        (role, re.compile(rf"\b(?:{pattern})(?![A-Za-z])", re.IGNORECASE), resolve)
        for role, pattern, resolve in SHAPES
    )


_SAID = re.compile(r"\b(?:said|announced|reported|released|published|told|issued)(?: \w+)? $")


def find(text: str, start: int, end: int, today: date | None) -> list[Mention]:
    """The time expressions of one English sentence, in order and not overlapping."""
    found = []
    for order, (role, pattern, resolve) in enumerate(_compiled()):
        for match in pattern.finditer(text, start, end):
            found.append((match.start(), -match.end(), order, role, match, resolve))
    found.sort(key=lambda row: row[:3])
    mentions: list[Mention] = []
    reached = start
    for begin, negative_end, _, role, match, resolve in found:
        if begin < reached:
            continue
        reached = -negative_end
        period = resolve(match, today)
        if role == "when" and _SAID.search(text, max(start, begin - 24), begin):
            role = "published"
        shape = "day" if len(period) == 10 else "year"
        mentions.append(Mention(begin, reached, period, shape, role))
    return mentions
