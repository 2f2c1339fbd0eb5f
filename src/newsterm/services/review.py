"""Review facts: a queue, decisions that hold, undo."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import pairwise

from newsterm.domain.fact import Fact
from newsterm.domain.files.safe_yaml import YamlMapping
from newsterm.domain.files.slots import (
    check_keys,
    comparator_slot,
    number_slot,
    period_slot,
    status_slot,
    text_slot,
)
from newsterm.domain.review import REVIEWED
from newsterm.domain.search.query import parse_query
from newsterm.domain.sentences import sentence_at
from newsterm.errors import InputError, NewstermError, UsageError
from newsterm.language import _
from newsterm.services.author import author, now
from newsterm.store.reviews import ReviewConflictError, Stored, accepted
from newsterm.store.store import Store

SLOTS = ("text", "value", "value_high", "unit", "comparator", "period", "status", "indicator")
"""What of a fact can be edited. `text` moves it to where that stands in its sentence."""
_ID = re.compile(r"(?P<slug>.+?):(?P<start>[0-9]{1,9})(?::(?P<seen>[0-9a-f]{6}))?")


@dataclass(frozen=True, slots=True)
class Pending:
    """A fact that waits for a decision, as it is shown to whoever decides."""

    id: str
    """`slug:start:seen`; `seen` tells whether the fact is still as it was shown."""
    stored: Stored
    sentence: str
    offset: int
    """Where the sentence begins in the body."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The head of the queue, and how long it is."""

    pending: tuple[Pending, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one fact, as a person names it."""

    id: str
    decision: str
    """`accept`, `reject`, `edit` or `split`."""
    slots: tuple[Mapping[str, str], ...] = ()
    """Of an edit the slots that change; of a split those of each part, `text` among them."""


def queue(
    store: Store, query: str = "", *, order: str = "confidence", first: int = 0, count: int = 10
) -> Queue:
    """The facts that wait, least sure first, or by article.

    Args:
        query: the search language; conditions on facts choose facts.
        order: `confidence` or `article`.
    """
    choice = store.figures.choose(parse_query(query), store.index)
    found = store.reviews.queue(choice, order, first, count)
    bodies = store.figures.bodies([stored.article_id for stored in found])
    pending = tuple(_pending(stored, bodies[stored.article_id]) for stored in found)
    return Queue(pending, store.reviews.left(choice))


def review(store: Store, decisions: Sequence[Decision]) -> int:
    """Put decisions through, all or none; returns how many.

    Raises:
        UsageError: an id or a slot that can't be one.
        NewstermError: no such fact, or slots that don't fit.
        ReviewConflictError: another reviewer was quicker, or the fact has changed since.
    """
    with store.transaction():
        change = store.reviews.next_change()
        for decision in decisions:
            stored = _shown(store, decision.id)
            article = store.articles.get(stored.article_id)
            assert article is not None
            store.reviews.decide(
                stored.article_id,
                stored.fact,
                decision.decision,
                _outcome(decision, stored.fact, article.body),
                change=change,
                who=author(),
                at=now(),
            )
    return len(decisions)


def undo(store: Store, *, anyone: bool = False) -> int:
    """Take back one's own last action, or that of anyone; returns how many decisions it had."""
    with store.transaction():
        return store.reviews.undo(at=now(), who=None if anyone else author())


def fact_id(stored: Stored) -> str:
    """How a person names the fact as it is shown now."""
    shown = repr((astuple(stored.fact), stored.review_id)).encode()
    seen = hashlib.blake2s(shown, digest_size=3).hexdigest()
    return f"{stored.slug}:{stored.fact.start}:{seen}"


def pending_lines(pending: Pending) -> list[str]:
    """A waiting fact as lines: its id, its sentence with the quantity in brackets, its slots."""
    fact = pending.stored.fact
    start, end = fact.start - pending.offset, fact.end - pending.offset
    sentence = pending.sentence.replace("\n", " ")
    high = "" if fact.value_high is None else f"–{fact.value_high:.15g}"
    value = _("no number") if fact.value is None else f"{fact.value:.15g}{high}"
    slots = (
        f"{fact.comparator} {value} {fact.unit}",
        fact.period or _("no date"),
        fact.status,
        fact.indicator,
        f"{fact.rule} {fact.confidence:.2f}",
    )
    return [
        f"{pending.id}  {pending.stored.date}  {pending.stored.title}",
        f"  {sentence[:start]}【{sentence[start:end]}】{sentence[end:]}",
        "  " + "  ".join(slots),
    ]


def _pending(stored: Stored, body: str) -> Pending:
    start, end = sentence_at(body, stored.fact.start)
    start, end = min(start, stored.fact.start), max(end, stored.fact.end)
    return Pending(fact_id(stored), stored, body[start:end], start)


def _shown(store: Store, id: str) -> Stored:
    """The fact that a person means, if it is still as it was shown."""
    match = _ID.fullmatch(id)
    if match is None:
        raise UsageError("{id!r} is no fact: write ARTICLE:OFFSET:SEEN as review shows it", id=id)
    stored = store.reviews.at(match["slug"], int(match["start"]))
    if stored is None:
        raise ReviewConflictError(
            "{id}: no fact stands there (any more): nothing was changed", id=id
        )
    changed = match["seen"] and fact_id(stored) != id
    if changed or (not match["seen"] and stored.review_id is not None):
        raise ReviewConflictError(
            "{id}: decided on or changed by another meanwhile: nothing was changed",
            hint="as it is now: {now}",
            id=id,
            now=fact_id(stored),
        )
    return stored


def _outcome(decision: Decision, fact: Fact, body: str) -> list[Fact]:
    if decision.decision == "accept":
        return [accepted(fact)]
    if decision.decision == "reject":
        return []
    if decision.decision == "edit" and len(decision.slots) == 1:
        return [edited(fact, decision.slots[0], body)]
    if decision.decision == "split" and len(decision.slots) >= 2:
        parts = sorted(
            (edited(fact, slots, body) for slots in decision.slots), key=lambda part: part.start
        )
        for one, other in pairwise(parts):
            if other.start < one.end:
                raise NewstermError(
                    "{text!r} and {other!r} overlap", text=one.text, other=other.text
                )
        return parts
    raise UsageError("edit takes slots, split at least two parts")


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
