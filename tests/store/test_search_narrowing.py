"""Filters that few articles pass: searched from their side, with the same hits."""

from __future__ import annotations

import json

import pytest

from newsterm.domain.search.query import parse_query
from newsterm.store import search_narrowing
from newsterm.store.search_filters import make_plan
from newsterm.store.search_narrowing import narrow
from newsterm.store.store import Store

WORDS = "中国"


@pytest.fixture(scope="module")
def tagged(library: Store) -> Store:
    """A tag of three articles, one of every other, a source of two, a star, and one that waits."""
    run = library.connection.execute
    with library.transaction():
        run("INSERT INTO tags(id, name) VALUES (1, 'rare'), (2, 'half')")
        run("INSERT INTO article_tags SELECT 1, id FROM articles WHERE id IN (7, 30, 301)")
        run("INSERT INTO article_tags SELECT 2, id FROM articles WHERE id % 2")
        run("UPDATE articles SET source = '稀有报' WHERE id IN (8, 11)")
        run("UPDATE articles SET body = '中国', date = '1999-01-01' WHERE id = 301")
        run("INSERT INTO reading(article_id, starred_at) VALUES (12, '2024-01-01')")
    return library


def _listed(store: Store, text: str) -> list[int] | None:
    query = parse_query(text)
    found = narrow(store.connection, make_plan(store.connection, query), query)
    return sorted(json.loads(found)) if found else None


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("tag:rare", [7, 30, 301]),
        ("source:稀有", [8, 11]),
        ("is:starred", [12]),
        ("(tag:rare OR source:稀有)", [7, 8, 11, 30, 301]),
        ("tag:half tag:rare is:unread", [7, 30, 301]),
        ("date:1999", [301]),
        ("tag:none", []),
    ],
)
@pytest.mark.parametrize("words", [WORDS, "的", "中国 OR 国", "中* -经济"])
def test_the_shortest_list_is_read(
    tagged: Store, filters: str, words: str, expected: list[int]
) -> None:
    assert _listed(tagged, f"({words}) {filters}") == expected


def test_the_index_is_asked_when_the_words_are_rarer_than_the_filter(tagged: Store) -> None:
    assert _listed(tagged, f"tag:half {WORDS}") is None
    assert _listed(tagged, "tag:rare") is None
    assert _listed(tagged, f"tag:rare OR {WORDS}") is None


@pytest.mark.parametrize("sort", ["rank", "newest"])
@pytest.mark.parametrize(
    "text",
    [
        "tag:rare 中国",
        "tag:rare 国",
        "tag:rare 中国 OR 经济",
        "tag:rare -中国 的",
        "(tag:rare OR is:starred OR source:稀有) (的 OR 国)",
        "tag:rare title:的",
        "date:1999 中国",
        "tag:half 中国 的",
    ],
)
def test_the_hits_are_those_of_the_index(
    tagged: Store, monkeypatch: pytest.MonkeyPatch, text: str, sort: str
) -> None:
    index, query = tagged.index, parse_query(text)
    found = index.ids(query), index.search(query, sort=sort, limit=400)
    monkeypatch.setattr(search_narrowing, "FEWER", -1)
    without = index.ids(query), index.search(query, sort=sort, limit=400)
    assert found[0] == without[0]
    assert found[1].total == without[1].total == len(found[0])
    assert {hit.article_id for hit in found[1].hits} == set(found[0])
    if sort == "newest":
        assert found[1].hits == without[1].hits


def test_what_waits_for_the_index_is_found(tagged: Store) -> None:
    assert tagged.index.pending() == 1
    assert tagged.index.ids(parse_query("tag:rare 中国"))[-1] == 301


def test_a_word_in_the_title_comes_first(tagged: Store) -> None:
    with tagged.transaction():
        tagged.connection.execute("UPDATE articles SET title = '渤海' WHERE id = 30")
        tagged.connection.execute("UPDATE articles SET body = '渤海' WHERE id IN (7, 301)")
        tagged.index.drain()
    page = tagged.index.search(parse_query("tag:rare 渤海"))
    assert (page.hits[0].article_id, page.total) == (30, 3)
