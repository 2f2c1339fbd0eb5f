"""Time expressions: where they stand in a text, what period they name, and what part they play.

Every shape is one row of `SHAPES`: a name, a pattern, and the function that resolves it. 近三年 is a
`window`, 前三季度 `first_quarters`, 截至6月底 a `month_end` that begins with 截至.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from newsterm.domain.facts.dates import (
    add_months,
    bare_day,
    bare_month,
    day,
    last_day,
    month,
    number,
    parse_day,
    span,
)

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d\d年|今年|去年|前年|明年|后年|本年度?|当年|上年|同年|翌年)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"(?:至|到|—{1,2}|–|-|－|~|～|、)"
_DAYWORD = r"(?:今天|今日|今晨|今晚|今早|昨天|昨日|昨晚|昨夜|前天|前日|明天|明日|明晚|后天)"
_HALF = r"(?:上半年|下半年)"
_QUARTER = r"(?:第?[一二三四1-4]季度|首季度?)"
_PAREN = r"(?:（(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[^（）]{0,8})）)"


@dataclass(frozen=True, slots=True)
class Mention:
    """One time expression at `text[start:end]`."""

    start: int
    end: int
    period: str
    """What it names; empty for one that names nothing (`近日`)."""
    shape: str
    role: str = "when"
    """`when`, `window` (近三年), `until` (截至…), `base` (较2018年), `published` (30日称), `now` (目前)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What resolving needs: the article's day, the year and day last named, whether the future is meant."""

    today: date | None
    year: int | None
    last: str
    future: bool


Resolver = Callable[[re.Match[str], Context], str]


def _year_of(text: str | None, context: Context) -> int | None:
    """The year that `2021年`, `去年` or nothing names."""
    today = context.today.year if context.today else None
    if not text:
        return None
    if text[0].isdigit():
        return int(text[:4])
    if text[:2] in ("当年", "同年"):
        return context.year or today
    shift = {
        "今年": 0,
        "本年": 0,
        "去年": -1,
        "上年": -1,
        "前年": -2,
        "明年": 1,
        "翌年": 1,
        "后年": 2,
    }
    return None if today is None else today + shift[text[:2]]


def _year(match: re.Match[str], context: Context) -> str:
    year = _year_of(match["year"], context)
    if year is None:
        return ""
    return last_day(year, 12) if match["end"] else str(year)


def _whole_year(match: re.Match[str], context: Context) -> str:
    if context.last and context.year:
        return str(context.year)
    if context.today is None:
        return ""
    return str(context.today.year - (context.today.month <= 2 and not context.future))


def _year_end(match: re.Match[str], context: Context) -> str:
    return last_day(context.today.year, 12) if context.today else ""


def _years(match: re.Match[str], context: Context) -> str:
    first, second = int(match["from"]), match["to"]
    return span(str(first), second if len(second) == 4 else match["from"][:2] + second)


def _half(match: re.Match[str], context: Context) -> str:
    half = 1 if match["half"][0] == "上" else 2
    year = _year_of(match["year"], context) or _year_begun(context, 1 if half == 1 else 7)
    return f"{year}-H{half}" if year else ""


def _year_begun(context: Context, first_month: int) -> int | None:
    """The latest year whose `first_month` is not ahead of the article, this one where the future is meant."""
    if context.today is None:
        return context.year
    ahead = first_month > context.today.month and not context.future
    return context.today.year - ahead


def _quarter(match: re.Match[str], context: Context) -> str:
    name = match["quarter"].lstrip("第")
    quarter = 1 if name[0] == "首" else number(name[0])
    year = _year_of(match["year"], context) or _year_begun(context, 3 * quarter - 2)
    return f"{year}-Q{quarter}" if year else ""


def _first_quarters(match: re.Match[str], context: Context) -> str:
    last = 3 * number(match["n"])
    year = _year_of(match["year"], context) or _year_begun(context, last)
    return span(month(year, 1), month(year, last)) if year and last <= 12 else ""


def _first_months(match: re.Match[str], context: Context) -> str:
    last = number(match["n"])
    year = _year_of(match["year"], context) or _year_begun(context, last)
    return span(month(year, 1), month(year, last)) if year and 1 <= last <= 12 else ""


def _months(match: re.Match[str], context: Context) -> str:
    first, last = number(match["from"]), number(match["to"])
    year = _year_of(match["year"], context) or _year_begun(context, last)
    if not year:
        return ""
    return span(month(year - (first > last), first), month(year, last))


