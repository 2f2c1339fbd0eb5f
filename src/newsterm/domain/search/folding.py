"""Folding: full-width to ASCII, capitals to small, traditional to simplified, accented to plain.

One character becomes one character, so an offset in folded text is an offset in the text. The
table is data (`data/folding.txt`, made by `tools/make_folding_table.py` from Unicode's NFKC and
OpenCC's t2s). Several characters may become one (後 and 后): a search must find either.
"""

from __future__ import annotations

import os
from functools import cache

_DATA = os.path.join(os.path.dirname(__file__), "data")


@cache
def read_data(name: str) -> str:
    """The text of a data file that is shipped beside this module."""
    with open(os.path.join(_DATA, name), encoding="utf-8", newline="\n") as file:
        return file.read()


class _FoldTable(dict[int, str]):
    """For `str.translate`: code point to folded character, looked up in the data when first met.

    A text has few different characters: to read the whole table takes longer than to search.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        data = read_data("folding.txt")
        place = data.find(character) if character != "\n" else -1
        self[code] = data[data.rfind("\n", 0, place) + 1] if place >= 0 else character
        return self[code]


_FOLDED = _FoldTable()


def fold(text: str) -> str:
    """The text folded: as many characters, each at its place."""
    return text.translate(_FOLDED)


def folded_characters() -> str:
    """All characters that fold to another."""
    return "".join(line[1:] for line in read_data("folding.txt").split("\n"))


def variants(character: str) -> str:
    """All characters that fold to what this one folds to, that one first: `国國囯`."""
    form = fold(character)
    data = read_data("folding.txt")
    start = 0 if data.startswith(form) else data.find(f"\n{form}") + 1
    return data[start : data.index("\n", start)] if start or data.startswith(form) else form


@cache
def table_hash() -> str:
    """Names the content of the folding data: 8 hexadecimal digits (CRC-32)."""
    import zlib  # whoever only searches needs no hash

    data = "".join(read_data(name) for name in ("folding.txt", "letters.txt"))
    return f"{zlib.crc32(data.encode('utf-8')):08x}"
