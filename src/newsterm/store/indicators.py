"""Indicators: the rows of the figures, and what editors joined or parted there.

`facts.keyed_as` is the indicator that a fact's own words give (`domain.figures.indicators`),
`facts.indicator_id` the one it belongs to after all merges and splits. Rows of `indicators` are
never deleted, so that an edit, bound to them, holds for facts that are loaded later, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsterm.domain.fact import Fact
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.errors import NewstermError

SCHEMA = (
    """
    CREATE TABLE indicators (       -- one owner, measure and unit, however they are worded
        id INTEGER PRIMARY KEY,
        owner TEXT NOT NULL,        -- empty: the nation, or nobody named
        measure TEXT NOT NULL,      -- in standard words
        unit TEXT NOT NULL,
        facts INTEGER NOT NULL DEFAULT 0,  -- how many belong to it; kept by triggers
        UNIQUE (measure, owner, unit)
    )
    """,
    """
    CREATE TABLE grouping_edits (   -- what editors joined and parted; outlives every reload
        id INTEGER PRIMARY KEY,
        change INTEGER NOT NULL,    -- rows with one number were one action
        at TEXT NOT NULL,           -- UTC
        who TEXT NOT NULL,
        from_id INTEGER NOT NULL REFERENCES indicators(id),
        wording TEXT,               -- facts.indicator of the facts meant; null: all of them
        to_id INTEGER NOT NULL REFERENCES indicators(id),
        undone_at TEXT
    )
    """,
    "CREATE INDEX facts_by_indicator ON facts(indicator_id, period, article_id)",
    "CREATE INDEX facts_by_key ON facts(keyed_as)",
    "CREATE INDEX articles_gone ON articles(id) WHERE gone_at IS NOT NULL",
    "CREATE INDEX indicators_by_facts ON indicators(facts DESC, id)",
    """
    CREATE TRIGGER facts_counted AFTER INSERT ON facts BEGIN
        UPDATE indicators SET facts = facts + 1 WHERE id = new.indicator_id;
    END
    """,
    """
    CREATE TRIGGER facts_discounted AFTER DELETE ON facts BEGIN
        UPDATE indicators SET facts = facts - 1 WHERE id = old.indicator_id;
    END
    """,
    """
    CREATE TRIGGER facts_recounted AFTER UPDATE OF indicator_id ON facts BEGIN
        UPDATE indicators SET facts = facts - 1 WHERE id = old.indicator_id;
        UPDATE indicators SET facts = facts + 1 WHERE id = new.indicator_id;
    END
    """,
)

MAX_STEPS = 16
"""So many merges are followed one after another."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the figures."""

    indicator_id: int
    key: IndicatorKey
    values: int
    """How many facts belong to it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a fact belongs among the indicators."""

    keyed_as: int
    indicator_id: int
    sign: int


