"""Opening an article: one picture, with nothing of another article in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from textual.pilot import Pilot

from newsterm.config import Library
from newsterm.tui.articles_pane import ArticlesPane
from tests.tui.conftest import main_screen, opened, until
from tests.tui.test_terminal import Terminal

NARROW = (80, 24)
FIRST_TITLE, FIRST_WORDS = "中心城区共享单车投放不得超过80万辆", "北京互联网租赁自行车行业"
SECOND_TITLE, SECOND_WORDS = "城市副中心加速构建三甲", "预留水道等多种措施"


@pytest.fixture
def terminal(library: Library) -> Iterator[Terminal]:
    terminal = Terminal(library, *NARROW)
    yield terminal
    terminal.close()


def _pane(pilot: Pilot[None]) -> ArticlesPane:
    return main_screen(pilot).query_one(ArticlesPane)


async def test_the_text_is_set_before_the_reader_is_laid_out(library: Library) -> None:
    async with opened(library, size=NARROW) as pilot:
        pane = _pane(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pane.reader.has_focus)
        assert pane.reader.measures == (80, 79, pane.reader.size.height)
        set_for = pane.reader.last_line(), pane.reader.virtual_size
        await pilot.press("q")
        await until(pilot, lambda: pane.list.has_focus)
        assert pane.reader.measures == (0, 0, 0)
        assert pane.list.measures == (80, 79, pane.list.size.height)
        assert pane.view is not None
        pane.reader.show(pane.view.article, pane.view.facts, measures=pane.list.measures)
        assert (pane.reader.last_line(), pane.reader.virtual_size) == set_for
        pane.reader.show(pane.view.article, pane.view.facts)
        assert pane.reader.last_line() == 0, "of no size, it keeps no lines of what it showed"


async def test_one_in_hand_is_seen_when_narrow_and_both_when_wide(library: Library) -> None:
    async with opened(library, size=(120, 30)) as pilot:
        pane, screen = _pane(pilot), main_screen(pilot)
        reading = pane.query_one("#reading")

        def shown() -> tuple[bool, bool]:
            return pane.list.display, reading.display

        assert shown() == (True, True)
        await pilot.resize_terminal(*NARROW)
        await until(pilot, lambda: shown() == (True, False))
        await pilot.press("enter")
        await until(pilot, lambda: shown() == (False, True))
        await pilot.resize_terminal(120, 30)
        await until(pilot, lambda: shown() == (True, True))
        await pilot.press("z")
        await until(pilot, lambda: shown() == (False, True))
        assert screen.has_class("-zen")
        await pilot.press("z")
        await until(pilot, lambda: shown() == (True, True))
        await pilot.press("q")
        await until(pilot, lambda: pane.list.has_focus)
        assert shown() == (True, True)


def test_an_article_is_written_once(terminal: Terminal) -> None:
    """And nothing of the article before it, whose lines the hidden reader had."""
    terminal.wait_for(FIRST_TITLE)
    terminal.read(2)
    os.write(terminal.master, b"\r")
    terminal.wait_for(FIRST_WORDS)
    terminal.read(1)
    os.write(terminal.master, b"q")
    terminal.wait_for(SECOND_TITLE)
    terminal.read(1)
    os.write(terminal.master, b"j")
    terminal.read(1)
    before = len(terminal.written)
    os.write(terminal.master, b"\r")
    terminal.wait_for(SECOND_WORDS)
    terminal.read(1)
    written = terminal.written[before:].decode()
    assert written.count(SECOND_WORDS) == 1
    assert FIRST_WORDS not in written
