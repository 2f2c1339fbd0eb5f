"""One indicator through all articles and years, planned beside reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.forecasts import is_forecast
from newsterm.domain.figures.series import Series, make_series, wanted
from newsterm.domain.search.query import parse_query
from newsterm.domain.sentences import sentence_at
from newsterm.errors import NewstermError, UsageError
from newsterm.store.store import Store

LIMIT = 8
"""So many indicators are shown unless more are asked for."""
_EVERYTHING = parse_query("")
_MIN_VALUES = 2
"""An indicator that only begins with the words asked for is shown when it has so many values."""


@dataclass(frozen=True, slots=True)
class SeriesFound:
    """The indicators that fit some words best, and which others there are."""

    series: tuple[Series, ...]
    others: tuple[tuple[str, int], ...] = ()
    """Label with unit, and how many values, of what also fits and is not shown."""


def series(
    store: Store, words: Sequence[str], *, limit: int = LIMIT, undated: bool = False
) -> SeriesFound:
    """The series of the indicators that fit the words best.

    Args:
        words: owner and measure in any wording, such as `GDP 同比增长` or `上海 零售总额`.
        limit: most indicators; each is a series of its own, so that no units are mixed.
        undated: whether values without a period are listed, too.

    Raises:
        UsageError: no words.
        NewstermError: nothing fits.
    """
    asked = [part for word in words for part in word.split()]
    if not asked:
        raise UsageError("series of what? Name an indicator, such as 国内生产总值 同比增长")
    meant = wanted(asked)
    ranked = []
    for number, key, count in store.figures.measured_like(meant.measures, meant.parts):
        place = meant.rank(key)
        if place is not None:
            ranked.append((place, -count, number, key))
    ranked.sort(key=lambda each: each[:3])
    if not ranked:
        raise NewstermError(
            "no indicator named {words}",
            hint="newsterm targets lists the indicators",
            words=" ".join(asked),
        )
    best = ranked[0][0]
    near = [
        each
        for each in ranked
        if each[0] <= max(best, 1) or (each[0] == 2 and -each[1] >= _MIN_VALUES)
    ]
    found: list[Series] = []
    for _, _, number, _ in near:
        made = of_indicator(store, number, undated=undated)
        if made.rows and len(found) < limit:
            found.append(made)
    shown = {each.indicator_id for each in found}
    others = tuple(
        (f"{key.label} ({key.unit})", -count)
        for _, count, number, key in ranked
        if number not in shown
    )
    return SeriesFound(tuple(found), others)


def of_indicator(store: Store, indicator_id: int, *, undated: bool = False) -> Series:
    """The series of one indicator, by its number.

    Raises:
        NewstermError: there is none.
    """
    choice = store.figures.choose(_EVERYTHING, store.index)
    rows = store.figures.rows(choice, [indicator_id])
    if not rows:
        raise NewstermError("no indicator {indicator_id}", indicator_id=indicator_id)
    forecasts = _forecasts(store, rows[0].figures)
    return make_series(
        indicator_id, rows[0].key, rows[0].figures, undated=undated, forecasts=forecasts
    )


def _forecasts(store: Store, figures: Sequence[Figure]) -> set[int]:
    """The planned values that are not planned but foreseen by others, as numbers of facts."""
    planned = [figure for figure in figures if figure.fact.is_target]
    bodies = store.figures.bodies([figure.article_id for figure in planned])
    found = set()
    for figure in planned:
        body, place = bodies[figure.article_id], figure.fact.start
        if is_forecast(body[min(sentence_at(body, place)[0], place) : place]):
            found.add(figure.fact_id)
    return found


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """One value of a series with its source."""

    figure: Figure
    indicator: str
    quote: str
    """The sentence that states it."""


def values(store: Store, each: Series) -> Iterator[SeriesValue]:
    """All values of a series in the order of its rows, each with the sentence it stands in."""
    figures = [
        figure
        for row in each.rows
        for agreed in (row.planned, row.reported)
        if agreed
        for figure in agreed.figures
    ]
    bodies = store.figures.bodies([figure.article_id for figure in figures])
    for figure in figures:
        body = bodies[figure.article_id]
        start, end = sentence_at(body, figure.fact.start)
        yield SeriesValue(figure, each.key.label, body[start : max(end, figure.fact.end)])
