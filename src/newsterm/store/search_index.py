"""The full-text index: its tables and triggers, and keeping it in step with the articles.

Triggers in plain SQL queue what any SQLite client changes, with the text as the index knows it: a
contentless FTS5 table forgets a row only when given the very text that went in. `search_filling`
works the queue off. Writers call these functions within a transaction of their own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from newsterm.domain.search.text_tokens import index_text
from newsterm.domain.search.tokens import rule_name

COLUMNS = "body, title, byline"
# FTS5 marks in every entry which column it is of, unless it is the first: with the body first the
# index is a sixth smaller.

# What is indexed of a row of articles; the same expressions in the triggers and here.
_FIELDS = """{0}.body, ifnull({0}.title, '') || char(10) || ifnull({0}.subtitle, ''),
    ifnull({0}.byline, '')"""
_OLD, ROW = _FIELDS.format("old"), _FIELDS.format("articles")
_QUEUE = f"INSERT INTO search_queue(id, {COLUMNS})"
_CHANGED = " OR ".join(
    f"old.{column} IS NOT new.{column}"
    for column in ("id", "title", "subtitle", "byline", "body", "gone_at")
)

SCHEMA = (
    f"CREATE VIRTUAL TABLE search USING fts5({COLUMNS}, tokenize='ascii', content='')",
    # Larger batches in memory make imports faster; FTS5 keeps this with the table.
    "INSERT INTO search(search, rank) VALUES ('hashsize', 67108864)",
    """
    CREATE TABLE search_queue (     -- articles whose index rows are out of date
        id INTEGER PRIMARY KEY,
        body TEXT,                  -- the text that is in the index; null when none is
        title TEXT,
        byline TEXT
    )
    """,
    "CREATE INDEX search_sources ON articles(source)",  # to list the sources
    "CREATE TABLE search_late (id INTEGER PRIMARY KEY)",  # ids that do not follow the dates
    "CREATE TABLE search_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    """
    CREATE TABLE search_words (     -- completions of what is typed in Latin letters
        key TEXT NOT NULL,          -- pinyin in full, or its initials
        word TEXT NOT NULL,
        articles INTEGER NOT NULL,  -- how many of the sampled ones contain it
        PRIMARY KEY (key, word)
    ) WITHOUT ROWID
    """,
    # The first entry of an article stands, since it holds the text that is in the index.
    # OR REPLACE deletes without firing delete triggers, so its victims are queued beforehand.
    f"""
    CREATE TRIGGER search_replace BEFORE INSERT ON articles BEGIN
        {_QUEUE} SELECT id, {ROW} FROM articles
        WHERE (id = new.id OR slug = new.slug) AND gone_at IS NULL
            AND id NOT IN (SELECT id FROM search_queue);
    END
    """,
    f"""
    CREATE TRIGGER search_insert AFTER INSERT ON articles WHEN new.gone_at IS NULL BEGIN
        {_QUEUE} SELECT new.id, NULL, NULL, NULL
        WHERE new.id NOT IN (SELECT id FROM search_queue);
    END
    """,
    f"""
    CREATE TRIGGER search_update AFTER UPDATE OF id, title, subtitle, byline, body, gone_at
    ON articles WHEN {_CHANGED} BEGIN
        {_QUEUE} SELECT old.id, {_OLD}
        WHERE old.gone_at IS NULL AND old.id NOT IN (SELECT id FROM search_queue);
        {_QUEUE} SELECT new.id, NULL, NULL, NULL
        WHERE new.gone_at IS NULL AND new.id NOT IN (SELECT id FROM search_queue);
    END
    """,
    f"""
    CREATE TRIGGER search_delete AFTER DELETE ON articles WHEN old.gone_at IS NULL BEGIN
        {_QUEUE} SELECT old.id, {_OLD} WHERE old.id NOT IN (SELECT id FROM search_queue);
    END
    """,
    """
    CREATE TRIGGER search_redate AFTER UPDATE OF date ON articles WHEN old.date IS NOT new.date
    BEGIN
        INSERT INTO search_late SELECT new.id WHERE new.id NOT IN (SELECT id FROM search_late);
    END
    """,
)
"""Statements that make the index, for a migration that has made `articles`."""

Fields = tuple[str, str, str]
"""Body, title with subtitle, byline."""


def get_meta(connection: sqlite3.Connection, key: str) -> str:
    """A value that the index keeps about itself; empty when there is none."""
    row = connection.execute("SELECT value FROM search_meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value about the index."""
    connection.execute(
        """INSERT INTO search_meta VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value""",
        (key, value),
    )


