"""Articles: saving, reading, listing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from newsterm.domain.listing import ArticleRow
from newsterm.lean import TYPE_CHECKING, frozen

if TYPE_CHECKING:
    from newsterm.domain.article import Article

COLUMNS = [
    "slug",
    "date",
    "lang",
    "page",
    "source",
    "title",
    "subtitle",
    "byline",
    "continued_from",
    "cut_after",
    "headings",
    "extra",
    "hash",
    "file_id",
    "line",
    "body",
]


@frozen
class Stored:
    """What the store knows of an article beside its text."""

    article_id: int
    slug: str
    hash: str
    file_id: int | None
    gone: bool


class Articles:
    """The table `articles`. Changes need an open transaction of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def save(self, article: Article, *, hash: str, file_id: int | None, line: int = 0) -> int:
        """Insert or update by slug; the row's number, with its tags, stays. Returns the number."""
        values = (
            article.id,
            article.date,
            article.lang,
            article.page,
            article.source,
            article.title,
            article.subtitle,
            article.byline,
            article.continued_from,
            json.dumps(article.cut_after, ensure_ascii=False),
            json.dumps(article.headings),
            json.dumps(dict(article.extra), ensure_ascii=False),
            hash,
            file_id,
            line,
            article.body,
        )
        updates = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
        marks = ", ".join("?" * len(COLUMNS))
        row = self._db.execute(
            f"INSERT INTO articles ({', '.join(COLUMNS)}) VALUES ({marks}) "
            f"ON CONFLICT (slug) DO UPDATE SET {updates}, gone_at = NULL RETURNING id",
            values,
        ).fetchone()
        return int(row[0])

    def rename(self, article_id: int, slug: str) -> None:
        """Give an article another slug; all that is bound to it follows."""
        self._db.execute("UPDATE articles SET slug = ? WHERE id = ?", (slug, article_id))

    def mark_gone(self, article_ids: Iterable[int], at: str) -> None:
        """Take articles out of lists and search because their file is gone. Tags stay."""
        self._db.executemany(
            "UPDATE articles SET gone_at = ? WHERE id = ? AND gone_at IS NULL",
            ((at, article_id) for article_id in article_ids),
        )

    def stored(self, slug: str) -> Stored | None:
        """What is known of the article with this slug, gone ones included."""
        return self._one_stored("slug = ?", slug)

    def stored_with_hash(self, hash: str) -> list[Stored]:
        """Articles of exactly this text, gone ones included."""
        return self._stored("hash = ?", hash)

    def stored_of_file(self, file_id: int) -> list[Stored]:
        """The articles that were loaded from one file."""
        return self._stored("file_id = ?", file_id)

    def number(self, slug: str) -> int | None:
        """The row number of an article that is not gone."""
        row = self._db.execute(
            "SELECT id FROM articles WHERE slug = ? AND gone_at IS NULL", (slug,)
        ).fetchone()
        return int(row[0]) if row else None

    def get(self, article_id: int) -> Article | None:
        """The article with its tags, or None."""
        row = self._db.execute(
            f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if row is None:
            return None
        from newsterm.domain.article import Article  # a list of articles needs none

        named = dict(zip(COLUMNS, row, strict=True))
        return Article(
            id=named["slug"],
            title=named["title"],
            body=named["body"],
            date=named["date"],
            subtitle=named["subtitle"],
            byline=named["byline"],
            source=named["source"],
            page=named["page"],
            lang=named["lang"],
            tags=self._tags_of([article_id]).get(article_id, ()),
            continued_from=named["continued_from"],
            cut_after=tuple(json.loads(named["cut_after"])),
            headings=tuple((a, b) for a, b in json.loads(named["headings"])),
            extra=tuple(json.loads(named["extra"]).items()),
        )

    def count(self) -> int:
        """How many articles there are, without the gone ones."""
        row = self._db.execute("SELECT count(*) FROM articles WHERE gone_at IS NULL").fetchone()
        return int(row[0])

    def numbers(self) -> list[int]:
        """The numbers of all articles, the newest first."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE gone_at IS NULL ORDER BY date DESC, id DESC"
        )
        return [int(row[0]) for row in rows]

    def position(self, article_id: int) -> int:
        """How many articles stand before this one in the list; 0 for one that is gone."""
        row = self._db.execute(
            "SELECT count(*) FROM articles AS other, articles AS this WHERE this.id = ? "
            "AND this.gone_at IS NULL AND other.gone_at IS NULL "
            "AND (other.date, other.id) > (this.date, this.id)",
            (article_id,),
        ).fetchone()
        return int(row[0])

    def newest(self, first: int, count: int) -> list[ArticleRow]:
        """`count` rows of the list from row `first`, the newest articles first."""
        numbers = self._db.execute(
            "SELECT id FROM articles WHERE gone_at IS NULL ORDER BY date DESC, id DESC "
            "LIMIT ? OFFSET ?",
            (count, first),
        )
        return self.rows([int(row[0]) for row in numbers])

    def rows(self, article_ids: Sequence[int]) -> list[ArticleRow]:
        """List rows of these articles, in this order; numbers that are gone are left out."""
        marks = ", ".join("?" * len(article_ids))
        found = {
            int(row[0]): row
            for row in self._db.execute(
                "SELECT articles.id, slug, date, title, source, read_at, starred_at "
                "FROM articles LEFT JOIN reading ON reading.article_id = articles.id "
                f"WHERE articles.id IN ({marks})",
                tuple(article_ids),
            )
        }
        tags = self._tags_of(article_ids)
        return [
            ArticleRow(
                article_id=number,
                slug=row[1],
                date=row[2],
                title=row[3],
                source=row[4],
                tags=tags.get(number, ()),
                unread=row[5] is None,
                starred=row[6] is not None,
            )
            for number in article_ids
            if (row := found.get(number))
        ]

    def file_path(self, article_id: int) -> str | None:
        """The path of the file that an article came from, as `files` keeps it."""
        row = self._db.execute(
            "SELECT path FROM articles JOIN files ON files.id = file_id WHERE articles.id = ?",
            (article_id,),
        ).fetchone()
        return None if row is None else str(row[0])

    def line(self, article_id: int) -> int:
        """The line of a JSON lines file that an article stands in, from 1; 0 elsewhere."""
        row = self._db.execute("SELECT line FROM articles WHERE id = ?", (article_id,)).fetchone()
        return 0 if row is None else int(row[0])

    def place(self, article_id: int) -> int:
        """Where the reader stopped in an article; 0 when it was never opened."""
        row = self._db.execute(
            "SELECT place FROM reading WHERE article_id = ?", (article_id,)
        ).fetchone()
        return 0 if row is None else int(row[0])

    def set_place(self, article_id: int, place: int) -> None:
        """Keep where the reader stopped."""
        self._db.execute(
            "INSERT INTO reading (article_id, place) VALUES (?, ?) "
            "ON CONFLICT (article_id) DO UPDATE SET place = excluded.place",
            (article_id, place),
        )

    def misplaced(self) -> list[str]:
        """Facts, rows and cells that do not stand where they say they do."""
        facts = self._db.execute(
            "SELECT slug, text FROM facts JOIN articles ON articles.id = article_id "
            'WHERE substr(body, start + 1, "end" - start) <> text'
        )
        problems = [f"{slug}: the fact {text!r} is not at its place" for slug, text in facts]
        cells = self._db.execute(
            "SELECT slug, tables.key FROM tables JOIN articles ON articles.id = article_id "
            "JOIN table_rows ON table_id = tables.id "
            "LEFT JOIN table_cells ON row_id = table_rows.id "
            'WHERE table_rows."end" > length(body) OR table_cells."end" > length(body)'
        )
        return problems + [f"{slug}: table {key!r} points past the text" for slug, key in cells]

    def _tags_of(self, article_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        marks = ", ".join("?" * len(article_ids))
        found: dict[int, list[str]] = {}
        for article_id, name in self._db.execute(
            "SELECT article_id, name FROM article_tags JOIN tags ON tags.id = tag_id "
            f"WHERE article_id IN ({marks}) ORDER BY name",
            tuple(article_ids),
        ):
            found.setdefault(article_id, []).append(name)
        return {article_id: tuple(names) for article_id, names in found.items()}

    def _one_stored(self, where: str, value: object) -> Stored | None:
        found = self._stored(where, value)
        return found[0] if found else None

    def _stored(self, where: str, value: object) -> list[Stored]:
        rows = self._db.execute(
            f"SELECT id, slug, hash, file_id, gone_at FROM articles WHERE {where} ORDER BY id",
            (value,),
        )
        return [Stored(row[0], row[1], row[2], row[3], gone=row[4] is not None) for row in rows]
