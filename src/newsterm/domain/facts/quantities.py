"""The scanner: numerals with their units, ranges, bounding words, and the guards for what is no
quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from newsterm.domain.facts import comparators, durations, guards, shares, units
from newsterm.domain.facts.dates import number
from newsterm.domain.facts.numerals import Numeral, numerals
from newsterm.domain.facts.quantity import Quantity, Spans
from newsterm.domain.facts.tables import table

_CLAUSE_WINDOW = 40


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(r"(?:至|到|—{1,2}|–|-|~|～|―|─{1,2})")


def scan(text: str, masked: Spans) -> Iterator[Quantity]:
    """Every quantity of `text` (folded), in order.

    Args:
        masked: time expressions, addresses, titles and labels, where no quantity begins.
    """
    reached, last = 0, None
    found = list(numerals(text))
    fractions = {match.start(): match for match in shares.parts().finditer(text)}
    halves = list(shares.half_words().finditer(text))
    plain = _plain(text, found, fractions, masked)
    for quantity in sorted([*plain, *shares.halves(text, halves, masked)], key=lambda q: q.start):
        if quantity.start < reached:
            continue
        if last is not None and quantity.comparator == "=":
            quantity = _bounded_like(text, last, quantity)
        yield quantity
        reached, last = quantity.end, quantity


# 分别 with its verb before the first value: 分别减少了约11%和10%.
_APART = re.compile(r"分别[^，。；：\d]{0,6}$")


def _bounded_like(text: str, first: Quantity, second: Quantity) -> Quantity:
    """`分别约3.5亿千瓦和3.6亿千瓦`: a bound after 分别 is of every value."""
    apart = _APART.search(text, max(0, first.start - 10), first.start) is not None
    apart = apart and not text[first.start].isdigit()
    joined = text[first.end : second.start] in ("、", "和", "与", "及", "以及")
    return replace(second, comparator=first.comparator) if apart and joined else second


def _plain(
    text: str, found: list[Numeral], fractions: dict[int, re.Match[str]], masked: Spans
) -> Iterator[Quantity]:
    index = 0
    while index < len(found):
        numeral = found[index]
        index += 1
        if masked.covers(numeral.start) or guards.is_label(text, numeral):
            continue
        fraction = fractions.get(numeral.start)
        if fraction is not None:
            quantity = shares.fraction(text, fraction)
            if quantity is not None:
                yield quantity
            while index < len(found) and found[index].start < fraction.end():
                index += 1
            continue
        quantity, _used = _quantity(text, numeral, found[index] if index < len(found) else None)
        if quantity is not None:
            yield quantity
            while index < len(found) and found[index].start < quantity.end:
                index += 1


def _quantity(
    text: str, numeral: Numeral, following: Numeral | None
) -> tuple[Quantity | None, bool]:
    """The quantity that begins with `numeral`, and whether it took in the numeral after it as
    its upper end.
    """
    large = (
        numeral.scale >= 10**4
        or bool(numeral.bound)
        or (not numeral.is_plain and numeral.low >= 10**4)
    )
    start, comparator = comparators.before(text, numeral.start, 0)
    if comparator and text[start : start + 1] == "超" and numeral.is_power:
        large = True
    start, comparator, large = _before_power(text, numeral, start, comparator, large)
    if numeral.is_power and not comparator and not numeral.bound:
        vague = units.unit_at(text, numeral.end, large=True)
        single = len(text[numeral.start : numeral.end]) < 2
        if vague is None or vague.family == "noun":
            return None, False
        known = vague.name in (_OF_HUNDREDS if text[numeral.start] in "百千" else _OF_POWERS)
        # 百人以上, 亿元及以上项目: what is bounded is a quantity.
        known = known or _LEAST.match(text, vague.end) is not None
        if single and not known and not _is_age(text, numeral.start, vague):
            return None, False
    if following is not None:
        ranged = _range(text, numeral, following, start, comparator)
        if ranged is not None:
            return ranged, True
    unit = units.unit_at(text, numeral.end, large=large) or _shared_unit(text, numeral, following)
    if unit is None:
        return None, False
    return _finish(text, numeral, unit, start, comparator), False


# Units of which a power of ten alone is a quantity: 万亩花海, 千名讲师, but not 万家灯火.
_OF_POWERS = frozenset(table("亩 公顷 吨 公里 平方米 平方公里 名 辆 架 艘 台 株"))


_LEAST = re.compile("及?以上|左右|上下")
_OF_HUNDREDS = _OF_POWERS | frozenset(table("家 场 项 件 户 种 款 处 万家"))


def _is_age(text: str, start: int, unit: units.Unit) -> bool:
    """已有百年历史, 历经千年的老城: an age, unlike 百年变局."""
    aged = text.startswith(("历史", "的历史", "以上"), unit.end)
    return unit.name == "年" and (aged or text[max(0, start - 2) : start] in ("历经", "长达"))


def _shared_unit(text: str, numeral: Numeral, following: Numeral | None) -> units.Unit | None:
    """`9.06万、1611.7万人次`: the unit stands at the end of the list."""
    if following is None:
        return None
    if _percents_follow().match(text, numeral.end):
        return units.Unit(numeral.end, "个百分点", "share")
    if numeral.scale < 10**4 or following.scale < 10**4:
        return None
    if text[numeral.end : following.start] not in ("、", "和"):
        return None
    unit = units.unit_at(text, following.end, large=False)
    return None if unit is None else replace(unit, end=numeral.end)


@cache
def _percents_follow() -> re.Pattern[str]:
    """`2.2和0.8个百分点`: the unit of both stands after the last."""
    return re.compile(r"(?:[、和与]\d{1,3}(?:\.\d{1,3})?){1,4}个百分点")


def _before_power(
    text: str, numeral: Numeral, start: int, comparator: str, large: bool
) -> tuple[int, str, bool]:
    """上百, 上万 are at least that; 过万, 过九成 more."""
    previous = text[numeral.start - 1 : numeral.start] if numeral.start else ""
    if comparator or not previous:
        return start, comparator, large
    head = text[max(0, numeral.start - 2) : numeral.start - 1]
    if previous == "上" and numeral.is_power and head not in tuple("以之网线船车早晚马海身手"):
        return numeral.start - 1, ">=", True
    if (
        previous == "过"
        and (numeral.is_power or not numeral.is_ascii)
        and (
            head not in tuple("经通超不度越跨路渡走")
            or text[numeral.start - 3 : numeral.start] == "进度过"
        )
    ):
        unit = text[numeral.end : numeral.end + 1]
        if numeral.is_power or unit in ("成", "半"):
            return numeral.start - 1, ">", numeral.is_power or large
    return start, comparator, large


def _range(
    text: str, first: Numeral, second: Numeral, start: int, comparator: str
) -> Quantity | None:
    """`4至5个`, `50%—60%`, `20万至30万元`: one fact with two ends."""
    unit = units.unit_at(text, first.end, large=False)
    middle = first.end if unit is None else unit.end
    if (
        unit is not None
        and text[start - 1 : start] in tuple("从由")
        and text[middle : middle + 1] in tuple("到至")
    ):
        return None
    match = _separator().match(text, middle)
    if (
        match is None
        and text[middle : middle + 1] == "、"
        and unit is None
        and first.is_plain
        and not first.is_ascii
    ):
        return None
    if match is None:
        return None
    gap = text[match.end() : second.start]
    negative = gap == "零下"
    if (gap and not negative) or second.high is not None:
        return None
    large = second.scale >= 10**4 or bool(second.bound)
    last = units.unit_at(text, second.end, large=large)
    if last is None or (unit is not None and unit.name != last.name):
        return None
    low, high = first.low, -second.low if negative else second.low
    if unit is None and first.is_plain and second.scale > 1 and low < high / second.scale:
        low *= second.scale
    if not first.is_plain and not first.is_ascii and not second.is_ascii and low > high:
        return None
    if text[max(0, first.start - 2) : first.start] == "零下":
        low = -low
    if low >= high and last.family != "physical":
        return None
    end, after = comparators.after(text, last.end)
    sign = after or comparator or comparators.detached(text, first.start, 0) or "="
    if guards.is_no_quantity(text, first, last):
        return None
    if last.family == "time" and not durations.is_duration(text, start, end, last.name):
        return None
    return Quantity(
        start, end, low, high, last.name, last.family, sign if sign == "~" else "=", "range"
    )


@cache
def _points_follow() -> re.Pattern[str]:
    """`26.7个、26.8个百分点`: the unit stands at the end of the list."""
    return re.compile(
        r"(?:[、和与]\d{1,3}(?:\.\d{1,3})?个){0,4}[、和与]\d{1,3}(?:\.\d{1,3})?个百分点"
    )


def _finish(
    text: str, numeral: Numeral, unit: units.Unit, start: int, comparator: str
) -> Quantity | None:
    low, high = numeral.low, numeral.high
    begin, negative = _below_zero(text, numeral.start, unit)
    if negative and start >= begin:
        low = -low
        start, comparator = comparators.before(text, begin, 0)
    if text[max(0, start - 2) : start] == "里氏":
        start -= 2
    if guards.is_no_quantity(text, numeral, unit):
        return None
    if unit.family == "noun" and text[start : start + 1] == "过":
        return None
    if unit.name == "个" and _points_follow().match(text, unit.end):
        unit = units.Unit(unit.end, "个百分点", "share")
    name, sign = unit.name, numeral.bound
    if name.startswith("个多"):
        name, sign = "个" + name[2:], ">"
    elif name.startswith("个半"):
        name, low = "个" + name[2:], low + Decimal("0.5")
    elif name == "%" and text[numeral.end : numeral.end + 1] == "成":
        low, high = low * 10, None if high is None else high * 10
    value, end, name = _compound(text, low, unit.end, name)
    value, end = _and_a_half(text, value, end, unit)
    value, end = _hundredths(text, value, end, name)
    end, after = comparators.after(text, end)
    if comparator == ">" and _record().match(text, end):
        comparator = "="
    apart = comparators.detached(text, start, max(0, start - _CLAUSE_WINDOW))
    sign = after or comparator or sign or apart or "="
    if high is not None and sign != "~":
        sign = "="
    if unit.family == "time":
        if not durations.is_duration(text, start, end, name):
            return None
        if sign == "=" and text[end : end + 1] == "内":
            end, sign = end + 1, "<="
    return Quantity(start, end, value, high, name, unit.family, sign, unit.family)


@cache
def _record() -> re.Pattern[str]:
    """超3项亚洲纪录: records are broken, not exceeded in number."""
    return re.compile(r"[^，。；、\d]{0,10}[纪记]录")


# Units of what may be below zero.
_SIGNED = ("℃", "度", "摄氏度", "%", "‰", "点", "个百分点", "元")
# Before a dash that is no minus: 5-10元, F-16, 80%-90%.
_NO_MINUS = re.compile(r"[A-Za-z\d%℃°-]")


def _below_zero(text: str, start: int, unit: units.Unit) -> tuple[int, bool]:
    """Where 零下 or 负 before a number begins, and whether there is one; 正负 is none."""
    if text[max(0, start - 2) : start] == "零下":
        return start - 2, True
    dashed = text[start - 1 : start] in ("-", "−")
    if dashed and unit.name in _SIGNED and not _NO_MINUS.search(text, start - 2, start - 1):
        return start - 1, True
    signed = text[start - 1 : start] == "负" and text[start - 2 : start - 1] != "正"
    if signed and unit.name in ("℃", "度", "摄氏度", "%"):
        return start - 1, True
    return start, False


_LADDER = {
    "年": ("个月", 12),
    "天": ("小时", 24),
    "个小时": ("分", 60),
    "小时": ("分", 60),
    "分": ("秒", 60),
    "分钟": ("秒", 60),
}


@cache
def _smaller() -> re.Pattern[str]:
    return re.compile(
        r"零?(\d{1,3}|[一二三四五六七八九十]{1,3})(个月|个?小时|分钟|分|秒钟|秒)(?!之|别|布)"
    )


def _compound(text: str, value: Decimal, end: int, name: str) -> tuple[Decimal, int, str]:
    """`3小时39分` is one quantity in its smaller unit, 219 分."""
    for _ in range(3):
        step = _LADDER.get(name)
        match = _smaller().match(text, end) if step else None
        if step is None or match is None or not _is_step(match[2], step[0]):
            break
        value, end, name = value * step[1] + number(match[1]), match.end(), match[2]
    return value, end, name


def _is_step(unit: str, smaller: str) -> bool:
    return unit == smaller or unit.replace("个", "").startswith(smaller)


def _hundredths(text: str, value: Decimal, end: int, name: str) -> tuple[Decimal, int]:
    """`10秒17`, `3分11秒74`: what follows the seconds is their fraction."""
    match = re.compile(r"\d{1,3}(?!\d|[年月日时分])").match(text, end) if name == "秒" else None
    if match is None:
        return value, end
    return value + Decimal("0." + match[0]), match.end()


def _and_a_half(text: str, value: Decimal, end: int, unit: units.Unit) -> tuple[Decimal, int]:
    """`两年半`, `3倍半`."""
    if (
        unit.name in ("年", "倍", "天", "成")
        and text[end : end + 1] == "半"
        and text[end + 1 : end + 2] not in tuple("径数")
    ):
        return value + (5 if unit.name == "成" else Decimal("0.5")), end + 1
    return value, end
