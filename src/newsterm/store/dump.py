"""What people said of articles, as it goes into a dump and comes back out of one.

The dump is read with tables that every schema has, since one is written before each migration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from newsterm.domain.files.tag_dump import ArticleMarks, Dump, TagSettings

AWAITED = ""
"""Hash of an article that is not loaded yet and of whose tags a dump has said all."""
AWAITED_IN_PART = "+"
"""Hash of one that a dump has only added to: its file may say more."""


def read_dump(connection: sqlite3.Connection) -> Dump:
    """All that people said: of articles and tags, and what they decided about facts."""
    from newsterm.store.decision_dump import read_groupings, read_reviews

    reviews, groupings = tuple(read_reviews(connection)), tuple(read_groupings(connection))
    return replace(read_marks(connection), reviews=reviews, groupings=groupings)


def read_marks(connection: sqlite3.Connection) -> Dump:
    """All tags, read and star marks and tag settings.

    An article is named when it has any of them, or when file or rules gave it tags that were all
    taken away, which these alone would not tell; also one that is awaited since a dump named it.
    """
    tags: dict[int, list[str]] = {}
    for article_id, name in connection.execute(
        "SELECT article_id, name FROM article_tags JOIN tags ON tags.id = tag_id"
    ):
        tags.setdefault(article_id, []).append(name)
    articles = connection.execute(
        f"""
        SELECT articles.id, slug, coalesce(read_at, ''), coalesce(starred_at, '') FROM articles
        LEFT JOIN reading ON reading.article_id = articles.id
        WHERE read_at IS NOT NULL OR starred_at IS NOT NULL
            OR EXISTS (SELECT 1 FROM article_tags WHERE article_id = articles.id)
            OR (gone_at IS NULL
                AND EXISTS (SELECT 1 FROM file_tags WHERE article_id = articles.id))
            OR (gone_at IS NOT NULL AND hash = '{AWAITED}')
            {_given_by_rules(connection)}
        """
    )
    marks = tuple(
        ArticleMarks(slug, tuple(tags.get(article_id, ())), read_at, starred_at)
        for article_id, slug, read_at, starred_at in articles
    )
    return Dump(marks, tuple(_settings(connection)))


def _given_by_rules(connection: sqlite3.Connection) -> str:
    """A condition for articles that a rule once gave a tag; the first schema knew no rules."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(tag_log)")}
    if "change_id" not in columns:
        return ""
    return """OR (gone_at IS NULL AND EXISTS (SELECT 1 FROM tag_log
        JOIN changes ON changes.id = change_id
        WHERE article_id = articles.id AND who GLOB 'rule:*'))"""


def _settings(connection: sqlite3.Connection) -> list[TagSettings]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(tags)")}
    if "colour" not in columns:
        return []
    rows = connection.execute(
        "SELECT tags.name, tags.colour, coalesce(real.name, '') FROM tags "
        "LEFT JOIN tags AS real ON real.id = tags.alias_of "
        "WHERE tags.colour <> '' OR tags.alias_of IS NOT NULL"
    )
    return [TagSettings(*row) for row in rows]


def numbers_of(
    connection: sqlite3.Connection, slugs: Mapping[str, object], at: str, *, in_part: bool = False
) -> list[int]:
    """Row numbers of these ids, in order; an article that is not there is awaited.

    Awaited is a row without text that is in no list and no search until the article is loaded, as
    that of an article whose file is gone. Needs an open transaction.

    Args:
        connection: of a store open for writing.
        slugs: the ids.
        at: the present time.
        in_part: whether the dump only adds to what the article's file will say.
    """
    known = {
        str(slug): int(number)
        for slug, number in connection.execute("SELECT slug, id FROM articles")
    }
    for slug in slugs:
        if slug not in known:
            number = connection.execute(
                "INSERT INTO articles (slug, title, hash, gone_at, body) VALUES (?, '', ?, ?, '')",
                (slug, AWAITED_IN_PART if in_part else AWAITED, at),
            ).lastrowid
            assert number is not None
            known[slug] = number
    numbers = [known[slug] for slug in slugs]
    if not in_part:
        connection.executemany(
            "UPDATE articles SET hash = ? WHERE id = ? AND hash = ?",
            ((AWAITED, number, AWAITED_IN_PART) for number in numbers),
        )
    return numbers
