"""Opening the database: rights, pragmas, and the refusal of what newsterm must not touch."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from newsterm.errors import StoreError
from newsterm.language import N_, Message

VERSION = 2
"""`PRAGMA user_version` of a database that has had all the migrations."""

MOST_VERSIONS = 10_000
"""No newsterm will ever come so far: a number above this was not written by one."""
REBUILD_HINT = N_("newsterm check --rebuild makes it anew and keeps the bad file")

BUSY_MS = 5_000
CACHE_KIB = {True: 65_536, False: 512}
"""Page cache of a connection that writes, and of one that reads. Readers live for one question, and
what their thread once took from the heap stays with the process: four times as much answers no
question of 200,000 articles sooner, and makes the app 5 MB larger."""


class DamagedError(StoreError):
    """The file is broken; it can be made anew from the articles and the newest dump."""

    def __init__(self, path: Path, found: object) -> None:
        super().__init__(
            N_("{path}: damaged: {found}"),
            hint=REBUILD_HINT,
            path=path,
            found=" ".join(str(found).split()),
        )


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
        _give_logs_its_rights(path)
    elif not path.is_file():
        raise StoreError(
            "{path}: no such database", hint="make it with: newsterm load PATH…", path=path
        )
    try:
        connection = _open(path, write=write)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise explained(path, error) from error
    refuse_newer(path, version)
    return connection


def refuse_newer(path: Path, version: int) -> None:
    """Raise StoreError when a later newsterm has changed the database's schema."""
    if version > MOST_VERSIONS:
        raise DamagedError(path, Message("schema {version}", version=version))
    if version > VERSION:
        raise StoreError(
            "{path}: made by a newer newsterm (schema {version}, this one knows {known})",
            hint="use that newsterm, or load the articles into another database with --db",
            path=path,
            version=version,
            known=VERSION,
        )


def explained(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> StoreError:
    """What an error of SQLite means for the one who uses the database, in one line."""
    if isinstance(error, UnicodeDecodeError):  # SQLite quoted a name that is garbled
        return DamagedError(path, Message("a name that is no UTF-8"))
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedError(path, error)
    if "decode to UTF-8" in str(error):
        return DamagedError(path, Message("text that is no UTF-8"))
    if "unsupported file format" in str(error):
        return DamagedError(path, error)
    if code == sqlite3.SQLITE_FULL:
        return StoreError("{path}: the disk is full: nothing was changed", path=path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        beside = [path, path.parent, *filter(Path.exists, _logs(path))]
        if all(os.access(each, os.W_OK) for each in beside):
            return DamagedError(path, Message("its header forbids to write"))
        return StoreError("{path}: read-only: no changes can be saved", path=path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(
            "{path}: another program is writing to it: nothing was changed",
            hint="try again when it has finished",
            path=path,
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            "{path}: {error}: nothing was changed", hint="is the disk full?", path=path, error=error
        )
    return StoreError(f"{path}: {error}")


def private_mode(folder: Path) -> int:
    """Rights of the files made in a folder: their owner's alone, whatever the umask.

    A folder that its group may write to, with the set-group-id bit, is shared on purpose.
    """
    try:
        shared = folder.stat().st_mode & 0o2020 == 0o2020
    except OSError:
        shared = False
    return 0o660 if shared else 0o600


def _create_private(path: Path) -> None:
    """Make the file readable by its owner alone, or by the group of a shared folder."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = private_mode(path.parent)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        descriptor = os.open(path, flags | os.O_EXCL, mode)
    except FileExistsError:
        return
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
    os.fchmod(descriptor, mode)
    os.close(descriptor)


def _logs(path: Path) -> tuple[Path, Path]:
    """The files that SQLite keeps beside a database in use."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _give_logs_its_rights(path: Path) -> None:
    """Let the logs be written when the database may be written again.

    One who reads a read-only database leaves its logs read-only.
    """
    for log in _logs(path):
        with suppress(OSError):
            rights = stat.S_IMODE(path.stat().st_mode)
            if stat.S_IMODE(log.stat().st_mode) != rights:
                log.chmod(rights)


def _open(path: Path, *, write: bool) -> sqlite3.Connection:
    mode = "rw" if write else "ro"
    connection = _connect_uri(path, f"mode={mode}")
    if not write and not _readable(connection):
        # A WAL database in a folder where its -shm can't be made opens only like this.
        connection.close()
        connection = _connect_uri(path, "immutable=1")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB[write]:d}")
    if write:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA temp_store = MEMORY")
    else:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _connect_uri(path: Path, parameters: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?{parameters}",
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
