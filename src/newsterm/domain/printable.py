"""The last guard before a terminal: what a character may not do on the screen, it does not do."""

from __future__ import annotations

from functools import cache

REPLACEMENT = "\ufffd"

# C0 and C1 act on the terminal, bidi controls reorder what is around them, surrogates cannot be
# written at all.
_ACTING = (
    range(0x20),
    range(0x7F, 0xA0),
    (0x061C, 0x200E, 0x200F),
    range(0x2028, 0x202F),
    range(0x2066, 0x206A),
    range(0xD800, 0xE000),
    (0xFEFF,),
)


@cache
def _table(line_ends: bool) -> dict[int, str]:
    table = {code: REPLACEMENT for codes in _ACTING for code in codes}
    table[ord("\t")] = " "
    table[ord("\n")] = "\n" if line_ends else " "
    return table


def printable(text: str) -> str:
    """`text` with every acting character replaced; as long as before, so offsets hold."""
    return text if text.isprintable() else text.translate(_table(True))


def printable_line(text: str) -> str:
    """`printable`, and line ends as spaces."""
    return text if text.isprintable() else text.translate(_table(False))
