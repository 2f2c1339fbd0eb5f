"""The whole app, by its keys: open, read, jump from a figure to its sentence, search, tag."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, OptionList

from newsterm.config import Library
from newsterm.services.load import load
from newsterm.services.tag import tag
from newsterm.store.store import Store
from newsterm.tui.app import NewsApp
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.dialogs import ReportDialog
from newsterm.tui.help import HelpScreen
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.reader import Reader
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.tag_dialog import TagDialog
from newsterm.tui.targets_pane import TargetsPane
from newsterm.tui.welcome import WelcomeScreen
from tests.tui.conftest import main_screen, opened, status, until


def _articles(pilot: Pilot[None]) -> ArticlesPane:
    return main_screen(pilot).query_one(ArticlesPane)


def _sentence(pane: ArticlesPane) -> tuple[int, int]:
    sentence = pane.reader.sentence
    assert sentence is not None
    return sentence


async def _go_to(pilot: Pilot[None], slug: str) -> None:
    """Put the list's cursor on an article."""
    pane = _articles(pilot)
    await pilot.press("g", "g")
    for _ in range(10):
        row = pane.list.highlighted_row
        if row is not None and row.slug == slug:
            return
        await pilot.press("j")
    raise AssertionError(f"{slug} is not in the list")


async def test_it_loads_the_library_in_the_background_and_lists_it(library: Library) -> None:
    async with opened(library) as pilot:
        pane = _articles(pilot)
        await until(pilot, lambda: pane.list.total == 6)
        await until(pilot, lambda: status(pilot) == "6 added")
        assert pane.row is not None
        assert pane.list.has_focus


async def test_the_article_under_the_cursor_stands_beside_the_list(library: Library) -> None:
    async with opened(library) as pilot:
        await _go_to(pilot, "shared-bikes")
        pane = _articles(pilot)
        await until(pilot, lambda: pane.view is not None and pane.view.article.id == "shared-bikes")
        assert pane.query_one("#reading").display


async def test_enter_reads_and_q_comes_back(library: Library) -> None:
    async with opened(library, size=(80, 24)) as pilot:
        pane = _articles(pilot)
        assert not pane.query_one("#reading").display, "one pane at a time on a narrow screen"
        await pilot.press("enter")
        await until(pilot, lambda: pane.reader.has_focus)
        assert pane.query_one("#reading").display
        assert not pane.list.display
        await pilot.press("G", "q")
        await until(pilot, lambda: pane.list.has_focus)
        await pilot.press("q")
        assert status(pilot) == "Q quits"
        assert pilot.app.is_running


