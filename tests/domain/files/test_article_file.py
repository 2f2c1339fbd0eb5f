"""Articles read from files and written back."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsterm.domain.article import Article
from newsterm.domain.files.article_file import (
    article_from_record,
    format_article,
    parse_article,
    parse_date,
    parse_text,
)
from newsterm.domain.text import sanitise, sanitise_line
from newsterm.errors import InputError

MARKDOWN = """\
---
title: "计划: 发布 [/]"
subtitle: 占比超3成
byline: 本报记者 曹政
source: 日报
date: 2021年8月19日
page: 3
lang: zh
tags: [产业, 规划, 产业]
continued_from: 1版
cut_after: 划分
editor: 王
links: [a, {b: "1"}]
---

第一段。

## 小标题
紧接着的一段划分

\\# 不是标题
\\\\# 一条反斜线

---
尾

"""


def test_a_markdown_file() -> None:
    article = parse_article(MARKDOWN, default_id="plan")
    assert article == Article(
        id="plan",
        title="计划: 发布 [/]",
        subtitle="占比超3成",
        byline="本报记者 曹政",
        source="日报",
        date="2021-08-19",
        page="3",
        lang="zh",
        tags=("产业", "规划"),
        continued_from="1版",
        cut_after=("划分",),
        extra=(("editor", "王"), ("links", '["a", {"b": "1"}]')),
        body="第一段。\n\n小标题\n\n紧接着的一段划分\n\n# 不是标题\n\\# 一条反斜线\n\n---\n尾",
        headings=((6, 9),),
    )
    assert article.body[6:9] == "小标题"
    assert parse_article(format_article(article), default_id="other") == article


def test_windows_lines_and_a_byte_order_mark_change_nothing() -> None:
    article = parse_article(MARKDOWN, default_id="plan")
    assert parse_article("\ufeff" + MARKDOWN.replace("\n", "\r\n"), default_id="plan") == article


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 标题\n\n正文。\n", "标题", "正文。"),
        ("标题行\n\n正文。", "标题行", "标题行\n\n正文。"),
        ("日期行\n# 标题\n\n正文。", "标题", "日期行\n正文。"),
        ("\n\n  \n#无空格\n正文", "#无空格", "#无空格\n正文"),
        ("---\ndate: 2021-08-19\n---\n# 标题\n正文", "标题", "正文"),
        ("---\n---\n正文", "正文", "正文"),
        ("# 只有标题", "只有标题", ""),
        ("长" * 100, "长" * 79 + "…", "长" * 100),
        ("---\ntitle: 甲\n---\n# 乙\n\n丙", "甲", "乙\n\n丙"),
    ],
)
def test_where_the_title_comes_from(text: str, title: str, body: str) -> None:
    article = parse_article(text, default_id="x")
    assert (article.id, article.title, article.body) == ("x", title, body)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("标题\n\n一。\n\n二。\n", "标题", "一。\n\n二。"),
        ("标题\n一。\n二。", "标题", "标题\n一。\n二。"),
        ("\r\n只有一行\r\n", "只有一行", "只有一行"),
        ("甲\n\n# 乙\n\\# 丙", "甲", "# 乙\n\\# 丙"),
    ],
)
def test_plain_text(text: str, title: str, body: str) -> None:
    assert parse_text(text, default_id="t") == Article(id="t", title=title, body=body)


@pytest.mark.parametrize("text", ["", "\n \n", "---\ndate: 2021-08-19\n---\n\n"])
def test_a_file_without_text_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_article(text, default_id="x")


def test_empty_plain_text_is_refused() -> None:
    with pytest.raises(InputError, match="empty"):
        parse_text(" \n\n", default_id="x")


@pytest.mark.parametrize(
    ("front", "line", "reason"),
    [
        ("title: 甲\ndate: 2021-02-30", 3, "no day '2021-02-30'"),
        ("title: 甲\ndate: 上周", 3, "is no day such as"),
        ("date: [1]\ntitle: 甲", 2, "date: a list where text"),
        ("title: {a: b}", 2, "title: a mapping where text"),
        ("title: 甲\ntags: {a: b}", 3, "tags: a mapping where text"),
        ("title: 甲\ntags: [a, [b]]", 3, "tags: a list where text"),
        ("title: 甲\nid: " + "x" * 201, 3, "id of 201 characters"),
        ('title: 甲\nid: "a\\nb"', 3, "not printed"),
        ('title: 甲\nid: "a\\e[2Jb"', 3, "not printed"),
        ("title: 甲\nid: [x]", 3, "id: a list"),
        ("title: 甲\ncut_after: 没有", 3, "does not stand once"),
        ("title: 甲\ncut_after: [" + "文, " * 101 + "]", 3, "101 places; at most 100"),
        ("title: 甲\ncut_after: [文, 正文]", 3, "does not stand once"),
        ("title: 甲\ntitle: 乙", 3, "stands twice"),
        ("- a\n- b", 2, "no mapping"),
        ("title: 甲\nx: *a", 3, "alias"),
    ],
)
def test_bad_front_matter_is_named_with_its_line(front: str, line: int, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        parse_article(f"---\n{front}\n---\n正文，正文。\n", default_id="x")
    assert caught.value.line == line


def test_front_matter_without_an_end_is_refused() -> None:
    with pytest.raises(InputError, match="no closing ---") as caught:
        parse_article("---\ntitle: 甲\n\n正文\n", default_id="x")
    assert caught.value.line == 1


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\u202eb", "\ud800"])
def test_an_impossible_file_name_is_no_id(name: str) -> None:
    with pytest.raises(InputError, match="id"):
        parse_text("甲\n\n乙", default_id=name)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-08-19", "2021-08-19"),
        ("2021-8-9", "2021-08-09"),
        ("2021/8/19", "2021-08-19"),
        ("2021.8.19", "2021-08-19"),
        ("2021年8月19日", "2021-08-19"),
        ("20210819", "2021-08-19"),
        (" 2021-08-19T23:10:00+08:00 ", "2021-08-19"),
        ("2024-02-29 07:00", "2024-02-29"),
        ("", ""),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["2021-13-01", "0000-01-01", "2021", "19/8/2021", "2021-08-19x"])
def test_impossible_dates(text: str) -> None:
    with pytest.raises(InputError, match="date"):
        parse_date(text)


@pytest.mark.parametrize(
    ("given_tags", "tags"),
    [
        ("产业, 规划，交通、医疗", ("产业", "规划", "交通", "医疗")),
        ("产业 规划", ("产业", "规划")),
        ("White House, 规划", ("White House", "规划")),
        (["a b", " c ", "", "c"], ("a b", "c")),
        (None, ()),
    ],
)
def test_tags_of_a_record(given_tags: object, tags: tuple[str, ...]) -> None:
    record = {"id": "a", "title": "甲", "body": "乙", "tags": given_tags}
    assert article_from_record(record).tags == tags


def test_a_record() -> None:
    record = {
        "id": 17,
        "title": " 标\n题 ",
        "body": "\r\n一。\r\n# 二\n",
        "date": 20210819,
        "page": 3,
        "url": "http://example.org",
        "meta": {"k": ["v"]},
        "none": None,
    }
    assert article_from_record(record) == Article(
        id="17",
        title="标 题",
        body="\n一。\n# 二\n",
        date="2021-08-19",
        page="3",
        extra=(("url", "http://example.org"), ("meta", '{"k": ["v"]}')),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": None}, "title is missing"),
        ({"title": "  "}, "title is missing"),
        ({"body": None}, "body is missing"),
        ({"body": 3}, "body: a number where text"),
        ({"body": " \n"}, "body is empty"),
        ({"id": None}, "id: nothing where text|id is missing"),
        ({"id": True}, "id: true or false"),
        ({"id": 1.5}, "id: a number"),
        ({"date": []}, "date: a list"),
        ({"date": "2021-02-30"}, "no day"),
        ({"tags": [1]}, "tags: a number"),
        ({"source": {}}, "source: a mapping"),
        ({"page": False}, "page: true or false"),
    ],
)
def test_a_bad_record_names_the_field(change: dict[str, object], reason: str) -> None:
    record = {"id": "a", "title": "甲", "body": "乙", **change}
    with pytest.raises(InputError, match=reason) as caught:
        article_from_record(record, line=7)
    assert caught.value.line == 7


NASTY = "ab中。 \t#-\\:'\"[]{},&*!|>%@`~?/=\u3000\ufffe😀"
LINES = st.text(st.sampled_from(NASTY) | st.characters(exclude_characters="\n"), max_size=20)
FIELD = LINES.map(lambda text: sanitise_line(text).strip())
FILLED = FIELD.filter(bool)
BODY_LINE = LINES.map(sanitise_line) | st.sampled_from(["", "---", "...", "# x", "\\# x", "## "])


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article that could have been read: sanitised, with headings and cut-off places."""
    blocks = draw(st.lists(st.tuples(st.booleans(), st.lists(BODY_LINE, min_size=1, max_size=3))))
    body, headings = "", []
    for is_heading, lines in blocks:
        text = lines[0].strip() if is_heading else "\n".join(lines)
        if is_heading and not text:
            continue
        body += "\n\n" if body.strip() else ""
        if not body.strip():
            body, text = "", text.lstrip("\n")
        if is_heading:
            headings.append((len(body), len(body) + len(text)))
        body += text
    kept = body.split("\n")
    while kept and not kept[0].strip():
        kept.pop(0)
        headings = []
    while kept and not kept[-1].strip():
        kept.pop()
    body = "\n".join(kept)
    unique = tuple(word for word in ("中", "b") if body.count(word) == 1)
    extra = draw(
        st.dictionaries(FIELD.filter(lambda key: key not in KNOWN), FIELD | st.text().map(sanitise))
    )
    return Article(
        id=draw(FILLED.filter(lambda text: "\ufffd" not in text)),
        title=draw(FILLED),
        body=body,
        date=draw(st.dates().map(str) | st.just("")),
        subtitle=draw(FIELD),
        byline=draw(FIELD),
        source=draw(FIELD),
        page=draw(FIELD),
        lang=draw(FIELD),
        tags=tuple(draw(st.lists(FILLED, unique=True, max_size=3))),
        continued_from=draw(FIELD),
        cut_after=unique,
        headings=tuple(headings),
        extra=tuple(extra.items()),
    )


