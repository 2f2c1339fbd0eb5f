"""The sentence behind a cell or a hit, set in lines as the reader sets it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content, Span
from textual.events import Resize
from textual.widgets import Static

from newsterm.domain.printable import printable
from newsterm.domain.typesetting.wrap import wrap

MARK = "bold underline"
FAINT = "$text-muted"


class Excerpt(Static):
    """A few lines of an article's body, with what matters in them marked."""

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._text = ""
        self._marks: Sequence[tuple[int, int]] = ()
        self._faint: Sequence[tuple[int, int]] = ()
        self.mark_line = 0
        """Which line of those drawn the first mark begins in."""

    def show_text(
        self,
        text: str,
        marks: Sequence[tuple[int, int]],
        faint: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Show a text with some stretches of it marked, and others drawn faint."""
        self._text = printable(text)
        self._marks, self._faint = marks, faint
        self._set()

    def show_nothing(self) -> None:
        """Show no text."""
        self.show_text("", ())

    def on_resize(self, _event: Resize) -> None:
        self._set()

    def _set(self) -> None:
        """Break the text into lines of the present width."""
        width = self.content_size.width
        if not self._text or width < 1:
            self.update(Content(""))
            return
        lines: list[Content] = []
        self.mark_line = 0
        for number, (start, end) in enumerate(wrap(self._text, width)):
            if self._marks and start <= self._marks[0][0]:
                self.mark_line = number
            spans = [
                Span(max(begin, start) - start, min(stop, end) - start, style)
                for style, places in ((FAINT, self._faint), (MARK, self._marks))
                for begin, stop in places
                if begin < end and stop > start
            ]
            lines.append(Content(self._text[start:end], spans))
        self.update(Content("\n").join(lines))
