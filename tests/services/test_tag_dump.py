"""A dump is all that can't be made again from the files, and brings it back byte for byte."""

from __future__ import annotations

import json
import random
from collections import deque
from pathlib import Path

import pytest

from newsterm.domain.files.tag_dump import HEADER
from newsterm.errors import InputError
from newsterm.services import tags
from newsterm.services.history import undo
from newsterm.services.load import load
from newsterm.services.marks import mark_read, mark_starred
from newsterm.services.tag import tag
from newsterm.services.tag_dump import dump, restore
from newsterm.store.store import Store

NASTY = "a b%+-:#/é中，🚲\u200d\ufe0f\u3000\u00a0'\"\\=…*?[]"
ROUNDS = 200


def _word(chance: random.Random, most: int = 12) -> str:
    while True:
        word = "".join(chance.choices(NASTY, k=chance.randint(1, most))).strip()
        if word:
            return word


def _write_articles(path: Path, chance: random.Random) -> list[str]:
    slugs = sorted({_word(chance) for _ in range(chance.randint(1, 8))})
    records = [
        {
            "id": slug,
            "title": "题",
            "body": "文",
            "tags": [_word(chance), "共有"][: chance.randint(0, 2)],
        }
        for slug in slugs
    ]
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")
    return slugs


def _load(store: Store, path: Path) -> None:
    assert deque(load(store, [path]), maxlen=1).pop().failures == ()


def _tags_of(store: Store) -> dict[str, tuple[str, ...]]:
    return {row.slug: row.tags for row in store.articles.newest(0, 100)}


def _edit(store: Store, slugs: list[str], chance: random.Random) -> None:
    """What an editor does in a day: any tag that text can spell, marks, settings."""
    names = [_word(chance) for _ in range(3)] + ["共有"]
    with store.transaction(), store.history.action(who="eva", at="", what="") as change:
        for slug in slugs:
            number = store.articles.number(slug)
            assert number is not None
            add = set(chance.sample(names, chance.randint(0, 3)))
            store.tags.change([number], add=add, remove=set(names) - add, change=change)
            for mark in ("read", "star"):
                if chance.random() < 0.4:
                    at = f"2026-01-{chance.randint(10, 28)}T00:00:00Z"
                    store.values.set_mark(mark, [number], at, change)
        store.tags.set_colour(names[0], "red", change)
        alias = f"{names[1]}!"
        store.tags.set_alias(alias, names[1], change)


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, 4))]
)
def test_dump_wipe_load_restore_dump_is_byte_equal(tmp_path: Path, part: int) -> None:
    for number in range(part, ROUNDS, 4):
        chance = random.Random(number)
        files = tmp_path / f"{number}.jsonl"
        slugs = _write_articles(files, chance)
        with Store.open(tmp_path / f"{number}a.db", write=True) as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            _load(store, files)
            _edit(store, slugs, chance)
            before, tagged = dump(store), _tags_of(store)
        with Store.open(tmp_path / f"{number}b.db", write=True) as store:
            store.connection.execute("PRAGMA synchronous = OFF")
            _load(store, files)
            report = restore(store, before.splitlines(keepends=True))
            assert report.awaited == 0
            assert dump(store) == before, f"seed {number}"
            assert _tags_of(store) == tagged
            assert store.tags.out_of_step() == []


@pytest.fixture
def library(store: Store, tmp_path: Path) -> Store:
    path = tmp_path / "three.jsonl"
    path.write_text(
        "".join(f'{{"id": "{slug}", "title": "题", "body": "文"}}\n' for slug in "abc"),
        encoding="utf-8",
    )
    _load(store, path)
    return store


def test_a_dump_is_sorted_text_a_line_an_article(library: Store) -> None:
    tag(library, ["+两 字", "+b%"], slugs=["b", "a"])
    tag(library, ["-b%"], slugs=["b"])
    tags.colour(library, "两 字", "blue")
    tags.alias(library, "two", "两 字")
    with library.transaction(), library.history.action(who="", at="", what="") as change:
        library.values.set_mark("star", [1], "2026-01-02T03:04:05Z", change)
    assert dump(library).splitlines() == [
        HEADER,
        "id:a +b%25 +两%20字 star:2026-01-02T03:04:05Z",
        "id:b +两%20字",
        "tag:two alias:两%20字",
        "tag:两%20字 colour:blue",
    ]


def test_restore_sets_what_is_named_and_leaves_the_rest(library: Store) -> None:
    tag(library, ["+x"], query="")
    mark_read(library, slugs=["a"])
    restore(library, [HEADER, "id:a +y", "id:b"])
    assert _tags_of(library) == {"a": ("y",), "b": (), "c": ("x",)}
    assert [row.unread for row in library.articles.newest(0, 3)] == [True] * 3
    undo(library)
    assert _tags_of(library) == {"a": ("x",), "b": ("x",), "c": ("x",)}


