"""A damaged database is either read rightly or named in one line, and can be made anew."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsterm.errors import NewstermError
from newsterm.services.load import load
from newsterm.services.rebuild import is_damaged, rebuild
from newsterm.services.search import search
from newsterm.services.show import show
from newsterm.services.tag import tag
from newsterm.services.tag_dump import dump
from newsterm.store.connection import DamagedError
from newsterm.store.store import Store

ARTICLES = 30
Contents = list[tuple[str, str, str, tuple[str, ...], int]]


@dataclass(frozen=True, slots=True)
class Sound:
    """A library in order, to be copied and damaged."""

    folder: Path
    contents: Contents
    dump: str

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.folder, to)
        return to / ".newsterm" / "library.db"


def read_all(path: Path) -> Contents:
    """All that a reader can see."""
    with Store.open(path) as store:
        search(store, "增加值")
        views = [show(store, row.slug) for row in store.articles.newest(0, ARTICLES * 2)]
        return sorted(
            (v.article.id, v.article.title, v.article.body, v.article.tags, len(v.facts))
            for v in views
        )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    folder = tmp_path_factory.mktemp("sound") / "library"
    folder.mkdir()
    lines = (
        json.dumps(
            {"id": f"n{n}", "title": f"第{n}篇", "tags": ["文"], "body": f"增加值{n}亿元。" * 40},
            ensure_ascii=False,
        )
        for n in range(ARTICLES)
    )
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    path = folder / ".newsterm" / "library.db"
    with Store.open(path, write=True) as store:
        deque(load(store, [folder], root=folder), maxlen=1)
        tag(store, ["+重点/甲"], query="第7篇")
        tag(store, ["-文"], slugs=["n3"])
        store.backups.write(dump(store))
    with Store.open(path) as store:
        text = dump(store)
    return Sound(folder, read_all(path), text)


def damage(path: Path, chance: random.Random) -> str:
    """Break the file in one of many ways; returns how."""
    size = path.stat().st_size
    kind = chance.choice(
        ["bytes", "bytes", "page", "page", "cut", "header", "text", "empty", "wal"]
    )
    data = bytearray(path.read_bytes())
    if kind == "bytes":
        at = chance.randrange(size)
        data[at : at + 16] = chance.randbytes(16)
    elif kind == "page":
        at = chance.randrange(size // 4096) * 4096
        data[at : at + 4096] = bytes(4096)
    elif kind == "cut":
        del data[chance.randrange(1, size) :]
    elif kind == "header":
        at = chance.randrange(100)
        data[at : at + 4] = chance.randbytes(4)
    elif kind == "text":
        data = bytearray("今天天气很好。\n".encode() * 100)
    elif kind == "empty":
        data.clear()
    else:
        path.with_name("library.db-wal").write_bytes(chance.randbytes(5000))
    path.write_bytes(data)
    return kind


def _outcome(error: NewstermError) -> str:
    """`told` when an error is one line that says what to do."""
    helps = "newsterm check --rebuild" in error.hint and "\n" not in error.message
    return "told" if helps else f"told badly: {error.message}"


def _look(path: Path, sound: Sound) -> str:
    try:
        return "right" if read_all(path) == sound.contents else "wrong"
    except NewstermError as error:
        return _outcome(error)


def _write(path: Path) -> str:
    try:
        with Store.open(path, write=True) as store:
            tag(store, ["+新"], slugs=["n5"])
    except NewstermError as error:
        return _outcome(error)
    return "written"


@pytest.mark.parametrize(
    "seeds", [range(10), pytest.param(range(1000, 1100), marks=pytest.mark.long)]
)
def test_random_damage_is_seen_and_mended(sound: Sound, tmp_path: Path, seeds: range) -> None:
    outcomes = []
    for seed in seeds:
        path = sound.copy(tmp_path / str(seed))
        kind = damage(path, random.Random(seed))
        other = Path(shutil.copytree(path.parents[1], tmp_path / f"{seed}w"), path.parent.name)
        read, wrote = _look(path, sound), _write(other / path.name)
        outcomes.append((read, wrote))
        assert wrote in ("told", "written"), (seed, kind, wrote)
        if wrote == "written" and read == "wrong":
            # Other bytes within a text: to SQLite that is a sound database.
            assert kind == "bytes", (seed, kind)
            continue
        assert read in ("told", "right", "wrong"), (seed, kind, read)
        if "told" in (read, wrote):
            assert is_damaged(path), (seed, kind)
            bad = path.read_bytes()
            report = rebuild(path, path.parents[1])
            assert report.kept.read_bytes() == bad
            assert report.kept.name.startswith("library.db.corrupt-")
            assert read_all(path) == sound.contents, (seed, kind)
            with Store.open(path) as store:
                assert dump(store) == sound.dump
            assert _write(path) == "written"
    told = sum("told" in outcome for outcome in outcomes)
    assert told >= len(seeds) // 3
    assert outcomes.count(("wrong", "written")) <= len(seeds) // 20


def test_what_was_tagged_after_the_backup_is_saved_where_its_tables_are_sound(
    sound: Sound, tmp_path: Path
) -> None:
    path = sound.copy(tmp_path / "lib")
    with Store.open(path, write=True) as store:
        tag(store, ["+新"], slugs=["n5"])
    connection = sqlite3.connect(path)
    [page] = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'facts'"
    ).fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(DamagedError), Store.open(path, write=True) as store, store.transaction():
        pass
    report = rebuild(path, path.parents[1])
    assert report.source == "the damaged database"
    with Store.open(path) as store:
        assert store.articles.get(store.articles.number("n5") or 0).tags == ("文", "新")  # type: ignore[union-attr]
        assert store.tags.out_of_step() == []


def test_a_sound_database_is_not_called_damaged(sound: Sound, tmp_path: Path) -> None:
    assert not is_damaged(sound.copy(tmp_path / "lib"))


def test_one_who_still_has_the_old_file_open_does_not_write_to_it(
    sound: Sound, tmp_path: Path
) -> None:
    path = sound.copy(tmp_path / "lib")
    with Store.open(path, write=True) as early:
        tag(early, ["+旧"], slugs=["n5"])
        rebuild(path, path.parents[1])
        with pytest.raises(NewstermError, match="replaced by another file"):
            tag(early, ["+新"], slugs=["n5"])
    with Store.open(path) as store:
        assert store.integrity() == []
