"""An article set for a pipe, and the parts it is set from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.typesetting.plain import plain_article
from newsterm.domain.typesetting.typeset import Part, Wording, body, head, set_lines

CHINESE = Wording("〔上接{place}〕", "〔此处原文有缺〕", "第{page}版", "目标", "实绩")
BODY = "第一段说，占比达到27.4%。上接的话到此\n\n二、小标题\n\n第二段说，力争到2025年达到30%以上。"


def article(**changes: object) -> Article:
    values: dict[str, object] = {
        "id": "a", "title": "题目", "subtitle": "副题", "byline": "记者 甲", "source": "某报",
        "date": "2021-08-19", "page": "3", "tags": ("产业",), "body": BODY, "continued_from": "1版",
        "cut_after": ("到此",), "headings": ((BODY.index("二、"), BODY.index("题") + 1),),
    }  # fmt: skip
    return Article(**{**values, **changes})  # type: ignore[arg-type]


def test_the_parts_stand_in_reading_order() -> None:
    parts = [(block.part, block.text) for block in (*head(article()), *body(article(), CHINESE))]
    assert parts == [
        (Part.TITLE, "题目"),
        (Part.SUBTITLE, "副题"),
        (Part.BYLINE, "记者 甲 · 某报 · 2021-08-19 · page 3"),
        (Part.TAGS, "#产业"),
        (Part.NOTE, "〔上接1版〕"),
        (Part.PARAGRAPH, "第一段说，占比达到27.4%。上接的话到此"),
        (Part.NOTE, "〔此处原文有缺〕"),
        (Part.HEADING, "二、小标题"),
        (Part.PARAGRAPH, "第二段说，力争到2025年达到30%以上。"),
    ]


def test_a_cut_within_a_paragraph_divides_it() -> None:
    blocks = body(article(body="前半到此后半还在", cut_after=("到此",), headings=()))
    texts = [(block.text, block.start) for block in blocks]
    assert texts == [
        ("[continued from 1版]", -1),
        ("前半到此", 0),
        ("[text is missing here]", -1),
        ("后半还在", 4),
    ]


def test_the_same_setting_goes_through_a_pipe() -> None:
    assert list(plain_article(article(), 30)) == [
        "题目",
        "====",
        "副题",
        "记者 甲 · 某报 · 2021-08-19 ·",
        "page 3",
        "#产业",
        "",
        "[continued from 1版]",
        "",
        "    第一段说，占比达到27.4%。",
        "上接的话到此",
        "",
        "[text is missing here]",
        "",
        "二、小标题",
        "----------",
        "",
        "    第二段说，力争到2025年达到",
        "30%以上。",
        "",
    ]


def test_facts_are_listed_below_in_the_order_of_the_text() -> None:
    facts = [
        Fact("30%以上", BODY.index("30%"), BODY.index("30%") + 5, 30.0, unit="%", comparator=">=",
             period="2025", status="target", indicator="占比"),
        Fact("27.4%", BODY.index("27.4"), BODY.index("27.4") + 5, 27.4, unit="%"),
    ]  # fmt: skip
    assert list(plain_article(article(), 40, facts))[-2:] == [
        "[1] reported: 27.4%",
        "[2] planned 2025: 占比 = 30%以上",
    ]
    assert list(plain_article(article(), 27, facts, CHINESE))[-2:] == [
        "[2] 目标 2025: 占比 =",
        "    30%以上",
    ]


@pytest.mark.parametrize("hostile", ["\x1b[2J", "a\u202eb", "x\x9by", "\ud800"])
def test_nothing_that_acts_on_a_terminal_is_printed(hostile: str) -> None:
    shown = "\n".join(
        plain_article(article(title=hostile, body=hostile, tags=(hostile,), headings=()), 40)
    )
    assert hostile not in shown
    assert all(line.isprintable() for line in shown.split("\n"))


@settings(deadline=None)
@given(
    st.lists(st.text(alphabet="中文，。a1.5%（）“” \t", max_size=30), max_size=6).map("\n\n".join),
    st.integers(2, 60),
)
def test_all_of_the_body_is_set_within_the_width(text: str, width: int) -> None:
    blocks = body(article(body=text, cut_after=(), headings=(), continued_from=""))
    lines = [line for line in set_lines(blocks, width) if line.block >= 0]
    shown = [blocks[line.block].text[line.start : line.end] for line in lines]
    assert "".join("".join(shown).split()) == "".join(text.split())
    for line, words in zip(lines, shown, strict=True):
        assert line.indent + cell_len(words) <= width
        start = blocks[line.block].start + line.start
        assert text.replace("\t", " ")[start : start + len(words)] == words
