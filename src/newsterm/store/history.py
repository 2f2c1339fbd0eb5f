"""The log of actions: every change has a number, an author and a time, and can be undone.

An undo is an action of its own that does the opposite of the lines of another, where nothing has
touched them since; a redo is the undo of that. `changes.of` names the action both speak of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from newsterm.domain.text import sanitise_line
from newsterm.store.tags import LATER, Tags
from newsterm.store.values import Values

MAX_WHAT = 200
"""Characters of an action's description that are kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """One action."""

    number: int
    at: str
    who: str
    what: str
    kind: str
    """`do`, `undo` or `redo`."""
    of: int | None
    """The action that was undone or done again; None for an action itself."""
    lines: int
    """How many tags and values it changed."""
    undone: bool
    """Whether it is undone now."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that an action changed."""

    line: str
    """Its number, to undo it alone: digits for a tag, `v` before them for a mark or a setting."""
    subject: str
    """The article's id, or the tag's name."""
    text: str
    """`+tag`, `-tag`, `+star`, `colour red`."""
    stands: bool
    """Whether nobody changed the same thing since, so that it can be undone."""


OPENED = "open id:"
"""Begins what an action says that marked an article as read because it was opened."""
VALUE = "v"
"""Begins the number of a line that is about a mark or a setting."""

_LISTED = "(?1 OR what NOT GLOB 'open id:*')"
_IS_UNDONE = """'undo' IS (SELECT kind FROM changes AS last
    WHERE last.of = changes.id ORDER BY id DESC LIMIT 1)"""
_COLUMNS = (
    """changes.id, at, who, what, kind, of,
    (SELECT count(*) FROM tag_log WHERE change_id = changes.id)
    + (SELECT count(*) FROM value_log WHERE change_id = changes.id), """
    + _IS_UNDONE
)

_VALUE_LINES = """
    SELECT 'v' || line.id, CASE WHEN line.name IN ('read', 'star') THEN slug ELSE tags.name END,
        CASE WHEN line.name IN ('read', 'star') THEN iif(after IS NULL, '-', '+') || line.name
             WHEN line.name = 'alias' THEN 'alias of ' || coalesce(real.name, 'none')
             ELSE line.name || ' ' || coalesce(nullif(after, ''), 'none') END,
        after IS CASE line.name WHEN 'read' THEN read_at WHEN 'star' THEN starred_at
                                WHEN 'colour' THEN tags.colour ELSE tags.alias_of END
    FROM ({}) AS line LEFT JOIN articles ON articles.id = row_id
    LEFT JOIN reading ON reading.article_id = row_id
    LEFT JOIN tags ON tags.id = row_id LEFT JOIN tags AS real ON real.id = after ORDER BY line.id
"""


