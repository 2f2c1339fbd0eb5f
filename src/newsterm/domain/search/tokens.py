"""The token rule: how text is cut for the full-text index, and how a search term is cut to match.

Text is folded; runs of Chinese, Japanese and Korean characters become overlapping pairs, so that a
search finds any part of any word without a dictionary. In full, for a run c1 … cn:

* `c1c2 c2c3 … cn-1cn`, then `cn` alone (`cn→` when a letter, digit or sign follows at once);
* before them `←c1`, when a letter, digit or sign stands directly before the run;
* letters and digits make words; `% + # & $ ‰ ℃ °`, and the point within a decimal number, are
  tokens of their own, written full-width since FTS5's `ascii` tokenizer keeps every character
  beyond ASCII; all else separates.

Behind a text stand the keys of its quantities (`№3e1％`), the same for every writing of a value.
Whatever changes the tokens of any text must raise `RULE_VERSION`: an index keeps its rule's name.
"""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.search.folding import fold_table, read_data, table_hash
from newsterm.domain.search.quantities import first_quantity, quantities, writings

RULE_VERSION = 1

SYMBOLS = dict(zip("%+#&$‰℃°", "％＋＃＆＄‰℃°", strict=True))
"""Signs that count as words of their own, and the token of each."""

CJK = (
    "\u3005-\u3007"  # 々〆〇
    "\u3041-\u3096\u309d-\u309f"  # hiragana
    "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # katakana without its middle dot
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # ideographs
    "\uac00-\ud7a3"  # Hangul syllables
    "\U00020000-\U0003ffff"  # rare ideographs
)
"""The characters that are cut into pairs, as ranges of a character class."""
_CJK_RANGES = [(ord(CJK[i]), ord(CJK[i + 2])) for i in range(0, len(CJK), 3)]
_SIGNS = frozenset(SYMBOLS.values())
_BEFORE, _AFTER = "←", "→"
"""Mark a run's first or last character as standing directly at a word or sign."""
_KEY = "№"

Piece = tuple[str, str]
"""`run`, `sign`, `word` or `gap`, and its characters in index form."""


_ALONE = re.compile("  [^ ] ")
_WIDE = "utf-32-le"
_SPACE = " ".encode(_WIDE)
_HOLE = "\ue000"
"""Stands for a stretch of words and signs while pairs are made; no index form contains it."""


@cache
def _words() -> re.Pattern[str]:
    """A stretch of words and signs. A class of so many ranges takes milliseconds to compile."""
    return re.compile(f"([^{CJK} ]+)")


@cache
def _signs() -> re.Pattern[str]:
    """What stands alone within such a stretch."""
    return re.compile(f"[{''.join(SYMBOLS.values())}．\U00010000-\U0010ffff]")


@cache
def _separating() -> re.Pattern[str]:
    """Points that do not belong to a decimal number, and commas."""
    return re.compile("(?<![0-9])．|．(?![0-9])|，")


@cache
def _index_table() -> list[str]:
    """For `str.translate`: the index form of each character of the Basic Multilingual Plane.

    A list is read twice as fast as a dictionary. What lies beyond it stays as it is.
    """
    table = [" "] * 0x10000
    ranges = [line.split("-") for line in read_data("letters.txt").split()]
    for first, last in [(int(a, 16), int(b, 16)) for a, b in ranges] + _CJK_RANGES:
        if last < len(table):
            table[first : last + 1] = map(chr, range(first, last + 1))
    for sign, token in (*SYMBOLS.items(), (".", "．")):
        table[ord(sign)] = token
    # A copy: the folding table takes note of characters as it meets them, in any thread.
    for code, character in fold_table().copy().items():
        if code < len(table):
            table[code] = table[ord(character)] if character <= "\uffff" else character
    table[ord(",")] = "，"
    return table


def rule_name() -> str:
    """Names the rule that made an index: its version and its folding data."""
    return f"{RULE_VERSION}-{table_hash()}"


def index_form(text: str) -> str:
    """The text as the rule sees it, as many characters, each at its place.

    Letters, digits and CJK characters folded, signs full-width, all else a space; `．` and `，`
    for a full stop and an ASCII comma, which may belong to a number.
    """
    return text.translate(_index_table())


def is_cjk(character: str) -> bool:
    """Whether the character belongs to a script that is cut into pairs."""
    code = ord(character)
    return code >= 0x3005 and any(first <= code <= last for first, last in _CJK_RANGES)


class _KindTable(dict[str, str]):
    """The kind of piece that a character in index form belongs to, worked out when first met."""

    def __missing__(self, character: str) -> str:
        if character in " ．，":
            kind = "gap"
        elif is_cjk(character):
            kind = "run"
        elif character in _SIGNS or character > "\uffff":
            kind = "sign"
        else:
            kind = "word"
        self[character] = kind
        return kind


