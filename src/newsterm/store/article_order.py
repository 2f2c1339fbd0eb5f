"""The articles in each order that a list can have, page by page.

By date, title and source an index gives the order, so that no page waits for a sort. What is
unread or starred comes before the rest, each part the newest first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

INDEXES = {
    "articles_by_title": "articles(title, date DESC, id DESC) WHERE gone_at IS NULL",
    "articles_by_source": "articles(source, date DESC, id DESC) WHERE gone_at IS NULL",
}
"""What the orders need beside the index by date: without them they are right, and slow."""
_NEWEST = "date DESC, id DESC"
_ORDERS = {
    "newest": _NEWEST,
    "oldest": "date, id",
    "title": f"title, {_NEWEST}",
    "source": f"source, {_NEWEST}",
}
_READ = "(SELECT article_id FROM reading WHERE read_at IS NOT NULL)"
_STARRED = "(SELECT article_id FROM reading WHERE starred_at IS NOT NULL)"
_PARTS = {
    "unread": (f"id NOT IN {_READ}", f"+id IN {_READ}"),
    "starred": (f"id IN {_STARRED}", f"id NOT IN {_STARRED}"),
}
"""Conditions of the parts that come after one another. The sign keeps SQLite from sorting all that
was ever read where it can follow the index by date."""
_BEFORE = {
    "newest": "(date, id) > (:date, :id)",
    "oldest": "(date, id) < (:date, :id)",
    "title": "title < :title OR (title = :title AND (date, id) > (:date, :id))",
    "source": "source < :source OR (source = :source AND (date, id) > (:date, :id))",
}
"""What stands before an article."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the order: which articles, and how they follow one another."""

    where: str
    order: str


def _parts(order: str) -> list[_Part]:
    if order in _ORDERS:
        return [_Part("1", _ORDERS[order])]
    return [_Part(where, _NEWEST) for where in _PARTS[order]]


class ArticleOrder:
    """Numbers of articles in an order: `newest`, `oldest`, `title`, `source`, `unread`, `starred`.

    Articles whose file is gone are left out.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def lacks_index(self) -> bool:
        """Whether `make_indexes` has something to do."""
        names = {
            row[0] for row in self._db.execute("SELECT name FROM sqlite_master WHERE type='index'")
        }
        return not names.issuperset(INDEXES)

    def make_indexes(self) -> None:
        """Make what older libraries lack; needs an open transaction."""
        for name, columns in INDEXES.items():
            self._db.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")

    def numbers(self, order: str, first: int = 0, count: int | None = None) -> list[int]:
        """`count` numbers from place `first`, or all that follow it."""
        found: list[int] = []
        for part in _parts(order):
            left = -1 if count is None else count - len(found)
            if left == 0:
                break
            rows = self._db.execute(
                f"SELECT id FROM articles WHERE gone_at IS NULL AND {part.where} "
                f"ORDER BY {part.order} LIMIT ? OFFSET ?",
                (left, first),
            ).fetchall()
            found += [int(row[0]) for row in rows]
            first = 0 if rows else max(0, first - self._count(part.where))
        return found

    def sorted(self, order: str, numbers: Sequence[int]) -> list[int]:
        """These numbers in the order."""
        chosen = json.dumps(list(numbers))
        return [number for part in _parts(order) for number in self._chosen(part, chosen)]

    def position(self, order: str, article_id: int) -> int:
        """How many articles stand before this one; 0 for one that is gone."""
        row = self._db.execute(
            "SELECT date, title, source FROM articles WHERE id = ? AND gone_at IS NULL",
            (article_id,),
        ).fetchone()
        if row is None:
            return 0
        values = {"id": article_id, "date": row[0], "title": row[1], "source": row[2]}
        if order in _ORDERS:
            return sum(self._count(each, values) for each in _BEFORE[order].split(" OR "))
        first, rest = _PARTS[order]
        newer = _BEFORE["newest"]
        if self._count(f"id = :id AND {first}", values):
            return self._count(f"{first} AND {newer}", values)
        return self._count(first) + self._count(f"{rest} AND {newer}", values)

    def _count(self, where: str, values: dict[str, object] | None = None) -> int:
        row = self._db.execute(
            f"SELECT count(*) FROM articles WHERE gone_at IS NULL AND {where}", values or {}
        ).fetchone()
        return int(row[0])

    def _chosen(self, part: _Part, chosen: str) -> Iterator[int]:
        rows = self._db.execute(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) "
            f"AND gone_at IS NULL AND {part.where} ORDER BY {part.order}",
            (chosen,),
        )
        return (int(row[0]) for row in rows)
