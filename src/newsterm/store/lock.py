"""One writer at a time, over all processes: a lock file beside the database.

SQLite's own lock makes waiting writers poll, and under many of them some starve; a queue at one
`flock` serves all of them quickly. It also keeps checkpoints and writes apart, which the SQLite
versions before 3.51.3 need (their WAL-reset bug can lose a commit that meets a checkpoint).
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from newsterm.errors import StoreError

PATIENCE = 30.0
"""Seconds to wait for another writer before giving up with its name."""
POLL = 0.005


class WriteLock:
    """Hold it (`with lock:`) for every write transaction and every checkpoint.

    The file names its holder (pid and user), so that whoever waits in vain can say for whom.
    A killed holder leaves nothing behind: the kernel lets go of the lock.
    """

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
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
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            descriptor = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise StoreError(f"{self.path}: {error.strerror}: no changes can be saved") from error
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip()
                    os.close(descriptor)
                    raise StoreError(
                        f"{self.path}: another newsterm is writing ({holder or 'unknown'})",
                        hint="try again when it has finished",
                    ) from None
                time.sleep(POLL)
            else:
                break
        note = f"pid {os.getpid()}, uid {os.getuid()}\n".encode()
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note, 0)
        self._descriptor = descriptor
