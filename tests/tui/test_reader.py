"""The reader: setting, marks, the sentence cursor, hops, finding, places and sizes."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.selection import Selection

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.language import speak
from newsterm.tui.reader import Reader

SIZES = [(5, 3), (40, 12), (80, 24), (120, 40), (200, 60)]
HEADING = "换核、强芯、赋智、融合"
PARAGRAPHS = (
    "数据显示，2020年全市实现增加值9885.8亿元，占地区生产总值比重达到27.4%。培育形成4个产业集群。",
    HEADING,
    "规划提出，到2025年，比重将达到30%以上。力争形成5个产业集群！“能做到吗？”有人问。",
    *(
        f"第{n}段介绍各区分工，智能制造与装备、绿色能源产业继续增长。投资{n}亿元。"
        for n in range(1, 30)
    ),
    "区里的新闻到此中断",
)
BODY = "\n\n".join(PARAGRAPHS)


pytestmark = pytest.mark.usefixtures("patience")


def article(**changes: object) -> Article:
    start = BODY.index(HEADING)
    values: dict[str, object] = {
        "id": "plan", "title": "产业规划发布", "body": BODY, "date": "2021-08-19",
        "subtitle": "占比将超3成", "byline": "本报记者 曹政", "source": "北京某日报", "page": "3",
        "tags": ("产业", "规划"), "continued_from": "1版", "cut_after": ("到此中断",),
        "headings": ((start, start + len(HEADING)),),
    }  # fmt: skip
    return Article(**{**values, **changes})  # type: ignore[arg-type]


def facts(body: str = BODY) -> list[Fact]:
    planned = (body.find("30%"), body.find("5个"))
    return [
        Fact(m[0], m.start(), m.end(), 1.0, status="target" if m.start() in planned else "actual")
        for m in re.finditer(r"[0-9.]+(?:%|亿元|个)", body)
    ]


class ReaderApp(App[None]):
    """A reader and the messages it sent."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: list[tuple[str, int, int]] = []
        self.opened: list[str] = []
        self.found: list[tuple[int, int]] = []
        self.moved: list[tuple[int, float]] = []

    def compose(self) -> ComposeResult:
        yield Reader()

    def on_mount(self) -> None:
        self.reader.focus()

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def on_reader_fact_reached(self, event: Reader.FactReached) -> None:
        self.reached.append((event.fact.text, event.index, event.total))

    def on_reader_fact_opened(self, event: Reader.FactOpened) -> None:
        self.opened.append(event.fact.text)

    def on_reader_found(self, event: Reader.Found) -> None:
        self.found.append((event.index, event.total))

    def on_reader_moved(self, event: Reader.Moved) -> None:
        self.moved.append((event.offset, event.fraction))

    def lines(self) -> list[str]:
        reader = self.reader
        return [reader.render_line(y).text.rstrip() for y in range(reader.size.height)]

    def styled(self, attribute: str) -> list[str]:
        """The texts in view that have a text attribute, without the head."""
        found = []
        for y in range(self.reader.size.height):
            for segment in self.reader.render_line(y):
                style = segment.style
                if style is not None and getattr(style, attribute) and segment.text.strip():
                    found.append(segment.text)
        return found


async def press(pilot: Pilot[None], keys: str) -> None:
    names = {"]": "right_square_bracket", "[": "left_square_bracket"}
    await pilot.press(*(names.get(key, key) for key in keys.split()))
    await pilot.pause()


def sentence(app: ReaderApp) -> str:
    span = app.reader.sentence
    assert span is not None
    return BODY[slice(*span)]


async def test_everything_an_article_has_is_shown() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)):
        app.reader.show(article(), facts())
        assert [line.strip() for line in app.lines()[:9]] == [
            "产业规划发布", "占比将超3成", "本报记者 曹政 · 北京某日报 · 2021-08-19 · page 3",
            "#产业 #规划", "", "[continued from 1版]", "",
            "数据显示，2020年全市实现增加值9885.8亿元，占地区生产总值比重达到27.4%。",
            "培育形成4个产业集群。",
        ]  # fmt: skip
        assert app.lines()[10].strip() == HEADING


async def test_a_cut_is_marked_in_the_chosen_language() -> None:
    speak("zh", {})
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), [])
        await press(pilot, "G")
        assert [line.strip() for line in app.lines() if line][-2:] == [
            "区里的新闻到此中断", "〔此处原文有缺〕",
        ]  # fmt: skip


