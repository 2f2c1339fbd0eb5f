"""Tables of targets and results, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsterm.domain.table import Table
from newsterm.services.listing import ListSelection
from newsterm.services.show import show_number
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class ArticleTables:
    """The tables of one article."""

    article_id: int
    slug: str
    title: str
    date: str
    body: str
    """What the cells' offsets point into."""
    tables: tuple[Table, ...]


def targets(store: Store, query: str = "", *, slug: str | None = None) -> Iterator[ArticleTables]:
    """The tables of one article, or of those that a search finds; articles without any left out."""
    for number in selected(store, query, slug=slug):
        view = show_number(store, number)
        if view is not None and view.tables:
            yield ArticleTables(
                number,
                view.article.id,
                view.article.title,
                view.article.date,
                view.article.body,
                view.tables,
            )


def selected(store: Store, query: str = "", *, slug: str | None = None) -> list[int]:
    """Row numbers of the articles meant, the newest first."""
    if slug is not None:
        number = store.articles.number(slug)
        return [] if number is None else [number]
    if query.strip():
        from newsterm.domain.query import parse_query

        return list(store.index.ids(parse_query(query)))
    return store.articles.numbers()


def with_tables(store: Store) -> ListSelection:
    """The articles that have any figures, for a list, the newest first."""
    numbers = tuple(store.facts.articles_with_facts())
    return ListSelection(len(numbers), numbers)
