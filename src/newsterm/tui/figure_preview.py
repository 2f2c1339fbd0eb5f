"""Beside or below a table: the whole of the cell under the cursor, and the words it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content, Span
from textual.events import Resize
from textual.widgets import Static

from newsterm.domain.printable import printable
from newsterm.domain.typesetting.wrap import wrap

MARK = "bold underline"
HEAD = "bold"
NOTE = "dim"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the preview."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Stretches that stand out."""
    style: str = ""
    """Of the whole: `HEAD`, `NOTE` or none."""


class FigurePreview(Static):
    """Passages of text, broken into lines as the reader breaks them."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self.passages: tuple[Passage, ...] = ()

    def show(self, passages: Sequence[Passage]) -> None:
        """Show these passages; none for an empty preview."""
        if tuple(passages) != self.passages:
            self.passages = tuple(passages)
            self._set()

    def on_resize(self, _event: Resize) -> None:
        self._set()

    def _set(self) -> None:
        width = self.content_size.width
        if width < 1:
            return
        lines = [line for passage in self.passages for line in _lines(passage, width)]
        self.update(Content("\n").join(lines))


def _lines(passage: Passage, width: int) -> list[Content]:
    text = printable(passage.text)
    lines = []
    for start, end in wrap(text, width):
        spans = [Span(0, end - start, passage.style)] if passage.style else []
        spans += [
            Span(max(begin, start) - start, min(stop, end) - start, MARK)
            for begin, stop in passage.marks
            if begin < end and stop > start
        ]
        lines.append(Content(text[start:end], spans))
    return lines or [Content("")]