async def test_planned_and_reported_differ_without_colour() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)):
        app.reader.show(article(continued_from=""), facts())
        assert app.styled("underline")[:3] == ["9885.8亿元", "27.4%", "4个"]
        assert [text for text in app.styled("bold") if re.match("[0-9]", text)] == ["30%", "5个"]
        assert "30%" not in app.styled("underline")


async def test_the_sentence_cursor() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        assert app.reader.sentence is None
        await press(pilot, "J")
        assert sentence(app).startswith("数据显示")
        assert [y for y, line in enumerate(app.lines()) if line.startswith("▎")] == [7]
        await press(pilot, "J J J K")
        assert sentence(app) == HEADING
        await press(pilot, "3 J")
        assert sentence(app) == "“能做到吗？”"
        await press(pilot, "G J")
        assert sentence(app) != "“能做到吗？”"
        assert any(line.startswith("▎") for line in app.lines())
        await press(pilot, "9 9 J J")
        assert sentence(app) == "区里的新闻到此中断"
        await press(pilot, "9 9 9 K")
        assert sentence(app).startswith("数据显示")


async def test_hopping_over_facts() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        total = len(facts())
        await press(pilot, "[ ] ] 3 ] [")
        assert app.reached == [
            ("9885.8亿元", 1, total), ("27.4%", 2, total), ("5个", 5, total), ("30%", 4, total),
        ]  # fmt: skip
        assert app.styled("reverse") == ["30%"]
        assert sentence(app) == "规划提出，到2025年，比重将达到30%以上。"
        await press(pilot, "enter")
        assert app.opened == ["30%"]
        await press(pilot, "J")
        assert app.reader.fact is None
        await press(pilot, "enter ]")
        assert app.opened == ["30%", "5个"]
        assert app.reached[-1] == ("5个", 5, total)


async def test_the_last_fact_has_no_next() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts()[:2])
        await press(pilot, "] ] ]")
        assert [index for _, index, _ in app.reached] == [1, 2]
        app.reader.show(article(), [])
        await press(pilot, "] enter")
        assert (len(app.reached), app.opened) == (2, [])


async def test_finding_inside_counts_and_goes_round() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), [])
        assert app.reader.find("产业集群") == 2
        await press(pilot, "n n N")
        assert app.found == [(1, 2), (2, 2), (1, 2), (2, 2)]
        assert app.styled("reverse") == ["产业集群", "产业集群"]
        assert app.reader.find("没有这个词") == 0
        await pilot.pause()
        assert app.found[-1] == (0, 0)
        assert app.styled("reverse") == []
        await press(pilot, "n N")
        assert len(app.found) == 5
        assert app.reader.find("") == 0


async def test_finding_folds_width_and_case() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)):
        app.reader.show(article(body="使用ＡＩ和ai的３０%企业。"), [])
        assert app.reader.find("Ai") == 2
        assert app.reader.find("30％") == 1


async def test_find_starts_from_the_place_in_view() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), [])
        await press(pilot, "G")
        place = app.reader.place
        app.reader.find("投资")
        assert app.reader.sentence is not None
        assert app.reader.sentence[0] >= place


async def test_what_a_search_matched_is_marked_and_stepped_over() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        at = BODY.index("第20段")
        app.reader.show(article(), [], terms=[(at, at + 4), (at + 60, at + 62)])
        await pilot.pause()
        assert app.found == [(1, 2)]
        assert any("第20段" in line for line in app.lines())
        assert app.styled("reverse") == ["第20段", BODY[at + 60 : at + 62]]


async def test_opening_at_an_offset_highlights_the_sentence_there() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        at = BODY.index("第15段")
        app.reader.show(article(), facts(), offset=at + 3)
        await pilot.pause()
        assert sentence(app).startswith("第15段")
        assert any(line.startswith("▎") and "第15段" in line for line in app.lines())
        place = app.reader.place
        app.reader.goto(at)
        assert app.reader.place == place
        app.reader.goto(0)
        assert sentence(app).startswith("数据显示")
        assert app.lines()[0].strip() == "产业规划发布"


@pytest.mark.parametrize(
    ("keys", "top"),
    [
        ("j", 1), ("5 j 2 k", 3), ("k", 0), ("space", 23), ("space b", 0), ("ctrl+d", 12),
        ("ctrl+d ctrl+u", 0), ("pagedown pageup", 0), ("G g g", 0), ("end home", 0), ("1 3 G", 12),
    ],
)  # fmt: skip
async def test_motions_in_one_column(keys: str, top: int) -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, keys)
        assert app.reader.scroll_offset.y == top


