"""Figures over many articles: a row an indicator, its values page by page."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.period import by_time, canonical
from newsterm.domain.search.query_tree import And, Node, Query, is_of_fact
from newsterm.store.facts import COLUMNS, fact_of_row
from newsterm.store.search import SearchIndex
from newsterm.store.search_filters import any_facts_where

ORDERS = ("values", "label", "latest")
"""How the rows of the figures may be sorted: most values first, by name, latest article first."""

_HERE = "facts.article_id NOT IN (SELECT id FROM articles WHERE gone_at IS NOT NULL)"
# From period to period by steps through the index, for there are few and facts are many.
_PERIODS = """
    WITH RECURSIVE step(period) AS (
        SELECT min(period) FROM facts UNION ALL
        SELECT (SELECT min(period) FROM facts WHERE period > step.period)
        FROM step WHERE step.period IS NOT NULL
    ) SELECT period FROM step WHERE period IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which facts a table of figures is made of: a condition on rows of `facts`."""

    where: str
    values: tuple[str | int | float, ...]
    articles: str = ""
    """JSON list of the articles meant; empty for all."""

    @property
    def is_all(self) -> bool:
        """Whether every fact is meant."""
        return self.where == "1" and not self.articles

    @property
    def sql(self) -> str:
        """The condition, with question marks for `parameters`."""
        # The sign keeps SQLite from trying every article for every indicator and period.
        chosen = " AND +facts.article_id IN (SELECT value FROM json_each(?))"
        return f"{_HERE} AND {self.where}{chosen if self.articles else ''}"

    @property
    def parameters(self) -> tuple[str | int | float, ...]:
        """Values of the question marks."""
        return (*self.values, self.articles) if self.articles else self.values


@dataclass(frozen=True, slots=True)
class Outline:
    """The rows and columns of a table of figures."""

    indicator_ids: tuple[int, ...]
    periods: tuple[str, ...]
    """In their shortest writing and in order of time."""
    figures: int
    """How many facts the table is made of."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An indicator and its values."""

    indicator_id: int
    key: IndicatorKey
    figures: tuple[Figure, ...]
    """In order of time, then of the articles' dates."""

    def cells(self) -> dict[str, tuple[Figure, ...]]:
        """The values of each period in its shortest writing."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.period, []).append(figure)
        return {period: tuple(figures) for period, figures in found.items()}


class Figures:
    """Reads `facts` by indicator."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def choose(self, query: Query, index: SearchIndex) -> Choice:
        """The facts of the articles that a query finds; its conditions on facts choose among them.

        Of several conditions on facts, those outside OR and NOT count. Where they speak of several
        facts, the articles are those that state all of them.
        """
        root = query.root
        parts: tuple[Node, ...] = root.parts if isinstance(root, And) else (root,) if root else ()
        groups = query.fact_conditions
        where, values = any_facts_where(groups)
        if len(groups) < 2 and all(is_of_fact(part) for part in parts):
            return Choice(where, tuple(values))
        return Choice(where, tuple(values), json.dumps(index.ids(query)))

    def outline(self, choice: Choice, order: str = "values", least: int = 1) -> Outline:
        """The indicators that have at least so many of these facts, in one of `ORDERS`."""
        if choice.is_all and order == "values" and not self._any_gone():
            listed, total = self._db.execute(  # one long text comes out faster than many rows
                "SELECT json_group_array(id), coalesce(sum(facts), 0) FROM "
                "(SELECT id, facts FROM indicators WHERE facts >= ? ORDER BY facts DESC, id)",
                (least,),
            ).fetchone()
            numbers = json.loads(listed)
            periods = {row[0] for row in self._db.execute(_PERIODS)}
        else:
            found, periods = self._facts_of(choice)
            counts = Counter(number for number, _ in found)
            numbers = sorted(number for number, count in counts.items() if count >= least)
            total = sum(counts[number] for number in numbers)
            if order == "label":
                keys = self.keys(numbers)
                numbers.sort(key=lambda number: (keys[number].label, keys[number].unit))
            elif order == "latest":
                places = self._places_by_date()
                latest: dict[int, int] = {}
                for number, article_id in found:
                    latest[number] = max(places[article_id], latest.get(number, 0))
                numbers.sort(key=latest.__getitem__, reverse=True)
            else:
                numbers.sort(key=counts.__getitem__, reverse=True)
        columns = {canonical(period) for period in periods}
        ordered = sorted(columns, key=lambda period: (not period, by_time(period)))
        return Outline(tuple(numbers), tuple(ordered), total)

    def _facts_of(self, choice: Choice) -> tuple[list[tuple[int, int]], set[str]]:
        """Indicator and article of each of these facts, and the periods they are of."""
        if not choice.articles:
            where, values = choice.sql, choice.parameters
        else:  # from the articles to their facts
            where = f"{_HERE} AND {choice.where} AND article_id IN (SELECT value FROM json_each(?))"
            values = choice.parameters
        listed = self._db.execute(  # three long texts come out faster than many rows
            "SELECT json_group_array(indicator_id), json_group_array(article_id), "
            f"json_group_array(DISTINCT period) FROM facts WHERE {where}",
            values,
        ).fetchone()
        numbers, articles, periods = map(json.loads, listed)
        return list(zip(numbers, articles, strict=True)), set(periods)

    def _places_by_date(self) -> dict[int, int]:
        """Where each article stands among all, the oldest first; their numbers tell nothing."""
        rows = self._db.execute("SELECT id FROM articles WHERE gone_at IS NULL ORDER BY date, id")
        return {row[0]: place for place, row in enumerate(rows)}

    def _any_gone(self) -> bool:
        gone = "SELECT EXISTS (SELECT 1 FROM facts WHERE NOT " + _HERE + ")"
        none = "SELECT EXISTS (SELECT 1 FROM articles WHERE gone_at IS NOT NULL)"
        return bool(self._db.execute(none).fetchone()[0] and self._db.execute(gone).fetchone()[0])

    def rows(
        self,
        choice: Choice,
        indicator_ids: Sequence[int],
        periods: Sequence[str] | None = None,
    ) -> list[FigureRow]:
        """Rows of these indicators, in this order.

        Args:
            periods: the columns wanted, in their shortest writing; None for all.
        """
        wanted = json.dumps(list(indicator_ids))
        keys = self.keys(indicator_ids)
        figures: dict[int, list[Figure]] = {number: [] for number in indicator_ids}
        window, values = "", (wanted, *choice.parameters)
        if periods is not None:
            columns = set(periods)
            raw = [row[0] for row in self._db.execute(_PERIODS) if canonical(row[0]) in columns]
            window = " AND facts.period IN (SELECT value FROM json_each(?))"
            values = (*values, json.dumps(raw))
        for number, figure in self._figures(
            f"indicator_id IN (SELECT value FROM json_each(?)) AND {choice.sql}{window}", values
        ):
            figures[number].append(figure)
        return [
            FigureRow(number, keys[number], tuple(sorted(figures[number], key=_in_time)))
            for number in indicator_ids
            if number in keys
        ]

    def periods_of(self, choice: Choice, indicator_id: int, status: str = "") -> list[str]:
        """The periods that an indicator has values of, in their shortest writing and in order.

        Args:
            status: `actual` or `target`, for those values alone.
        """
        only, values = (" AND facts.status = ?", (status,)) if status else ("", ())
        rows = self._db.execute(
            f"SELECT DISTINCT period FROM facts WHERE indicator_id = ? AND {choice.sql}{only}",
            (indicator_id, *choice.parameters, *values),
        )
        periods = {canonical(row[0]) for row in rows}
        return sorted(periods, key=lambda period: (not period, by_time(period)))

    def measured_like(
        self, measures: Sequence[str], parts: Sequence[str]
    ) -> list[tuple[int, IndicatorKey, int]]:
        """Indicators whose measure contains one of `measures` or all of `parts`.

        Each with how many values it has; those without any are left out.
        """
        tests = ["instr(measure, ?)"] * len(measures)
        if parts:
            tests.append(" AND ".join(["instr(measure, ?)"] * len(parts)))
        rows = self._db.execute(
            "SELECT id, owner, measure, unit, facts FROM indicators "
            f"WHERE facts > 0 AND ({' OR '.join(tests)})",
            (*measures, *parts),
        )
        return [(row[0], IndicatorKey(*row[1:4]), row[4]) for row in rows]

    def all_of(self, choice: Choice) -> Iterator[tuple[IndicatorKey, Figure]]:
        """All these facts with their indicators, article by article, the newest first."""
        articles = self._db.execute(
            "SELECT article_id FROM (SELECT DISTINCT article_id FROM facts "
            f"WHERE {choice.sql}) JOIN articles ON articles.id = article_id "
            "ORDER BY date DESC, article_id DESC",
            choice.parameters,
        ).fetchall()
        for (article_id,) in articles:
            found = sorted(
                self._figures(
                    f"facts.article_id = ? AND {choice.where}", (article_id, *choice.values)
                ),
                key=lambda pair: pair[1].fact.start,
            )
            keys = self.keys([number for number, _ in found])
            for number, figure in found:
                yield keys[number], figure

    def keys(self, indicator_ids: Sequence[int]) -> dict[int, IndicatorKey]:
        """What names these indicators, by number."""
        rows = self._db.execute(
            "SELECT id, owner, measure, unit FROM indicators "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(indicator_ids))),),
        )
        return {row[0]: IndicatorKey(*row[1:]) for row in rows}

    def labels(self, fact_ids: Sequence[int]) -> dict[int, str]:
        """The label of the indicator that each of these facts is a value of."""
        rows = self._db.execute(
            "SELECT facts.id, owner, measure, indicators.unit FROM facts "
            "JOIN indicators ON indicators.id = indicator_id "
            "WHERE facts.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(fact_ids)),),
        )
        return {row[0]: IndicatorKey(*row[1:]).label for row in rows}

    def tabled_articles(self) -> set[int]:
        """The articles that a facts file lays out tables for."""
        return {row[0] for row in self._db.execute("SELECT DISTINCT article_id FROM tables")}

    def bodies(self, article_ids: Sequence[int]) -> dict[int, str]:
        """The bodies of articles by number."""
        rows = self._db.execute(
            "SELECT id, body FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(article_ids))),),
        )
        return dict(rows.fetchall())

    def texts(self, article_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Title and body of articles by number."""
        rows = self._db.execute(
            "SELECT id, title, body FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(article_ids))),),
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def _figures(
        self, where: str, parameters: Sequence[str | int | float]
    ) -> Iterator[tuple[int, Figure]]:
        rows = self._db.execute(
            f"SELECT indicator_id, sign, facts.id, article_id, slug, date, {COLUMNS} "
            f"FROM facts CROSS JOIN articles ON articles.id = facts.article_id WHERE {where}",
            tuple(parameters),
        )
        for number, sign, fact_id, article_id, slug, date, *slots in rows:
            yield number, Figure(fact_of_row(slots), sign, fact_id, article_id, slug, date)


def _in_time(figure: Figure) -> tuple[bool, tuple[int, int, str], str, int]:
    return not figure.period, by_time(figure.period), figure.date, figure.fact_id
