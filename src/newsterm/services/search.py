"""Search articles by words, tags, dates and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsterm.services.show import ArticleView, show_number
from newsterm.store.store import Store

if TYPE_CHECKING:
    from newsterm.store.search import SearchPage

LIMIT = 50
PAGE = 500


def search(
    store: Store, query: str, *, sort: str = "rank", limit: int = LIMIT, offset: int = 0
) -> SearchPage:
    """One page of hits; what of the query can't be used is named in the page's note.

    Args:
        store: opened for reading.
        query: the search language of `newsterm.domain.query`.
        sort: `rank` (best first) or `newest`.
    """
    from newsterm.domain.query import parse_query

    return store.index.search(parse_query(query), sort=sort, limit=limit, offset=offset)


def show_hits(
    store: Store, article_id: int, query: str
) -> tuple[ArticleView | None, tuple[tuple[int, int], ...]]:
    """An article, and where in its body the words of a query stand."""
    view = show_number(store, article_id)
    if view is None or not query:
        return view, ()
    from newsterm.domain.query import parse_query
    from newsterm.domain.term_match import find_terms, term_finder

    finders = [term_finder(term) for term in parse_query(query).terms]
    spans = find_terms(view.article.body, [one for one in finders if not one.title_only])
    return view, tuple(spans)


def ids(store: Store, query: str) -> list[str]:
    """The ids of all hits, the newest first."""
    from newsterm.domain.query import parse_query

    numbers = store.index.ids(parse_query(query))
    return [
        row.slug
        for first in range(0, len(numbers), PAGE)
        for row in store.articles.rows(numbers[first : first + PAGE])
    ]


def count(store: Store, query: str) -> int:
    """How many articles a query finds."""
    from newsterm.domain.query import parse_query

    return store.index.count(parse_query(query))
