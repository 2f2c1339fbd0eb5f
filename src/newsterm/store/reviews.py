"""Reviews: what people decided about facts, bound to article, quote and text."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from newsterm.domain.fact import Fact
from newsterm.domain.review import (
    DECISIONS,
    Review,
    apply,
    bind,
    quote_start,
    quote_start_of,
    shifted,
    successors,
)
from newsterm.language import N_, _
from newsterm.store.facts import COLUMNS, Facts, fact_of_row
from newsterm.store.figures import Choice
from newsterm.store.review_log import Decided, ReviewConflictError, ReviewLog, holding

SCHEMA = (
    """
    CREATE TABLE fact_reviews (     -- what people decided about facts; outlives every reload
        id INTEGER PRIMARY KEY,
        change INTEGER NOT NULL,    -- rows with one number were one action
        at TEXT NOT NULL,           -- UTC
        who TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        quote TEXT NOT NULL,        -- the sentence that it stands in
        text TEXT NOT NULL,         -- the quantity
        nth INTEGER NOT NULL,       -- which of the places with this quote and text, from 0
        decision TEXT NOT NULL CHECK (decision IN ('accept', 'reject', 'edit', 'split')),
        seen TEXT NOT NULL,         -- JSON: the fact as it was; start and end count from the quote
        facts TEXT NOT NULL,        -- JSON: the facts that stand there now, likewise
        undone_at TEXT
    )
    """,
    "CREATE INDEX fact_reviews_by_article ON fact_reviews(article_id)",
    "CREATE INDEX facts_reviewed ON facts(review_id) WHERE review_id IS NOT NULL",
    """
    CREATE INDEX facts_to_review ON facts(confidence, article_id, start)
    WHERE review_id IS NULL AND rule <> 'file'
    """,
)

ORDERS = {"confidence": "confidence, article_id, start", "article": "article_id, start"}
"""How the queue may be sorted."""

AS_IT_IS = N_("as it is now: {now}")
"""A hint for one who decided on a fact that has changed."""
_WAITS = "review_id IS NULL AND rule <> 'file'"
Place = tuple[int, int]
"""An article's number and an offset of its body."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A fact as it stands in the database, with the decision it rests on."""

    fact_id: int
    article_id: int
    slug: str
    date: str
    title: str
    source: str
    fact: Fact
    review_id: int | None


