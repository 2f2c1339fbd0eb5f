"""The lock: whoever waits is told for whom, and a dead holder is no obstacle."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsterm.errors import StoreError
from newsterm.store import lock
from newsterm.store.lock import WriteLock
from newsterm.store.store import Store

HOLD = """
import sys, time
from pathlib import Path
from newsterm.store.lock import WriteLock
with WriteLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock of `library.db`."""
    words = [sys.executable, "-c", HOLD, str(tmp_path / "library.db")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_who_holds_it_is_named_while_waiting_and_after(
    tmp_path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "NAMED_AFTER", 0.1)
    monkeypatch.setattr(lock, "PATIENCE", 0.3)
    said: list[str] = []
    try:
        with (
            pytest.raises(StoreError, match=rf"is writing \(pid {holder.pid}, user \w+, since"),
            WriteLock(tmp_path / "library.db", on_wait=said.append),
        ):
            pass
    finally:
        holder.kill()
        holder.wait()
    [line] = said
    pattern = rf"waiting for .* \(pid {holder.pid}, user \w+, since \d\d:\d\d:\d\d UTC\)"
    assert re.fullmatch(pattern, line)


def test_a_stopped_holder_that_is_killed_lets_go_at_once(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    os.kill(holder.pid, signal.SIGSTOP)
    os.kill(holder.pid, signal.SIGKILL)
    started = time.monotonic()
    with WriteLock(tmp_path / "library.db") as held:
        assert time.monotonic() - started < 1
        assert f"pid {os.getpid()}," in held.holder()
    holder.wait()


def test_it_may_be_taken_again_within(tmp_path: Path) -> None:
    held = WriteLock(tmp_path / "library.db")
    with held, held:
        pass
    with WriteLock(tmp_path / "library.db"):
        assert held.path.stat().st_mode & 0o777 == 0o600


def test_one_who_gave_up_waiting_does_not_hold_it_later(
    tmp_path: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "NAMED_AFTER", 0.05)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with pytest.raises(StoreError), WriteLock(tmp_path / "library.db"):
        pass
    holder.kill()
    holder.wait()
    monkeypatch.setattr(lock, "PATIENCE", 5)
    with WriteLock(tmp_path / "library.db") as held:
        assert f"pid {os.getpid()}," in held.holder()


def test_a_store_closes_though_another_holds_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it wrote is committed: that it can't tidy up is no failure of the change."""
    monkeypatch.setattr(lock, "NAMED_AFTER", 0.05)
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    path = tmp_path / "library.db"
    store = Store.open(path, write=True)
    with store.transaction():
        store.files.add_root("articles")
    with WriteLock(path):
        store.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        store.data_version()
    with Store.open(path) as again:
        assert again.files.roots() == ["articles"]
