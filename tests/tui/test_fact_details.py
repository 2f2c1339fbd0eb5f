"""`i` tells where a fact comes from, in the reader and in a table; Enter reads it there."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from newsterm.config import Library
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.fact_details import FactDetails
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.targets_pane import TargetsPane
from tests.tui.conftest import loaded, main_screen, opened, until


async def _shown(pilot: Pilot[None]) -> FactDetails:
    await until(pilot, lambda: isinstance(pilot.app.screen, FactDetails))
    screen = pilot.app.screen
    assert isinstance(screen, FactDetails)
    await until(pilot, lambda: screen.details)
    return screen


async def test_from_the_reader_and_back(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        pane = main_screen(pilot).query_one(ArticlesPane)
        await pilot.press("enter")
        await until(pilot, lambda: pane.reader.has_focus)
        await pilot.press("]", "i")
        screen = await _shown(pilot)
        [details] = screen.details
        fact = pane.reader.fact
        assert fact is not None
        assert details.fact == fact
        assert details.file is not None
        assert details.file.parent == library.root
        text = str(screen.query_one("#details-rows", Static).render())
        assert f"{fact.start}–{fact.end}" in text
        assert "by nobody" in text
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        assert pane.reader.has_focus


async def test_from_a_cell_to_the_sentence_and_back_to_the_cell(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        screen = main_screen(pilot)
        await pilot.press("2")
        pane = screen.query_one(TargetsPane)
        await until(pilot, lambda: pane.list.has_focus and pane.row is not None)
        await pilot.press("enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.table is not None)
        await pilot.press("i")
        details = (await _shown(pilot)).details[0]
        await pilot.press("enter")
        reader = screen.query_one(ArticlesPane).reader
        await until(pilot, lambda: reader.has_focus and reader.sentence is not None)
        assert reader.sentence == (details.offset, details.offset + len(details.sentence))
        await pilot.press("q")
        await until(pilot, lambda: pane.grid.has_focus)
