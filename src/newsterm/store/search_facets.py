"""Facets: how the hits of a search spread over tags, years and sources."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsterm.domain.search.query import quoted

MOST_VALUES = 50
"""So many values of a field are listed, those with the most hits."""

_ARTICLES = "FROM articles WHERE id IN (SELECT value FROM json_each(?))"
_COUNTS = {
    "tag": """SELECT tags.name, count(*) FROM article_tags JOIN tags ON tags.id = tag_id
        WHERE article_id IN (SELECT value FROM json_each(?)) GROUP BY tag_id""",
    "date": f"SELECT substr(date, 1, 4) AS year, count(*) {_ARTICLES} AND date > '' GROUP BY year",
    "source": f"SELECT source, count(*) {_ARTICLES} AND source > '' GROUP BY source",
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a field, and how many hits have it."""

    field: str
    """`tag`, `date` (whose values are years) or `source`."""
    value: str
    count: int

    @property
    def query(self) -> str:
        """What to add to a query to keep these hits only: `tag:"重点 项目"`."""
        return f"{self.field}:{quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Facets:
    """The values of the hits' fields."""

    tags: tuple[Facet, ...]
    """Most hits first."""
    years: tuple[Facet, ...]
    """Latest first."""
    sources: tuple[Facet, ...]
    """Most hits first."""
    counted: int
    """How many hits were counted."""
    whole: bool
    """These are all hits; else the latest."""


def count_facets(connection: sqlite3.Connection, ids: Sequence[int], *, whole: bool) -> Facets:
    """The facets of some articles, which are all hits of a search or the latest of them."""
    listed = json.dumps(ids)
    found: dict[str, tuple[Facet, ...]] = {}
    for field, sql in _COUNTS.items():
        counts = [Facet(field, *row) for row in connection.execute(sql, (listed,))]
        counts.sort(key=lambda facet: (-facet.count, facet.value))
        found[field] = tuple(counts[:MOST_VALUES])
    years = tuple(sorted(found["date"], key=lambda facet: facet.value, reverse=True))
    return Facets(found["tag"], years, found["source"], len(ids), whole)
