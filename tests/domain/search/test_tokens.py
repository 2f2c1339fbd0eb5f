"""The token rule against a plain scan: what a reader types is found where it stands, only there."""

from __future__ import annotations

import random
import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.search.text_tokens import index_text
from newsterm.domain.search.tokens import phrase, rule_name
from tests.plain_scan import scan

PARTS = (
    *(
        "中国",
        "经济",
        "新闻联播",
        "長江",
        "个",
        "的",
        "年",
        "国",
        "，",
        "。",
        "、",
        " ",
        "\n",
        "“",
        "・",
    ),
    *("GDP", "5G", "iPhone12", "é", "30", "2.5", "1,234", "％", "%", "+", "C++", "&", "①", "㎡"),
    *(".", ",", "😀", "𠮷", "カタカナ", "한국", "\ud800", "\x00", "々", "〇", "_", "*", '"', "～"),
)
texts = st.lists(st.sampled_from(PARTS), max_size=24).map("".join)


@pytest.fixture(scope="module")
def table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(body, tokenize='ascii', content='')")
    return connection


def test_no_token_is_cut_in_two(table: sqlite3.Connection) -> None:
    written = (
        "增长30.5%，约千分之五。",
        "达-1,234.5万元，百分之零点零五",
        "C++ & A&B ①㎡½ 😀𠮷 ｶﾞ é ß İ",
    )
    for text in written:
        table.execute("INSERT INTO search(search) VALUES('delete-all')")
        table.execute("INSERT INTO search(rowid, body) VALUES (1, ?)", (index_text(text),))
        counted = table.execute("SELECT hex(sz) FROM search_docsize").fetchone()[0]
        assert int(counted, 16) == len(index_text(text).split())


def _finds(table: sqlite3.Connection, text: str, term: str) -> bool:
    table.execute("INSERT INTO search(search) VALUES('delete-all')")
    table.execute("INSERT INTO search(rowid, body) VALUES (1, ?)", (index_text(text),))
    sql = "SELECT rowid FROM search WHERE search MATCH ?"
    return table.execute(sql, (phrase(term),)).fetchall() == [(1,)]


@given(text=texts, term=texts)
def test_a_term_is_found_exactly_where_a_scan_finds_it(
    table: sqlite3.Connection, text: str, term: str
) -> None:
    if phrase(term):
        assert _finds(table, text, term) == scan(text, term)


@given(text=texts, data=st.data())
def test_every_substring_is_found(
    table: sqlite3.Connection, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    term = text[start : data.draw(st.integers(start, len(text)))]
    if phrase(term) and scan(text, term):
        assert _finds(table, text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("全国人民代表大会", "国人"),
        ("增长30个百分点", "30个"),
        ("增长30个百分点", "30个百"),
        ("5G网络", "5g网"),
        ("占３０％以上", "30%"),
        ("C++语言", "C++"),
        ("長江經濟帶", "长江经济带"),
        ("长江经济带", "長江經濟帶"),
        ("二〇二一年", "〇二"),
        ("7月29日", "年7月"[1:]),
        ("Café", "cafe"),
    ],
)
def test_found(table: sqlite3.Connection, text: str, term: str) -> None:
    assert _finds(table, text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("发展。中国", "展中"),
        ("发展。中国", "发展中国"),
        ("用 5G 网", "5g网"),
        ("用 5G", "用5g"),
        ("130%", "30%"),
        ("增长2，5亿", "2.5亿"),
        ("iPhone12", "12"),
    ],
)
def test_not_found(table: sqlite3.Connection, text: str, term: str) -> None:
    assert not _finds(table, text, term)


def test_a_word_may_go_on_when_asked() -> None:
    assert phrase("苹果appl", prefix=True) == '"苹果 果→ appl"*'
    assert phrase("苹果", prefix=True) == '"苹果"'


@pytest.mark.parametrize("term", ["", " ", "。，、", '"', "*", "\ud800", "\x00", "- ( ) ^ { } :"])
def test_nothing_to_look_up(term: str) -> None:
    assert phrase(term) == ""


def test_random_terms_are_valid_fts_syntax(table: sqlite3.Connection) -> None:
    draw = random.Random(7)
    signs = '"*^:(){}[]+-.,%#&$ \x00\ud800国中 aZ0９NEAR ORANDNOT℃'
    for _ in range(2000):
        term = "".join(draw.choices(signs, k=draw.randrange(1, 30)))
        match = phrase(term, prefix=draw.random() < 0.5)
        if match:
            sql = "SELECT count(*) FROM search WHERE search MATCH ?"
            assert table.execute(sql, (match,)).fetchone()[0] >= 0


def test_the_rule_names_its_version_and_table() -> None:
    assert re.fullmatch(r"\d+-[0-9a-f]{8}", rule_name())
