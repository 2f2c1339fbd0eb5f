"""The list of tags: how many articles, colour, name by its level, other names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from newsterm.domain.tags import SEPARATOR, shade
from newsterm.domain.typesetting.cut import cut
from newsterm.language import _
from newsterm.services.tags import TagRow
from newsterm.tui.tag_colours import colour_style
from newsterm.tui.virtual_list import VirtualList

COUNT = 9
"""Cells of the count, with the space behind it."""
SWATCH = "■ "


class TagList(VirtualList[TagRow]):
    """Each tag below the level above it; under a filter each with its whole name."""

    DEFAULT_CSS = """
    TagList > .tag-list--count { color: $text-muted; }
    TagList > .tag-list--note { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"tag-list--count", "tag-list--note"}

    colours: Mapping[str, str] = {}
    """The colours that tags were given; those below have it, too."""
    whole_names = False
    """Whether names stand with the levels above them."""

    def draw_row(self, row: TagRow, width: int, base: Style, *, cursor: bool) -> list[Segment]:
        def style(name: str) -> Style:
            return base if cursor else self.look(name)

        level = row.name.rpartition(SEPARATOR)[2].strip()
        name = row.name if self.whole_names or not level else level
        indent = "" if self.whole_names else "  " * row.level
        colour = shade(row.name, self.colours)
        swatch = SWATCH if colour else "  "
        tint = Style.null() if cursor else colour_style(self.app.current_theme, colour)
        segments = [
            Segment(f"{row.total:>{COUNT - 1},} ", style("tag-list--count")),
            Segment(indent, style("")),
            Segment(swatch, style("") + tint),
        ]
        room = max(0, width - sum(cell_len(segment.text) for segment in segments))
        shown = cut(name, room).text
        segments.append(Segment(shown, style("") + tint))
        note = cut(_note(row), max(0, room - cell_len(shown))).text
        return [*segments, Segment(note, style("tag-list--note"))]


def _note(row: TagRow) -> str:
    """The colour by its name, and the other names of the tag, each with two spaces before it."""
    also = f"= {', '.join(row.aliases)}" if row.aliases else ""
    return "".join(f"  {field}" for field in (_(row.colour), also) if field)
