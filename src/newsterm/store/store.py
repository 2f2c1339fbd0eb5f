"""The open library: one connection, its tables, and the only way to begin a change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType

from newsterm.errors import NewstermError, StoreError
from newsterm.language import Message
from newsterm.lean import TYPE_CHECKING
from newsterm.store.connection import (
    VERSION,
    DamagedError,
    connect,
    explained,
    private_mode,
    refuse_newer,
)
from newsterm.store.parts import Parts

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newsterm.store.backup import Backups
    from newsterm.store.lock import WriteLock

ALWAYS_CHECKED_BYTES = 32 << 20
"""A database smaller than this is looked over at each opening for writing (0.03 s at most)."""
CHECKPOINT_BYTES = 8 << 20
"""Size of the write-ahead log past which a commit moves it into the database."""


class Store(Parts):
    """A database of articles. Open it for reading, or for writing too, and close it.

    Values of the domain go in and come out; a connection belongs to the thread that opened it.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        write: bool,
        on_wait: Callable[[str], None] | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.writable = write
        self._on_wait = on_wait
        self._database: Database | None = None
        self._file = _identity(path)
        self._looked_over: date | None = None

    @cached_property
    def backups(self) -> Backups:
        """The dumps that newsterm writes by itself."""
        from newsterm.store.backup import Backups

        return Backups(self.path, private_mode(self.path.parent))

    @cached_property
    def _lock(self) -> WriteLock:
        from newsterm.store.lock import WriteLock  # who only reads needs none

        mode = private_mode(self.path.parent)
        return WriteLock(self.path, mode=mode, on_wait=self._on_wait)

    @classmethod
    def open(
        cls, path: Path, *, write: bool = False, on_wait: Callable[[str], None] | None = None
    ) -> Store:
        """Open the database at `path`; with `write` it is made and migrated as needed.

        Args:
            path: the database file.
            write: whether changes may be made.
            on_wait: is told who is writing when a change has to wait for more than 5 s.

        Raises:
            StoreError: it can't be opened, is no newsterm database, or is too new or too old.
        """
        emptied = path.is_file() and path.stat().st_size == 0
        store = cls(connect(path, write=write), path, write=write, on_wait=on_wait)
        try:
            if emptied and store.backups.all():
                raise DamagedError(path, Message("it is empty, but there are backups"))
            store._bring_up_to_date()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            store.connection.close()
            raise explained(path, error) from error
        except StoreError:
            store.connection.close()
            raise
        return store

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is not None:
                self._blame_damage(error)
        finally:
            self.close()

    @property
    def database(self) -> Database:
        """The same connection as sqlite-utils sees it. Imported when first asked for: 110 ms."""
        if self._database is None:
            from sqlite_utils import Database

            self._database = Database(self.connection)
        return self._database

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing, alone among all processes (lock file, BEGIN IMMEDIATE).

        Raises:
            StoreError: the store was opened for reading, the disk is full, the file read-only…
        """
        if not self.writable:
            raise StoreError("{path}: opened for reading; no changes can be saved", path=self.path)
        if self.connection.in_transaction:
            with self._savepoint():
                yield
            return
        self._look_over()
        with self._lock:
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    self._refuse_stale()
                    yield
                    self.connection.execute("COMMIT")
                finally:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                self._checkpoint_when_large()
            except sqlite3.IntegrityError:
                raise
            except sqlite3.DatabaseError as error:
                raise explained(self.path, error) from error

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        """All of the block or nothing, within a transaction that goes on."""
        self.connection.execute("SAVEPOINT within")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK TO within")
                self.connection.execute("RELEASE within")
            raise
        self.connection.execute("RELEASE within")

    def interrupt(self) -> None:
        """Stop the query that another thread is running here; it fails with StoreError."""
        self.connection.interrupt()

    def data_version(self) -> int:
        """A number that changes when another connection has committed a change."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file; empty when it is sound."""
        found = [str(row[0]) for row in self.connection.execute("PRAGMA integrity_check")]
        broken = self.connection.execute("PRAGMA foreign_key_check").fetchall()
        problems = [line for line in found if line != "ok"] + [
            f"{table} row {row}: its {parent} row is missing" for table, row, parent, _ in broken
        ]
        return problems or [
            f"{table}: text that is no UTF-8" for table in self._tables() if self._is_garbled(table)
        ]

    def _is_garbled(self, table: str) -> bool:
        """Whether a text of the table can't be decoded, which SQLite itself does not look at."""
        if table.startswith("search"):  # bytes, and made anew from the articles
            return False
        try:
            quoted = table.replace('"', '""')  # another program may have named it anyhow
            for _ in self.connection.execute(f'SELECT * FROM "{quoted}"'):
                pass
        except sqlite3.OperationalError:
            return True
        return False

    def close(self) -> None:
        """Close; the last one to close moves the write-ahead log into the database.

        Whoever holds the lock for too long has the database open, so this is not the last one.
        """
        try:
            if self.writable:
                with suppress(StoreError), self._lock:
                    self.connection.close()
        finally:
            self.connection.close()

    def damage(self) -> list[str]:
        """What a quick look (0.1 s per 100 MB) finds broken in the file; empty when it is sound."""
        try:
            found = [str(row[0]) for row in self.connection.execute("PRAGMA quick_check(5)")]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            return [str(error)]
        return [line for line in found if line != "ok"]

    def _look_over(self) -> None:
        """Before the first write of a day: look for damage, then write the daily dump.

        A small file is looked over whenever a program first writes to it. Reading costs nothing of
        this, so the verbs that read and the start of the app stay quick.
        """
        today = datetime.now(UTC).date()
        if self._looked_over == today or self._version() == 0:
            return
        due = self.backups.is_due()
        size = self.path.stat().st_size
        if (due or size < ALWAYS_CHECKED_BYTES) and (found := self.damage()):
            raise DamagedError(self.path, found[0])
        if due:
            self._back_up()
        self._looked_over = today

    def _back_up(self, note: str = "") -> None:
        from newsterm.domain.files.tag_dump import Dump, format_dump
        from newsterm.store.dump import read_dump

        content = read_dump(self.connection)
        if content != Dump(()):
            self.backups.write(format_dump(content), note)

    def _blame_damage(self, error: BaseException) -> None:
        """Raise StoreError in place of an error that nobody foresaw when the file is damaged.

        A damaged file can hold anything, so any code that reads it may stumble anywhere.
        """
        cause = error.__cause__ if isinstance(error, NewstermError) else error
        if not isinstance(cause, Exception) or isinstance(cause, NewstermError | OSError):
            return
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        if found := self.damage():
            raise DamagedError(self.path, found[0]) from error
        if isinstance(cause, sqlite3.OperationalError):
            told = explained(self.path, cause)
            if isinstance(told, DamagedError) or cause is error:
                raise told from error

    def _refuse_stale(self) -> None:
        """Refuse to write to what is no longer, or not yet known as, the library."""
        refuse_newer(self.path, self._version())
        if _identity(self.path) != self._file:
            raise StoreError(
                "{path}: replaced by another file since it was opened: nothing was changed",
                hint="start newsterm again",
                path=self.path,
            )

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _bring_up_to_date(self) -> None:
        version = self._version()
        if version == VERSION:
            return
        if version == 0 and (tables := self._tables()):
            if "_sqlite_migrations" in tables and "tag_log" in tables:
                raise DamagedError(self.path, Message("it has lost the number of its schema"))
            raise StoreError("{path}: a database, but not one of newsterm's", path=self.path)
        if not self.writable:
            raise StoreError(
                "{path}: not made ready yet",
                hint="load something: newsterm load PATH…",
                path=self.path,
            )
        from newsterm.store.schema import migrate

        with self.transaction():
            if (version := self._version()) < VERSION:  # another process may have been quicker
                if version:
                    self._back_up(f"-schema-{version}")
                migrate(self.database)

    def _tables(self) -> set[str]:
        names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {str(row[0]) for row in self.connection.execute(names)}

    def _checkpoint_when_large(self) -> None:
        log = self.path.with_name(self.path.name + "-wal")
        if log.exists() and log.stat().st_size > CHECKPOINT_BYTES:
            # The change is saved whatever fails here: the log stays, and the next commit tries.
            with suppress(sqlite3.OperationalError):
                self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at the path now."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
