"""What a time expression names: one function a shape, from its match to `2021-06`, `2021-H1` or
`A/B`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from newsterm.domain.facts.dates import (
    add_months,
    bare_day,
    bare_month,
    day,
    days_away,
    last_day,
    month,
    number,
    parse_day,
    span,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What resolving needs: the article's day, the year and day last named, whether the future
    is meant.
    """

    today: date | None
    year: int | None
    last: str
    future: bool
    day: str = ""
    """The day named last in the sentences before; empty for none."""


Resolver = Callable[[re.Match[str], Context], str]


def _year_of(text: str | None, context: Context) -> int | None:
    """The year that `2021年`, `去年` or nothing names."""
    today = context.today.year if context.today else None
    if not text:
        return None
    if text[0].isdigit():
        return int(text[:4])
    if text[:2] in ("当年", "同年"):
        return context.year
    if text[:2] in ("翌年", "次年"):
        return context.year + 1 if context.year else None
    shift = {
        "今年": 0,
        "本年": 0,
        "去年": -1,
        "上年": -1,
        "前年": -2,
        "明年": 1,
        "后年": 2,
    }
    return None if today is None else today + shift[text[:2]]


def by_year(match: re.Match[str], context: Context) -> str:
    year = _year_of(match["year"], context)
    if year is None:
        return ""
    return last_day(year, 12) if match["end"] else str(year)


def by_whole_year(match: re.Match[str], context: Context) -> str:
    year = _year_of(match["year"], context)
    if year:
        return str(year)
    if context.year and (context.last or not context.future):
        return str(context.year)
    if context.today is None:
        return ""
    # A whole year told as done is the one before, but at its end.
    return str(context.today.year - (context.today.month <= 10 and not context.future))


def by_year_end(match: re.Match[str], context: Context) -> str:
    today = context.today
    if today is None:
        return ""
    past = today.month <= 3 and not context.future and context.year in (None, today.year - 1)
    return last_day(today.year - past, 12)


def by_years(match: re.Match[str], context: Context) -> str:
    first, second = int(match["from"]), match["to"]
    return span(str(first), second if len(second) == 4 else match["from"][:2] + second)


def by_half(match: re.Match[str], context: Context) -> str:
    half = 1 if match["half"][0] == "上" else 2
    year = _year_of(match["year"], context) or _year_begun(context, 1 if half == 1 else 7)
    if year and match["end"]:
        return last_day(year, 6 * half)
    return f"{year}-H{half}" if year else ""


def _year_begun(context: Context, first_month: int) -> int | None:
    """The latest year whose `first_month` is not ahead of the article, this one where the future
    is meant; early in a year the one before, where it was named last.
    """
    today = context.today
    if today is None:
        return context.year
    if today.month <= 3 and context.year == today.year - 1:
        return context.year
    return today.year - (first_month > today.month and not context.future)


def by_quarter(match: re.Match[str], context: Context) -> str:
    name = match["quarter"].lstrip("第")
    quarter = 1 if name[0] == "首" else number(name[0])
    year = _year_of(match["year"], context) or _year_begun(context, 3 * quarter - 1)
    if year and match["end"]:
        return last_day(year, 3 * quarter)
    return f"{year}-Q{quarter}" if year else ""


def by_first_quarters(match: re.Match[str], context: Context) -> str:
    last = 3 * number(match["n"])
    year = _year_of(match["year"], context) or _year_begun(context, last)
    return span(month(year, 1), month(year, last)) if year and last <= 12 else ""


def by_first_months(match: re.Match[str], context: Context) -> str:
    last = number(match["n"])
    year = _year_of(match["year"], context) or _year_begun(context, last)
    return span(month(year, 1), month(year, last)) if year and 1 <= last <= 12 else ""


def by_months(match: re.Match[str], context: Context) -> str:
    first, last = number(match["from"]), number(match["to"])
    year = _year_of(match["year"], context) or _year_begun(context, last)
    if not year:
        return ""
    return span(month(year - (first > last), first), month(year, last))


def by_days(match: re.Match[str], context: Context) -> str:
    """`10月3日—9日`, `2018年7月1日至2022年6月30日`, `1日至5日`; bare days that begin within a week
    of the article's are ahead of it.
    """
    today = context.today
    if today and not match["month"] and 0 < int(match["day"]) - today.day <= 7:
        context = replace(context, future=True)
    second = day_of(match["year2"], match["month2"] or match["month"], match["day2"], context)
    if not second:
        return ""
    year, first_month = match["year"], match["month"]
    if not year and first_month:
        year = f"{int(second[:4]) - (number(first_month) > int(second[5:7]))}年"
    if not first_month:
        year, first_month = second[:4] + "年", second[5:7]
    first = day_of(year, first_month, match["day"], context)
    return span(first, second) if first else ""


def day_of(year: str | None, month_: str | None, day_: str, context: Context) -> str:
    if month_ is None:
        return bare_day(int(day_), context.today, context.last, future=context.future)
    number_of_year = _year_of(year, context)
    if number_of_year is None:
        found = bare_month(number(month_), context.today, context.year, future=context.future)
        if not found:
            return ""
        number_of_year = int(found[:4])
    return day(number_of_year, number(month_), int(day_))


def by_day(match: re.Match[str], context: Context) -> str:
    return day_of(match["year"], match["month"], match["day"], context)