def _days(match: re.Match[str], context: Context) -> str:
    """`10月3日—9日`, `2018年7月1日至2022年6月30日`, `1日至5日`."""
    second = _day_of(match["year2"], match["month2"] or match["month"], match["day2"], context)
    if not second:
        return ""
    year, first_month = match["year"], match["month"]
    if not year and first_month:
        year = f"{int(second[:4]) - (number(first_month) > int(second[5:7]))}年"
    if not first_month:
        year, first_month = second[:4] + "年", second[5:7]
    first = _day_of(year, first_month, match["day"], context)
    return span(first, second) if first else ""


def _day_of(year: str | None, month_: str | None, day_: str, context: Context) -> str:
    if month_ is None:
        return bare_day(int(day_), context.today, context.last, future=context.future)
    number_of_year = _year_of(year, context)
    if number_of_year is None:
        found = bare_month(number(month_), context.today, context.year, future=context.future)
        if not found:
            return ""
        number_of_year = int(found[:4])
    return day(number_of_year, number(month_), int(day_))


def _day(match: re.Match[str], context: Context) -> str:
    return _day_of(match["year"], match["month"], match["day"], context)


def _month(match: re.Match[str], context: Context) -> str:
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


def _this_month(match: re.Match[str], context: Context) -> str:
    if context.today is None:
        return ""
    if match["which"] in ("当月", "同月"):
        found = context.last[:7] if len(context.last) >= 7 and context.last[5].isdigit() else ""
        found = found or month(context.today.year, context.today.month)
    else:
        found = add_months(context.today, {"本": 0, "上": -1, "下": 1}[match["which"][0]])
    return last_day(int(found[:4]), int(found[5:7])) if match["end"] else found


def _day_of_this_month(match: re.Match[str], context: Context) -> str:
    if context.today is None:
        return ""
    return day(context.today.year, context.today.month, int(match["day"]))


def _day_word(match: re.Match[str], context: Context) -> str:
    if match["dated"]:
        inner = re.search(r"(\d{4}年)?(\d{1,2})月(\d{1,2})日", match["dated"])
        if inner:
            return _day_of(inner[1], inner[2], inner[3], context)
    if context.today is None:
        return ""
    shift = {"今": 0, "昨": -1, "前": -2, "明": 1, "后": 2}[match["word"][0]]
    return (context.today + timedelta(days=shift)).isoformat()


def _same_day(match: re.Match[str], context: Context) -> str:
    return context.last if parse_day(context.last) else ""


def _plan(match: re.Match[str], context: Context) -> str:
    """The n-th five-year plan: the sixth began in 1981, each next one five years later."""
    nth = number(match["n"])
    first = 1981 + 5 * (nth - 6)
    return span(str(first), str(first + 4)) if nth >= 6 else ""


def _window(match: re.Match[str], context: Context) -> str:
    """近三年, 十年来, 5年间: from that many years (months, days) ago to the article, at the same grain."""
    return _back(number(match["n"]), match["grain"], context)


def _back(count: int, grain: str, context: Context) -> str:
    today = context.today
    if today is None or not 0 < count <= 200:
        return ""
    if "年" in grain or "载" in grain:
        return span(str(today.year - count), str(today.year))
    if "月" in grain:
        return span(add_months(today, -count), month(today.year, today.month))
    if grain in ("天", "日"):
        return span((today - timedelta(days=count)).isoformat(), today.isoformat())
    return ""


def _ahead(match: re.Match[str], context: Context) -> str:
    count, grain, today = number(match["n"]), match["grain"], context.today
    if today is None or not 0 < count <= 200 or "年" not in grain:
        return ""
    return span(str(today.year), str(today.year + count))


def _since(match: re.Match[str], context: Context) -> str:
    """自2017年以来, 自2月10日以来: from there to the article, at the grain of the beginning."""
    today = context.today
    if today is None:
        return ""
    year = _year_of(match["year"], context)
    if match["day"]:
        first = _day_of(match["year"], match["month"], match["day"], context)
        return span(first, today.isoformat()) if first else ""
    if match["month"]:
        which = number(match["month"])
        first = month(year, which) if year else bare_month(which, today, None, future=False)
        return span(first, month(today.year, today.month))
    if year is None:
        return ""
    return str(year) if year == today.year else span(str(year), str(today.year))


def _nothing(match: re.Match[str], context: Context) -> str:
    return ""


_MONTH_END = r"(?P<end>底|末|月底|月末)?"