class Indicators:
    """The tables `indicators` and `grouping_edits`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def place(self, facts: Sequence[Fact], body: str, slug: str) -> list[Placed]:
        """Where each fact of an article belongs; indicators not met before are added.

        Args:
            facts: in order of the text.
            body: what their offsets point into.
            slug: the article's.
        """
        from newsterm.domain.figures.indicators import (
            readings,  # 10 ms that reading verbs can spare
        )

        edits = self._edits()
        placed = []
        for fact, reading in zip(facts, readings(facts, body, slug), strict=True):
            number = self.number(reading.key.measure, reading.key.owner, reading.key.unit)
            placed.append(Placed(number, _follow(edits, number, fact.indicator), reading.sign))
        return placed

    def get(self, indicator_id: int) -> Indicator | None:
        """One indicator, or None."""
        row = self._db.execute(
            "SELECT owner, measure, unit, (SELECT count(*) FROM facts WHERE indicator_id = ?1) "
            "FROM indicators WHERE id = ?1",
            (indicator_id,),
        ).fetchone()
        return None if row is None else Indicator(indicator_id, IndicatorKey(*row[:3]), row[3])

    def number(self, measure: str, owner: str, unit: str) -> int:
        """The number of the indicator with this key, which is added when it was never met."""
        values = (measure, owner, unit)
        row = self._db.execute(
            "SELECT id FROM indicators WHERE measure = ? AND owner = ? AND unit = ?", values
        ).fetchone()
        if row is None:
            row = self._db.execute(
                "INSERT INTO indicators (measure, owner, unit) VALUES (?, ?, ?) RETURNING id",
                values,
            ).fetchone()
        return int(row[0])

    def place_all_again(self) -> None:
        """Let all facts that edits speak of belong where those say now."""
        edited = self._db.execute("SELECT DISTINCT from_id FROM grouping_edits")
        self._place_again([number for (number,) in edited.fetchall()])

    def wordings(self, indicator_id: int) -> list[tuple[str, int]]:
        """The words that the facts of an indicator use for it, the most frequent first."""
        rows = self._db.execute(
            "SELECT indicator, count(*) AS n FROM facts WHERE indicator_id = ? "
            "GROUP BY indicator ORDER BY n DESC, indicator",
            (indicator_id,),
        )
        return [(wording, count) for wording, count in rows]

    def merge(self, other: int, into: int, *, who: str, at: str) -> int:
        """Let all that belongs to one indicator belong to another; returns the change's number.

        Raises:
            NewstermError: they have different units, or are one already.
        """
        units = {self._known(number).key.unit for number in (other, into)}
        if len(units) > 1:
            raise NewstermError(
                "{units}: units are never joined", units=" and ".join(sorted(units))
            )
        if other == into:
            raise NewstermError("an indicator can't be merged with itself")
        keyed = self._keyed_in(other) or [other]
        return self._edit([(number, None, into) for number in {*keyed, other}], who=who, at=at)

    def split(
        self, indicator_id: int, wordings: Sequence[str], name: str, *, who: str, at: str
    ) -> int:
        """Let the facts that are worded so have an indicator of their own, called `name`.

        Raises:
            NewstermError: no fact of the indicator is worded so.
        """
        key = self._known(indicator_id).key
        target = self.number(name, key.owner, key.unit)
        marks = ", ".join("?" * len(wordings))
        found = self._db.execute(
            f"SELECT DISTINCT keyed_as, indicator FROM facts WHERE indicator_id = ? "
            f"AND indicator IN ({marks})",
            (indicator_id, *wordings),
        ).fetchall()
        if not found or target == indicator_id:
            raise NewstermError(
                "{label}: nothing to split off as {name!r}", label=key.label, name=name
            )
        return self._edit([(keyed, wording, target) for keyed, wording in found], who=who, at=at)

    def undo(self, *, at: str) -> int | None:
        """Take back the last merge or split that still holds; returns its number, or None."""
        row = self._db.execute(
            "SELECT max(change) FROM grouping_edits WHERE undone_at IS NULL"
        ).fetchone()
        if row[0] is None:
            return None
        self._db.execute("UPDATE grouping_edits SET undone_at = ? WHERE change = ?", (at, row[0]))
        edited = self._db.execute("SELECT from_id FROM grouping_edits WHERE change = ?", row)
        self._place_again({number for (number,) in edited})
        return int(row[0])

    def _edit(self, edits: Iterable[tuple[int, str | None, int]], *, who: str, at: str) -> int:
        change = self._db.execute(
            "SELECT coalesce(max(change), 0) + 1 FROM grouping_edits"
        ).fetchone()[0]
        listed = sorted(edits, key=lambda edit: (edit[0], edit[1] or "", edit[2]))
        self._db.executemany(
            "INSERT INTO grouping_edits (change, at, who, from_id, wording, to_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(change, at, who, *edit) for edit in listed],
        )
        self._place_again({edit[0] for edit in listed})
        return int(change)

    def _place_again(self, keyed: Iterable[int]) -> None:
        """Let the facts with these keys belong where the edits say now."""
        edits = self._edits()
        for number in keyed:
            wordings = self._db.execute(
                "SELECT DISTINCT indicator, indicator_id FROM facts WHERE keyed_as = ?", (number,)
            ).fetchall()
            for wording, before in wordings:
                after = _follow(edits, number, wording)
                if after != before:
                    self._db.execute(
                        "UPDATE facts SET indicator_id = ? WHERE keyed_as = ? AND indicator = ?",
                        (after, number, wording),
                    )

    def _edits(self) -> dict[tuple[int, str | None], int]:
        """Where edits that hold lead, the later over the earlier."""
        rows = self._db.execute(
            "SELECT from_id, wording, to_id FROM grouping_edits WHERE undone_at IS NULL ORDER BY id"
        )
        return {(from_id, wording): to_id for from_id, wording, to_id in rows}

    def _keyed_in(self, indicator_id: int) -> list[int]:
        rows = self._db.execute(
            "SELECT DISTINCT keyed_as FROM facts WHERE indicator_id = ?", (indicator_id,)
        )
        return [number for (number,) in rows]

    def _known(self, indicator_id: int) -> Indicator:
        found = self.get(indicator_id)
        if found is None:
            raise NewstermError("no indicator {indicator_id}", indicator_id=indicator_id)
        return found


def _follow(edits: dict[tuple[int, str | None], int], number: int, wording: str) -> int:
    if not edits:
        return number
    number = edits.get((number, wording), number)
    seen = {number}
    for _ in range(MAX_STEPS):
        following = edits.get((number, None))
        if following is None or following in seen:
            break
        number = following
        seen.add(number)
    return number
