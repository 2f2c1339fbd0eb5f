"""The log of what people decided about facts, also of what was undone or whose words are gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from newsterm.domain.fact import Fact
from newsterm.domain.review import Binding, Review, quote_start, shifted
from newsterm.errors import NewstermError


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with who made it."""

    article_id: int
    slug: str
    at: str
    """UTC."""
    who: str
    review: Review
    change: int = 0
    """Number of the action that it is a part of."""
    undone_at: str = ""
    """UTC; empty while it holds."""


class ReviewConflictError(NewstermError):
    """The fact is no longer as the reviewer saw it.

    Args:
        decided: the decision of the one who was quicker, where there is one.
    """

    def __init__(
        self, message: str, hint: str = "", *, decided: Decided | None = None, **values: object
    ) -> None:
        super().__init__(message, hint, **values)
        self.decided = decided


class ReviewLog:
    """Reads the table `fact_reviews`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def of_article(self, article_id: int) -> list[Decided]:
        """All decisions on facts of an article, the oldest first."""
        return self._read("article_id = ?", article_id)

    def of_change(self, change: int) -> list[Decided]:
        """The decisions of one action, article by article."""
        return self._read("change = ?", change)

    def all(self) -> list[Decided]:
        """All decisions, article by article, the oldest first."""
        return self._read("1 = ?", 1)

    def lost(self) -> list[Decided]:
        """The decisions that would hold, but whose sentence stands nowhere in the article now."""
        return holding(
            self._read(
                "undone_at IS NULL AND gone_at IS NULL AND body <> ? AND NOT instr(body, quote)", ""
            )
        )

    def last_at(self, article_id: int, start: int, end: int, body: str) -> Decided | None:
        """The last decision that holds and touches `body[start:end]`, or None."""
        touching = [
            decided
            for decided in holding(self.of_article(article_id))
            if touches(decided.review, start, max(end, start + 1), body)
        ]
        return touching[-1] if touching else None

    def _read(self, where: str, value: int | str) -> list[Decided]:
        rows = self._db.execute(
            "SELECT article_id, slug, fact_reviews.at, who, fact_reviews.id, quote, text, nth, "
            "decision, seen, facts, change, coalesce(undone_at, '') FROM fact_reviews "
            f"JOIN articles ON articles.id = article_id WHERE {where} "
            "ORDER BY article_id, fact_reviews.id",
            (value,),
        )
        return [_decided(row) for row in rows]


def holding(log: Iterable[Decided]) -> list[Decided]:
    """Of each place the last decision that was not undone, the oldest first."""
    latest: dict[tuple[int, Binding], Decided] = {}
    for decided in log:
        if not decided.undone_at:
            place = decided.article_id, decided.review.binding
            latest.pop(place, None)
            latest[place] = decided
    return list(latest.values())


def touches(review: Review, start: int, end: int, body: str) -> bool:
    """Whether a decision is about, or left facts at, `body[start:end]`."""
    origin = quote_start(review.binding, body)
    if origin is None:
        return False
    places = [*review.facts, *([review.seen] if review.seen else [])]
    return any(
        one.start < end and start < one.end for one in (shifted(place, origin) for place in places)
    )


def fact_of_json(slots: dict[str, object] | None) -> Fact | None:
    """A fact from its JSON object, as `fact_reviews` keeps it."""
    return None if slots is None else Fact(**slots)  # type: ignore[arg-type]


def _decided(row: Sequence[Any]) -> Decided:
    article_id, slug, at, who, number, quote, text, nth, decision, seen, facts, change, undone = row
    after = tuple(fact for each in json.loads(facts) if (fact := fact_of_json(each)))
    before = fact_of_json(json.loads(seen))
    review = Review(number, Binding(quote, text, nth), decision, before, after)
    return Decided(article_id, slug, at, who, review, change, undone)
