"""Read stored facts; the conditions of a query on facts choose among them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from newsterm.domain.search.query import parse_query
from newsterm.errors import NewstermError
from newsterm.store.facts import ArticleFact
from newsterm.store.store import Store


def facts(store: Store, query: str = "", *, slug: str | None = None) -> Iterator[ArticleFact]:
    """The facts that a query finds, article by article, the newest first.

    Args:
        query: the search language; empty for all. Its conditions on facts choose facts.
        slug: of this article alone; `ARTICLE:OFFSET` of the facts at one place.

    Raises:
        NewstermError: there is no such article.
    """
    choice = store.figures.choose(parse_query(query), store.index)
    offset = None
    if slug is not None:
        number, offset = fact_place(store, slug)
        if choice.articles and number not in json.loads(choice.articles):
            return
        choice = replace(choice, articles=f"[{number}]")
    for _, figure in store.figures.all_of(choice):
        fact = figure.fact
        if offset is None or fact.start <= offset < fact.end:
            yield ArticleFact(figure.article_id, figure.slug, figure.date, fact)


def fact_place(store: Store, place: str) -> tuple[int, int | None]:
    """The article's number, and the offset if one is named, of `ARTICLE` or `ARTICLE:OFFSET`.

    Raises:
        NewstermError: there is no such article.
    """
    number = store.articles.number(place)
    if number is not None:
        return number, None
    slug, sign, offset = place.rpartition(":")
    number = store.articles.number(slug) if sign and offset.isascii() and offset.isdigit() else None
    if number is None:
        raise NewstermError("no article {slug!r}", hint="newsterm list shows the ids", slug=place)
    return number, int(offset)
