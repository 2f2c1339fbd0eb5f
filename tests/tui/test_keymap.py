"""Keys: every binding has a name and a place, presets are sound, chords and remapping work."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual.dom import DOMNode
from textual.pilot import Pilot

import newsterm.tui
from newsterm.config import Library
from newsterm.services.keys import FORBIDDEN, PRESETS, keys_in_force, problems
from newsterm.services.settings import Remapped, Settings
from newsterm.tui.app import NewsApp
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.help import HelpScreen, narrowed
from newsterm.tui.keymap import PLACES, all_bindings, unknown_ids
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.tag_dialog import TagDialog
from newsterm.tui.themes import THEMES
from newsterm.tui.which_key import PAUSE_SECONDS, WhichKey
from tests.tui.conftest import loaded, main_screen, opened, until


def test_every_binding_has_an_id_that_means_one_thing() -> None:
    seen: dict[str, str] = {}
    for each in all_bindings():
        assert each.id, each
        assert seen.setdefault(each.id, each.what) == each.what
        assert each.what, each


def test_every_widget_with_keys_has_a_place() -> None:
    for module in pkgutil.iter_modules(newsterm.tui.__path__):
        importlib.import_module(f"newsterm.tui.{module.name}")
    placed = {cls for _, widget, _ in PLACES for cls in widget.__mro__}

    def below(cls: type[DOMNode]) -> set[type[DOMNode]]:
        return {cls}.union(*(below(sub) for sub in cls.__subclasses__()))

    ours = {
        cls
        for cls in below(DOMNode)
        if cls.__module__.startswith("newsterm.") and cls.__dict__.get("BINDINGS")
    }
    assert ours <= placed


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_sound(preset: str) -> None:
    settings = Settings(keys=preset)
    assert unknown_ids(PRESETS[preset]) == []
    assert problems(all_bindings(), settings) == []
    for each in keys_in_force(all_bindings(), settings):
        assert not FORBIDDEN & set(each.keys), each
        assert all(key for key in each.keys), each


async def _list(pilot: Pilot[None]) -> ArticlesPane:
    pane = main_screen(pilot).query_one(ArticlesPane)
    await loaded(pilot)
    await until(pilot, lambda: pane.list.highlighted_row is not None)
    return pane


async def test_chords_and_their_popup(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _list(pilot)
        await pilot.press("G", "g")
        assert not pilot.app.screen.query(WhichKey)
        await pilot.pause(PAUSE_SECONDS + 0.1)
        popup = str(pilot.app.screen.query_one(WhichKey).render())
        assert "g  First line" in popup
        assert "n  Next unread" in popup
        await pilot.press("g")
        await until(pilot, lambda: pane.list.index == 0)
        assert not pilot.app.screen.query(WhichKey)
        await pilot.press("g", "n")
        await until(pilot, lambda: pane.list.index == 1)
        await pilot.press("g", "p")
        await until(pilot, lambda: pane.list.index == 0)
        await pilot.press("g", "j")
        await until(pilot, lambda: pane.list.index == 1)
        await pilot.press("g", "t")
        await until(pilot, lambda: main_screen(pilot).tabs.active == "targets")
        await pilot.press("g", "T")
        await until(pilot, lambda: main_screen(pilot).tabs.active == "articles")


async def test_next_unread_passes_over_what_was_read(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _list(pilot)
        await pilot.press("j", "r")
        await until(pilot, lambda: (row := pane.list.row(1)) is not None and not row.unread)
        await pilot.press("g", "g", "g", "n")
        await until(pilot, lambda: pane.list.index == 2)
        await pilot.press("g", "p")
        await until(pilot, lambda: pane.list.index == 0)


async def test_a_remapped_key_takes_the_place_of_the_old_one(library: Library) -> None:
    keymap = (Remapped("verb.tag", ("W", "g w"), "f:1"),)
    app = NewsApp(library, Settings(keymap=keymap))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await _list(pilot)
        await pilot.press("t")
        await pilot.pause(0.1)
        assert isinstance(app.screen, MainScreen)
        for keys in (("W",), ("g", "w")):
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(app.screen, TagDialog))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, MainScreen))


async def test_newsboat_s_keys(library: Library) -> None:
    app = NewsApp(library, Settings(keys="newsboat"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        pane = await _list(pilot)
        await pilot.press("home", "n")
        await until(pilot, lambda: pane.list.index == 1)
        await pilot.press("N")
        await until(pilot, lambda: (row := pane.list.row(1)) is not None and not row.unread)


async def test_help_narrows_as_one_types(library: Library) -> None:
    async with opened(library) as pilot:
        await _list(pilot)
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        assert any(line.startswith("g n") for line in screen.lines)
        assert any(line.startswith("0…9") for line in screen.lines)
        await pilot.press(*"unread next")
        await until(pilot, lambda: len(screen.shown) == 1)
        assert screen.shown[0].split("  ")[0].strip() == "g n"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))


def test_narrowing_minds_neither_case_nor_width() -> None:
    lines = ["t  Tag", "T  Another theme", "r  Ｒｅａｄ"]
    assert narrowed(lines, "TAG") == ["t  Tag"]
    assert narrowed(lines, "read") == ["r  Ｒｅａｄ"]
    assert narrowed(lines, "") == lines


async def test_the_theme_changes_at_once_and_stays(library: Library) -> None:
    app = NewsApp(library, Settings(theme="contrast"))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        seen = [app.theme]
        for _ in THEMES:
            await pilot.press("ctrl+t")
            await pilot.pause()
            seen.append(app.theme)
        assert seen[0] == seen[-1] == "newsterm-contrast"
        assert set(seen) == set(THEMES.values())
