"""Check the library: the database itself, and whether all that is bound to a text still fits."""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, and what is wrong."""

    articles: int
    facts: int
    problems: tuple[str, ...]


def check(store: Store) -> CheckReport:
    """Look through the whole library. Nothing is changed."""
    problems = [*store.integrity()]
    if not problems:
        problems += store.articles.misplaced()
        problems += store.tags.out_of_step()
        problems += store.index.check()
    return CheckReport(store.articles.count(), store.facts.count(), tuple(problems))


def rebuild_index(store: Store) -> int:
    """Make the search index anew from the articles; returns how many there are."""
    with store.transaction():
        store.index.rebuild()
    return store.articles.count()
