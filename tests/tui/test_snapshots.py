"""What the tabs look like, as text: a second witness beside the tests that assert state."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from newsterm.config import Library
from newsterm.tui.reader import Reader
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.targets_pane import TargetsPane
from tests.tui.conftest import loaded, main_screen, opened, status, until

Size = tuple[int, int]
sizes = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["wide", "narrow"])


def _screen_text(pilot: Pilot[None]) -> str:
    """The whole screen, trailing spaces left out."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@sizes
async def test_articles(library: Library, size: Size, snapshot: SnapshotAssertion) -> None:
    async with opened(library, size) as pilot:
        await loaded(pilot)
        reader = main_screen(pilot).query_one(Reader)
        await pilot.press("home")
        await pilot.press("enter")
        await until(pilot, lambda: reader.has_focus)
        await pilot.press("J", "J")
        await until(pilot, lambda: reader.sentence is not None)
        await pilot.pause(0.2)
        assert _screen_text(pilot) == snapshot


@sizes
async def test_targets(library: Library, size: Size, snapshot: SnapshotAssertion) -> None:
    async with opened(library, size) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("G", "enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.grid.row_count > 0)
        await pilot.pause(0.2)
        assert _screen_text(pilot) == snapshot


@sizes
async def test_all_figures(library: Library, size: Size, snapshot: SnapshotAssertion) -> None:
    async with opened(library, size) as pilot:
        await loaded(pilot)
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("a")
        await until(pilot, lambda: pane.of_many and pane.grid.has_focus)
        await until(pilot, lambda: (row := pane.grid.row_at(31)) and row.head)
        await until(pilot, lambda: pane.figures.preview.passages)
        await pilot.pause(0.2)
        assert _screen_text(pilot) == snapshot


async def test_search(library: Library, snapshot: SnapshotAssertion) -> None:
    async with opened(library, (100, 20)) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        await pilot.press("slash", *"养老")
        pane = main_screen(pilot).query_one(SearchPane)
        await until(pilot, lambda: pane.hits.total == 2)
        await pilot.press("enter")
        await until(pilot, lambda: pane.hits.has_focus)
        await pilot.pause(0.2)
        assert _screen_text(pilot) == snapshot
