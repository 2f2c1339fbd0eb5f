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

from functools import cache

from newsterm.domain.search.folding import fold, read_data, table_hash
from newsterm.domain.search.quantities import first_quantity, writings

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
CJK_RANGES = [(ord(CJK[i]), ord(CJK[i + 2])) for i in range(0, len(CJK), 3)]
_SIGNS = frozenset(SYMBOLS.values())
BEFORE, AFTER = "←", "→"
"""Mark a run's first or last character as standing directly at a word or sign."""
KEY = "№"

Piece = tuple[str, str]
"""`run`, `sign`, `word` or `gap`, and its characters in index form."""


class _FormTable(dict[int, str]):
    """For `str.translate`: the index form of each character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _form(chr(code))
        return self[code]


_FORMS = _FormTable()


def _form(character: str) -> str:
    """The index form of one character. What lies beyond the Basic Multilingual Plane stays."""
    if character == ",":
        return "，"
    if character > "\uffff":
        return character
    form = fold(character)
    if form > "\uffff":
        return form
    form = SYMBOLS.get(form, form)
    if form in _SIGNS or is_cjk(form) or _is_letter(form):
        return form
    return "．" if form == "." else " "


def _is_letter(character: str) -> bool:
    """Whether a folded character is a letter or digit that makes words."""
    if character.isascii():
        return character.isalnum()
    code = ord(character)
    return any(first <= code <= last for first, last in _letter_ranges())


@cache
def _letter_ranges() -> list[tuple[int, int]]:
    """The first and last code point of each stretch of letters and digits."""
    ranges = (line.split("-") for line in read_data("letters.txt").split())
    return [(int(first, 16), int(last, 16)) for first, last in ranges]


def rule_name() -> str:
    """Names the rule that made an index: its version and its folding data."""
    return f"{RULE_VERSION}-{table_hash()}"


def index_form(text: str) -> str:
    """The text as the rule sees it, as many characters, each at its place.

    Letters, digits and CJK characters folded, signs full-width, all else a space; `．` and `，`
    for a full stop and an ASCII comma, which may belong to a number.
    """
    return text.translate(_FORMS)


def is_cjk(character: str) -> bool:
    """Whether the character belongs to a script that is cut into pairs."""
    code = ord(character)
    return code >= 0x3005 and any(first <= code <= last for first, last in CJK_RANGES)


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
                tokens.append(BEFORE + part[0])
            tokens.extend(part[i : i + 2] for i in range(len(part) - 1))
            if not ends:
                tokens.append(part[-1] + ("" if parts[place + 1][0] == "gap" else AFTER))
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
    key = f'"{KEY}{quantity.key}"'
    if (quantity.start, quantity.end) == (0, len(form)):
        return f"({literal} OR {key})"
    before, after = form[: quantity.start], form[quantity.end :]
    written = (phrase(f"{before}{writing}{after}") for writing in writings(quantity.key))
    others = [other for other in dict.fromkeys(written) if other != literal]
    return f"({literal} OR (({' OR '.join(others)}) AND {key}))" if others else literal
