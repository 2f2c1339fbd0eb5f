"""Shares without a percent sign: 三分之一, 1/3, 一半, 过半; and 半小时, 半个月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from newsterm.domain.facts import comparators, durations
from newsterm.domain.facts.numerals import numerals
from newsterm.domain.facts.quantity import Quantity, Spans


@cache
def half_words() -> re.Pattern[str]:
    return re.compile(
        r"(?P<word>一半|半数|(?<!超)过半(?!数)|近半|超半|半)(?P<sure>以上|"
        r"左右)?(?P<unit>个?小时|个月|年|天)?"
    )


@cache
def parts() -> re.Pattern[str]:
    """分之: 三分之一, 百分之五, 千分之三; and 1/3, but not 1/4决赛."""
    return re.compile(
        r"(?P<whole>[百千万]|[十百千]万|"
        r"[零一二两三四五六七八九十百千\d]{1,6})分之(?P<part>[零一二两三四五六七八九十百千万点\d.]{1,8})"
        r"|(?<![-A-Za-z\d./])(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\d/])(?=[的，。；、已来是为在由用将]|以上|左右|(?<=[约近占超]...))"
    )


def fraction(text: str, match: re.Match[str]) -> Quantity | None:
    whole = next(numerals(match["whole"] or match["bottom"]), None)
    part = next(numerals(match["part"] or match["top"]), None)
    if whole is None or part is None or not whole.low:
        return None
    start, comparator = comparators.before(text, match.start(), 0)
    end, after = comparators.after(text, match.end())
    value = part.low * 100 / whole.low
    sign = after or comparator or comparators.detached(text, match.start(), 0) or "="
    return Quantity(start, end, value, None, "%", "share", sign, "fraction")


def halves(text: str, matches: list[re.Match[str]], masked: Spans) -> Iterator[Quantity]:
    """一半, 半数, 过半 are 50 %; 半小时 and 半个月 half of their unit."""
    for match in matches:
        if masked.covers(match.start()):
            continue
        word, unit = match["word"], match["unit"]
        if unit and word == "半":
            yield from _half_time(text, match)
        elif word in ("一半", "半数", "过半", "近半", "超半") and not unit:
            yield from _half_share(text, match)


def _half_time(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    previous = text[max(0, match.start() - 1) : match.start()]
    unit = match["unit"]
    if previous in tuple("上下大前后多一两三四五六七八九十") or text[
        match.end() : match.end() + 1
    ] in tuple("来度间报"):
        return
    start, comparator = comparators.before(text, match.start(), 0)
    end, after = comparators.after(text, match.end())
    quantity = Quantity(
        start, end, Decimal("0.5"), None, unit, "time", after or comparator or "=", "duration"
    )
    if durations.is_duration(text, quantity.start, quantity.end, unit):
        yield quantity


def _half_share(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    word = match["word"]
    after_word = match.start() + len(word)
    if text[after_word : after_word + 1] in tuple("途路决边场天空年个小月"):
        return
    if word == "过半" and text[match.start() - 1 : match.start()] in tuple("期程间年时"):
        return
    if word == "半数" and text[match.start() - 1 : match.start()] in ("过", "超"):
        end, _ = comparators.after(text, after_word)
        yield Quantity(match.start() - 1, end, Decimal(50), None, "%", "share", ">", "half")
        return
    sign = {"过": ">", "近": "~", "超": ">"}.get(word[0], "")
    start, comparator = (
        (match.start(), sign) if sign else comparators.before(text, match.start(), 0)
    )
    end, after = comparators.after(text, after_word)
    yield Quantity(start, end, Decimal(50), None, "%", "share", after or comparator or "=", "half")
