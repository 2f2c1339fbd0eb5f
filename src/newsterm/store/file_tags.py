"""The tags that article files give: merged with what editors did, never imposed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from newsterm.store.tags import Tags


class FileTags:
    """The table `file_tags`: what each file said last. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection, tags: Tags) -> None:
        self._db = connection
        self._tags = tags

    def merge(self, article_id: int, tags: Iterable[str], *, change: int) -> None:
        """Take over what changed in the file since it was last read, and keep what editors did."""
        ours = {self._tags.resolve(name) for name in tags}
        base = {self._tags.resolve(name) for name in self.of_article(article_id)}
        if ours == base:
            return
        for name in sorted(ours - base):
            self._tags.set_one(article_id, name, "+", change)
        for name in sorted(base - ours):
            self._tags.set_one(article_id, name, "-", change)
        self.keep(article_id, ours)

    def of_article(self, article_id: int) -> tuple[str, ...]:
        """The tags that the article's file had when it was last read or written."""
        rows = self._db.execute(
            "SELECT name FROM file_tags JOIN tags ON tags.id = tag_id WHERE article_id = ? "
            "ORDER BY name",
            (article_id,),
        )
        return tuple(str(row[0]) for row in rows)

    def keep(self, article_id: int, tags: Iterable[str]) -> None:
        """Keep what the file says now: the base of the next merge."""
        self._db.execute("DELETE FROM file_tags WHERE article_id = ?", (article_id,))
        self._db.executemany(
            "INSERT INTO file_tags (article_id, tag_id) VALUES (?, ?)",
            [(article_id, self._tags.id_of(name)) for name in sorted(set(tags))],
        )

    def place(self, article_id: int) -> tuple[str, int] | None:
        """The file that an article was loaded from, as it is stored, and the line; 0 for all."""
        row = self._db.execute(
            "SELECT path, line FROM files JOIN articles ON articles.file_id = files.id "
            "WHERE articles.id = ?",
            (article_id,),
        ).fetchone()
        return None if row is None else (str(row[0]), int(row[1]))

    def apart(self) -> list[int]:
        """Articles loaded from a file whose tags are not those that the file had."""
        rows = self._db.execute(
            """
            SELECT id FROM articles WHERE gone_at IS NULL AND file_id IS NOT NULL AND (
                EXISTS (SELECT 1 FROM article_tags AS has WHERE has.article_id = articles.id
                        AND NOT EXISTS (SELECT 1 FROM file_tags AS said WHERE
                            said.article_id = has.article_id AND said.tag_id = has.tag_id))
                OR EXISTS (SELECT 1 FROM file_tags AS said WHERE said.article_id = articles.id
                        AND NOT EXISTS (SELECT 1 FROM article_tags AS has WHERE
                            has.article_id = said.article_id AND has.tag_id = said.tag_id)))
            ORDER BY id
            """
        )
        return [int(row[0]) for row in rows]
