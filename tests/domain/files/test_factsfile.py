"""Facts files."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.files.factsfile import FactsFile, merge, parse_facts_file
from newsterm.domain.table import Cell, Row, Table
from newsterm.errors import InputError

BODY = """\
2020年占比达到27.4%。

到2025年，占比达到30%以上，集群4到5个，制造业占比13%左右，力争15%左右；\
到2035年，制造业占比保持合理区间，收入、企业数量持续增长。

楼共三层，布局海淀区、朝阳区，收入3万亿元。占比很重要。"""
ARTICLE = Article(id="a", title="标题", body=BODY)


def found(text: str, value: float, **slots: object) -> Fact:
    start = BODY.index(text)
    return Fact(text, start, start + len(text), value, rule="r", **slots)  # type: ignore[arg-type]


EXTRACTED = (
    found("27.4%", 27.4, unit="%", period="2020", indicator="占比"),
    found("30%以上", 30, unit="%", comparator=">=", period="2025", status="target", indicator="占"),
    found("4到5个", 4, value_high=5.0, unit="个", period="2025", status="target", indicator="集群"),
    found("13%左右", 13, unit="%", comparator="~", status="target", indicator="制造业占比"),
    found("15%左右", 15, unit="%", comparator="~", status="target", indicator="制造业占比"),
    found("三层", 3, unit="层", indicator="楼"),
    found("3万亿元", 3e12, unit="元", indicator="收入"),
)

FILE = """\
facts:
- quote: 制造业占比保持合理区间
  text: 保持合理区间
  period: "2035"
  indicator: 制造业占比
- quote: 收入、企业数量持续增长
  text: 持续增长
  period: "2035"
  indicator: 企业数量
- quote: 占比达到30%以上
  text: 30%以上
  indicator: 占地区生产总值比重
- quote: 楼共三层
  text: 三层
  reject: true
- quote: 收入3万亿元
  text: 3万亿元
  value: 3,000,000,000,000
  unit: 元
  comparator: ≤
  period: 2025
  status: target
  indicator: 营业收入
tables:
- key: targets
  title: 主要目标
  head: 指标
  columns: ["2020", "2025", "2035"]
  rows:
  - head: 占比
    cells:
      "2020": {text: 27.4%, quote: 占比达到27.4%}
      "2025": {text: 30%以上, quote: 占比达到30%以上, show: 三成以上, status: target}
  - head: 制造业
    quote: 制造业占比13%左右，力争15%左右
    cells:
      "2025":
      - {text: 13%左右}
      - {text: 力争15%左右}
      "2035": {text: 保持合理区间, quote: 制造业占比保持合理区间}
  - head: 集群
    quote: 集群4到5个
    cells: {"2025": 4到5个}
- key: places
  columns: [布局]
  rows:
  - {head: 甲, quote: "布局海淀区、朝阳区", cells: {布局: 海淀区、朝阳区}}
  - {head: 乙, quote: "布局海淀区、朝阳区", cells: {布局: 两区}}
