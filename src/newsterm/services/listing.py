"""List articles, the newest first or in another order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsterm.domain.listing import PAGE_ROWS, ArticleRow
from newsterm.domain.orders import NEWEST
from newsterm.lean import frozen
from newsterm.store.store import Store

PAGE = 500


@frozen
class ListSelection:
    """What a list shows: a query's hits as numbers in their order, or everything without any."""

    total: int
    numbers: tuple[int, ...] | None = None
    problems: tuple[str, ...] = ()
    order: str = NEWEST
    """One of `domain.orders.ORDERS`."""


@frozen
class ListView:
    """A list and what a screen shows of it first."""

    selection: ListSelection
    index: int
    """Where in it the cursor stands."""
    first: int
    """The number of the first of `rows`."""
    rows: Sequence[ArticleRow]
    """The page that the cursor stands in."""
    tag_colours: Mapping[str, str]


def select(store: Store, query: str = "", order: str = NEWEST) -> ListSelection:
    """Which articles the list shows, in which order; the rows come page by page."""
    if not query.strip():
        return ListSelection(store.articles.count(), order=order)
    from newsterm.domain.search.query import parse_query

    parsed = parse_query(query)
    numbers = store.index.ids(parsed)
    if order != NEWEST:
        numbers = store.order.sorted(order, numbers)
    problems: tuple[str, ...] = ()
    if parsed.problems:
        from newsterm.services.selection import unusable

        problems = tuple(unusable(query))
    return ListSelection(len(numbers), tuple(numbers), problems, order)


def page(store: Store, selection: ListSelection, first: int, count: int) -> list[ArticleRow]:
    """Rows `first` to `first + count` of the list."""
    if selection.numbers is None:
        if selection.order == NEWEST:
            return store.articles.newest(first, count)
        return store.articles.rows(store.order.numbers(selection.order, first, count))
    return store.articles.rows(selection.numbers[first : first + count])


def view(store: Store, selection: ListSelection, article_id: int | None = None) -> ListView:
    """What is shown of a list where the cursor is on an article; at its top for None."""
    index = position(store, selection, article_id) if article_id is not None else 0
    first = index - index % PAGE_ROWS
    rows = page(store, selection, first, PAGE_ROWS)
    return ListView(selection, index, first, rows, tag_colours(store))


def tag_colours(store: Store) -> dict[str, str]:
    """The tags that were given a colour, with it: what `domain.tags.shade` takes."""
    return store.tag_overview.colours()


def position(store: Store, selection: ListSelection, article_id: int) -> int:
    """Where in the list an article stands; 0 when it is not in it any more."""
    if selection.numbers is None:
        if selection.order == NEWEST:
            return store.articles.position(article_id)
        return store.order.position(selection.order, article_id)
    try:
        return selection.numbers.index(article_id)
    except ValueError:
        return 0


def next_unread(store: Store, selection: ListSelection, index: int, step: int) -> int | None:
    """Where the next unread article stands after row `index`, or before it for a step of -1."""
    at = index + step
    while 0 <= at < selection.total:
        first = at if step > 0 else max(0, at - PAGE + 1)
        rows = page(store, selection, first, PAGE if step > 0 else at - first + 1)
        if not rows:
            return None
        places = range(len(rows)) if step > 0 else range(len(rows) - 1, -1, -1)
        for place in places:
            if rows[place].unread:
                return first + place
        at = first + len(rows) if step > 0 else first - 1
    return None


def list_articles(
    store: Store, query: str = "", *, limit: int | None = None, order: str = NEWEST
) -> Iterator[ArticleRow]:
    """The rows of the list."""
    numbers = select(store, query, order).numbers
    if numbers is None:
        numbers = tuple(store.order.numbers(order, 0, limit))
    for first in range(0, len(numbers[:limit]), PAGE):
        yield from store.articles.rows(numbers[:limit][first : first + PAGE])
