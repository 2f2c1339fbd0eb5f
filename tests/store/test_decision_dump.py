"""Reviews and grouping edits move into a database that was made anew, and merge with its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.services.review import Decision, queue, review, undo
from newsterm.store import decision_dump
from newsterm.store.dump import read_dump
from newsterm.store.reviews import accepted
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


def carry_over(old: Path, store: Store) -> tuple[int, int]:
    """How many reviews and groupings could be read, and are now in the store."""
    reviews, groupings = decision_dump.salvage(old)
    with store.transaction():
        decision_dump.restore(store, reviews, groupings, NOW)
    return len(reviews), len(groupings)


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
        assert carry_over(tmp_path / "old.db", new) == (6, 0)
        assert new.articles.count() == 1, "the other article is awaited"
        assert queue(new).left == 0
        with new.transaction():
            new.articles.save(Article(id="a", title="题", body=BODY), hash="a", file_id=None)
            number = new.articles.number("a")
            assert number is not None
            new.reviews.replace_facts(number, FOUND, BODY)
        assert queue(new).left == 0
    (tmp_path / "bad.db").write_bytes(b"no database" * 100)
    with made(tmp_path / "newer.db") as newer:
        assert carry_over(tmp_path / "bad.db", newer) == (0, 0)
        assert carry_over(tmp_path / "nowhere.db", newer) == (0, 0)


def test_of_two_logs_the_later_decision_holds(tmp_path: Path) -> None:
    """Two editors on copies of one library: the dumps of both are restored into one."""
    stores = [made(tmp_path / f"{name}.db", ["a"]) for name in "xyz"]
    for store, who, at, decision, value in (
        (stores[0], "她", "2026-01-03T00:00:00Z", "edit", 7.0),
        (stores[1], "他", "2026-01-02T00:00:00Z", "reject", 0.0),
        (stores[1], "他", "2026-01-04T00:00:00Z", "accept", 9.0),
    ):
        with store.transaction():
            facts = store.facts.of_article(1)
            seen = facts[1] if decision == "accept" else facts[0]
            after = {"edit": [replace(seen, value=value)], "accept": [accepted(seen)]}
            store.reviews.decide(
                *(1, seen, decision, after.get(decision, [])),
                change=store.reviews.next_change(),
                who=who,
                at=at,
            )
    for order in (stores[:2], stores[1::-1]):
        merged = made(tmp_path / f"{order[0].path.stem}-first.db", ["a"])
        for each in order:
            dumped = read_dump(each.connection)
            with merged.transaction():
                decision_dump.restore(merged, dumped.reviews, dumped.groupings, NOW)
        log = merged.reviews.log.of_article(1)
        assert [(each.at[8:10], each.who) for each in log] == [
            ("02", "他"),
            ("03", "她"),
            ("04", "他"),
        ]
        assert len({each.change for each in log}) == 3
        assert shown(merged, "a")[0] == "5亿元 7 国内生产总值", "hers is later than his"
        again = read_dump(stores[0].connection)
        with merged.transaction():
            assert decision_dump.restore(merged, again.reviews, again.groupings, NOW) == 0
