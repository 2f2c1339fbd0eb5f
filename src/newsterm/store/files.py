"""The files that were loaded, so that only changed ones are read again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file as it was when it was last loaded."""

    file_id: int
    path: str
    digest: str
    size: int
    mtime_ns: int


class Files:
    """The tables `files` and `roots`. Changes need an open transaction of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def save(self, path: str, *, digest: str, size: int, mtime_ns: int, at: str) -> int:
        """Insert or update by path; returns the file's number."""
        row = self._db.execute(
            "INSERT INTO files (path, digest, size, mtime_ns, loaded_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (path) DO UPDATE SET digest = excluded.digest, size = excluded.size, "
            "mtime_ns = excluded.mtime_ns, loaded_at = excluded.loaded_at RETURNING id",
            (path, digest, size, mtime_ns, at),
        ).fetchone()
        return int(row[0])

    def forget(self, file_id: int) -> None:
        """Drop a file that is no longer there; its articles keep their rows."""
        self._db.execute("DELETE FROM files WHERE id = ?", (file_id,))

    def all(self) -> dict[str, LoadedFile]:
        """Every file that was loaded, by path."""
        rows = self._db.execute("SELECT id, path, digest, size, mtime_ns FROM files")
        return {row[1]: LoadedFile(*row) for row in rows}

    def path_of(self, file_id: int) -> str | None:
        """The path of a file by its number."""
        row = self._db.execute("SELECT path FROM files WHERE id = ?", (file_id,)).fetchone()
        return None if row is None else str(row[0])

    def add_root(self, path: str) -> None:
        """Remember a folder or file that a person asked to load."""
        self._db.execute("INSERT INTO roots (path) VALUES (?) ON CONFLICT DO NOTHING", (path,))

    def roots(self) -> list[str]:
        """What was asked for, and what a reload loads again."""
        return [str(row[0]) for row in self._db.execute("SELECT path FROM roots ORDER BY path")]
