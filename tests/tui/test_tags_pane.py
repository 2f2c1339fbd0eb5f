"""The tab of tags: seen by level, filtered, renamed, merged, coloured, deleted, undone."""

from __future__ import annotations

import pytest
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from newsterm.config import Library
from newsterm.domain.tags import COLOURS
from newsterm.services import tags
from newsterm.services.load import load
from newsterm.services.settings import Settings
from newsterm.services.tag import tag
from newsterm.store.store import Store
from newsterm.tui.app import NewsApp
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.dialogs import QuestionDialog
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.tag_colours import palette, tag_spans
from newsterm.tui.tag_dialog import ConfirmDialog
from newsterm.tui.tags_pane import TagsPane
from newsterm.tui.themes import THEMES
from tests.tui.conftest import loaded, main_screen, opened, status, until


@pytest.fixture
def tagged(library: Library) -> Library:
    """Two articles with tags of several levels, one of which has a colour and another name."""
    assert library.root is not None
    library.database.parent.mkdir()
    with Store.open(library.database, write=True) as store:
        for _ in load(store, [library.root], root=library.root):
            pass
        tag(store, ["+出行/地铁", "+出行/公交/夜班"], query="养老")
        tags.colour(store, "出行", "blue")
        tags.alias(store, "metro", "出行/地铁")
    return library


async def _pane(pilot: Pilot[None]) -> TagsPane:
    await loaded(pilot)
    await pilot.press("number_sign")
    pane = main_screen(pilot).query_one(TagsPane)
    await until(pilot, lambda: pane.row is not None and pane.list.has_focus)
    return pane


def _lines(pane: TagsPane) -> list[str]:
    return [pane.list.render_line(y).text.rstrip() for y in range(pane.list.total)]


def _detail(pane: TagsPane) -> str:
    return str(pane.query_one("#tag-detail", Static).render())


def _names(pane: TagsPane) -> list[str]:
    return [row.name for row in pane.rows]


async def _filter(pilot: Pilot[None], words: str) -> None:
    await pilot.press("slash", *words, "enter")
    await pilot.pause()


async def _give(pilot: Pilot[None], key: str, words: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionDialog))
    pilot.app.screen.query_one(Input).value = words
    await pilot.press("enter")


async def _confirm(pilot: Pilot[None], expected: str, answer: str = "enter") -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
    assert str(pilot.app.screen.query(Static).first().render()) == expected
    await pilot.press(answer)
    await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))


