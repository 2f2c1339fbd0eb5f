"""Show one article: its text, its facts, its tables."""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.figures import figures_table
from newsterm.domain.table import Table
from newsterm.errors import NewstermError
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that is known of one article."""

    article_id: int
    article: Article
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    """Curated ones first, then the table of all its figures."""


def show(store: Store, slug: str) -> ArticleView:
    """The article with this id.

    Raises:
        NewstermError: there is none.
    """
    number = store.articles.number(slug)
    view = show_number(store, number) if number is not None else None
    if view is None:
        raise NewstermError(f"no article {slug!r}", hint="newsterm list shows the ids")
    return view


def show_number(store: Store, article_id: int) -> ArticleView | None:
    """The article in this row of the database, or None."""
    article = store.articles.get(article_id)
    if article is None:
        return None
    facts = store.facts.of_article(article_id)
    tables = store.tables.of_article(article_id)
    if facts:
        tables = (*tables, figures_table(facts, article))
    return ArticleView(article_id, article, facts, tables)
