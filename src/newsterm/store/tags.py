"""Tags: what an article has, what its file said last, and the log of every change.

A tag change is an operation, `+` or `-`, never a whole set: two editors on one article both win.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many articles have it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One line of the log."""

    change: int
    at: str
    who: str
    slug: str
    tag: str
    op: str


class Tags:
    """`tags`, `article_tags`, `file_tags`, `tag_log`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def change(
        self,
        article_ids: Sequence[int],
        *,
        add: Iterable[str],
        remove: Iterable[str],
        who: str,
        at: str,
    ) -> int:
        """Add and remove tags on articles, and log what really changed. Returns that number."""
        number = self._next_change()
        changed = 0
        for name in add:
            tag_id = self._tag_id(name)
            for article_id in article_ids:
                done = self._db.execute(
                    "INSERT INTO article_tags (article_id, tag_id) VALUES (?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (article_id, tag_id),
                ).rowcount
                changed += done and self._log(number, at, who, article_id, tag_id, "+")
        for name in remove:
            tag_id = self._tag_id(name)
            for article_id in article_ids:
                done = self._db.execute(
                    "DELETE FROM article_tags WHERE article_id = ? AND tag_id = ?",
                    (article_id, tag_id),
                ).rowcount
                changed += done and self._log(number, at, who, article_id, tag_id, "-")
        return changed

    def merge_from_file(self, article_id: int, tags: Iterable[str], *, who: str, at: str) -> None:
        """Take over what changed in the file since it was last read, and keep what editors did."""
        ours = set(tags)
        base = {
            str(row[0])
            for row in self._db.execute(
                "SELECT name FROM file_tags JOIN tags ON tags.id = tag_id WHERE article_id = ?",
                (article_id,),
            )
        }
        if ours == base:
            return
        self.change(
            [article_id], add=sorted(ours - base), remove=sorted(base - ours), who=who, at=at
        )
        self._db.execute("DELETE FROM file_tags WHERE article_id = ?", (article_id,))
        self._db.executemany(
            "INSERT INTO file_tags (article_id, tag_id) VALUES (?, ?)",
            [(article_id, self._tag_id(name)) for name in sorted(ours)],
        )

    def counts(self) -> list[TagCount]:
        """Every tag in use, the most used first."""
        rows = self._db.execute(
            "SELECT name, count(*) AS n FROM article_tags JOIN tags ON tags.id = tag_id "
            "JOIN articles ON articles.id = article_id WHERE gone_at IS NULL "
            "GROUP BY tag_id ORDER BY n DESC, name"
        )
        return [TagCount(name, count) for name, count in rows]

    def log(self) -> list[LoggedChange]:
        """Every change, the oldest first."""
        rows = self._db.execute(
            "SELECT change, at, who, slug, name, op FROM tag_log "
            "JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id "
            "ORDER BY tag_log.id"
        )
        return [LoggedChange(*row) for row in rows]

    def out_of_step(self) -> list[str]:
        """Where the tags that articles have are not what the log adds up to."""
        rows = self._db.execute(
            """
            WITH last AS (
                SELECT article_id, tag_id, op, max(id) FROM tag_log GROUP BY article_id, tag_id
            ), logged AS (SELECT article_id, tag_id FROM last WHERE op = '+'),
            apart AS (
                SELECT * FROM (SELECT article_id, tag_id FROM article_tags
                               EXCEPT SELECT * FROM logged)
                UNION
                SELECT * FROM (SELECT * FROM logged
                               EXCEPT SELECT article_id, tag_id FROM article_tags)
            )
            SELECT slug, name FROM apart
            JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id
            """
        )
        return [f"{slug}: tag {name!r} is not what its log says" for slug, name in rows]

    def _next_change(self) -> int:
        row = self._db.execute("SELECT coalesce(max(change), 0) + 1 FROM tag_log").fetchone()
        return int(row[0])

    def _log(self, change: int, at: str, who: str, article_id: int, tag_id: int, op: str) -> int:
        self._db.execute(
            "INSERT INTO tag_log (change, at, who, article_id, tag_id, op) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (change, at, who, article_id, tag_id, op),
        )
        return 1

    def _tag_id(self, name: str) -> int:
        self._db.execute("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
        row = self._db.execute("SELECT id FROM tags WHERE name = ?", (name,)).fetchone()
        return int(row[0])
