"""The tags of a library as a whole: how many articles have each, colours, aliases, rules."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

from newsterm.domain.tags import SEPARATOR
from newsterm.lean import frozen

RULE = "rule:"
"""Begins the author's name of what a rule did."""


@frozen
class TagCount:
    """A tag and how many articles have it."""

    name: str
    count: int
    colour: str = ""
    aliases: tuple[str, ...] = ()
    rules: tuple[tuple[str, int], ...] = ()
    """The rules that gave it, each with how many of the articles have it from there."""


class TagOverview:
    """Reads `tags`, `article_tags` and the log; articles whose file is gone do not count."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def counts(self) -> list[TagCount]:
        """Every tag that articles have or that was given a colour or an alias, most used first."""
        aliases: dict[int, list[str]] = {}
        for number, name in self._db.execute(
            "SELECT alias_of, name FROM tags WHERE alias_of IS NOT NULL ORDER BY name"
        ):
            aliases.setdefault(number, []).append(name)
        gone = self._gone()
        rules = self._rules(gone)
        counts = Counter[int](
            dict(
                self._db.execute(
                    "SELECT tag_id, count(*) FROM article_tags GROUP BY tag_id"
                ).fetchall()
            )
        )
        counts.subtract(
            row[0]
            for row in self._db.execute(
                "SELECT tag_id FROM json_each(?) CROSS JOIN article_tags ON article_id = value",
                (json.dumps(list(gone)),),
            )
        )
        rows = self._db.execute("SELECT id, name, colour FROM tags WHERE alias_of IS NULL")
        found = [
            TagCount(
                name,
                counts[number],
                colour,
                tuple(aliases.get(number, ())),
                tuple(rules.get(number, ())),
            )
            for number, name, colour in rows
            if counts[number] or number in aliases or colour
        ]
        return sorted(found, key=lambda tag: (-tag.count, tag.name))

    def names(self) -> list[str]:
        """The tags that articles have, the most used first; articles that are gone count, too."""
        rows = self._db.execute(
            "SELECT name FROM (SELECT tag_id, count(*) AS n FROM article_tags GROUP BY tag_id) "
            "JOIN tags ON tags.id = tag_id ORDER BY n DESC, name"
        )
        return [str(row[0]) for row in rows]

    def count_below(self, name: str) -> int:
        """How many articles have the tag or one below it, each counted once."""
        return self.totals([name])[name]

    def totals(self, names: Iterable[str]) -> dict[str, int]:
        """`count_below` of several tags."""
        gone = json.dumps(list(self._gone()))
        return {
            name: self._db.execute(
                "SELECT count(DISTINCT article_id) FROM tags CROSS JOIN article_tags "
                "ON tags.id = tag_id "
                # The index on names finds those below: `0` follows `/`.
                "WHERE (name = ?1 OR name > ?1 || ?2 AND name < ?1 || ?3) "
                "AND (?4 = '[]' OR article_id NOT IN (SELECT value FROM json_each(?4)))",
                (name, SEPARATOR, chr(ord(SEPARATOR) + 1), gone),
            ).fetchone()[0]
            for name in names
        }

    def colours(self) -> dict[str, str]:
        """The tags that have a colour of their own, with it."""
        return dict(self._db.execute("SELECT name, colour FROM tags WHERE colour <> ''").fetchall())

    def aliases(self) -> dict[str, str]:
        """Every alias with the tag that it stands for."""
        return dict(
            self._db.execute(
                "SELECT alias.name, tags.name FROM tags AS alias "
                "JOIN tags ON tags.id = alias.alias_of ORDER BY alias.name"
            ).fetchall()
        )

    def articles_of(self, names: Iterable[str]) -> set[int]:
        """The articles that have any of these tags."""
        return self.ever_of(names) - self._gone()

    def ever_of(self, names: Iterable[str]) -> set[int]:
        """The articles that have any of these tags, with those whose file is gone."""
        return {
            row[0]
            for name in names
            for row in self._db.execute(
                "SELECT article_id FROM tags CROSS JOIN article_tags ON tags.id = tag_id "
                "WHERE name = ?",
                (name,),
            )
        }

    def _gone(self) -> set[int]:
        """The articles whose file is gone, found in the indexes: the table itself is large."""
        all_of = "SELECT id FROM articles INDEXED BY articles_by_file"
        here = "SELECT id FROM articles INDEXED BY articles_by_date WHERE gone_at IS NULL"
        counted = self._db.execute(
            f"SELECT (SELECT count(*) FROM ({all_of})) = (SELECT count(*) FROM ({here}))"
        ).fetchone()
        if counted[0]:
            return set()
        return {row[0] for row in self._db.execute(f"{all_of} EXCEPT {here}")}

    def _rules(self, gone: set[int]) -> dict[int, list[tuple[str, int]]]:
        """For each tag the rules whose word on it still stands."""
        found: dict[int, list[tuple[str, int]]] = {}
        for number, who, count in self._db.execute(
            "SELECT line.tag_id, who, count(*) AS n FROM changes "
            "CROSS JOIN tag_log AS line ON line.change_id = changes.id "
            "WHERE who >= ?1 AND who < ?2 AND op = '+' "
            "AND (?3 = '[]' OR line.article_id NOT IN (SELECT value FROM json_each(?3))) "
            "AND NOT EXISTS (SELECT 1 FROM tag_log AS later WHERE later.id > line.id "
            "AND later.article_id = line.article_id AND later.tag_id = line.tag_id) "
            "GROUP BY line.tag_id, who ORDER BY n DESC, who",
            (RULE, RULE[:-1] + chr(ord(RULE[-1]) + 1), json.dumps(list(gone))),
        ):
            found.setdefault(number, []).append((who.removeprefix(RULE), count))
        return found
