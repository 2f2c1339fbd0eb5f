"""Tag articles, by id or by what a search finds."""

from __future__ import annotations

import getpass
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from newsterm.domain.query import parse_query
from newsterm.errors import NewstermError, UsageError
from newsterm.store.store import Store

MAX_TAG = 100


@dataclass(frozen=True, slots=True)
class TagChange:
    """What a change of tags did."""

    add: tuple[str, ...]
    remove: tuple[str, ...]
    articles: int
    """How many articles were meant."""
    changed: int
    """How many tags were really added or taken away."""


def parse_tag_words(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`+a -b` as the tags to add and the tags to remove. A full-width sign counts as a sign.

    Raises:
        UsageError: a word without a sign, an empty or overlong tag, or one with odd characters.
    """
    add: list[str] = []
    remove: list[str] = []
    for word in words:
        sign, name = word[:1].translate({0xFF0B: "+", 0xFF0D: "-", 0x2212: "-"}), word[1:].strip()
        if sign not in "+-" or not sign:
            raise UsageError(f"{word!r}: write +tag to add or -tag to remove")
        if not name or len(name) > MAX_TAG:
            raise UsageError(f"{word!r}: a tag has 1 to {MAX_TAG} characters")
        if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
            raise UsageError(f"{word!r}: a tag has no control characters")
        (add if sign == "+" else remove).append(name)
    if both := sorted(set(add) & set(remove)):
        raise UsageError(f"{both[0]!r} is both added and removed")
    return tuple(dict.fromkeys(add)), tuple(dict.fromkeys(remove))


def tag(
    store: Store,
    words: Sequence[str],
    *,
    slugs: Sequence[str] = (),
    query: str | None = None,
) -> TagChange:
    """Change tags in one transaction.

    Args:
        store: opened for writing.
        words: `+tag` and `-tag`.
        slugs: ids of the articles; an unknown one changes nothing at all.
        query: or a search, whose hits are meant; empty means every article.

    Raises:
        UsageError: nothing to change, or words that are no tags.
        NewstermError: an id that is not there, or a query that can't be used whole.
    """
    add, remove = parse_tag_words(words)
    if not add and not remove:
        raise UsageError("no tag to add (+tag) or to remove (-tag)")
    with store.transaction():
        numbers = _numbers(store, slugs, query)
        changed = store.tags.change(
            numbers,
            add=add,
            remove=remove,
            who=getpass.getuser(),
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
    return TagChange(add, remove, len(numbers), changed)


def _numbers(store: Store, slugs: Sequence[str], query: str | None) -> list[int]:
    numbers = []
    for slug in slugs:
        number = store.articles.number(slug)
        if number is None:
            raise NewstermError(f"no article {slug!r}: nothing was tagged")
        numbers.append(number)
    if query is not None:
        parsed = parse_query(query)
        if parsed.problems:
            # A search may leave out what it can't use; a bulk change must not guess.
            raise NewstermError(f"{query!r}: {parsed.problems[0]}: nothing was tagged")
        numbers += store.index.ids(parsed)
    return list(dict.fromkeys(numbers))