async def test_tags_stand_by_level_with_counts_colours_and_other_names(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        lines = _lines(pane)
        at = next(number for number, line in enumerate(lines) if "出行" in line)
        assert lines[at : at + 4] == [
            "        2 ■ 出行  blue",
            "        2   ■ 公交",
            "        2     ■ 夜班",
            "        2   ■ 地铁  = metro",
        ]
        await _filter(pilot, "chux")
        await until(pilot, lambda: _detail(pane).startswith("出行"))
        assert _detail(pane) == "出行: 0 articles, 2 with those below · blue"
        assert [line.split()[-1] for line in _lines(pane)[1:3]] == ["出行/公交", "出行/公交/夜班"]
        await pilot.press("escape")
        assert pane.list.total == len(pane.rows) > 4


async def test_enter_shows_the_articles_and_q_leads_back(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        await _filter(pilot, "metro")
        await pilot.press("enter")
        articles = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: articles.list.has_focus and articles.list.total == 2)
        assert articles.query_text == 'tag:"出行/地铁"'
        await until(pilot, lambda: articles.row is not None and "出行/地铁" in articles.row.tags)
        await pilot.press("enter")
        await until(pilot, lambda: articles.reader.has_focus)
        await pilot.press("q")
        await until(pilot, lambda: articles.list.has_focus)
        await pilot.press("q")
        await until(pilot, lambda: pane.list.has_focus)
        assert pane.row is not None
        assert pane.row.name == "出行/地铁"
        await until(pilot, lambda: articles.list.total == 6)


async def test_a_tag_is_renamed_with_those_below_and_the_undo_shows(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        await _filter(pilot, "出行")
        await _give(pilot, "r", "交通方式")
        await until(pilot, lambda: status(pilot) == "出行 is 交通方式 now: 4 changed")
        await until(pilot, lambda: "交通方式/公交/夜班" in _names(pane))
        await pilot.press("u")
        await until(pilot, lambda: "出行/公交/夜班" in _names(pane))
        assert "交通方式" not in _names(pane)


async def test_a_name_in_use_makes_a_merge_that_is_asked_about(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        await _filter(pilot, "metro")
        question = "Merge 出行/地铁 into 养老: 2 articles (1 have it)?"
        await _give(pilot, "r", "养老")
        await _confirm(pilot, question, answer="escape")
        assert "出行/地铁" in _names(pane)
        await _give(pilot, "m", "养老")
        await _confirm(pilot, question)
        await until(pilot, lambda: status(pilot) == "出行/地铁 merged into 养老: 2 changed")
        await until(pilot, lambda: "出行/地铁" not in _names(pane))
        [row] = [row for row in pane.rows if row.name == "养老"]
        assert (row.count, row.aliases) == (2, ("metro",))


async def test_deleting_asks_with_the_number_of_articles(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        await _filter(pilot, "出行")
        await pilot.press("d")
        await _confirm(pilot, "Delete 出行 and 2 below it from 2 articles?")
        await until(pilot, lambda: "出行" not in _names(pane))
        await pilot.press("u")
        await until(pilot, lambda: "出行/公交/夜班" in _names(pane))


async def test_colour_and_another_name(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        await _filter(pilot, "养老")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        await pilot.press("j", "enter")
        await until(pilot, lambda: pane.row is not None and pane.row.colour == "orange")
        await _give(pilot, "a", "敬老")
        await until(pilot, lambda: pane.row is not None and pane.row.aliases == ("敬老",))
        await _give(pilot, "a", "-敬老")
        await until(pilot, lambda: pane.row is not None and pane.row.aliases == ())
        await _give(pilot, "a", "+养老")
        await until(pilot, lambda: status(pilot) == "'养老' would stand for itself")
        await _give(pilot, "a", "教育")
        await _confirm(pilot, "1 article has 教育. Give it 养老 instead?")
        await until(pilot, lambda: pane.row is not None and pane.row.count == 2)


async def test_tags_go_into_the_files_after_a_look(tagged: Library) -> None:
    assert tagged.root is not None
    (tagged.root / "plain.txt").write_text("题\n\n文。\n", encoding="utf-8")
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        with Store.open(tagged.database, write=True) as store:
            tag(store, ["+出行/地铁"], slugs=["plain"])
        await pilot.press("W")
        refused = (
            f"1 can't: {tagged.root / 'plain.txt'}: .txt has no place for tags: "
            "they stay in the library and its dump"
        )
        question = f"Write the tags of 2 articles into their files? {refused}"
        await _confirm(pilot, question)
        await until(pilot, lambda: status(pilot) == f"tags of 2 articles written {refused}")
        await pilot.press("W")
        await until(pilot, lambda: status(pilot) == refused)
        assert pane.list.has_focus
    texts = [path.read_text(encoding="utf-8") for path in sorted(tagged.root.glob("*.md"))]
    assert sum("出行/公交/夜班" in text for text in texts) == 2


async def test_what_another_program_changes_shows(tagged: Library) -> None:
    async with opened(tagged) as pilot:
        pane = await _pane(pilot)
        await pilot.pause(1.2)
        with Store.open(tagged.database, write=True) as store:
            tag(store, ["+别处"], query="养老")
        await until(pilot, lambda: "别处" in _names(pane), seconds=5)


async def test_hostile_names_are_drawn_safely(tagged: Library) -> None:
    with Store.open(tagged.database, write=True) as store:
        tag(store, ["+[/][@click=app.quit]x", "+//", "+" + "长" * 99], query="养老")
    async with opened(tagged, size=(40, 12)) as pilot:
        pane = await _pane(pilot)
        assert any("[/][@click=app.quit]x" in name for name in _names(pane))
        assert all(len(line) <= 40 for line in _lines(pane)[:10])
        await pilot.press("G", "r")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionDialog))
        await pilot.press("escape")


def _contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""

    def luminance(colour: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
async def test_each_colour_is_legible_where_tags_are_shown(tagged: Library, theme: str) -> None:
    app = NewsApp(tagged, Settings(theme=theme))
    async with app.run_test(size=(200, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        pane = main_screen(pilot).query_one(ArticlesPane)
        await loaded(pilot)
        shades = palette(app.current_theme)
        assert set(shades) == set(COLOURS)
        if theme != "terminal":
            wanted = 7 if theme == "contrast" else 4.5
            for shade in shades.values():
                for background in {
                    pane.list.background_colors[1],
                    pane.reader.background_colors[1],
                }:
                    assert _contrast(Color.parse(shade), background) >= wanted, shade
        rows = [pane.list.row(number) for number in range(6)]
        number = next(n for n, row in enumerate(rows) if row and "出行/地铁" in row.tags)
        pane.list.go(number + 1 if number < 5 else number - 1)
        await pilot.pause()
        drawn = {
            segment.text: segment.style or Style() for segment in pane.list.render_line(number)
        }
        [style] = [style for text, style in drawn.items() if text.startswith("#出行/公交")]
        assert style.color is not None
        assert style.color.name == shades["blue"]
        pane.list.go(number)
        head = pane.reader
        await until(pilot, lambda: any("#出行" in _text(head, y) for y in range(8)))
        line = next(y for y in range(8) if "#出行" in _text(head, y))
        styles = {s.text.strip(): s.style for s in head.render_line(line) if s.style}
        assert styles["#出行/地铁"].color == style.color
        assert styles["#出行/公交/夜班"].color == style.color


def _text(view: Widget, y: int) -> str:
    return view.render_line(y).text


def test_spans_of_coloured_tags() -> None:
    assert tag_spans(["a", "b/c", "d"], {"b": "red", "d": "blue"}) == (
        "#a #b/c #d",
        [(3, 7, "red"), (8, 10, "blue")],
    )
