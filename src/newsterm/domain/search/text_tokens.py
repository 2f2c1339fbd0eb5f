"""The token rule at the side of the index: a text cut into the tokens that `tokens` describes.

A library is cut at once when it is loaded, some hundred characters at a time a million times, so
nothing here is done character by character.
"""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.search.folding import folded_characters
from newsterm.domain.search.quantities import quantities
from newsterm.domain.search.tokens import (
    AFTER,
    BEFORE,
    CJK_RANGES,
    KEY,
    KINDS,
    SYMBOLS,
    index_form,
    is_cjk,
)

_SEPARATORS = "，。、“”；：（）《》\n"
"""The frequent characters that separate and belong to no number."""
_FIRST = re.compile(" [^ ]")
"""What follows a space."""
_POINT = re.compile("．(?:(?![0-9])|(?<![0-9]．))")
"""A point that does not belong to a decimal number."""
_SIGN = re.compile(f"[{''.join(SYMBOLS.values())}．\U00010000-\U0010ffff]")
"""What stands alone among words."""
_HOLE = "\ue000"
"""Stands for a stretch of words and signs while pairs are made; no index form contains it."""
_LONGEST_KEPT, _MOST_KEPT = 16, 50_000

Stretch = tuple[str, str, str]
"""The index form of what stands between characters in pairs; what stands for it while pairs are
made; and its tokens, with the mark of the character behind."""


def index_text(text: str) -> str:
    """The tokens of a text for the index, apart by spaces."""
    tokens, form = _cut(text)
    keys = dict.fromkeys(quantity.key for quantity in quantities(form))
    return tokens + "".join(f" {KEY}{key}" for key in keys) if keys else tokens


def _cut(text: str) -> tuple[str, str]:
    """The tokens of a text, and its index form.

    All pairs of neighbours are written at once, then words and signs are put among them. Of
    `国家 5g网` (`国家 XX网` with one hole for the words) the pairs are `国家 家     ` and, for the
    hole, `5g ←网 `. To go from run to run takes several times longer.
    """
    for separator in _SEPARATORS:
        text = text.replace(separator, " ")
    if not text:
        return "", ""
    parts = _between().split(text)
    between = [_STRETCHES[part] for part in parts[1::2]]
    if None in between:
        return _cut(text.translate(_folding()))
    stretches = [stretch for stretch in between if stretch]
    parts[1::2] = [form for form, _, _ in stretches]
    form = "".join(parts)
    parts[1::2] = [hole for _, hole, _ in stretches]
    pairs = _pairs("".join(parts))
    words = [tokens for _, _, tokens in stretches if tokens]
    if not words:
        return pairs, form
    spread = [""] * (2 * len(words) + 1)
    spread[::2] = pairs.split(_HOLE)
    spread[1::2] = words
    # The mark was meant for a character; before a space it marks nothing.
    return "".join(spread).replace(f"{BEFORE} ", " "), form


class _Stretches(dict[str, Stretch | None]):
    """What stands between characters in pairs, worked out when first met, the short ones kept.

    None for what contains such a character in a form that is folded.
    """

    def __missing__(self, text: str) -> Stretch | None:
        form = index_form(text)
        words = _POINT.sub(" ", form.replace("，", " "))
        found: Stretch | None = (form, " ", "")
        if any(KINDS[character] == "run" for character in words):
            found = None
        elif inner := words.strip(" "):
            hole = words[: words.index(inner)] + _HOLE + (" " if words[-1] == " " else "")
            tokens = inner if inner.isascii() else _SIGN.sub(r" \g<0> ", inner)
            found = (form, hole, f" {tokens} {BEFORE}")
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = found
        return found


_STRETCHES = _Stretches()


@cache
def _between() -> re.Pattern[str]:
    """What stands between the characters in pairs that are as folding leaves them.

    A class of so many ranges takes 40 ms to compile.
    """
    ranges: list[str] = []
    folded = sorted(code for code in _folded() if is_cjk(chr(code)))
    for first, last in CJK_RANGES:
        for code in (*(code for code in folded if first <= code <= last), last + 1):
            if first < code:
                ranges.append(f"{chr(first)}-{chr(code - 1)}")
            first = code + 1
    return re.compile(f"([^{''.join(ranges)} ]+)")


@cache
def _folded() -> dict[int, str]:
    """The characters that are folded and then cut into pairs."""
    forms = {character: index_form(character) for character in folded_characters()}
    return {ord(character): form for character, form in forms.items() if is_cjk(form)}


@cache
def _folding() -> list[str]:
    """For `str.translate`: every character itself, or what it is folded to."""
    return [_folded().get(code) or chr(code) for code in range(0x10000)]


def _pairs(form: str) -> str:
    """Each character with its neighbour, and a space: three places for each character.

    Bytes are copied with strides; lists of characters are far slower.
    """
    # A character behind a space is no neighbour: it would be written once alone.
    behind = _FIRST.sub("  ", form)[1:].replace(_HOLE, AFTER) + " "
    encoding, size = "utf-16-le", 2
    ones = form.encode(encoding)
    if len(ones) > size * len(form):  # there are characters of two units
        encoding, size = "utf-32-le", 4
        ones = form.encode(encoding)
    others = behind.encode(encoding)
    spread = bytearray(" ".encode(encoding) * (3 * len(form)))
    for byte in range(size):
        spread[byte :: 3 * size] = ones[byte::size]
        spread[size + byte :: 3 * size] = others[byte::size]
    return spread.decode(encoding)
