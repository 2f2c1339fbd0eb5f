"""The list of articles: a line each, cut to the room there is."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from newsterm.domain.listing import ArticleRow
from newsterm.domain.typesetting.cut import CutText, cut
from newsterm.tui.tag_colours import colour_style, coloured, tag_spans
from newsterm.tui.virtual_list import VirtualList

SIGNS = 4
"""Cells for the signs: marked, unread, starred and a space."""
DATE = 10
SHORT_DATE = 8
"""Without the century, below `WIDE_DATE` cells."""
WIDE_DATE = 50
WIDE = 72
"""From this width on there is room for tags, from `WIDEST` on for the source."""
WIDEST = 100
GAP = 2
"""Cells before the source and before the tags."""
NARROW = 30
"""Below this width the date goes too."""


class ArticleList(VirtualList[ArticleRow]):
    """Signs, date and title; tags and source where there is room."""

    DEFAULT_CSS = """
    ArticleList > .article-list--date { color: $text-muted; }
    ArticleList > .article-list--unread { text-style: bold; }
    ArticleList > .article-list--tags { color: $text-secondary; }
    ArticleList > .article-list--match { text-style: underline; color: $text-warning; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article-list--date",
        "article-list--unread",
        "article-list--tags",
        "article-list--match",
    }

    marked: Container[str] = ()
    """Ids of the articles that are marked."""
    tag_colours: Mapping[str, str] = {}
    """The tags that were given a colour, with it."""

    def draw_row(self, row: ArticleRow, width: int, base: Style, *, cursor: bool) -> list[Segment]:
        def style(name: str) -> Style:
            return base if cursor else self.look(name)

        front = signs(row, marked=row.marked or row.slug in self.marked)
        if width >= WIDE_DATE:
            front += f"{row.date:{DATE}}  "
        elif width >= NARROW:
            front += f"{row.date[2:]:{SHORT_DATE}}  "
        source, tags = _right_of_title(row, width)
        room = max(0, width - cell_len(front) - cell_len(source) - cell_len(tags))
        title = cut(row.title, room, row.marks)
        title_style = style("article-list--unread" if row.unread else "")
        match = base + Style(underline=True) if cursor else title_style + self._match()
        segments = [Segment(front, style("article-list--date"))]
        segments += marked_title(title, title_style, match)
        if source or tags:
            pad = " " * (room - cell_len(title.text))
            plain = style("article-list--tags")
            segments.append(Segment(pad + source, plain))
            segments += [Segment(tags, plain)] if cursor else self._coloured(row, tags, plain)
        return segments

    def _coloured(self, row: ArticleRow, shown: str, plain: Style) -> list[Segment]:
        """The tags as they are shown, which may be cut short, each in its colour."""
        _, spans = tag_spans(row.tags, self.tag_colours)
        theme = self.app.current_theme
        shifted = [(start + GAP, end + GAP, colour) for start, end, colour in spans]
        return coloured(shown, shifted, plain, lambda colour: colour_style(theme, colour))

    def _match(self) -> Style:
        return self.get_component_rich_style("article-list--match", partial=True)


def signs(row: ArticleRow, *, marked: bool) -> str:
    """Four cells: `✓` selected, `●` unread, `★` starred, and a space."""
    return (
        ("✓" if marked else " ")
        + ("●" if row.unread else " ")
        + ("★" if row.starred else " ")
        + " "
    )


def _right_of_title(row: ArticleRow, width: int) -> tuple[str, str]:
    """Source and tags with a gap before each, or nothing where the title needs the room."""
    source = cut(row.source, 14).text if width >= WIDEST and row.source else ""
    tags = cut(tag_spans(row.tags, {})[0], width // 4).text if width >= WIDE and row.tags else ""
    return source and " " * GAP + source, tags and " " * GAP + tags


def marked_title(title: CutText, plain: Style, match: Style) -> list[Segment]:
    """The segments of a cut text, its marks in another style."""
    segments = []
    at = 0
    for start, end in sorted(title.marks):
        start = max(start, at)
        if start < end:
            segments += [
                Segment(title.text[at:start], plain),
                Segment(title.text[start:end], match),
            ]
            at = end
    segments.append(Segment(title.text[at:], plain))
    return [segment for segment in segments if segment.text]
