"""Tags: what an article has, and the log of every change.

A tag change is an operation, `+` or `-`, never a whole set: two editors on one article both win.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsterm.domain.tags import SEPARATOR
from newsterm.store.chosen import choose
from newsterm.store.values import Values


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One line of the log."""

    change: int
    at: str
    who: str
    slug: str
    tag: str
    op: str


LATER = """SELECT 1 FROM tag_log AS later JOIN changes ON changes.id = later.change_id
    WHERE later.article_id = line.article_id AND later.tag_id = line.tag_id AND later.id > line.id
    GROUP BY coalesce(changes.of, changes.id) HAVING count(*) % 2 = 1"""
"""What came after a `line` of the log on the same tag of the same article, and was not undone."""


class Tags:
    """`tags`, `article_tags`, `tag_log`. Changes need an open transaction.

    `change` is everywhere the number of the action, from `History.action`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._values = Values(connection)

    def change(
        self, article_ids: Iterable[int], *, add: Iterable[str], remove: Iterable[str], change: int
    ) -> int:
        """Add and remove tags on articles; log what really changed, and return its count.

        An alias stands for its tag. The work is done in SQL for all articles at once.
        """
        choose(self._db, article_ids)
        adding = [self.resolved_id(name) for name in add]
        removing = [self.resolved_id(name) for name in remove]
        added = sum(self._add_to_chosen(tag_id, change) for tag_id in dict.fromkeys(adding))
        return added + sum(
            self._remove_from_chosen(tag_id, change) for tag_id in dict.fromkeys(removing)
        )

    def add_unless_said(
        self, article_ids: Iterable[int], *, add: Iterable[str], remove: Iterable[str], change: int
    ) -> int:
        """`change` for a rule: what the same author once said of an article is not said again.

        So a tag that a rule gave and an editor took away stays away.
        """
        choose(self._db, article_ids)
        said = (
            "DELETE FROM chosen WHERE EXISTS (SELECT 1 FROM tag_log JOIN changes "
            "ON changes.id = change_id WHERE article_id = chosen.id AND tag_id = ?1 "
            "AND changes.who = (SELECT who FROM changes WHERE id = ?2) AND change_id <> ?2)"
        )
        ids, changed = list(article_ids), 0
        for names, act in ((add, self._add_to_chosen), (remove, self._remove_from_chosen)):
            for name in names:
                tag_id = self.resolved_id(name)
                choose(self._db, ids)
                self._db.execute(said, (tag_id, change))
                changed += act(tag_id, change)
        return changed

    def move(self, name: str, to: str, change: int) -> int:
        """Give every article that has `name` the tag `to` instead; returns how many there were."""
        return self._move(self.id_of(name), self.id_of(to), change)

    def delete(self, name: str, change: int) -> int:
        """Take the tag from every article that has it; returns how many had it."""
        tag_id = self.id_of(name)
        self._choose_tagged(tag_id)
        return self._remove_from_chosen(tag_id, change)

    def impose(
        self, tags: Mapping[int, Iterable[str]], *, change: int, accumulate: bool = False
    ) -> int:
        """Give articles, by number, exactly these tags; returns how many were added or removed.

        With `accumulate` nothing is removed.
        """
        choose(self._db, tags)
        names = {name for article_tags in tags.values() for name in article_tags}
        ids = {name: self.resolved_id(name) for name in sorted(names)}
        self._db.execute(
            "CREATE TEMP TABLE IF NOT EXISTS wanted (tag_id INTEGER, article_id INTEGER, "
            "PRIMARY KEY (tag_id, article_id)) WITHOUT ROWID"
        )
        self._db.execute("DELETE FROM wanted")
        self._db.executemany(
            "INSERT OR IGNORE INTO wanted VALUES (?, ?)",
            ((ids[name], number) for number, named in tags.items() for name in named),
        )
        line = "INSERT INTO tag_log (change_id, article_id, tag_id, op) SELECT ?, article_id, "
        done = self._db.execute(
            f"{line} tag_id, '+' FROM wanted WHERE NOT EXISTS (SELECT 1 FROM article_tags AS has "
            "WHERE has.tag_id = wanted.tag_id AND has.article_id = wanted.article_id)",
            (change,),
        ).rowcount
        self._db.execute(
            "INSERT INTO article_tags (article_id, tag_id) SELECT article_id, tag_id FROM wanted "
            "WHERE true ON CONFLICT DO NOTHING"
        )
        if accumulate:
            return done
        surplus = (
            "FROM article_tags WHERE article_id IN (SELECT id FROM chosen) "
            "AND NOT EXISTS (SELECT 1 FROM wanted WHERE wanted.tag_id = article_tags.tag_id "
            "AND wanted.article_id = article_tags.article_id)"
        )
        done += self._db.execute(f"{line} tag_id, '-' {surplus}", (change,)).rowcount
        self._db.execute(f"DELETE {surplus}")
        return done

    def set_colour(self, name: str, colour: str, change: int) -> int:
        """Give a tag a colour, or none with the empty string; returns whether that is new."""
        return self._values.set("colour", [self.id_of(name)], colour, change)

    def set_alias(self, name: str, of: str | None, change: int) -> int:
        """Make `name` another name of the tag `of`, or of none; returns the articles moved."""
        tag_id = self.id_of(name)
        target = None if of is None else self.resolved_id(of)
        self._values.set("alias", [tag_id], target, change)
        return self._move(tag_id, target, change) if target is not None else 0

    def colour(self, name: str) -> str:
        """The colour of a tag; empty when it has none."""
        row = self._db.execute("SELECT colour FROM tags WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def resolve(self, name: str) -> str:
        """The tag that a name means: itself, or what it is an alias of."""
        row = self._db.execute(
            "SELECT coalesce(real.name, tags.name) FROM tags "
            "LEFT JOIN tags AS real ON real.id = tags.alias_of WHERE tags.name = ?",
            (name,),
        ).fetchone()
        return str(row[0]) if row else name

    def aliases(self, name: str) -> list[str]:
        """The other names of a tag."""
        rows = self._db.execute(
            "SELECT alias.name FROM tags AS alias JOIN tags ON tags.id = alias.alias_of "
            "WHERE tags.name = ? ORDER BY alias.name",
            (name,),
        )
        return [str(row[0]) for row in rows]

    def at_or_below(self, name: str) -> list[str]:
        """The names in use or with settings: the tag itself and those below it, sorted."""
        rows = self._db.execute(
            "SELECT name FROM tags WHERE (name = ?1 OR substr(name, 1, length(?1) + 1) = ?1 || ?2)"
            " AND (colour <> '' OR alias_of IS NOT NULL"
            " OR EXISTS (SELECT 1 FROM article_tags WHERE tag_id = tags.id)) ORDER BY name",
            (name, SEPARATOR),
        )
        return [str(row[0]) for row in rows]

    def of_article(self, article_id: int) -> tuple[str, ...]:
        """The tags that an article has, gone or not."""
        rows = self._db.execute(
            "SELECT name FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = ? "
            "ORDER BY name",
            (article_id,),
        )
        return tuple(str(row[0]) for row in rows)

    def having(self, article_ids: Sequence[int], name: str) -> int:
        """How many of these articles have the tag. Needs no transaction."""
        tagged = {
            row[0]
            for row in self._db.execute(
                "SELECT article_id FROM article_tags JOIN tags ON tags.id = tag_id WHERE name = ?",
                (self.resolve(name),),
            )
        }
        return sum(article_id in tagged for article_id in article_ids)

    def log(self) -> list[LoggedChange]:
        """Every change, the oldest first."""
        rows = self._db.execute(
            "SELECT change_id, at, who, slug, name, op FROM tag_log "
            "JOIN changes ON changes.id = change_id "
            "JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id "
            "ORDER BY tag_log.id"
        )
        return [LoggedChange(*row) for row in rows]

    def authors(self, article_id: int) -> dict[str, str]:
        """Who gave the article each tag that it has: a user, `file`, or `rule:NAME`."""
        rows = self._db.execute(
            "SELECT name, who, max(tag_log.id) FROM tag_log JOIN changes ON changes.id = change_id "
            "JOIN tags ON tags.id = tag_log.tag_id JOIN article_tags AS has "
            "ON has.article_id = tag_log.article_id AND has.tag_id = tag_log.tag_id "
            "WHERE tag_log.article_id = ? GROUP BY tag_log.tag_id ORDER BY name",
            (article_id,),
        )
        return {name: who for name, who, _ in rows}

    def out_of_step(self) -> list[str]:
        """Where the tags that articles have are not what the log adds up to."""
        rows = self._db.execute(
            """
            WITH last AS (
                SELECT article_id, tag_id, op, max(id) FROM tag_log GROUP BY article_id, tag_id
            ), logged AS (SELECT article_id, tag_id FROM last WHERE op = '+'),
            apart AS (
                SELECT * FROM (SELECT article_id, tag_id FROM article_tags
                               EXCEPT SELECT * FROM logged)
                UNION
                SELECT * FROM (SELECT * FROM logged
                               EXCEPT SELECT article_id, tag_id FROM article_tags)
            )
            SELECT slug, name FROM apart
            JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id
            """
        )
        return [f"{slug}: tag {name!r} is not what its log says" for slug, name in rows]

    def reverse(self, change: int, into: int, line: int | None = None) -> int:
        """Do the opposite of an action's lines, or of one, where no other action came after them.

        Returns how many tags were put on or taken off. The lines of one action, its undoing and
        redoing included, that cancel each other out count as none: they alternate `+` and `-`,
        so an even number of them leaves things as they were.
        """
        done = self._db.execute(
            f"""
            INSERT INTO tag_log (change_id, article_id, tag_id, op)
            SELECT ?1, article_id, tag_id, CASE op WHEN '+' THEN '-' ELSE '+' END FROM (
                SELECT article_id, tag_id, op, max(id) AS id, count(*) AS lines FROM tag_log
                WHERE change_id = ?2 AND (?3 IS NULL OR id = ?3) GROUP BY article_id, tag_id
            ) AS line WHERE lines % 2 = 1 AND NOT EXISTS ({LATER})
            """,
            (into, change, line),
        ).rowcount
        self._db.execute(
            "INSERT INTO article_tags (article_id, tag_id) "
            "SELECT article_id, tag_id FROM tag_log WHERE change_id = ? AND op = '+'",
            (into,),
        )
        self._db.execute(
            "DELETE FROM article_tags WHERE (tag_id, article_id) IN "
            "(SELECT tag_id, article_id FROM tag_log WHERE change_id = ? AND op = '-')",
            (into,),
        )
        return done

    def cancel_out(self, change: int) -> None:
        """Forget the lines of an action that put something on and took it off again."""
        self._db.execute(
            "DELETE FROM tag_log WHERE change_id = ?1 AND (article_id, tag_id) IN ("
            "SELECT article_id, tag_id FROM tag_log WHERE change_id = ?1 "
            "GROUP BY article_id, tag_id HAVING count(*) % 2 = 0)",
            (change,),
        )

    def resolved_id(self, name: str) -> int:
        """The number of the tag that a name means; it is made when there is none yet."""
        return self.id_of(self.resolve(name))

    def _move(self, tag_id: int, to: int, change: int) -> int:
        self._choose_tagged(tag_id)
        if tag_id == to:
            return 0
        moved = self._remove_from_chosen(tag_id, change)
        self._add_to_chosen(to, change)
        return moved

    def _choose_tagged(self, tag_id: int) -> None:
        ids = "SELECT article_id FROM article_tags WHERE tag_id = ?"
        choose(self._db, [row[0] for row in self._db.execute(ids, (tag_id,)).fetchall()])

    def _add_to_chosen(self, tag_id: int, change: int) -> int:
        done = self._db.execute(
            "INSERT INTO tag_log (change_id, article_id, tag_id, op) SELECT ?2, id, ?1, '+' "
            "FROM chosen WHERE NOT EXISTS "
            "(SELECT 1 FROM article_tags WHERE tag_id = ?1 AND article_id = chosen.id)",
            (tag_id, change),
        ).rowcount
        self._db.execute(
            "INSERT INTO article_tags (article_id, tag_id) SELECT id, ? FROM chosen WHERE true "
            "ON CONFLICT DO NOTHING",
            (tag_id,),
        )
        return done

    def _remove_from_chosen(self, tag_id: int, change: int) -> int:
        done = self._db.execute(
            "INSERT INTO tag_log (change_id, article_id, tag_id, op) SELECT ?2, id, ?1, '-' "
            "FROM chosen WHERE EXISTS "
            "(SELECT 1 FROM article_tags WHERE tag_id = ?1 AND article_id = chosen.id)",
            (tag_id, change),
        ).rowcount
        self._db.execute(
            "DELETE FROM article_tags WHERE tag_id = ? AND article_id IN (SELECT id FROM chosen)",
            (tag_id,),
        )
        return done

    def set_one(self, article_id: int, name: str, op: str, change: int) -> None:
        """Add (`+`) or remove (`-`) one tag of one article, and log it if that is a change."""
        tag_id = self.id_of(name)
        sql = (
            "INSERT INTO article_tags (article_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
            if op == "+"
            else "DELETE FROM article_tags WHERE article_id = ? AND tag_id = ?"
        )
        if self._db.execute(sql, (article_id, tag_id)).rowcount:
            self._db.execute(
                "INSERT INTO tag_log (change_id, article_id, tag_id, op) VALUES (?, ?, ?, ?)",
                (change, article_id, tag_id, op),
            )

    def id_of(self, name: str) -> int:
        """The number of the tag of this very name; it is made when there is none yet."""
        self._db.execute("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
        row = self._db.execute("SELECT id FROM tags WHERE name = ?", (name,)).fetchone()
        return int(row[0])
