"""Facts: those of an article, and those that a search asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsterm.domain.fact import Fact
from newsterm.store.indicators import Indicators

COLUMNS = (
    'start, "end", text, value, value_high, unit, comparator, period, status, indicator, '
    "confidence, rule"
)


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """A fact and the article that states it."""

    article_id: int
    slug: str
    date: str
    fact: Fact


class Facts:
    """The table `facts`. Changes need an open transaction of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._indicators = Indicators(connection)

    def replace(self, article_id: int, facts: Iterable[Fact]) -> None:
        """Make these the facts of the article, each placed among the indicators."""
        self._db.execute("DELETE FROM facts WHERE article_id = ?", (article_id,))
        self.add(article_id, facts)

    def add(self, article_id: int, facts: Iterable[Fact]) -> None:
        """Add facts to those of the article, each placed among the indicators."""
        listed = sorted(facts, key=lambda fact: (fact.start, fact.end))
        if not listed:
            return
        body, slug = self._db.execute(
            "SELECT body, slug FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        placed = self._indicators.place(listed, body, slug)
        self._db.executemany(
            f"INSERT INTO facts (article_id, keyed_as, indicator_id, sign, {COLUMNS}) "
            f"VALUES (?, ?, ?, ?{', ?' * 12})",
            (
                (
                    article_id,
                    place.keyed_as,
                    place.indicator_id,
                    place.sign,
                    fact.start,
                    fact.end,
                    fact.text,
                    fact.value,
                    fact.value_high,
                    fact.unit,
                    fact.comparator,
                    fact.period,
                    fact.status,
                    fact.indicator,
                    fact.confidence,
                    fact.rule,
                )
                for fact, place in zip(listed, placed, strict=True)
            ),
        )

    def of_article(self, article_id: int) -> tuple[Fact, ...]:
        """The facts of one article, in order of the text."""
        rows = self._db.execute(
            f"SELECT {COLUMNS} FROM facts WHERE article_id = ? ORDER BY start", (article_id,)
        )
        return tuple(fact_of_row(row) for row in rows)

    def of_articles(self, article_ids: Sequence[int]) -> Iterator[ArticleFact]:
        """The facts of these articles, article by article in this order, then as in the text."""
        for article_id in article_ids:
            slug, date = self._db.execute(
                "SELECT slug, date FROM articles WHERE id = ?", (article_id,)
            ).fetchone()
            for fact in self.of_article(article_id):
                yield ArticleFact(article_id, slug, date, fact)

    def articles_with_facts(self) -> list[int]:
        """Row numbers of the articles that state or tabulate anything, the newest first."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE gone_at IS NULL "
            "AND (EXISTS (SELECT 1 FROM facts WHERE article_id = articles.id) "
            "OR EXISTS (SELECT 1 FROM tables WHERE article_id = articles.id)) "
            "ORDER BY date DESC, id DESC"
        )
        return [int(row[0]) for row in rows]

    def count(self) -> int:
        """How many facts there are, without those of gone articles."""
        row = self._db.execute(
            "SELECT count(*) FROM facts WHERE article_id NOT IN "
            "(SELECT id FROM articles WHERE gone_at IS NOT NULL)"
        ).fetchone()
        return int(row[0])


def fact_of_row(row: Sequence[object]) -> Fact:
    """A fact from a row of `COLUMNS`."""
    start, end, text, value, value_high, unit, comparator, period, status, indicator, sure, rule = (
        row
    )
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert isinstance(sure, float)
    return Fact(
        text=str(text),
        start=start,
        end=end,
        value=_whole(value),
        value_high=_whole(value_high),
        unit=str(unit),
        comparator=str(comparator),
        period=str(period),
        status=str(status),
        indicator=str(indicator),
        confidence=sure,
        rule=str(rule),
    )


def _whole(value: object) -> float | None:
    """A REAL of the database; whole numbers come back as int, as they were found."""
    if value is None:
        return None
    assert isinstance(value, float)
    return int(value) if value.is_integer() else value
