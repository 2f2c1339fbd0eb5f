"""Measure search: speed, ranking, cost of the index. Prints a table in Markdown.

    python benchmarks/search.py CORPUS.jsonl [--queries 200] [--work DIR] [--keep]

CORPUS holds an article a line (`id`, `date`, `title`, `body`), oldest first. Every figure that can
depend on the machine is a ratio of two measurements of the same run, or is given beside one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from newsterm.domain.search.query import parse_query
from newsterm.domain.search.tokens import phrase
from newsterm.store.search import SearchIndex
from newsterm.store.search_filters import make_plan
from newsterm.store.search_ranking import WEIGHTS
from newsterm.store.store import Store

BATCH = 20_000
INSERT = "INSERT INTO articles(slug, date, title, body, hash) VALUES (?, ?, ?, ?, '')"
COMMON = ("中国", "经济", "国", "的", "新闻联播")

Row = tuple[str, str, str, str]


def read(path: Path) -> list[Row]:
    """Slug, date, title and body of each article."""
    opened: Any = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [(a["id"], a["date"], a["title"], a["body"]) for a in map(json.loads, file)]


def insert_plain(path: Path, rows: Sequence[Row]) -> float:
    """Seconds to insert the rows into a table of the same columns, without any index."""
    with sqlite3.connect(path, isolation_level=None) as connection:
        for pragma in ("journal_mode = WAL", "secure_delete = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(
            """CREATE TABLE articles (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE,
                date TEXT, title TEXT, body TEXT NOT NULL, hash TEXT)"""
        )
        start = time.perf_counter()
        for batch in _batches(rows):
            connection.execute("BEGIN")
            connection.executemany(INSERT, batch)
            connection.execute("COMMIT")
        return time.perf_counter() - start


def insert_indexed(path: Path, rows: Sequence[Row]) -> float:
    """Seconds to insert the rows into a library and to index them."""
    with Store.open(path, write=True) as store:
        start = time.perf_counter()
        for batch in _batches(rows):
            with store.transaction():
                store.connection.executemany(INSERT, batch)
                store.index.drain()
        return time.perf_counter() - start


def _insert_both(work: Path, rows: Sequence[Row]) -> tuple[float, float]:
    for old in (*work.glob("plain.db*"), *work.glob("library.db*")):
        old.unlink()
    return insert_plain(work / "plain.db", rows), insert_indexed(work / "library.db", rows)


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def index_bytes(path: Path) -> int:
    """How many bytes the pages of the index take; without SQLite's dbstat, what stands in them."""
    with sqlite3.connect(path) as connection:
        try:
            sql = "SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'search_*'"
            return int(connection.execute(sql).fetchone()[0])
        except sqlite3.OperationalError:
            sql = "SELECT sum(length(block)) FROM search_data"
            return int(connection.execute(sql).fetchone()[0])


def draw_queries(rows: Sequence[Row], count: int) -> list[str]:
    """Queries of every length and kind, drawn from the texts."""
    draw = random.Random(17)

    def part(length: int) -> str:
        while True:
            body = draw.choice(rows)[3]
            start = draw.randrange(max(1, len(body) - length))
            found = body[start : start + length]
            if len(found) == length and found.isalnum() and phrase(found):
                return found

    def number() -> str:
        while True:
            body = draw.choice(rows)[3]
            places = [i for i, c in enumerate(body) if c.isdigit()]
            if places:
                start = draw.choice(places)
                return body[start : start + draw.choice((2, 3, 4, 5))].strip('（）()|"“”-:： \n')

    kinds: list[Callable[[], str]] = [
        *(lambda n=n: part(n) for n in (1, 2, 2, 3, 4, 6, 8)),
        number,
        lambda: f"{part(2)} {part(2)}",
        lambda: f"{part(2)} {part(3)} {part(2)}",
        lambda: f"{part(2)} OR {part(3)}",
        lambda: f"{part(2)} -{part(2)}",
        lambda: f"title:{part(2)}",
        lambda: f"{part(2)} date:{draw.randrange(2006, 2025)}",
    ]
    return [kinds[number % len(kinds)]() for number in range(count)]


def timed(action: Callable[[], object], times: int = 3) -> float:
    """The least of some runs, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def percentile(values: Sequence[float], part: float) -> float:
    """The value that so large a part of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def known_items(store: Store, rows: Sequence[Row], count: int = 300) -> tuple[float, float]:
    """Mean reciprocal rank of articles asked for by two of their rarer words: ours, and BM25's."""
    draw = random.Random(5)
    ours: list[float] = []
    plain: list[float] = []
    while len(ours) < count:
        number = draw.randrange(len(rows))
        words = _rare_words(store, rows[number][3], len(rows), draw)
        if len(words) < 2:
            continue
        page = store.index.search(parse_query(" ".join(words)), limit=50)
        ours.append(_reciprocal([hit.article_id for hit in page.hits], number + 1))
        match = " AND ".join(map(phrase, words))
        ids = store.connection.execute(
            f"""SELECT rowid FROM search WHERE search MATCH ?
                ORDER BY bm25(search, {WEIGHTS}) LIMIT 50""",
            (match,),
        )
        plain.append(_reciprocal([row[0] for row in ids], number + 1))
    return statistics.mean(ours), statistics.mean(plain)


