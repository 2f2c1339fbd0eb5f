"""Single values that an action can change: read and star marks, a tag's colour and alias.

Each change is logged with the value before and after, so that it can be undone exactly.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from newsterm.store.chosen import choose


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value is kept."""

    table: str
    key: str
    column: str


PLACES = {
    "read": _Place("reading", "article_id", "read_at"),
    "star": _Place("reading", "article_id", "starred_at"),
    "colour": _Place("tags", "id", "colour"),
    "alias": _Place("tags", "id", "alias_of"),
}
"""The values by name. `read` and `star` are the time when the mark was set, or null."""


class Values:
    """`value_log` and the columns it speaks of. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def set(self, name: str, row_ids: Iterable[int], value: str | int | None, change: int) -> int:
        """Give rows a value; returns how many had another one.

        Args:
            name: one of PLACES.
            row_ids: numbers of articles, or of tags.
            change: the number of the action.
        """
        return self.set_each(name, ((row_id, value) for row_id in row_ids), change)

    def set_each(
        self, name: str, values: Iterable[tuple[int, str | int | None]], change: int
    ) -> int:
        """`set` with a value for each row."""
        place = PLACES[name]
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS given (id INTEGER PRIMARY KEY, value)")
        self._db.execute("DELETE FROM given")
        self._db.executemany("INSERT OR REPLACE INTO given VALUES (?, ?)", values)
        if place.table == "reading":
            self._db.execute(
                "INSERT INTO reading (article_id) SELECT id FROM given WHERE value IS NOT NULL "
                "ON CONFLICT DO NOTHING"
            )
        done = self._db.execute(
            f"INSERT INTO value_log (change_id, name, row_id, before, after) "
            f"SELECT ?1, ?2, given.id, kept.{place.column}, given.value "
            f"FROM given CROSS JOIN {place.table} AS kept ON kept.{place.key} = given.id "
            f"WHERE kept.{place.column} IS NOT given.value",
            (change, name),
        ).rowcount
        self._put(name, change)
        return done

    def set_mark(self, name: str, article_ids: Iterable[int], at: str | None, change: int) -> int:
        """Set a mark where there is none, at this time, or take it away; returns how many changed.

        A mark that is set already keeps its time.
        """
        place = PLACES[name]
        ids = list(article_ids)
        if at is not None:
            choose(self._db, ids)
            rows = self._db.execute(
                f"SELECT id FROM chosen WHERE NOT EXISTS (SELECT 1 FROM {place.table} "
                f"WHERE {place.key} = chosen.id AND {place.column} IS NOT NULL)"
            )
            ids = [int(row[0]) for row in rows.fetchall()]
        return self.set(name, ids, at, change)

    def marked(self, name: str, article_ids: Iterable[int]) -> int:
        """How many of these articles have the mark. Needs no transaction."""
        place = PLACES[name]
        rows = self._db.execute(f"SELECT {place.key} FROM {place.table} WHERE {place.column} > ''")
        marked = {row[0] for row in rows}
        return sum(article_id in marked for article_id in article_ids)

    def reverse(self, change: int, into: int, line: int | None = None) -> int:
        """Put back what an action, or one line of it, changed, where the value still is that.

        Returns how many values were put back.
        """
        done = 0
        names = "SELECT DISTINCT name FROM value_log WHERE change_id = ?"
        for (name,) in self._db.execute(names, (change,)).fetchall():
            place = PLACES[name]
            done += self._db.execute(
                f"""
                INSERT INTO value_log (change_id, name, row_id, before, after)
                SELECT ?1, ?3, lines.row_id, last.after, first.before FROM (
                    SELECT row_id, min(id) AS first_id, max(id) AS last_id FROM value_log
                    WHERE change_id = ?2 AND name = ?3 AND (?4 IS NULL OR id = ?4)
                    GROUP BY row_id) AS lines
                CROSS JOIN value_log AS first ON first.id = first_id
                CROSS JOIN value_log AS last ON last.id = last_id
                CROSS JOIN {place.table} AS kept ON kept.{place.key} = lines.row_id
                WHERE kept.{place.column} IS last.after AND last.after IS NOT first.before
                """,
                (into, change, name, line),
            ).rowcount
            self._put(name, into)
        return done

    def _put(self, name: str, change: int) -> None:
        """Make the values what the lines of this action say."""
        place = PLACES[name]
        self._db.execute(
            f"UPDATE {place.table} SET {place.column} = line.after FROM (SELECT row_id, after, "
            f"max(id) FROM value_log WHERE change_id = ? AND name = ? GROUP BY row_id) AS line "
            f"WHERE {place.table}.{place.key} = line.row_id",
            (change, name),
        )
