"""The list of hits: date, title, and the words around the hit, a line each."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from newsterm.domain.typesetting.cut import cut
from newsterm.store.search import Hit
from newsterm.tui.article_list import marked_title
from newsterm.tui.virtual_list import VirtualList

NARROW = 60
"""Below this width there is no room for snippets."""
GAP = 2


class HitList(VirtualList[Hit]):
    """Hits of a search; what matched is underlined."""

    DEFAULT_CSS = """
    HitList > .hit-list--date { color: $text-muted; }
    HitList > .hit-list--title { text-style: bold; }
    HitList > .hit-list--match { text-style: underline; color: $text-warning; }
    """
    COMPONENT_CLASSES = {"hit-list--date", "hit-list--title", "hit-list--match"}

    def draw_row(self, row: Hit, width: int, base: Style, *, cursor: bool) -> list[Segment]:
        def style(name: str) -> Style:
            return base if cursor else self.look(name)

        date = f" {row.date or '—':10}  "
        room = max(0, width - cell_len(date))
        share = room if width < NARROW else min(room * 2 // 5, 44)
        title = cut(row.title, share, row.title_marks)
        match = self.get_component_rich_style("hit-list--match", partial=True)
        if cursor:
            match = Style(underline=True)
        title_style = style("hit-list--title")
        segments = [Segment(date, style("hit-list--date"))]
        segments += marked_title(title, title_style, title_style + match)
        left = room - share - GAP
        if left > 0 and width >= NARROW:
            pad = " " * (share - cell_len(title.text) + GAP)
            snippet = cut(row.snippet, left, row.snippet_marks)
            plain = style("")
            segments += [Segment(pad, plain), *marked_title(snippet, plain, plain + match)]
        return segments
