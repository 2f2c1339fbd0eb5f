"""The prompt for tags: completions, the tags of similar articles, who gave each, what was typed."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from newsterm.config import Library
from newsterm.services.load import load
from newsterm.services.tag import tag
from newsterm.services.tags import alias
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.tag_dialog import TagDialog
from tests.tui.conftest import loaded, main_screen, opened, status, until


@pytest.fixture
def tagged(library: Library) -> Library:
    assert library.root is not None
    (library.root / "rules.yaml").write_text(
        "rules:\n- {name: 车, query: 电动自行车, tags: [出行/两轮]}\n", encoding="utf-8"
    )
    library.database.parent.mkdir()
    with Store.open(library.database, write=True) as store:
        for _ in load(store, [library.root], root=library.root):
            pass
        tag(store, ["+早 班"], slugs=["campus"])
        tag(store, ["+待读"], slugs=["shared-bikes"])
        alias(store, "bike", "共享单车")
    return library


async def _dialog(pilot: Pilot[None], slug: str) -> TagDialog:
    await loaded(pilot)
    pane = main_screen(pilot).query_one(ArticlesPane)
    await pilot.press("g", "g")
    while pane.row is None or pane.row.slug != slug:
        await pilot.press("j")
        await pilot.pause()
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TagDialog))
    dialog = pilot.app.screen
    assert isinstance(dialog, TagDialog)
    await until(pilot, lambda: dialog._offer.known)
    return dialog


def _text(dialog: TagDialog, name: str) -> str:
    return str(dialog.query_one(f"#{name}", Static).render())


async def test_who_gave_each_tag_is_told(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        dialog = await _dialog(pilot, "e-bikes")
        assert _text(dialog, "tag-has") == (
            "Tags: 交通 (file)  出行/两轮 (rule 车)  电动自行车 (file)"
        )


async def test_tags_of_similar_articles_are_taken_with_tab(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        dialog = await _dialog(pilot, "e-bikes")
        await until(pilot, lambda: _text(dialog, "tag-choices").startswith("similar articles: "))
        first = dialog._similar[0]
        await pilot.press("tab")
        assert dialog.field.value == first
        await pilot.press("tab")
        assert dialog.field.value == dialog._choices[1]
        await pilot.press("shift+tab", "enter")
        await until(pilot, lambda: status(pilot) == f"+{first}: 1 changed")


async def test_the_last_word_is_completed_levels_aliases_and_blanks(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        dialog = await _dialog(pilot, "campus")
        await pilot.press(*"新 +两")
        await until(pilot, lambda: dialog._choices == ["出行/两轮"])
        await pilot.press("tab")
        assert dialog.field.value == "新 +出行/两轮"
        await pilot.press(*" bik")
        await until(pilot, lambda: _text(dialog, "tag-choices") == "bike = 共享单车")
        await pilot.press("tab")
        await pilot.press(*" -zb", "tab")
        assert dialog.field.value == '新 +出行/两轮 bike -"早 班"'
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await until(pilot, lambda: status(pilot).endswith("4 changed"))
    with Store.open(tagged.database) as store:
        [row] = [row for row in store.articles.newest(0, 9) if row.slug == "campus"]
    assert {"新", "出行/两轮", "共享单车"} <= set(row.tags)
    assert "早 班" not in row.tags


async def test_what_was_typed_before_comes_back_also_after_a_restart(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        dialog = await _dialog(pilot, "campus")
        await pilot.press("up")
        assert dialog.field.value == "+待读"
        await pilot.press("up", "up", "up")
        assert dialog.field.value == '+"早 班"'
        await pilot.press("down", "down")
        assert dialog.field.value == ""
        await pilot.press("escape")