class Reviews:
    """The table `fact_reviews`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._facts = Facts(connection)
        self.log = ReviewLog(connection)

    def replace_facts(self, article_id: int, found: Iterable[Fact], body: str) -> None:
        """Make these the facts of the article, with what people decided put through."""
        reviews = self.of_article(article_id)
        if not reviews:
            self._facts.replace(article_id, found)
            return
        applied = apply(tuple(found), reviews, body)
        self._facts.replace(article_id, applied.facts)
        self._rest_on(article_id, applied.reviews)

    def of_article(self, article_id: int) -> list[Review]:
        """The decisions that hold for an article: of each place the last one."""
        return [decided.review for decided in holding(self.log.of_article(article_id))]

    def of(self, article_id: int) -> list[Stored]:
        """The facts of an article, in order of the text."""
        return self._stored("article_id = ? ORDER BY start", (article_id,))

    def queue(
        self, choice: Choice, order: str, first: int, count: int, ahead: Iterable[int] = ()
    ) -> list[Stored]:
        """Facts that wait for a decision, in one of `ORDERS`.

        Args:
            ahead: numbers of facts that come before all others when the least sure come first.
        """
        early: list[int] = []
        if order == "confidence" and (listed := json.dumps(list(ahead))) != "[]":
            early = self._waiting(choice, order, "id IN (SELECT value FROM json_each(?))", listed)
        numbers = early[first : first + count]
        rest = "id NOT IN (SELECT value FROM json_each(?))" if early else "? = '[]'"
        if len(numbers) < count:
            page = (count - len(numbers), max(0, first - len(early)))
            numbers += self._waiting(choice, order, rest, json.dumps(early), page)
        found = self._stored("facts.id IN (SELECT value FROM json_each(?))", (json.dumps(numbers),))
        places = {number: place for place, number in enumerate(numbers)}
        return sorted(found, key=lambda stored: places[stored.fact_id])

    def _waiting(
        self, choice: Choice, order: str, test: str, listed: str, page: tuple[int, int] = (-1, 0)
    ) -> list[int]:
        rows = self._db.execute(
            f"SELECT id FROM facts WHERE {_WAITS} AND {choice.sql} AND {test} "
            f"ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
            (*choice.parameters, listed, *page),
        )
        return [number for (number,) in rows]

    def left(self, choice: Choice) -> int:
        """How many facts wait for a decision."""
        row = self._db.execute(
            f"SELECT count(*) FROM facts WHERE {_WAITS} AND {choice.sql}", choice.parameters
        ).fetchone()
        return int(row[0])

    def asked_again(self) -> dict[int, Decided]:
        """Facts, by number, that wait since the words that somebody decided on have changed."""
        asked: dict[int, Decided] = {}
        for article_id, lost in groupby(self.log.lost(), key=lambda each: each.article_id):
            before = {each.review.review_id: each for each in lost}
            body, stored = self._body(article_id), self.of(article_id)
            facts = [each.fact for each in stored]
            for review in self.of_article(article_id):  # what was rejected is decided, too
                origin = quote_start(review.binding, body)
                if review.seen is not None and origin is not None:
                    facts.append(shifted(review.seen, origin))
            following = successors([each.review for each in before.values()], facts, body)
            for each in stored:
                number = following.get((each.fact.start, each.fact.end))
                if number is not None and each.review_id is None and each.fact.rule != "file":
                    asked[each.fact_id] = before[number]
        return asked

    def at(self, slug: str, start: int) -> Stored | None:
        """The fact that begins at an offset of an article, or None."""
        found = self._stored("slug = ? AND start = ? AND gone_at IS NULL", (slug, start))
        return found[0] if found else None

    def at_place(self, place: Place) -> Stored | None:
        """The fact that begins at a place, or None."""
        found = self._stored("article_id = ? AND start = ?", place)
        return found[0] if found else None

    # Decisions.

    def next_change(self) -> int:
        """A number for the decisions of one action."""
        row = self._db.execute("SELECT coalesce(max(change), 0) + 1 FROM fact_reviews").fetchone()
        return int(row[0])

    def decide(
        self,
        article_id: int,
        seen: Fact | None,
        decision: str,
        facts: Sequence[Fact],
        *,
        change: int,
        who: str,
        at: str,
    ) -> int:
        """Write a decision down and put it through.

        Args:
            seen: the fact that the person decided on, as it was shown; None when none was there.
            facts: what stands there from now on.

        Raises:
            ReviewConflictError: the fact is not, or not any more, as it was shown.
        """
        place = seen or facts[0]
        body = self._body(article_id)
        binding = bind(place.start, place.end, body)
        standing = self._as_seen(article_id, place, seen)
        origin = quote_start_of(place.start, place.end, body)
        review_id = self._db.execute(
            "INSERT INTO fact_reviews (change, at, who, article_id, quote, text, nth, decision, "
            "seen, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                *(change, at, who, article_id, binding.quote, binding.text, binding.nth, decision),
                _json(None if seen is None else shifted(seen, -origin)),
                _json([shifted(fact, -origin) for fact in facts]),
            ),
        ).fetchone()[0]
        self._put_through(article_id, standing, decision, facts, int(review_id))
        return int(review_id)

    def undo(self, *, at: str, who: str | None = None) -> list[Place]:
        """Take back the last action, of one person or of all; returns the places decided on.

        Raises:
            ReviewConflictError: somebody else has decided there since.
        """
        row = self._db.execute(
            "SELECT max(change) FROM fact_reviews WHERE undone_at IS NULL AND ifnull(?, who) = who",
            (who,),
        ).fetchone()
        undone = [] if row[0] is None else self.log.of_change(row[0])
        for decided in reversed(undone):
            review, article_id = decided.review, decided.article_id
            self._db.execute(
                "UPDATE fact_reviews SET undone_at = ? WHERE id = ?", (at, review.review_id)
            )
            body = self._body(article_id)
            origin = quote_start(review.binding, body)
            if origin is None:
                continue
            for fact in (*review.facts, *([review.seen] if review.seen else [])):
                last = self.log.last_at(article_id, fact.start + origin, fact.end + origin, body)
                if last is not None and last.review.review_id > review.review_id:
                    raise conflict(last)
            standing = self._db.execute(
                "SELECT id FROM facts WHERE review_id = ?", (review.review_id,)
            ).fetchall()
            before = [] if review.seen is None else [shifted(review.seen, origin)]
            self._put(article_id, [number for (number,) in standing], before, None)
            for fact in before:
                self._rest_on_last(article_id, fact, body)
        return self._places(undone)

    def redo(self, *, who: str) -> list[Place]:
        """Decide again what a person took back last, unless they decided anything new since.

        Raises:
            ReviewConflictError: the fact is no longer as it was when it was decided on.
        """
        row = self._db.execute(
            "SELECT min(change) FROM fact_reviews WHERE undone_at IS NOT NULL AND who = ?1 "
            "AND change > (SELECT coalesce(max(change), 0) FROM fact_reviews "
            "WHERE undone_at IS NULL AND who = ?1)",
            (who,),
        ).fetchone()
        again = [] if row[0] is None else self.log.of_change(row[0])
        for decided in again:
            review, article_id = decided.review, decided.article_id
            origin = quote_start(review.binding, self._body(article_id))
            if origin is None:
                raise ReviewConflictError(
                    "{text!r}: its sentence has changed: decide on it anew",
                    text=review.binding.text,
                )
            facts = [shifted(fact, origin) for fact in review.facts]
            seen = None if review.seen is None else shifted(review.seen, origin)
            standing = self._as_seen(article_id, seen or facts[0], seen)
            self._db.execute(
                "UPDATE fact_reviews SET undone_at = NULL WHERE id = ?", (review.review_id,)
            )
            self._put_through(article_id, standing, review.decision, facts, review.review_id)
        return self._places(again)

    def _places(self, log: Sequence[Decided]) -> list[Place]:
        """Where the decisions of an action stand in their articles now."""
        found = []
        for decided in log:
            review = decided.review
            origin = quote_start(review.binding, self._body(decided.article_id))
            if origin is not None:
                first = review.seen or review.facts[0]
                found.append((decided.article_id, first.start + origin))
        return found

    def _as_seen(self, article_id: int, place: Fact, seen: Fact | None) -> list[Stored]:
        """What stands at a place now: that which was seen there.

        Raises:
            ReviewConflictError: something else stands there.
        """
        now = self._stored(
            'article_id = ? AND start = ? AND "end" = ?', (article_id, place.start, place.end)
        )
        if (now[0].fact if now else None) != seen:
            last = self.log.last_at(article_id, place.start, place.end, self._body(article_id))
            if last is None:
                raise ReviewConflictError(
                    "{text!r} is no longer as it was shown: look at it again", text=place.text
                )
            raise conflict(last)
        return now

    def _put_through(
        self,
        article_id: int,
        standing: Sequence[Stored],
        decision: str,
        facts: Sequence[Fact],
        review_id: int,
    ) -> None:
        if decision == "accept" and standing:
            self._db.execute(
                "UPDATE facts SET confidence = 1, review_id = ? WHERE id = ?",
                (review_id, standing[0].fact_id),
            )
        else:
            self._put(article_id, [stored.fact_id for stored in standing], facts, review_id)

    def _put(
        self, article_id: int, old: Sequence[int], facts: Sequence[Fact], review_id: int | None
    ) -> None:
        self._db.executemany("DELETE FROM facts WHERE id = ?", [(number,) for number in old])
        self._facts.add(article_id, facts)
        if review_id is not None:
            self._rest_on(article_id, [((f.start, f.end), review_id) for f in facts])

    def _rest_on_last(self, article_id: int, fact: Fact, body: str) -> None:
        """Let a fact that stands again rest on the decision that left it there."""
        last = self.log.last_at(article_id, fact.start, fact.end, body)
        if last is not None and last.review.facts:
            self._rest_on(article_id, [((fact.start, fact.end), last.review.review_id)])

    def _rest_on(self, article_id: int, reviews: Iterable[tuple[tuple[int, int], int]]) -> None:
        self._db.executemany(
            'UPDATE facts SET review_id = ? WHERE article_id = ? AND start = ? AND "end" = ?',
            [(review_id, article_id, start, end) for (start, end), review_id in reviews],
        )

    def _body(self, article_id: int) -> str:
        row = self._db.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchone()
        return str(row[0])

    def _stored(self, where: str, values: Sequence[str | int | float]) -> list[Stored]:
        rows = self._db.execute(
            f"SELECT facts.id, article_id, slug, date, title, source, review_id, {COLUMNS} "
            f"FROM facts JOIN articles ON articles.id = article_id WHERE {where}",
            tuple(values),
        )
        return [
            Stored(fact_id, article_id, slug, date, title, source, fact_of_row(slots), review_id)
            for fact_id, article_id, slug, date, title, source, review_id, *slots in rows
        ]


def conflict(decided: Decided, shown_now: str = "") -> ReviewConflictError:
    """What to say to one who comes after another's decision.

    Args:
        shown_now: what names the fact as it is now; empty when none is there.
    """
    return ReviewConflictError(
        "{slug}: {who} decided on {text!r} at {at} meanwhile ({decision}): nothing was changed",
        hint=AS_IT_IS if shown_now else "",
        decided=decided,
        slug=decided.slug,
        who=decided.who,
        text=decided.review.binding.text,
        at=decided.at,
        decision=_(DECISIONS[decided.review.decision]),
        now=shown_now,
    )


def accepted(fact: Fact) -> Fact:
    """A fact that a person found right."""
    return replace(fact, confidence=1.0)


def _json(value: Fact | list[Fact] | None) -> str:
    plain: object = value
    if isinstance(value, Fact):
        plain = dataclasses.asdict(value)
    elif value is not None:
        plain = [dataclasses.asdict(fact) for fact in value]
    return json.dumps(plain, ensure_ascii=False)