async def test_the_end_is_the_end() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "G j j space")
        assert app.lines()[-1].strip() == "[text is missing here]"
        assert app.moved[-1] == (app.reader.place, 1.0)


def column_texts(app: ReaderApp) -> tuple[list[str], list[str]]:
    rows = [line for line in app.lines() if "│" in line]
    left, right = zip(*(line.split("│", 1) for line in rows), strict=True)
    return [text.strip(" ▎") for text in left], [text.strip(" ▎") for text in right]


async def test_two_columns_read_on_from_the_first_to_the_second() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 20)) as pilot:
        app.reader.show(article(), facts())
        assert not any("│" in line for line in app.lines()[:5])
        for _ in range(3):
            left, right = column_texts(app)
            flowing = "".join((*left, *right))
            assert (
                flowing.removeprefix("[continued from 1版]")
                in "".join(text.replace("\n", "") for text in ("", *PARAGRAPHS))
                or app.reader.scroll_offset.y == app.reader.last_line()
            )
            await press(pilot, "j")


async def test_pages_of_two_columns_follow_on_each_other() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 12)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "7 j")
        left, right = column_texts(app)
        last = [text for text in right if text][-1]
        await press(pilot, "space")
        following = next(text for text in column_texts(app)[0] if text)
        whole = "".join(PARAGRAPHS)
        assert last + following in whole
        await press(pilot, "ctrl+u")
        assert next(text for text in column_texts(app)[1] if text) == following
        assert left != column_texts(app)[0]


async def test_a_short_article_has_even_columns() -> None:
    app = ReaderApp()
    async with app.run_test(size=(120, 20)):
        app.reader.show(article(body="\n\n".join(PARAGRAPHS[3:7]), cut_after=(), headings=()), [])
        left, right = column_texts(app)
        used = [sum(map(bool, column)) for column in (left, right)]
        assert abs(used[0] - used[1]) <= 2
        assert app.reader.fraction == 1.0


async def test_the_place_outlives_a_storm_of_resizes_and_can_be_restored() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "2 0 j")
        place = app.reader.place
        top_line = app.lines()[0].strip()
        for size in (*SIZES, (83, 24), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert app.lines()[0].strip() == top_line
        await press(pilot, "g g")
        assert app.reader.place == 0
        app.reader.restore(place)
        assert app.lines()[0].strip() == top_line


async def test_a_place_given_before_there_is_a_size_is_kept() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.styles.display = "none"
        await pilot.pause()
        at = BODY.index("第15段")
        app.reader.show(article(), facts(), offset=at)
        app.reader.styles.display = "block"
        await pilot.pause()
        assert any(line.startswith("▎") and "第15段" in line for line in app.lines())


@pytest.mark.parametrize("size", SIZES)
async def test_no_size_breaks_the_drawing(size: tuple[int, int]) -> None:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "J ] j space G K [ g g")
        width = app.reader.room
        drawn = [app.reader.render_line(y) for y in range(app.reader.size.height)]
        assert [strip.cell_length for strip in drawn] == [width] * size[1]
        assert [cell_len(strip.text) for strip in drawn] == [width] * size[1]


HOSTILE = (
    "[/]", "[red]x[/red][@click=app.quit]q[/]", "\x1b[2J\x9b31m", "\u202eabc\u2066", "",
    "x" * 5_000, "，" * 500, "👩\u200d👧" * 200, "a\tb\nc\n\n\n\n \n\nd", "\u0301\u0301",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_drawn_as_text(size: tuple[int, int]) -> None:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        for hostile in HOSTILE:
            everywhere = article(
                title=hostile, subtitle=hostile, byline=hostile, source=hostile, tags=(hostile,),
                body=hostile, cut_after=(), headings=(), continued_from=hostile, page=hostile,
            )  # fmt: skip
            app.reader.show(everywhere, [])
            for step in (lambda: None, app.reader.action_last, lambda: app.reader.find("x")):
                step()
                await pilot.pause()
                drawn = [app.reader.render_line(y).text for y in range(app.reader.size.height)]
                assert [cell_len(line) for line in drawn] == [app.reader.room] * size[1]
                assert all(line.replace("\u200d", "").isprintable() for line in drawn)
            if hostile == HOSTILE[1] and size[0] >= 80:
                assert any(hostile in line for line in drawn)


async def test_a_message_stands_where_there_is_no_article() -> None:
    app = ReaderApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "G")
        app.reader.show_empty("nothing [/] here")
        await press(pilot, "J K ] [ n N j k space b G g g enter ctrl+d")
        assert [line.strip() for line in app.lines() if line.strip()] == ["nothing [/] here"]
        assert (app.reader.article, app.reader.sentence, app.reader.find("x")) == (None, None, 0)


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(Reader, offset=start)
    await pilot.hover(Reader, offset=end)
    await pilot.mouse_up(Reader, offset=end)
    await pilot.pause()


