"""Reviews and grouping edits move into a database that was made anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.services.review import Decision, queue, review, undo
from newsterm.store.carry_over import carry_over
from newsterm.store.store import Store

NOW = "2026-01-01T00:00:00Z"
BODY = "GDP达5亿元。粮食产量9吨，国内生产总值6亿元。"
FOUND = (
    Fact("5亿元", 4, 7, 5e8, unit="元", indicator="GDP", confidence=0.5, rule="money"),
    Fact("9吨", 12, 14, 9, unit="吨", indicator="粮食产量", confidence=0.6, rule="physical"),
    Fact("6亿元", 21, 24, 6e8, unit="元", indicator="国内生产总值", confidence=0.7, rule="money"),
)


def made(path: Path, slugs: Sequence[str] = ("a", "b")) -> Store:
    store = Store.open(path, write=True)
    with store.transaction():
        for slug in slugs:
            article = Article(id=slug, title="题", body=BODY)
            number = store.articles.save(article, hash=slug, file_id=None)
            store.facts.replace(number, FOUND)
        store.index.drain()
    return store


def shown(store: Store, slug: str) -> list[str]:
    number = store.articles.number(slug)
    assert number is not None
    rows = store.connection.execute(
        "SELECT text, facts.value, owner || measure FROM facts "
        "JOIN indicators ON indicators.id = indicator_id WHERE article_id = ? ORDER BY start",
        (number,),
    )
    return [f"{text} {value:g} {label}" for text, value, label in rows]


def test_decisions_hold_in_the_new_database(tmp_path: Path) -> None:
    old = made(tmp_path / "old.db")
    first, _, second, *_ = queue(old, order="article").pending
    review(old, [Decision(first.id, "edit", ({"value": "7"},)), Decision(second.id, "reject")])
    review(old, [Decision(queue(old).pending[0].id, "reject")])
    undo(old)
    with old.transaction():
        gdp = old.indicators.number("国内生产总值", "", "元")
        old.indicators.split(gdp, ["国内生产总值"], "经济总量", who="me", at=NOW)
    expected = [shown(old, "a"), shown(old, "b")]
    old.close()
    with made(tmp_path / "new.db") as new:
        assert carry_over(tmp_path / "old.db", new) == (3, 1)
        assert [shown(new, "a"), shown(new, "b")] == expected
        assert expected[0] == ["5亿元 7 国内生产总值", "9吨 9 粮食产量"]
        assert undo(new).count == 2
        assert shown(new, "a") == [
            "5亿元 5e+08 国内生产总值",
            "9吨 9 粮食产量",
            "6亿元 6e+08 经济总量",
        ]


def test_what_is_gone_or_damaged_is_left_out(tmp_path: Path) -> None:
    old = made(tmp_path / "old.db")
    review(old, [Decision(pending.id, "accept") for pending in queue(old).pending])
    old.close()
    with made(tmp_path / "new.db", ["b"]) as new:
        assert carry_over(tmp_path / "old.db", new) == (3, 0)
    (tmp_path / "bad.db").write_bytes(b"no database" * 100)
    with made(tmp_path / "newer.db") as newer:
        assert carry_over(tmp_path / "bad.db", newer) == (0, 0)
        assert carry_over(tmp_path / "nowhere.db", newer) == (0, 0)