# name, pattern, resolver, role. Earlier rows win where several begin at one place.
SHAPES: tuple[tuple[str, str, Resolver, str], ...] = (
    (
        "since",
        rf"(?:自|从)?(?:自)?(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月份?)?(?:(?P<day>{_DAY})日)?(?<=[年月日份])[^，。；、\n\d]{{0,16}}?以来",
        _since,
        "window",
    ),
    ("elapsed", rf"(?P<n>{_N})(?P<grain>年|个月|天)以来", _window, "window"),
    (
        "days",
        rf"(?:从|自)?(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})日?{_TO}(?P<year2>{_YEAR})?(?:(?P<month2>{_MONTH})月)?(?P<day2>{_DAY})日",
        _days,
        "when",
    ),
    ("day", rf"(?P<year>{_YEAR})?(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]", _day, "when"),
    (
        "iso_day",
        rf"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})(?!\d)",
        lambda m, c: day(int(m["year"]), int(m["month"]), int(m["day"])),
        "when",
    ),
    (
        "years",
        rf"(?<!\d)(?P<from>(?:19|20)\d\d)年?{_TO}(?P<to>(?:19|20)\d\d|\d\d(?=年))年?(?!\d)",
        _years,
        "when",
    ),
    ("half", rf"(?P<year>{_YEAR})?(?P<half>{_HALF})", _half, "when"),
    (
        "first_quarters",
        rf"(?P<year>{_YEAR})?[前头](?P<n>[两二三四234])个?季度",
        _first_quarters,
        "when",
    ),
    ("quarter", rf"(?P<year>{_YEAR})?(?P<quarter>{_QUARTER})", _quarter, "when"),
    ("first_months", rf"(?P<year>{_YEAR})?[前头首](?P<n>{_N})个?月份?", _first_months, "when"),
    (
        "months",
        rf"(?P<year>{_YEAR})?(?P<from>{_MONTH})月?份?{_TO}(?P<to>{_MONTH})月份?(?![\d一二三四五六七八九十])",
        _months,
        "when",
    ),
    (
        "month",
        rf"(?P<year>{_YEAR})?(?<![\d一二三四五六七八九十个.])(?P<month>{_MONTH})月份?{_MONTH_END}(?:初|中旬|上旬|下旬)?",
        _month,
        "when",
    ),
    (
        "this_month",
        rf"(?P<which>本月|上个?月|当月|同月|下个?月)份?{_MONTH_END}(?!\d)",
        _this_month,
        "when",
    ),
    ("day_of_this_month", rf"本月(?P<day>{_DAY})日", _day_of_this_month, "when"),
    (
        "day_word",
        rf"(?P<word>{_DAYWORD})(?:下午|上午|晚间|晚|凌晨|早上|清晨|中午)?(?P<dated>{_PAREN})?",
        _day_word,
        "when",
    ),
    ("same_day", r"(?P<word>当天|同一天|当日|同日)", _same_day, "when"),
    (
        "bare_day",
        rf"(?<![\d.第月、])(?P<year>)(?P<month>)(?P<day>{_DAY})日(?!均|前后|报|元|本)",
        lambda m, c: bare_day(int(m["day"]), c.today, c.last, future=c.future),
        "when",
    ),
    (
        "plan",
        r"[“‘]?(?P<n>十[一二三四五六七八九]?|二十|[六七八九])五[”’]?(?:时期|期间|规划期|以来|末|收官|开局|前\w年)?",
        _plan,
        "when",
    ),
    (
        "year",
        rf"(?<!\d)(?P<year>{_YEAR})(?:以来|期间)?(?P<end>底|末|年底|年末)?(?:初)?",
        _year,
        "when",
    ),
    ("whole_year", r"全年", _whole_year, "when"),
    ("year_end", r"年(?:底|末)", _year_end, "when"),
    (
        "ahead",
        rf"(?:未来|今后|今后的|接下来的?)(?:的)?(?P<n>{_N})(?P<grain>年|个月|天|周|个?小时)",
        _ahead,
        "window",
    ),
    (
        "window",
        rf"(?:近|最近|过去|这|前|在过去)?的?(?P<n>{_N})(?P<grain>年|个月|天|多年)(?:来|间)(?!自|的?发展)",
        _window,
        "window",
    ),
    (
        "recent",
        rf"(?:近|最近|过去|此前|过去的)(?P<n>{_N})(?P<grain>年|个月|天|日|周|个?小时)",
        _window,
        "window",
    ),
    (
        "now",
        r"目前|如今|眼下|截[至止]目前|当前|迄今|至今(?![年天日晚晨])|现在|现已",
        _nothing,
        "now",
    ),
)

