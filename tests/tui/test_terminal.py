"""The app in a real pty: what the terminal is left like, however the app ends."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest

from newsterm.config import Library

MODES = {"?1049", "?25", "?1000", "?1002", "?1003", "?1004", "?1006", "?2004", "?7"}
"""Alternate screen, cursor, mouse, focus, paste, wrapping: what must be as before at the end."""


class Terminal:
    """The app in a pseudo-terminal, with its screen and the modes it has set."""

    def __init__(self, library: Library, columns: int = 100, lines: int = 30) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (lines, columns))
        self.before = termios.tcgetattr(self.slave)
        words = [sys.executable, "-m", "newsterm", "--library", str(library.root)]
        environ = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            words,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env=environ,
            start_new_session=True,
        )

    def read(self, seconds: float) -> None:
        """Take in what the app writes within this time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.master], [], [], left)[0]:
                return
            data = os.read(self.master, 65536)
            self.written += data
            self._stream.feed(data)

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Read until the text is on the screen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            # pyte leaves an empty cell behind each wide character
            if text in "".join("".join(line.split()) for line in self.screen.display):
                return
        raise AssertionError(f"{text!r} is not on the screen:\n" + "\n".join(self.screen.display))

    def wait_for_end(self, seconds: float = 5) -> int:
        """Read until the app is gone; returns its exit status as the shell sees it."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.read(0.1)
        status = self.process.poll()
        assert status is not None, "still running"
        return status

    def modes_left_on(self) -> set[str]:
        """The modes that differ from those at the start."""
        on = {"?25", "?7"}
        for mode, letter in re.findall(rb"\x1b\[(\?\d+)([hl])", self.written):
            (on.add if letter == b"h" else on.discard)(mode.decode())
        return (on ^ {"?25", "?7"}) & MODES

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self.master, self.slave):
            os.close(descriptor)


@pytest.fixture
def terminal(library: Library) -> Iterator[Terminal]:
    opened = Terminal(library)
    yield opened
    opened.close()


def test_quitting_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    terminal.wait_for("6added")
    os.write(terminal.master, b"Q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes_left_on() == set()
    assert termios.tcgetattr(terminal.slave) == terminal.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_so_does_a_signal(terminal: Terminal, number: signal.Signals) -> None:
    terminal.wait_for("6added")
    terminal.process.send_signal(number)
    assert terminal.wait_for_end() == 128 + number
    assert terminal.modes_left_on() == set()
    assert termios.tcgetattr(terminal.slave) == terminal.before


def test_the_whole_way_by_keys(terminal: Terminal) -> None:
    terminal.wait_for("6added")
    os.write(terminal.master, b"/")
    terminal.wait_for("words")
    os.write(terminal.master, "养老".encode())
    terminal.wait_for("2found,bestfirst")
    os.write(terminal.master, b"\r")
    terminal.read(0.3)
    os.write(terminal.master, b"\r")
    terminal.wait_for("5分钟生活圈")
    os.write(terminal.master, b"q")
    terminal.wait_for("2found")
    os.write(terminal.master, b"Q")
    assert terminal.wait_for_end() == 0
    assert terminal.modes_left_on() == set()


def test_the_editor_gets_the_file_and_what_it_wrote_is_loaded(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "an editor; with 'odd' name"
    editor.write_text("#!/bin/sh\nsed -i 's/再次明确/又一次明确/' \"$2\"\n", encoding="utf-8")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", f'"{editor}" --flag')
    terminal = Terminal(library)
    try:
        terminal.wait_for("6added")
        os.write(terminal.master, b"3G")
        terminal.read(0.5)
        assert "再次明确" in "".join(
            "".join(line.split()) for line in terminal.screen.display if "▌" in line
        )
        os.write(terminal.master, b"e")
        terminal.wait_for("又一次明确")
        terminal.wait_for("1updated")
        os.write(terminal.master, b"Q")
        assert terminal.wait_for_end() == 0
        assert terminal.modes_left_on() == set()
    finally:
        terminal.close()


def test_a_dumb_terminal_is_told_what_to_use(library: Library, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "newsterm", "--library", str(library.root)]
    done = subprocess.run(
        words,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "dumb"},
        check=False,
    )
    said = os.read(master, 4096)
    os.close(master)
    os.close(slave)
    assert done.returncode == 2
    assert said.startswith(b"newsterm: the app can't draw on TERM=dumb")
    assert b"\x1b" not in said
