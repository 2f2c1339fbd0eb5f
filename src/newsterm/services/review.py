"""Review facts: a queue, decisions that hold, undo."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from newsterm.domain.fact import Fact
from newsterm.domain.review import DECISIONS, Decision
from newsterm.domain.search.query import parse_query
from newsterm.domain.sentences import sentence_at
from newsterm.errors import UsageError
from newsterm.language import _
from newsterm.services.author import author, now
from newsterm.services.wording import status_word, value_text
from newsterm.store.review_log import Decided, ReviewConflictError
from newsterm.store.reviews import AS_IT_IS, Place, Stored, conflict
from newsterm.store.store import Store

__all__ = ["Decision", "Pending", "Queue", "Reversal", "queue", "redo", "review", "undo"]

SHOWN_AGAIN = 20
"""So many facts of an action that was undone are shown again."""
CONTEXT = 300
"""At most so many characters before and after a sentence are shown with it."""
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
    context: str = ""
    """The sentence with the ones before and after it."""
    context_offset: int = 0
    """Where those begin in the body."""
    before: Decided | None = None
    """What was decided on it while its sentence read otherwise."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The head of the queue, and how long it is."""

    pending: tuple[Pending, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo or a redo of decisions did."""

    count: int
    """How many decisions were taken back, or made again."""
    pending: tuple[Pending, ...] = ()
    """The facts that stand at their places now, at most `SHOWN_AGAIN` of them."""


def queue(
    store: Store, query: str = "", *, order: str = "confidence", first: int = 0, count: int = 10
) -> Queue:
    """The facts that wait, least sure first, or by article.

    Args:
        query: the search language; conditions on facts choose facts.
        order: `confidence` or `article`.
    """
    choice = store.figures.choose(parse_query(query), store.index)
    asked = store.reviews.asked_again()
    found = store.reviews.queue(choice, order, first, count, asked)
    pending = _all_pending(store, found, asked)
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


def decide_anyway(store: Store, pending: Pending, decision: Decision) -> None:
    """Put a decision in the place of another reviewer's, which the person has been told of.

    Args:
        pending: the fact as it was shown when the person decided.

    Raises:
        NewstermError: slots that don't fit, or that fact's sentence has changed.
    """
    shown = pending.stored
    with store.transaction():
        article = store.articles.get(shown.article_id)
        body = article.body if article else ""
        if body[pending.offset : pending.offset + len(pending.sentence)] != pending.sentence:
            raise ReviewConflictError(
                "{text!r}: its sentence has changed: decide on it anew", text=shown.fact.text
            )
        now_there = store.reviews.at_place((shown.article_id, shown.fact.start))
        seen = now_there.fact if now_there else None
        outcome = _outcome(decision, shown.fact, body)
        if seen is None and not outcome:
            return  # both rejected it
        # An acceptance leaves what stands; over something else it is an edit.
        kind = "edit" if decision.decision == "accept" else decision.decision
        store.reviews.decide(
            shown.article_id,
            seen,
            kind,
            outcome,
            change=store.reviews.next_change(),
            who=author(),
            at=now(),
        )


def undo(store: Store, *, anyone: bool = False) -> Reversal:
    """Take back one's own last action, or that of anyone.

    Raises:
        ReviewConflictError: somebody else has decided there since.
    """
    with store.transaction():
        places = store.reviews.undo(at=now(), who=None if anyone else author())
        return _reversal(store, places)


def redo(store: Store) -> Reversal:
    """Decide again what one took back last, unless one has decided anything new since.

    Raises:
        ReviewConflictError: the fact is no longer as it was when it was decided on.
    """
    with store.transaction():
        return _reversal(store, store.reviews.redo(who=author()))


def _outcome(decision: Decision, fact: Fact, body: str) -> list[Fact]:
    # The engine and the checks of facts files, which showing the queue can spare.
    from newsterm.services.review_slots import outcome_of

    return outcome_of(decision, fact, body)


def _reversal(store: Store, places: Sequence[Place]) -> Reversal:
    found = [store.reviews.at_place(place) for place in places[:SHOWN_AGAIN]]
    return Reversal(len(places), _all_pending(store, [stored for stored in found if stored]))


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
    slots = (
        value_text(fact),
        fact.period or _("no date"),
        status_word(fact),
        fact.indicator,
        f"{fact.rule} {fact.confidence:.2f}",
    )
    lines = [
        f"{pending.id}  {pending.stored.date}  {pending.stored.title}",
        f"  {sentence[:start]}【{sentence[start:end]}】{sentence[end:]}",
        "  " + "  ".join(slots),
    ]
    return [*lines, "  " + asked_again(pending.before)] if pending.before else lines


def asked_again(before: Decided) -> str:
    """Why a fact is asked about again: who decided what on which words."""
    return _("asked again, the text has changed: {who} {decision} it at {at} on “{quote}”").format(
        who=before.who,
        decision=_(DECISIONS[before.review.decision]),
        at=before.at,
        quote=before.review.binding.quote.replace("\n", " "),
    )


def _all_pending(
    store: Store, found: Sequence[Stored], asked: Mapping[int, Decided] | None = None
) -> tuple[Pending, ...]:
    if asked is None:
        asked = store.reviews.asked_again()
    bodies = store.figures.bodies([stored.article_id for stored in found])
    return tuple(
        _pending(stored, bodies[stored.article_id], asked.get(stored.fact_id)) for stored in found
    )


def _pending(stored: Stored, body: str, before: Decided | None) -> Pending:
    fact = stored.fact
    start, end = sentence_at(body, fact.start)
    start, end = min(start, fact.start), max(end, fact.end)
    first = max(sentence_at(body, max(0, start - 2))[0], start - CONTEXT)
    last = min(max(sentence_at(body, min(len(body), end + 1))[1], end), end + CONTEXT)
    return Pending(
        fact_id(stored),
        stored,
        body[start:end],
        start,
        body[min(first, start) : last],
        min(first, start),
        before,
    )


def _shown(store: Store, id: str) -> Stored:
    """The fact that a person means, if it is still as it was shown."""
    match = _ID.fullmatch(id)
    if match is None:
        raise UsageError("{id!r} is no fact: write ARTICLE:OFFSET:SEEN as review shows it", id=id)
    slug, start = match["slug"], int(match["start"])
    stored = store.reviews.at(slug, start)
    if stored is not None and (
        fact_id(stored) == id if match["seen"] else stored.review_id is None
    ):
        return stored
    number = store.articles.number(slug)
    article = store.articles.get(number) if number is not None else None
    last = (
        store.reviews.log.last_at(number, start, start + 1, article.body)
        if number is not None and article is not None
        else None
    )
    shown_now = fact_id(stored) if stored is not None else ""
    if last is not None:
        raise conflict(last, shown_now)
    if stored is None:
        raise ReviewConflictError(
            "{id}: no fact stands there (any more): nothing was changed", id=id
        )
    raise ReviewConflictError(
        "{id}: the fact was found anew meanwhile, and differs: nothing was changed",
        hint=AS_IT_IS,
        id=id,
        now=shown_now,
    )
