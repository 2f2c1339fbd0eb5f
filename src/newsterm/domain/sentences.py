"""Sentences of an article's body, as spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop with what closes after it. `……` ends nothing by itself: news uses it for "and so on".
# An ASCII stop counts only before a space or the end of a line, so that 27.4 and U.S. stay whole.
_STOP = re.compile(
    "(?:[。！？]|[.!?](?=[.!?\"'”’)\\]]{0,8}(?:\\s|$)))[。！？.!?…]{0,8}"
    "(?P<closing>[”’\"'」』）)\\]】〕〉》]{0,8})",
    re.MULTILINE,
)
_PARAGRAPH = re.compile("[^\n]+")
# What ends in a full stop without ending a sentence, in English news.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Sgt|Lt|Col|St|Jr|Sr|No|Nos|vs|Inc|Ltd|Co|Corp"
    r"|Fig|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|etc)|\b[A-Za-z])\Z"
)
_LONGEST_ABBREVIATION = 8


def sentences(body: str) -> list[tuple[int, int]]:
    """`(start, end)` of every sentence, in order; white space between them belongs to none.

    A line break ends a sentence; closing quotes and brackets stay with the sentence they close.
    """
    spans: list[tuple[int, int]] = []
    for line in _PARAGRAPH.finditer(body):
        spans += _sentences_of_line(line[0], line.start())
    return spans


def sentence_at(body: str, offset: int) -> tuple[int, int]:
    """The sentence at `offset`: the one around it, else the next one, else the last.

    `(0, 0)` where there is no sentence at all.
    """
    offset = max(0, min(offset, len(body)))
    first = body.rfind("\n", 0, offset) + 1
    for line in _PARAGRAPH.finditer(body, first):
        for start, end in _sentences_of_line(line[0], line.start()):
            if offset < end:
                return start, end
    before = body.rstrip()
    if not before:
        return 0, 0
    return _sentences_of_line(
        before[before.rfind("\n") + 1 :],
        before.rfind("\n") + 1,
    )[-1]


def _sentences_of_line(line: str, base: int) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for end in (*_ends(line), len(line)):
        words = line[start:end]
        if bare := words.strip():
            first = start + len(words) - len(words.lstrip())
            spans.append((base + first, base + first + len(bare)))
        start = end
    return spans


def _ends(line: str) -> Iterator[int]:
    for stop in _STOP.finditer(line):
        if "》" in stop["closing"] or "〉" in stop["closing"]:
            continue  # A question that is a title: 《谁来付账？》一书.
        before = line[max(0, stop.start() - _LONGEST_ABBREVIATION) : stop.start()]
        if line[stop.start()] == "." and _ABBREVIATION.search(before):
            continue
        yield stop.end()
