"""The index follows whatever any SQLite client does to the articles."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable

import pytest

from newsterm.domain.article import Article
from newsterm.domain.search.query import parse_query
from newsterm.store import search_filling
from newsterm.store.search_index import get_meta, set_meta
from newsterm.store.store import Store
from tests.store.conftest import fill
from tests.store.made_corpus import made_articles

NEW = "INSERT INTO articles(slug, title, body, hash) VALUES (?, ?, ?, '')"


def _slugs(store: Store, text: str) -> set[str]:
    return {hit.slug for hit in store.index.search(parse_query(text), limit=500).hits}


def _in_index_alone(store: Store, token: str) -> list[int]:
    sql = "SELECT rowid FROM search WHERE search MATCH ?"
    return [row[0] for row in store.connection.execute(sql, (f'"{token}"',))]


def _both_ways(store: Store, expect: Callable[[], None]) -> None:
    """What holds while the change waits must hold when it is indexed; and the index be sound."""
    expect()
    with store.transaction():
        store.index.drain()
    assert store.index.pending() == 0
    expect()
    assert store.index.check(sample=None) == []


def test_a_foreign_client_s_writes_are_found(store: Store) -> None:
    fill(store, made_articles(5))
    with sqlite3.connect(store.path) as other:
        other.execute(NEW, ("b", "外来", "别人写的一篇文章"))
        other.execute("UPDATE articles SET body = '改写过的文章' WHERE slug = 'a1'")
        other.execute("DELETE FROM articles WHERE slug = 'a2'")
    other.close()

    def expect() -> None:
        assert _slugs(store, "别人写") == {"b"}
        assert _slugs(store, "改写过") == {"a1"}
        assert _slugs(store, "") == {"a0", "a1", "a3", "a4", "b"}
        assert "a2" not in _slugs(store, "的")

    _both_ways(store, expect)
    assert len(_in_index_alone(store, "写过")) == 1


@pytest.mark.parametrize("recursive", [0, 1])
@pytest.mark.parametrize(
    "change",
    [
        "INSERT OR REPLACE INTO articles(id, slug, title, body, hash)"
        " VALUES (1, 'a', '新', '新文', '')",
        "INSERT OR REPLACE INTO articles(slug, title, body, hash) VALUES ('a', '新', '新文', '')",
        "INSERT INTO articles(slug, title, body, hash) VALUES ('a', '', '', '')"
        " ON CONFLICT (slug) DO UPDATE SET title = '新', body = '新文'",
        "UPDATE OR REPLACE articles SET title = '新', body = '新文' WHERE slug = 'a'",
        "UPDATE articles SET id = 9, title = '新', body = '新文' WHERE slug = 'a'",
    ],
)
def test_replacing_an_article_leaves_no_ghost(store: Store, change: str, recursive: int) -> None:
    fill(store, [Article("a", "旧", "旧文章"), Article("b", "别的", "其他")])
    store.connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    with store.transaction():
        store.connection.execute(change)

    def expect() -> None:
        assert _slugs(store, "新文") == {"a"}
        assert _slugs(store, "旧文") == set()

    _both_ways(store, expect)
    assert _in_index_alone(store, "旧文") == []


def test_ignored_and_repeated_changes_do_no_harm(store: Store) -> None:
    fill(store, [Article("a", "题", "原来的文")])
    with store.transaction():
        store.connection.execute(NEW.replace("INSERT", "INSERT OR IGNORE"), ("a", "别", "别的文"))
        for body in ("二", "三", "原来的文"):
            store.connection.execute("UPDATE articles SET body = ?", (body,))
    _both_ways(store, lambda: _equal(_slugs(store, "原来的"), {"a"}))


def _equal(found: object, expected: object) -> None:
    assert found == expected


def test_gone_articles_are_not_found_and_come_back(store: Store) -> None:
    fill(store, [Article("a", "题", "渤海的文"), Article("b", "题", "渤海")])
    with store.transaction():
        store.articles.mark_gone([1], "2021-08-01")
    _both_ways(store, lambda: _equal(_slugs(store, "渤海"), {"b"}))
    with store.transaction():
        store.connection.execute("UPDATE articles SET gone_at = NULL")
    _both_ways(store, lambda: _equal(_slugs(store, "渤海"), {"a", "b"}))


def test_writing_the_same_again_queues_nothing(store: Store) -> None:
    fill(store, made_articles(3))
    with store.transaction():
        store.connection.execute("UPDATE articles SET body = body, title = title, lang = 'en'")
    assert store.index.pending() == 0


@pytest.mark.parametrize("slice_", [2, 240])
def test_any_sequence_of_changes_keeps_the_index_sound(
    store: Store, slice_: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_filling, "_SLICE", slice_)
    draw = random.Random(11)
    bodies = [a.body for a in made_articles(30)]
    run = store.connection.execute
    for _ in range(60):
        with store.transaction():
            for _ in range(draw.randrange(1, 8)):
                slug, body = str(draw.randrange(12)), draw.choice(bodies)
                verb = draw.choice(("INSERT OR REPLACE", "INSERT OR IGNORE", "", "DELETE", "GONE"))
                if verb == "DELETE":
                    run("DELETE FROM articles WHERE slug = ?", (slug,))
                elif verb == "GONE":
                    run("UPDATE articles SET gone_at = iif(gone_at IS NULL, 'x', NULL)")
                elif verb:
                    run(NEW.replace("INSERT", verb), (slug, body[:5], body))
                else:
                    run("UPDATE articles SET body = ? WHERE slug = ?", (body, slug))
            if draw.random() < 0.5:
                store.index.drain(limit=draw.randrange(1, 6))
    with store.transaction():
        store.index.drain()
    assert store.index.check(sample=None) == []
    live = {row[0] for row in run("SELECT slug FROM articles WHERE gone_at IS NULL")}
    assert _slugs(store, "") == live


def test_drain_goes_in_steps(store: Store) -> None:
    with store.transaction():
        for article in made_articles(10):
            store.articles.save(article, hash="", file_id=None)
        assert store.index.drain(limit=4) == 4
        assert store.index.pending() == 6
        assert store.index.drain(limit=100) == 6
        assert store.index.drain() == 0


def test_many_articles_are_indexed_as_few_are(store: Store) -> None:
    run = store.connection.execute
    with store.transaction():
        for article in made_articles(720):
            store.articles.save(article, hash="", file_id=None)
        assert store.index.drain() == 720
        # The second of three slices has nothing to index: each text is again what it was.
        run("UPDATE articles SET body = body || '末' WHERE id >= 240")
        run("UPDATE articles SET body = substr(body, 1, length(body) - 1) WHERE body LIKE '%末'")
        run("UPDATE articles SET body = '垚字' || title WHERE id IN (1, 720)")
        assert store.index.drain() == 482
    assert store.index.pending() == 0
    assert store.index.check(sample=None) == []
    assert _in_index_alone(store, "垚字") == [1, 720]


def test_an_index_of_another_rule_is_made_anew(store: Store) -> None:
    fill(store, made_articles(20))
    with store.transaction():
        set_meta(store.connection, "rule", "0-other")
        # Tokens of the other rule, which today's could not take out again.
        store.connection.execute("INSERT INTO search(rowid, body) VALUES (99, '旧的')")
    assert store.index.check() != []
    with store.transaction():
        assert store.index.drain(limit=5) == 5
        assert store.index.pending() == 15
        store.index.drain()
    assert store.index.check(sample=None) == []
    assert _in_index_alone(store, "旧的") == []
    assert get_meta(store.connection, "rule") != "0-other"


def test_check_names_what_differs(store: Store) -> None:
    fill(store, made_articles(6))
    run = store.connection.execute
    for trigger in ("search_update", "search_delete", "search_insert"):
        run(f"DROP TRIGGER {trigger}")
    with store.transaction():
        run("UPDATE articles SET body = body || '加了字' WHERE id = 2")
        run("DELETE FROM articles WHERE id = 3")
        run(NEW, ("new", "新", "新"))
    assert store.index.check() == [
        "article 7 is not in the index",
        "the index holds 3, which is no article",
        "article 2 is indexed with another text",
    ]
    with store.transaction():
        assert store.index.rebuild() == 6
    assert store.index.check(sample=None) == []
    assert _slugs(store, "加了字") == {"a1"}


def test_reading_alone_needs_no_right_to_write(store: Store) -> None:
    fill(store, made_articles(8))
    with Store.open(store.path) as reader:
        assert reader.index.check(sample=None) == []
        assert reader.index.search(parse_query("中国 tag:x date:2006 国")).total == 0
        assert reader.index.count(parse_query("")) == 8