"""


def span(text: str) -> tuple[int, int]:
    start = BODY.index(text)
    return start, start + len(text)


def test_a_facts_file() -> None:
    read = parse_facts_file(FILE, ARTICLE, EXTRACTED)
    assert read.problems == ()
    assert read.rejected == (span("三层"),)
    assert read.facts == (
        Fact(
            "30%以上",
            *span("30%以上"),
            30,
            unit="%",
            comparator=">=",
            period="2025",
            status="target",
            indicator="占地区生产总值比重",
            rule="file",
        ),
        Fact(
            "保持合理区间",
            *span("保持合理区间"),
            None,
            period="2035",
            status="target",
            indicator="制造业占比",
            rule="file",
        ),
        Fact(
            "持续增长",
            *span("持续增长"),
            None,
            period="2035",
            status="target",
            indicator="企业数量",
            rule="file",
        ),
        Fact(
            "3万亿元",
            *span("3万亿元"),
            3e12,
            unit="元",
            comparator="<=",
            period="2025",
            status="target",
            indicator="营业收入",
            rule="file",
        ),
    )


def test_the_tables_of_a_facts_file() -> None:
    targets, places = parse_facts_file(FILE, ARTICLE, EXTRACTED).tables
    assert targets == Table(
        "targets",
        "主要目标",
        "指标",
        ("2020", "2025", "2035"),
        (
            Row(
                "占比",
                (
                    (Cell("27.4%", *span("27.4%"), "actual"),),
                    (Cell("三成以上", *span("30%以上"), "target"),),
                    (),
                ),
                *span("占比达到27.4%"),
            ),
            Row(
                "制造业",
                (
                    (),
                    (
                        Cell("~13%", *span("13%左右"), "target"),
                        Cell("力争~15%", *span("力争15%左右"), "target"),
                    ),
                    (Cell("保持合理区间", *span("保持合理区间"), "target"),),
                ),
                *span("制造业占比13%左右，力争15%左右"),
            ),
            Row(
                "集群",
                ((), (Cell("4到5个", *span("4到5个"), "target"),), ()),
                *span("集群4到5个"),
            ),
        ),
    )
    assert (places.title, places.head, places.columns) == ("places", "", ("布局",))
    assert [row.cells[0][0] for row in places.rows] == [
        Cell("海淀区、朝阳区", *span("海淀区、朝阳区")),
        Cell("两区", *span("布局海淀区、朝阳区")),
    ]


def test_what_a_person_wrote_wins() -> None:
    read = parse_facts_file(FILE, ARTICLE, EXTRACTED)
    merged = merge(EXTRACTED, read)
    assert [(fact.text, fact.indicator, fact.rule) for fact in merged] == [
        ("27.4%", "占比", "r"),
        ("30%以上", "占地区生产总值比重", "file"),
        ("4到5个", "集群", "r"),
        ("13%左右", "制造业占比", "r"),
        ("15%左右", "制造业占比", "r"),
        ("保持合理区间", "制造业占比", "file"),
        ("持续增长", "企业数量", "file"),
        ("3万亿元", "营业收入", "file"),
    ]


def test_an_empty_file_says_nothing() -> None:
    for text in ("", "# nothing yet\n", "facts:\ntables:\n"):
        assert parse_facts_file(text, ARTICLE, EXTRACTED) == FactsFile((), (), (), ())
    assert merge(EXTRACTED, FactsFile((), (), (), ())) == EXTRACTED


FACT = "facts:\n- quote: 楼共三层\n  text: 三层\n  indicator: 楼\n"
TABLE = "tables:\n- key: t\n  columns: [甲, 乙]\n  rows:\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("fact: []", 1, "unknown key 'fact'"),
        ("facts: x", 1, "facts is no list"),
        ("facts:\n- x", 2, "an item of facts is no mapping"),
        ("facts:\n- text: 三层", 2, "quote is missing"),
        ("facts:\n- quote: 没有这话\n  indicator: x", 2, "stands nowhere in the body"),
        ("facts:\n- quote: 占比\n  indicator: x", 2, "stands more than once in the body"),
        ("facts:\n- quote: 楼共三层\n  text: 四层", 3, "does not stand exactly once in its quote"),
        ("facts:\n- quote: 楼共三层", 2, "indicator is missing"),
        ("facts:\n- quote: [a]", 2, "quote: text is expected"),
        (FACT + "  value: 三", 5, "value: '三' is no number"),
        (FACT + "  value: nan", 5, "is no number"),
        (FACT + "  value: 1" + "0" * 40, 5, "is no number"),
        (FACT + "  value: 3\n  value_high: 2", 6, "value_high is not above value"),
        (FACT + "  value_high: 2", 5, "value_high is not above value"),
        (FACT + "  comparator: ca.", 5, "comparator: 'ca.' is none of"),
        (FACT + "  status: done", 5, "status: 'done' is none of"),
        (FACT + "  period: 去年", 5, "period: '去年' is none of"),
        (FACT + "  period: 2021-02-30", 5, "period: "),
        (FACT + "  colour: red", 5, "unknown key 'colour'"),
        (FACT + "  reject: maybe", 5, "neither true nor false"),
        (FACT + "  reject: true", 4, "unknown key 'indicator'"),
        ("tables:\n- title: x", 2, "key is missing"),
        ("tables:\n- key: figures", 2, "another table 'figures'"),
        ("tables:\n- key: t\n  columns: []", 3, "no list of headings"),
        ("tables:\n- key: t\n  columns: [a, [b]]", 3, "no list of headings"),
        ("tables:\n- key: t\n  columns: [a, a]", 3, "empty or stands twice"),
        ("tables:\n- key: t\n  columns: [a]", 2, "the table 't' has no rows"),
        (TABLE + "  - quote: 楼共三层", 5, "head is missing"),
        (TABLE + "  - head: x", 5, "rests on no quote"),
        (TABLE + "  - head: x\n    quote: 楼共三层\n    cells: [a]", 7, "no mapping of columns"),
        (TABLE + "  - head: x\n    quote: 楼共三层\n    cells: {丙: 三层}", 7, "no column '丙'"),
        (TABLE + "  - head: x\n    cells: {甲: 三层}", 6, "rests on its row's quote"),
        (TABLE + "  - head: x\n    cells: {甲: {text: 三层}}", 6, "quote is missing"),
        (
            TABLE + "  - head: x\n    cells: {甲: {quote: 楼共三层, status: x}}",
            6,
            "status: 'x' is none of",
        ),
        (
            TABLE + "  - head: x\n    quote: 楼共三层\n    cells: {甲: [三层, [三]]}",
            7,
            "a cell is text, a mapping",
        ),
    ],
)
def test_what_can_not_be_used_is_a_problem_with_its_line(text: str, line: int, reason: str) -> None:
    problems = parse_facts_file(text, ARTICLE).problems
    assert (line, True) in [(number, reason in message) for number, message in problems]


def test_the_rest_still_loads() -> None:
    text = FILE.replace("制造业占比保持合理区间", "制造业占比保持不变").replace("两区", "[乙, [x]]")
    read = parse_facts_file(text, ARTICLE, EXTRACTED)
    assert [fact.text for fact in read.facts] == ["30%以上", "持续增长", "3万亿元"]
    assert [[row.head for row in table.rows] for table in read.tables] == [
        ["占比", "制造业", "集群"],
        ["甲", "乙"],
    ]
    assert [line for line, _ in read.problems] == [2, 40, 48]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- a\n- b", "is a mapping with the keys"),
        ("facts", "is a mapping with the keys"),
        ("facts: " + "[" * 100 + "]" * 100, "nested deeper"),
        ("a: &a [x]\nb: *a", "anchor"),
        ("facts: !!python/name:os.system x", "tag"),
        ("facts: []\nfacts: []", "stands twice"),
        ("x" * 10_000_000, "at most 262144"),
        ("facts: [", "not valid YAML"),
    ],
    ids=lambda value: value[:12],
)
def test_a_hostile_file_is_one_error(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_facts_file(text, ARTICLE)


def test_a_quote_twice_by_overlapping_itself_is_twice() -> None:
    article = Article(id="a", title="t", body="哈哈哈")
    read = parse_facts_file("facts:\n- quote: 哈哈\n  indicator: x", article)
    assert read.problems == ((2, "quote: '哈哈' stands more than once in the body"),)


def test_no_control_character_gets_through() -> None:
    text = 'tables:\n- key: "a\\e"\n  title: "b\\e"\n  columns: ["c\\e"]\n  rows:\n'
    text += '  - {head: "d\\e", quote: 楼共三层, cells: {"c\\e": "e\\e"}}'
    read = parse_facts_file(text, ARTICLE)
    assert read.problems == ()
    table = read.tables[0]
    assert (table.key, table.title, table.columns) == ("a\ufffd", "b\ufffd", ("c\ufffd",))
    assert (table.rows[0].head, table.rows[0].cells[0][0].shown) == ("d\ufffd", "e\ufffd")


def test_the_largest_file_is_read_soon() -> None:
    entry = "- {quote: 楼共三层, text: 三层, indicator: 楼, value: 3}\n"
    text = "facts:\n" + entry * ((262144 - 7) // len(entry))
    begin = time.process_time()
    read = parse_facts_file(text, ARTICLE, EXTRACTED)
    assert len(read.facts) == text.count("\n") - 1
    assert time.process_time() - begin < 30


def test_a_large_file_beside_a_large_article_takes_no_endless_time() -> None:
    article = Article(id="a", title="t", body="楼共三层" + "长" * 3_000_000)
    entry = "- {quote: 楼共三层, indicator: 楼}\n"
    begin = time.process_time()
    read = parse_facts_file("facts:\n" + entry * 5000, article)
    assert len(read.facts) == 2_000_000_000 // len(article.body)
    assert len(read.facts) + len(read.problems) == 5000
    assert time.process_time() - begin < 30


PIECES = st.sampled_from(
    [
        *(
            "facts:\n",
            "tables:\n",
            "- ",
            "  ",
            "quote: ",
            "text: ",
            "楼共三层",
            "三层",
            "\n",
            "key: t",
        ),
        *(
            "rows:\n",
            "columns: [甲]",
            "cells: {甲: ",
            "}",
            "head: x\n",
            "value: ",
            "3",
            "[",
            "{",
            "'",
        ),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_file_is_facts_and_problems_or_one_error(text: str) -> None:
    try:
        read = parse_facts_file(text, ARTICLE, EXTRACTED)
    except InputError as error:
        read = FactsFile((), (), (), ((error.line, error.message),))
    for fact in read.facts:
        assert BODY[fact.start : fact.end] == fact.text
    for line, reason in read.problems:
        assert 1 <= line <= text.count("\n") + 2
        assert reason
