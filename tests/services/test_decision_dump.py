"""Reviews and groupings go through a dump unharmed, and a rebuild keeps them."""

from __future__ import annotations

import json
import random
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from newsterm.domain.files.tag_dump import HEADER, HEADER_WITH_DECISIONS
from newsterm.domain.search.query import parse_query
from newsterm.errors import InputError
from newsterm.services.load import load
from newsterm.services.rebuild import rebuild
from newsterm.services.review import Decision, queue, review
from newsterm.services.tag import tag
from newsterm.services.tag_dump import dump, restore
from newsterm.store.reviews import accepted
from newsterm.store.store import Store

NASTY = "a b%+-:#/é中，🚲\u200d\ufe0f\u3000\u00a0'\"\\=…*?[]{}"
ROUNDS = 40


def _word(chance: random.Random, most: int = 12) -> str:
    return "".join(chance.choices(NASTY, k=chance.randint(1, most))).strip() or "x"


def _loaded(store: Store, path: Path) -> None:
    assert deque(load(store, [path]), maxlen=1).pop().failures == ()


def _write_articles(path: Path, chance: random.Random) -> None:
    records = [
        {
            "id": f"{_word(chance)}{number}",
            "title": "题",
            "date": "2024-01-17",
            "body": f"{_word(chance)}产值达5亿元，“增长”7%；{_word(chance)}\n\n"
            f"{_word(chance)}企业30家。产值达5亿元，{_word(chance)}",
        }
        for number in range(3)
    ]
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


def _decide(store: Store, chance: random.Random) -> None:
    """Reviewers with names of all kinds accept, reject and edit; some of it is undone."""
    for number in range(8):
        waiting = store.reviews.queue(
            store.figures.choose(parse_query(""), store.index), "article", 0, 50
        )
        if not waiting:
            break
        stored = chance.choice(waiting)
        fact = stored.fact
        kind = chance.choice(["accept", "reject", "edit", "edit"])
        edited = replace(fact, indicator=_word(chance), unit=_word(chance), rule="review")
        after = {"accept": [accepted(fact)], "reject": [], "edit": [edited]}[kind]
        with store.transaction():
            store.reviews.decide(
                *(stored.article_id, fact, kind, after),
                change=store.reviews.next_change(),
                who=_word(chance),
                at=f"2026-01-{10 + number}T00:00:00Z",
            )
            if chance.random() < 0.2:
                store.reviews.undo(at="2026-02-01T00:00:00Z")


def _group(store: Store, chance: random.Random) -> None:
    """Editors part some indicators and join others."""
    rows = store.connection.execute("SELECT id, unit FROM indicators ORDER BY id").fetchall()
    with store.transaction():
        for number, unit in rows:
            wordings = [wording for wording, _ in store.indicators.wordings(number)]
            others = [other for other, same in rows if same == unit and other != number]
            who, at = _word(chance), f"2026-01-{chance.randint(10, 28)}T00:00:00Z"
            if wordings and chance.random() < 0.4:
                store.indicators.split(number, wordings[:1], _word(chance), who=who, at=at)
            elif others and chance.random() < 0.4:
                store.indicators.merge(number, chance.choice(others), who=who, at=at)


def _facts(store: Store) -> list[tuple[object, ...]]:
    return store.connection.execute(
        'SELECT slug, start, "end", text, value, facts.unit, facts.indicator, confidence, owner, '
        "measure, review_id IS NULL FROM facts JOIN articles ON articles.id = article_id "
        "JOIN indicators ON indicators.id = indicator_id ORDER BY slug, start"
    ).fetchall()


