"""What a decision makes of a fact: other slots, checked as those of a facts file are, or parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.facts import extract
from newsterm.domain.files.safe_yaml import YamlMapping
from newsterm.domain.files.slots import (
    check_keys,
    comparator_slot,
    number_slot,
    period_slot,
    status_slot,
    text_slot,
)
from newsterm.domain.review import REVIEWED, Decision
from newsterm.domain.sentences import sentence_at
from newsterm.errors import InputError, NewstermError, UsageError
from newsterm.store.reviews import accepted

SLOTS = ("text", "value", "value_high", "unit", "comparator", "period", "status", "indicator")
"""What of a fact can be edited. `text` moves it to where that stands in its sentence."""


def outcome_of(decision: Decision, fact: Fact, body: str) -> list[Fact]:
    """What stands in a fact's place after a decision.

    Raises:
        NewstermError: slots that don't fit.
        UsageError: too few parts, or none of the decisions.
    """
    if decision.decision == "accept":
        return [accepted(fact)]
    if decision.decision == "reject":
        return []
    if decision.decision == "edit" and len(decision.slots) == 1:
        return [edited(fact, decision.slots[0], body)]
    if decision.decision == "split" and len(decision.slots) >= 2:
        parts = sorted(
            (edited(fact, _with_numbers(slots, fact), body) for slots in decision.slots),
            key=lambda part: part.start,
        )
        for one, other in pairwise(parts):
            if other.start < one.end:
                raise NewstermError(
                    "{text!r} and {other!r} overlap", text=one.text, other=other.text
                )
        return parts
    raise UsageError("edit takes slots, split at least two parts")


def _with_numbers(slots: Mapping[str, str], fact: Fact) -> Mapping[str, str]:
    """The slots of a part, with what its own words say where no value is given."""
    text = slots.get("text", "")
    if "value" in slots or not text or text == fact.text:
        return slots
    found = extract(Article(id="", title="", body=text))
    if len(found) != 1 or found[0].value is None:
        return slots
    [read] = found
    numbers = {"value": f"{read.value:.15g}", "unit": read.unit, "comparator": read.comparator}
    if read.value_high is not None:
        numbers["value_high"] = f"{read.value_high:.15g}"
    return {**numbers, **slots}


def edited(fact: Fact, slots: Mapping[str, str], body: str) -> Fact:
    """The fact with other slots, checked as those of a facts file are.

    Raises:
        NewstermError: an unknown slot, a value that can't be one, or a text that does not stand
            exactly once in the sentence.
    """
    entry = YamlMapping(0)
    entry.update(slots)
    entry.lines = dict.fromkeys(slots, 0)
    try:
        check_keys(entry, SLOTS)
        start, end = _span(fact, slots.get("text"), body)
        value = number_slot(entry, "value", fact.value)
        high = number_slot(entry, "value_high", None if "value" in entry else fact.value_high)
        if high is not None and (value is None or high < value):
            raise InputError("value_high is not above value")
        made = replace(
            fact,
            text=body[start:end],
            start=start,
            end=end,
            value=value,
            value_high=high,
            unit=text_slot(entry, "unit", fact.unit),
            comparator=comparator_slot(entry, fact.comparator),
            period=period_slot(entry, fact.period),
            status=status_slot(entry, fact.status),
            indicator=text_slot(entry, "indicator", fact.indicator),
            confidence=1.0,
            rule=REVIEWED,
        )
    except InputError as error:
        raise NewstermError(error.message) from None
    if not made.indicator:
        raise NewstermError("indicator is missing")
    return made


def _span(fact: Fact, text: str | None, body: str) -> tuple[int, int]:
    if text is None or text == fact.text:
        return fact.start, fact.end
    first, last = sentence_at(body, fact.start)
    first, last = min(first, fact.start), max(last, fact.end)
    start = body.find(text, first, last)
    if not text or start < 0 or body.find(text, start + 1, last) >= 0:
        raise InputError("text: {text!r} does not stand exactly once in the sentence", text=text)
    return start, start + len(text)


def parse_slots(words: Iterable[str]) -> dict[str, str]:
    """`period=2025 value=30` as slots.

    Raises:
        UsageError: a word that is no `slot=value`.
    """
    slots: dict[str, str] = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or key not in SLOTS:
            raise UsageError(
                "{word!r}: write SLOT=VALUE, SLOT one of {known}", word=word, known=", ".join(SLOTS)
            )
        slots[key] = value
    return slots


def parts_of(text: str) -> tuple[dict[str, str], ...]:
    """The parts of a split as one line: `5亿元 | 6亿元 indicator=利润`.

    Each begins with the words of its quantity, which may have blanks in them; the slots that are
    not named are as before, but for the numbers, which are read from the words.

    Raises:
        UsageError: a word that is no `slot=value`, or a part without words.
    """
    parts = []
    for part in text.split("|"):
        found = re.search(r"(?:^|\s)(?=[a-z_]+=)", part)
        words, slots = (part[: found.start()], part[found.end() :]) if found else (part, "")
        if not words.strip():
            raise UsageError("each part begins with the words of its quantity")
        parts.append({"text": words.strip(), **parse_slots(slots.split())})
    return tuple(parts)
