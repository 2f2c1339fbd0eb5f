"""Numerals in running text: ASCII and Chinese digits, 万 and 亿, 多 and 余, adjoining digits
(三四百).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# 千 and 百 before these begin a unit (千瓦, 千克, 千伏, 百帕), so they are no part of the number.
_UNIT_TAILS = "瓦克伏帕卡赫焦牛"
_POWER = rf"(?:[百千](?![{_UNIT_TAILS}])|[十万亿]|兆(?!瓦|赫|伏|字|比|帕|焦))"
_ASCII_POWER = _POWER.replace(_UNIT_TAILS, _UNIT_TAILS + "米")
_HAN = rf"(?:[零〇一二两三四五六七八九]|{_POWER})"

MAX_DIGITS = 24
"""Longer runs are serial numbers or noise, never quantities."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral at `text[start:end]`, multiplied out."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    """Upper end where the numeral alone is a range (三四百)."""
    bound: str = "="
    """`>` with 多, 余 or 几 in it, `~` with 来, else `=`."""
    is_ascii: bool = True
    is_plain: bool = True
    """No multiplier and no 多 or 余: `3`, `三`."""
    is_power: bool = False
    """Powers of ten alone (`百万`, `万`): a number only with a bounding word or a unit."""
    scale: int = 1
    """The multiplier written after ASCII digits (10000 in `3万`)."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<ascii>\d{{1,3}}(?:,\d{{3}})++(?:\.\d++)?(?!\d)|\d++(?:\.\d++)?)
             (?P<more1>[多余几来](?={_HAN}))?
             (?P<power>{_ASCII_POWER}{{0,4}}+)
             (?:(?<=亿)(?P<rest>\d{{1,4}}(?:\.\d{{1,4}})?)万)?
             (?P<more2>[多余几]|(?<=0)来(?=[个家人名位户亩斤元块天年米里吨公平立]))?
           |(?P<han>{_HAN}++)(?:点(?P<decimals>[零〇一二三四五六七八九]{{1,6}}))?
             (?P<more3>[多余几来])?(?P<power2>(?<=[多余几来]){_POWER}{{1,3}}+)?(?P<more4>[多余])?""",
        re.VERBOSE,
    )


def numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of `text` in order; full-width digits must be folded to ASCII before."""
    for match in _pattern().finditer(text):
        numeral = _ascii(match) if match["ascii"] else _han(match)
        if numeral is not None:
            yield numeral


def _ascii(match: re.Match[str]) -> Numeral | None:
    digits = match["ascii"].replace(",", "")
    if len(digits) > MAX_DIGITS:
        return None
    scale = 1
    for power in match["power"]:
        scale *= POWERS.get(power, 1)
    value = Decimal(digits) * scale
    if match["rest"]:
        value += Decimal(match["rest"]) * 10**4
    more = match["more1"] or match["more2"] or ""
    return Numeral(
        match.start(),
        match.end(),
        value,
        bound=_bound(more),
        is_plain=not match["power"] and not more,
        scale=scale,
    )


def _han(match: re.Match[str]) -> Numeral | None:
    run = match["han"]
    if len(run) > MAX_DIGITS:
        return None
    low, high = han_value(run)
    if not low:
        return None
    if match["decimals"]:
        low += Decimal("0." + "".join(str(DIGITS[c]) for c in match["decimals"]))
    for power in match["power2"] or "":
        low *= POWERS.get(power, 1)
        high = None if high is None else high * POWERS.get(power, 1)
    more = match["more3"] or match["more4"] or ""
    return Numeral(
        match.start(),
        match.end(),
        low,
        high,
        _bound(more),
        is_ascii=False,
        is_plain=not more and not any(c in "百千万亿" for c in run),
        is_power=all(c in POWERS for c in run) and run != "十",
    )


def _bound(more: str) -> str:
    return "" if not more else "~" if more == "来" else ">"


def han_value(run: str) -> tuple[Decimal | None, Decimal | None]:
    """The value of a run of Chinese numerals; (low, high) for adjoining digits, (None, None) for
    none.

    `三百二十` is 320, `两万五` 25000, `二〇二五` 2025, `三四百` 300 and 400; `三一` is no number.
    """
    if all(c in DIGITS for c in run) and len(run) > 2:
        return Decimal("".join(str(DIGITS[c]) for c in run)), None
    for at in range(len(run) - 1):
        first, second = DIGITS.get(run[at]), DIGITS.get(run[at + 1])
        if first and second:
            if second != first + 1:
                return None, None
            low, high = _formal(run[: at + 1] + run[at + 2 :]), _formal(run[:at] + run[at + 1 :])
            return (low, high) if low is not None and high is not None else (None, None)
    return _formal(run), None


def _formal(run: str) -> Decimal | None:
    """A well-formed numeral: digits and powers in turn, 万 and 亿 closing a section."""
    total = ten_thousands = section = 0
    digit: int | None = None
    last_power = 0
    for c in run:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
            if digit == 0:
                last_power = 0
            continue
        power = POWERS.get(c)
        if power is None:
            return None
        if power < 10**4:
            section += (1 if digit is None else digit) * power
        elif power == 10**4:
            ten_thousands = (section + (digit or 0) or 1) * power
            section = 0
        else:
            total = (total or ten_thousands + section + (digit or 0) or 1) * power
            ten_thousands = section = 0
        digit, last_power = None, power
    # 两万五 is 25000: a digit right after 百, 千 or 万 counts the next lower power.
    tail = (digit or 0) * (last_power // 10 if last_power > 10 else 1)
    return Decimal(total + ten_thousands + section + tail)
