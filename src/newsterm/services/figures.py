"""One table of figures over many articles: a row an indicator, read page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsterm.domain.figures.figure import Figure
from newsterm.domain.search.query import parse_query
from newsterm.domain.sentences import sentence_at
from newsterm.domain.text import sanitise_line
from newsterm.errors import UsageError
from newsterm.services.author import author, now
from newsterm.services.selection import unusable
from newsterm.store.figures import Choice, FigureRow
from newsterm.store.store import Store

PAGE = 200


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Which rows and columns the table has; the rows themselves come page by page."""

    choice: Choice
    indicator_ids: tuple[int, ...]
    """A row each, in order."""
    periods: tuple[str, ...]
    """A column each, in order of time, the empty one (no date) at the end."""
    figures: int = 0
    """How many values the table has."""
    problems: tuple[str, ...] = ()
    """Parts of the query that could not be used."""


def figures(store: Store, query: str = "", *, order: str = "values", least: int = 1) -> FiguresView:
    """The table of all figures of the articles that a query finds.

    Args:
        query: the search language; empty for all articles. Conditions on facts choose facts.
        order: of the rows: `values` (most first), `label`, or `latest`.
        least: leave out indicators with fewer values.
    """
    parsed = parse_query(query)
    choice = store.figures.choose(parsed, store.index)
    return view_of(store, choice, order, least, tuple(unusable(query)))


def view_of(
    store: Store,
    choice: Choice,
    order: str = "values",
    least: int = 1,
    problems: tuple[str, ...] = (),
) -> FiguresView:
    """The table of some facts, whatever chose them."""
    outline = store.figures.outline(choice, order, least)
    return FiguresView(choice, outline.indicator_ids, outline.periods, outline.figures, problems)


def rows(
    store: Store,
    view: FiguresView,
    first: int,
    count: int,
    periods: Sequence[str] | None = None,
) -> list[FigureRow]:
    """Rows `first` to `first + count` of the table, with the values of these columns, or of all."""
    return store.figures.rows(view.choice, view.indicator_ids[first : first + count], periods)


def all_rows(store: Store, view: FiguresView) -> Iterator[FigureRow]:
    """Every row of the table, read a page at a time."""
    for first in range(0, len(view.indicator_ids), PAGE):
        yield from rows(store, view, first, PAGE)


def position(view: FiguresView, indicator_id: int) -> int:
    """Where in the table an indicator stands; 0 when it is not in it any more."""
    try:
        return view.indicator_ids.index(indicator_id)
    except ValueError:
        return 0


def quotes(store: Store, listed: Sequence[Figure]) -> Iterator[str]:
    """The sentence that states each figure, on one line."""
    bodies = store.figures.bodies([figure.article_id for figure in listed])
    for figure in listed:
        body = bodies[figure.article_id]
        start, end = sentence_at(body, figure.fact.start)
        quote = body[min(start, figure.fact.start) : max(end, figure.fact.end)]
        yield " ".join(quote.split("\n"))


def merge(store: Store, indicator_id: int, into: int) -> int:
    """Let two indicators be one row from now on; returns how many values it has then.

    Raises:
        NewstermError: they have different units, or one is not there.
    """
    with store.transaction():
        store.indicators.merge(indicator_id, into, who=author(), at=now())
        found = store.indicators.get(into)
    return found.values if found else 0


def split(store: Store, indicator_id: int, wordings: Sequence[str], name: str) -> None:
    """Let the values that are worded so be a row of their own from now on.

    Raises:
        UsageError: the name is empty.
        NewstermError: no value of the indicator is worded so.
    """
    name = sanitise_line(name).strip()
    if not name:
        raise UsageError("--split takes the number of an indicator, a name, and wordings")
    with store.transaction():
        store.indicators.split(indicator_id, wordings, name, who=author(), at=now())


def undo_grouping(store: Store) -> bool:
    """Take back the last merge or split that still holds; whether there was one."""
    with store.transaction():
        return store.indicators.undo(at=now()) is not None
