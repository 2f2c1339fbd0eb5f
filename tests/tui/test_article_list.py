"""The list of articles as it is drawn."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from newsterm.domain.listing import ArticleRow
from newsterm.tui.article_list import ArticleList

LONG = "北京“十四五”高精尖产业规划发布 2025年北京高精尖产业增加值占比将超3成"
HOSTILE = (
    "[/]",
    "[red]x[/red][@click=app.quit]q[/]",
    "a\nb\tc",
    "\x1b[2J\x9b",
    "\u202eabc",
    "👩\u200d👧" * 80,
)


def row(number: int, title: str = LONG, **changes: object) -> ArticleRow:
    values: dict[str, object] = {
        "article_id": number, "slug": f"a{number}", "date": "2021-08-19", "title": title,
        "source": "北京某日报", "tags": ("产业", "规划"), "unread": False, "starred": False,
    }  # fmt: skip
    return ArticleRow(**{**values, **changes})  # type: ignore[arg-type]


class ArticleListApp(App[None]):
    """A list of given rows."""

    def __init__(self, rows: list[ArticleRow]) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield ArticleList()

    def on_mount(self) -> None:
        self.query_one(ArticleList).focus()
        self.query_one(ArticleList).reset(len(self.rows))

    def on_virtual_list_page_wanted(self, event: ArticleList.PageWanted) -> None:
        chosen = self.rows[event.first : event.first + event.count]
        self.query_one(ArticleList).put_page(event.first, chosen, event.generation)

    def lines(self) -> list[str]:
        view = self.query_one(ArticleList)
        return [view.render_line(y).text for y in range(min(view.size.height, len(self.rows)))]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((40, 12), "▌ ●  21-08-19  北京“十四五”高精尖产业…"),
        (
            (80, 24),
            "▌ ●  2021-08-19  北京“十四五”高精尖产业规划发布 2025年北京高精尖…  #产业 #规划",
        ),
        (
            (120, 40),
            "▌ ●  2021-08-19  北京“十四五”高精尖产业规划发布 2025年北京高精尖产业增加值占比将超3成"
            "       北京某日报  #产业 #规划",
        ),
    ],
)
async def test_a_line_uses_the_room_there_is(size: tuple[int, int], shown: str) -> None:
    app = ArticleListApp([row(1, unread=True)])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        (line,) = app.lines()
        assert " ".join(line.split()) == " ".join(shown.split())
        assert cell_len(line) == app.query_one(ArticleList).room


async def test_signs_tell_selected_unread_and_starred() -> None:
    rows = [
        row(n, "题", marked=bool(n & 1), unread=bool(n & 2), starred=bool(n & 4)) for n in (0, 7)
    ]
    app = ArticleListApp(rows)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert [line[:6] for line in app.lines()] == ["▌    2", " ✓●★ 2"]


async def test_the_matching_part_of_a_title_is_kept_and_marked() -> None:
    begin = LONG.index("将超3成")
    app = ArticleListApp([row(1), row(2, marks=((begin, begin + 4),))])
    async with app.run_test(size=(48, 12)) as pilot:
        await pilot.pause()
        strip = app.query_one(ArticleList).render_line(1)
        assert strip.text.rstrip().endswith("将超3成")
        assert "…" in strip.text
        underlined = [s.text for s in strip if s.style is not None and s.style.underline]
        assert underlined == ["将超3成"]


@pytest.mark.parametrize("size", [(5, 3), (12, 4), (40, 12), (80, 24), (120, 40), (200, 60)])
async def test_hostile_titles_are_drawn_as_text_in_their_line(size: tuple[int, int]) -> None:
    rows = [row(n, title, tags=(title,), source=title) for n, title in enumerate(HOSTILE)]
    app = ArticleListApp(rows)
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "j")
        width = app.query_one(ArticleList).room
        drawn = app.lines()
        assert [cell_len(line) for line in drawn] == [width] * len(drawn)
        assert all(line.replace("\u200d", "").isprintable() for line in drawn)
        if size[0] >= 80:
            assert "[red]x[/red][@click=app.quit]q[/]" in drawn[1]


async def test_the_cursor_differs_without_colour() -> None:
    app = ArticleListApp([row(1, "同一个题目"), row(2, "同一个题目")])
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        first, second = app.lines()
        assert (first[0], second[0]) == ("▌", " ")
        assert first[1:] == second[1:]