async def test_from_the_30_percent_cell_to_its_sentence_and_back(library: Library) -> None:
    async with opened(library) as pilot:
        await _go_to(pilot, "beijing-plan")
        screen = main_screen(pilot)
        await pilot.press("2")
        await until(pilot, lambda: screen.tabs.active == "targets")
        pane = screen.query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        while pane.row is None or pane.row.slug != "beijing-plan":
            await pilot.press("j")
        await pilot.press("enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.table is not None)
        table = pane.table
        assert table is not None
        row = next(
            n
            for n, row in enumerate(table.rows)
            if any(cell.shown == "≥30%" for cells in row.cells for cell in cells)
        )
        column = 1 + table.columns.index("2025")
        pane.grid.move_cursor(row=row, column=column)
        preview = pane.tables.preview
        await until(pilot, lambda: "30%以上" in str(preview.render()))
        await pilot.press("enter")
        articles = _articles(pilot)
        await until(pilot, lambda: articles.reader.has_focus)
        assert screen.tabs.active == "articles"
        assert articles.view is not None
        body = articles.view.article.body
        cell = table.rows[row].cells[column - 1][0]
        assert body[cell.start : cell.end] == "30%以上"
        start, end = _sentence(articles)
        assert start <= cell.start < cell.end <= end
        await pilot.press("q")
        await until(pilot, lambda: pane.grid.has_focus)
        assert screen.tabs.active == "targets"
        assert pane.grid.cursor_coordinate == (row, column)


async def test_search_as_you_type_and_open_at_the_hit(library: Library) -> None:
    async with opened(library) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        await pilot.press("slash")
        screen = main_screen(pilot)
        pane = screen.query_one(SearchPane)
        await until(pilot, lambda: pane.input.has_focus)
        await pilot.press(*"养老")
        await until(pilot, lambda: pane.hits.total == 2)
        note = str(pane.query_one("#search-note").render())
        assert note.startswith("2 found, best first")
        await pilot.press("enter")
        await until(pilot, lambda: pane.hits.has_focus)
        hit = pane.hits.highlighted_row
        assert hit is not None
        await pilot.press("s")
        await until(pilot, lambda: "newest first" in str(pane.query_one("#search-note").render()))
        await until(pilot, lambda: pane.hits.highlighted_row is not None)
        hit = pane.hits.highlighted_row
        assert hit is not None
        await pilot.press("enter")
        articles = _articles(pilot)
        await until(pilot, lambda: articles.reader.has_focus)
        assert articles.view is not None
        assert articles.view.article.id == hit.slug
        start, end = _sentence(articles)
        assert start <= hit.body_offset < end
        await pilot.press("q")
        await until(pilot, lambda: pane.hits.has_focus)


@pytest.mark.parametrize("typed", ['"', "(", "tag:", "-", "OR", "title:（", "*", "\\", "[/]"])
async def test_no_keystroke_of_a_search_is_answered_with_an_error(
    library: Library, typed: str
) -> None:
    async with opened(library) as pilot:
        await pilot.press("slash")
        pane = main_screen(pilot).query_one(SearchPane)
        await until(pilot, lambda: pane.input.has_focus)
        pane.input.value = f"养老 {typed}"
        await until(pilot, lambda: str(pane.query_one("#search-note").render()) != "")
        assert not main_screen(pilot).query_one("#status").has_class("-failed")


async def test_tagging_the_article_in_hand(library: Library) -> None:
    async with opened(library) as pilot:
        await _go_to(pilot, "e-bikes")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagDialog))
        await pilot.press(*"重点 -交通", "enter")
        await until(pilot, lambda: status(pilot).startswith("+重点 -交通"))
        pane = _articles(pilot)

        def tags() -> tuple[str, ...]:
            row = pane.list.highlighted_row
            return row.tags if row is not None and row.slug == "e-bikes" else ()

        await until(pilot, lambda: "重点" in tags() and "交通" not in tags())
    with Store.open(library.database) as store:
        number = store.articles.number("e-bikes")
        assert number is not None
        article = store.articles.get(number)
        assert article is not None
        assert "重点" in article.tags


async def test_an_empty_tag_dialog_changes_nothing(library: Library) -> None:
    async with opened(library) as pilot:
        for leave in ("escape", "enter"):
            await pilot.press("t")
            await until(pilot, lambda: isinstance(pilot.app.screen, TagDialog))
            await pilot.press(leave)
            await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
    with Store.open(library.database) as store:
        assert {line.who for line in store.tags.log()} == {"file"}


async def test_a_wrong_tag_is_said_and_stops_nothing(library: Library) -> None:
    async with opened(library) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagDialog))
        await pilot.press("+", "enter")
        await until(pilot, lambda: "1 to 100 characters" in status(pilot))
        assert main_screen(pilot).query_one("#status").has_class("-failed")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TagDialog))
        await pilot.press("+", "a", "enter")
        await until(pilot, lambda: status(pilot) == "+a: 1 changed")


async def test_the_facts_of_the_article_and_the_way_to_one(library: Library) -> None:
    async with opened(library) as pilot:
        await _go_to(pilot, "e-bikes")
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        options = pilot.app.screen.query_one(OptionList)
        assert options.option_count >= 5
        await pilot.press("j", "enter")
        pane = _articles(pilot)
        await until(pilot, lambda: pane.reader.has_focus)
        assert pane.view is not None
        fact = pane.view.facts[1]
        start, end = _sentence(pane)
        assert start <= fact.start < end


async def test_help_shows_the_keys_of_the_place(library: Library) -> None:
    async with opened(library) as pilot:
        for mark in ("question_mark", "？"):
            await pilot.press(mark)
            await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
            screen = pilot.app.screen
            assert isinstance(screen, HelpScreen)
            text = "\n".join(screen.lines)
            assert "Add and remove tags." in text
            assert "Half a page down" in text
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))


async def test_check_says_that_all_is_sound(library: Library) -> None:
    async with opened(library) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        await pilot.press("C")
        await until(pilot, lambda: status(pilot).endswith("facts: all sound"))


