"""The history in the app: what was done is seen, and undone by the action or by the line."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from newsterm.config import Library
from newsterm.services.tag import tag
from newsterm.store.history import Change
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.history_screen import ChangeScreen, HistoryScreen, LogScreen
from tests.tui.conftest import loaded, main_screen, opened, until


def _log(pilot: Pilot[None]) -> LogScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LogScreen)
    return screen


def _note(pilot: Pilot[None]) -> str:
    return str(_log(pilot).query_one("#log-note", Static).render())


async def _history(pilot: Pilot[None]) -> HistoryScreen:
    await pilot.press("H")
    await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, HistoryScreen)
    await until(pilot, lambda: screen.list.highlighted_row is not None)
    return screen


def _tagged(library: Library) -> list[str]:
    with Store.open(library.database) as store:
        return sorted(row.slug for row in store.articles.newest(0, 10) if "重点" in row.tags)


def _do(library: Library, *words: str, slugs: tuple[str, ...]) -> None:
    with Store.open(library.database, write=True) as store:
        tag(store, words, slugs=slugs)


async def test_an_older_action_is_undone_and_the_new_one_stands_above_it(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        _do(library, "+重点", slugs=("e-bikes", "campus"))
        _do(library, "+待读", slugs=("campus",))
        screen = await _history(pilot)
        await until(pilot, lambda: "待读" in screen.list.render_line(0).text)
        await pilot.press("j")
        row = screen.list.highlighted_row
        assert isinstance(row, Change)
        assert row.what == "+重点 -- id:e-bikes id:campus"
        await pilot.press("u")
        await until(pilot, lambda: _note(pilot).startswith("undone: +重点"))
        assert f"(2), as change {row.number + 2}" in _note(pilot)
        assert _tagged(library) == []
        await until(pilot, lambda: f"undo {row.number}" in screen.list.render_line(0).text)
        assert screen.list.index == 2, "the cursor stays on the action"
        await until(pilot, lambda: screen.list.render_line(2).text.rstrip().endswith("undone"))
        await pilot.press("u")
        await until(pilot, lambda: _note(pilot) == f"change {row.number} is undone already")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: _note(pilot).startswith("done again"))
        assert _tagged(library) == ["campus", "e-bikes"]


async def test_one_line_of_many_and_why_another_can_t_be(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        _do(library, "+重点", slugs=("e-bikes", "campus", "shared-bikes"))
        _do(library, "-重点", slugs=("campus",))
        await _history(pilot)
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChangeScreen))
        lines = _log(pilot).list
        await until(pilot, lambda: lines.total == 3 and lines.highlighted_row is not None)
        shown = [lines.render_line(y).text.strip(" ▌▏") for y in range(3)]
        assert shown == ["+重点  campus  changed since", "+重点  e-bikes", "+重点  shared-bikes"]
        await pilot.press("j", "enter")
        await until(pilot, lambda: _note(pilot).startswith("undone: undo line"))
        assert _tagged(library) == ["shared-bikes"]
        await until(pilot, lambda: "changed since" in lines.render_line(1).text)
        await pilot.press("k", "u")
        await until(pilot, lambda: "was changed since, by" in _note(pilot))
        assert "(-重点 -- id:campus): nothing was changed" in _note(pilot)
        assert _tagged(library) == ["shared-bikes"]
        await pilot.press("q", "q")
        pane = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: pane.list.has_focus)
        rows = [pane.list.row(number) for number in range(6)]
        assert [row.slug for row in rows if row and "重点" in row.tags] == ["shared-bikes"]


async def test_openings_are_shown_when_asked_for(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        pane = main_screen(pilot).query_one(ArticlesPane)
        await pilot.press("g", "g", "enter")
        await until(pilot, lambda: pane.reader.has_focus)
        screen = await _history(pilot)
        assert "open id:" not in screen.list.render_line(0).text
        await pilot.press("o")
        await until(pilot, lambda: "open id:" in screen.list.render_line(0).text)