def by_month(match: re.Match[str], context: Context) -> str:
    year = _year_of(match["year"], context)
    which = number(match["month"])
    found = (
        month(year, which)
        if year
        else bare_month(which, context.today, context.year, future=context.future)
    )
    if found and match["end"]:
        return last_day(int(found[:4]), int(found[5:7]))
    return found


def by_this_month(match: re.Match[str], context: Context) -> str:
    if context.today is None:
        return ""
    if match["which"] in ("当月", "同月"):
        found = context.last[:7] if len(context.last) >= 7 and context.last[5].isdigit() else ""
        found = found or month(context.today.year, context.today.month)
    else:
        told = parse_day(context.last + "-01") if match["which"][0] == "上" else None
        shift = {"本": 0, "上": -1, "下": 1}[match["which"][0]]
        found = add_months(told or context.today, shift)
    return last_day(int(found[:4]), int(found[5:7])) if match["end"] else found


def by_day_of_this_month(match: re.Match[str], context: Context) -> str:
    if context.today is None:
        return ""
    return day(context.today.year, context.today.month, int(match["day"]))


def by_plan(match: re.Match[str], context: Context) -> str:
    """The n-th five-year plan: the sixth began in 1981, each next one five years later."""
    nth = number(match["n"] or match["n2"])
    first, today = 1981 + 5 * (nth - 6), context.today
    if match[0].endswith("末") and nth >= 6:
        return last_day(first + 4, 12)
    if match[0].endswith("以来") and today is not None and nth >= 6 and first <= today.year:
        return span(str(first), str(today.year)) if first < today.year else str(today.year)
    return span(str(first), str(first + 4)) if nth >= 6 else ""


def by_window(match: re.Match[str], context: Context) -> str:
    """近三年, 十年来, 5年间: from that many years (months, days) ago to the article, at the same
    grain; 过去一年 at the beginning of a year is the one before.
    """
    today = context.today
    if today and today.month <= 3 and match[0].startswith("过去") and match[0].endswith("一年"):
        return str(today.year - 1)
    return _back(number(match["n"]), match["grain"], context)


def _back(count: int, grain: str, context: Context) -> str:
    today = context.today
    if today is None or not 0 < count <= 200:
        return ""
    if "年" in grain or "载" in grain:
        return span(str(today.year - count), str(today.year))
    if "月" in grain:
        return span(add_months(today, -count), month(today.year, today.month))
    if grain in ("天", "日") and count > 1:
        return span(days_away(today, -count), today.isoformat())
    return ""


def by_decade(match: re.Match[str], context: Context) -> str:
    """`上世纪80年代`, `1980年代`, `90年代`: ten years, of the last century where none is named."""
    ten = number(match["ten"])
    named = match["century"] or ""
    if match["thousand"]:
        first = int(match["thousand"]) * 100 + ten
    elif named.startswith("19"):
        first = 1800 + ten
    else:
        first = (2000 if named == "本世纪" else 1900) + ten
    return span(str(first), str(first + 9))


def by_ago(match: re.Match[str], context: Context) -> str:
    """`40年前`, `三个月前`, `5天前`: that long before the article, at the same grain."""
    count, grain, today = number(match["n"]), match["grain"], context.today
    if today is None or not 0 < count <= 1000:
        return ""
    if grain == "年":
        return str(today.year - count) if count < today.year else ""
    if grain == "个月":
        return add_months(today, -count)
    return days_away(today, -count) if grain == "天" else ""


def by_ahead(match: re.Match[str], context: Context) -> str:
    """未来5年, 未来三天: from the article on, at the same grain."""
    count, grain, today = number(match["n"]), match["grain"], context.today
    if today is None or not 0 < count <= 200:
        return ""
    if grain == "年":
        return span(str(today.year), str(today.year + count))
    if grain == "个月":
        return span(month(today.year, today.month), add_months(today, count))
    if grain in ("天", "日"):
        return span(today.isoformat(), days_away(today, count))
    return ""


def by_since(match: re.Match[str], context: Context) -> str:
    """自2017年以来, 自2月10日以来: from there to the article, at the grain of the beginning."""
    today = context.today
    if today is None:
        return ""
    year = _year_of(match["year"], context)
    this = "本月" in match[0] and not match["month"]
    which = str(today.month) if this else match["month"]
    context = Context(today, context.year, context.last, future=False)
    if match["day"]:
        first = day_of(match["year"], which, match["day"], context)
        return span(first, max(first, today.isoformat())) if first else ""
    if which:
        nth = number(which)
        first = month(year, nth) if year else bare_month(nth, today, None, future=False)
        return span(first, month(today.year, today.month))
    if year is None or year > today.year:
        return ""
    return str(year) if year == today.year else span(str(year), str(today.year))


def by_this_year(match: re.Match[str], context: Context) -> str:
    """开年以来, 年内: the article's year."""
    return str(context.today.year) if context.today else ""


def by_nothing(match: re.Match[str], context: Context) -> str:
    return ""


def by_iso_day(match: re.Match[str], context: Context) -> str:
    return day(int(match["year"]), int(match["month"]), int(match["day"]))


def by_bare_day(match: re.Match[str], context: Context) -> str:
    return bare_day(int(match["day"]), context.today, context.last, future=context.future)


def by_month_span(match: re.Match[str], context: Context) -> str:
    """`2012年12月至2024年3月`."""
    first, last = int(match["year"][:4]), int(match["year2"][:4])
    return span(month(first, number(match["month"])), month(last, number(match["month2"])))
