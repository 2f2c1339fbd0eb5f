"""The targets tab: one article's tables, and one table of many articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, SelectionList

from newsterm.config import Library, library_in
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.dialogs import QuestionDialog, ReportDialog
from newsterm.tui.regrouping import PartingDialog
from newsterm.tui.tag_dialog import ConfirmDialog
from newsterm.tui.targets_pane import TargetsPane
from tests.services.economy import write
from tests.tui.conftest import loaded, main_screen, opened, status, until


@pytest.fixture
def economy(tmp_path: Path) -> Library:
    """Ten articles on the economy, not loaded yet."""
    folder = tmp_path / "economy"
    folder.mkdir()
    write(folder / "economy.jsonl")
    return library_in(folder)


@asynccontextmanager
async def many(
    library: Library, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], TargetsPane]]:
    """The app with the table of all figures in front."""
    async with opened(library, size) as pilot:
        await loaded(pilot)
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("a")
        await until(pilot, lambda: pane.grid.has_focus and pane.grid.row_count > 0)
        yield pilot, pane


def title(pane: TargetsPane) -> str:
    """What stands over the table in view."""
    return str(pane.shown.query_one(".table-title").render())


def periods(pane: TargetsPane) -> list[str]:
    """The columns that are shown."""
    view = pane.figures.view
    assert view is not None
    return [view.periods[number] for number in pane.grid.columns]


async def go_to_row(pilot: Pilot[None], pane: TargetsPane, head: str, period: str) -> None:
    """Put the cursor on the cell of an indicator and a period."""
    rows = [pane.grid.row_at(number) for number in range(pane.grid.row_count)]
    row = next(number for number, each in enumerate(rows) if each and each.head == head)
    pane.grid.move_cursor(row, 1 + periods(pane).index(period))
    await until(pilot, lambda: (cell := pane.figures.cell) and cell.period == period)


def screen_lines(pilot: Pilot[None]) -> list[str]:
    """The lines of the screen."""
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


async def test_all_figures_in_one_table(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        assert title(pane).startswith("all articles · ")
        assert "most values first" in title(pane)
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023")
        line = next(line for line in screen_lines(pilot) if "▌国内生产总值同比增长" in line)
        assert "2 values" in line
        assert "5.5%" in line
        preview = str(pane.figures.preview.render())
        assert "→~5%  planned  2023-03-05  今年发展主要预期目标" in preview
        assert "5.2%  reported  2024-01-23  去年经济成绩单" in preview
        assert "2023年，我国GDP同比增长5.2%。" in preview


async def test_several_values_are_listed_and_q_comes_back_to_the_cell(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023")
        at = pane.grid.cursor_coordinate
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        await pilot.press("j", "j", "enter")
        reader = main_screen(pilot).query_one(ArticlesPane).reader
        await until(pilot, lambda: reader.has_focus)
        assert reader.fact is not None
        assert reader.fact.text == "5%左右", "the number is in hand"
        await pilot.press("q")
        await until(pilot, lambda: pane.grid.has_focus)
        assert pane.of_many
        assert pane.grid.cursor_coordinate == at


async def test_one_value_opens_at_once(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023-H1")
        place = pane.fact_in_hand()
        assert place is not None
        await pilot.press("enter")
        articles = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: articles.reader.has_focus)
        assert articles.view is not None
        assert articles.view.article_id == place.article_id
        assert articles.view.article.body[place.start : place.end] == "5.5%"


async def test_a_search_narrows_the_table(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await pilot.press("F", *"has:target")
        await pilot.press("enter")
        await until(pilot, lambda: title(pane).startswith("has:target · 4 figures"))
        await until(pilot, lambda: pane.grid.has_focus)
        heads = {row.head for n in range(4) if (row := pane.grid.row_at(n))}
        assert "居民消费价格同比增长" in heads
        await pilot.press("F", *"没有这个词")
        await pilot.press("enter")
        await until(pilot, lambda: pane.grid.row_count == 0)
        assert any("No figures here" in line for line in screen_lines(pilot))
        await pilot.press("q")
        await until(pilot, lambda: not pane.of_many)


async def test_scopes_are_chosen_from_a_list(library: Library) -> None:
    async with many(library) as (pilot, pane):
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        lines = pilot.app.screen._lines  # type: ignore[attr-defined]
        assert lines[1] == "all articles"
        number = next(n for n, line in enumerate(lines) if line.startswith("tag: 交通"))
        await pilot.press(*"j" * number, "enter")
        await until(pilot, lambda: title(pane).startswith('tag:"交通" · '))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        await pilot.press("enter")
        await until(pilot, lambda: not pane.of_many)


async def test_columns_hide_and_come_back(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        every = periods(pane)
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023-Q2")
        await pilot.press("minus")
        await until(pilot, lambda: "2023-Q2" not in periods(pane))
        assert len(periods(pane)) == len(every) - 1
        assert "1 hidden" in title(pane)
        await pilot.press("plus")
        await until(pilot, lambda: periods(pane) == every)
        await pilot.press("c")
        await until(pilot, lambda: periods(pane) == ["2022", "2023"])
        row = pane.grid.cursor_row
        assert row is not None
        assert row.head == "国内生产总值同比增长", "the cursor stays on its row"
        await pilot.press("c")
        await until(pilot, lambda: periods(pane) == ["2023-Q1", "2023-H1", "2023-Q2", "2023"])
        await pilot.press("c")
        await until(pilot, lambda: periods(pane) == every)


async def test_w_and_b_go_from_value_to_value(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2022")
        places = [1 + periods(pane).index(p) for p in ("2023-Q1", "2023-H1", "2023")]
        await pilot.press("w")
        await until(pilot, lambda: pane.grid.cursor_coordinate.column == places[0])
        await pilot.press("w")
        await until(pilot, lambda: pane.grid.cursor_coordinate.column == places[1])
        await pilot.press("dollar_sign", "b")
        await until(pilot, lambda: pane.grid.cursor_coordinate.column != places[2])
        assert pane.grid.cursor_coordinate.column == 1 + periods(pane).index("2023-Q2")


async def test_rows_are_sorted_by_name(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await pilot.press("s")
        await until(pilot, lambda: "by name" in title(pane))
        rows = [pane.grid.row_at(number) for number in range(pane.grid.row_count)]
        heads = [row.head for row in rows if row is not None]
        assert len(heads) == pane.grid.row_count
        assert heads == sorted(heads)


async def test_a_row_is_followed_by_its_number(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023")
        await pilot.press("T")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportDialog))
        assert "1 indicator" in status(pilot)


async def test_what_is_seen_is_copied(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023")
        await pilot.press("y")
        await until(pilot, lambda: pilot.app.clipboard.startswith("indicator"))
        rows = [line.split("\t") for line in pilot.app.clipboard.splitlines()]
        assert rows[0][:2] == ["indicator", "unit"]
        assert len(rows) == 1 + pane.grid.row_count
        growth = next(row for row in rows if row[0] == "国内生产总值同比增长")
        assert growth[1] == "%"
        assert "→~5% / 5.2%" in growth
        await pilot.press("Y")
        await until(pilot, lambda: pilot.app.clipboard.startswith("| indicator |"))


async def test_the_table_in_view_is_written_to_a_file(economy: Library, tmp_path: Path) -> None:
    async with many(economy) as (pilot, pane):
        await pilot.press("X")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionDialog))
        await pilot.press(*str(tmp_path / "table.csv"), "enter")
        await until(pilot, lambda: f"{pane.grid.row_count} rows in" in status(pilot))
        text = (tmp_path / "table.csv").read_text(encoding="utf-8")
        assert text.startswith("indicator,unit,2022,")
        assert "→~5% / 5.2%" in text


async def test_the_rings_stand_as_a_person_lays_them_out(library: Library) -> None:
    async with opened(library, (80, 24)) as pilot:
        await loaded(pilot)
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("G", "enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.grid.row_count > 0)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await until(pilot, lambda: "三个圈层" in title(pane))
        lines = screen_lines(pilot)
        first = next(n for n, line in enumerate(lines) if "▌" in line)
        block = lines[first : first + 8]
        joined = "".join("".join(line.split()) for line in block)
        assert "→~50公里" in joined
        assert joined.count("承德") == 1
        assert not any("…" in line for line in block), "nothing is cut"
        await pilot.press("y")
        await until(pilot, lambda: "圈层" in pilot.app.clipboard)
        assert "→100公里\t雄安、天津\t围绕疏解和承接功能" in pilot.app.clipboard


async def test_both_values_of_a_planned_cell_are_seen_and_listed(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("G", "enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.grid.row_count > 0)
        assert pane.table is not None
        heads = [row.head for row in pane.table.rows]
        pane.grid.move_cursor(heads.index("制造业增加值占地区生产总值比重"), 2)
        await pilot.pause()
        text = "\n".join(screen_lines(pilot))
        assert "→~13%" in text
        assert "→力争~15%" in text
        at = pane.grid.cursor_coordinate
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        await pilot.press("j", "enter")
        reader = main_screen(pilot).query_one(ArticlesPane).reader
        await until(pilot, lambda: reader.has_focus)
        await pilot.press("q")
        await until(pilot, lambda: pane.grid.has_focus)
        assert pane.grid.cursor_coordinate == at


async def test_hiding_and_sorting_an_article_s_table(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        main_screen(pilot).action_tab("targets")
        pane = main_screen(pilot).query_one(TargetsPane)
        await until(pilot, lambda: pane.list.highlighted_row is not None)
        await pilot.press("G", "enter")
        await until(pilot, lambda: pane.grid.has_focus and pane.grid.row_count > 0)
        before = [row.head for n in range(pane.grid.row_count) if (row := pane.grid.row_at(n))]
        await pilot.press("minus")
        assert list(pane.grid.columns) == [1, 2]
        await pilot.press("plus", "s")
        assert list(pane.grid.columns) == [0, 1, 2]
        heads = [row.head for n in range(pane.grid.row_count) if (row := pane.grid.row_at(n))]
        assert heads == sorted(before)
        assert heads != before


async def test_a_fact_of_the_reader_leads_to_the_article_s_table(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023-H1")
        await pilot.press("enter")
        reader = main_screen(pilot).query_one(ArticlesPane).reader
        await until(pilot, lambda: reader.has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: pane.tables.grid.has_focus)
        assert not pane.of_many
        place = pane.fact_in_hand()
        assert place is not None
        assert reader.fact is not None
        assert (place.start, place.end) == (reader.fact.start, reader.fact.end)
        await pilot.press("q")
        await until(pilot, lambda: reader.has_focus)


async def test_two_rows_are_joined_after_a_look_and_parted_again(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        before = pane.grid.row_count
        await go_to_row(pilot, pane, "上海社会消费品零售总额", "2023-Q1")
        await pilot.press("M")
        await go_to_row(pilot, pane, "社会消费品零售总额", "2023-Q1")
        assert "上海社会消费品零售总额" in status(pilot)
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        text = " ".join(str(each.render()) for each in pilot.app.screen.query("Static"))
        assert "Both have values of 1 period: 2023-Q1" in text
        await pilot.press("enter")
        await until(pilot, lambda: pane.grid.row_count == before - 1)
        row = pane.grid.cursor_row
        assert row is not None
        assert row.head == "社会消费品零售总额"
        await pilot.press("U")
        await until(pilot, lambda: pane.grid.row_count == before)
        assert status(pilot) == "taken back"


async def test_other_units_are_refused(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        await go_to_row(pilot, pane, "国内生产总值", "2023")
        await pilot.press("M")
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023")
        await pilot.press("M")
        await until(pilot, lambda: "units are never joined" in status(pilot))
        assert not isinstance(pilot.app.screen, ConfirmDialog)


async def test_wordings_are_parted_off(economy: Library) -> None:
    async with many(economy) as (pilot, pane):
        before = pane.grid.row_count
        await go_to_row(pilot, pane, "国内生产总值同比增长", "2023")
        await pilot.press("P")
        await until(pilot, lambda: isinstance(pilot.app.screen, PartingDialog))
        dialog = pilot.app.screen
        await until(pilot, lambda: dialog.query_one(SelectionList).has_focus)
        wordings = dialog._wordings.counts  # type: ignore[attr-defined]
        await pilot.press("j", "space")
        await until(pilot, lambda: dialog.query_one(Input).value == wordings[1][0])
        note = str(dialog.query_one("#parting-note").render())
        assert note.startswith(f"{wordings[1][1]} of 6 values go.")
        dialog.query_one(Input).value = "另一项"
        await pilot.press("tab", "enter")
        await until(pilot, lambda: pane.grid.row_count == before + 1)
        heads = [row.head for n in range(before + 1) if (row := pane.grid.row_at(n))]
        assert "另一项" in heads
        await pilot.press("U")
        await until(pilot, lambda: pane.grid.row_count == before)
