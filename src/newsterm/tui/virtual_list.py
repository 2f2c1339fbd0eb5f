"""A list of any length: the owner keeps the rows, the list draws what is seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeAlias, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from newsterm.domain.listing import PAGE_ROWS
from newsterm.domain.typesetting.cut import cut
from newsterm.tui.motions import MotionView

RowT = TypeVar("RowT")
Page: TypeAlias = tuple[int, Sequence[RowT]]
"""The number of a first row, and the rows from it on."""

CACHED_PAGES = 16
SHORTEST_RETRY, LONGEST_RETRY = 1.0, 30.0
"""Seconds until rows that could not be read are asked for again."""


class VirtualList(MotionView, Generic[RowT]):
    """Rows by number, in pages that the owner delivers when asked by `PageWanted`.

    Memory holds `CACHED_PAGES` pages of rows, however long the list is. A move within the screen
    repaints two lines. At the edge the view jumps by half a screen, so that a held key does not
    repaint everything at each step.
    """

    DEFAULT_CSS = """
    VirtualList {
        height: 1fr;
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    VirtualList > .virtual-list--cursor {
        color: $block-cursor-blurred-foreground;
        background: $block-cursor-blurred-background;
        text-style: $block-cursor-blurred-text-style;
    }
    VirtualList:focus > .virtual-list--cursor {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    VirtualList > .virtual-list--placeholder, VirtualList > .virtual-list--message {
        color: $text-muted;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--cursor",
        "virtual-list--placeholder",
        "virtual-list--message",
    }
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,l", "choose", "Open", id="list.choose")]
    ALLOW_SELECT = False

    class PageWanted(Message):
        """Rows are needed: the owner answers with `put_page(first, rows)`."""

        def __init__(self, view: VirtualList[RowT], first: int, count: int) -> None:
            super().__init__()
            self.view = view
            self.first = first
            self.count = count
            self.generation = view.generation
            """Hand it back to `put_page`, and an answer to an older list is dropped."""

        @property
        def control(self) -> VirtualList[RowT]:
            """The list that asks."""
            return self.view  # type: ignore[return-value]

    class Highlighted(Message):
        """The cursor came to a row, or the row under it arrived."""

        def __init__(self, view: VirtualList[RowT], index: int, row: RowT) -> None:
            super().__init__()
            self.view = view
            self.index = index
            self.row: object = row

        @property
        def control(self) -> VirtualList[RowT]:
            """The list that it happened in."""
            return self.view  # type: ignore[return-value]

    class Chosen(Highlighted):
        """The person chose a row."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.generation = 0
        """Grows with each `reset`."""
        self._total = 0
        self._index = 0
        self._message = ""
        self._pages: OrderedDict[int, tuple[RowT, ...]] = OrderedDict()
        self._wanted: set[int] = set()
        self._stale: set[int] = set()
        self._announced: tuple[int, RowT] | None = None
        self._retry: Timer | None = None
        self._patience = SHORTEST_RETRY
        self._looks: dict[str, Style] = {}

    # What the owner uses.

    @property
    def total(self) -> int:
        """Number of rows."""
        return self._total

    @property
    def index(self) -> int:
        """Number of the row under the cursor, from 0."""
        return self._index

    @property
    def highlighted_row(self) -> RowT | None:
        """The row under the cursor; None while it is not there yet."""
        return self.row(self._index)

    def row(self, index: int) -> RowT | None:
        """A row if it is in memory."""
        number, place = divmod(index, PAGE_ROWS)
        page = self._pages.get(number)
        return page[place] if page is not None and 0 <= place < len(page) else None

    def reset(self, total: int, *, index: int = 0, page: Page[RowT] | None = None) -> None:
        """Forget every row; the list has `total` others now.

        Args:
            page: the rows that are known already, with the number of the first, so that they need
                not be asked for.
        """
        self.generation += 1
        self._pages.clear()
        self._stale.clear()
        self._announced = None
        self._retotal(total, index, page)

    def reload(self, total: int, *, page: Page[RowT] | None = None) -> None:
        """Ask for all rows anew, but show the old ones, and stay in place, until they come."""
        self.generation += 1
        self._stale = set(self._pages)
        self._retotal(total, self._index, page)

    def put_page(self, first: int, rows: Sequence[RowT], generation: int | None = None) -> bool:
        """Take the rows from `first` on, as asked for by `PageWanted`.

        Returns:
            False when the answer came too late: it belongs to an older generation.

        Raises:
            ValueError: `first` begins no page.
        """
        number, place = divmod(first, PAGE_ROWS)
        if place:
            raise ValueError(f"row {first} begins no page of {PAGE_ROWS}")
        if generation is not None and generation != self.generation:
            return False
        self._patience = SHORTEST_RETRY
        self._wanted.discard(number)
        self._stale.discard(number)
        self._pages[number] = tuple(rows[:PAGE_ROWS])
        self._pages.move_to_end(number)
        self._forget_far_pages()
        top = self.scroll_offset.y
        if first < top + self.size.height and first + PAGE_ROWS > top:
            self.refresh()
        self._announce()
        return True

    def ask_again(self) -> None:
        """Ask anew for the rows that never came: the owner could not read them."""
        self._retry = None
        self._wanted.clear()
        self._want()

    def ask_again_later(self) -> bool:
        """Ask anew after a while, ever longer until rows come; whether this is the first time."""
        is_first = self._patience == SHORTEST_RETRY
        if self._retry is None:
            self._retry = self.set_timer(self._patience, self.ask_again)
            self._patience = min(2 * self._patience, LONGEST_RETRY)
        return is_first

    def grow(self, total: int) -> None:
        """There are more rows behind the last one than was known; nothing else changes."""
        if total > self._total:
            self._total = total
            self.virtual_size = Size(self.room, total)
            self.refresh()
            self._want()

    def put_row(self, index: int, row: RowT) -> None:
        """Replace one row that changed; nothing happens when it is not in memory."""
        number, place = divmod(index, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None or place >= len(page):
            return
        self._pages[number] = (*page[:place], row, *page[place + 1 :])
        self.refresh_line(index)

    def show_message(self, message: str) -> None:
        """What to say in place of rows: loading, nothing found, failed."""
        self._message = message
        self.refresh()

    def go(self, index: int) -> None:
        """Put the cursor on a row and scroll there if need be."""
        old, self._index = self._index, max(0, min(index, self._total - 1))
        if not self._scroll_to_cursor():
            self.refresh_line(old)
            self.refresh_line(self._index)
        if self._index != old:
            self._announced = None
        self._want()
        self._announce()

    # Motions.

    def move_by(self, lines: int) -> None:
        self.go(self._index + lines)

    def move_to(self, line: int) -> None:
        self.go(line)

    def last_line(self) -> int:
        return max(0, self._total - 1)

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        self.take_count()
        row = self.highlighted_row
        if row is not None:
            self.post_message(self.Chosen(self, self._index, row))

    def on_click(self, event: Click) -> None:
        """A click chooses the row under it."""
        place = event.get_content_offset(self)
        index = self.scroll_offset.y + place.y if place is not None else self._total
        if index < self._total:
            self.go(index)
            self.action_choose()

    # Rows in memory.

    def _retotal(self, total: int, index: int, page: Page[RowT] | None) -> None:
        self._total = max(0, total)
        self._wanted.clear()
        if page is not None:
            self._wanted.add(page[0] // PAGE_ROWS)  # it comes below
        self.virtual_size = Size(self.room, self._total)
        self._index = max(0, min(index, self._total - 1))
        self._scroll_to_cursor()
        self.refresh()
        if page is not None:
            self.put_page(*page)
        self._want()

    def _near_pages(self) -> range:
        """The pages of what is seen and of a screen before and behind it."""
        height = max(self.size.height, 1)
        first = max(0, self.scroll_offset.y - height)
        last = min(self._total, self.scroll_offset.y + 2 * height) - 1
        return range(first // PAGE_ROWS, last // PAGE_ROWS + 1) if last >= 0 else range(0)

    def _want(self) -> None:
        if not self.is_attached or not self.size.height:
            return
        for number in self._near_pages():
            there = number in self._pages and number not in self._stale
            if there or number in self._wanted:
                continue
            self._wanted.add(number)
            first = number * PAGE_ROWS
            self.post_message(self.PageWanted(self, first, min(PAGE_ROWS, self._total - first)))

    def _forget_far_pages(self) -> None:
        near = self._near_pages()
        for number in list(self._pages):
            if len(self._pages) <= CACHED_PAGES:
                return
            if number not in near:
                del self._pages[number]

    def _announce(self) -> None:
        row = self.highlighted_row
        if row is not None and self._announced != (self._index, row):
            self._announced = (self._index, row)
            self.post_message(self.Highlighted(self, self._index, row))

    # Drawing.

    def draw_row(self, row: RowT, width: int, base: Style, *, cursor: bool) -> list[Segment]:
        """The segments of a row, at most `width` cells; under the cursor all in `base`."""
        return [Segment(cut(str(row), width).text, base)]

    def look(self, name: str) -> Style:
        """The style of a component class, on the widget's background; the widget's own for ''."""
        style = self._looks.get(name)
        if style is None:
            style = self.get_component_rich_style(name) if name else self.rich_style
            self._looks[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.room
        index = y + self.scroll_offset.y
        if not self._total:
            return self.message_line(self._message, y, self.look("virtual-list--message"))
        if index >= self._total:
            return Strip.blank(width, self.look(""))
        cursor = index == self._index
        base = self.look("virtual-list--cursor" if cursor else "")
        row = self.row(index)
        if row is None:
            drawn = [Segment("…", base if cursor else self.look("virtual-list--placeholder"))]
        else:
            drawn = self.draw_row(row, max(0, width - 1), base, cursor=cursor)
        sign = ("▌" if self.has_focus else "▏") if cursor else " "
        # As few segments as can be: each one costs some 40 bytes over the line.
        first = drawn[0].style if drawn else base
        strip = Strip([Segment(sign, first), *drawn]).adjust_cell_length(width, base)
        return strip.simplify()

    def _scroll_to_cursor(self) -> bool:
        """Bring the cursor into view, half a screen ahead; True when the view moved."""
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if top <= self._index < top + height:
            return False
        # One step over the edge shows half a new screen; a leap puts its target in the middle.
        self.scroll_at_once(self._index - height // 2)
        return self.scroll_offset.y != top

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want()

    def on_resize(self, _event: Resize) -> None:
        self.virtual_size = Size(self.room, self._total)
        self._scroll_to_cursor()
        self._want()

    def on_focus(self, _event: Focus) -> None:
        self.refresh_line(self._index)

    def on_blur(self, _event: Blur) -> None:
        self.refresh_line(self._index)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks.clear()
