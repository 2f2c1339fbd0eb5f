"""One writer at a time, over all processes: a lock file beside the database.

SQLite's own lock makes waiting writers poll, and under many of them some starve; a queue at one
`flock` serves all of them quickly. It also keeps checkpoints and writes apart, which the SQLite
versions before 3.51.3 need (their WAL-reset bug can lose a commit that meets a checkpoint).
"""

from __future__ import annotations

import fcntl
import getpass
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from newsterm.errors import StoreError
from newsterm.language import _

PATIENCE = 30.0
"""Seconds to wait for another writer before giving up with its name."""
NAMED_AFTER = 5.0
"""Seconds of waiting after which the one who waits is told for whom."""
NOTE_BYTES = 120


class WriteLock:
    """Hold it (`with lock:`) for every write transaction and every checkpoint.

    The file names its holder (pid, user, since when), so that whoever waits can say for whom.
    A killed holder leaves nothing behind: the kernel lets go of the lock.

    Args:
        database: the lock file stands beside it.
        mode: rights of the lock file.
        on_wait: is told, once, who holds the lock when it takes more than NAMED_AFTER seconds.
    """

    def __init__(
        self, database: Path, *, mode: int = 0o600, on_wait: Callable[[str], None] | None = None
    ) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._mode = mode
        self._on_wait = on_wait
        self._descriptor = -1
        self._depth = 0

    def __enter__(self) -> WriteLock:
        if self._depth == 0:
            self._acquire()
        self._depth += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _acquire(self) -> None:
        descriptor = self._open()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._stand_in_line(descriptor)
        since = datetime.now(UTC).strftime("%H:%M:%S")
        note = f"pid {os.getpid()}, user {_user()}, since {since} UTC".encode()[:NOTE_BYTES]
        # Of one length and in one write, so that nobody reads half of it.
        with suppress(OSError):  # on a full disk the lock holds without a name
            os.pwrite(descriptor, note.ljust(NOTE_BYTES) + b"\n", 0)
        self._descriptor = descriptor

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            try:
                return os.open(self.path, flags)
            except FileNotFoundError:
                descriptor = os.open(self.path, flags | os.O_CREAT, self._mode)
                os.fchmod(descriptor, self._mode)
                return descriptor
        except OSError as error:
            raise StoreError(
                "{path}: {strerror}: no changes can be saved",
                path=self.path,
                strerror=error.strerror,
            ) from error

    def _stand_in_line(self, descriptor: int) -> None:
        """Wait in the kernel's line, which is fair where looking again and again is not."""
        place = _PlaceInLine(descriptor)
        try:
            if place.reached(NAMED_AFTER):
                return
            if self._on_wait is not None:
                holder = self.holder()
                self._on_wait(
                    _("waiting for another newsterm that is writing ({holder})").format(
                        holder=holder
                    )
                )
            if place.reached(PATIENCE - NAMED_AFTER):
                return
        except BaseException:
            if not place.leave():
                os.close(descriptor)
            raise
        if not place.leave():
            return
        raise StoreError(
            "{path}: another newsterm is writing ({holder})",
            hint="try again when it has finished",
            path=self.path,
            holder=self.holder(),
        )

    def holder(self) -> str:
        """Who holds the lock, or held it last: `pid 12, user eva, since 09:15:00 UTC`."""
        try:
            note = self.path.read_bytes()[:NOTE_BYTES].decode("utf-8", "replace").strip()
        except OSError:
            note = ""
        return note or "unknown"


class _PlaceInLine:
    """A thread that waits for the lock, since a wait with a time limit is not to be had."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._turn = threading.Event()
        self._decision = threading.Lock()
        self._left = False
        threading.Thread(target=self._wait, name="lock", daemon=True).start()

    def reached(self, seconds: float) -> bool:
        """Whether the lock is ours by then."""
        return self._turn.wait(seconds)

    def leave(self) -> bool:
        """Give the place up; False when the turn had just come."""
        with self._decision:
            self._left = not self._turn.is_set()
            return self._left

    def _wait(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._decision:
            if self._left:
                os.close(self._descriptor)
            else:
                self._turn.set()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
