"""Pinyin: how a Chinese word is typed in Latin letters."""

from __future__ import annotations

from functools import cache
from itertools import islice, product

from newsterm.domain.search.folding import read_data

MOST_READINGS = 8
"""So many ways to read one word are kept, when several of its characters have several."""


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in read_data("pinyin.txt").splitlines():
        syllable, characters = line.split()
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return found


def typed_as(word: str) -> frozenset[str]:
    """What one types for a word: its syllables in full, and their initials (`beijing`, `bj`).

    Empty when it has a character whose reading is not known.
    """
    table = _readings()
    if not word or any(character not in table for character in word):
        return frozenset()
    ways = islice(product(*(table[character] for character in word)), MOST_READINGS)
    keys: set[str] = set()
    for syllables in ways:
        keys.add("".join(syllables))
        keys.add("".join(syllable[0] for syllable in syllables))
    return frozenset(keys)
