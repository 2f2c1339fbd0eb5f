"""Figures in short, and the table of all facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.article import Article
from newsterm.domain.fact import COMPARATORS, Fact
from newsterm.domain.figures.shown import figures_table, shown, shown_text
from newsterm.domain.table import Cell


@pytest.mark.parametrize(
    ("text", "comparator", "short"),
    [
        ("30%以上", ">=", "≥30%"),
        ("13%左右", "~", "~13%"),
        ("约12.8万辆", "~", "~12.8万辆"),
        ("1400多个", ">", ">1400个"),
        ("150多万居民", ">", ">150万居民"),
        ("十余万平方米", ">", ">十万平方米"),
        ("十几分钟", ">", ">十分钟"),
        ("一年多", ">", ">一年"),
        ("80万辆以内", "<=", "≤80万辆"),
        ("不超过80万辆", "<=", "≤80万辆"),
        ("控制在80万辆以内", "<=", "≤80万辆"),
        ("超过200平方米", ">", ">200平方米"),
        ("不足三成", "<", "<三成"),
        ("不到1小时", "<", "<1小时"),
        ("上百万个", ">=", "≥百万个"),
        ("超万列", ">", ">万列"),
        ("过九成", ">", ">九成"),
        ("58%", "~", "~58%"),
        ("近3亿吨", "~", "~3亿吨"),
        ("2000名", "=", "2000名"),
        ("多层", "=", "多层"),
        ("more than 30 percent", ">", ">30 percent"),
        ("About $1.2 billion", "~", "~$1.2 billion"),
        ("at least 500", ">=", "≥500"),
        ("500 or more", ">=", "≥500"),
    ],
)
def test_a_quantity_in_short(text: str, comparator: str, short: str) -> None:
    assert shown(Fact(text, 0, len(text), 1.0, comparator=comparator)) == short
    assert shown_text(text) == (text if text == "58%" else short)


@pytest.mark.parametrize(
    ("text", "comparator", "short"),
    [
        ("4至5个", "=", "4–5个"),
        ("8到10个", "=", "8–10个"),
        ("20%至30%", "=", "20%–30%"),
        ("5万—6万元", "=", "5万–6万元"),
        ("零下5至零下3摄氏度", "=", "零下5–零下3摄氏度"),
        ("六七百个", "~", "~六七百个"),
        ("约4~5个", "~", "~4–5个"),
        ("4 to 5 percent", "=", "4–5 percent"),
        ("between 4 and 5 million", "=", "4–5 million"),
    ],
)
def test_a_range_in_short(text: str, comparator: str, short: str) -> None:
    fact = Fact(text, 0, len(text), 4.0, value_high=5.0, comparator=comparator)
    assert shown(fact) == short


def test_a_goal_without_a_number_is_shown_as_its_words() -> None:
    assert shown(Fact("保持在合理区间以上", 0, 9, None, comparator=">=")) == "保持在合理区间以上"


def test_words_that_no_fact_was_made_of() -> None:
    assert shown_text("30%以上") == "≥30%"
    assert shown_text("4至5个") == "4–5个"
    assert shown_text("持续增长") == "持续增长"
    assert shown_text("很多") == "很多"
    assert shown_text("海淀区、朝阳区") == "海淀区、朝阳区"


@given(st.text(), st.sampled_from(COMPARATORS), st.none() | st.just(2.0))
def test_any_text_can_be_shown(text: str, comparator: str, high: float | None) -> None:
    fact = Fact(text, 0, len(text), 1.0, value_high=high, comparator=comparator)
    assert len(shown(fact)) <= len(text) + 1


def fact_of(body: str, text: str, **slots: object) -> Fact:
    start = body.index(text)
    return Fact(text, start, start + len(text), 1.0, **slots)  # type: ignore[arg-type]


BODY = "2020年占比27.4%。到2025年占比30%以上，力争35%，集群4至5个。\n\n占比再看27.4%。高14米。"
FACTS = (
    fact_of(
        BODY, "30%以上", comparator=">=", unit="%", period="2025", status="target", indicator="占比"
    ),
    fact_of(BODY, "27.4%", unit="%", period="2020", indicator="占比"),
    fact_of(BODY, "35%", unit="%", period="2025", status="target", indicator="占比"),
    fact_of(
        BODY, "4至5个", value_high=5.0, unit="个", period="2025", status="target", indicator="集群"
    ),
    Fact(
        "27.4%",
        BODY.rindex("27"),
        BODY.rindex("27") + 5,
        27.4,
        unit="%",
        period="2020",
        indicator="占比",
    ),
    fact_of(BODY, "14米", unit="米", indicator="高"),
)


def test_the_table_of_all_figures() -> None:
    table = figures_table(FACTS, Article(id="a", title="标题", body=BODY))
    assert (table.key, table.head, table.columns) == ("figures", "指标", ("2020", "2025", "—"))
    assert [row.head for row in table.rows] == ["占比", "集群", "高"]
    assert [[[cell.shown for cell in cells] for cells in row.cells] for row in table.rows] == [
        [["27.4%"], ["≥30%", "35%"], []],
        [[], ["4–5个"], []],
        [[], [], ["14米"]],
    ]
    assert table.rows[0].cells[0] == (Cell("27.4%", 7, 12, "actual"),)
    assert BODY[table.rows[0].start : table.rows[0].end] == "2020年占比27.4%。"
    assert [cell.status for cell in table.rows[0].cells[1]] == ["target", "target"]


def test_one_indicator_in_two_units_has_two_rows() -> None:
    facts = (
        Fact("3个", 0, 2, 3.0, unit="个", indicator="集群"),
        Fact("5%", 3, 5, 5.0, unit="%", indicator="集群"),
    )
    table = figures_table(facts, Article(id="a", title="Clusters", body="3个，5%", lang="en"))
    assert [(row.head, len(row.cells)) for row in table.rows] == [("集群", 1), ("集群", 1)]
    assert table.head == "Indicator"
