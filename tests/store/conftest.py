"""Libraries to search in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from newsterm.domain.article import Article
from newsterm.store.store import Store
from tests.store.made_corpus import made_articles


def fill(store: Store, articles: Iterable[Article]) -> None:
    """Save articles and index them."""
    with store.transaction():
        for article in articles:
            store.articles.save(article, hash=article.id, file_id=None)
        store.index.drain()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """400 invented articles, indexed."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    with Store.open(path, write=True) as opened:
        fill(opened, made_articles(400))
        yield opened
