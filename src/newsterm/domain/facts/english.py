"""English sentences: the same slots as for Chinese, by the same rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantities import Quantity, Spans
from newsterm.domain.facts.tables import table

_WORDS = dict(
    zip(
        table(
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
        ),
        range(2, 21),
        strict=True,
    )
) | dict(
    zip(table("thirty forty fifty sixty seventy eighty ninety"), range(30, 100, 10), strict=True)
)
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
    "dozen": 12, "m": 10**6, "k": 1000,
}  # fmt: skip
_FRACTIONS: dict[str, int | Decimal] = {"half": 50, "a quarter": 25, "one quarter": 25, "a third": Decimal(100) / 3, "one third": Decimal(100) / 3,
              "two-thirds": Decimal(200) / 3, "two thirds": Decimal(200) / 3, "three-quarters": 75, "three quarters": 75}  # fmt: skip

# Units that name what is measured, in any number, longest first.
UNITS = table(
    """
    percentage_points percentage_point basis_points square_kilometers square_kilometres square_meters square_metres cubic_meters
    cubic_metres degrees_Celsius kilowatt-hours megawatt-hours gigawatt-hours kilowatts megawatts gigawatts km/h kilometers kilometres
    hectares metric_tons tonnes tons kilograms grams meters metres centimeters miles feet acres barrels liters litres
    percent per_cent yuan dollars euros pounds yen won rubles rupees times km kg kWh MW GW TWh GWh sq_m sq_km m kt MWh points
    """
)
# Plural words after a number that count nothing: 2010s, 6 others; and nouns that are plural without an s.
_NOT_COUNTED = set(
    table(
        "others points ends was is has as its this us thus plus versus years-old news series less across"
    )
)
_PLURALS = set(
    table("people men women children staff police personnel aircraft sheep deaths cattle")
)

BEFORE = {
    "~": table("about around roughly nearly almost approximately some close_to"),
    ">": table(
        "more_than over above exceeding exceeded surpassing surpassed upwards_of topped topping"
    ),
    ">=": table("at_least no_less_than not_less_than no_fewer_than not_fewer_than a_minimum_of"),
    "<=": table("at_most up_to no_more_than not_more_than within a_maximum_of capped_at"),
    "<": table("less_than under below fewer_than"),
}

_AHEAD = r"will|plans? to|planned|aims? to|aiming|targets?|targeted|expected|expects?|projected|forecasts?|set to|must|should|shall|hopes? to|goal|predicts?|predicted|estimated to|intends? to|be fined|fines? of|is to|are to"
_DONE = r"has|have|had|already|so far|was|were|rose|fell|grew|reached|increased|decreased|dropped|climbed|stood at|totaled|totalled|recorded|reported|currently|now"

_CHANGES = r"(?:ris(?:e|es|ing)|rose|risen|grew|grow(?:s|n|ing)?|increas(?:e|es|ed|ing)|f[ae]ll(?:s|en|ing)?|drop(?:s|ped)?|declin(?:e|es|ed)|decreas(?:e|es|ed)|climb(?:s|ed)?|gain(?:s|ed)?|expand(?:s|ed)?|up|down|cut|reduc(?:e|es|ed)|slow(?:s|ed)?|jump(?:s|ed)?|surg(?:e|es|ed)|shrank|narrow(?:s|ed)?|widen(?:s|ed)?)"
_VERBS = r"stood|stands|reach(?:ed|es)?|total(?:ed|led|s)?|hit|was|is|were|are|has|have|had|will|amounted|came|posted|recorded|account(?:s|ed)?|invested|added|said"
_LEADS = r"^(?:(?:and|but|while|with|meanwhile|however|also|in addition|the|a|an|its|it|that|which|who|said|of|in|for|by|at|to|from|on|as|including|of which|there (?:are|were|is)|is|are|was|were|official|data|showed?|shows|according to [\w ]{1,40})\b[,\s]*)+"
_TAILS = r"(?:[,\s]*\b(?:to|by|at|of|is|are|was|were|be|about|has|have|had|reach(?:ed|es)?|total(?:ed|led|s)?|stood|stands?|hit|will|would|and|or|the|a|an|for|with|in|its|than|more|from|as|only|just|another|between|expected|projected|forecast|planned|set|account(?:s|ed)?|among|that|which|than|some|exceed(?:ed|s)?|aims?|plans?)\b[,\s]*)+$"


@cache
def _number() -> re.Pattern[str]:
    scales = "|".join(_SCALES)
    words = "|".join(sorted(_WORDS, key=len, reverse=True))
    tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    article = r"(?:half an?|an?|one)(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b)"
    return re.compile(
        rf"\b(?P<fraction>{'|'.join(_FRACTIONS)})(?= of\b)|(?<![\w.,/-])(?P<sign>(?:US|HK|A|C)?\$|€|£|¥|RMB\s?|minus\s)?"
        rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})++(?:\.\d+)?|\d++(?:\.\d++)?)(?P<plus>\+)?"
        rf"|(?P<tens>{tens})-(?P<ones>\w{{3,5}})|(?P<word>{article}|{words}))"
        rf"(?:[\s-]?(?P<scale>(?:{scales})(?:\s(?:million|billion|trillion))?)\b(?!-[a-z]))?",
        re.IGNORECASE,
    )


@cache
def _unit() -> re.Pattern[str]:
    names = sorted((name.replace("_", " ") for name in UNITS), key=len, reverse=True)
    return re.compile(rf"\s?%|[\s-]?(?P<name>{'|'.join(map(re.escape, names))})(?![\w-])(?:\s(?:per|a)\s(?P<per>hour|day|year|second|kilogram|ton|barrel))?|\s?°C", re.IGNORECASE)  # fmt: skip


@cache
def _counted() -> re.Pattern[str]:
    """Up to four words after a number, the last a plural: `new advanced manufacturing companies`."""
    return re.compile(r"(?:\s[A-Za-z][\w'’-]{0,24}){1,4}")


@cache
def _bound() -> re.Pattern[str]:
    words = sorted(
        (w.replace("_", " ") for ws in BEFORE.values() for w in ws), key=len, reverse=True
    )
    return re.compile(rf"\b({'|'.join(words)})\s$", re.IGNORECASE)


@cache
def _signs() -> dict[str, str]:
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
            scale *= _SCALES[word]
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
            ones = (*_WORDS, "one")
            if match["ones"].lower() not in ones:
                continue
            value = Decimal(_WORDS[match["tens"].lower()] + _WORDS.get(match["ones"].lower(), 1))
        else:
            word = match["word"].lower()
            value = Decimal("0.5") if word.startswith("half") else Decimal(_WORDS.get(word, 1))
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
    return start - (len(window) - match.start()), _signs()[match[1].lower()]


def _joins(text: str, first: _Number, second: _Number, begin: int) -> bool:
    between = text[first.end : second.start]
    before = text[max(0, begin - 9) : begin].lower()
    if before.endswith("between "):
        return between == " and "
    return (
        between in (" to ", "-", "–", " - ", "% to ", "%-")
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
        "of in on at to and or for by from with is was were are be has have had will the a an that which who as than but said per it this"
    )
)


def is_from(text: str, quantity: Quantity) -> bool:
    """The A of `from A to B`."""
    return (
        text[max(0, quantity.start - 5) : quantity.start].lower() == "from "
        and re.match(r" to \d", text[quantity.end : quantity.end + 5]) is not None
    )


def is_target(text: str, start: int, quantity: Quantity, *, ahead: bool) -> bool:
    """Whether the last cue before the quantity in its sentence looks ahead, or its period does."""
    last = None
    for match in re.finditer(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<done>{_DONE}))\b", text[max(start, quantity.start - 160) : quantity.start], re.IGNORECASE):  # fmt: skip
        # "was expected", "has set a target": the plan that follows counts.
        last = match
    return ahead if last is None else last["ahead"] is not None or ahead


class Namer:
    """Names the quantities of one English sentence after another; the subject is carried to `up 5 percent`."""

    def __init__(self, text: str) -> None:
        self.route = "english"
        self._text = text
        self._last = ""
        self._start = self._end = 0
        self._here: list[Quantity] = []
        self._spans: list[tuple[int, int]] = []

    def enter(self, sentence: Sentence, mentions: list[Mention], here: list[Quantity]) -> None:
        """Go on to a sentence with its time expressions and quantities."""
        self._start, self._end, self._here = sentence.start, sentence.end, here
        self._spans = [(m.start, m.end) for m in mentions if m.role != "base"]

    def name(self, index: int) -> str:
        """The indicator of the `index`-th quantity of the sentence; ask in order."""
        quantity = self._here[index]
        head, after = _stripped(self._before(index)), self._after(index)
        if index and not head and quantity.start - self._here[index - 1].end <= 12:
            if quantity.unit == self._here[index - 1].unit:
                return self._last
        if quantity.family == "count":
            self._last = self._counted(index, head, after)
            return self._last
        if not head or _carried_head().match(head):
            head = (self._subject(quantity.start) + " " + head).strip()
        tail = re.match(r"(?:of|in|for) (?:the |its )?((?:[\w-]+ ?){1,4})", after)
        if (
            tail
            and quantity.family in ("share", "money")
            and not re.search(rf"\b{_CHANGES}\b", head, re.IGNORECASE)
        ):
            head = f"{head} {tail[0].strip()}" if head else tail[1].strip()
        self._last = " ".join(head.split()[-9:]) or quantity.unit
        return self._last

    def _counted(self, index: int, head: str, after: str) -> str:
        quantity = self._here[index]
        noun = _noun_of(self._text[quantity.start : quantity.end])
        if index and (not head or head.split()[0].lower() in _AND_VERBS):
            head = (self._subject(quantity.start) + " " + head).strip()
        told = re.sub(r"^(?:were|was|are|is|have|had|has|will|be) ", "", after).split()[:3]
        return " ".join([*head.split()[-6:], noun, *([] if head else told)]).strip()

    def _subject(self, until: int) -> str:
        """The subject of the sentence, for a clause that has none: `…, up 5 percent`."""
        clause = _without(self._text, self._start, until, self._spans)
        clause = re.sub(_LEADS, "", clause.strip(" ,"), flags=re.IGNORECASE)
        verb = re.search(rf"\b(?:{_CHANGES}|{_VERBS})\b|,", clause, re.IGNORECASE)
        return " ".join((clause[: verb.start()] if verb else clause).split()[-8:])

    def _before(self, index: int) -> str:
        quantity = self._here[index]
        begin = max(self._start, quantity.start - 140)
        if index and self._here[index - 1].end > begin:
            begin = self._here[index - 1].end
        marks = [self._text.rfind(mark, begin, quantity.start) for mark in ("; ", ": ", ", ")]
        return _without(self._text, max(begin, max(marks) + 1), quantity.start, self._spans)

    def _after(self, index: int) -> str:
        at = self._here[index].end
        limit = self._here[index + 1].start if index + 1 < len(self._here) else self._end
        stop = re.search(r"[,;:!?]|\.(?:\s|$)", self._text[at : min(limit, at + 80)])
        end = at + stop.start() if stop else min(limit, at + 80)
        return _without(self._text, at, end, self._spans)


_AND_VERBS = set(table("left carries killed injured seized created built runs has"))


@cache
def _carried_head() -> re.Pattern[str]:
    """A clause without a subject of its own: `up 5 percent`, `reaching 3 billion`."""
    return re.compile(
        rf"(?:{_CHANGES}|{_VERBS}|accounting|reaching|totaling|topping|or|runs?)\b", re.IGNORECASE
    )


def _stripped(text: str) -> str:
    head = re.sub(_LEADS, "", text.strip(), flags=re.IGNORECASE)
    head = re.sub(_TAILS, "", head, flags=re.IGNORECASE)
    head = re.sub(
        r"\b(?:is|are|was|were) (?:expected|projected|forecast|set|planned) to ", "", head
    )
    return re.sub(r"\b(?:will|would|has|have|had|also|\w+ of the) ", "", head).strip(" ,")


def _noun_of(text: str) -> str:
    """The words of a count, without its number and bounds."""
    bounds = {part for bound in _signs() for part in bound.split()}
    skipped = {*_WORDS, *_SCALES, *bounds, "to", "and", "between"}
    return " ".join(w for w in re.findall(r"[A-Za-z][\w'’-]*", text) if w.lower() not in skipped)


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in spans:
        if first < end and last > start:
            parts.append(text[at : max(at, first)])
            at = max(at, last)
    parts.append(text[at:end] if at < end else "")
    return " ".join("".join(parts).split())
