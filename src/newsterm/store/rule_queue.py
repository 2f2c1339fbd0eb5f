"""Which articles were loaded and wait for the tag rules, so that a crash forgets none."""

from __future__ import annotations

import sqlite3


class RuleQueue:
    """The table `rule_queue`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, article_id: int) -> None:
        """Let an article wait for the rules."""
        self._db.execute("INSERT OR IGNORE INTO rule_queue VALUES (?)", (article_id,))

    def waiting(self) -> bool:
        """Whether any article waits."""
        return self._db.execute("SELECT 1 FROM rule_queue LIMIT 1").fetchone() is not None

    def all(self) -> frozenset[int]:
        """The numbers of the articles that wait."""
        return frozenset(row[0] for row in self._db.execute("SELECT article_id FROM rule_queue"))

    def clear(self) -> None:
        """The rules were applied."""
        self._db.execute("DELETE FROM rule_queue")
