"""Search articles by words, tags, dates and facts."""

from __future__ import annotations

from newsterm.lean import TYPE_CHECKING
from newsterm.store.store import Store

if TYPE_CHECKING:
    from newsterm.store.search import SearchPage

LIMIT = 50
PAGE = 500


def search(
    store: Store,
    query: str,
    *,
    sort: str = "rank",
    limit: int = LIMIT,
    offset: int = 0,
    typing: bool = False,
) -> SearchPage:
    """One page of hits; what of the query can't be used is named in the page's note.

    Args:
        store: opened for reading.
        query: the search language of `newsterm.domain.search.query`.
        sort: `rank` (best first) or `newest`.
        typing: the query is still being typed; letters at its end may begin a word.
    """
    from newsterm.domain.search.query import parse_query

    parsed = parse_query(query, typing=typing)
    return store.index.search(parsed, sort=sort, limit=limit, offset=offset)


def ids(store: Store, query: str) -> list[str]:
    """The ids of all hits, the newest first."""
    from newsterm.domain.search.query import parse_query

    numbers = store.index.ids(parse_query(query))
    return [
        row.slug
        for first in range(0, len(numbers), PAGE)
        for row in store.articles.rows(numbers[first : first + PAGE])
    ]


def count(store: Store, query: str) -> int:
    """How many articles a query finds."""
    from newsterm.domain.search.query import parse_query

    return store.index.count(parse_query(query))
