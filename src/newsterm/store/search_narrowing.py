"""Searching from the side of the filters, where these leave fewer articles than the words.

The index gives the hits of a word one after the other, to be tested against the filters. That is
soon done when most of them pass; but of a tag that three articles have, every article with the
word is tested. Then the three are listed first, and read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from newsterm.domain.search.folding import fold
from newsterm.domain.search.query_tree import And, Between, Field, Node, Or, Query
from newsterm.store.search_filters import Plan, sources, tag_ids

FEWER = 1000
"""At most so many articles are read; it takes 0.05 s."""
WORTH = 40
"""To read an article takes as long as to test so many hits of a word."""
FEWEST = 25
"""So few are read without asking how many hits the words have."""

_Values = list[str | int]


def narrow(connection: sqlite3.Connection, plan: Plan, query: Query) -> str:
    """The ids of all articles that can be hits, as a JSON array, when it is best to read these.

    Empty when the index is the shorter way.
    """
    if not plan.match or not isinstance(query.root, And):
        return ""
    passing = min(
        (ids for part in query.root.parts if (ids := _passing(connection, part)) is not None),
        key=len,
        default=None,
    )
    if passing is None:
        return ""
    # A search of single characters reads articles, too, and of more of them.
    is_shorter = (
        plan.characters
        or len(passing) <= FEWEST
        or _has_more_hits(connection, plan.match, WORTH * len(passing))
    )
    return f"[{','.join(map(str, passing))}]" if is_shorter else ""


def _has_more_hits(connection: sqlite3.Connection, match: str, count: int) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(connection.execute(sql, (match, count + 1)).fetchone()[0]) > count


def _passing(connection: sqlite3.Connection, node: Node) -> list[int] | None:
    """The ids of the articles that a filter lets pass; None when they are many, or not listed."""
    found = _listing(connection, node)
    if found is None:
        return None
    sql, values = found
    ids = [row[0] for row in connection.execute(f"{sql} LIMIT {FEWER + 1}", values)]
    return ids if len(ids) <= FEWER else None


def _listing(connection: sqlite3.Connection, node: Node) -> tuple[str, _Values] | None:
    """A query that lists the ids that pass, by an index or a small table."""
    if isinstance(node, Or):
        branches = [_listing(connection, part) for part in node.parts]
        known = [branch for branch in branches if branch is not None]
        if len(known) < len(branches):
            return None
        return " UNION ".join(sql for sql, _ in known), [v for _, vs in known for v in vs]
    if isinstance(node, Between) and node.name == "date":
        sql = "SELECT id FROM articles WHERE gone_at IS NULL AND date BETWEEN ? AND ?"
        return sql, [node.first or "!", node.last or "~"]
    if isinstance(node, Field):
        return _listing_of_field(connection, node)
    return None


def _listing_of_field(connection: sqlite3.Connection, node: Field) -> tuple[str, _Values] | None:
    if node.name == "is" and node.value == "starred":
        return "SELECT article_id FROM reading WHERE starred_at IS NOT NULL", []
    if node.name == "tag":
        tags = tag_ids(connection, node.value)
        sql = f"SELECT DISTINCT article_id FROM article_tags WHERE tag_id IN ({_marks(tags)})"
        return sql, [*tags]
    if node.name == "source":
        names = [name for name in sources(connection) if node.value in fold(name)]
        return f"SELECT id FROM articles WHERE source IN ({_marks(names)})", [*names]
    return None


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
