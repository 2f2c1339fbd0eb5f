"""A snippet: the part of a text where most of the searched words stand, cut to read well."""

from __future__ import annotations

from collections.abc import Sequence

from newsterm.lean import frozen

WIDTH = 60
"""Characters."""

_STOPS = frozenset("。！？；!?\n")
_PAUSES = frozenset("，、：,:“”（）()《》 \u3000")
_NOT_FIRST = frozenset("。，、；：？！”’）》】」』!?,.:;)%％…")
_LEAD = 24
"""So many characters may stand before the first mark, to begin with a sentence."""


@frozen
class Snippet:
    """A part of a text, on one line."""

    text: str
    """`body[start:end]` with each line end as a space, and `…` where it is cut."""
    marks: tuple[tuple[int, int], ...]
    """Spans of `text`."""
    start: int
    end: int


def make_snippet(text: str, spans: Sequence[tuple[int, int]], width: int = WIDTH) -> Snippet:
    """Cut a snippet.

    Args:
        text: the whole text.
        spans: what to mark, in order, not overlapping (`find_terms`).
        width: characters of the text at most.
    """
    first = _densest(spans, width)
    start = _start(text, spans[first][0] if spans else 0, width)
    end = _end(text, start, spans[first][1] if spans else start, width)
    lead = "…" if text[:start].strip() else ""
    shown = text[start:end]
    trail = "…" if text[end:].strip() else ""
    offset = len(lead) - start
    marks = tuple(
        (max(a, start) + offset, min(b, end) + offset) for a, b in spans if a < end and b > start
    )
    return Snippet(f"{lead}{_one_line(shown)}{trail}", marks, start, end)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _densest(spans: Sequence[tuple[int, int]], width: int) -> int:
    """The span at which the window with the most different spans begins."""
    best = most = last = 0
    for first, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] - start <= width - _LEAD // 2:
            last += 1
        if last - first > most:
            most, best = last - first, first
    return best


def _start(text: str, mark: int, width: int) -> int:
    """Where to begin so that `mark` is seen: at a sentence, else at a pause, else near it."""
    earliest = max(0, mark - min(_LEAD, width // 2))
    if earliest == 0:
        return _skip_blank(text, 0, mark)
    pause = -1
    for place in range(mark, earliest - 1, -1):
        if text[place] in _NOT_FIRST:
            continue
        if text[place - 1] in _STOPS:
            return _skip_blank(text, place, mark)
        if pause < 0 and text[place - 1] in _PAUSES:
            pause = place
    return _skip_blank(text, pause if pause >= 0 else max(earliest, mark - width // 6), mark)


def _skip_blank(text: str, place: int, mark: int) -> int:
    while place < mark and (text[place].isspace() or text[place] in _NOT_FIRST):
        place += 1
    return place


def _end(text: str, start: int, mark: int, width: int) -> int:
    """Where to end: at the width, or at a stop shortly before it."""
    end = min(len(text), start + width)
    if end == len(text):
        return len(text[:end].rstrip())
    for place in range(end, max(mark, end - width // 6), -1):
        if text[place - 1] in _STOPS:
            return len(text[:place].rstrip())
    # A closing sign belongs to what it closes; it may go one character beyond the width.
    return end + 1 if text[end] in _NOT_FIRST else end
