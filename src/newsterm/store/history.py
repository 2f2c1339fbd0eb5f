"""The log of actions: every change has a number, an author and a time, and can be undone.

An undo is an action of its own that does the opposite of the lines of another, where nothing has
touched them since; a redo is the undo of that. `changes.of` names the action both speak of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from newsterm.store.tags import Tags
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

    line: int
    """Number among all tag lines, to undo it alone; 0 for a mark or a setting."""
    subject: str
    """The article's id, or the tag's name."""
    text: str
    """`+tag`, `-tag`, `+star`, `colour red`."""


_IS_UNDONE = """'undo' IS (SELECT kind FROM changes AS last
    WHERE last.of = changes.id ORDER BY id DESC LIMIT 1)"""
_COLUMNS = (
    """changes.id, at, who, what, kind, of,
    (SELECT count(*) FROM tag_log WHERE change_id = changes.id)
    + (SELECT count(*) FROM value_log WHERE change_id = changes.id), """
    + _IS_UNDONE
)


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
            (at, who, what[:MAX_WHAT], kind, of),
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

    def newest(self, limit: int, *, before: int | None = None) -> list[Change]:
        """The latest actions, the newest first; `before` pages on from a number."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM changes WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2",
            (before, limit),
        )
        return [_change(row) for row in rows]

    def lines(self, number: int) -> list[ChangeLine]:
        """What an action changed, in order."""
        tags = self._db.execute(
            "SELECT tag_log.id, slug, op || name FROM tag_log "
            "JOIN articles ON articles.id = article_id JOIN tags ON tags.id = tag_id "
            "WHERE change_id = ? ORDER BY tag_log.id",
            (number,),
        )
        lines = [ChangeLine(*row) for row in tags]
        values = self._db.execute(
            """
            SELECT 0, CASE WHEN value_log.name IN ('read', 'star') THEN slug ELSE tags.name END,
                CASE WHEN value_log.name IN ('read', 'star')
                     THEN iif(after IS NULL, '-', '+') || value_log.name
                     WHEN value_log.name = 'alias' THEN 'alias of ' || coalesce(real.name, 'none')
                     ELSE value_log.name || ' ' || coalesce(nullif(after, ''), 'none') END
            FROM value_log LEFT JOIN articles ON articles.id = row_id
            LEFT JOIN tags ON tags.id = row_id LEFT JOIN tags AS real ON real.id = after
            WHERE change_id = ? ORDER BY value_log.id
            """,
            (number,),
        )
        return lines + [ChangeLine(*row) for row in values]

    def change_of_line(self, line: int) -> int | None:
        """The action that a tag line belongs to."""
        row = self._db.execute("SELECT change_id FROM tag_log WHERE id = ?", (line,)).fetchone()
        return int(row[0]) if row else None

    def last_done(self, who: str) -> int | None:
        """The latest action of this author that is not undone."""
        row = self._db.execute(
            f"SELECT id FROM changes WHERE who = ? AND of IS NULL AND NOT {_IS_UNDONE} "
            "ORDER BY id DESC LIMIT 1",
            (who,),
        ).fetchone()
        return int(row[0]) if row else None

    def last_undone(self, who: str) -> int | None:
        """The action that this author undid last, unless they have done something new since."""
        row = self._db.execute(
            "SELECT undo.of FROM changes AS undo WHERE undo.who = ?1 AND undo.kind = 'undo' "
            "AND undo.id = (SELECT max(id) FROM changes WHERE of = undo.of) AND NOT EXISTS "
            "(SELECT 1 FROM changes WHERE who = ?1 AND of IS NULL AND id > undo.id) "
            "ORDER BY undo.id DESC LIMIT 1",
            (who,),
        ).fetchone()
        return int(row[0]) if row else None

    def latest_form(self, number: int) -> int:
        """The number of the last undo or redo of an action, or its own."""
        row = self._db.execute("SELECT max(id) FROM changes WHERE of = ?", (number,)).fetchone()
        return number if row[0] is None else int(row[0])

    def reverse(self, number: int, into: int, line: int | None = None) -> int:
        """Do the opposite of an action in another one; returns how many things changed."""
        done = self._tags.reverse(number, into, line)
        return done if line is not None else done + self._values.reverse(number, into)


def _change(row: tuple[int, str, str, str, str, int | None, int, int]) -> Change:
    number, at, who, what, kind, of, lines, undone = row
    return Change(number, at, who, what, kind, of, lines, bool(undone))