# Words of which one must stand in a sentence before the pattern of that shape is tried at all.
_NEEDS: dict[str, tuple[str, ...]] = {
    "since": ("以来",), "elapsed": ("以来",), "days": ("日",), "day": ("日", "号"), "iso_day": ("-",),
    "years": ("19", "20"), "half": ("半年",), "first_quarters": ("季度",), "quarter": ("季",),
    "first_months": ("月",), "months": ("月",), "month": ("月",), "this_month": ("月",),
    "day_of_this_month": ("本月",), "day_word": ("今", "昨", "前", "明", "后"), "same_day": ("当天", "同一天", "当日", "同日"),
    "bare_day": ("日",), "plan": ("五",), "year": ("年",), "whole_year": ("全年",), "year_end": ("年",),
    "ahead": ("未来", "今后", "接下来"), "window": ("来", "间"), "recent": ("近", "过去", "此前"),
    "now": ("目前", "如今", "眼下", "截", "当前", "迄今", "至今", "现"),
}  # fmt: skip

# What stands right before a comparison base (较2018年, 与去年同期相比), and right after one.
_BASE_BEFORE = (
    "较",
    "比",
    "同比",
    "相比",
    "相较",
    "相较于",
    "相对于",
    "高于",
    "低于",
    "超过",
    "超",
)
_BASE_AFTER = ("同期", "基础上", "相比", "的基础上", "平均水平", "全年水平")

_DAILY = ("day", "day_word", "bare_day", "same_day", "day_of_this_month", "iso_day")


@cache
def _published() -> re.Pattern[str]:
    """Verbs whose day is the day of the news, not of the figure."""
    return re.compile(
        r"发布|公布|表示|称|说|报道|获悉|了解到|介绍|通报|透露|指出|印发|宣布|发表|声明|数据显示|消息|强调|出台|公告|发布会|下发|印发|答记者问"
    )


@cache
def _future() -> re.Pattern[str]:
    return re.compile(r"将|起(?![草火重飞源到来诉])|计划|预计|力争|拟|有望|定于")


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str], Resolver, str], ...]:
    return tuple(
        (name, re.compile(pattern), resolve, role) for name, pattern, resolve, role in SHAPES
    )


def find(text: str, start: int, end: int, today: date | None, year: int | None) -> list[Mention]:
    """The time expressions of one sentence, `text[start:end]`, in order and not overlapping.

    Args:
        today: the article's day; None leaves what needs it without a period.
        year: the year named last in the paragraph, for months and 当年 without one.
    """
    matches = _matches(text, start, end)
    mentions: list[Mention] = []
    future = bool(matches) and _future().search(text, start, end) is not None
    last = ""
    for name, match, resolve, role in matches:
        period = resolve(match, Context(today, year, last, future))
        role = _role(text, match, role, name, end)
        mentions.append(Mention(match.start(), match.end(), period, name, role))
        if period and role != "base":
            last = period.partition("/")[2] or period
            if role != "published":
                year = int(last[:4])
    return mentions


def _matches(text: str, start: int, end: int) -> list[tuple[str, re.Match[str], Resolver, str]]:
    sentence = text[start:end]
    found: list[tuple[int, int, int, tuple[str, re.Match[str], Resolver, str]]] = []
    for order, (name, pattern, resolve, role) in enumerate(_compiled()):
        if any(word in sentence for word in _NEEDS[name]):
            for match in pattern.finditer(text, start, end):
                found.append((match.start(), -match.end(), order, (name, match, resolve, role)))
    found.sort(key=lambda row: row[:3])
    kept, reached = [], start
    for begin, negative_end, _, row in found:
        if begin >= reached:
            kept.append(row)
            reached = -negative_end
    return kept


def _role(text: str, match: re.Match[str], role: str, name: str, limit: int) -> str:
    before = text[max(0, match.start() - 6) : match.start()]
    after = text[match.end() : match.end() + 8]
    if role == "now":
        return role
    if before.endswith(_BASE_BEFORE) or after.startswith(_BASE_AFTER):
        return "base"
    if before.endswith(("截至", "截止", "截止到", "北京时间", "截至到", "截至当地时间")):
        return "until"
    if name in _DAILY and _is_published(text, match.end(), limit):
        return "published"
    return role


def _is_published(text: str, at: int, limit: int) -> bool:
    """Whether the clause after a day tells of publishing; a day that is a clause of its own looks one further."""
    stop = _clause_end(text, at + 1 if text[at : at + 1] in "，,：" else at, limit)
    return _published().search(text, at, stop) is not None and "报告新增" not in text[at:stop]


def _clause_end(text: str, at: int, limit: int) -> int:
    stop = min(at + 60, limit)
    while at < stop and text[at] not in "，。；：！？\n":
        at += 1
    return at
