"""Paragraphs, sentences and clauses of a body, and the length-keeping fold that the rules read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

SENTENCE_ENDS = "。！？!?"
CLAUSE_ENDS = "，。；：！？!?;\n"

# Full-width digits, letters and signs in figures, one code point for one, so that offsets stay.
_FOLD: dict[int, int | str] = {
    **{0xFF10 + i: 0x30 + i for i in range(10)},
    **{0xFF21 + i: 0x41 + i for i in range(26)},
    **{0xFF41 + i: 0x61 + i for i in range(26)},
    ord("％"): "%", ord("﹪"): "%", ord("．"): ".", ord("／"): "/", ord("－"): "-", ord("＄"): "$", ord("￥"): "¥",
    ord("\u3000"): " ", ord("\xa0"): " ", ord("∶"): ":",
}  # fmt: skip


def fold(body: str) -> str:
    """The body with full-width digits, letters and `％．／－` as ASCII; same length, same offsets."""
    return body.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence at `text[start:end]`, its closing mark included."""

    start: int
    end: int
    paragraph: int
    """Number of its paragraph, from 0."""
    is_heading: bool
    """Whether its paragraph is one line without a full stop."""


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(rf"[^{SENTENCE_ENDS}]*+[{SENTENCE_ENDS}]*+[”’」』）)]?")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text` in order; a line break ends one and begins a paragraph."""
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            heading = not any(c in line for c in "。！？；") and len(line) < 60
            for match in _sentence().finditer(line):
                if match[0].strip():
                    yield Sentence(start + match.start(), start + match.end(), number, heading)
        start += len(line) + 1


def clause_start(text: str, at: int, floor: int) -> int:
    """Where the clause that holds `text[at]` begins, not before `floor`."""
    while at > floor and text[at - 1] not in CLAUSE_ENDS:
        at -= 1
    return at


def clause_end(text: str, at: int, ceiling: int) -> int:
    """Where the clause that holds `text[at]` ends (its closing mark), not after `ceiling`."""
    while at < ceiling and text[at] not in CLAUSE_ENDS:
        at += 1
    return at
