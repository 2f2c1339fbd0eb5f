"""Time expressions: where they stand in a text, what period they name, and what part they play.

The shapes are in `shapes`, what each names in `resolvers`; this module finds them and tells the
time at which something holds from what it is compared with (`bases`), the day on which it was
published (`reports`), and a time in the name of a thing (`named_times`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from newsterm.domain.facts import bases, named_times
from newsterm.domain.facts.reports import DAILY, is_published
from newsterm.domain.facts.resolvers import Context
from newsterm.domain.facts.shapes import SHAPES, Shape


@dataclass(frozen=True, slots=True)
class Mention:
    """One time expression at `text[start:end]`."""

    start: int
    end: int
    period: str
    """What it names; empty for one that names nothing (`近日`)."""
    shape: str
    role: str = "when"
    """`when`, `window` (近三年), `until` (截至…), `base` (较2018年), `published` (30日称), `now`
    (目前).
    """


# 持续到10月15日: the day is ahead.
_LASTS = re.compile(r"(?:持续|延续|延长|延至|开放|展出|一直|推迟)(?:到|至)$")
_UNTIL = ("截至", "截止", "截止到", "北京时间", "截至到", "截至当地时间", "截至北京时间")


# 今天的西藏，: as it is now; but not 今天的发布会, 今天的比赛中, 今天的地震.
_NOWADAYS = re.compile(
    r"的(?![^，。；]{0,12}[会赛式场首《节播震灾雨雪暴降袭炸火案])[\u4e00-\u9fff]{2,12}(?:，|已|正|仍)"
)
# 今年工程改造后，: the time stands in the clause of the event.
_TOLD = re.compile(r"(?:[今去明]年|\d年|\d月|\d日)(?![底末])[^，。；\d]{0,8}$")


@cache
def _future() -> re.Pattern[str]:
    return re.compile(r"将|(?<=[日月年])起|计划|预计|力争|(?<!模)拟|有望|定于|确保")


@cache
def _compiled() -> tuple[tuple[Shape, re.Pattern[str], frozenset[str]], ...]:
    return tuple((shape, re.compile(shape.pattern), frozenset(shape.needs)) for shape in SHAPES)


@cache
def _needed() -> tuple[str, ...]:
    """The words that some shape needs, each once."""
    return tuple(dict.fromkeys(word for shape in SHAPES for word in shape.needs))


def find(
    text: str, start: int, end: int, today: date | None, year: int | None, day: str = ""
) -> list[Mention]:
    """The time expressions of one sentence, `text[start:end]`, in order and not overlapping.

    Args:
        today: the article's day; None leaves what needs it without a period.
        year: the year named last in the paragraph, for months and 当年 without one.
        day: the day named last in the sentences before, for 当天 and 次日.
    """
    matches = _matches(text, start, end)
    mentions: list[Mention] = []
    future = bool(matches) and _future().search(text, start, end) is not None
    last = ""
    for shape, match in matches:
        onward = future or _LASTS.search(text, max(start, match.start() - 6), match.start())
        period = shape.resolve(match, Context(today, year, last, bool(onward), day))
        role = _role(text, match, shape, end)
        if mentions and mentions[-1].role == "base" and role == "when":
            joined = text[mentions[-1].end : match.start()] in ("、", "和", "与", "及", "或")
            role = "base" if joined else role
        mentions.append(Mention(match.start(), match.end(), period, shape.name, role))
        if period and role not in ("base", "qualifier"):
            last = period.partition("/")[2] or period
            if role != "published":
                year = int(last[:4])
    return mentions


def _matches(text: str, start: int, end: int) -> list[tuple[Shape, re.Match[str]]]:
    """The leftmost longest matches of all shapes, the earlier shape where two are alike."""
    sentence = text[start:end]
    present = {word for word in _needed() if word in sentence}
    found: list[tuple[int, int, int, Shape, re.Match[str]]] = []
    for order, (shape, pattern, needs) in enumerate(_compiled()):
        if needs.isdisjoint(present):
            continue
        for match in pattern.finditer(text, start, end):
            found.append((match.start(), -match.end(), order, shape, match))
    found.sort(key=lambda row: row[:3])
    kept, reached = [], start
    for begin, negative_end, _, shape, match in found:
        if begin >= reached:
            kept.append((shape, match))
            reached = -negative_end
    return kept


def _role(text: str, match: re.Match[str], shape: Shape, limit: int) -> str:
    before = text[max(0, match.start() - 8) : match.start()]
    if shape.name == "of_late" and bases.is_record(text, match.end()):
        return "base"
    if shape.role in ("now", "clock"):
        return shape.role
    if match[0] == "今天" and _NOWADAYS.match(text, match.end()):
        return "now"
    if shape.role == "event":
        if named_times.names_thing(text, match, shape):
            return "qualifier"
        told = _TOLD.search(text, max(0, match.start() - 16), match.start())
        return "clock" if told or before.endswith("年") or before[-4:].isdigit() else "event"
    if bases.is_base(text, match, shape):
        return "base"
    if before.endswith(_UNTIL):
        return "until"
    if named_times.names_thing(text, match, shape):
        return "qualifier"
    if shape.name in DAILY and is_published(text, match.end(), limit):
        return "published"
    return shape.role
