"""The search language: what is understood, and what is named as not usable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.search.query import parse_query, quoted
from newsterm.domain.search.query_tree import And, Between, Compared, Field, Node, Not, Or, Term


def _plain(node: Node | None) -> object:
    """The tree without places."""
    match node:
        case Term():
            return f"{node.column}:{node.text}" if node.column else node.text
        case And():
            return ("and", *map(_plain, node.parts))
        case Or():
            return ("or", *map(_plain, node.parts))
        case Not():
            return ("not", _plain(node.part))
        case _:
            return node


def _tree(text: str) -> object:
    query = parse_query(text)
    assert query.problems == ()
    return _plain(query.root)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("  \t\u3000 ", None),
        ("中国", "中国"),
        ("中国 经济", ("and", "中国", "经济")),
        ("中国　经济", ("and", "中国", "经济")),
        ("中国 AND 经济", ("and", "中国", "经济")),
        ("甘肃 OR 宁夏", ("or", "甘肃", "宁夏")),
        ("甘肃|宁夏｜青海", ("or", "甘肃", "宁夏", "青海")),
        ("a b OR c", ("or", ("and", "a", "b"), "c")),
        ("a (b OR c)", ("and", "a", ("or", "b", "c"))),
        ("a（b OR c）", ("and", "a", ("or", "b", "c"))),
        ("-天气", ("not", "天气")),
        ("－天气", ("not", "天气")),
        ("NOT 天气", ("not", "天气")),
        ("a -(b OR c)", ("and", "a", ("not", ("or", "b", "c")))),
        ('"长江 经济带"', "长江 经济带"),
        ("“长江 经济带”", "长江 经济带"),
        ("「长江 经济带」", "长江 经济带"),
        ('"没有结束', "没有结束"),
        ("(没有结束", "没有结束"),
        ("title:发展", "title:发展"),
        ("ｔｉｔｌｅ：“发展 中国”", "title:发展 中国"),
        ("covid-19", "covid-19"),
        ("http://x.cn/a", "http://x.cn/a"),
        ("ORANGE NOTE ANDY", ("and", "ORANGE", "NOTE", "ANDY")),
        ("a OR", "a"),
        ("30%", "30%"),
        ("C++", "C++"),
    ],
)
def test_words(text: str, tree: object) -> None:
    assert _tree(text) == tree


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("tag:Policy", Field("tag", "policy")),
        ("标签 tag:“重点 项目”", And((Term("标签", 0, 2), Field("tag", "重点 项目")))),
        ("source:人民日報", Field("source", "人民日报")),
        ("lang:ZH", Field("lang", "zh")),
        ("is:unread", Field("is", "unread")),
        ("has:target", Field("status", "target")),
        ("has:fact", Field("status", "")),
        ("date:2021", Between("date", "2021", "2021~")),
        ("date:2021-8", Between("date", "2021-08", "2021-08~")),
        ("date:2021年8月29日", Between("date", "2021-08-29", "2021-08-29~")),
        ("date:20210829", Between("date", "2021-08-29", "2021-08-29~")),
        ("date:2020..2025", Between("date", "2020", "2025~")),
        ("date:2025..2020", Between("date", "2020", "2025~")),
        ("date:2020..", Between("date", "2020", "")),
        ("date:..2025-06", Between("date", "", "2025-06~")),
        ("date>=2021", Between("date", "2021", "")),
        ("date>2021", Between("date", "2021~", "")),
        ("date<2021-08", Between("date", "", "2021-08")),
        ("after:2021", Between("date", "2021", "")),
        ("before:2021", Between("date", "", "2021")),
        ("target:2025", Between("target", "2025", "2025~")),
        ("period:2021-h1", Between("period", "2021-H1", "2021-H1~")),
        ("unit:％", Field("unit", "%")),
        ("indicator:绿电", Field("indicator", "绿电")),
        ("value>=30", Compared(">=", 30.0)),
        ("value≥30", Compared(">=", 30.0)),
        ("value＞＝30", Compared(">=", 30.0)),
        ("value:2.5万亿", Compared("=", 2.5e12)),
        ("value<-3", Compared("<", -3.0)),
        ("value>=三成", And((Compared(">=", 30.0), Field("unit", "%")))),
        ("value:30..50", And((Compared(">=", 30.0), Compared("<=", 50.0)))),
    ],
)
def test_fields(text: str, node: Node) -> None:
    query = parse_query(text)
    assert query.problems == ()
    assert query.root == node


@pytest.mark.parametrize(
    ("text", "part", "kind", "rest"),
    [
        ("中国 date:soon", "date:soon", "date", "中国"),
        ("中国 date:2021-13", "date:2021-13", "date", "中国"),
        ("is:nice 中国", "is:nice", "state", "中国"),
        ("has:nice 中国", "has:nice", "has", "中国"),
        ("value>=much 中国", "value>=much", "number", "中国"),
        ("target:soon 中国", "target:soon", "period", "中国"),
        ("tag: 中国", "tag:", "empty", "中国"),
        ("tag>x 中国", "tag>x", "operator", "中国"),
        ("中国)", ")", "parenthesis", "中国"),
        ("中国 。。。", "。。。", "empty", "中国"),
        ("中国 -", "-", "empty", "中国"),
        ("中国 tga:x", "tga:x", "field", ("and", "中国", "tga:x")),
        ("((((((((((中国))))))))))", "(", "deep", "中国"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_holds(
    text: str, part: str, kind: str, rest: object
) -> None:
    query = parse_query(text)
    assert {(text[p.start : p.end], p.kind) for p in query.problems} == {(part, kind)}
    assert all(p.message for p in query.problems)
    assert _plain(query.root) == rest


def test_limits() -> None:
    many = parse_query(" ".join(f"w{n}" for n in range(40)))
    assert isinstance(many.root, And)
    assert len(many.root.parts) == 32
    assert {p.kind for p in many.problems} == {"many"}
    branches = parse_query(" OR ".join(f"w{n}" for n in range(20)))
    assert isinstance(branches.root, Or)
    assert len(branches.root.parts) == 16
    long = parse_query("中" * 300)
    assert long.problems[0].kind == "long"
    assert (long.problems[0].start, long.problems[0].end) == (256, 300)
    assert long.terms[0].text == "中" * 256


def test_the_word_being_typed_may_go_on() -> None:
    assert parse_query("苹果 appl", typing=True).terms[-1].prefix
    assert not parse_query("苹果 appl").terms[-1].prefix
    assert not parse_query("appl 苹果", typing=True).terms[0].prefix
    assert not parse_query("20", typing=True).terms[0].prefix
    assert not parse_query("a", typing=True).terms[0].prefix
    assert parse_query("appl*").terms == (Term("appl", 0, 5, "", True),)


def test_terms_to_highlight_are_those_that_a_hit_contains() -> None:
    query = parse_query("中国 (甘肃 OR title:发展) -天气 tag:x")
    assert [term.text for term in query.terms] == ["中国", "甘肃", "发展"]


@given(st.text(alphabet='ab中国()（）|-"“”:>=<. OR\x00\ud800date:value标签%', max_size=60))
def test_anything_is_a_query(text: str) -> None:
    query = parse_query(text)
    for problem in query.problems:
        assert 0 <= problem.start < problem.end <= len(text)
    for term in query.terms:
        assert term.text in text[term.start : term.end].replace("（", "(").replace("）", ")")


@given(st.text('ab"\\ 中“”「:-', min_size=1).map(str.strip).filter(bool))
def test_any_name_can_be_asked_for_in_quotes(name: str) -> None:
    query = parse_query(f"tag:{quoted(name)} 经济")
    assert query.problems == ()
    assert isinstance(query.root, And)
    assert query.root.parts[0] == Field("tag", name)
