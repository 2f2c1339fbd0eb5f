"""Quantities in every writing: `30%`, `百分之三十` and `三成` have one key.

All functions take the index form of a text (`tokens.index_form`): folded, `．` for the decimal
point, `，` for the ASCII comma, `％` for the per cent sign. A quantity is a percentage, a number
with 万 or 亿, a number of four digits or more, or a year in Chinese digits; lesser numbers stand
for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from newsterm.lean import frozen

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Powers of ten."""

# With a unit, or of four digits or more and no year; what else `_arabic` asks is asked there.
_ARABIC = (
    "[0-9](?:[0-9，]{0,26}(?:．[0-9]{1,12})?(?=[％成万亿]|[十百千][万亿])"
    "|[0-9，]{3,26}(?:．[0-9]{1,12})?(?![0-9年]))"
)
_GROUPED = r"[0-9]{1,3}(?:，[0-9]{3}){1,6}"
_MULTIPLIER = r"[十百千]?(?:万亿|亿|万)"
_CHINESE = "[一二两三四五六七八九十百〇零][一二两三四五六七八九十百千万亿零〇分之点成半0-9．]{1,31}"
_PER_CENT = (
    "百分之(?:([0-9]{1,15}(?:．[0-9]{1,12})?)"
    "|([零〇一二两三四五六七八九十百千]{1,12})(?:点([零〇一二三四五六七八九]{1,12}))?)"
)
_TENTHS = "([一二两三四五六七八九])成(半?)"
_MAGNITUDE = (
    "([一二两三四五六七八九十][一二两三四五六七八九十百千零〇万亿]{0,23})"
    "(?:点([零〇一二三四五六七八九]{1,12})((?:万亿|亿|万)))?"
)
_YEAR = "[一二][零〇一二三四五六七八九]{3}"
# 三成 is 30 %, but 一成不变, 取得一成绩, 三成员 are not: the characters that make a word with 成.
_NOT_TENTHS = frozenset("不绩就果立员长本功型套交宫千分熟因语")
# 数十万, 几十万 and 上百万 name no number.
_VAGUE = frozenset("数几上好")
_SHORTEST_PLAIN = 4
_NUMERIC = frozenset("0123456789百") | frozenset(DIGITS) | frozenset("十")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled when first needed: most searches need none."""
    return re.compile(source)


@frozen
class Quantity:
    """One number of a text, `form[start:end]`."""

    start: int
    end: int
    key: str
    """The same for every writing of one value: `25e11`, `3e1％`, `305e－1％`.

    The sign is full-width, so that FTS5's `ascii` tokenizer keeps a key in one piece.
    """

    @property
    def value(self) -> float:
        """The number; a percentage counts in hundredths."""
        return float(self.key.removesuffix("％").replace("－", "-"))

    @property
    def is_percentage(self) -> bool:
        """Whether it counts in hundredths."""
        return self.key.endswith("％")


def _key(digits: str, exponent: int, unit: str = "") -> str:
    """The key of whole Arabic digits times ten to the exponent."""
    coefficient = digits.rstrip("0")
    exponent += len(digits) - len(coefficient)
    coefficient = coefficient.lstrip("0")
    if not coefficient:
        return "0e0" + unit
    sign, power = ("－", -exponent) if exponent < 0 else ("", exponent)
    return f"{coefficient}e{sign}{power}{unit}"


def _power(multiplier: str) -> int:
    return sum(PLACES[c] for c in multiplier)


@lru_cache(maxsize=4096)  # few numbers make up most of a library
def _decimal(number: str, exponent: int = 0, unit: str = "") -> str:
    """The key of Arabic digits with `．` and `，`, times ten to the exponent."""
    whole, _, fraction = number.replace("，", "").partition("．")
    return _key(whole + fraction, exponent - len(fraction), unit)


def chinese_number(numeral: str) -> int | None:
    """The value of `两万五千亿`, `一百零五`, `一万二`; None when it is no numeral."""
    hundred_millions = ten_thousands = section = digit = 0
    last_place = 0
    for character in numeral:
        place = PLACES.get(character)
        if place is None:
            if digit:
                return None
            digit = DIGITS[character]
            last_place = 0 if digit == 0 else last_place
        elif place == 8:
            hundred_millions = (hundred_millions + ten_thousands + section + digit) * 10**8
            ten_thousands = section = digit = 0
            last_place = 8
        elif place == 4:
            ten_thousands = (ten_thousands + section + digit) * 10**4
            section = digit = 0
            last_place = 4
        else:
            section += (digit or 1) * 10**place
            digit = 0
            last_place = place
    if digit and last_place > 1:
        digit *= 10 ** (last_place - 1)  # 一万二 is 12,000; 一万零二 is 10,002
    return hundred_millions + ten_thousands + section + digit


def quantities(form: str) -> Iterator[Quantity]:
    """The quantities of a text, those in Arabic digits first."""
    for match in _pattern(_ARABIC).finditer(form):
        found = _arabic(form, match.start(), match.group())
        if found:
            yield found
    for match in _pattern(_CHINESE).finditer(form):
        found = _chinese(form, match.start(), match.group())
        if found:
            yield found


def first_quantity(form: str) -> Quantity | None:
    """The first quantity of a short text."""
    return None if _NUMERIC.isdisjoint(form) else next(quantities(form), None)


def _arabic(form: str, start: int, number: str) -> Quantity | None:
    before = form[start - 1] if start else " "
    if before in "．，之" or ("a" <= before <= "z"):
        return None
    whole = number.partition("．")[0]
    if "，" in whole and not _pattern(_GROUPED).fullmatch(whole):
        return None
    end = start + len(number)
    after = form[end : end + 1]
    if after == "％":
        return Quantity(start, end + 1, _decimal(number, unit="％"))
    if after == "成" and len(number) == 1 and form[end + 1 : end + 2] not in _NOT_TENTHS:
        return Quantity(start, end + 1, _decimal(number, 1, "％"))
    if after and after in PLACES and (multiplier := _pattern(_MULTIPLIER).match(form, end)):
        return Quantity(start, multiplier.end(), _decimal(number, _power(multiplier.group())))
    if len(whole) < _SHORTEST_PLAIN or after in ("年", "．", "，") or "a" <= after <= "z":
        return None
    return Quantity(start, end, _decimal(number))


def _chinese(form: str, start: int, run: str) -> Quantity | None:
    before = form[start - 1] if start else " "
    match = _pattern(_PER_CENT).match(run)
    if match:
        key = _per_cent(match.group(1), match.group(2), match.group(3) or "")
        return Quantity(start, start + match.end(), key) if key else None
    match = _pattern(_TENTHS).match(run)
    if match:
        end = start + match.end()
        if before == "第" or form[end : end + 1] in _NOT_TENTHS:
            return None
        half = 5 if match.group(2) else 0
        return Quantity(start, end, _key(f"{DIGITS[match.group(1)]}{half}", 0, "％"))
    match = _pattern(_MAGNITUDE).match(run)
    if match and before not in _VAGUE and ("万" in match.group() or "亿" in match.group()):
        key = _magnitude(match.group(1), match.group(2) or "", match.group(3) or "")
        return Quantity(start, start + match.end(), key) if key else None
    match = _pattern(_YEAR).fullmatch(run)
    if match:
        return Quantity(start, start + 4, _key("".join(str(DIGITS[c]) for c in run), 0))
    return None


def _per_cent(arabic: str | None, whole: str, fraction: str) -> str:
    if arabic:
        return _decimal(arabic, unit="％")
    value = chinese_number(whole)
    if value is None:
        return ""
    digits = "".join(str(DIGITS[c]) for c in fraction)
    return _key(f"{value}{digits}", -len(digits), "％")


def _magnitude(whole: str, fraction: str, multiplier: str) -> str:
    value = chinese_number(whole)
    if value is None:
        return ""
    digits = "".join(str(DIGITS[c]) for c in fraction)
    return _key(f"{value}{digits}", _power(multiplier) - len(digits))


def writings(key: str) -> tuple[str, ...]:
    """How a value is commonly written, in index form: `30％`, `百分之三十`, `三成`."""
    per_cent = key.endswith("％")
    coefficient, _, power = key.removesuffix("％").replace("－", "-").partition("e")
    value, exponent = int(coefficient), int(power)
    return _per_cent_writings(value, exponent) if per_cent else _plain_writings(value, exponent)


def _per_cent_writings(value: int, exponent: int) -> tuple[str, ...]:
    arabic = _shift(value, exponent)
    found = [f"{arabic}％", f"百分之{arabic}"]
    whole, _, fraction = arabic.partition("．")
    if len(whole) <= 4:
        spoken = _spoken(int(whole)) + ("点" + _digit_by_digit(fraction) if fraction else "")
        found += [f"百分之{form}" for form in _with_both_twos(spoken)]
    if not fraction and len(whole) == 2 and whole[1] in "05":
        tenths = _with_both_twos(_spoken(int(whole[0])))
        found += [f"{form}成{'半' if whole[1] == '5' else ''}" for form in tenths]
    return tuple(found)


def _plain_writings(value: int, exponent: int) -> tuple[str, ...]:
    plain = _shift(value, exponent)
    found = [plain]
    for name in ("万", "亿", "万亿"):
        shifted = _shift(value, exponent - _power(name))
        if not shifted.startswith("0") and len(shifted) <= 8:
            found.append(shifted + name)
    if "．" not in plain and len(plain) <= 16:
        found.append(f"{int(plain):,}".replace(",", "，"))
        found += _with_both_twos(_spoken(int(plain)))
        if len(plain) == 4 and plain[0] in "12":
            found.append(_digit_by_digit(plain))
    return tuple(dict.fromkeys(found))


def _shift(value: int, exponent: int) -> str:
    """`value` times ten to the exponent in Arabic digits with `．`."""
    if exponent >= 0:
        return str(value) + "0" * exponent
    digits = str(value).rjust(1 - exponent, "0")
    return f"{digits[:exponent]}．{digits[exponent:]}"


def _digit_by_digit(digits: str) -> str:
    return "".join("〇一二三四五六七八九"[int(c)] for c in digits)


def _with_both_twos(spoken: str) -> list[str]:
    """二 is said 两 before 成, 百, 千, 万 and 亿; both are written."""
    other = re.sub("^二(?=$|[百千万亿])", "两", spoken)
    return [spoken] if other == spoken else [spoken, other]


def _spoken(value: int) -> str:
    """The Chinese numeral of 0 … 10¹⁶-1: `二万五千亿`, `一百零五`."""
    if value == 0:
        return "零"
    for name, size in (("亿", 10**8), ("万", 10**4)):
        if value >= size:
            head, rest = divmod(value, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return _spoken(head) + name + (gap + _spoken(rest) if rest else "")
    text = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十")):
        digit, value = divmod(value, place)
        if digit:
            text += "零一二三四五六七八九"[digit] + name
        elif text and value and not text.endswith("零"):
            text += "零"
    text += "零一二三四五六七八九"[value] if value else ""
    return text.removeprefix("一") if text.startswith("一十") else text
