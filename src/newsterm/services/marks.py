"""Mark articles as read or starred, or take the marks away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsterm.services.author import author, now
from newsterm.services.selection import described, selected
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class MarkChange:
    """What a change of marks did."""

    on: bool
    """Whether the mark was set or taken away."""
    articles: int
    changed: int


def mark_read(
    store: Store, *, slugs: Sequence[str] = (), query: str | None = None, on: bool | None = True
) -> MarkChange:
    """Mark articles as read, or as unread, as one action.

    Args:
        store: opened for writing.
        slugs: ids of articles.
        query: or a search, whose hits are meant; empty means every article.
        on: None sets the mark where any of the articles is without it, else takes it from all.

    Raises:
        NewstermError: an id that is not there, or a query that can't be used whole.
    """
    return _mark(store, "read", slugs, query, on)


def mark_starred(
    store: Store, *, slugs: Sequence[str] = (), query: str | None = None, on: bool | None = True
) -> MarkChange:
    """Star articles, or take the star away, as one action; arguments as of `mark_read`."""
    return _mark(store, "star", slugs, query, on)


def _mark(
    store: Store, name: str, slugs: Sequence[str], query: str | None, on: bool | None
) -> MarkChange:
    with store.transaction():
        numbers = selected(store, slugs, query)
        if on is None:
            on = store.values.marked(name, numbers) < len(numbers)
        what = f"{'+' if on else '-'}{name} {described(slugs, query)}"
        with store.history.action(who=author(), at=now(), what=what) as change:
            changed = store.values.set_mark(name, numbers, now() if on else None, change)
    return MarkChange(on, len(numbers), changed)
