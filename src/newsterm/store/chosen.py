"""The rows that a bulk change is about, as a table of the connection's own to join with."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable


def choose(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Make the temporary table `chosen(id)` hold these numbers and no others."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM chosen")
    connection.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", ((row_id,) for row_id in ids))