def _rare_words(store: Store, body: str, total: int, draw: random.Random) -> list[str]:
    """Two parts of the text, of 2 to 4 characters, that at most one article in 200 contains."""
    words: list[str] = []
    for _ in range(40):
        start = draw.randrange(max(1, len(body) - 4))
        word = body[start : start + draw.choice((2, 3, 4))]
        if not word.isalpha() or word in words or not phrase(word):
            continue
        if 1 <= store.index.count(parse_query(word)) <= max(3, total // 200):
            words.append(word)
        if len(words) == 2:
            break
    return words


def _reciprocal(ids: Sequence[int], wanted: int) -> float:
    return 1 / (ids.index(wanted) + 1) if wanted in ids else 0.0


def start_ratio(path: Path) -> tuple[float, float]:
    """Milliseconds of `newsterm search`, and of bare Python with sqlite3 for the same hits."""
    bare = f"""
import sqlite3
connection = sqlite3.connect({str(path)!r})
for row in connection.execute('''
        SELECT slug, date, articles.title, substr(articles.body, 1, 60)
        FROM search JOIN articles ON articles.id = search.rowid WHERE search MATCH ?
        ORDER BY bm25(search, {WEIGHTS}) LIMIT 40''', ('"经济"',)):
    print(*row)
"""
    verb = [sys.executable, "-m", "newsterm", "search", "经济", "--limit", "40", "--db", str(path)]
    # Some machines forbid Python to keep what it compiled; whoever installs newsterm has it kept.
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    subprocess.run(verb, capture_output=True, check=False, env=environment)
    times: dict[str, list[float]] = {"verb": [], "bare": []}
    for _ in range(15):
        for name, command in (("verb", verb), ("bare", [sys.executable, "-c", bare])):
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, check=False, env=environment)
            times[name].append((time.perf_counter() - start) * 1000)
            if done.returncode:
                return float("nan"), min(times["bare"], default=float("nan"))
    return min(times["verb"]), min(times["bare"])


def _query_lines(store: Store, rows: Sequence[Row], queries: int) -> list[tuple[str, str, str]]:
    index = SearchIndex(store.connection)
    times: dict[str, float] = {}
    bare: list[float] = []
    for text in draw_queries(rows, queries):
        query = parse_query(text)
        times[text] = timed(lambda query=query: index.search(query, limit=20))  # type: ignore[misc]
        plan = make_plan(store.connection, query)
        sql = f"""SELECT rowid FROM search WHERE search MATCH ?{plan.where("search")}
            ORDER BY bm25(search, {WEIGHTS}) LIMIT 20"""
        values = (plan.match, *plan.values)
        bare.append(timed(lambda: store.connection.execute(sql, values).fetchall(), 2))  # noqa: B023
    found = list(times.values())
    slowest = max(times, key=lambda text: times[text])
    shown = (
        f"{percentile(found, 0.95):.1f} ms; median {statistics.median(found):.1f} ms; "
        f"slowest {times[slowest]:.1f} ms ({slowest})"
    )
    ratio = f"{percentile(found, 0.95) / percentile(bare, 0.95):.2f}"
    of_bare = f"{ratio} (p95 {percentile(bare, 0.95):.1f} ms)"
    lines = [
        (f"p95 of {len(found)} queries, 20 snippets", shown, "≤ 20 ms at 200,000"),
        ("the same / FTS5's own `ORDER BY bm25() LIMIT 20`, no snippets", of_bare, ""),
    ]
    for text in COMMON:
        query = parse_query(text)
        spent = timed(lambda query=query: index.search(query, limit=20))  # type: ignore[misc]
        lines.append((f"`{text}`", f"{spent:.1f} ms", "< 50 ms at 1,000,000"))
    return lines


def measure(rows: Sequence[Row], work: Path, queries: int) -> list[tuple[str, str, str]]:
    """The lines of the table: what, measured, what it must be."""
    raw = sum(len(title.encode()) + len(body.encode()) for _, _, title, body in rows)
    path = work / "library.db"
    lines: list[tuple[str, str, str]] = []
    if not path.exists():
        # One after the other and the least of each, so that a busy machine harms both alike.
        pairs = [_insert_both(work, rows) for _ in range(3 if len(rows) <= BATCH else 1)]
        plain, indexed = (min(times) for times in zip(*pairs, strict=True))
        ratio = f"{indexed / plain:.1f} ({len(rows) / indexed:.0f} articles/s)"
        lines.append(("import with index / plain insert", ratio, "≤ 30 at 20,000"))
    lines.append(("index / raw UTF-8", f"{index_bytes(path) / raw:.2f}", "≤ 1.65"))
    with Store.open(path) as store:
        lines += _query_lines(store, rows, queries)
    verb, bare = start_ratio(path)
    shown = f"{verb / bare:.1f} ({verb:.0f} / {bare:.0f} ms)"
    lines.append(("`newsterm search 经济 --limit 40` / bare Python and sqlite3", shown, "≤ 2"))
    return lines


def measure_ranking(rows: Sequence[Row], work: Path) -> list[tuple[str, str, str]]:
    """The line of the table about known items."""
    path = work / "ranking.db"
    if not path.exists():
        insert_indexed(path, rows)
    with Store.open(path) as store:
        ours, plain = known_items(store, rows)
    shown = f"{ours:.3f} (BM25 over all hits {plain:.3f})"
    return [("known item, mean reciprocal rank over 300", shown, "≥ 0.85, and BM25's")]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--ranking", type=Path, help="real articles for the known-item measure")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--work", type=Path, help="folder for the databases, kept and used again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        rows = read(options.corpus)
        lines = measure(rows, work, options.queries)
        if options.ranking:
            lines += measure_ranking(read(options.ranking), work)
    print(f"Corpus: {len(rows):,} articles; SQLite {sqlite3.sqlite_version}.\n")
    print("| measure | found | must |\n| --- | --- | --- |")
    for line in lines:
        print(f"| {' | '.join(line)} |")


if __name__ == "__main__":
    main()
