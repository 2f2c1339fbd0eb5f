"""The app on a library of its own, and waiting until it is quiet."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from newsterm.config import Library, library_in
from newsterm.tui.app import NewsApp
from newsterm.tui.main_screen import MainScreen


@pytest.fixture
def library(tmp_path: Path, sample: Path) -> Library:
    """A copy of the six articles, not loaded yet."""
    folder = tmp_path / "library"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns(".newsterm"))
    return library_in(folder)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine takes its time between two keys of one count."""
    monkeypatch.setattr("newsterm.tui.motions.COUNT_SECONDS", 10)


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait until something has become true; fail when it does not."""
    for _ in range(int(seconds / 0.02)):
        await pilot.pause()
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError(f"never became true: {condition}")


def main_screen(pilot: Pilot[None]) -> MainScreen:
    """The screen with the tabs, whatever dialog lies over it."""
    [screen] = [screen for screen in pilot.app.screen_stack if isinstance(screen, MainScreen)]
    return screen


async def loaded(pilot: Pilot[None]) -> None:
    """Wait until the load in the background has ended and the tabs show what it brought."""
    screen = main_screen(pilot)
    await until(pilot, lambda: screen.last_load is not None and screen.last_load.finished)
    await until(pilot, lambda: screen.complete)
    await pilot.pause(0.2)


def status(pilot: Pilot[None]) -> str:
    """What the status line says."""
    return str(main_screen(pilot).query_one("#status").render())


@asynccontextmanager
async def opened(library: Library, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """The app with the library loaded and its first article shown."""
    from newsterm.tui.articles_pane import ArticlesPane

    app = NewsApp(library)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen) and app.screen.is_mounted)
        pane = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await until(pilot, lambda: main_screen(pilot).complete)
        yield pilot
