"""One line of a list of articles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of one article."""

    article_id: int
    """The number that the database gave it."""
    slug: str
    date: str
    title: str
    source: str
    tags: tuple[str, ...]
    unread: bool
    starred: bool
    marked: bool = False
    """Selected, to act on many at once."""
    marks: tuple[tuple[int, int], ...] = ()
    """`title[start:end]` of what a search matched."""
