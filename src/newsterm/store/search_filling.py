"""Working off the queue of the index: texts to tokens, tokens to FTS5.

Both halves take about as long, and SQLite lets go of Python while it works: when much waits, a
thread cuts the next articles into tokens while the last ones are indexed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain

from newsterm.domain.search.text_tokens import index_text
from newsterm.domain.search.tokens import rule_name
from newsterm.lean import TYPE_CHECKING
from newsterm.store.search_index import COLUMNS, ROW, get_meta, is_outdated, set_meta, start_anew

if TYPE_CHECKING:
    from typing import Any

_SLICE = 240
"""So many articles are given to SQLite by one statement, as 999 variables allow, which are few
enough for any SQLite. With a statement for each article the two threads wait for each other."""
_BEFORE_ALL = -(1 << 63)

# Each waiting article with whether it is indexed, its date (null when it is gone), the texts that
# are in the index, and the texts that it has now.
_WAITING = f"""SELECT search_queue.id, search_docsize.id IS NOT NULL,
    iif(articles.id IS NULL, NULL, ifnull(articles.date, '')),
    search_queue.body, search_queue.title, search_queue.byline, {ROW}
    FROM search_queue
    LEFT JOIN articles ON articles.id = search_queue.id AND articles.gone_at IS NULL
    LEFT JOIN search_docsize ON search_docsize.id = search_queue.id
    WHERE search_queue.id > ? ORDER BY search_queue.id LIMIT ?"""

Row = tuple[int, str, str, str]
"""An article's number, body, title and byline: as texts, or as tokens apart by spaces."""


def drain(connection: sqlite3.Connection, limit: int | None = None) -> int:
    """Index what waits, in order of id; returns how many articles were worked off.

    An index of another rule is emptied first, and all articles wait anew.

    Args:
        connection: writable, within the caller's transaction.
        limit: how many at most.
    """
    if is_outdated(connection):
        start_anew(connection)
    if not get_meta(connection, "rule"):
        set_meta(connection, "rule", rule_name())
    queue = _Queue(connection, limit)
    for rows in _cut_ahead(queue.slices()):
        if rows:
            places = ", ".join(["(?, ?, ?, ?)"] * len(rows))
            values = [value for row in rows for value in row]
            connection.execute(f"INSERT INTO search(rowid, {COLUMNS}) VALUES {places}", values)
    connection.execute("DELETE FROM search_queue WHERE id <= ?", (queue.last,))
    return queue.taken


class _Queue:
    """What is read of the queue.

    Attributes:
        taken: how many articles.
        last: number of the last one.
    """

    def __init__(self, connection: sqlite3.Connection, limit: int | None) -> None:
        self._connection = connection
        self._limit = limit
        self.taken = 0
        self.last = _BEFORE_ALL

    def slices(self) -> Iterator[list[Row]]:
        """The texts to be indexed; the entries' old rows are out of the index by then."""
        while self._limit is None or self.taken < self._limit:
            size = _SLICE if self._limit is None else min(_SLICE, self._limit - self.taken)
            entries = self._connection.execute(_WAITING, (self.last, size)).fetchall()
            if not entries:
                break
            self.taken += len(entries)
            self.last = entries[-1][0]
            yield list(_fresh_rows(self._connection, entries))


def _cut_ahead(slices: Iterator[list[Row]]) -> Iterator[list[Row]]:
    """Each slice as tokens; from the second on they are cut while the caller has the one before."""
    first, second = next(slices, []), next(slices, None)
    if second is None:
        yield _cut(first)
        return
    from concurrent.futures import ThreadPoolExecutor  # a few changed articles need none

    with ThreadPoolExecutor(max_workers=1) as thread:
        cut = thread.submit(_cut, first)
        for texts in chain((second,), slices):
            ready = cut.result()
            cut = thread.submit(_cut, texts)
            yield ready
        yield cut.result()


def _cut(texts: list[Row]) -> list[Row]:
    return [
        (number, index_text(body), index_text(title), index_text(byline))
        for number, body, title, byline in texts
    ]


def _fresh_rows(
    connection: sqlite3.Connection, entries: Sequence[tuple[Any, ...]]
) -> Iterator[Row]:
    """Take the entries' old rows out of the index; yields the texts of the new ones."""
    last_id, last_date = _end_of_order(connection)
    for article_id, is_indexed, date, *texts in entries:
        old, now = texts[:3], texts[3:]
        if is_indexed:
            if date is not None and now == old:
                continue
            if old[0] is None:
                # Something wrote past the triggers: only a rebuild can tell what to forget.
                set_meta(connection, "broken", "1")
                continue
            connection.execute(
                f"INSERT INTO search(search, rowid, {COLUMNS}) VALUES ('delete', ?, ?, ?, ?)",
                (article_id, *map(index_text, old)),
            )
        elif date is not None:
            if article_id > last_id and date >= last_date:
                last_id, last_date = article_id, date
            else:
                connection.execute("INSERT OR IGNORE INTO search_late VALUES (?)", (article_id,))
        if date is None:
            connection.execute("DELETE FROM search_late WHERE id = ?", (article_id,))
        else:
            body, title, byline = now
            yield article_id, body, title, byline
    set_meta(connection, "order", f"{last_id} {last_date}")


def _end_of_order(connection: sqlite3.Connection) -> tuple[int, str]:
    """The highest id that follows the dates, and its date."""
    article_id, _, date = get_meta(connection, "order").partition(" ")
    return int(article_id or 0), date
