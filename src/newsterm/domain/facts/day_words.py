"""What days and weeks told from others name: 昨天, 今明两天, 次日, 当天, 上周."""

from __future__ import annotations

import re
from dataclasses import replace

from newsterm.domain.facts.dates import days_away, parse_day, span
from newsterm.domain.facts.resolvers import Context, day_of

# Days from the article's to 昨天, 今天, 即日, 明天.
_SHIFTS = {"前": -2, "昨": -1, "今": 0, "即": 0, "明": 1, "后": 2}


def by_week(match: re.Match[str], context: Context) -> str:
    """`上周`, `本周`, `下周末`: Monday to Sunday, or its Saturday and Sunday; this week to the
    article's day, unless the future is meant.
    """
    if context.today is None:
        return ""
    monday = {"上": -7, "本": 0, "下": 7}[match["which"]] - context.today.weekday()
    first = monday + 5 if match["end"] else monday
    so_far = match["which"] == "本" and not context.future
    last = min(monday + 6, max(0, first)) if so_far else monday + 6
    return span(days_away(context.today, first), days_away(context.today, last))


def by_weekday(match: re.Match[str], context: Context) -> str:
    """`上周五`, `本周一`, and `周五`: the latest one up to the article's day, the next where the
    future is meant.
    """
    if context.today is None:
        return ""
    nth = "一二三四五六日".index(match["nth"].replace("天", "日"))
    away = nth - context.today.weekday()
    if match["which"]:
        away += {"上": -7, "本": 0, "这": 0, "下": 7}[match["which"]]
    elif away > 0 and not context.future:
        away -= 7
    return days_away(context.today, away)


def by_day_word(match: re.Match[str], context: Context) -> str:
    if match["dated"]:
        inner = re.search(r"(\d{4}年)?(\d{1,2})月(\d{1,2})日", match["dated"])
        if inner:
            near = replace(context, year=None)
            return day_of(inner[1], inner[2], inner[3], near)
    if context.today is None:
        return ""
    return days_away(context.today, _SHIFTS[match["word"][0]])


def by_two_days(match: re.Match[str], context: Context) -> str:
    """`今明两天`, `今（1月14日）明两天`: from the one to the other."""
    if context.today is None:
        return ""
    first, second = (_SHIFTS[match[name]] for name in ("first", "second"))
    return span(days_away(context.today, first), days_away(context.today, second))


def by_days_from_word(match: re.Match[str], context: Context) -> str:
    """`今天起到4月17日`, `即日起至20日`, `今天夜间到明天`."""
    if context.today is None:
        return ""
    first = days_away(context.today, _SHIFTS[match["word"][0]])
    if match["word2"]:
        return span(first, days_away(context.today, _SHIFTS[match["word2"][0]]))
    onward = Context(context.today, context.year, context.last, future=True)
    last = day_of(match["year"], match["month"], match["day"], onward)
    return span(first, last) if first <= last else last


def by_days_to_word(match: re.Match[str], context: Context) -> str:
    """`21日8时到今天8时`."""
    if context.today is None:
        return ""
    last = days_away(context.today, _SHIFTS[match["word"][0]])
    first = day_of(match["year"], match["month"], match["day"], context)
    return span(first, last) if first <= last else last


def by_day_before(match: re.Match[str], context: Context) -> str:
    """`此前一天`: before the day named last, else before the article's."""
    named = parse_day(_day_named(context)) or context.today
    return days_away(named, -1) if named else ""


def by_day_after(match: re.Match[str], context: Context) -> str:
    """`次日`: after the day named last."""
    named = parse_day(_day_named(context))
    return days_away(named, 1) if named else ""


def _day_named(context: Context) -> str:
    return context.last if parse_day(context.last) else context.day


def by_same_day(match: re.Match[str], context: Context) -> str:
    return _day_named(context)


def by_today(match: re.Match[str], context: Context) -> str:
    """`截至17时` is today."""
    return context.today.isoformat() if context.today else ""