KNOWN = tuple(field.name for field in dataclasses.fields(Article))


@settings(deadline=None)
@given(articles())
@example(Article(id="a", title="[/]", body="---\n\n# x\n\\# y\n\\\\# z", headings=()))
@example(Article(id="- x", title="- x", body='"', byline=": x", subtitle="#"))
@example(Article(id="a", title="a", body="## b", headings=((0, 4),), extra=(("", "["),)))
@example(Article(id="null", title="~", body="x", extra=(("l", '["1", {"k": "v: ["}]'),)))
def test_what_is_written_is_read_back(article: Article) -> None:
    assert parse_article(format_article(article), default_id="other") == article


@settings(deadline=None)
@given(articles())
def test_the_id_is_left_out_when_the_file_name_says_it(article: Article) -> None:
    text = format_article(article, default_id=article.id)
    assert parse_article(text, default_id=article.id) == article
    assert not text.startswith("---\nid:")


@settings(deadline=None)
@given(st.text(st.sampled_from("---\n# a中:\\\r\u2028\"'[")) | st.text())
def test_any_text_is_an_article_or_one_error(text: str) -> None:
    for parse in (parse_article, parse_text):
        try:
            article = parse(text, default_id="x")
        except InputError as error:
            article = Article(id="x", title=error.message, body="")
        assert article.title.strip() == article.title != ""
        assert sanitise(article.body) == article.body
        assert parse_article(format_article(article), default_id="x") == article
