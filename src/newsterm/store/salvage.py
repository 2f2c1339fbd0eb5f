"""What can be saved of a damaged database, and putting a new one in its place."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsterm.domain.files.tag_dump import Dump
from newsterm.errors import StoreError
from newsterm.store.connection import DamagedError, connect
from newsterm.store.dump import read_marks
from newsterm.store.lock import WriteLock
from newsterm.store.store import Store

NEEDED_FOR_DUMP = ("articles", "tags", "article_tags", "file_tags", "reading")


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What is still sound in a damaged database."""

    roots: tuple[str, ...] | None
    """What was loaded; None when that can't be told any more."""
    dump: Dump | None
    """Tags and marks as they were last; None unless all their tables are sound."""


def is_damaged(path: Path) -> bool:
    """Whether the database at the path is broken, rather than sound, absent, foreign or too new.

    Raises:
        StoreError: it can't be opened for another reason.
    """
    try:
        with Store.open(path) as store:
            return bool(store.damage() or store.integrity())
    except DamagedError:
        return True
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return True


def salvage(path: Path) -> Salvaged:
    """Read what can be trusted of a damaged database."""
    try:
        connection = connect(path, write=False)
    except StoreError:
        return Salvaged(None, None)
    try:
        return Salvaged(_roots(connection), _dump(connection))
    finally:
        connection.close()


def replace(path: Path, new: Path, lock: WriteLock) -> Path:
    """Put the database `new` in the place of a bad one, which is kept; returns where.

    Whoever opens the path at any moment finds the one or the other. The bad one's write-ahead log
    goes before, since the new one must not meet it.

    Args:
        path: the bad database.
        new: closed, without a write-ahead log, in the same folder.
        lock: of `path`, held by the caller.
    """
    date = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"{path.name}.corrupt-{date}")
    with lock:
        os.link(path, kept)
        log = path.with_name(path.name + "-wal")
        if log.exists():
            os.link(log, kept.with_name(kept.name + "-wal"))
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        os.replace(new, path)
        new.with_name(new.name + ".lock").unlink(missing_ok=True)
    return kept


def remove_leftovers(new: Path) -> None:
    """Remove what an earlier try, stopped midway, left of a new database."""
    for end in ("", "-wal", "-shm", ".lock"):
        new.with_name(new.name + end).unlink(missing_ok=True)


def _roots(connection: sqlite3.Connection) -> tuple[str, ...] | None:
    try:
        if _is_sound(connection, "roots"):
            rows = connection.execute("SELECT path FROM roots ORDER BY path")
            return tuple(str(row[0]) for row in rows)
    except (sqlite3.Error, UnicodeDecodeError):
        pass
    return None


def _dump(connection: sqlite3.Connection) -> Dump | None:
    try:
        if all(_is_sound(connection, table) for table in NEEDED_FOR_DUMP):
            return read_marks(connection)
    except (sqlite3.Error, ValueError, TypeError):
        pass
    return None


def _is_sound(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute(f"PRAGMA integrity_check({table})").fetchall() == [("ok",)]
