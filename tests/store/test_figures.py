"""Figures over many articles, and what editors join and part there."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.search.query import parse_query
from newsterm.errors import NewstermError
from newsterm.store.figures import FigureRow
from newsterm.store.store import Store

NOW = "2026-01-01T00:00:00Z"
BODIES = {
    "a": ("2024-01-17", "2023年，国内生产总值126万亿元，同比增长5.2%。"),
    "b": ("2024-03-05", "2024年目标是GDP增长5%左右。2023年我国GDP比上年增长5.2%。"),
    "c": ("2024-02-01", "2023年上海GDP增长5.0%，粮食总产量92万吨。"),
}
FACTS = {
    "a": [
        ("126万亿元", 126e12, "元", "2023", "actual", "国内生产总值"),
        ("5.2%", 5.2, "%", "2023", "actual", "国内生产总值同比增长"),
    ],
    "b": [
        ("5%左右", 5.0, "%", "2024", "target", "GDP增长"),
        ("5.2%", 5.2, "%", "2023-01/2023-12", "actual", "我国GDP比上年增长"),
    ],
    "c": [
        ("5.0%", 5.0, "%", "2023", "actual", "上海GDP增长"),
        ("92万吨", 92e4, "吨", "2023", "actual", "粮食总产量"),
    ],
}


@pytest.fixture
def numbers(store: Store) -> dict[str, int]:
    """The numbers of three articles with their facts."""
    found = {}
    with store.transaction():
        for slug, (date, body) in BODIES.items():
            article = Article(id=slug, title="题", body=body, date=date)
            number = store.articles.save(article, hash=slug, file_id=None)
            facts = []
            for text, value, unit, period, status, indicator in FACTS[slug]:
                start = body.index(text)
                facts.append(
                    Fact(
                        text,
                        start,
                        start + len(text),
                        value,
                        unit=unit,
                        comparator="~" if "左右" in text else "=",
                        period=period,
                        status=status,
                        indicator=indicator,
                    )
                )
            store.facts.replace(number, facts)
            found[slug] = number
        store.index.drain()
    return found


def table(store: Store, query: str = "", order: str = "values") -> list[FigureRow]:
    choice = store.figures.choose(parse_query(query), store.index)
    return store.figures.rows(choice, store.figures.outline(choice, order).indicator_ids)


def labels(rows: list[FigureRow]) -> list[str]:
    return [f"{row.key.label} {row.key.unit} {len(row.figures)}" for row in rows]


GROWTH = "国内生产总值同比增长 % 3"


def test_wordings_of_many_articles_share_a_row(store: Store, numbers: dict[str, int]) -> None:
    rows = table(store)
    assert labels(rows) == [
        GROWTH,
        "国内生产总值 元 1",
        "上海地区生产总值同比增长 % 1",
        "上海粮食产量 吨 1",
    ]
    cells = rows[0].cells()
    assert [(period, [each.shown for each in cells[period]]) for period in cells] == [
        ("2023", ["5.2%", "5.2%"]),
        ("2024", ["~5%"]),
    ]
    assert [(each.slug, each.fact.status) for each in rows[0].figures] == [
        ("a", "actual"),
        ("b", "actual"),
        ("b", "target"),
    ]
    choice = store.figures.choose(parse_query(""), store.index)
    assert store.figures.outline(choice).periods == ("2023", "2024")
    [row] = store.figures.rows(choice, [rows[0].indicator_id], ["2023"])
    assert [each.fact.period for each in row.figures] == ["2023", "2023-01/2023-12"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("目标", ["国内生产总值同比增长 % 2"]),
        ("has:target", ["国内生产总值同比增长 % 1"]),
        ("period:2024", ["国内生产总值同比增长 % 1"]),
        ("上海 unit:吨", ["上海粮食产量 吨 1"]),
        ("-目标 unit:%", ["国内生产总值同比增长 % 1", "上海地区生产总值同比增长 % 1"]),
        ("没有的词", []),
    ],
)
def test_a_query_chooses_articles_and_facts(
    store: Store, numbers: dict[str, int], query: str, found: list[str]
) -> None:
    assert labels(table(store, query)) == found


def test_rows_can_be_sorted(store: Store, numbers: dict[str, int]) -> None:
    assert [row.key.label for row in table(store, order="label")] == [
        "上海地区生产总值同比增长",
        "上海粮食产量",
        "国内生产总值",
        "国内生产总值同比增长",
    ]


def test_what_is_gone_is_not_shown(store: Store, numbers: dict[str, int]) -> None:
    with store.transaction():
        store.articles.mark_gone([numbers["c"]], NOW)
    assert labels(table(store)) == [GROWTH, "国内生产总值 元 1"]


def test_a_merge_stays_and_can_be_undone(store: Store, numbers: dict[str, int]) -> None:
    first, _, shanghai, grain = [row.indicator_id for row in table(store)]
    with store.transaction():
        store.indicators.merge(shanghai, first, who="me", at=NOW)
    assert labels(table(store))[0] == "国内生产总值同比增长 % 4"
    with store.transaction():  # a reload brings the same facts anew
        store.facts.replace(numbers["c"], store.facts.of_article(numbers["c"]))
    assert labels(table(store))[0] == "国内生产总值同比增长 % 4"
    with pytest.raises(NewstermError, match="units are never joined"), store.transaction():
        store.indicators.merge(grain, first, who="me", at=NOW)
    with store.transaction():
        assert store.indicators.undo(at=NOW) == 1
        assert store.indicators.undo(at=NOW) is None
    assert labels(table(store))[0] == GROWTH


def test_a_split_stays_and_can_be_undone(store: Store, numbers: dict[str, int]) -> None:
    growth = table(store)[0].indicator_id
    assert store.indicators.wordings(growth) == [
        ("GDP增长", 1),
        ("国内生产总值同比增长", 1),
        ("我国GDP比上年增长", 1),
    ]
    with store.transaction():
        store.indicators.split(growth, ["GDP增长"], "经济增长目标", who="me", at=NOW)
        store.facts.replace(numbers["b"], store.facts.of_article(numbers["b"]))
    assert "经济增长目标 % 1" in labels(table(store))
    with store.transaction():
        store.indicators.undo(at=NOW)
    assert labels(table(store))[0] == GROWTH
    with pytest.raises(NewstermError, match="nothing to split off"), store.transaction():
        store.indicators.split(growth, ["粮食"], "别的", who="me", at=NOW)


def test_merges_in_a_ring_come_to_an_end(store: Store, numbers: dict[str, int]) -> None:
    first, _, shanghai, _ = [row.indicator_id for row in table(store)]
    with store.transaction():
        store.indicators.merge(shanghai, first, who="me", at=NOW)
        store.indicators.merge(first, shanghai, who="me", at=NOW)
    with store.transaction():
        store.facts.replace(numbers["a"], store.facts.of_article(numbers["a"]))
    assert sum(len(row.figures) for row in table(store)) == 6


def test_the_counts_that_triggers_keep_are_right(store: Store, numbers: dict[str, int]) -> None:
    first, second = (row.indicator_id for row in table(store)[:2])
    with store.transaction():
        store.facts.replace(numbers["a"], store.facts.of_article(numbers["a"])[:1])
        store.indicators.split(first, ["GDP增长"], "目标", who="me", at=NOW)
        store.connection.execute("DELETE FROM facts WHERE article_id = ?", (numbers["c"],))
    kept = dict(store.connection.execute("SELECT id, facts FROM indicators").fetchall())
    counted = dict(
        store.connection.execute("SELECT indicator_id, count(*) FROM facts GROUP BY indicator_id")
    )
    assert {number: count for number, count in kept.items() if count} == counted
    assert counted[first] == 1
    assert second in kept


def test_the_latest_article_is_that_of_the_latest_date(
    store: Store, numbers: dict[str, int]
) -> None:
    """Not the one that was loaded last."""
    with store.transaction():
        store.connection.execute("UPDATE articles SET date = '2025-01-01' WHERE slug = 'a'")
    outline = store.figures.outline(store.figures.choose(parse_query(""), store.index), "latest")
    first = store.figures.rows(
        store.figures.choose(parse_query(""), store.index), outline.indicator_ids[:1]
    )
    assert {figure.slug for figure in first[0].figures} >= {"a"}
    keys = store.figures.keys(outline.indicator_ids)
    assert keys[outline.indicator_ids[-1]].measure == "粮食产量"
