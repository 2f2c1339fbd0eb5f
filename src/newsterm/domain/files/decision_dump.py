"""The lines of a dump that tell decisions about facts, and how editors grouped indicators.

    review:a at:2026-01-01T08:00:00Z who:eva change:3 decision:accept nth:0 text:30家 quote:… …
    grouping:社会消费品零售总额 unit:元 into:消费 into-unit:元 change:1 at:… who:…

A word without a value is left out; the values are encoded as those of `tag_dump` are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from newsterm.domain.fact import COMPARATORS, STATUSES, Fact
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.errors import InputError

DECISIONS = ("accept", "reject", "edit", "split")
_REVIEW = ("change", "at", "who", "decision", "nth", "text", "quote", "seen", "facts", "undone")
_KEY = ("owner", "unit", "into", "into-owner", "into-unit")
_GROUPING = (*_KEY, "wording", "change", "at", "who", "undone")

Encode = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class DumpedReview:
    """A decision about a fact, as the table `fact_reviews` keeps it."""

    slug: str
    change: int
    at: str
    who: str
    quote: str
    text: str
    nth: int
    decision: str
    seen: str
    """JSON, as `facts`."""
    facts: str
    undone_at: str = ""

    @property
    def identity(self) -> tuple[str | int, ...]:
        """What two lines about the same decision have in common."""
        place = (self.slug, self.quote, self.text, self.nth)
        return (*place, self.at, self.who, self.decision, self.seen, self.facts)


@dataclass(frozen=True, slots=True)
class DumpedGrouping:
    """A merge or a split of indicators, as the table `grouping_edits` keeps it."""

    change: int
    at: str
    who: str
    source: IndicatorKey
    wording: str | None
    """The facts that are worded so; None: all of the indicator."""
    into: IndicatorKey
    undone_at: str = ""

    @property
    def identity(self) -> tuple[object, ...]:
        """What two lines about the same edit have in common."""
        return self.at, self.who, self.source, self.wording, self.into


def review_line(review: DumpedReview, encode: Encode) -> str:
    """A decision as a line."""
    values = (
        *(str(review.change), review.at, review.who, review.decision, str(review.nth)),
        *(review.text, review.quote, review.seen, review.facts, review.undone_at),
    )
    return _line("review", review.slug, zip(_REVIEW, values, strict=True), encode)


def grouping_line(grouping: DumpedGrouping, encode: Encode) -> str:
    """A merge or split as a line."""
    source, into = grouping.source, grouping.into
    words = [("owner", source.owner), ("unit", source.unit), ("into", into.measure)]
    words += [("into-owner", into.owner), ("into-unit", into.unit)]
    words += [("change", str(grouping.change)), ("at", grouping.at), ("who", grouping.who)]
    words.append(("undone", grouping.undone_at))
    line = _line("grouping", source.measure, words, encode)
    return line if grouping.wording is None else f"{line} wording:{encode(grouping.wording)}"


def parse_review(slug: str, words: Sequence[tuple[str, str]]) -> DumpedReview:
    """The opposite of `review_line`; the words are decoded.

    Raises:
        InputError: a word that does not belong there, or a value that can't be.
    """
    given = _given(words, _REVIEW)
    decision, seen, facts = (given.get(name, "") for name in ("decision", "seen", "facts"))
    if decision not in DECISIONS:
        raise InputError("{word!r} is no decision", word=decision[:40])
    if not given.get("quote") or not given.get("text"):
        raise InputError("a review without quote or text")
    before, after = _json(seen), _json(facts)
    if before is not None:
        _check_fact(before)
    if not isinstance(after, list):
        raise InputError("{word!r}: no facts", word=facts[:40])
    for fact in after:
        _check_fact(fact)
    if before is None and not after:
        raise InputError("a review of nothing")
    return DumpedReview(
        slug,
        _number(given, "change"),
        given.get("at", ""),
        given.get("who", ""),
        given["quote"],
        given["text"],
        _number(given, "nth"),
        decision,
        seen,
        facts,
        given.get("undone", ""),
    )


def parse_grouping(measure: str, words: Sequence[tuple[str, str]]) -> DumpedGrouping:
    """The opposite of `grouping_line`; the words are decoded.

    Raises:
        InputError: a word that does not belong there, or a value that can't be.
    """
    given = _given(words, _GROUPING)
    if not given.get("into"):
        raise InputError("a grouping into nothing")
    return DumpedGrouping(
        _number(given, "change"),
        given.get("at", ""),
        given.get("who", ""),
        IndicatorKey(given.get("owner", ""), measure, given.get("unit", "")),
        given.get("wording"),
        IndicatorKey(given.get("into-owner", ""), given["into"], given.get("into-unit", "")),
        given.get("undone", ""),
    )


def is_sound(review: DumpedReview) -> bool:
    """Whether a review that came from elsewhere than a dump could stand in one."""
    words = [("decision", review.decision), ("quote", review.quote), ("text", review.text)]
    words += [("seen", review.seen), ("facts", review.facts)]
    try:
        parse_review(review.slug, [*words, ("change", str(review.change)), ("nth", "0")])
    except InputError:
        return False
    return True


def _line(kind: str, name: str, words: object, encode: Encode) -> str:
    assert not isinstance(words, str)
    given = [f"{key}:{encode(value)}" for key, value in words if value]  # type: ignore[attr-defined]
    return " ".join([f"{kind}:{encode(name)}", *given])


def _given(words: Sequence[tuple[str, str]], known: Sequence[str]) -> dict[str, str]:
    for name, _value in words:
        if name not in known:
            raise InputError("{word!r} is none of {known}", word=name[:40], known=" ".join(known))
    return dict(words)


def _number(given: dict[str, str], name: str) -> int:
    text = given.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InputError("{word!r} is no number", word=f"{name}:{text[:40]}")
    return int(text)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON: {error}", error=error) from error


def _check_fact(value: object) -> None:
    """Refuse what is no fact; every slot of one, and each of its type."""
    slots = {each.name for each in fields(Fact)}
    if not isinstance(value, dict) or set(value) != slots:
        raise InputError("a fact has the slots {known}", known=" ".join(sorted(slots)))
    texts = ("text", "unit", "comparator", "period", "status", "indicator", "rule")
    places, sure = (value["start"], value["end"]), value["confidence"]
    sound = (
        all(isinstance(value[name], str) for name in texts)
        and all(isinstance(place, int) for place in places)
        and 0 <= places[0] < places[1]
        and isinstance(sure, int | float)
        and all(isinstance(value[name], int | float | None) for name in ("value", "value_high"))
        and value["comparator"] in COMPARATORS
        and value["status"] in STATUSES
    )
    if not sound:
        raise InputError("{word!r}: a slot of this fact can't be so", word=str(value["text"])[:40])
