"""Completions: the words of the library by what one types for them in Latin letters.

They are gathered from a sample of the articles in short steps, when there is nothing else to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator

from newsterm.store.search_index import get_meta, set_meta

SAMPLE = 1500
"""Articles that are read."""
_LENGTH = 800
"""Characters of a body that are read: a few thousand of one text tell little more."""
_STEP = 10
_GROWTH = 1.5
"""So many times more articles than at the last gathering are worth another."""

Words = list[tuple[str, str, int]]
"""What is typed, the word, and in how many of the sampled articles it stands."""


def words_due(connection: sqlite3.Connection) -> bool:
    """Whether words were never gathered, or the library has grown much since."""
    gathered = int(get_meta(connection, "words") or 0)
    return _size(connection) > gathered * _GROWTH


def _size(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT ifnull(max(id), 0) FROM articles").fetchone()[0])


def gather_words(
    connection: sqlite3.Connection, sample: int = SAMPLE
) -> Generator[None, None, Words]:
    """Gather the words of the library; yields every few hundredths of a second, reads only."""
    from newsterm.domain.search.pinyin import typed_as  # a search needs neither of these
    from newsterm.domain.search.words import WordCounter

    counter = WordCounter()
    for passed, text in enumerate(_sample(connection, sample)):
        counter.count(text)
        if passed % _STEP == 0:
            yield
    yield from counter.settle()
    for passed, text in enumerate(_sample(connection, sample)):
        counter.meet(text)
        if passed % _STEP == 0:
            yield
    found = dict(counter.words())
    names = connection.execute(
        """SELECT name, (SELECT count(*) FROM article_tags WHERE tag_id = tags.id) FROM tags
            UNION ALL SELECT source, count(*) FROM articles GROUP BY source"""
    )
    for name, count in names:
        found[name] = max(count, found.get(name, 0))
    return [(key, word, count) for word, count in found.items() for key in typed_as(word)]


def _sample(connection: sqlite3.Connection, sample: int) -> Iterator[str]:
    """Texts of articles that are evenly spread over the library."""
    size = _size(connection)
    step = max(1.0, size / sample)
    last = 0
    for number in range(min(size, sample)):
        row = connection.execute(
            """SELECT id, title || char(10) || substr(body, 1, ?) FROM articles
                WHERE id >= ? AND id > ? AND gone_at IS NULL LIMIT 1""",
            (_LENGTH, int(number * step), last),
        ).fetchone()
        if row is None:
            return
        last = row[0]
        yield row[1]


def save_words(connection: sqlite3.Connection, words: Words) -> None:
    """Put gathered words in place of the old ones. The transaction is the caller's."""
    connection.execute("DELETE FROM search_words")
    connection.executemany("INSERT INTO search_words VALUES (?, ?, ?)", words)
    set_meta(connection, "words", str(_size(connection)))


def complete(connection: sqlite3.Connection, typed: str, limit: int) -> list[str]:
    """The words for which this, or what begins so, is typed; those typed just so first."""
    letters = typed.lower().replace("'", "").replace("ü", "v")
    if len(letters) < 2 or not (letters.isascii() and letters.isalpha()):
        return []
    rows = connection.execute(
        """SELECT word FROM search_words WHERE key >= ?1 AND key < ?1 || '{'
            GROUP BY word ORDER BY max(key = ?1) DESC, max(articles) DESC, word LIMIT ?2""",
        (letters, limit),
    )
    return [row[0] for row in rows]