def test_restore_accumulate_only_adds(library: Store) -> None:
    tag(library, ["+x"], slugs=["a"])
    mark_starred(library, slugs=["a"])
    before = dump(library)
    restore(library, [HEADER, "id:a +y", "id:b +z read:2026-01-01T00:00:00Z"], accumulate=True)
    assert _tags_of(library) == {"a": ("x", "y"), "b": ("z",), "c": ()}
    assert dump(library).splitlines()[1] == before.splitlines()[1].replace("+x", "+x +y")


def test_what_is_said_of_an_article_not_loaded_yet_waits_for_it(
    library: Store, tmp_path: Path
) -> None:
    report = restore(library, [HEADER, "id:later +x"])
    assert (report.articles, report.awaited) == (1, 1)
    assert library.articles.count() == 3
    assert "id:later +x" in dump(library).splitlines()
    (tmp_path / "later.md").write_text("# 后来的\n\n文。\n", encoding="utf-8")
    _load(library, tmp_path / "later.md")
    assert _tags_of(library)["later"] == ("x",)
    assert library.index.check() == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "the file is empty"),
        (["id:a +x"], "the first line is not"),
        ([HEADER, "id:a +x", "nonsense"], "begins with id: or tag:"),
        ([HEADER, "id:a +x%FF"], "no UTF-8"),
        ([HEADER, "id:a x"], "neither"),
        ([HEADER, "id:a +x", "id:a +y"], "stands twice"),
        ([HEADER, "id:a +x", "id:b read:yesterday"], "no time"),
        ([HEADER, "id:a +x%1B"], "not printed"),
        ([HEADER, "id:a +x", "tag:x alias:y", "tag:y alias:z"], "is one"),
    ],
)
def test_a_damaged_dump_changes_nothing(library: Store, lines: list[str], said: str) -> None:
    tag(library, ["+old"], query="")
    before = dump(library)
    with pytest.raises(InputError, match=said):
        restore(library, lines)
    assert dump(library) == before


RULES = """
rules:
- {name: 题, query: "title:题", tags: [规则]}
"""


def _state(store: Store) -> list[tuple[object, ...]]:
    return sorted(
        (row.slug, row.tags, row.unread, row.starred) for row in store.articles.newest(0, 100)
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_dump_may_be_restored_before_the_load_as_well_as_after(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    root = tmp_path / "library"
    root.mkdir()
    (root / "rules.yaml").write_text(RULES, encoding="utf-8")
    slugs = _write_articles(root / "a.jsonl", chance)

    def fill(store: Store) -> None:
        for _ in load(store, [root], root=root):
            pass

    with Store.open(tmp_path / "first.db", write=True) as store:
        fill(store)
        _edit(store, slugs, chance)
        if chance.random() < 0.5:
            tag(store, ["-规则"], slugs=chance.sample(slugs, 1))
        before, wanted = dump(store), _state(store)
    ends = []
    for number in range(2):
        with Store.open(tmp_path / f"{number}.db", write=True) as store:
            if number:
                assert restore(store, before.splitlines()).awaited == before.count("\nid:")
                assert dump(store) == before, "also while the articles are awaited"
                fill(store)
            else:
                fill(store)
                restore(store, before.splitlines())
            assert dump(store) == before
            assert _state(store) == wanted
            assert store.tags.out_of_step() == []
            again = root / "a.jsonl"
            again.write_text(again.read_text(encoding="utf-8") + "\n", encoding="utf-8")
            fill(store)
            ends.append((dump(store), _state(store)))
    assert ends[0] == ends[1]
    assert ends[0] == (before, wanted)


def test_a_dump_that_only_adds_leaves_the_file_its_say(store: Store, tmp_path: Path) -> None:
    lines = [HEADER, "id:a +x"]
    restore(store, lines, accumulate=True)
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 题\ntags: [y]\n---\n文\n", encoding="utf-8")
    _load(store, path)
    assert _tags_of(store) == {"a": ("x", "y")}


def test_what_a_rule_gave_and_an_editor_took_away_stays_away(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    (root / "rules.yaml").write_text(RULES, encoding="utf-8")
    (root / "a.md").write_text("# 题\n\n文\n", encoding="utf-8")
    with Store.open(tmp_path / "a.db", write=True) as store:
        for _ in load(store, [root], root=root):
            pass
        assert _tags_of(store) == {"a": ("规则",)}
        tag(store, ["-规则"], slugs=["a"])
        before = dump(store)
    assert before.splitlines() == [HEADER, "id:a"]
    with Store.open(tmp_path / "b.db", write=True) as store:
        restore(store, before.splitlines())
        [*_, report] = load(store, [root], root=root)
        assert (report.added, report.updated) == (1, 0)
        assert _tags_of(store) == {"a": ()}
        (root / "a.md").write_text("# 题\n\n新文\n", encoding="utf-8")
        for _ in load(store, [root], root=root):
            pass
        assert _tags_of(store) == {"a": ()}
