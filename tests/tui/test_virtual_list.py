"""The virtual list: moving, asking for pages, and what it draws."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from newsterm.domain.listing import PAGE_ROWS
from newsterm.tui.motions import COUNT_SECONDS, MotionView
from newsterm.tui.virtual_list import CACHED_PAGES, VirtualList

pytestmark = pytest.mark.usefixtures("patience")


class ListApp(App[None]):
    """A list over numbers, and the messages it sent."""

    def __init__(self, total: int, *, answers: bool = True) -> None:
        super().__init__()
        self.total = total
        self.answers = answers
        self.wanted: list[tuple[int, int]] = []
        self.highlighted: list[tuple[int, object]] = []
        self.chosen: list[int] = []
        self.digits: list[str] = []
        self.pending: list[str] = []

    def compose(self) -> ComposeResult:
        yield VirtualList[str]()

    @property
    def view(self) -> VirtualList[str]:
        return self.query_one(VirtualList)

    def on_mount(self) -> None:
        self.view.focus()
        if not self.view.total:
            self.view.reset(self.total)

    def on_virtual_list_page_wanted(self, event: VirtualList.PageWanted) -> None:
        self.wanted.append((event.first, event.count))
        if self.answers:
            rows = [f"row {n}" for n in range(event.first, event.first + event.count)]
            assert self.view.put_page(event.first, rows, event.generation)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        if not isinstance(event, VirtualList.Chosen):
            self.highlighted.append((event.index, event.row))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self.chosen.append(event.index)

    def on_motion_view_pending(self, event: MotionView.Pending) -> None:
        self.pending.append(event.keys)

    def on_motion_view_lone_digits(self, event: MotionView.LoneDigits) -> None:
        self.digits.append(event.digits)


def screen_lines(app: ListApp) -> list[str]:
    view = app.view
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ("j", 1), ("j j k", 1), ("k", 0), ("down down up", 1), ("5 j", 5), ("1 2 G", 11),
        ("G", 199_999), ("G g g", 0), ("4 2 g g", 41), ("end home", 0),
        ("9 9 9 9 9 9 9 j", 199_999), ("ctrl+d", 12), ("2 ctrl+d ctrl+u", 12), ("pagedown", 23),
        ("pagedown pageup", 0), ("g j g j", 2),
    ],
)  # fmt: skip
async def test_motions(keys: str, index: int) -> None:
    app = ListApp(200_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, keys)
        assert app.view.index == index
        top = app.view.scroll_offset.y
        assert top <= index < top + 24
        assert screen_lines(app)[index - top] == f"▌row {index}"
        assert app.highlighted[-1] == (index, f"row {index}")


async def test_only_the_rows_near_the_screen_are_asked_for() -> None:
    app = ListApp(200_000)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.wanted == [(0, PAGE_ROWS)]
        await press(pilot, "G")
        await pilot.pause()
        assert app.wanted[1:] == [(199_936, 64)]


async def test_a_page_is_there_before_the_cursor_reaches_it() -> None:
    app = ListApp(1_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1 0 0 G")
        await pilot.pause()
        assert app.view.row(PAGE_ROWS) == f"row {PAGE_ROWS}"


async def test_memory_is_bounded() -> None:
    app = ListApp(100_000)
    async with app.run_test(size=(80, 24)) as pilot:
        for line in range(0, 100_000, 2_500):
            app.view.go(line)
            await pilot.pause()
        kept = [n for n in range(0, 100_000, PAGE_ROWS) if app.view.row(n) is not None]
        assert len(kept) <= CACHED_PAGES
        assert app.view.highlighted_row == "row 97500"


async def test_placeholders_stand_until_the_owner_answers() -> None:
    app = ListApp(50, answers=False)
    async with app.run_test(size=(40, 5)) as pilot:
        await press(pilot, "j")
        assert screen_lines(app) == [" …", "▌…", " …", " …", " …"]
        assert app.highlighted == []
        app.view.put_page(0, [f"row {n}" for n in range(50)])
        await pilot.pause()
        assert screen_lines(app)[:3] == [" row 0", "▌row 1", " row 2"]
        assert app.highlighted == [(1, "row 1")]
        assert app.wanted == [(0, 50)]


async def test_rows_that_never_came_are_asked_for_again() -> None:
    app = ListApp(50, answers=False)
    async with app.run_test(size=(40, 5)) as pilot:
        await press(pilot, "j k")
        assert app.wanted == [(0, 50)]
        app.answers = True
        app.view.ask_again()
        await pilot.pause()
        assert app.wanted == [(0, 50), (0, 50)]
        assert app.view.highlighted_row == "row 0"


async def test_an_answer_to_an_older_list_is_dropped() -> None:
    app = ListApp(50, answers=False)
    async with app.run_test(size=(40, 5)):
        old = app.view.generation
        app.view.reset(10)
        assert app.view.put_page(0, ["old"] * 50, old) is False
        assert app.view.row(0) is None
        assert app.view.put_page(0, ["new"] * 10, app.view.generation) is True
        assert app.view.row(0) == "new"


async def test_a_reload_keeps_the_old_rows_and_the_place_until_the_new_ones_come() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 5)) as pilot:
        await press(pilot, "3 j")
        app.answers = False
        app.view.reload(49)
        await pilot.pause()
        assert (app.view.total, app.view.index, app.view.highlighted_row) == (49, 3, "row 3")
        app.view.put_page(0, [f"new {n}" for n in range(49)])
        await pilot.pause()
        assert app.highlighted[-1] == (3, "new 3")


async def test_one_row_is_replaced() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 5)) as pilot:
        app.view.put_row(2, "other")
        app.view.put_row(9_999, "nowhere")
        await pilot.pause()
        assert screen_lines(app)[2] == " other"


async def test_a_page_must_begin_where_pages_begin() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 5)):
        with pytest.raises(ValueError, match="begins no page"):
            app.view.put_page(3, ["x"])


async def test_enter_l_and_a_click_choose() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 5)) as pilot:
        await press(pilot, "j enter j l")
        await pilot.click(VirtualList, offset=(3, 4))
        await pilot.pause()
        assert app.chosen == [1, 2, 4]


async def test_an_empty_list_says_why_and_no_key_hurts() -> None:
    app = ListApp(0)
    async with app.run_test(size=(40, 6)) as pilot:
        app.view.show_message("nothing [/] found")
        await press(pilot, "j k G g g enter ctrl+d pageup")
        assert "nothing [/] found" in "".join(screen_lines(app))
        assert (app.view.index, app.chosen, app.highlighted) == (0, [], [])


async def test_digits_without_a_motion_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsterm.tui.motions.COUNT_SECONDS", COUNT_SECONDS)
    app = ListApp(50)
    async with app.run_test(size=(40, 6)) as pilot:
        await press(pilot, "2")
        await pilot.pause(COUNT_SECONDS + 0.2)
        assert app.digits == ["2"]
        await press(pilot, "j")
        assert app.view.index == 1


async def test_a_step_repaints_two_lines_only() -> None:
    app = ListApp(500)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5 j")
        await pilot.pause()
        regions: list[Region] = []
        view = app.view
        refresh = view.refresh

        def seen(*parts: Region, repaint: bool = True, layout: bool = False) -> VirtualList[str]:
            regions.extend(parts or [view.region])
            refresh(*parts, repaint=repaint, layout=layout)
            return view

        view.refresh = seen  # type: ignore[assignment,method-assign]
        view.move_by(1)
        assert sorted({region.y for region in regions}) == [5, 6]
        assert {region.height for region in regions} == {1}


async def test_the_cursor_stays_in_view_over_resizes() -> None:
    app = ListApp(500)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "3 5 j")
        for width, height in ((40, 12), (200, 60), (80, 24), (10, 2)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            top = app.view.scroll_offset.y
            assert top <= 35 < top + app.view.size.height
            assert f"▌row {35}"[:9] in screen_lines(app)


async def test_focus_shows_in_the_shape_of_the_cursor() -> None:
    app = ListApp(5)
    async with app.run_test(size=(40, 6)) as pilot:
        app.set_focus(None)
        await pilot.pause()
        assert screen_lines(app)[0] == "▏row 0"


async def test_rows_may_be_counted_before_the_list_is_on_the_screen() -> None:
    class Early(ListApp):
        def compose(self) -> ComposeResult:
            view = VirtualList[str]()
            view.reset(40, index=30)
            view.reload(35)
            yield view

    app = Early(0)
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        assert app.wanted == [(0, 35)]
        assert "▌row 30" in screen_lines(app)


async def test_what_is_typed_of_a_motion_is_told() -> None:
    app = ListApp(50)
    async with app.run_test(size=(40, 6)) as pilot:
        await press(pilot, "j 1 2 g g j")
        await pilot.pause()
        assert app.pending == ["1", "12", "12g", ""]
        assert app.view.index == 12
