"""The search tab: counts to narrow by, kept searches, completions, and on through the hits."""

from __future__ import annotations

from datetime import date, timedelta

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from newsterm.config import Library
from newsterm.store.search_ranking import MANY
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.prompt import Prompt
from newsterm.tui.search_pane import SearchPane
from tests.tui.conftest import loaded, main_screen, opened, status, until


async def _search(pilot: Pilot[None], words: str) -> SearchPane:
    """Type a query and stand on the first hit."""
    await loaded(pilot)
    await pilot.press("slash")
    pane = main_screen(pilot).query_one(SearchPane)
    await until(pilot, lambda: pane.input.has_focus)
    await pilot.press(*words)
    await until(pilot, lambda: pane.hits.total > 0)
    await pilot.press("enter")
    await until(pilot, lambda: pane.hits.has_focus and pane.hits.highlighted_row is not None)
    return pane


def _lines(pilot: Pilot[None]) -> list[str]:
    options = pilot.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def test_counts_narrow_the_search(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _search(pilot, "北京")
        before = pane.hits.total
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        lines = _lines(pilot)
        assert any(line.strip() == f"{before}  date:2021" for line in lines)
        wanted = next(n for n, line in enumerate(lines) if line.strip().endswith("tag:交通"))
        for _ in range(wanted):
            await pilot.press("j")
        await pilot.press("enter")
        await until(pilot, lambda: pane.input.value == '北京 tag:"交通"')
        await until(pilot, lambda: 0 < pane.hits.total < before)


async def test_a_search_is_kept_under_a_name_with_its_live_count(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _search(pilot, "养老")
        await pilot.press("w")
        await until(pilot, lambda: pane.query_one("#search-name", Prompt).has_focus)
        await pilot.press(*"老人", "enter")
        await until(pilot, lambda: status(pilot) == "saved as 老人")
        pane.input.value = ""
        await pilot.press("v")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChoiceDialog))
        assert [line.split() for line in _lines(pilot)] == [["2", "老人", "养老"]]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await until(pilot, lambda: pane.input.value == "养老" and pane.hits.total == 2)


async def test_n_goes_on_to_the_hits_of_the_next_article(library: Library) -> None:
    async with opened(library) as pilot:
        pane = await _search(pilot, "养老")
        articles = main_screen(pilot).query_one(ArticlesPane)
        first = pane.hits.highlighted_row
        assert first is not None
        await pilot.press("enter")
        await until(pilot, lambda: articles.reader.has_focus and articles.view is not None)
        assert articles.view is not None
        assert articles.view.article.id == first.slug
        seen = {first.slug}
        for _ in range(12):
            await pilot.press("n")
            await pilot.pause(0.1)
            seen.add(articles.view.article.id)
        assert len(seen) == 2
        await pilot.press("q")
        await until(pilot, lambda: pane.hits.has_focus)


async def test_letters_offer_words_and_change_nothing_by_themselves(library: Library) -> None:
    async with opened(library) as pilot:
        await loaded(pilot)
        await pilot.press("slash")
        pane = main_screen(pilot).query_one(SearchPane)
        await until(pilot, lambda: pane.input.has_focus)

        async def offered() -> bool:
            pane.input.value = ""
            await pilot.pause(0.05)
            await pilot.press(*"bj")
            await pilot.pause(0.4)
            return "北京" in str(pane.query_one("#search-note").render())

        for _ in range(20):
            if await offered():
                break
        else:
            raise AssertionError("北京 was not offered for bj")
        assert pane.input.value == "bj"
        await pilot.press("tab")
        await until(pilot, lambda: pane.input.value == "北京")
        await until(pilot, lambda: pane.hits.total > 0)


def _fill(library: Library, count: int) -> None:
    """So many small articles with one word, a day each."""
    with Store.open(library.database, write=True) as store, store.transaction():
        first = date(2010, 1, 1)
        store.connection.executemany(
            "INSERT INTO articles(slug, date, title, body, hash) VALUES (?, ?, ?, '长江', '')",
            (
                (f"n{number}", str(first + timedelta(number)), f"第{number}天")
                for number in range(count)
            ),
        )
        store.index.drain()


async def test_the_newest_go_on_beyond_what_was_counted(library: Library) -> None:
    _fill(library, MANY + 400)
    async with opened(library) as pilot:
        pane = await _search(pilot, "长江")
        await pilot.press("s")
        await until(pilot, lambda: pane.sort == "newest" and pane.hits.highlighted_row is not None)
        assert pane.hits.total == MANY
        total = 0
        while pane.hits.total > total:
            total = pane.hits.total
            await pilot.press("G")
            await until(pilot, lambda: pane.hits.highlighted_row is not None)
            await pilot.pause()
        last = pane.hits.highlighted_row
        assert last is not None
        assert (pane.hits.total, last.slug) == (MANY + 400, "n0")
        note = str(pane.query_one("#search-note", Static).render())
        assert f"{MANY + 400:,} found" in note
        await pilot.press("g", "g")  # the first page was forgotten meanwhile, and is read again
        await until(pilot, lambda: pane.hits.highlighted_row is not None)
        assert pane.hits.highlighted_row is not None
        assert pane.hits.highlighted_row.slug == f"n{MANY + 399}"


async def test_hits_that_could_not_be_read_come_when_they_can(library: Library) -> None:
    _fill(library, 400)
    away = library.database.with_name("away.db")
    async with opened(library) as pilot:
        pane = await _search(pilot, "长江")
        library.database.rename(away)
        await pilot.press("G")
        await until(pilot, lambda: "no such database" in status(pilot))
        assert pane.hits.highlighted_row is None
        away.rename(library.database)
        await until(pilot, lambda: pane.hits.highlighted_row is not None)
        assert pane.hits.index == 399


async def test_articles_that_could_not_be_read_come_when_they_can(library: Library) -> None:
    _fill(library, 400)
    away = library.database.with_name("away.db")
    async with opened(library) as pilot:
        await loaded(pilot)
        pane = main_screen(pilot).query_one(ArticlesPane)
        await until(pilot, lambda: pane.list.total > 400)
        library.database.rename(away)
        await pilot.press("G")
        await until(pilot, lambda: "no such database" in status(pilot))
        assert pane.list.highlighted_row is None
        away.rename(library.database)
        await until(pilot, lambda: pane.list.highlighted_row is not None)


async def test_n_goes_through_all_articles_then_says_so_and_q_leads_back(library: Library) -> None:
    _fill(library, 3)
    async with opened(library) as pilot:
        pane = await _search(pilot, "长江")
        articles = main_screen(pilot).query_one(ArticlesPane)
        await pilot.press("enter")
        seen: list[str] = []
        for slug in ("n2", "n1", "n0"):
            await until(
                pilot, lambda: articles.view is not None and articles.view.article.id not in seen
            )
            assert articles.view is not None
            seen.append(articles.view.article.id)
            assert seen[-1] == slug
            await until(pilot, lambda: articles.reader.has_focus)
            await pilot.press("n")
        await until(pilot, lambda: status(pilot) == "no further hit that way")
        await pilot.press("q")
        await until(pilot, lambda: pane.hits.has_focus)
        assert pane.hits.index == 2
