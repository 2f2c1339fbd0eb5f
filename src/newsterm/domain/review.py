"""Decisions about facts, and how they hold for an article whose facts were found anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from newsterm.domain.fact import Fact
from newsterm.domain.files.factsfile import FactsFile, merge
from newsterm.domain.sentences import sentence_at
from newsterm.language import N_

DECISIONS = {
    "accept": N_("accepted"),
    "reject": N_("rejected"),
    "edit": N_("edited"),
    "split": N_("split"),
}
"""What a person may say of a fact: right, no fact, other slots, several facts; and how it is told
of in words."""
REVIEWED = "review"
"""The rule of a fact that a person gave other slots."""

LIKE = 0.4
"""Sentences that have more in common than this may be the same one, changed."""
MOST_COMPARED = 400
"""Characters of a sentence that are compared."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one fact, as a person names it."""

    id: str
    decision: str
    """`accept`, `reject`, `edit` or `split`."""
    slots: tuple[Mapping[str, str], ...] = ()
    """Of an edit the slots that change; of a split those of each part, `text` among them."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Where in an article a decision belongs, whatever else in it changes."""

    quote: str
    """The sentence."""
    text: str
    """The quantity that was decided on."""
    nth: int
    """Which of the places in the body, if the text stands in such a sentence more than once."""


@dataclass(frozen=True, slots=True)
class Review:
    """One decision that holds."""

    review_id: int
    binding: Binding
    decision: str
    seen: Fact | None
    """The fact as it was when the person decided; offsets count from the quote's start."""
    facts: tuple[Fact, ...]
    """What stands there by the decision; offsets count from the quote's start."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The facts of an article with the decisions about them put through."""

    facts: tuple[Fact, ...]
    reviews: tuple[tuple[Span, int], ...]
    """For the places of facts that rest on a decision, the decision's number."""
    stale: tuple[int, ...]
    """Decisions that do not hold: their words are gone, or a facts file says otherwise by now."""


def bind(start: int, end: int, body: str) -> Binding:
    """What binds a decision about `body[start:end]`."""
    first, last = _quote_span(start, end, body)
    quote, text = body[first:last], body[start:end]
    places = [place for _, place in _places(quote, text, body)]
    return Binding(quote, text, places.index(start))


def quote_start(binding: Binding, body: str) -> int | None:
    """Where the bound quote begins in a body; None where its words are gone."""
    for number, (quote, _) in enumerate(_places(binding.quote, binding.text, body)):
        if number == binding.nth:
            return quote
    return None


def quote_start_of(start: int, end: int, body: str) -> int:
    """Where the quote begins that a decision about `body[start:end]` is bound to."""
    return _quote_span(start, end, body)[0]


def shifted(fact: Fact, by: int) -> Fact:
    """The fact with other offsets."""
    return replace(fact, start=fact.start + by, end=fact.end + by)


def apply(found: Sequence[Fact], reviews: Sequence[Review], body: str) -> Applied:
    """Put decisions through on facts that were found anew, or written in a facts file.

    Decisions win over rules. Over a facts file they win only while it says what the person saw.
    """
    written: list[Fact] = []
    rejected: list[Span] = []
    decided: list[tuple[Span, int]] = []
    stale: list[int] = []
    for review in reviews:
        origin = quote_start(review.binding, body)
        if origin is None:
            stale.append(review.review_id)
            continue
        facts = [shifted(fact, origin) for fact in review.facts]
        spans = [(fact.start, fact.end) for fact in facts]
        if review.seen is not None:
            seen = shifted(review.seen, origin)
            spans.append((seen.start, seen.end))
        if _overtaken(found, spans, [*facts, *([seen] if review.seen else [])]):
            stale.append(review.review_id)
            continue
        rejected += spans
        written += facts
        decided += [((fact.start, fact.end), review.review_id) for fact in facts]
    merged = merge(found, FactsFile(tuple(written), tuple(rejected), (), ()))
    return Applied(merged, tuple(decided), tuple(stale))


def successors(lost: Sequence[Review], facts: Sequence[Fact], body: str) -> dict[Span, int]:
    """Which facts of a changed text stand where decisions were made, by the spans of the facts.

    A fact follows a decision when it has its text, or its unit and indicator, in the sentence that
    is most like the one decided on.

    Args:
        lost: decisions whose sentence stands nowhere in `body` any more.
        facts: all of the article, those decided on already among them.
    """
    found: dict[Span, int] = {}
    for review in lost:
        before = [*review.facts, *([review.seen] if review.seen else [])]
        best, span = 0.0, None
        for fact in facts:
            if not any(_same_thing(old, fact) for old in before):
                continue
            start, end = _quote_span(fact.start, fact.end, body)
            likeness = _likeness(review.binding.quote, body[start:end])
            if likeness:  # of several in one sentence, the one with the very same words
                likeness += any(old.text == fact.text for old in before)
            if likeness > best:
                best, span = likeness, (fact.start, fact.end)
        if span is not None:
            found[span] = review.review_id
    return found


def _same_thing(one: Fact, other: Fact) -> bool:
    return one.text == other.text or (
        (one.unit, one.indicator) == (other.unit, other.indicator) and bool(one.indicator)
    )


def _likeness(one: str, other: str) -> float:
    """How much of two sentences is the same, `LIKE` to 1; 0 where it is less."""
    matcher = SequenceMatcher(None, one[:MOST_COMPARED], other[:MOST_COMPARED], autojunk=False)
    if matcher.quick_ratio() < LIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= LIKE else 0.0


def _overtaken(found: Sequence[Fact], spans: Sequence[Span], known: Sequence[Fact]) -> bool:
    """Whether a facts file says something here that the person neither saw nor decided."""
    told = {_slots(fact) for fact in known}
    return any(
        fact.rule == "file"
        and _slots(fact) not in told
        and any(fact.start < end and start < fact.end for start, end in spans)
        for fact in found
    )


def _slots(fact: Fact) -> Fact:
    return replace(fact, confidence=1.0, rule="")


def _quote_span(start: int, end: int, body: str) -> Span:
    first, last = sentence_at(body, start)
    return min(first, start), max(last, end)


def _places(quote: str, text: str, body: str) -> Iterator[Span]:
    """Starts of the quote and of the text in it, for every place in the body."""
    at = body.find(quote)
    while quote and at >= 0:
        inside = body.find(text, at, at + len(quote))
        while text and inside >= 0:
            yield at, inside
            inside = body.find(text, inside + 1, at + len(quote))
        at = body.find(quote, at + len(quote))


def unique_quote(start: int, end: int, body: str) -> str | None:
    """The shortest stretch around a place of one paragraph that a facts file can find it by.

    It stands once in the body, and the text at the place once in it. None where the paragraph
    has no such stretch.
    """
    text = body[start:end]
    first, last = start, end
    low = body.rfind("\n", 0, start) + 1
    high = body.find("\n", end)
    high = len(body) if high < 0 else high
    while True:
        quote = body[first:last]
        if quote.count(text) > 1:
            return None
        if _stands_once(quote, body) and quote.strip() == quote:
            return quote
        if first == low and last == high:
            return None
        if first > low:
            first -= 1
        if last < high:
            last += 1


def _stands_once(quote: str, body: str) -> bool:
    at = body.find(quote)
    return at >= 0 and body.find(quote, at + 1) < 0
