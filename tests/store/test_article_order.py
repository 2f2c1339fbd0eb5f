"""The orders of a list, against the same made by Python's own sort."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from newsterm.domain.article import Article
from newsterm.domain.orders import ORDERS
from newsterm.store.store import Store

Row = tuple[int, str, str, str, bool, bool]  # number, date, title, source, unread, starred
EXPECTED: dict[str, Callable[[Row], tuple[object, ...]]] = {
    "newest": lambda _row: (),
    "oldest": lambda row: (row[1], row[0]),
    "title": lambda row: (row[2],),
    "source": lambda row: (row[3],),
    "unread": lambda row: (not row[4],),
    "starred": lambda row: (not row[5],),
}


@pytest.fixture
def rows(store: Store) -> list[Row]:
    """Two hundred articles, one of them gone, the newest first."""
    draw = random.Random(5)
    made = []
    with store.transaction():
        for number in range(200):
            day = date(2021, 1, 1) + timedelta(days=draw.randrange(40))
            article = Article(
                f"a{number}",
                draw.choice("甲乙丙丁") * draw.randrange(1, 4),
                "正文",
                date=day.isoformat(),
                source=draw.choice(("晚报", "日报", "")),
            )
            saved = store.articles.save(article, hash=str(number), file_id=None)
            made.append((saved, article.date, article.title, article.source))
        store.articles.mark_gone([made.pop()[0]], "2026-01-01")
        read = {row[0] for row in made if draw.random() < 0.3}
        starred = {row[0] for row in made if draw.random() < 0.1}
        for name, numbers in (("read", read), ("star", starred)):
            with store.history.action(who="a", at="t", what=name) as change:
                store.values.set(name, numbers, "2026-01-01", change)
    listed = [(*row, row[0] not in read, row[0] in starred) for row in made]
    return sorted(listed, key=lambda row: (row[1], row[0]), reverse=True)


def test_there_is_one_for_each_name() -> None:
    assert list(EXPECTED) == list(ORDERS)


@pytest.mark.parametrize("order", ORDERS)
def test_pages_and_places_are_those_of_a_sort(store: Store, rows: list[Row], order: str) -> None:
    expected = [row[0] for row in sorted(rows, key=EXPECTED[order])]
    assert store.order.numbers(order) == expected
    for first in range(0, 210, 30):
        assert store.order.numbers(order, first, 30) == expected[first : first + 30]
    assert [store.order.position(order, number) for number in expected] == list(range(199))
    some = expected[::7]
    assert store.order.sorted(order, sorted(some)) == some


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_gone_is_in_none(store: Store, rows: list[Row], order: str) -> None:
    gone = {200} - {row[0] for row in rows}
    assert gone == {200}
    assert store.order.position(order, 200) == 0
    assert store.order.sorted(order, [200]) == []


def test_pages_in_the_order_of_titles_and_sources_need_no_sort(store: Store) -> None:
    assert store.order.lacks_index()
    with store.transaction():
        store.order.make_indexes()
    assert not store.order.lacks_index()
    for column in ("title", "source"):
        plan = store.connection.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM articles WHERE gone_at IS NULL AND 1 "
            f"ORDER BY {column}, date DESC, id DESC LIMIT 100 OFFSET 0"
        ).fetchall()
        assert [row[3] for row in plan] == [f"SCAN articles USING INDEX articles_by_{column}"]
