"""The open library: one connection, its tables, and the only way to begin a change."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from newsterm.errors import NewstermError, StoreError
from newsterm.store.articles import Articles
from newsterm.store.backup import Backups
from newsterm.store.connection import (
    REBUILD_HINT,
    VERSION,
    connect,
    explained,
    private_mode,
    refuse_newer,
)
from newsterm.store.facts import Facts
from newsterm.store.file_tags import FileTags
from newsterm.store.files import Files
from newsterm.store.lock import WriteLock
from newsterm.store.tables import Tables
from newsterm.store.tags import Tags
from newsterm.store.values import Values

if TYPE_CHECKING:
    from sqlite_utils import Database

    from newsterm.store.figures import Figures
    from newsterm.store.history import History
    from newsterm.store.indicators import Indicators
    from newsterm.store.reviews import Reviews
    from newsterm.store.rule_queue import RuleQueue
    from newsterm.store.saved import SavedSearches
    from newsterm.store.search import SearchIndex

ALWAYS_CHECKED_BYTES = 32 << 20
"""A database smaller than this is looked over at each opening for writing (0.03 s at most)."""
CHECKPOINT_BYTES = 8 << 20
"""Size of the write-ahead log past which a commit moves it into the database."""


class Store:
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
        self.articles = Articles(connection)
        self.facts = Facts(connection)
        self.tables = Tables(connection)
        self.tags = Tags(connection)
        self.file_tags = FileTags(connection, self.tags)
        self.values = Values(connection)
        self.files = Files(connection)
        self._lock = WriteLock(path, mode=private_mode(path.parent), on_wait=on_wait)
        self._database: Database | None = None
        self._file = _identity(path)
        self._looked_over: date | None = None
        self.backups = Backups(path, private_mode(path.parent))

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
        store = cls(connect(path, write=write), path, write=write, on_wait=on_wait)
        try:
            store._bring_up_to_date()
        except sqlite3.Error as error:
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

    # Imported when first asked for: half of the store's own time to load.

    @cached_property
    def indicators(self) -> Indicators:
        """The indicators that facts name."""
        from newsterm.store.indicators import Indicators

        return Indicators(self.connection)

    @cached_property
    def figures(self) -> Figures:
        """Facts over many articles, a row an indicator."""
        from newsterm.store.figures import Figures

        return Figures(self.connection)

    @cached_property
    def reviews(self) -> Reviews:
        """What editors decided about facts."""
        from newsterm.store.reviews import Reviews

        return Reviews(self.connection)

    @cached_property
    def history(self) -> History:
        """The log of changes, to undo and to do again."""
        from newsterm.store.history import History

        return History(self.connection, self.tags, self.values)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index."""
        from newsterm.store.search import SearchIndex

        return SearchIndex(self.connection)

    @cached_property
    def rule_queue(self) -> RuleQueue:
        """What was loaded and waits for the tag rules."""
        from newsterm.store.rule_queue import RuleQueue

        return RuleQueue(self.connection)

    @cached_property
    def saved(self) -> SavedSearches:
        """Searches kept under a name."""
        from newsterm.store.saved import SavedSearches

        return SavedSearches(self.connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing, alone among all processes (lock file, BEGIN IMMEDIATE).

        Raises:
            StoreError: the store was opened for reading, the disk is full, the file read-only…
        """
        if not self.writable:
            raise StoreError(f"{self.path}: opened for reading; no changes can be saved")
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
        return [line for line in found if line != "ok"] + [
            f"{table} row {row}: its {parent} row is missing" for table, row, parent, _ in broken
        ]

    def close(self) -> None:
        """Close; the last one to close moves the write-ahead log into the database."""
        if self.writable:
            with self._lock:
                self.connection.close()
        else:
            self.connection.close()

    def damage(self) -> list[str]:
        """What a quick look (0.1 s per 100 MB) finds broken in the file; empty when it is sound."""
        try:
            found = [str(row[0]) for row in self.connection.execute("PRAGMA quick_check(5)")]
        except sqlite3.DatabaseError as error:
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
            raise StoreError(f"{self.path}: damaged: {found[0]}", hint=REBUILD_HINT)
        if due:
            self._back_up()
        self._looked_over = today

    def _back_up(self, note: str = "") -> None:
        from newsterm.domain.tag_dump import format_dump
        from newsterm.store.dump import read_dump

        content = read_dump(self.connection)
        if content.articles or content.tags:
            self.backups.write(format_dump(content), note)

    def _blame_damage(self, error: BaseException) -> None:
        """Raise StoreError in place of an error that nobody foresaw when the file is damaged.

        A damaged file can hold anything, so any code that reads it may stumble anywhere.
        """
        if not isinstance(error, Exception) or isinstance(error, NewstermError | OSError):
            return
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        if found := self.damage():
            raise StoreError(f"{self.path}: damaged: {found[0]}", hint=REBUILD_HINT) from error
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(
            error, sqlite3.ProgrammingError | sqlite3.IntegrityError
        ):
            raise explained(self.path, error) from error

    def _refuse_stale(self) -> None:
        """Refuse to write to what is no longer, or not yet known as, the library."""
        refuse_newer(self.path, self._version())
        if _identity(self.path) != self._file:
            raise StoreError(
                f"{self.path}: replaced by another file since it was opened: nothing was changed",
                hint="start newsterm again",
            )

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _bring_up_to_date(self) -> None:
        version = self._version()
        if version == VERSION:
            return
        if version == 0 and self._has_foreign_tables():
            raise StoreError(f"{self.path}: a database, but not one of newsterm's")
        if not self.writable:
            raise StoreError(
                f"{self.path}: not made ready yet", hint="load something: newsterm load PATH…"
            )
        from newsterm.store.schema import migrate

        with self.transaction():
            if (version := self._version()) < VERSION:  # another process may have been quicker
                if version:
                    self._back_up(f"-schema-{version}")
                migrate(self.database)

    def _has_foreign_tables(self) -> bool:
        names = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
        return bool(self.connection.execute(names).fetchone()[0])

    def _checkpoint_when_large(self) -> None:
        log = self.path.with_name(self.path.name + "-wal")
        if log.exists() and log.stat().st_size > CHECKPOINT_BYTES:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at the path now."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
