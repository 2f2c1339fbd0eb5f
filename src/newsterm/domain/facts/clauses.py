"""Paragraphs, sentences and clauses of a body, and the length-keeping fold that the rules read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

SENTENCE_ENDS = "。！？!?"
CLAUSE_ENDS = "，。；：！？!?; \n"

# Full-width digits, letters and signs in figures, one code point for one, so that offsets stay.
_FOLD: dict[int, int | str] = {
    **{0xFF10 + i: 0x30 + i for i in range(10)},
    **{0xFF21 + i: 0x41 + i for i in range(26)},
    **{0xFF41 + i: 0x61 + i for i in range(26)},
    ord("％"): "%", ord("﹪"): "%", ord("．"): ".", ord("／"): "/", ord("－"): "-",
    ord("＄"): "$", ord("￥"): "¥",
    ord("\u3000"): " ", ord("\xa0"): " ", ord("∶"): ":",
}  # fmt: skip


_HAN = "\u4e00-\u9fff"


@cache
def _half_comma() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_HAN}”》）)%]),|,(?=[{_HAN}“《（])")


def fold(body: str) -> str:
    """The body with full-width digits, letters and `％．／－` as ASCII, and commas of Chinese
    sentences full-width; same length, same offsets.
    """
    return _half_comma().sub("，", body.translate(_FOLD))


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\d%]) (?=[{_HAN}])|(?<=[{_HAN}]) (?=\d)")


@dataclass(frozen=True, slots=True)
class Tight:
    """A text without the spaces that some set between figures and Chinese (到 2025 年)."""

    text: str
    gaps: tuple[int, ...] = ()
    """Where in `text` a space was left out, in order."""

    def original(self, at: int) -> int:
        """The offset of `text[at]` in the text with its spaces."""
        return at + bisect_right(self.gaps, at)


def tighten(text: str) -> Tight:
    """Without the spaces around figures, where a text sets one between a figure and the unit
    after it; else as it is, since the space before a figure may part two headings.
    """
    if re.search(rf"\d [{_HAN}]", text) is None:
        return Tight(text)
    found = [match.start() for match in _gap().finditer(text)]
    gaps = tuple(at - count for count, at in enumerate(found))
    return Tight(_gap().sub("", text), gaps)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence at `text[start:end]`, its closing mark included."""

    start: int
    end: int
    paragraph: int
    """Number of its paragraph, from 0."""
    is_english: bool = False


LONGEST = 1200
"""Longer sentences are read in pieces, so that the work between two checkpoints is bounded."""


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(rf"[^{SENTENCE_ENDS}]*+[{SENTENCE_ENDS}]*+[”’」』）)]?")


@cache
def _english_sentence() -> re.Pattern[str]:
    """Up to a full stop before a capital, but not after an initial (U.S., J. Smith)."""
    return re.compile(r".+?(?:(?<![A-Z])[.!?][\"”’)]*(?=\s+[\"“A-Z\d$])|$)")


def is_english(line: str) -> bool:
    """Whether a line is read as English: mostly Latin letters."""
    latin = len(re.findall("[a-zA-Z]", line))
    return latin > 12 and latin > 6 * len(re.findall(f"[{_HAN}]", line))


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text` in order; a line break ends one and begins a paragraph."""
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            english = is_english(line)
            pattern = _english_sentence() if english else _sentence()
            for match in pattern.finditer(line):
                if match[0].strip():
                    for begin, end in _pieces(line, *match.span()):
                        yield Sentence(start + begin, start + end, number, english)
        start += len(line) + 1


def _pieces(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most `LONGEST`, cut after a clause where there is one."""
    while end - start > LONGEST:
        cut = max(line.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in "，；、,;")
        cut = cut + 1 if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


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
