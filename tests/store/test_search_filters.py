"""Conditions beside words: tags, sources, states, dates, facts; and facets."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.domain.search.query import parse_query
from newsterm.store.search_facets import Facet
from newsterm.store.search_filters import any_facts_where
from newsterm.store.store import Store
from tests.store.conftest import fill

ARTICLES = [
    Article(
        "plan",
        "规划",
        "到2025年绿电占比达到30%",
        date="2021-08-01",
        source="人民日报",
        lang="zh-CN",
    ),
    Article("report", "公报", "绿电占比百分之二十", date="2022-03-05", source="新华社", lang="zh"),
    Article("english", "Report", "green power 20%", date="2022-03-06", source="Reuters", lang="en"),
    Article("undated", "无日期", "绿电", source="人民日報"),
]
FACTS = [
    # article, text, value, high, unit, comparator, period, status, indicator
    (1, "30%", 30, None, "%", ">=", "2025", "target", "绿电占比"),
    (1, "2.5万亿元", 2.5e12, None, "元", "=", "2021/2025", "target", "总投资"),
    (1, "18%", 18, None, "%", "=", "2020", "actual", "绿电占比"),
    (2, "20%", 20, 25, "%", "=", "2021-H1", "actual", "绿电占比"),
    (3, "20%", 20, None, "%", "=", "2030", "target", "green power"),
]


@pytest.fixture
def library(store: Store) -> Store:
    fill(store, ARTICLES)
    run = store.connection.execute
    with store.transaction():
        for number, name in enumerate(("交通", "交通/地铁", "交通费", "重点 项目", "Ｐolicy"), 1):
            run("INSERT INTO tags(id, name) VALUES (?, ?)", (number, name))
        for article, tag in ((1, 2), (1, 4), (2, 1), (2, 4), (3, 3), (3, 5)):
            run("INSERT INTO article_tags(article_id, tag_id) VALUES (?, ?)", (article, tag))
        run("INSERT INTO reading(article_id, read_at) VALUES (1, '2024-01-01')")
        run("INSERT INTO reading(article_id, starred_at) VALUES (2, '2024-01-01')")
        for number, (article, text, *rest) in enumerate(FACTS):
            run(
                """INSERT INTO facts(article_id, start, "end", text, value, value_high, unit,
                    comparator, period, status, indicator, confidence, rule)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'file')""",
                (article, number, number + len(text), text, *rest),
            )
    return store


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tag:交通", "plan report"),
        ("tag:交通/地铁", "plan"),
        ("tag:“重点 项目”", "plan report"),
        ("tag:POLICY", "english"),
        ("-tag:交通", "english undated"),
        ("绿电 tag:交通", "plan report"),
        ("绿电 -tag:交通/地铁", "report undated"),
        ("绿电 OR tag:policy", "plan report english undated"),
        ("source:人民日报", "plan undated"),
        ("绿电 source:日报", "plan undated"),
        ("-source:日报", "report english"),
        ("lang:zh", "plan report"),
        ("lang:zh-cn", "plan"),
        ("lang:en", "english"),
        ("is:read", "plan"),
        ("is:unread", "report english undated"),
        ("is:starred", "report"),
        ("is:tagged", "plan report english"),
        ("-is:tagged 绿电", "undated"),
        ("date:2022", "report english"),
        ("date:2022-03-05", "report"),
        ("date:..2022-03", "plan report english"),
        ("date>=2022-03-06", "english"),
        ("绿电 date:2021..2022", "plan report"),
        ("绿电 (date:2022 OR is:read)", "plan report"),
        ("-date:2022", "plan undated"),
        ("has:target", "plan english"),
        ("has:fact", "plan report english"),
        ("-has:fact", "undated"),
        ("target:2025", "plan"),
        ("target:2025..2030", "plan english"),
        ("period:2021", "report"),
        ("period:2021-H1", "report"),
        ("unit:％", "plan report english"),
        ("indicator:綠電", "plan report"),
        ("value>=30", "plan"),
        ("value>=30%", "plan"),
        ("value:2.5万亿", "plan"),
        ("value:23", "report"),
        ("value>25 unit:%", "plan"),
        ("value<20", "plan"),
        ("value:10..20", "plan report english"),
        # Conditions side by side speak of one fact: 18 % is no target, 30 % is.
        ("has:target value<20", ""),
        ("target:2025 unit:% value>=30 indicator:占比", "plan"),
        ("target:2030 indicator:绿电", ""),
        ("绿电 target:2025", "plan"),
        ("绿电 -target:2025", "report undated"),
        ("20% has:target", "english"),
    ],
)
def test_conditions(library: Store, text: str, expected: str) -> None:
    query = parse_query(text)
    assert query.problems == ()
    for sort in ("rank", "newest"):
        page = library.index.search(query, sort=sort)
        assert {hit.slug for hit in page.hits} == set(expected.split())
        assert page.total == len(expected.split())
    assert library.index.count(query) == len(expected.split())


def test_the_same_conditions_hold_for_what_waits_to_be_indexed(library: Store) -> None:
    with library.transaction():
        library.connection.execute("UPDATE articles SET title = title || '。'")
    for text, expected in (
        ("绿电 tag:交通", {"plan", "report"}),
        ("绿电 OR tag:policy", {"plan", "report", "english", "undated"}),
        ("20% has:target", {"english"}),
        ("绿电 date:2021..2022", {"plan", "report"}),
        ("-绿电", {"english"}),
    ):
        page = library.index.search(parse_query(text))
        assert {hit.slug for hit in page.hits} == expected, text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绿电 target:2025", ["30%", "2.5万亿元"]),
        ("target:2025 unit:%", ["30%"]),
        ("target:2025 unit:元 unit:%", ["30%", "2.5万亿元"]),
        ("value:20 OR tag:x", []),
        ("unit:% status", ["30%", "18%", "20%", "20%"]),
    ],
)
def test_a_listing_of_facts_can_ask_the_same(
    library: Store, text: str, expected: list[str]
) -> None:
    conditions = parse_query(text).fact_conditions
    where, values = any_facts_where(conditions)
    rows = library.connection.execute(f"SELECT text FROM facts WHERE {where} ORDER BY id", values)
    assert [row[0] for row in rows] == (expected if conditions else [fact[1] for fact in FACTS])
    assert bool(conditions) == bool(expected)


def test_facets_count_tags_years_and_sources(library: Store) -> None:
    facets = library.index.facets(parse_query("绿电"))
    assert [(f.value, f.count) for f in facets.tags] == [
        ("重点 项目", 2),
        ("交通", 1),
        ("交通/地铁", 1),
    ]
    assert facets.years == (Facet("date", "2022", 1), Facet("date", "2021", 1))
    assert [(f.value, f.count) for f in facets.sources] == [
        ("人民日報", 1),
        ("人民日报", 1),
        ("新华社", 1),
    ]
    assert (facets.counted, facets.whole) == (3, True)


def test_a_facet_as_a_filter_keeps_as_many_hits_as_it_says(library: Store) -> None:
    facets = library.index.facets(parse_query(""))
    for facet in (*facets.tags[:1], *facets.years):
        assert library.index.count(parse_query(facet.query)) == facet.count


def test_an_alias_stands_for_its_tag(library: Store) -> None:
    columns = [row[1] for row in library.connection.execute("PRAGMA table_info(tags)")]
    with library.transaction():
        if "alias_of" not in columns:
            library.connection.execute("ALTER TABLE tags ADD COLUMN alias_of INTEGER")
        library.connection.execute("INSERT INTO tags(id, name, alias_of) VALUES (9, '运输', 1)")
    assert library.index.count(parse_query("tag:運輸")) == 2