class History:
    """The table `changes`. Changes need an open transaction of the store."""

    def __init__(self, connection: sqlite3.Connection, tags: Tags, values: Values) -> None:
        self._db = connection
        self._tags = tags
        self._values = values

    @contextmanager
    def action(
        self, *, who: str, at: str, what: str, kind: str = "do", of: int | None = None
    ) -> Iterator[int]:
        """Number a new action; one that changed nothing leaves no trace."""
        number = self._db.execute(
            "INSERT INTO changes (at, who, what, kind, of) VALUES (?, ?, ?, ?, ?)",
            (at, who, sanitise_line(what)[:MAX_WHAT], kind, of),
        ).lastrowid
        assert number is not None
        yield number
        self._db.execute(
            "DELETE FROM changes WHERE id = ?1 "
            "AND NOT EXISTS (SELECT 1 FROM tag_log WHERE change_id = ?1) "
            "AND NOT EXISTS (SELECT 1 FROM value_log WHERE change_id = ?1)",
            (number,),
        )

    def get(self, number: int) -> Change | None:
        """The action of this number."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM changes WHERE id = ?", (number,)).fetchone()
        return _change(row) if row else None

    def newest(
        self, limit: int, *, first: int = 0, before: int | None = None, openings: bool = True
    ) -> list[Change]:
        """The latest actions, the newest first.

        Args:
            limit: at most so many.
            first: how many are left out before them.
            before: only those with a lower number.
            openings: those, too, that marked an opened article as read.
        """
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM changes WHERE {_LISTED} AND (?2 IS NULL OR id < ?2) "
            "ORDER BY id DESC LIMIT ?3 OFFSET ?4",
            (openings, before, limit, first),
        )
        return [_change(row) for row in rows]

    def said_of_tags(self, who: str, limit: int) -> list[str]:
        """What an author's latest actions that put tags on or took them off say."""
        rows = self._db.execute(
            "SELECT what FROM changes WHERE who = ? AND of IS NULL AND what GLOB '[+-]*' "
            "AND EXISTS (SELECT 1 FROM tag_log WHERE change_id = changes.id) "
            "ORDER BY id DESC LIMIT ?",
            (who, limit),
        )
        return [str(row[0]) for row in rows]

    def count(self, *, openings: bool = True, after: int = 0) -> int:
        """How many actions there are with a higher number."""
        row = self._db.execute(
            f"SELECT count(*) FROM changes WHERE {_LISTED} AND id > ?2", (openings, after)
        ).fetchone()
        return int(row[0])

    def lines(self, number: int, *, limit: int = -1, first: int = 0) -> list[ChangeLine]:
        """What an action changed, in order: tags, then marks and settings.

        Args:
            number: of the action.
            limit: at most so many lines; all for -1.
            first: how many are left out before them.
        """
        # A page is cut out before its lines are judged: there may be 200,000 of them.
        of_change = "SELECT * FROM {} WHERE change_id = ?1 ORDER BY id LIMIT ?2 OFFSET ?3"
        tags = self._db.execute(
            f"""
            SELECT CAST(line.id AS TEXT), slug, op || name, NOT EXISTS ({LATER})
            FROM ({of_change.format("tag_log")}) AS line
            JOIN articles ON articles.id = line.article_id JOIN tags ON tags.id = line.tag_id
            ORDER BY line.id
            """,
            (number, limit, first),
        ).fetchall()
        count = "SELECT count(*) FROM tag_log WHERE change_id = ?"
        before = int(self._db.execute(count, (number,)).fetchone()[0])
        left = limit if limit < 0 else limit - len(tags)
        values = self._db.execute(
            _VALUE_LINES.format(of_change.format("value_log")),
            (number, left, max(0, first - before)),
        )
        return [
            ChangeLine(line, subject, text, bool(stands))
            for line, subject, text, stands in (*tags, *values)
        ]

    def change_of_line(self, line: str) -> int | None:
        """The action that a line belongs to."""
        table = "value_log" if line.startswith(VALUE) else "tag_log"
        row = self._db.execute(
            f"SELECT change_id FROM {table} WHERE id = ?", (line.removeprefix(VALUE),)
        ).fetchone()
        return int(row[0]) if row else None

    def changed_since(self, line: str) -> Change | None:
        """The latest other action that changed the same thing after a line."""
        if line.startswith(VALUE):
            sql = (
                "SELECT max(later.change_id) FROM value_log AS later, value_log AS line "
                "WHERE line.id = ? AND later.id > line.id AND later.name = line.name "
                "AND later.row_id = line.row_id"
            )
        else:
            sql = (
                "SELECT max(later.change_id) FROM tag_log AS later, tag_log AS line "
                "WHERE line.id = ? AND later.id > line.id AND later.tag_id = line.tag_id "
                "AND later.article_id = line.article_id"
            )
        row = self._db.execute(sql, (line.removeprefix(VALUE),)).fetchone()
        return None if row[0] is None else self.get(int(row[0]))

    def last_done(self, who: str) -> int | None:
        """The action that this author did, or did again, last and that is not undone."""
        row = self._db.execute(
            "SELECT coalesce(of, id) FROM changes WHERE who = ? AND kind <> 'undo' "
            "AND 'undo' IS NOT (SELECT kind FROM changes AS last "
            "WHERE last.of = coalesce(changes.of, changes.id) ORDER BY id DESC LIMIT 1) "
            "ORDER BY id DESC LIMIT 1",
            (who,),
        ).fetchone()
        return int(row[0]) if row else None

    def last_undone(self, who: str) -> int | None:
        """The action that this author undid last, unless they have done something new since.

        To open an article is nothing new.
        """
        row = self._db.execute(
            "SELECT undo.of FROM changes AS undo WHERE undo.who = ?1 AND undo.kind = 'undo' "
            "AND undo.id = (SELECT max(id) FROM changes WHERE of = undo.of) AND NOT EXISTS "
            "(SELECT 1 FROM changes WHERE who = ?1 AND of IS NULL AND id > undo.id "
            "AND what NOT GLOB 'open id:*') "
            "ORDER BY undo.id DESC LIMIT 1",
            (who,),
        ).fetchone()
        return int(row[0]) if row else None

    def latest_form(self, number: int) -> int:
        """The number of the last undo or redo of an action, or its own."""
        row = self._db.execute("SELECT max(id) FROM changes WHERE of = ?", (number,)).fetchone()
        return number if row[0] is None else int(row[0])

    def reverse(self, number: int, into: int, line: str | None = None) -> int:
        """Do the opposite of an action, or of one line of it, in another one.

        Returns how many things changed.
        """
        if line is None:
            return self._tags.reverse(number, into) + self._values.reverse(number, into)
        part = int(line.removeprefix(VALUE))
        reverse = self._values.reverse if line.startswith(VALUE) else self._tags.reverse
        return reverse(number, into, part)


def _change(row: tuple[int, str, str, str, str, int | None, int, int]) -> Change:
    number, at, who, what, kind, of, lines, undone = row
    return Change(number, at, who, what, kind, of, lines, bool(undone))
