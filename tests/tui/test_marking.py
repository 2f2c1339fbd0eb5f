"""Marking many and tagging them at once, with their number seen first, repeated and undone."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import Static

from newsterm.config import Library
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.dialogs import ReportDialog
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.tag_dialog import ConfirmDialog, TagDialog
from tests.tui.conftest import loaded, main_screen, opened, status, until


def _pane(pilot: Pilot[None]) -> ArticlesPane:
    return main_screen(pilot).query_one(ArticlesPane)


def _tagged(library: Library, tag: str) -> int:
    with Store.open(library.database) as store:
        return {row.name: row.count for row in store.tag_overview.counts()}.get(tag, 0)


async def _answer(pilot: Pilot[None], words: str) -> None:
    """Give the tag dialog its words."""
    await until(pilot, lambda: isinstance(pilot.app.screen, TagDialog))
    await pilot.press(*words, "enter")


async def _confirm(pilot: Pilot[None], expected: str) -> None:
    """See what the change would do, and do it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
    shown = [str(static.render()) for static in pilot.app.screen.query(Static)]
    assert shown[0] == expected
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))


async def test_marked_articles_are_tagged_together_and_undone(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        pane = _pane(pilot)
        await pilot.press("g", "g", "x", "x", "j", "x")
        assert len(pane.marked.slugs) == 3
        assert status(pilot) == "3 marked"
        await pilot.press("t")
        await _answer(pilot, "重点")
        await _confirm(pilot, "+重点 on 3 articles (0 have 重点)")
        await until(pilot, lambda: status(pilot) == "+重点 on 3 articles: 3 changed")
        assert _tagged(library, "重点") == 3
        await pilot.press("u")
        await until(pilot, lambda: status(pilot).startswith("undone"))
        assert _tagged(library, "重点") == 0


async def test_a_range_and_all_that_a_filter_shows(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        pane = _pane(pilot)
        await pilot.press("g", "g", "V", "j", "j", "j", "V")
        await until(pilot, lambda: len(pane.marked.slugs) == 4)
        await pilot.press("escape")
        assert not pane.marked.slugs
        await pilot.press("F", *"养老", "enter")
        await until(pilot, lambda: pane.list.total == 2)
        await pilot.press("asterisk", "t")
        await _answer(pilot, "+老人 -养老")
        await _confirm(pilot, "+老人 -养老 on 2 articles (0 have 老人, 1 have 养老)")
        await until(pilot, lambda: "3 changed" in status(pilot))
    assert _tagged(library, "老人") == 2


async def test_all_hits_of_a_search_are_tagged_and_undone(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        await pilot.press("slash", *"养老")
        pane = main_screen(pilot).query_one(SearchPane)
        await until(pilot, lambda: pane.hits.total == 2)
        await pilot.press("enter", "asterisk")
        await until(pilot, lambda: status(pilot) == "2 marked")
        await pilot.press("t")
        await _answer(pilot, "老人")
        await _confirm(pilot, "+老人 on 2 articles (0 have 老人)")
        await until(pilot, lambda: status(pilot) == "+老人 on 2 articles: 2 changed")
        assert _tagged(library, "老人") == 2
        await pilot.press("asterisk")
        meant = pane.meant()
        assert meant is not None
        assert meant.count == 1
        await pilot.press("u")
        await until(pilot, lambda: _tagged(library, "老人") == 0)


async def test_a_change_of_many_can_be_left_and_the_last_one_repeated(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        await pilot.press("asterisk", "t")
        await _answer(pilot, "甲")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        assert _tagged(library, "甲") == 0
        await pilot.press("escape", "full_stop")
        await until(pilot, lambda: status(pilot) == "+甲: 1 changed")
        assert _tagged(library, "甲") == 1


async def test_what_failed_to_load_can_be_read_whole(library: Library) -> None:
    assert library.root is not None
    for name in ("one.md", "two.md"):
        (library.root / name).write_text("---\ntitle: [\n---\n文\n", encoding="utf-8")
    async with opened(library) as pilot:
        await loaded(pilot)
        await pilot.press("exclamation_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportDialog))
        text = "\n".join(pilot.app.screen._lines)  # type: ignore[attr-defined]
        assert "one.md:3: not valid YAML" in text
        assert "two.md:3: not valid YAML" in text


async def test_an_opened_article_is_read_and_all_shown_can_be(library: Library) -> None:
    def unread() -> int:
        with Store.open(library.database) as store:
            return sum(row.unread for row in store.articles.newest(0, 10))

    async with opened(library) as pilot:
        await loaded(pilot)
        pane = _pane(pilot)
        assert unread() == 6
        await pilot.press("g", "g", "enter")
        await until(pilot, lambda: pane.reader.has_focus)
        await until(pilot, lambda: unread() == 5)
        await pilot.press("q")
        row = pane.list.highlighted_row
        assert row is not None
        assert not row.unread
        await pilot.press("A")
        await _confirm(pilot, "Mark all 6 shown as read")
        await until(pilot, lambda: status(pilot) == "read: 5 changed")
        assert unread() == 0
        await pilot.press("u")
        await until(pilot, lambda: unread() == 5)
        await pilot.press("u")
        await until(pilot, lambda: unread() == 6)