KINDS = _KindTable()
"""Kind of piece by character; a `．` between digits is a sign although it says `gap` here."""


def _code_points(text: str) -> memoryview:
    """Four bytes each, which can be copied with strides; lists of characters are far slower."""
    return memoryview(text.encode(_WIDE)).cast("I")


def _cut(form: str) -> str:
    """The tokens of an index form.

    All pairs of neighbours are written at once, three places for each character; then what is no
    pair is put right. Of `国家 5g网` (`国家 XX网` with one hole for the words) the pairs are
    `国家 家   → ` and, for the hole, `5g ←网 `. To go from run to run takes several times longer.
    """
    if "．" in form or "，" in form:
        form = _separating().sub(" ", form)
    parts = _words().split(form)
    stretches = parts[1::2]
    form = _HOLE.join(parts[::2])
    spread = bytearray(_SPACE * (3 * len(form)))
    places = memoryview(spread).cast("I")
    places[::3] = _code_points(form)
    places[1::3] = _code_points(form[1:].replace(_HOLE, _AFTER) + " ")
    # A character behind a space was written once alone, in front of its pair.
    pairs = _ALONE.sub("   ", f" {spread.decode(_WIDE)}")
    if not stretches:
        return pairs
    parts = pairs.split(_HOLE)
    for place, stretch in enumerate(stretches, 1):
        words = stretch if stretch.isascii() else _signs().sub(r" \g<0> ", stretch)
        parts[place] = f" {words} {_BEFORE}{parts[place]}"
    # The mark was meant for a character; before a space it marks nothing.
    return "".join(parts).replace(f"{_BEFORE} ", " ")


def index_text(text: str) -> str:
    """The tokens of a text for the index, apart by spaces."""
    if not text:
        return ""
    form = index_form(text)
    keys = dict.fromkeys(quantity.key for quantity in quantities(form))
    tokens = _cut(form)
    return tokens + "".join(f" {_KEY}{key}" for key in keys) if keys else tokens


def pieces(term: str) -> list[Piece]:
    """A term cut into runs of CJK characters, words, signs and what separates them."""
    form = index_form(term).strip(" ．，")
    found: list[Piece] = []
    for place, character in enumerate(form):
        kind = KINDS[character]
        if character == "．" and form[place - 1].isdigit() and form[place + 1].isdigit():
            kind = "sign"
        if found and found[-1][0] == kind != "sign":
            found[-1] = (kind, found[-1][1] + character)
        else:
            found.append((kind, character))
    return found


def phrase(term: str, *, prefix: bool = False) -> str:
    """The FTS5 phrase that finds a term; empty when nothing in it can be looked up.

    Punctuation and space within the term are ignored, the order is kept. The phrase is made of
    letters, digits, CJK characters and signs in double quotes, so it is never a syntax error.

    Args:
        term: as typed.
        prefix: whether a word of letters at its end may go on.
    """
    parts = pieces(term)
    tokens: list[str] = []
    star = ""
    for place, (kind, part) in enumerate(parts):
        joined = place > 0 and parts[place - 1][0] != "gap"
        ends = place == len(parts) - 1
        if kind == "run":
            if joined:
                tokens.append(_BEFORE + part[0])
            tokens.extend(part[i : i + 2] for i in range(len(part) - 1))
            if not ends:
                tokens.append(part[-1] + ("" if parts[place + 1][0] == "gap" else _AFTER))
            elif len(part) == 1 and not joined:
                tokens.append(part)
                star = "*"
        elif kind != "gap":
            tokens.append(part)
            star = "*" if ends and prefix and kind == "word" else ""
    return f'"{" ".join(tokens)}"{star}' if tokens else ""


def match_expression(term: str, *, prefix: bool = False) -> str:
    """The FTS5 expression that finds a term, and its quantity in every writing.

    `30%` finds `三成`; `增长30%` finds `增长三成` in articles that state 30 %, so not in
    `增长三成员`. Empty when nothing in the term can be looked up.
    """
    literal = phrase(term, prefix=prefix)
    form = index_form(term).strip(" ．，")
    quantity = first_quantity(form)
    if not literal or quantity is None:
        return literal
    key = f'"{_KEY}{quantity.key}"'
    if (quantity.start, quantity.end) == (0, len(form)):
        return f"({literal} OR {key})"
    before, after = form[: quantity.start], form[quantity.end :]
    written = (phrase(f"{before}{writing}{after}") for writing in writings(quantity.key))
    others = [other for other in dict.fromkeys(written) if other != literal]
    return f"({literal} OR (({' OR '.join(others)}) AND {key}))" if others else literal
