"""One line of a list of articles."""

from __future__ import annotations

from newsterm.lean import frozen

PAGE_ROWS = 128
"""So many rows of a list are read from the store at once."""


@frozen
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
