"""The tags of a library as a whole: how many articles have each, colours, aliases, rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from newsterm.domain.tags import SEPARATOR

RULE = "rule:"
"""Begins the author's name of what a rule did."""


@dataclass(frozen=True, slots=True)
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
        rules = self._rules()
        counts = dict(
            self._db.execute(
                "SELECT tag_id, count(*) FROM article_tags "
                "JOIN articles ON articles.id = article_id WHERE gone_at IS NULL GROUP BY tag_id"
            ).fetchall()
        )
        rows = self._db.execute("SELECT id, name, colour FROM tags WHERE alias_of IS NULL")
        found = [
            TagCount(
                name,
                counts.get(number, 0),
                colour,
                tuple(aliases.get(number, ())),
                tuple(rules.get(number, ())),
            )
            for number, name, colour in rows
            if number in counts or number in aliases or colour
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
        row = self._db.execute(
            "SELECT count(DISTINCT article_id) FROM article_tags JOIN tags ON tags.id = tag_id "
            "JOIN articles ON articles.id = article_id WHERE gone_at IS NULL "
            # The index on names finds those below: `0` follows `/`.
            "AND (name = ?1 OR name > ?1 || ?2 AND name < ?1 || ?3)",
            (name, SEPARATOR, chr(ord(SEPARATOR) + 1)),
        ).fetchone()
        return int(row[0])

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
        return {
            row[0]
            for name in names
            for row in self._db.execute(
                "SELECT article_id FROM article_tags JOIN tags ON tags.id = tag_id "
                "JOIN articles ON articles.id = article_id WHERE name = ? AND gone_at IS NULL",
                (name,),
            )
        }

    def _rules(self) -> dict[int, list[tuple[str, int]]]:
        """For each tag the rules whose word on it still stands."""
        found: dict[int, list[tuple[str, int]]] = {}
        for number, who, count in self._db.execute(
            "SELECT line.tag_id, who, count(*) AS n FROM changes "
            "CROSS JOIN tag_log AS line ON line.change_id = changes.id "
            "JOIN articles ON articles.id = line.article_id "
            "WHERE who >= ?1 AND who < ?2 AND op = '+' AND gone_at IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM tag_log AS later WHERE later.id > line.id "
            "AND later.article_id = line.article_id AND later.tag_id = line.tag_id) "
            "GROUP BY line.tag_id, who ORDER BY n DESC, who",
            (RULE, RULE[:-1] + chr(ord(RULE[-1]) + 1)),
        ):
            found.setdefault(number, []).append((who.removeprefix(RULE), count))
        return found
