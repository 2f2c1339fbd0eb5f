"""Saved searches: a query under a name, with how many articles it finds now."""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.domain.search.query import parse_query
from newsterm.domain.text import sanitise_line
from newsterm.errors import UsageError
from newsterm.store.store import Store

MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that was kept."""

    name: str
    query: str
    count: int
    """Articles that it finds now."""


def save_search(store: Store, name: str, query: str) -> None:
    """Keep a query under a name; an empty query takes the name away.

    Raises:
        UsageError: the name is empty or too long.
    """
    name = sanitise_line(name).strip()
    if not 0 < len(name) <= MAX_NAME:
        raise UsageError("the name of a saved search has 1 to {most} characters", most=MAX_NAME)
    query = sanitise_line(query).strip()
    with store.transaction():
        if query:
            store.saved.save(name, query)
        else:
            store.saved.forget(name)


def saved_searches(store: Store) -> list[SavedSearch]:
    """All of them by name, each with its live count."""
    return [
        SavedSearch(name, query, store.index.count(parse_query(query)))
        for name, query in store.saved.all()
    ]
