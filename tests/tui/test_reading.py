"""Reading in the app: filter, find, copy, nothing but the text, the place that is kept."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from newsterm.config import Library
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.prompt import Prompt
from newsterm.tui.targets_pane import TargetsPane
from tests.tui.conftest import loaded, main_screen, opened, status, until


def _pane(pilot: Pilot[None]) -> ArticlesPane:
    return main_screen(pilot).query_one(ArticlesPane)


async def _read(pilot: Pilot[None], slug: str) -> ArticlesPane:
    """Open an article from the list."""
    pane = _pane(pilot)
    await loaded(pilot)
    await pilot.press("g", "g")
    for _ in range(6):
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        row = pane.list.highlighted_row
        if row is not None and row.slug == slug:
            break
        await pilot.press("j")
    await pilot.press("enter")
    await until(pilot, lambda: pane.reader.has_focus and pane.view is not None)
    assert pane.view is not None
    assert pane.view.article.id == slug
    return pane


async def test_a_filter_shows_what_it_finds_and_an_empty_one_all(library: Library) -> None:
    async with opened(library) as pilot:
        pane = _pane(pilot)
        await until(pilot, lambda: pane.list.total == 6)
        await pilot.press("F")
        await until(pilot, lambda: pane.query_one("#filter", Prompt).has_focus)
        await pilot.press(*"养老", "enter")
        await until(pilot, lambda: pane.list.total == 2)
        assert pane.list.has_focus
        await pilot.press("F", *"电单车不在", "enter")
        await until(pilot, lambda: pane.list.total == 0)
        await pilot.press("F", "backspace", "enter")
        await until(pilot, lambda: pane.list.total == 6)


async def test_a_part_of_the_filter_that_is_left_out_is_named(library: Library) -> None:
    async with opened(library) as pilot:
        pane = _pane(pilot)
        await until(pilot, lambda: pane.list.total == 6)
        await pilot.press("F")
        prompt = pane.query_one("#filter", Prompt)
        await until(pilot, lambda: prompt.has_focus)
        prompt.value = "养老 date:soon"
        await pilot.press("enter")
        await until(pilot, lambda: pane.list.total == 2)
        await until(pilot, lambda: status(pilot).startswith("'date:soon': "))


async def test_slash_in_the_reader_finds_inside_and_counts(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _read(pilot, "shared-bikes")
        await pilot.press("slash")
        await until(pilot, lambda: pane.query_one("#find", Prompt).has_focus)
        await pilot.press(*"54.26%", "enter")
        await until(pilot, lambda: status(pilot) == "1/2")
        await pilot.press("n")
        await until(pilot, lambda: status(pilot) == "2/2")
        await pilot.press("slash", *"没有这话", "enter")
        await until(pilot, lambda: status(pilot) == "not found")
        await pilot.press("slash", "escape")
        await until(pilot, lambda: pane.reader.has_focus)


async def test_zen_shows_nothing_but_the_text(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _read(pilot, "e-bikes")
        await pilot.press("z")
        await until(pilot, lambda: pane.reader.size.width > 110)
        await until(pilot, lambda: pane.reader.size.height == 40)
        assert not pane.list.display
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: status(pilot) != "")
        await until(pilot, lambda: pane.reader.size.height == 39)
        await pilot.press("z", "z")
        await until(pilot, lambda: pane.reader.size.height == 40)
        await pilot.press("q")
        await until(pilot, lambda: pane.list.has_focus)
        assert pane.list.display


async def test_a_copied_sentence_says_where_it_stands(library: Library, tmp_path: Path) -> None:
    async with opened(library) as pilot:
        await _read(pilot, "e-bikes")
        await pilot.press("J", "J", "y")
        await until(pilot, lambda: status(pilot).startswith("copied"))
        clipboard = pilot.app.clipboard
    copied = (tmp_path / ".local/share/newsterm/copied.txt").read_text(encoding="utf-8")
    assert clipboard == copied
    sentence, source = copied.splitlines()
    assert sentence.endswith("。")
    assert source.startswith("——《北京再次明确不发展共享单车》, 北京某日报, 2021-08-19, sentence ")
    assert source.endswith(", e-bikes")


async def test_the_place_is_kept_over_a_restart(library: Library) -> None:
    async with opened(library, (80, 24)) as pilot:
        pane = await _read(pilot, "beijing-plan")
        await pilot.press("space", "space")
        place = pane.reader.place
        assert place > 0
        await pilot.press("Q")
        await until(pilot, lambda: not pilot.app.is_running)
    async with opened(library, (80, 24)) as pilot:
        pane = await _read(pilot, "beijing-plan")
        await until(pilot, lambda: pane.reader.place == place)


async def test_from_a_fact_in_the_text_to_its_row_and_back(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _read(pilot, "beijing-plan")
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: pane.reader.fact is not None)
        fact = pane.reader.fact
        assert fact is not None
        await pilot.press("enter")
        targets = main_screen(pilot).query_one(TargetsPane)

        def on_its_cell() -> bool:
            table = targets.table
            if table is None or not targets.grid.has_focus:
                return False
            row, column = targets.grid.cursor_coordinate
            cells = table.rows[row].cells[column - 1] if column else ()
            return any(cell.start < fact.end and fact.start < cell.end for cell in cells)

        await until(pilot, on_its_cell)
        await pilot.press("q")
        await until(pilot, lambda: pane.reader.has_focus)
        assert main_screen(pilot).tabs.active == "articles"


async def test_the_list_in_another_order_that_is_shown_and_stays(library: Library) -> None:
    async with opened(library) as pilot:
        pane = _pane(pilot)
        await loaded(pilot)

        def titles() -> list[str]:
            return [row.title for row in map(pane.list.row, range(pane.list.total)) if row]

        def label() -> str:
            return main_screen(pilot).tabs.get_tab("articles").label_text

        newest = titles()
        assert (len(newest), label()) == (6, "1 Articles")
        await pilot.press("G", "s", "j", "j", "enter")
        await until(pilot, lambda: titles() == sorted(newest))
        assert label() == "1 Articles · by title"
        await until(pilot, lambda: pane.row is not None and pane.row.title == sorted(newest)[0])
        await pilot.press("F", *"单车", "enter")
        await until(pilot, lambda: pane.list.total == 2)
        assert titles() == sorted(title for title in newest if "单车" in title)
        await pilot.press("F", "backspace", "enter")
        await until(pilot, lambda: titles() == sorted(newest))
        await pilot.press("j", "j", "m", "s", "G", "enter")
        await until(pilot, lambda: titles()[:1] == [sorted(newest)[2]])
        assert label() == "1 Articles · starred first"
        await pilot.press("s", "home", "enter")
        await until(pilot, lambda: titles() == newest)
        assert label() == "1 Articles"
