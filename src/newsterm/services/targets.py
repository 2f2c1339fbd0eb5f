"""Tables of targets and results: those written down, and the one of all figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsterm.domain.search.query import parse_query
from newsterm.domain.table import Table
from newsterm.errors import NewstermError
from newsterm.services.figures import FiguresView, figures, view_of
from newsterm.services.listing import ListSelection
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class ArticleTables:
    """The tables that a facts file lays out for one article."""

    article_id: int
    slug: str
    title: str
    date: str
    body: str
    """What the cells' offsets point into."""
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """The tables over some articles."""

    curated: tuple[int, ...]
    """Articles with tables of their own, the newest first; `curated_tables` reads them."""
    view: FiguresView
    """The one table of all figures."""


def targets(
    store: Store, query: str = "", *, slug: str | None = None, order: str = "values"
) -> Targets:
    """The tables of one article, or of those that a search finds.

    Raises:
        NewstermError: there is no article with this id.
    """
    numbers = selected(store, query, slug=slug)
    if slug is not None and not numbers:
        raise NewstermError("no article {slug!r}", hint="newsterm list shows the ids", slug=slug)
    view = figures(store, query, order=order) if slug is None else _of_article(store, numbers[0])
    tabled = store.figures.tabled_articles()
    return Targets(tuple(number for number in numbers if number in tabled), view)


def curated_tables(store: Store, found: Targets) -> Iterator[ArticleTables]:
    """The tables that facts files lay out, article by article."""
    for number in found.curated:
        article = store.articles.get(number)
        if article is not None:
            yield ArticleTables(
                number,
                article.id,
                article.title,
                article.date,
                article.body,
                store.tables.of_article(number),
            )


def selected(store: Store, query: str = "", *, slug: str | None = None) -> list[int]:
    """Row numbers of the articles meant, the newest first."""
    if slug is not None:
        number = store.articles.number(slug)
        return [] if number is None else [number]
    if query.strip():
        return list(store.index.ids(parse_query(query)))
    return store.articles.numbers()


def with_tables(store: Store) -> ListSelection:
    """The articles that have any figures, for a list, the newest first."""
    numbers = tuple(store.facts.articles_with_facts())
    return ListSelection(len(numbers), numbers)


def _of_article(store: Store, number: int) -> FiguresView:
    empty = store.figures.choose(parse_query(""), store.index)
    return view_of(store, replace(empty, articles=f"[{number}]"))
