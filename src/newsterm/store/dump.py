"""What people said of articles, as it goes into a dump and comes back out of one.

The dump is read with tables that every schema has, since one is written before each migration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from newsterm.domain.files.tag_dump import ArticleMarks, Dump, TagSettings


def read_dump(connection: sqlite3.Connection) -> Dump:
    """All tags, read and star marks and tag settings.

    An article is named when it has any of them, or when its file gave it tags that were all taken
    away, which the file alone would not tell.
    """
    tags: dict[int, list[str]] = {}
    for article_id, name in connection.execute(
        "SELECT article_id, name FROM article_tags JOIN tags ON tags.id = tag_id"
    ):
        tags.setdefault(article_id, []).append(name)
    articles = connection.execute(
        """
        SELECT articles.id, slug, coalesce(read_at, ''), coalesce(starred_at, '') FROM articles
        LEFT JOIN reading ON reading.article_id = articles.id
        WHERE read_at IS NOT NULL OR starred_at IS NOT NULL
            OR EXISTS (SELECT 1 FROM article_tags WHERE article_id = articles.id)
            OR (gone_at IS NULL
                AND EXISTS (SELECT 1 FROM file_tags WHERE article_id = articles.id))
        """
    )
    marks = tuple(
        ArticleMarks(slug, tuple(tags.get(article_id, ())), read_at, starred_at)
        for article_id, slug, read_at, starred_at in articles
    )
    return Dump(marks, tuple(_settings(connection)))


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


def numbers_of(connection: sqlite3.Connection, slugs: Mapping[str, object], at: str) -> list[int]:
    """Row numbers of these ids, in order; an article that is not there is awaited.

    Awaited is a row without text that is in no list and no search until the article is loaded, as
    that of an article whose file is gone. Needs an open transaction.
    """
    known = {
        str(slug): int(number)
        for slug, number in connection.execute("SELECT slug, id FROM articles")
    }
    for slug in slugs:
        if slug not in known:
            number = connection.execute(
                "INSERT INTO articles (slug, title, hash, gone_at, body) VALUES (?, '', '', ?, '')",
                (slug, at),
            ).lastrowid
            assert number is not None
            known[slug] = number
    return [known[slug] for slug in slugs]
