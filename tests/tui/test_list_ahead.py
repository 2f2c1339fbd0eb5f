"""The list that is read while Textual is imported: in the first picture, or read again."""

from __future__ import annotations

import threading

import pytest
from textual.pilot import Pilot

from newsterm.config import Library
from newsterm.services.load import load
from newsterm.store.store import Store
from newsterm.tui.app import NewsApp
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.list_ahead import THREAD, ListAhead
from tests.tui.conftest import main_screen, status, until


@pytest.fixture
def loaded_library(library: Library) -> Library:
    """The six articles, in their database."""
    assert library.root is not None
    with Store.open(library.database, write=True) as store:
        for _ in load(store, [library.root], root=library.root):
            pass
    return library


def _read_ahead(library: Library) -> ListAhead:
    """What was read ahead, however it ended."""
    ahead = ListAhead(library)
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join()
    return ahead


def _titles(pilot: Pilot[None]) -> list[str]:
    view = main_screen(pilot).query_one(ArticlesPane).list
    return [row.title for row in map(view.row, range(view.total)) if row is not None]


async def test_the_first_picture_has_what_was_read_ahead(loaded_library: Library) -> None:
    ahead = _read_ahead(loaded_library)
    # Nothing can be read from here on: what is on the screen was read before.
    loaded_library.database.write_bytes(b"no database " * 1000)
    async with NewsApp(loaded_library, list_ahead=ahead).run_test() as pilot:
        await until(pilot, lambda: len(_titles(pilot)) == 6)
        assert "北京“十四五”高精尖产业规划发布" in _titles(pilot)


async def test_what_could_not_be_read_ahead_is_asked_for_again(loaded_library: Library) -> None:
    good = loaded_library.database.read_bytes()
    loaded_library.database.write_bytes(b"no database " * 1000)
    ahead = _read_ahead(loaded_library)
    assert ahead.take() is None
    loaded_library.database.write_bytes(good)
    async with NewsApp(loaded_library, list_ahead=ahead).run_test() as pilot:
        await until(pilot, lambda: len(_titles(pilot)) == 6)


async def test_a_library_that_cannot_be_read_at_all_is_named(loaded_library: Library) -> None:
    loaded_library.database.write_bytes(b"no database " * 1000)
    ahead = _read_ahead(loaded_library)
    async with NewsApp(loaded_library, list_ahead=ahead).run_test() as pilot:
        await until(pilot, lambda: "library.db: damaged" in status(pilot))


def test_it_is_taken_once(loaded_library: Library) -> None:
    ahead = _read_ahead(loaded_library)
    view = ahead.take()
    assert view is not None
    assert (view.selection.total, view.index, view.first, len(view.rows)) == (6, 0, 0, 6)
    assert ahead.take() is None