async def test_a_selection_gives_the_text_without_line_ends() -> None:
    app = ReaderApp()
    async with app.run_test(size=(40, 30)) as pilot:
        app.reader.show(article(), facts())
        await pilot.pause()
        row = next(y for y, line in enumerate(app.lines()) if "数据显示" in line)
        await drag(pilot, (6, row), (6, row + 2))
        selected = app.screen.get_selected_text() or ""
        assert selected in BODY
        assert selected.startswith("数据显示")
        assert app.lines()[row + 1].strip() in selected
        everything = app.reader.get_selection(Selection(None, None))
        assert everything is not None
        assert BODY in everything[0]


async def test_the_mouse_selects_and_the_selection_shows() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await pilot.pause()
        row = next(y for y, line in enumerate(app.lines()) if "数据显示" in line)
        await drag(pilot, (6, row), (14, row))
        assert app.screen.get_selected_text() == "数据显示，"
        assert app.reader.sentence is None


async def test_a_click_takes_a_sentence_or_a_fact_in_hand() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await pilot.pause()
        row = next(y for y, line in enumerate(app.lines()) if "数据显示" in line)
        column = cell_len(app.lines()[row].split("9885.8")[0])
        await pilot.click(Reader, offset=(column + 2, row))
        await pilot.pause()
        assert app.reached == [("9885.8亿元", 1, len(facts()))]
        await pilot.click(Reader, offset=(column + 2, row + 1), times=1)
        await pilot.pause()
        assert sentence(app) == "培育形成4个产业集群。"


async def test_a_step_of_the_cursor_repaints_its_lines_only() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "J")
        regions: list[Region] = []
        reader = app.reader
        refresh = reader.refresh

        def seen(*parts: Region, repaint: bool = True, layout: bool = False) -> Reader:
            regions.extend(parts or [reader.region])
            refresh(*parts, repaint=repaint, layout=layout)
            return reader

        reader.refresh = seen  # type: ignore[assignment,method-assign]
        reader.action_sentence(1)
        assert sorted({(region.y, region.height) for region in regions}) == [(7, 1), (8, 1)]


async def test_every_theme_draws_it_and_a_change_shows_at_once() -> None:
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(), facts())
        await press(pilot, "J ]")
        backgrounds = set()
        for theme in (
            "textual-dark",
            "textual-light",
            "ansi-dark",
            "ansi-light",
            "solarized-light",
        ):
            app.theme = theme
            await pilot.pause()
            strip = app.reader.render_line(7)
            backgrounds.add(str([s.style.bgcolor for s in strip if s.style][-1]))
            assert strip.text.startswith("▎")
            assert app.styled("reverse") == ["9885.8亿元"]
            assert "27.4%" in app.styled("underline")
        assert len(backgrounds) >= 3


async def test_without_colour_marks_and_cursor_are_still_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ReaderApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.show(article(continued_from=""), facts())
        await press(pilot, "J")
        assert app.no_color
        looks = {}
        for y in range(app.reader.size.height):
            strip = app.reader.render_lines(app.reader.size.region)[y]
            for segment in strip:
                if segment.text in ("27.4%", "30%") and segment.style is not None:
                    looks[segment.text] = (segment.style.bold, segment.style.underline)
        assert looks == {"27.4%": (None, True), "30%": (True, None)}
        assert app.lines()[5].startswith("▎")


async def test_an_article_may_be_given_before_the_reader_is_on_the_screen() -> None:
    class Early(ReaderApp):
        def compose(self) -> ComposeResult:
            reader = Reader()
            reader.show_empty("loading")
            reader.show(article(), facts(), offset=BODY.index("第15段"))
            reader.find("投资")
            yield reader

    app = Early()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert any("第15段" in line for line in app.lines())
