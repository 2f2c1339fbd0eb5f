"""The review by its keys: decide and go on, edit in place, undo, two reviewers, and back again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from newsterm.config import Library
from newsterm.domain.fact import Fact
from newsterm.services.load import load
from newsterm.services.review import queue
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.dialogs import QuestionDialog
from newsterm.tui.excerpt import Excerpt
from newsterm.tui.fact_details import FactDetails
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.review_pane import ReviewPane
from newsterm.tui.tag_dialog import ConfirmDialog
from tests.tui.conftest import loaded, main_screen, opened, status, until


@pytest.fixture
def stored(library: Library) -> Library:
    """The six articles, loaded before the app starts."""
    assert library.root is not None
    library.database.parent.mkdir()
    with Store.open(library.database, write=True) as store:
        for _ in load(store, [library.root], root=library.root):
            pass
    return library


def waiting(library: Library) -> list[Fact]:
    """The facts that wait by the database, the least sure first."""
    with Store.open(library.database) as store:
        return [each.stored.fact for each in queue(store, count=200).pending]


def decisions(library: Library) -> list[str]:
    with Store.open(library.database) as store:
        log = sorted(store.reviews.log.all(), key=lambda each: each.review.review_id)
        return [each.review.decision for each in log if not each.undone_at]


async def _reviewing(pilot: Pilot[None]) -> ReviewPane:
    await loaded(pilot)
    await pilot.press("D")
    pane = main_screen(pilot).query_one(ReviewPane)
    await until(pilot, lambda: pane.queue.current is not None and pane.form.has_focus)
    return pane


def _text(pane: ReviewPane) -> str:
    return pane.queue.current.stored.fact.text if pane.queue.current else ""


def _fact(pane: ReviewPane) -> Fact:
    assert pane.queue.current is not None
    return pane.queue.current.stored.fact


async def _written(pilot: Pilot[None], library: Library, *expected: str) -> None:
    await until(pilot, lambda: decisions(library) == list(expected))


async def test_each_key_decides_and_brings_the_next_fact(stored: Library) -> None:
    facts = waiting(stored)
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        title = pane.query_one("#review-title", Static)
        assert str(title.render()).startswith(f"{len(facts)} facts to review")
        assert _fact(pane) == facts[0]
        await pilot.press("a")
        await until(
            pilot,
            lambda: (
                status(pilot) == f"accepted: {facts[0].text} · {len(facts) - 1} facts to review"
            ),
        )
        await pilot.press("d", "s")
        assert _fact(pane) == facts[3]
        assert str(title.render()).startswith(f"{len(facts) - 2} facts to review")
        await _written(pilot, stored, "accept", "reject")
        assert waiting(stored) == facts[2:]


async def test_undo_and_redo_come_back_to_the_fact(stored: Library) -> None:
    facts = waiting(stored)
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        await pilot.press("d", "a")
        await _written(pilot, stored, "reject", "accept")
        await pilot.press("u")
        await until(pilot, lambda: _fact(pane) == facts[1])
        await pilot.press("u")
        await until(pilot, lambda: _fact(pane) == facts[0])
        assert decisions(stored) == []
        await pilot.press("ctrl+r")
        await _written(pilot, stored, "reject")
        await until(pilot, lambda: _fact(pane) == facts[1])
        await until(pilot, lambda: status(pilot) == "1 decision made again")
        assert waiting(stored) == facts[1:]


async def test_slots_are_edited_where_they_stand(stored: Library) -> None:
    facts = waiting(stored)
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        await pilot.press("j", "e")
        field = pilot.app.focused
        assert isinstance(field, Input)
        field.value = "many"
        await pilot.press("enter")
        await until(pilot, lambda: status(pilot) == "value: 'many' is no number")
        assert pane.form.is_editing
        field.value = "7"
        await pilot.press("tab", "tab")
        unit = pilot.app.focused
        assert isinstance(unit, Input)
        unit.value = "座"
        await pilot.press("enter")
        await _written(pilot, stored, "edit")
        assert _fact(pane) == facts[1]
        assert pane.form.has_focus
        with Store.open(stored.database) as store:
            [decided] = store.reviews.log.all()
            [after] = decided.review.facts
        assert (after.value, after.unit, after.text) == (7, "座", facts[0].text)


async def test_escape_leaves_a_fact_as_it_was(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        before = _fact(pane)
        await pilot.press("e", "x", "tab")
        await until(pilot, lambda: "exactly once" in status(pilot))
        await pilot.press("escape")
        assert pane.form.changes == {}
        assert pane.form.has_focus
        assert _fact(pane) == before
        assert decisions(stored) == []


async def test_on_a_low_screen_the_quantity_is_in_sight(stored: Library) -> None:
    async with opened(stored, size=(60, 22)) as pilot:
        pane = await _reviewing(pilot)
        view = pane.query_one("#review-text")
        excerpt = pane.query_one(Excerpt)
        for _ in range(25):
            await pilot.pause()
            line = excerpt.virtual_region.y + excerpt.mark_line
            top = view.scroll_offset.y
            assert top <= line < top + view.size.height, _text(pane)
            await pilot.press("s")


async def test_a_split_asks_for_the_parts(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        assert _text(pane) == "2个"
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionDialog))
        pilot.app.screen.query_one(Input).value = "2个 | 高精尖产业体系 value= indicator=体系"
        await pilot.press("enter")
        await _written(pilot, stored, "split")
        with Store.open(stored.database) as store:
            [decided] = store.reviews.log.all()
        assert [(fact.text, fact.value) for fact in decided.review.facts] == [
            ("2个", 2),
            ("高精尖产业体系", None),
        ]
        assert decided.review.facts[1].indicator == "体系"


async def test_another_reviewer_was_quicker(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        mine = pane.queue.current
        assert mine is not None
        with Store.open(stored.database, write=True) as store, store.transaction():
            store.reviews.decide(
                mine.stored.article_id,
                mine.stored.fact,
                "edit",
                [replace(mine.stored.fact, indicator="别的")],
                change=1,
                who="她",
                at="2026-01-02T03:04:05Z",
            )
        await pilot.press("d")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        said = str(pilot.app.screen.query(Static).first().render())
        assert said == (
            f"她 edited “{mine.stored.fact.text}” at 2026-01-02T03:04:05Z, before you. "
            "Put your decision in its place?"
        )
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        assert decisions(stored) == ["edit"]
        assert _fact(pane) != mine.stored.fact
        await pilot.press("u")
        await until(pilot, lambda: status(pilot) == "nothing of yours")


async def test_what_was_told_may_be_put_in_its_place(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        mine = pane.queue.current
        assert mine is not None
        with Store.open(stored.database, write=True) as store, store.transaction():
            store.reviews.decide(
                mine.stored.article_id, mine.stored.fact, "reject", [], change=1, who="她", at="now"
            )
        await pilot.press("a")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmDialog))
        await pilot.press("enter")
        await _written(pilot, stored, "reject", "edit")
        with Store.open(stored.database) as store:
            again = store.reviews.at_place((mine.stored.article_id, mine.stored.fact.start))
        assert again is not None
        assert again.fact.text == mine.stored.fact.text


async def test_to_the_article_and_back_to_the_same_fact(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        await pilot.press("s", "s")
        fact, pending = _fact(pane), pane.queue.current
        assert pending is not None
        await pilot.press("o")
        reader = main_screen(pilot).query_one(ArticlesPane).reader
        await until(pilot, lambda: reader.has_focus and reader.sentence is not None)
        assert reader.sentence is not None
        assert reader.sentence[0] <= fact.start < reader.sentence[1]
        await pilot.press("q")
        await until(pilot, lambda: pane.form.has_focus)
        assert _fact(pane) == fact
        await pilot.press("i")
        await until(pilot, lambda: isinstance(pilot.app.screen, FactDetails))
        details = pilot.app.screen
        assert isinstance(details, FactDetails)
        await until(pilot, lambda: details.details)
        assert details.details[0].fact == fact


async def test_what_was_skipped_comes_again_at_the_end(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        await pilot.press("F")
        pane.query_one("#review-query", Input).value = "has:target unit:%"
        await pilot.press("enter")
        await until(pilot, lambda: pane.queue.left == 5)
        first = _fact(pane)
        for _ in range(4):
            await pilot.press("s")
        assert _fact(pane) != first
        await pilot.press("a")
        await until(pilot, lambda: pane.queue.current is not None and _fact(pane) == first)
        for _ in range(4):
            await pilot.press("a")
        await until(pilot, lambda: pane.queue.current is None and pane.queue.left == 0)
        source = str(pane.query_one("#review-source", Static).render())
        assert source == "Nothing waits for a review here."
        await pilot.press("a", "e", "o", "i", "p")
        assert isinstance(pilot.app.screen, MainScreen)
        await pilot.press("q")
        await until(pilot, lambda: pane.queue.left > 5)


async def test_a_changed_text_shows_the_old_words_too(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        pending = pane.queue.current
        assert pending is not None
        await pilot.press("a")
        await _written(pilot, stored, "accept")
        assert stored.root is not None
        path = stored.root / f"{pending.stored.slug}.md"
        text = path.read_text(encoding="utf-8")
        changed = pending.sentence[:4] + "（修订）" + pending.sentence[4:]
        path.write_text(text.replace(pending.sentence, changed), encoding="utf-8")
        await pilot.press("R")
        await until(pilot, lambda: "1 updated" in status(pilot))
        await pilot.press("1", "D")
        await until(pilot, lambda: pane.queue.left > 0)
        await pilot.press("F", "enter")
        await until(pilot, lambda: pane.queue.current is not None and pane.queue.current.before)
        shown = str(pane.query_one("#review-before", Static).render())
        assert pending.sentence in shown
        assert "accepted it at" in shown
        assert pane.queue.current is not None
        assert pane.queue.current.sentence == changed


async def test_a_part_of_the_filter_that_is_left_out_is_named(stored: Library) -> None:
    async with opened(stored) as pilot:
        pane = await _reviewing(pilot)
        await pilot.press("F")
        pane.query_one("#review-query", Input).value = "has:target value>="
        await pilot.press("enter")
        await until(pilot, lambda: status(pilot).startswith("'value>=': "))
