"""Reviews: what people decided about facts, bound to article, quote and text."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsterm.domain.fact import Fact
from newsterm.domain.review import (
    Binding,
    Review,
    apply,
    bind,
    quote_start,
    quote_start_of,
    shifted,
)
from newsterm.errors import NewstermError
from newsterm.language import _
from newsterm.store.facts import COLUMNS, Facts, fact_of_row
from newsterm.store.figures import Choice

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

_WAITS = "review_id IS NULL AND rule <> 'file'"


class ReviewConflictError(NewstermError):
    """The fact is no longer as the reviewer saw it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A fact as it stands in the database, with the decision it rests on."""

    fact_id: int
    article_id: int
    slug: str
    date: str
    title: str
    fact: Fact
    review_id: int | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with who made it."""

    article_id: int
    slug: str
    at: str
    who: str
    review: Review
    change: int = 0
    """Number of the action that it is a part of."""
    undone_at: str = ""
    """UTC; empty while it holds."""


class Reviews:
    """The table `fact_reviews`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._facts = Facts(connection)

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
        return [decided.review for decided in _holding(self.log_of(article_id))]

    def all(self) -> list[Decided]:
        """All decisions that hold, article by article."""
        return _holding(self._log("1 = ?", 1))

    def log_of(self, article_id: int) -> list[Decided]:
        """All decisions on facts of an article, also those undone, the oldest first."""
        return self._log("article_id = ?", article_id)

    def of(self, article_id: int) -> list[Stored]:
        """The facts of an article, in order of the text."""
        return self._stored("article_id = ? ORDER BY start", (article_id,))

    def queue(self, choice: Choice, order: str, first: int, count: int) -> list[Stored]:
        """Facts that wait for a decision, in one of `ORDERS`."""
        return self._stored(
            f"facts.id IN (SELECT id FROM facts WHERE {_WAITS} AND {choice.sql} "
            f"ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?) ORDER BY {ORDERS[order]}",
            (*choice.parameters, count, first),
        )

    def left(self, choice: Choice) -> int:
        """How many facts wait for a decision."""
        row = self._db.execute(
            f"SELECT count(*) FROM facts WHERE {_WAITS} AND {choice.sql}", choice.parameters
        ).fetchone()
        return int(row[0])

    def at(self, slug: str, start: int) -> Stored | None:
        """The fact that begins at an offset of an article, or None."""
        found = self._stored("slug = ? AND start = ? AND gone_at IS NULL", (slug, start))
        return found[0] if found else None

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
        now = self._stored(
            'article_id = ? AND start = ? AND "end" = ?', (article_id, place.start, place.end)
        )
        if (now[0].fact if now else None) != seen:
            raise ReviewConflictError(self._conflict(article_id, binding))
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
        if decision == "accept":
            self._db.execute(
                "UPDATE facts SET confidence = 1, review_id = ? WHERE id = ?",
                (review_id, now[0].fact_id),
            )
        else:
            self._put(article_id, [stored.fact_id for stored in now], facts, int(review_id))
        return int(review_id)

    def undo(self, *, at: str, who: str | None = None) -> int:
        """Take back the last action, of one person or of all; returns how many decisions it had."""
        row = self._db.execute(
            "SELECT max(change) FROM fact_reviews WHERE undone_at IS NULL AND ifnull(?, who) = who",
            (who,),
        ).fetchone()
        reviews = self._db.execute(
            "SELECT id, article_id, quote, text, nth, seen FROM fact_reviews "
            "WHERE change = ? AND undone_at IS NULL ORDER BY id DESC",
            row,
        ).fetchall()
        for review_id, article_id, quote, text, nth, seen in reviews:
            self._db.execute("UPDATE fact_reviews SET undone_at = ? WHERE id = ?", (at, review_id))
            origin = quote_start(Binding(quote, text, nth), self._body(article_id))
            if origin is None:
                continue
            before = _fact(json.loads(seen))
            now = self._db.execute("SELECT id FROM facts WHERE review_id = ?", (review_id,))
            earlier = self._db.execute(
                "SELECT max(id) FROM fact_reviews WHERE article_id = ? AND quote = ? AND text = ? "
                "AND nth = ? AND undone_at IS NULL",
                (article_id, quote, text, nth),
            ).fetchone()[0]
            facts = [] if before is None else [shifted(before, origin)]
            self._put(article_id, [fact_id for (fact_id,) in now.fetchall()], facts, earlier)
        return len(reviews)

    def _put(
        self, article_id: int, old: Sequence[int], facts: Sequence[Fact], review_id: int | None
    ) -> None:
        self._db.executemany("DELETE FROM facts WHERE id = ?", [(number,) for number in old])
        self._facts.add(article_id, facts)
        if review_id is not None:
            self._rest_on(article_id, [((f.start, f.end), review_id) for f in facts])

    def _rest_on(self, article_id: int, reviews: Iterable[tuple[tuple[int, int], int]]) -> None:
        self._db.executemany(
            'UPDATE facts SET review_id = ? WHERE article_id = ? AND start = ? AND "end" = ?',
            [(review_id, article_id, start, end) for (start, end), review_id in reviews],
        )

    def _conflict(self, article_id: int, binding: Binding) -> str:
        row = self._db.execute(
            "SELECT slug, who, fact_reviews.at FROM fact_reviews "
            "JOIN articles ON articles.id = article_id WHERE article_id = ? AND quote = ? "
            "AND text = ? AND undone_at IS NULL ORDER BY fact_reviews.id DESC LIMIT 1",
            (article_id, binding.quote, binding.text),
        ).fetchone()
        if row is None:
            return _("{text!r} is no longer as it was shown: look at it again").format(
                text=binding.text
            )
        return _("{slug}: {who} decided on {text!r} at {at}: look at it again").format(
            slug=row[0], who=row[1], text=binding.text, at=row[2]
        )

    def _body(self, article_id: int) -> str:
        row = self._db.execute("SELECT body FROM articles WHERE id = ?", (article_id,)).fetchone()
        return str(row[0])

    def _stored(self, where: str, values: Sequence[str | int | float]) -> list[Stored]:
        rows = self._db.execute(
            f"SELECT facts.id, article_id, slug, date, title, review_id, {COLUMNS} "
            f"FROM facts JOIN articles ON articles.id = article_id WHERE {where}",
            tuple(values),
        )
        return [
            Stored(fact_id, article_id, slug, date, title, fact_of_row(slots), review_id)
            for fact_id, article_id, slug, date, title, review_id, *slots in rows
        ]

    def _log(self, where: str, value: int) -> list[Decided]:
        rows = self._db.execute(
            "SELECT article_id, slug, fact_reviews.at, who, fact_reviews.id, quote, text, nth, "
            "decision, seen, facts, change, coalesce(undone_at, '') FROM fact_reviews "
            f"JOIN articles ON articles.id = article_id WHERE {where} "
            "ORDER BY article_id, fact_reviews.at, fact_reviews.id",
            (value,),
        )
        return [_decided(row) for row in rows]


def _decided(row: Sequence[Any]) -> Decided:
    article_id, slug, at, who, number, quote, text, nth, decision, seen, facts, change, undone = row
    after = tuple(fact for each in json.loads(facts) if (fact := _fact(each)))
    review = Review(number, Binding(quote, text, nth), decision, _fact(json.loads(seen)), after)
    return Decided(article_id, slug, at, who, review, change, undone)


def _holding(log: Iterable[Decided]) -> list[Decided]:
    """Of each place the last decision that was not undone."""
    latest: dict[tuple[int, Binding], Decided] = {}
    for decided in log:
        if not decided.undone_at:
            place = decided.article_id, decided.review.binding
            latest.pop(place, None)
            latest[place] = decided
    return list(latest.values())


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


def _fact(slots: dict[str, object] | None) -> Fact | None:
    return None if slots is None else Fact(**slots)  # type: ignore[arg-type]
