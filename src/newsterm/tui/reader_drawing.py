"""Drawing the reader's lines: text and marks to segments, and back from the screen to the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.widget import Widget

from newsterm.domain.typesetting.typeset import Block, Part
from newsterm.tui.reader_layout import BAR, Layout
from newsterm.tui.reader_marks import Layer, Span, pieces
from newsterm.tui.tag_colours import colour_style, tag_spans

TAG = "tag-"
"""Begins the name of the mark of a tag with a colour."""


class LineDrawer:
    """Draws lines of a layout in the styles of a widget, and keeps what it has drawn.

    Every segment carries, as Textual's text selection wants it, the offset of its first character:
    x within the block, y the number of the line.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._layers: tuple[Layer, ...] = ()
        self._sentence: Span | None = None
        self._tags: tuple[Layer, ...] = ()
        self._layout: Layout | None = None
        self._blocks: tuple[Block, ...] = ()
        self._drawn: dict[int, list[Segment]] = {}
        self._styles: dict[tuple[str, ...], Style] = {}

    def set_text(self, layout: Layout, blocks: tuple[Block, ...]) -> None:
        """Draw these lines from now on."""
        self._layout = layout
        self._blocks = blocks
        self.forget()

    def mark(self, layers: tuple[Layer, ...], sentence: Span | None) -> None:
        """Draw these marks from now on, spans of the body, the lowest layer first.

        Args:
            sentence: what a bar at the left stands beside.
        """
        self._layers = layers
        self._sentence = sentence

    def colour_tags(self, tags: Sequence[str], colours: Mapping[str, str]) -> None:
        """Draw the article's tags in the colours that they were given."""
        spans: dict[str, list[Span]] = {}
        for start, end, colour in tag_spans(tags, colours)[1]:
            spans.setdefault(f"{TAG}{colour}", []).append((start, end))
        self._tags = tuple(Layer(name, found) for name, found in spans.items())

    def forget(self, lines: Iterable[int] | None = None) -> None:
        """Draw these lines, or all, anew when they are next seen."""
        if lines is None:
            self._drawn.clear()
            return
        for line in lines:
            self._drawn.pop(line, None)

    def forget_styles(self) -> None:
        """The widget's styles have changed."""
        self._styles.clear()
        self._drawn.clear()

    @property
    def base(self) -> Style:
        """The style of empty space."""
        return self._style(())

    def row(self, row: int, top: int, selection: Selection | None) -> list[Segment]:
        """The segments of a row of the screen when line `top` is at its top."""
        layout = self._layout
        assert layout is not None
        columns = layout.columns
        segments = [Segment(" " * columns.margin, self.base)] if columns.margin else []
        for column in range(columns.count):
            if column:
                segments.append(Segment(" │", self._style(("rule",))))
            line = layout.line_at(row, column, top)
            segments += self._line(line, selection)
            if 0 <= line < layout.head:
                break
        return segments

    def offset_at(self, line: int, place: int) -> int:
        """Offset in the body of place `place` in a line's block; -1 outside the body."""
        layout = self._layout
        number = layout.lines[line].block if layout else -1
        if number < 0 or not self._blocks[number].is_body:
            return -1
        block = self._blocks[number]
        return block.start + min(place, max(0, len(block.text) - 1))

    def selected(self, selection: Selection) -> str:
        """The text of a selection: blocks apart by an empty line, no line ends within them."""
        layout = self._layout
        chosen: dict[int, Span] = {}
        for number, line in enumerate(layout.lines if layout else ()):
            span = selection.get_span(number)
            if line.block < 0 or span is None:
                continue
            start = max(line.start, span[0])
            end = line.end if span[1] < 0 else min(line.end, span[1])
            if start < end:
                first = chosen.get(line.block, (start, end))[0]
                chosen[line.block] = (first, end)
        return "\n\n".join(self._blocks[block].text[a:b] for block, (a, b) in chosen.items())

    def _line(self, number: int, selection: Selection | None) -> list[Segment]:
        drawn = self._drawn.get(number)
        if drawn is None or selection is not None:
            drawn = self._draw(number, selection)
            if selection is None:
                self._drawn[number] = drawn
        return drawn

    def _draw(self, number: int, selection: Selection | None) -> list[Segment]:
        layout = self._layout
        assert layout is not None
        width = layout.columns.span if number in range(layout.head) else layout.columns.width
        line = layout.lines[number] if number >= 0 else None
        if line is None or line.block < 0:
            return [Segment(" " * (BAR + width), self.base)]
        block = self._blocks[line.block]
        shift = max(0, block.start)
        layers = self._layers if block.is_body else ()
        if block.part is Part.TAGS:
            layers = self._tags
        if selection is not None and (span := selection.get_span(number)) is not None:
            end = line.end if span[1] < 0 else span[1]
            layers = (*layers, Layer("selection", [(shift + span[0], shift + end)]))
        part = block.part.value
        plain = self._style((part,))
        segments = [
            self._bar(block, shift + line.start, shift + line.end),
            self._segment(" " * (line.indent + BAR - 1), plain, line.start, number),
        ]
        for piece in pieces(shift + line.start, shift + line.end, layers):
            text = block.text[piece.start - shift : piece.end - shift]
            if text:
                style = self._style((part, *piece.names))
                segments.append(self._segment(text, style, piece.start - shift, number))
        used = line.indent + sum(cell_len(segment.text) for segment in segments[2:])
        if used < width:
            segments.append(self._segment(" " * (width - used), plain, line.end, number))
        return segments

    def _bar(self, block: Block, start: int, end: int) -> Segment:
        beside = (
            block.is_body
            and self._sentence is not None
            and self._sentence[0] < end
            and self._sentence[1] > start
        )
        return Segment("▎", self._style(("bar",))) if beside else Segment(" ", self.base)

    def _segment(self, text: str, style: Style, place: int, line: int) -> Segment:
        return Segment(text, style + Style.from_meta({"offset": (place, line)}))

    def _style(self, names: tuple[str, ...]) -> Style:
        """The style of a part with marks over it; of the widget for no name at all."""
        style = self._styles.get(names)
        if style is None:
            style = self._make_style(names)
            self._styles[names] = style
        return style

    def _make_style(self, names: tuple[str, ...]) -> Style:
        widget = self._widget
        if not names:
            return widget.rich_style
        style = widget.get_component_rich_style(f"reader--{names[0]}")
        for name in names[1:]:
            style += widget.selection_style if name == "selection" else self._mark_style(name)
        return style

    def _mark_style(self, name: str) -> Style:
        """What a mark adds; a see-through background as it comes out on the widget's own."""
        if name.startswith(TAG):
            return colour_style(self._widget.app.current_theme, name.removeprefix(TAG))
        component = f"reader--{name}"
        added = self._widget.get_component_rich_style(component, partial=True)
        if added.bgcolor is None:
            return added
        return added + Style(bgcolor=self._widget.get_component_rich_style(component).bgcolor)
