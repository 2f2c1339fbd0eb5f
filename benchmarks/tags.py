"""Time bulk tagging: `python benchmarks/tags.py [ARTICLES]`.

The bars are 1 s for 10,000 articles, 10 times a bare insert-select of the same rows, and 1 s for
the undo. The bare one writes the same tag rows into the same database, with one fsync, no log.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.services.history import redo, undo
from newsterm.services.marks import mark_read
from newsterm.services.tag import preview, tag
from newsterm.services.tag_dump import dump, restore
from newsterm.store.store import Store

ARTICLES = 10_000
RUNS = 5


def fill(store: Store, count: int) -> None:
    """So many articles that the query finds, indexed."""
    with store.transaction():
        for number in range(count):
            article = Article(str(number), f"第{number}篇", f"全市产业增加值第{number}次发布。")
            store.articles.save(article, hash=str(number), file_id=None)
        store.index.drain()


def timed(work: Callable[[], object]) -> float:
    """Seconds that it took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def bare(store: Store, number: int) -> float:
    """An insert-select of as many rows by SQL alone; undone afterwards."""
    db = store.connection
    db.execute("INSERT INTO tags (name) VALUES (?)", (f"bare{number}",))
    row = db.execute("SELECT id FROM tags WHERE name = ?", (f"bare{number}",)).fetchone()

    def work() -> None:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO article_tags (tag_id, article_id) SELECT ?, id FROM articles", row)
        db.execute("COMMIT")

    seconds = timed(work)
    db.execute("DELETE FROM article_tags WHERE tag_id = ?", row)
    return seconds


def measure(store: Store, count: int) -> dict[str, float]:
    """Median seconds of each step."""
    found: dict[str, list[float]] = {}

    def note(name: str, seconds: float) -> None:
        found.setdefault(name, []).append(seconds)

    for number in range(RUNS):
        note("bare insert-select", bare(store, number))
        words = [f"+tag{number}", "-old"]
        note("preview", timed(partial(preview, store, words, query="产业")))
        note("tag by query", timed(partial(tag, store, words, query="产业")))
        assert store.tag_overview.count_below(f"tag{number}") == count
        note("undo", timed(lambda: undo(store)))
        assert store.tag_overview.count_below(f"tag{number}") == 0
        note("redo", timed(lambda: redo(store)))
        note("mark read by query", timed(lambda: mark_read(store, query="产业", on=None)))
        text = dump(store)
        note("dump", timed(lambda: dump(store)))
        tag(store, [f"-tag{number}"], query="产业")
        note("restore", timed(partial(restore, store, text.splitlines())))
        note("tag one article", timed(lambda: tag(store, ["+one"], slugs=["7"])))
        undo(store)
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    """Print a line a step."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "library.db", write=True) as store,
    ):
        fill(store, count)
        medians = measure(store, count)
    base = medians["bare insert-select"]
    for name, seconds in medians.items():
        print(f"{name:22} {seconds * 1000:8.1f} ms  {seconds / base:6.1f} x bare")


if __name__ == "__main__":
    main()
