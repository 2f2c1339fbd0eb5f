"""Opening the database: rights, pragmas, and the refusal of what newsterm must not touch."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from newsterm.errors import StoreError

VERSION = 1
"""`PRAGMA user_version` of a database that has had all the migrations."""

BUSY_MS = 5_000
CACHE_KIB = 65_536


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection in autocommit mode; transactions are begun by name, never by chance.

    Args:
        path: the database file; made (mode 0600) when `write` and absent.
        write: whether changes may be made. Without it the file is opened read-only.

    Raises:
        StoreError: it is absent, no database, can't be opened, or newer than this program.
    """
    if write:
        _create_private(path)
    elif not path.is_file():
        raise StoreError(f"{path}: no such database", hint="make it with: newsterm load PATH…")
    try:
        connection = _open(path, write=write)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}") from error
    refuse_newer(path, version)
    return connection


def refuse_newer(path: Path, version: int) -> None:
    """Raise StoreError when a later newsterm has changed the database's schema."""
    if version > VERSION:
        raise StoreError(
            f"{path}: made by a newer newsterm (schema {version}, this one knows {VERSION})",
            hint="use that newsterm, or load the articles into another database with --db",
        )


def _create_private(path: Path) -> None:
    """Make the file and its folder readable by their owner alone, whatever the umask."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        descriptor = os.open(path, flags | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
    os.fchmod(descriptor, 0o600)
    os.close(descriptor)


def _open(path: Path, *, write: bool) -> sqlite3.Connection:
    mode = "rw" if write else "ro"
    connection = _connect_uri(path, f"mode={mode}")
    if not write and not _readable(connection):
        # A WAL database in a folder where its -shm can't be made opens only like this.
        connection.close()
        connection = _connect_uri(path, "immutable=1")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
    else:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _connect_uri(path: Path, parameters: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path))}?{parameters}",
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
    )


def _readable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if "unable to open" in str(error) or "readonly" in str(error):
            return False
        raise
    return True
