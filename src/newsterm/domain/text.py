"""Text from outside made safe: bytes to characters, and characters that can do no harm."""

from __future__ import annotations

import codecs
import re

from newsterm.errors import InputError

REPLACEMENT = "\ufffd"

_LINE_ENDS = "\r\v\f\x85\u2028\u2029"
# Controls act on terminals; lone surrogates are refused by SQLite and by UTF-8.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
# Bidirectional controls reorder what is shown (CVE-2021-42574), the others are invisible and
# break search: zero width space, word joiner, byte order mark, soft hyphen, tag characters.
# Joiners (U+200C, U+200D) and variation selectors stay: names and emoji need them.
_INVISIBLE = (
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad\U000e0000-\U000e007f"
)

_UNSAFE = re.compile(f"(?P<end>\r\n|[{_LINE_ENDS}])|(?P<control>[{_CONTROLS}])|[{_INVISIBLE}]")

# The commonest characters of written Chinese, in both scripts: what a text has many of when it
# was decoded as what it is, and next to none of when it was not.
_COMMONEST = re.compile("[的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們]")
_NEAR = 1 << 15
"""How many bytes around a broken place tell whether the rest is UTF-8."""
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _safe(match: re.Match[str]) -> str:
    if match["end"]:
        return "\n"
    return REPLACEMENT if match["control"] else ""


def sanitise(text: str) -> str:
    """Give back `text` with `\\n` as its only line end and nothing that acts on a terminal.

    Every other line end becomes `\\n`; each control but the tab and each lone surrogate becomes
    one U+FFFD; bidirectional controls and characters without width are taken out, joiners and
    variation selectors are left. `sanitise(sanitise(x)) == sanitise(x)`.
    """
    return _UNSAFE.sub(_safe, text)


def sanitise_line(text: str) -> str:
    """`sanitise`, then line ends and tabs as blanks: for titles, names and other short fields."""
    return sanitise(text).replace("\n", " ").replace("\t", " ")


def decode(data: bytes) -> tuple[str, str]:
    """Decode a text file of unknown encoding; return the text and the encoding's name.

    UTF-8, and UTF-16 or UTF-32 with a byte order mark, are certain. What is neither is read as
    GB18030 or Big5: nearly every Big5 text is valid GB18030 too, so where both are possible the
    one with more of the commonest Chinese characters is taken, GB18030 when they are equal.

    Raises:
        InputError: it is no text, or UTF-8 with a broken place (whose line is told).
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decode_marked(data, name, len(mark)), name
    if data.count(0) * 100 > len(data):
        raise InputError("not a text file: it is full of NUL bytes")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    near = data[max(0, broken.start - _NEAR) : broken.start + _NEAR]
    if _is_mostly_utf8(near):
        line = data.count(b"\n", 0, broken.start) + 1
        raise InputError("broken UTF-8 at byte {at}", line, at=broken.start + 1)
    return _decode_chinese(data)


def _decode_marked(data: bytes, name: str, mark_length: int) -> str:
    try:
        if name == "utf-8":
            return data[mark_length:].decode(name)
        return data.decode(name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "broken {encoding} at byte {at}", line, encoding=name.upper(), at=error.start + 1
        ) from None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether the text is UTF-8 that was damaged, rather than another encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    wide = sum(character > "\x7f" for character in text) - bad
    return wide > 10 * bad


def _decode_chinese(data: bytes) -> tuple[str, str]:
    candidates = []
    for name in ("gb18030", "big5"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if len(_UNPRINTED.findall(text)) * 100 <= len(text):
            candidates.append((len(_COMMONEST.findall(text)), text, name))
    if not candidates:
        raise InputError("not a text file: neither UTF-8 nor UTF-16, GB18030 or Big5")
    _, text, name = max(candidates, key=lambda candidate: candidate[0])
    return text, name