async def test_a_changed_file_shows_after_reload_and_the_cursor_stays(library: Library) -> None:
    async with opened(library) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        await _go_to(pilot, "e-bikes")
        assert library.root is not None
        path = library.root / "e-bikes.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("再次明确", "又一次明确", 1), encoding="utf-8")
        await pilot.press("R")
        pane = _articles(pilot)

        def title() -> str:
            row = pane.list.highlighted_row
            return row.title if row is not None else ""

        await until(pilot, lambda: "又一次明确" in title())


async def test_a_bad_file_is_named_in_the_status_line(library: Library) -> None:
    assert library.root is not None
    (library.root / "bad.md").write_text("---\ntitle: [\n---\n文\n", encoding="utf-8")
    async with opened(library) as pilot:
        await until(pilot, lambda: "1 failed" in status(pilot))
        assert "bad.md" in status(pilot)
        assert _articles(pilot).list.total == 6


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    app = NewsApp(Library(folder / ".newsterm" / "library.db", folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        pane = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: "No articles yet" in _text(pane.list))
        await pilot.press("enter", "t", "2", "3")
        assert app.is_running


def _text(widget: object) -> str:
    from textual.widget import Widget

    assert isinstance(widget, Widget)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def test_without_a_library_the_sample_is_offered(tmp_path: Path) -> None:
    app = NewsApp(None)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, WelcomeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        pane = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: pane.list.total == 6)
    assert (tmp_path / ".local/share/newsterm/sample/e-bikes.md").is_file()


HOSTILE = ("[/]", "[red]x", "[@click=app.quit]q[/]", "[$primary]v", "a\\[b", "\x1b[31mred\u202e")


async def test_article_text_is_never_markup(tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    for number, text in enumerate(HOSTILE):
        (folder / f"{number}.txt").write_text(
            f"{text}\n\n{text} 2021年增长5%。到2025年达到{text}30%。", encoding="utf-8"
        )
    library = Library(folder / ".newsterm" / "library.db", folder)
    with Store.open(library.database, write=True) as store:
        for report in load(store, [folder], root=folder):
            assert report.failures == ()
    async with opened(library) as pilot:
        for _ in HOSTILE:
            await pilot.press("j", "t", "escape", "f", "escape", "E", "escape")
        await pilot.press("2", "j", "enter", "j", "l", "enter", "q", "q")
        await pilot.press("slash", *"red", "enter", "enter")
        await pilot.pause(0.3)
        assert pilot.app.is_running
        for widget in pilot.app.screen.walk_children():
            if isinstance(widget, Reader | DataTable | Input):
                for y in range(widget.size.height):
                    assert "\x1b" not in widget.render_line(y).text


async def test_capital_q_quits_from_anywhere(library: Library) -> None:
    async with opened(library) as pilot:
        await pilot.press("enter", "Q")
        await until(pilot, lambda: not pilot.app.is_running)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
async def test_every_tab_draws_at_every_size(library: Library, size: tuple[int, int]) -> None:
    async with opened(library, size=size) as pilot:
        for key in ("enter", "q", "2", "enter", "q", "3"):
            await pilot.press(key)
            await pilot.pause(0.05)
        assert pilot.app.is_running
        await pilot.resize_terminal(20, 5)
        await pilot.resize_terminal(*size)
        assert pilot.app.is_running


async def test_the_change_of_another_program_shows_without_a_reload(library: Library) -> None:
    async with opened(library) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        await pilot.pause(1.5)
        with Store.open(library.database, write=True) as other:
            tag(other, ["+别人"], query="")
        pane = _articles(pilot)

        def tags() -> tuple[str, ...]:
            row = pane.list.highlighted_row
            return row.tags if row is not None else ()

        await until(pilot, lambda: "别人" in tags(), seconds=4)


async def test_a_row_is_followed_through_all_articles(library: Library) -> None:
    async with opened(library) as pilot:
        await until(pilot, lambda: status(pilot) == "6 added")
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("G", "enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.grid.row_count > 5)
        row = next(n for n, row in enumerate(pane.table.rows) if row.head.startswith("软件"))  # type: ignore[union-attr]
        pane.grid.move_cursor(row=row, column=2)
        await pilot.press("T")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportDialog))
        text = "\n".join(pilot.app.screen._lines)  # type: ignore[attr-defined]
        assert "3万亿元" in text
