"""How a grid of figures is drawn: headings, a frozen column, the row and cell under the cursor."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsterm.domain.figures.grid import Values
from newsterm.tui.grid_columns import GridColumns
from newsterm.tui.grid_layout import GAP, SetTable, fit, in_one_line
from newsterm.tui.motions import MotionView
from newsterm.tui.row_blocks import RowBlocks


class DrawnGrid(MotionView):
    """Draws a table that is set as a whole, or what has come of one that is read in blocks."""

    DEFAULT_CSS = """
    DrawnGrid {
        height: 1fr; background: $surface; color: $foreground;
        overflow-x: hidden; overflow-y: auto;
        scrollbar-gutter: stable; scrollbar-size-vertical: 1;
    }
    DrawnGrid > .figure-grid--heading { background: $panel; text-style: bold; }
    DrawnGrid > .figure-grid--row { background: $panel; }
    DrawnGrid > .figure-grid--planned { color: $accent; text-style: bold; }
    DrawnGrid > .figure-grid--several { text-style: italic; }
    DrawnGrid > .figure-grid--message { color: $text-muted; }
    DrawnGrid > .figure-grid--cursor {
        color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
        text-style: $block-cursor-blurred-text-style;
    }
    DrawnGrid:focus > .figure-grid--cursor {
        color: $block-cursor-foreground; background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figure-grid--heading",
        "figure-grid--row",
        "figure-grid--planned",
        "figure-grid--several",
        "figure-grid--message",
        "figure-grid--cursor",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._total = 0
        self._row = self._column = 0
        self._columns = GridColumns()
        self._set: SetTable | None = None
        self._blocks = RowBlocks()
        self._message = ""
        self._looks: dict[str, Style] = {}

    def _lines(self) -> int:
        return self._set.starts[-1] if self._set is not None else self._total

    def look(self, name: str) -> Style:
        """The style of a component class, or the widget's own for ''."""
        style = self._looks.get(name)
        if style is None:
            full = f"figure-grid--{name}"
            style = self.get_component_rich_style(full) if name else self.rich_style
            self._looks[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.room
        if not self._total:
            return self.message_line(self._message, y, self.look("message"))
        if y == 0:
            style = self.look("heading")
            return Strip([Segment(self._columns.heading(width), style)])
        line = y - 1 + self.scroll_offset.y
        if line >= self._lines():
            return Strip.blank(width, self.look(""))
        row, sub = self._set.place(line) if self._set is not None else (line, 0)
        on_row = row == self._row
        base = self.look("row") if on_row else self.look("")
        sign = ("▌" if self.has_focus else "▏") if on_row else " "
        head_style = self.look("cursor") if on_row and self._column == 0 else base
        segments = [
            Segment(sign, base),
            Segment(fit(self._head_text(row, sub), self._columns.head_width(width)), head_style),
        ]
        for position, cells in self._columns.seen(width):
            text, style = self._cell(row, sub, position, base)
            if on_row and self._column == position + 1:
                style = self.look("cursor")
            segments += [Segment(" " * GAP, base), Segment(fit(text, cells), style)]
        return Strip(segments).adjust_cell_length(width, base).simplify()

    def _head_text(self, row: int, sub: int) -> str:
        if self._set is not None:
            lines = self._set.heads[row]
            return lines[sub] if sub < len(lines) else ""
        known = self._blocks.row(row)
        return "…" if known is None else known.head

    def _cell(self, row: int, sub: int, position: int, base: Style) -> tuple[str, Style]:
        number = self._columns.shown[position]
        if self._set is not None:
            lines = self._set.cells[row].get(number, ())
            if sub >= len(lines):
                return "", base
            text, value = lines[sub]
            values: Values = (value,) if value is not None else ()
        else:
            known = self._blocks.row(row)
            values = known.cells.get(number, ()) if known is not None else ()
            text = in_one_line(values)
            if not text and not self._blocks.holds(row, position):
                text = "·"
        if len(values) != 1:
            return text, base + self._partial("several") if text else base
        return text, base + self._partial("planned") if values[0].planned else base

    def _partial(self, name: str) -> Style:
        style = self._looks.get(f"+{name}")
        if style is None:
            style = self.get_component_rich_style(f"figure-grid--{name}", partial=True)
            self._looks[f"+{name}"] = style
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()
