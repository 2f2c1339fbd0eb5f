"""Measure the whole app in a real terminal, beside an app of Textual that does nothing.

    python benchmarks/app.py LIBRARY.db [--articles FILE.jsonl] [--runs 5]

LIBRARY.db is a large library; with `--articles` (an object a line: `id`, `date`, `title`, `body`)
it is made first where it is absent, without facts. Both apps and a library of six articles take
turns in each round, so that every ratio is of one run. Needs `ttybench.py`, found in the folder
`tools` of `NEWSTERM_SHARED` or of `../shared`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from newsterm.config import sample_folder
from newsterm.services.load import load
from newsterm.store.store import Store

ROOT = Path(__file__).parents[1]
BATCH = 20_000
BARS = {"start": 1.3, "j": 0.75, "bytes": 1_500.0, "memory": 1.15, "open": 30.0}
LONG = 3_000
"""Characters of an article that is opened."""
OPENINGS = 5
"""Each of another article: what is on the screen already need not be drawn."""
J_BARE = "j*30"
KEYS_OF_MEMORY = ("j*30", "j*170", "gg*1", "G*1", "/*1", "经济*1", "<esc>*1")
WIDE, NARROW = (120, 40), (80, 24)

Run = dict[str, Any]


@dataclass(slots=True)
class Samples:
    """What the rounds gave, a number a round unless said otherwise."""

    start: list[float] = field(default_factory=list)
    start_bare: list[float] = field(default_factory=list)
    start_small: list[float] = field(default_factory=list)
    j: list[float] = field(default_factory=list)
    j_bare: list[float] = field(default_factory=list)
    j_bytes: list[float] = field(default_factory=list)
    """A number a key."""
    memory: list[float] = field(default_factory=list)
    memory_small: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    leave: list[float] = field(default_factory=list)
    leave_bare: list[float] = field(default_factory=list)
    clean: bool = True


def ttybench() -> ModuleType | None:
    """The measuring module, or None where it is absent."""
    path = Path(os.environ.get("NEWSTERM_SHARED", ROOT.parent / "shared")) / "tools/ttybench.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("ttybench", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_library(articles: Path, database: Path) -> None:
    """Put the articles into a new library and index them."""
    insert = "INSERT INTO articles(slug, date, title, body, hash) VALUES (?, ?, ?, ?, '')"

    def rows() -> Iterator[tuple[str, str, str, str]]:
        with articles.open(encoding="utf-8") as file:
            for each in map(json.loads, file):
                yield each["id"], each["date"], each["title"], each["body"]

    with Store.open(database, write=True) as store:
        source = rows()
        while batch := list(islice(source, BATCH)):
            with store.transaction():
                store.connection.executemany(insert, batch)
                store.index.drain()


def make_small(folder: Path) -> Path:
    """A library of the six articles of the sample."""
    database = folder / ".newsterm" / "library.db"
    with Store.open(database, write=True) as store:
        for _ in load(store, [sample_folder()], root=folder):
            pass
    return database


def first_title(database: Path) -> str:
    """The beginning of the title that the list shows first."""
    with Store.open(database) as store:
        return store.articles.newest(0, 1)[0].title[:8]


def long_articles(database: Path) -> list[tuple[int, str]]:
    """The newest articles of some 3,000 characters: row of the list, from 1; first words.

    Only words that no title has: they are to be seen when the article is, and no sooner.
    """
    in_title = "SELECT 1 FROM articles WHERE instr(title, ?) LIMIT 1"
    found: dict[str, int] = {}
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for number, body in connection.execute(
            "SELECT id, body FROM articles WHERE gone_at IS NULL "
            "AND length(body) BETWEEN ? AND ? ORDER BY date DESC, id DESC LIMIT 100",
            (LONG * 9 // 10, LONG * 11 // 10),
        ):
            words = body.strip()[:6]
            if connection.execute(in_title, (words,)).fetchone() is None:
                found.setdefault(words, number)
            if len(found) == OPENINGS:
                break
    with Store.open(database) as store:
        return [(store.articles.position(number) + 1, words) for words, number in found.items()]


def one_round(tty: ModuleType, big: Path, small: Path, got: Samples) -> None:
    """Start, use and leave each of the apps once."""
    bare = tty.run_once(
        [sys.executable, str(ROOT / "benchmarks/bare_app.py")], "row 0 of", [J_BARE]
    )
    large = _run(tty, big, KEYS_OF_MEMORY, WIDE)
    little = _run(tty, small, KEYS_OF_MEMORY, WIDE)
    keys = [[f"{row}G", f"<enter>=>{words}", "q"] for row, words in long_articles(big)]
    reading = _run(tty, big, [key for each in keys for key in each], NARROW)
    got.start.append(large["paint_ms"])
    got.start_bare.append(bare["paint_ms"])
    got.start_small.append(little["paint_ms"])
    got.j.append(_median(large["series"][0]["ms"]))
    got.j_bare.append(_median(bare["series"][0]["ms"]))
    got.j_bytes += large["series"][0]["bytes"]
    got.memory.append(large["peak_rss_mb"])
    got.memory_small.append(little["peak_rss_mb"])
    got.opened.append(_median([_only(one["ms"]) for one in reading["series"][1::3]]))
    got.leave.append(large["exit_ms"])
    got.leave_bare.append(bare["exit_ms"])
    got.clean &= all(not run["left"] and run["exit_code"] == 0 for run in (large, little, reading))


def _run(tty: ModuleType, database: Path, keys: Sequence[str], size: tuple[int, int]) -> Run:
    words = [sys.executable, "-m", "newsterm", "--db", str(database)]
    run: Run = tty.run_once(words, first_title(database), keys, quit="Q", size=size)
    return run


def _only(values: Sequence[float]) -> float:
    return values[0] if values else float("nan")


def _median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else float("nan")


def table(got: Samples) -> Iterator[str]:
    """The lines of the report, in Markdown."""
    start, bare, j = _median(got.start), _median(got.start_bare), _median(got.j)
    j_bare, memory, small = map(_median, (got.j_bare, got.memory, got.memory_small))
    figures = {
        "start": (start / bare, f"{start:.0f} / {bare:.0f} ms"),
        "j": (j / j_bare, f"{j:.2f} / {j_bare:.2f} ms"),
        "bytes": (_median(got.j_bytes), f"p95 {sorted(got.j_bytes)[-1 - len(got.j_bytes) // 20]}"),
        "memory": (memory / small, f"{memory:.1f} / {small:.1f} MB"),
        "open": (_median(got.opened), "ms, key to the text on the screen"),
    }
    yield "| what | measured | at most | |"
    yield "| --- | --- | --- | --- |"
    for name, (value, note) in figures.items():
        verdict = "" if value <= BARS[name] else "**above** "
        yield f"| {name} | {value:.2f} | {BARS[name]:g} | {verdict}{note} |"
    yield f"| start of six articles | {_median(got.start_small):.0f} ms | | |"
    leave, leave_bare = _median(got.leave), _median(got.leave_bare)
    yield f"| leave | {leave / leave_bare:.2f} | | {leave:.0f} / {leave_bare:.0f} ms |"
    yield f"| terminal clean | {'yes' if got.clean else '**no**'} | yes | |"


def main(words: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--articles", type=Path, help="make the library of these, where absent")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args(words)
    tty = ttybench()
    if tty is None:
        print("skipped: no ttybench.py in ../shared/tools; NEWSTERM_SHARED names another place")
        return 0
    if not args.database.exists():
        if args.articles is None:
            parser.error(f"{args.database}: no such library; --articles makes one")
        make_library(args.articles, args.database)
    with tempfile.TemporaryDirectory() as folder:
        small = make_small(Path(folder))
        one_round(tty, args.database, small, Samples())  # the page cache is warm from here on
        got = Samples()
        for _ in range(args.runs):
            one_round(tty, args.database, small, got)
    print(*table(got), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
