"""What helps while a search is typed: completions, facets, and the words that completions know."""

from __future__ import annotations

from collections.abc import Iterator

from newsterm.domain.search.query import parse_query
from newsterm.store.search_facets import Facets
from newsterm.store.store import Store

COMPLETIONS = 6


def complete(store: Store, typed: str) -> list[str]:
    """Words of the library for Latin letters that are being typed: `bj` gives 北京."""
    return store.index.complete(typed, COMPLETIONS)


def facets(store: Store, query: str) -> Facets:
    """How the hits of a query spread over tags, years and sources."""
    return store.index.facets(parse_query(query))


def gather_words(store: Store) -> Iterator[None]:
    """Gather the words that `complete` knows, if it is time to, in steps of a few hundredths."""
    if not store.index.words_due():
        return
    words = yield from store.index.gather_words()
    with store.transaction():
        store.index.save_words(words)
