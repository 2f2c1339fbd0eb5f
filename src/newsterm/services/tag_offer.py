"""What is offered while tags are typed: completions, the tags of similar articles, what was typed.

Each part is read for itself, so that the quick ones do not wait for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsterm.domain.search.folding import fold
from newsterm.domain.tags import SEPARATOR
from newsterm.services.author import author
from newsterm.services.selection import selected
from newsterm.services.tag import split_words
from newsterm.store.similar import similar_tags
from newsterm.store.store import Store

SIMILAR = 8
"""So many tags of similar articles are offered."""
MODELS = 3
"""Of many articles that are meant, so many are compared with others."""
PROMPTS = 100
"""So many former prompts are remembered."""


@dataclass(frozen=True, slots=True)
class TagOffer:
    """What the library knows about tags, for somebody who is about to type some."""

    has: tuple[tuple[str, str], ...]
    """The tags of the one article that is meant, each with who gave it: a user, `file`, a rule."""
    known: tuple[str, ...]
    """The tags of the library, the most used first."""
    aliases: dict[str, str]
    """Other names of tags, with the tag."""
    colours: dict[str, str]
    """The tags that were given a colour, with it."""
    prompts: tuple[str, ...]
    """What this user typed before, the latest first, each once."""


def offer(store: Store, slugs: Sequence[str] = ()) -> TagOffer:
    """What to offer for articles; only for a single one it is told what it has."""
    number = store.articles.number(slugs[0]) if len(slugs) == 1 else None
    return TagOffer(
        tuple(store.tags.authors(number).items()) if number is not None else (),
        tuple(store.tag_overview.names()),
        store.tag_overview.aliases(),
        store.tag_overview.colours(),
        tuple(former_prompts(store)),
    )


def similar(store: Store, *, slugs: Sequence[str] = (), query: str | None = None) -> list[str]:
    """Tags that articles like these have, the likeliest first; of many the first are compared.

    Raises:
        NewstermError: an id that is not there, or a query that can't be used whole.
    """
    found: list[str] = []
    for number in selected(store, slugs[:MODELS], query)[:MODELS]:
        found += similar_tags(store.connection, number, SIMILAR)
    return sorted(dict.fromkeys(found), key=lambda name: -found.count(name))[:SIMILAR]


def former_prompts(store: Store) -> list[str]:
    """The changes of tags that this user made, as they are typed, the latest first, each once."""
    prompts: dict[str, None] = {}
    for what in store.history.said_of_tags(author(), PROMPTS):
        words, found, _ = what.partition(" -- ")
        if found and all(word[:1] in "+-" for word in split_words(words)):
            prompts[words] = None
    return list(prompts)


def completions(typed: str, tags: Iterable[str]) -> list[str]:
    """The tags that this may be the beginning or a part of, in any case and script, or in pinyin.

    Those that begin so stand first, then those with a level that does, then the others; among
    equals the order stays.
    """
    wanted = fold(typed)
    ranked = [(rank, tag) for tag in tags if (rank := _rank(wanted, tag)) is not None]
    return [tag for _, tag in sorted(ranked, key=lambda found: found[0])]


def _rank(wanted: str, tag: str) -> int | None:
    folded = fold(tag)
    if folded.startswith(wanted):
        return 0
    if SEPARATOR + wanted in folded:
        return 1
    if wanted in folded:
        return 2
    return 3 if is_typed_so(tag, wanted) else None


def is_typed_so(name: str, letters: str) -> bool:
    """Whether the pinyin of a tag, or of one of its levels, in full or initials, begins so."""
    if not (letters.isascii() and letters.isalpha()):
        return False
    from newsterm.domain.search.pinyin import typed_as  # its table is only read when it is needed

    levels = ("".join(level.split()) for level in name.split(SEPARATOR))
    return any(key.startswith(letters) for level in levels for key in typed_as(level))
