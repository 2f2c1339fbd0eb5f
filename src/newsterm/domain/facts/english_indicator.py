"""What an English figure measures: the subject before it, or the noun after a count."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.english import SCALES, WORDS, signs
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.tables import table

_CHANGES = (
    r"(?:ris(?:e|es|ing)|rose|risen|grew|grow(?:s|n|ing)?|increas(?:e|es|ed|ing)|f[ae]ll(?:s|en|"
    r"ing)?|drop(?:s|ped)?|declin(?:e|es|ed)|decreas(?:e|es|ed)|climb(?:s|ed)?|gain(?:s|ed)?|"
    r"expand(?:s|ed)?|up|down|cut|reduc(?:e|es|ed)|slow(?:s|ed)?|jump(?:s|ed)?|surg(?:e|es|ed)|"
    r"shrank|narrow(?:s|ed)?|widen(?:s|ed)?)"
)
_VERBS = (
    r"stood|stands|reach(?:ed|es)?|total(?:ed|led|s)?|hit|was|is|were|are|has|have|had|will|"
    r"amounted|came|posted|recorded|costs?|weighs?|lasted|lasts|account(?:s|ed)?|invested|added|said"
)
_LEADS = (
    r"^(?:(?:and|but|while|with|meanwhile|however|also|in addition|the|a|an|its|it|that|which|"
    r"who|said|of|in|for|by|at|to|from|on|as|including|of which|there (?:are|were|is)|is|are|"
    r"was|were|official|data|showed?|shows|according to [\w ]{1,40})\b[,\s]*)+"
)
# What a change is compared with, and the adjective of the measure before.
_COMPARED = (
    r"\byear[- ](?:on|over)[- ]year\b|\bfrom a year (?:earlier|ago)\b|"
    r"^(?:long|wide|high|tall|deep|old)\b(?: and\b)?"
)
_TAILS = (
    r"(?:[,\s]*\b(?:to|by|at|of|is|are|was|were|be|about|has|have|had|reach(?:ed|es)?|"
    r"total(?:ed|led|s)?|stood|stands?|hit|will|would|and|or|the|a|an|for|with|in|its|than|more|"
    r"from|as|only|just|another|between|expected|projected|forecast|planned|set|account(?:s|"
    r"ed)?|among|that|which|than|some|exceed(?:ed|s)?|aims?|plans?)\b[,\s]*)+$"
)


class Namer:
    """Names the quantities of one English sentence after another; the subject is carried to `up
    5 percent`.
    """

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
        before = self._here[index - 1] if index else None
        again = before is not None and before.unit == quantity.unit
        if again and not head and before is not None and quantity.start - before.end <= 12:
            return self._last
        if quantity.family == "count":
            self._last = self._counted(index, head, after)
            return self._last
        part = re.match(r"of (?:the |its )?(.+)", after)
        if not head and part and quantity.family == "share":
            told = re.sub(r"\b(?:has|have|had|is|are|was|were|been|be) ", "", part[1])
            self._last = " ".join(told.split()[:6])
            return self._last
        if not head or _carried_head().match(head):
            head = (self._subject(quantity.start) + " " + head).strip()
        tail = re.match(r"(?:of|in|for) (?:the |its )?((?:[\w'’-]+ ?){1,4})", after)
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
        verb = re.search(rf"\b(?:{_CHANGES}|{_VERBS})\b|,|\d", clause, re.IGNORECASE)
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
    text = re.sub(_COMPARED, "", text.strip(), flags=re.IGNORECASE)
    head = re.sub(_LEADS, "", text, flags=re.IGNORECASE)
    head = re.sub(_TAILS, "", head, flags=re.IGNORECASE)
    head = re.sub(
        r"\b(?:is|are|was|were) (?:expected|projected|forecast|set|planned) to ", "", head
    )
    return re.sub(r"\b(?:will|would|has|have|had|also|\w+ of the) ", "", head).strip(" ,")


def _noun_of(text: str) -> str:
    """The words of a count, without its number and bounds."""
    bounds = {part for bound in signs() for part in bound.split()}
    skipped = {*WORDS, *SCALES, *bounds, "to", "and", "between"}
    return " ".join(w for w in re.findall(r"[A-Za-z][\w'’-]*", text) if w.lower() not in skipped)


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in spans:
        if first < end and last > start:
            parts.append(text[at : max(at, first)])
            at = max(at, last)
    parts.append(text[at:end] if at < end else "")
    return " ".join("".join(parts).split())