def is_outdated(connection: sqlite3.Connection) -> bool:
    """Whether the index was cut by another token rule, or lost track of an article."""
    return get_meta(connection, "rule") not in ("", rule_name()) or bool(
        get_meta(connection, "broken")
    )


def pending(connection: sqlite3.Connection) -> int:
    """How many articles wait to be indexed."""
    return int(connection.execute("SELECT count(*) FROM search_queue").fetchone()[0])


def _current(connection: sqlite3.Connection, article_id: int) -> tuple[str, Fields] | None:
    row = connection.execute(
        f"SELECT date, {ROW} FROM articles WHERE id = ? AND gone_at IS NULL", (article_id,)
    ).fetchone()
    return (row[0], row[1:]) if row else None


def start_anew(connection: sqlite3.Connection) -> None:
    """Empty the index and let every article wait for it."""
    connection.execute("INSERT INTO search(search) VALUES ('delete-all')")
    for table in ("search_queue", "search_late", "search_meta"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO search_queue(id) SELECT id FROM articles WHERE gone_at IS NULL")


def check(connection: sqlite3.Connection, sample: int | None = 200) -> list[str]:
    """What differs between the index and the articles, a line each; empty when all is well.

    Args:
        connection: may be read-only.
        sample: how many articles to look up word by word; None for all.
    """
    if is_outdated(connection):
        return ["the index was made by another version, or lost track of an article"]
    waiting = "SELECT id FROM search_queue"
    missing = connection.execute(
        f"""SELECT id FROM articles WHERE gone_at IS NULL
            AND id NOT IN (SELECT id FROM search_docsize) AND id NOT IN ({waiting})"""
    ).fetchall()
    stray = connection.execute(
        f"""SELECT id FROM search_docsize WHERE id NOT IN
            (SELECT id FROM articles WHERE gone_at IS NULL) AND id NOT IN ({waiting})"""
    ).fetchall()
    lines = [f"article {row[0]} is not in the index" for row in missing]
    lines += [f"the index holds {row[0]}, which is no article" for row in stray]
    ids = connection.execute(
        f"""SELECT id FROM articles WHERE gone_at IS NULL AND id NOT IN ({waiting})
            AND id IN (SELECT id FROM search_docsize)
            {"ORDER BY random()" if sample is not None else ""} LIMIT ?""",
        (-1 if sample is None else sample,),
    ).fetchall()
    for (article_id,) in ids:
        if not _agrees(connection, article_id):
            lines.append(f"article {article_id} is indexed with another text")
    return lines


def _agrees(connection: sqlite3.Connection, article_id: int) -> bool:
    """Whether the index holds as many words for the article as it has, and its first and last."""
    now = _current(connection, article_id)
    if now is None:
        return True
    texts = [index_text(text).split() for text in now[1]]
    blob = connection.execute(
        "SELECT sz FROM search_docsize WHERE id = ?", (article_id,)
    ).fetchone()[0]
    if [len(words) for words in texts] != list(_varints(blob)):
        return False
    found = "SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?"
    for column, words in zip(COLUMNS.split(", "), texts, strict=True):
        for part in (words[:24], words[-24:], words[len(words) // 2 :][:24]):
            match = f'{column} : "{" ".join(part)}"'
            if part and connection.execute(found, (match, article_id)).fetchone() is None:
                return False
    return True


def _varints(blob: bytes) -> Iterator[int]:
    """The whole numbers of a row of `search_docsize`, as SQLite packs them."""
    value = 0
    for byte in blob:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            yield value
            value = 0
