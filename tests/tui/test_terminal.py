"""The app in a real pty: what the terminal is left like, however the app ends."""

from __future__ import annotations

import os
import pty
import random
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
from tests.tui.conftest import loaded, opened

MODES = {"?1049", "?25", "?1000", "?1002", "?1003", "?1004", "?1006", "?2004", "?7"}
"""Alternate screen, cursor, mouse, focus, paste, wrapping: what must be as before at the end."""


class Terminal:
    """The app in a pseudo-terminal, with its screen and the modes it has set."""

    def __init__(
        self, library: Library, columns: int = 100, lines: int = 30, *, before: str = ""
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (lines, columns))
        self.size = (columns, lines)
        self.before = termios.tcgetattr(self.slave)
        code = f"{before}\nfrom newsterm.__main__ import main\nsys.exit(main())"
        words = [sys.executable, "-c", f"import sys\n{code}", "--library", str(library.root)]
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

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window does."""
        self.size = (columns, lines)
        termios.tcsetwinsize(self.slave, (lines, columns))
        self.screen.resize(lines, columns)
        self.process.send_signal(signal.SIGWINCH)

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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
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
        terminal.wait_for("中心城区")  # the list is there to be moved in
        terminal.read(1)
        for _ in range(2):
            os.write(terminal.master, b"j")
            terminal.read(1)
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


SECRET = "绝密的一句话"
RAISE = f"raise ValueError('{SECRET}')"
FAILURES = {
    "a key's action": f"""
from newsterm.tui.main_screen import MainScreen
def action_verb_keys(self):
    {RAISE}
MainScreen.action_verb_keys = action_verb_keys
""",
    "a thread": f"""
from newsterm.tui.main_screen import MainScreen
def work():
    {RAISE}
MainScreen.action_verb_keys = lambda self: self.run_worker(work, thread=True)
""",
    "a drawing": f"""
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.article_list import ArticleList
def draw_row(self, *args, **named):
    {RAISE}
def action_verb_keys(self):
    ArticleList.draw_row = draw_row
    self.query_one(ArticleList).refresh()
MainScreen.action_verb_keys = action_verb_keys
""",
    "the start": f"""
from newsterm.tui.main_screen import MainScreen
def compose(self):
    {RAISE}
MainScreen.compose = compose
""",
    "before anything is drawn": f"""
from newsterm.tui.app import NewsApp
def on_load(self):
    {RAISE}
NewsApp.on_load = on_load
""",
}


@pytest.mark.parametrize("where", FAILURES)
def test_a_crash_leaves_a_clean_terminal_one_line_and_a_log(
    library: Library, tmp_path: Path, where: str
) -> None:
    terminal = Terminal(library, before=FAILURES[where])
    try:
        if where not in ("the start", "before anything is drawn"):
            terminal.wait_for("6added")
            os.write(terminal.master, b"?")
        assert terminal.wait_for_end(15) == 1
        assert terminal.modes_left_on() == set()
        assert termios.tcgetattr(terminal.slave) == terminal.before
        said = terminal.written.decode().rpartition("newsterm: crashed")
        assert said[1], terminal.written[-500:]
        log = tmp_path / ".local/share/newsterm/crash.log"
        assert said[2].strip() == f"(ValueError); what happened is in {log}"
        assert SECRET not in terminal.written.decode()
        assert log.stat().st_mode & 0o777 == 0o600
        text = log.read_text(encoding="utf-8")
        assert "builtins.ValueError" in text
        assert 'File "' in text
        assert "def " not in text.splitlines()[0]
        assert f"ValueError: {SECRET}" not in text
    finally:
        terminal.close()


def test_a_storm_of_resizes_with_keys_typed_stops_nothing(terminal: Terminal) -> None:
    terminal.wait_for("6added")
    chance = random.Random(7)
    for number in range(300):
        terminal.resize(chance.randint(1, 300), chance.randint(1, 100))
        if number % 10 == 0:
            os.write(
                terminal.master, chance.choice(["j", "G", "\r", "q", "2", "]", "z", "gg"]).encode()
            )
        terminal.read(0.005)
    terminal.resize(100, 30)
    os.write(terminal.master, b"qqqqq1")
    terminal.read(2)
    assert terminal.process.poll() is None, terminal.written[-400:]
    os.write(terminal.master, b"Q")
    assert terminal.wait_for_end(15) == 0
    assert terminal.modes_left_on() == set()


@pytest.mark.parametrize("size", [(1, 1), (19, 4), (5, 2), (300, 1), (1, 100)])
async def test_a_screen_too_small_to_use_is_no_error(
    library: Library, size: tuple[int, int]
) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        await pilot.resize_terminal(*size)
        for key in ("j", "enter", "J", "]", "q", "2", "enter", "q", "slash", "a", "escape", "t"):
            await pilot.press(key)
        await pilot.press("escape", "question_mark", "escape", "f", "escape")
        await pilot.resize_terminal(100, 30)
        assert pilot.app.is_running
