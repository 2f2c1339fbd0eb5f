"""The app in Chinese: what it says, and that it has room for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from newsterm.config import Library
from newsterm.services.settings import Settings
from newsterm.tui.app import NewsApp
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.help import HelpScreen
from newsterm.tui.key_bar import KeyBar
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.pane import PaneTab
from newsterm.tui.reader import Reader
from newsterm.tui.which_key import PAUSE_SECONDS, WhichKey
from tests.tui.conftest import loaded, main_screen, status, until


@asynccontextmanager
async def opened_in(
    language: str, library: Library, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """The app in a language, its library loaded."""
    app = NewsApp(library, Settings(language=language))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        pane = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await loaded(pilot)
        await until(pilot, lambda: all(tab.pane for tab in main_screen(pilot).query(PaneTab)))
        yield pilot


def _lines(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]


async def test_labels_follow_the_setting(library: Library) -> None:
    async with opened_in("zh", library) as pilot:
        assert _lines(pilot)[0].split("  ")[:3] == [" 1 文章", "2 指标", "3 搜索"]
        assert _lines(pilot)[-1].startswith(" ⏎ 打开  F 筛选")
        assert _lines(pilot)[-1].endswith("? 帮助  q 返回  Q 退出")
        assert status(pilot) == "新增 6"
        await pilot.press("g")
        await pilot.pause(PAUSE_SECONDS + 0.1)
        popup = str(pilot.app.screen.query_one(WhichKey).render())
        assert "g  首行" in popup
        assert "n  下一未读" in popup
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press(*"下一未读")
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        await until(pilot, lambda: len(screen.shown) == 1)
        assert screen.shown[0].split() == ["g", "n", "下一未读"]


async def test_the_locale_decides_where_no_setting_does(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_in("auto", library) as pilot:
        assert _lines(pilot)[0].startswith(" 1 Articles  2 Targets")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    async with opened_in("auto", library) as pilot:
        assert _lines(pilot)[0].startswith(" 1 文章  2 指标")
    async with opened_in("en", library) as pilot:
        assert _lines(pilot)[0].startswith(" 1 Articles  2 Targets")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_key_bar_cuts_no_key_at_80_cells(language: str, library: Library) -> None:
    async with opened_in(language, library) as pilot:
        screen = main_screen(pilot)
        bar = screen.query_one(KeyBar)
        for tab in list(screen.query(PaneTab)):
            screen.action_tab(tab.id or "")
            await until(pilot, partial(_is_in_front, screen, tab))
            for key in ("home", "enter"):
                await pilot.press(key)
                await pilot.pause(0.1)
                assert sum(key.cells for key in bar.fitting(80)) <= 80
                shown = {key.what for key in bar.fitting(80)}
                assert shown
                assert {"Help", "帮助"} & shown or bar.fitting(80) == bar.fitting(1000)
            await pilot.press("q")


async def test_the_articles_tab_shows_each_of_its_keys_at_80_cells(library: Library) -> None:
    for language in ("en", "zh"):
        async with opened_in(language, library) as pilot:
            bar = main_screen(pilot).query_one(KeyBar)
            assert bar.fitting(80) == list(bar.fitting(1000))
            await pilot.press("enter")
            reader = main_screen(pilot).query_one(Reader)
            await until(pilot, partial(getattr, reader, "has_focus"))
            await pilot.pause(0.1)
            assert [key.name for key in bar.fitting(80)] == [key.name for key in bar.fitting(1000)]
            assert [key.name for key in bar.fitting(12)] == ["question_mark"]


def _is_in_front(screen: MainScreen, tab: PaneTab) -> bool:
    return screen.tabs.active == tab.id


async def test_notes_in_the_text_and_its_facts_are_said_in_chinese(library: Library) -> None:
    async with opened_in("zh", library, (120, 40)) as pilot:
        await pilot.press("home", "enter", "right_square_bracket")
        await until(pilot, lambda: " · 实绩" in status(pilot) or " · 目标" in status(pilot))


async def test_articles_in_chinese(library: Library, snapshot: SnapshotAssertion) -> None:
    async with opened_in("zh", library) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: status(pilot) == "已标记 1 篇")
        assert "\n".join(_lines(pilot)) == snapshot
