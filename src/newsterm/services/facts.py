"""Read stored facts."""

from __future__ import annotations

from collections.abc import Iterator

from newsterm.services.targets import selected
from newsterm.store.facts import ArticleFact
from newsterm.store.store import Store


def facts(store: Store, query: str = "", *, slug: str | None = None) -> Iterator[ArticleFact]:
    """The facts of one article, or of the articles that a search finds, the newest first."""
    yield from store.facts.of_articles(selected(store, query, slug=slug))
