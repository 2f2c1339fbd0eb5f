"""The table of all figures as a grid: where it begins, its parts, and what a cell rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.grid import GridRow, values_of
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.figures.shown import NO_PERIOD
from newsterm.domain.sentences import sentence_at
from newsterm.services.figures import FiguresView, rows
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """A figure of a cell, and the words that state it."""

    figure: Figure
    title: str
    """Of the article."""
    quote: str
    """The sentence that states it."""
    mark: tuple[int, int]
    """`quote[mark[0]:mark[1]]` is the quantity."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the table, empty or not, and the row it stands in."""

    indicator_id: int
    key: IndicatorKey
    period: str | None
    """None for the row as a whole."""
    figures: int
    """How many figures there are."""
    sources: tuple[Source, ...]
    """As many of them as were asked for, the latest periods first, then the latest articles."""
    periods: tuple[str, ...]
    """Those that the row has values of, in order."""


def head_of(key: IndicatorKey) -> str:
    """What the first column shows of an indicator."""
    return key.label or NO_PERIOD


def part(
    store: Store, view: FiguresView, first: int, behind: int, columns: Sequence[int]
) -> list[GridRow]:
    """Rows from `first` to before `behind`, with their cells in columns of these numbers."""
    periods = {view.periods[number]: number for number in columns}
    found = rows(store, view, first, behind - first, list(periods))
    return [
        GridRow(
            row.indicator_id,
            head_of(row.key),
            {periods[period]: values_of(figures) for period, figures in row.cells().items()},
        )
        for row in found
    ]


def begins_at(store: Store, view: FiguresView, row: int, columns: Sequence[int]) -> int:
    """The place among these columns that is worth seeing first.

    That of the newest reported value of a row, else of its newest value, else the last one.
    """
    periods = {view.periods[number]: place for place, number in enumerate(columns)}
    if row < len(view.indicator_ids):
        for status in ("actual", ""):
            had = store.figures.periods_of(view.choice, view.indicator_ids[row], status)
            shown = [period for period in had if period and period in periods]
            if shown:
                return periods[shown[-1]]
    return max(0, len(columns) - 1)


def cell(
    store: Store,
    view: FiguresView,
    indicator_id: int,
    period: str | None,
    most: int | None = None,
) -> CellView | None:
    """A cell with its sources; None when the indicator is gone.

    Args:
        period: of the column; None for all figures of the row.
        most: read the sentences of so many figures, of all for None.
    """
    wanted = None if period is None else [period]
    found = store.figures.rows(view.choice, [indicator_id], wanted)
    if not found:
        return None
    figures = found[0].figures[::-1]
    periods = tuple(store.figures.periods_of(view.choice, indicator_id))
    listed = sources(store, figures[:most])
    return CellView(indicator_id, found[0].key, period, len(figures), listed, periods)


def sources(store: Store, figures: Sequence[Figure]) -> tuple[Source, ...]:
    """The article and the sentence of each figure."""
    texts = store.figures.texts([figure.article_id for figure in figures])
    return tuple(_source(figure, *texts[figure.article_id]) for figure in figures)


def _source(figure: Figure, title: str, body: str) -> Source:
    fact = figure.fact
    start, end = sentence_at(body, fact.start)
    start, end = min(start, fact.start), max(end, fact.end)
    return Source(figure, title, body[start:end], (fact.start - start, fact.end - start))
