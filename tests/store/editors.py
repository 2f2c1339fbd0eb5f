"""Many editors at once: a process each, and what they were told that is done.

Run as a program of its own (`python -m tests.store.editors FOLDER OPERATIONS`), since only a
process without threads may fork. It prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.services.load import load
from newsterm.services.tag import tag
from newsterm.services.tag_dump import dump
from newsterm.store.store import Store

EDITORS = 8
ARTICLES = 50
SHARED = ("共有", "交通", "重点")


def edit(path: Path, editor: int, operations: int, tell: int) -> None:
    """Tag at random, half with tags of one's own; tell each operation once it is acknowledged."""
    chance = random.Random(editor)
    own = [f"编辑{editor}/{number}" for number in range(3)]
    with Store.open(path, write=True) as store:
        for _ in range(operations):
            word = chance.choice("+-") + chance.choice(own if chance.random() < 0.5 else SHARED)
            slug = str(chance.randrange(ARTICLES))
            started = time.perf_counter()
            changed = tag(store, [word], slugs=[slug]).changed
            seconds = time.perf_counter() - started
            os.write(tell, f"{slug} {word} {changed} {seconds}\n".encode())


def load_again_and_again(path: Path, folder: Path, tell: int) -> None:
    """Load a file that is another one each time, until the parent closes its end."""
    file = folder / "news.jsonl"
    for round in range(10_000):
        lines = (
            json.dumps({"id": f"n{number}", "title": f"第{round}版", "body": "增加值10亿元。"})
            for number in range(40)
        )
        file.write_text("\n".join(lines), encoding="utf-8")
        with Store.open(path, write=True) as store:
            report = deque(load(store, [file]), maxlen=1).pop()
        assert report.failures == ()
        os.write(tell, b"loaded\n")


def export_again_and_again(path: Path, tell: int) -> None:
    """Read the whole library until the parent closes its end."""
    while True:
        with Store.open(path) as store:
            dump(store)
            store.articles.newest(0, 200)
        os.write(tell, b"exported\n")


def fork(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that does the work; its number, and the pipe on which it tells."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        status = 1
        try:
            work(theirs)
            status = 0
        except BrokenPipeError:
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(theirs)
    return child, ours


def collect(pipes: list[int]) -> list[list[str]]:
    """What each of the children told, line by line, read as it comes."""
    import selectors

    told = [b""] * len(pipes)
    with selectors.DefaultSelector() as selector:
        for number, pipe in enumerate(pipes):
            selector.register(pipe, selectors.EVENT_READ, number)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 65536)
                told[key.data] += data
                if not data:
                    selector.unregister(key.fd)
    return [text.decode().splitlines() for text in told]


def make_library(path: Path) -> None:
    """The articles that all editors work on."""
    with Store.open(path, write=True) as store, store.transaction():
        for number in range(ARTICLES):
            article = Article(str(number), f"第{number}篇", "全市产业。")
            store.articles.save(article, hash=str(number), file_id=None)
        store.index.drain()


def compare(path: Path, told: list[list[str]]) -> dict[str, object]:
    """What was told against what is in the library."""
    own: dict[tuple[str, str], str] = {}
    lines: Counter[tuple[str, str]] = Counter()
    seconds: list[float] = []
    for line in (line for editor in told for line in editor):
        slug, word, changed, took = line.split()
        lines[slug, word[1:]] += int(changed)
        seconds.append(float(took))
        if word[1:] not in SHARED:
            own[slug, word[1:]] = word[0]
    with Store.open(path) as store:
        logged = Counter((line.slug, line.tag) for line in store.tags.log())
        has = {(row.slug, name) for row in store.articles.newest(0, 1000) for name in row.tags}
        problems = [*store.integrity(), *store.tags.out_of_step(), *store.index.check()]
    seconds.sort()
    return {
        "acknowledged": len(seconds),
        "lost": sum((key in has) != (op == "+") for key, op in own.items()),
        "log_differs": sum(((+lines) - logged).values()) + sum((logged - lines).values()),
        "problems": problems,
        "p50": seconds[len(seconds) // 2],
        "p99": seconds[int(len(seconds) * 0.99)],
        "worst": seconds[-1],
    }


def main(folder: Path, operations: int) -> None:
    """Eight editors, one who loads and one who exports."""
    path = folder / "library.db"
    make_library(path)
    started = time.perf_counter()
    editors = [
        fork(lambda tell, n=number: edit(path, n, operations, tell))  # type: ignore[misc]
        for number in range(EDITORS)
    ]
    others = [
        fork(lambda tell: load_again_and_again(path, folder, tell)),
        fork(lambda tell: export_again_and_again(path, tell)),
    ]
    told = collect([pipe for _, pipe in editors])
    took = time.perf_counter() - started
    rounds = [len(os.read(pipe, 1 << 20).splitlines()) for _, pipe in others]
    for _, pipe in others:
        os.close(pipe)
    statuses = [os.waitpid(child, 0)[1] for child, _ in [*editors, *others]]
    report = compare(path, told)
    report |= {"statuses": statuses, "loaded": rounds[0], "exported": rounds[1], "took": took}
    print(json.dumps(report))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
