"""Show one article: its text, its facts, its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.table import Table
from newsterm.errors import NewstermError
from newsterm.services.author import author, now
from newsterm.store.history import OPENED
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that is known of one article."""

    article_id: int
    article: Article
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    """Curated ones first, then the table of all its figures."""
    place: int = 0
    """Where the reader stopped last time, an offset of the body."""


def show(store: Store, slug: str) -> ArticleView:
    """The article with this id.

    Raises:
        NewstermError: there is none.
    """
    number = store.articles.number(slug)
    view = show_number(store, number) if number is not None else None
    if view is None:
        raise NewstermError("no article {slug!r}", hint="newsterm list shows the ids", slug=slug)
    return view


def show_number(store: Store, article_id: int) -> ArticleView | None:
    """The article in this row of the database, or None."""
    article = store.articles.get(article_id)
    if article is None:
        return None
    facts = store.facts.of_article(article_id)
    tables = store.tables.of_article(article_id)
    if facts:
        from newsterm.domain.figures.shown import figures_table

        tables = (*tables, figures_table(facts, article))
    place = store.articles.place(article_id)
    return ArticleView(article_id, article, facts, tables, place)


def show_hits(
    store: Store, article_id: int, query: str
) -> tuple[ArticleView | None, tuple[tuple[int, int], ...]]:
    """An article, and where in its body the words of a query stand."""
    view = show_number(store, article_id)
    if view is None or not query:
        return view, ()
    from newsterm.domain.search.query import parse_query
    from newsterm.domain.search.term_match import find_terms, term_finder

    finders = [term_finder(term) for term in parse_query(query).terms]
    spans = find_terms(view.article.body, [one for one in finders if not one.title_only])
    return view, tuple(spans)


def file_of(store: Store, article_id: int, root: Path | None) -> Path | None:
    """The file that an article was loaded from, or None when it is gone."""
    path = store.articles.file_path(article_id)
    return None if path is None else (root or Path()) / path


def note_opened(store: Store, article_id: int) -> None:
    """An article that was opened counts as read: an action like any other, which can be undone."""
    with store.transaction():
        for row in store.articles.rows([article_id]):
            what = OPENED + row.slug
            with store.history.action(who=author(), at=now(), what=what) as change:
                store.values.set_mark("read", [article_id], now(), change)


def remember_place(store: Store, article_id: int, place: int) -> None:
    """Keep where the reader stopped, an offset of the body."""
    with store.transaction():
        store.articles.set_place(article_id, place)
