"""Snippets are parts of the text, with the words marked, and read well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.search.query import parse_query
from newsterm.domain.search.snippet import Snippet, make_snippet
from newsterm.domain.search.term_match import find_terms, term_finder


def _spans(text: str, query: str) -> list[tuple[int, int]]:
    return find_terms(text, [term_finder(term) for term in parse_query(query).terms])


def _snippet(text: str, query: str, width: int = 60) -> Snippet:
    return make_snippet(text, _spans(text, query), width)


@given(
    text=st.lists(st.sampled_from(["中国", "经济", "，", "。", "\n\n", " ", "GDP", "的"])).map(
        "".join
    ),
    width=st.integers(12, 80),
)
def test_a_snippet_without_its_signs_is_a_part_of_the_text(text: str, width: int) -> None:
    snippet = _snippet(text, "经济 gdp", width)
    part = text[snippet.start : snippet.end]
    assert snippet.text.removeprefix("…").removesuffix("…") == part.replace("\n", " ")
    assert len(part) <= width + 1
    marked = [snippet.text[a:b] for a, b in snippet.marks]
    assert set(marked) <= {"经济", "GDP"} or any(len(m) < 3 or "经济经济" in m for m in marked)
    if "经济" in text:
        assert marked


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        (
            "第一句话。第二句说到渤海的事。第三句。",
            "渤海",
            "第一句话。第二句说到渤海的事。第三句。",
        ),
        ("前言" * 40 + "。说到渤海的事。" + "后话" * 5, "渤海", "…说到渤海的事。" + "后话" * 5),
        ("前言" * 40 + "，说到渤海的事。" + "后话" * 5, "渤海", "…说到渤海的事。" + "后话" * 5),
        ("无关。" * 60, "渤海", "无关。" * 20 + "…"),
        ("", "渤海", ""),
        ("　　渤海。", "渤海", "渤海。"),
    ],
)
def test_snippets_begin_where_one_can_read_on(text: str, query: str, shown: str) -> None:
    assert _snippet(text, query).text == shown


def test_the_part_with_the_most_words_is_shown() -> None:
    text = "说到渤海。" + "无关的话。" * 30 + "渤海经济发展很快。" + "无关的话。" * 30
    snippet = _snippet(text, "渤海 经济 发展")
    assert snippet.text.startswith("…渤海经济发展很快。")
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["渤海", "经济", "发展"]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("長江經濟帶", "长江经济带", ["長江經濟帶"]),
        ("ＧＤＰ与GDPs", "gdp", ["ＧＤＰ"]),
        ("GDPs", "gdp*", ["GDP"]),
        ("增长百分之三十，或三成，或30％", "30%", ["百分之三十", "三成", "30％"]),
        ("增长百分之三十以上", "增长30%", ["增长百分之三十"]),
        ("中国，\n经济", '"中国 经济"', ["中国，\n经济"]),
        ("中国经济", '"中国 经济"', []),
        ("A & B", "A&B", ["A & B"]),
        ("用 5G 网", "5g网", []),
        ("12.5亿", "2.5亿", []),
        ("aa ab a ab a a", '"a ab a"', ["a ab a"]),
        ("中中中", "中中", ["中中"]),
    ],
)
def test_terms_are_found_where_the_index_finds_them(
    text: str, query: str, found: list[str]
) -> None:
    assert [text[a:b] for a, b in _spans(text, query)] == found
