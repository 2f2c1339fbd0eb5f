"""Which articles a change is about: named by id, or found by a query."""

from __future__ import annotations

from collections.abc import Sequence

from newsterm.domain.search.query import parse_query
from newsterm.errors import NewstermError
from newsterm.language import _
from newsterm.store.store import Store

SHOWN_IDS = 3


def selected(store: Store, slugs: Sequence[str], query: str | None) -> list[int]:
    """Row numbers of the articles with these ids and of the query's hits, each once.

    Args:
        store: for reading at least.
        slugs: ids of articles.
        query: or a search; the empty one means every article.

    Raises:
        NewstermError: an id that is not there, or a query that can't be used whole.
    """
    numbers = []
    for slug in slugs:
        number = store.articles.number(slug)
        if number is None:
            raise NewstermError("no article {slug!r}: nothing was changed", slug=slug)
        numbers.append(number)
    if query is not None:
        parsed = parse_query(query)
        if parsed.problems:
            # A search may leave out what it can't use; a bulk change must not guess.
            raise NewstermError(
                "{query!r}: {problems}: nothing was changed",
                query=query,
                problems=_(parsed.problems[0].message),
            )
        numbers += store.index.ids(parsed)
    return list(dict.fromkeys(numbers))


def unusable(query: str) -> list[str]:
    """The parts of a query that a search leaves out, each with the reason."""
    parsed = parse_query(query)
    return [
        f"{parsed.text[each.start : each.end]!r}: {_(each.message)}" for each in parsed.problems
    ]


def described(slugs: Sequence[str], query: str | None) -> str:
    """The selection as the log names it: `-- 养老`, `-- id:a id:b … (7)`."""
    words = [f"id:{slug}" for slug in slugs[:SHOWN_IDS]]
    if len(slugs) > SHOWN_IDS:
        words.append(f"… ({len(slugs)})")
    if query is not None:
        words.append(query or "(all)")
    return f"-- {' '.join(words)}"
