"""What must be told apart is told apart by attributes and signs in every theme, not by colour."""

from __future__ import annotations

import itertools

import pytest
from rich.style import Style
from textual.filter import Monochrome

from newsterm.config import Library
from newsterm.services.settings import Settings
from newsterm.tui.app import NewsApp
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.reader import Reader
from newsterm.tui.themes import THEMES
from tests.tui.conftest import loaded, main_screen, until

MARKS = ("paragraph", "reported", "planned", "hit", "hit-in-hand")


def _attributes(style: Style) -> tuple[bool, ...]:
    return tuple(map(bool, (style.bold, style.underline, style.reverse, style.italic)))


@pytest.mark.parametrize("theme", THEMES)
async def test_marks_differ_without_colour(library: Library, theme: str) -> None:
    app = NewsApp(library, Settings(theme=theme))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await loaded(pilot)
        pane = main_screen(pilot).query_one(ArticlesPane)
        reader = main_screen(pilot).query_one(Reader)
        looks = {
            name: _attributes(reader.get_component_rich_style(f"reader--{name}", partial=True))
            for name in MARKS
        }
        for one, other in itertools.combinations(MARKS, 2):
            assert looks[one] != looks[other], (one, other)
        await pilot.press("g", "g")
        await until(pilot, lambda: pane.list.index == 0)
        cursor = [pane.list.render_line(y).text[0] for y in range(6)]
        assert cursor == ["▌", " ", " ", " ", " ", " "]


async def test_no_color_draws_no_colour(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = NewsApp(library)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        assert any(isinstance(each, Monochrome) for each in app._filters)
