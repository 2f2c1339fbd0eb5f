"""Kill the program with SIGKILL at a random moment, open the library again, compare.

Run as a program of its own (`python -m tests.store.crash_rounds FOLDER ROUNDS SEED`), since only a
process without threads may fork. It prints one JSON object. What a child acknowledged is kept by
the parent, out of the database's reach.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from newsterm.domain.article import Article
from newsterm.services import load as loading_service
from newsterm.services.load import load
from newsterm.services.tag import tag
from newsterm.services.tag_dump import dump
from newsterm.store import schema
from newsterm.store.connection import VERSION, connect
from newsterm.store.store import Store
from tests.store.editors import ARTICLES, collect, fork, make_library

LINES = 120
OLD_TAGS = 3_000


def killed(work: Callable[[int], None], seconds: float) -> list[str]:
    """Start the work, kill it after so long, and give back what it acknowledged by then."""
    child, pipe = fork(work)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    [told] = collect([pipe])
    os.waitpid(child, 0)
    os.close(pipe)
    return told


def problems_of(path: Path) -> list[str]:
    """What is wrong with a library that was just left alone by its killed writer."""
    with Store.open(path, write=True) as store:
        return [*store.integrity(), *store.tags.out_of_step(), *store.index.check(None)]


def tagging(folder: Path, chance: random.Random) -> dict[str, int]:
    """One editor, killed; every tag is another one, so that each is known again."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path)
    name = f"{chance.random()}"

    def work(tell: int) -> None:
        with Store.open(path, write=True) as store:
            for number in range(10_000):
                tag(store, [f"+{name}/{number}"], slugs=[str(number % ARTICLES)])
                os.write(tell, f"{number}\n".encode())

    acknowledged = killed(work, chance.uniform(0, 0.25))
    problems = problems_of(path)
    with Store.open(path) as store:
        here = {log.tag for log in store.tags.log() if log.tag.startswith(name)}
    lost = sum(f"{name}/{number}" not in here for number in acknowledged)
    surplus = len(here) - len(acknowledged)
    assert surplus <= 1, "more than the one operation that was under way"
    return {
        "acknowledged": len(acknowledged),
        "lost": lost,
        "in_flight": surplus + lost,
        "problems": len(problems),
    }


def loading(folder: Path, chance: random.Random) -> dict[str, int]:
    """A load, killed, then run to its end: the same as one that nobody disturbed."""
    file, undisturbed = folder / "news.jsonl", folder / "undisturbed.db"
    if not file.exists():
        lines = (
            json.dumps(
                {"id": f"n{n}", "title": f"第{n}篇", "tags": ["文"], "body": "增加值10亿元。" * 5}
            )
            for n in range(LINES)
        )
        file.write_text("\n".join(lines), encoding="utf-8")
        prepare(undisturbed, file, finish=True)
    path = folder / f"{chance.random()}.db"
    prepare(path, file, finish=False)

    def work(tell: int) -> None:
        with Store.open(path, write=True) as store:
            for report in load(store, [file]):
                os.write(tell, f"{report.added}\n".encode())

    told = killed(work, chance.uniform(0, 0.3))
    problems = problems_of(path)
    with Store.open(path, write=True) as store:
        here = store.articles.count()
        acknowledged = int(told[-1]) if told else 0
        deque(load(store, [file]), maxlen=1)
    differs = contents(path) != contents(undisturbed)
    return {
        "acknowledged": acknowledged,
        "lost": max(0, acknowledged - here) + differs,
        "in_flight": 1 < here <= LINES,
        "problems": len(problems) + len(problems_of(path)),
    }


def prepare(path: Path, file: Path, *, finish: bool) -> None:
    """A library with one tagged article of its own, and the file loaded into it or not."""
    with Store.open(path, write=True) as store:
        with store.transaction():
            article = Article("mine", "题", "文")
            store.articles.save(article, hash="mine", file_id=None)
        tag(store, ["+我的"], slugs=["mine"])
        if finish:
            deque(load(store, [file]), maxlen=1)


def contents(path: Path) -> object:
    """All that a load makes, without the numbers of rows and the times."""
    with Store.open(path) as store:
        numbers = store.articles.numbers()
        facts = [(found.slug, found.fact) for found in store.facts.of_articles(sorted(numbers))]
        articles = sorted(
            (a.id, a.title, a.body, a.tags) for n in numbers if (a := store.articles.get(n))
        )
        return articles, sorted(map(repr, facts)), dump(store)


def migrating(folder: Path, chance: random.Random) -> dict[str, int]:
    """A migration, killed: the schema is the old one or the new one, and every tag is there."""
    old = folder / "old.db"
    if not old.exists():
        make_old_library(old)
    place = folder / f"{chance.random()}"
    place.mkdir()
    path = Path(shutil.copy(old, place / "library.db"))

    def work(tell: int) -> None:
        Store.open(path, write=True).close()
        os.write(tell, b"migrated\n")

    told = killed(work, chance.uniform(0, 0.25))
    opened = path.with_name("library.db-wal").exists()
    connection = connect(path, write=False)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    torn = ("changes" in tables) != (version == VERSION) or "tag_lines" in tables
    problems = problems_of(path)
    with Store.open(path) as store:
        tags = len(store.tags.log())
        backups = [backup.read_text(encoding="utf-8") for backup in store.backups.all()]
        whole = {dump(store)}
    return {
        "acknowledged": len(told),
        "lost": (OLD_TAGS - tags) + (bool(told) and version != VERSION),
        "in_flight": opened and not told,
        "problems": len(problems) + torn + (not backups or set(backups) != whole),
    }


def make_old_library(path: Path) -> None:
    """A library of the first schema, with tags."""
    connection = connect(path, write=True)
    connection.execute("BEGIN IMMEDIATE")
    schema.migrations.apply(Database(connection), stop_before="numbered_changes")
    connection.execute("PRAGMA user_version = 1")
    columns = "slug, title, hash, body"
    for number in range(1, OLD_TAGS + 1):
        connection.execute(
            f"INSERT INTO articles (id, {columns}) VALUES (?, ?, '题', ?, '文')",
            (number, f"a{number}", f"h{number}"),
        )
        connection.execute("INSERT INTO tags (name) VALUES (?)", (f"标签{number}",))
        connection.execute(
            "INSERT INTO article_tags (article_id, tag_id) VALUES (?, ?)", (number, number)
        )
        connection.execute(
            "INSERT INTO tag_log (change, at, who, article_id, tag_id, op) "
            "VALUES (?, '2026-01-01T00:00:00Z', 'eva', ?, ?, '+')",
            (number // 10, number, number),
        )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()


KINDS = {"tagging": tagging, "loading": loading, "migrating": migrating}


def main(folder: Path, rounds: int, seed: int) -> None:
    """So many rounds, a third of each kind."""
    loading_service.BATCH_SECONDS = 0.01  # many commits to be killed between, in a short load
    report = {kind: Counter[str]() for kind in KINDS}
    for number in range(rounds):
        kind = list(KINDS)[number % len(KINDS)]
        place = folder / kind
        place.mkdir(exist_ok=True)
        found = KINDS[kind](place, random.Random(seed + number))
        report[kind].update({key: int(value) for key, value in found.items()})
        report[kind]["rounds"] += 1
        report[kind]["caught"] += bool(found["in_flight"])
    print(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
