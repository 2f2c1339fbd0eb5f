"""English sentences: the same slots as for Chinese, by the same rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from newsterm.domain.facts.quantity import Quantity, Spans
from newsterm.domain.facts.tables import table

WORDS = dict(
    zip(
        table(
            """
            two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            sixteen seventeen eighteen nineteen twenty
            """
        ),
        range(2, 21),
        strict=True,
    )
) | dict(
    zip(table("thirty forty fifty sixty seventy eighty ninety"), range(30, 100, 10), strict=True)
)
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "mln": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "m": 10**6,
    "k": 1000,
}
_THIRD = Decimal(100) / 3
_FRACTIONS: dict[str, int | Decimal] = {
    "half": 50,
    "a quarter": 25,
    "one quarter": 25,
    "a third": _THIRD,
    "one third": _THIRD,
    "two-thirds": 2 * _THIRD,
    "two thirds": 2 * _THIRD,
    "three-quarters": 75,
    "three quarters": 75,
}

# Units that name what is measured, in any number, longest first.
UNITS = table(
    """
    percentage_points percentage_point basis_points square_kilometers square_kilometres
    square_meters square_metres cubic_meters cubic_metres degrees_Celsius kilowatt-hours
    megawatt-hours gigawatt-hours kilowatts megawatts gigawatts km/h kilometers kilometres
    hectares metric_tons tonnes tons kilograms grams meters metres centimeters miles feet acres
    barrels liters litres percent per_cent yuan dollars euros pounds yen won rubles rupees times
    km kg kWh MW GW TWh GWh sq_m sq_km m kt MWh points
    """
)
# Plural words after a number that count nothing: 2010s, 6 others; and nouns that are plural without
# an s.
_NOT_COUNTED = set(
    table(
        """
        others points ends was is has as its this us thus plus versus years-old news series less
        across
        """
    )
)
_PLURALS = set(
    table("people men women children staff police personnel aircraft sheep deaths cattle")
)

BEFORE = {
    "~": table("about around roughly nearly almost approximately some close_to"),
    ">": table(
        """
        more_than over above exceeding exceeded surpassing surpassed upwards_of topped topping
        """
    ),
    ">=": table("at_least no_less_than not_less_than no_fewer_than not_fewer_than a_minimum_of"),
    "<=": table("at_most up_to no_more_than not_more_than within a_maximum_of capped_at"),
    "<": table("less_than under below fewer_than"),
}

_AHEAD = (
    r"will|plans? to|planned|aims? to|aiming|targets?|targeted|expected|expects?|projected|"
    r"forecasts?|set to|must|should|shall|hopes? to|goal|predicts?|predicted|estimated to|"
    r"intends? to|be fined|fines? of|is to|are to"
)
_DONE = (
    r"has|have|had|already|so far|was|were|rose|fell|grew|reached|increased|decreased|dropped|"
    r"climbed|stood at|totaled|totalled|recorded|reported|currently|now"
)


@cache
def _number() -> re.Pattern[str]:
    scales = "|".join(SCALES)
    words = "|".join(sorted(WORDS, key=len, reverse=True))
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    article = r"(?:half an?|an?|one)(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b)"
    return re.compile(
        rf"\b(?P<fraction>{'|'.join(_FRACTIONS)})(?= of\b)|(?<![\w.,/])(?<![^\d%]-)"
        rf"(?P<sign>(?:US|HK|A|C)?\$|€|£|¥|RMB\s?|minus\s)?"
        rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})++(?:\.\d+)?|\d++(?:\.\d++)?)(?P<plus>\+)?"
        rf"|(?P<tens>{tens})-(?P<ones>\w{{3,5}})|(?P<word>{article}|{words}))"
        rf"(?:[\s-]?(?P<scale>(?:{scales})(?:\s(?:million|billion|trillion))?)\b(?!-[a-z]))?",
        re.IGNORECASE,
    )


@cache
def _unit() -> re.Pattern[str]:
    names = sorted((name.replace("_", " ") for name in UNITS), key=len, reverse=True)
    return re.compile(
        rf"\s?%|[\s-]?(?P<name>{'|'.join(map(re.escape, names))})(?![\w-])(?:\s(?:per|"
        rf"a)\s(?P<per>hour|day|year|second|kilogram|ton|barrel))?|\s?°C",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    """Up to four words after a number, the last a plural: `new advanced manufacturing
    companies`.
    """
    return re.compile(r"(?:\s[A-Za-z][\w'’-]{0,24}){1,4}")


@cache
def _bound() -> re.Pattern[str]:
    words = sorted(
        (w.replace("_", " ") for ws in BEFORE.values() for w in ws), key=len, reverse=True
    )
    return re.compile(rf"\b({'|'.join(words)})\s$", re.IGNORECASE)


@cache
def signs() -> dict[str, str]:
    return {word.replace("_", " "): sign for sign, words in BEFORE.items() for word in words}


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: Decimal
    sign: str
    scale: int
    more: bool


def _numbers(text: str, start: int, end: int) -> Iterator[_Number]:
    for match in _number().finditer(text, start, end):
        scale = 1
        for word in (match["scale"] or "").lower().split():
            scale *= SCALES[word]
        if match["fraction"]:
            yield _Number(
                match.start(),
                match.end(),
                Decimal(_FRACTIONS[match["fraction"].lower()]),
                "share",
                1,
                False,
            )
            continue
        if match["digits"]:
            if len(match["digits"]) > 24:
                continue
            value = Decimal(match["digits"].replace(",", ""))
        elif match["tens"]:
            ones = (*WORDS, "one")
            if match["ones"].lower() not in ones:
                continue
            value = Decimal(WORDS[match["tens"].lower()] + WORDS.get(match["ones"].lower(), 1))
        else:
            word = match["word"].lower()
            value = Decimal("0.5") if word.startswith("half") else Decimal(WORDS.get(word, 1))
        sign = (match["sign"] or "").strip()
        if sign.lower() == "minus":
            value, sign = -value, ""
        yield _Number(match.start(), match.end(), value * scale, sign, scale, bool(match["plus"]))


def scan(text: str, start: int, end: int, masked: Spans) -> Iterator[Quantity]:
    """Every quantity of one English sentence, in order."""
    reached = start
    found = [n for n in _numbers(text, start, end) if not masked.covers(n.start)]
    for index, number in enumerate(found):
        if number.start < reached:
            continue
        quantity = _quantity(
            text, end, number, found[index + 1] if index + 1 < len(found) else None, start
        )
        if quantity is not None:
            reached = quantity.end
            yield quantity


def _quantity(
    text: str, limit: int, number: _Number, following: _Number | None, floor: int
) -> Quantity | None:
    begin, comparator = _before(text, number.start, floor)
    value, high, end, scale = number.value, None, number.end, number.scale
    if following is not None and _joins(text, number, following, begin):
        low = (
            value * following.scale
            if scale == 1 and not number.sign and value < following.value
            else value
        )
        if low < following.value:
            value, high, end, scale = low, following.value, following.end, following.scale
    unit = _unit_at(text, end, limit, number, scale)
    if unit is None:
        return None
    end, name, family = unit
    after = re.compile(r"\s(?:or|and) (more|above|over|less|fewer|below)\b").match(text, end)
    if after:
        end, comparator = after.end(), ">=" if after[1] in ("more", "above", "over") else "<="
    if number.more:
        comparator = ">"
    if high is not None:
        comparator = "~" if comparator == "~" else "="
    return Quantity(begin, end, value, high, name, family, comparator or "=", "english " + family)


def _before(text: str, start: int, floor: int) -> tuple[int, str]:
    window = text[max(floor, start - 20) : start]
    match = _bound().search(window)
    if match is None:
        return start, ""
    return start - (len(window) - match.start()), signs()[match[1].lower()]


def _joins(text: str, first: _Number, second: _Number, begin: int) -> bool:
    between = text[first.end : second.start]
    before = text[max(0, begin - 9) : begin].lower()
    if before.endswith("between "):
        return between == " and "
    if between.startswith("%") and not text.startswith(("%", " percent", " per cent"), second.end):
        return False
    return (
        between in (" to ", "-", "–", " - ", "% to ", "%-", "%–")
        and not before.endswith("from ")
        and not second.sign
    )


def _unit_at(
    text: str, end: int, limit: int, number: _Number, scale: int
) -> tuple[int, str, str] | None:
    if number.sign == "share":
        return end, "%", "share"
    if number.sign:
        return end, number.sign, "money"
    match = _unit().match(text, end, limit)
    if match:
        name = (match["name"] or match[0]).strip()
        if match["per"]:
            name += " per " + match["per"]
        if name.lower() in ("percent", "per cent", "%"):
            return match.end(), "%", "share"
        money = name.lower() in table("yuan dollars euros pounds yen won rubles rupees")
        return (
            match.end(),
            name,
            "money" if money else "share" if "point" in name or name == "times" else "physical",
        )
    return _noun(text, end, limit)


def _noun(text: str, end: int, limit: int) -> tuple[int, str, str] | None:
    """The first plural within four words is what is counted."""
    match = _counted().match(text, end, limit)
    if match is None:
        return None
    at = end
    for word in match[0].split():
        at = text.index(word, at) + len(word)
        low = word.lower()
        if low in _STOPS:
            return None
        if low in _PLURALS or (
            low.endswith("s")
            and not low.endswith(("ss", "us", "'s", "’s"))
            and low not in _NOT_COUNTED
            and len(low) > 3
        ):
            time = low in ("days", "hours", "minutes", "years", "months", "weeks", "seconds")
            return at, word, "time" if time else "count"
    return None


_STOPS = set(
    table(
        """
        of in on at to and or for by from with is was were are be has have had will the a an that
        which who as than but said per it this
        """
    )
)


def is_from(text: str, quantity: Quantity) -> bool:
    """The A of `from A to B`."""
    return (
        text[max(0, quantity.start - 5) : quantity.start].lower() == "from "
        and re.match(r" to \d", text[quantity.end : quantity.end + 5]) is not None
    )


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<done>{_DONE}))\b", re.IGNORECASE)


def is_target(text: str, start: int, quantity: Quantity, *, ahead: bool) -> bool:
    """Whether the last cue before the quantity in its sentence looks ahead, or its period does."""
    last = None
    for match in _cue().finditer(text, max(start, quantity.start - 160), quantity.start):
        last = match
    return ahead if last is None else last["ahead"] is not None or ahead
