"""Searches that a reader keeps under a name."""

from __future__ import annotations

import sqlite3


class SavedSearches:
    """The table `saved_searches`. Changes need an open transaction of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def save(self, name: str, query: str) -> None:
        """Keep a query under a name; one of that name is replaced."""
        self._db.execute(
            "INSERT INTO saved_searches (name, query) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET query = excluded.query",
            (name, query),
        )

    def forget(self, name: str) -> bool:
        """Drop a saved search; False when there was none of that name."""
        gone = self._db.execute("DELETE FROM saved_searches WHERE name = ?", (name,))
        return gone.rowcount > 0

    def all(self) -> list[tuple[str, str]]:
        """Names and queries, by name."""
        rows = self._db.execute("SELECT name, query FROM saved_searches ORDER BY name")
        return [(str(name), str(query)) for name, query in rows]
