"""Folding: full-width to ASCII, capitals to small, traditional to simplified, accented to plain.

One character becomes one character, so an offset in folded text is an offset in the text. The
table is data (`data/folding.txt`, made by `tools/make_folding_table.py` from Unicode's NFKC and
OpenCC's t2s). Several characters may become one (後 and 后): a search must find either.
"""

from __future__ import annotations

import os
import zlib
from functools import cache

_DATA = os.path.join(os.path.dirname(__file__), "data")


@cache
def read_data(name: str) -> str:
    """The text of a data file that is shipped beside this module."""
    with open(os.path.join(_DATA, name), encoding="utf-8", newline="\n") as file:
        return file.read()


class FoldTable(dict[int, str]):
    """For `str.translate`: code point to folded character; asked for what is absent, itself."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character
        return character


@cache
def fold_table() -> FoldTable:
    """The folding table, read once."""
    table = FoldTable()
    for line in read_data("folding.txt").split("\n"):
        for variant in line[1:]:
            table[ord(variant)] = line[0]
    return table


def fold(text: str) -> str:
    """The text folded: as many characters, each at its place."""
    return text.translate(fold_table())


def variants(character: str) -> str:
    """All characters that fold to what this one folds to, that one first: `国國囯`."""
    form = fold(character)
    data = read_data("folding.txt")
    start = 0 if data.startswith(form) else data.find(f"\n{form}") + 1
    return data[start : data.index("\n", start)] if start or data.startswith(form) else form


@cache
def table_hash() -> str:
    """Names the content of the folding data: 8 hexadecimal digits (CRC-32)."""
    data = "".join(read_data(name) for name in ("folding.txt", "letters.txt"))
    return f"{zlib.crc32(data.encode('utf-8')):08x}"
