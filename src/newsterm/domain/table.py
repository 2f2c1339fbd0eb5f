"""Tables of figures: rows of indicators, columns of periods, cells with their source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table and the place in the body that it rests on."""

    shown: str
    """What the table shows: `≥30%`, `4–5个`, `海淀区、朝阳区`."""
    start: int
    end: int
    """`body[start:end]` is the quantity, or the quote when the cell is no quantity."""
    status: str = ""
    """`target`, `actual`, or empty when the cell is no figure."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    head: str
    """What the row is about, as the first column shows it."""
    cells: tuple[tuple[Cell, ...], ...]
    """For each column the values that stand there: none, one, or several that differ."""
    start: int
    end: int
    """`body[start:end]` is the quote that the row rests on."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one article: written down in its facts file, or made of its facts."""

    key: str
    """Its name within the article, stable over reloads: `targets`, `rings`, `figures`."""
    title: str
    head: str
    """Heading of the first column."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