def test_dump_wipe_load_restore_dump_is_byte_equal(tmp_path: Path) -> None:
    for number in range(ROUNDS):
        chance = random.Random(number)
        files = tmp_path / f"{number}.jsonl"
        _write_articles(files, chance)
        with Store.open(tmp_path / f"{number}a.db", write=True) as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            _loaded(store, files)
            _decide(store, chance)
            _group(store, chance)
            before, facts = dump(store), _facts(store)
        assert before.startswith(HEADER_WITH_DECISIONS)
        with Store.open(tmp_path / f"{number}b.db", write=True) as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            _loaded(store, files)
            assert restore(store, before.splitlines(keepends=True)).awaited == 0
            assert dump(store) == before, f"seed {number}"
            assert _facts(store) == facts, f"seed {number}"
            assert restore(store, before.splitlines(keepends=True)).changed == 0
        with Store.open(tmp_path / f"{number}c.db", write=True) as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            restore(store, before.splitlines(keepends=True))
            _loaded(store, files)
            assert dump(store) == before, f"seed {number}, restored before the load"
            assert _facts(store) == facts, f"seed {number}, restored before the load"


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A library's folder with decisions on each kind of thing, and a dump of them all."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.md").write_text("# 题\n\n全市有企业30家。产值达5亿元。\n", encoding="utf-8")
    path = folder / ".newsterm" / "library.db"
    with Store.open(path, write=True) as store:
        deque(load(store, [folder], root=folder), maxlen=1)
        first, second = queue(store, order="article").pending
        review(store, [Decision(first.id, "edit", ({"indicator": "公司"},))])
        review(store, [Decision(second.id, "accept")])
        row = store.reviews.at("a", second.stored.fact.start)
        assert row is not None
        with store.transaction():
            number = store.connection.execute(
                "SELECT indicator_id FROM facts WHERE id = ?", (row.fact_id,)
            ).fetchone()[0]
            store.indicators.split(
                number, [row.fact.indicator], "总产值", who="她", at="2026-01-01T00:00:00Z"
            )
        store.backups.write(dump(store))
    return folder


def _labels(path: Path) -> list[tuple[object, ...]]:
    with Store.open(path) as store:
        return [row[3:] for row in _facts(store)]


@pytest.mark.parametrize("ruin", ["all of it", "its head", "nothing but the facts"])
def test_a_rebuild_keeps_what_was_decided(reviewed: Path, ruin: str) -> None:
    path = reviewed / ".newsterm" / "library.db"
    before = _labels(path)
    with Store.open(path) as store:
        dumped = dump(store)
        [page] = store.connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'facts'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    if ruin == "all of it":
        data = bytearray(b"\x00" * len(data))
    elif ruin == "its head":
        data[:4096] = random.Random(1).randbytes(4096)
    else:
        data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    rebuild(path, reviewed)
    assert _labels(path) == before
    assert [row[-1] for row in before] == [0, 0], "both rest on a decision"
    with Store.open(path) as store:
        assert dump(store) == dumped


def test_the_first_write_of_a_day_dumps_decisions_alone_too(reviewed: Path) -> None:
    path = reviewed / ".newsterm" / "library.db"
    with Store.open(path, write=True) as store:
        for old in store.backups.all():
            old.unlink()
        tag(store, ["+x"], slugs=["a"])
        [backup] = store.backups.all()
    lines = backup.read_text(encoding="utf-8").splitlines()
    assert sorted({line.partition(":")[0] for line in lines[1:]}) == ["grouping", "review"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("review:a change:1 nth:0 decision:maybe text:x quote:x seen:null facts:[]", "no decision"),
        ("review:a change:x nth:0 decision:reject text:x quote:x", "not JSON"),
        ("review:a change:1 nth:0 decision:reject text:x quote:x seen:null facts:[]", "of nothing"),
        ("review:a change:1 nth:0 decision:edit text:x quote:x seen:null facts:[{}]", "the slots"),
        ("review:a colour:red", "is none of"),
        ("review: decision:accept", "empty"),
        ("grouping:GDP change:1", "into nothing"),
        ("grouping:GDP into:x change:-1", "no number"),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_changed(store: Store, line: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        restore(store, [HEADER_WITH_DECISIONS, "id:a +x", line])
    assert refused.value.line == 3
    assert dump(store) == f"{HEADER}\n"
