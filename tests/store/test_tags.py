"""Tags are operations with a log; what a file says is merged, not imposed."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.store.store import Store

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture
def articles(store: Store) -> list[int]:
    with store.transaction():
        return [
            store.articles.save(Article(id=slug, title="题", body="文"), hash=slug, file_id=None)
            for slug in ("a", "b")
        ]


def _tags(store: Store, article_id: int) -> tuple[str, ...]:
    article = store.articles.get(article_id)
    assert article is not None
    return article.tags


def _change(store: Store, ids: list[int], add: list[str], remove: list[str]) -> int:
    with store.transaction(), store.history.action(who="me", at=NOW, what="test") as change:
        return store.tags.change(ids, add=add, remove=remove, change=change)


def test_only_what_really_changed_is_counted_and_logged(store: Store, articles: list[int]) -> None:
    assert _change(store, articles, ["交通"], ["医疗"]) == 2
    assert _change(store, articles[:1], ["交通"], []) == 0
    assert [(line.slug, line.op, line.tag, line.who) for line in store.tags.log()] == [
        ("a", "+", "交通", "me"),
        ("b", "+", "交通", "me"),
    ]


def test_a_file_s_change_is_merged_with_the_editor_s(store: Store, articles: list[int]) -> None:
    first = articles[0]

    def file_says(*tags: str) -> None:
        with store.transaction(), store.history.action(who="file", at=NOW, what="load") as change:
            store.file_tags.merge(first, tags, change=change)

    file_says("交通", "旧")
    _change(store, [first], ["重要"], ["旧"])
    file_says("交通", "旧")
    assert _tags(store, first) == ("交通", "重要"), "the editor's removal stands"
    file_says("旧", "新")
    assert _tags(store, first) == ("新", "重要"), "the file took 交通 away and brought 新"


def test_tags_survive_the_file(store: Store, articles: list[int]) -> None:
    _change(store, articles, ["交通"], [])
    with store.transaction():
        store.articles.mark_gone(articles[:1], NOW)
    assert store.articles.number("a") is None
    assert [(tag.name, tag.count) for tag in store.tag_overview.counts()] == [("交通", 1)]
    with store.transaction():
        again = store.articles.save(Article(id="a", title="题", body="文"), hash="a", file_id=None)
    assert again == articles[0]
    assert _tags(store, again) == ("交通",)


def test_tags_that_do_not_follow_from_the_log_are_found(store: Store, articles: list[int]) -> None:
    _change(store, articles, ["交通"], [])
    assert store.tags.out_of_step() == []
    store.connection.execute("DELETE FROM article_tags WHERE article_id = ?", (articles[1],))
    assert store.tags.out_of_step() == ["b: tag '交通' is not what its log says"]


def test_a_load_that_changes_no_tag_is_no_action(store: Store, articles: list[int]) -> None:
    with store.transaction(), store.history.action(who="file", at=NOW, what="load") as change:
        store.file_tags.merge(articles[0], (), change=change)
    assert store.history.newest(10) == []


def test_who_gave_a_tag_is_remembered(store: Store, articles: list[int]) -> None:
    with store.transaction(), store.history.action(who="rule:bus", at=NOW, what="") as change:
        store.tags.change(articles, add=["交通"], remove=[], change=change)
    _change(store, articles[:1], ["重要"], [])
    assert store.tags.authors(articles[0]) == {"交通": "rule:bus", "重要": "me"}


def test_a_rule_says_a_thing_once(store: Store, articles: list[int]) -> None:
    def rule_says() -> int:
        with store.transaction(), store.history.action(who="rule:r", at=NOW, what="") as change:
            return store.tags.add_unless_said(articles, add=["交通"], remove=[], change=change)

    assert rule_says() == 2
    _change(store, articles[:1], [], ["交通"])
    assert rule_says() == 0
    assert _tags(store, articles[0]) == ()
