"""Moving about with vim's keys and counts: what every scrolled view of newsterm shares."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Blur
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from newsterm.domain.typesetting.cut import cut

Measures: TypeAlias = tuple[int, int, int]
"""A view's width and height in cells, and between them the cells of a line, without scrollbar."""

COUNT_SECONDS = 0.4
"""How long a count waits for the motion that it belongs to."""
MOST_DIGITS = 9


class MotionView(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolled view that moves by lines; a subclass says what a line is.

    A count before a motion multiplies it (`5j`), before `G` and `gg` it is a line number, from 1.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False, id="motion.down"),
        Binding("k,up", "move(-1)", "Up", show=False, id="motion.up"),
        Binding("ctrl+d", "half_page(1)", "Half a page down", show=False, id="motion.half_down"),
        Binding("ctrl+u", "half_page(-1)", "Half a page up", show=False, id="motion.half_up"),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False, id="motion.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="motion.page_up"),
        Binding("g", "prefix_g", "gg: first line", show=False, id="motion.g"),
        Binding("home", "first", "First line", show=False, id="motion.first"),
        Binding("G", "last", "Last line", show=False, id="motion.last"),
        Binding("end", "end", "Last line", show=False, id="motion.end"),
        *(
            Binding(str(digit), f"digit({digit})", "Count", show=False, id=f"motion.digit{digit}")
            for digit in range(10)
        ),
    ]

    class LoneDigits(Message):
        """Digits were typed and no motion came after them: they meant something else."""

        def __init__(self, view: MotionView, digits: str) -> None:
            super().__init__()
            self.view = view
            self.digits = digits

        @property
        def control(self) -> MotionView:
            """The view that had the focus."""
            return self.view

    class Pending(Message):
        """What is typed of a motion so far: `12`, `g`, or nothing again. For a status line."""

        def __init__(self, view: MotionView, keys: str) -> None:
            super().__init__()
            self.view = view
            self.keys = keys

        @property
        def control(self) -> MotionView:
            """The view that has the focus."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._digits = ""
        self._after_g = False
        self._count_timer: Timer | None = None

    @property
    def room(self) -> int:
        """Cells of a line: the widget without its scrollbar, whether that is shown or not."""
        return self.scrollable_content_region.width

    @property
    def measures(self) -> Measures:
        """What its lines are set for; zeros while it is hidden."""
        return self.size.width, self.room, self.size.height

    def scroll_at_once(self, top: int) -> None:
        """Put line `top` at the top, as far as there are lines."""
        if self.is_attached:
            self.scroll_to(y=max(0, top), animate=False, force=True)

    def message_line(self, message: str, y: int, style: Style) -> Strip:
        """Row `y` of a view that has nothing to show but `message`, in its middle."""
        if y != max(0, self.size.height // 3):
            return Strip.blank(self.room, style)
        text = cut(message, self.room).text
        margin = " " * ((self.room - cell_len(text)) // 2)
        return Strip([Segment(margin + text, style)]).adjust_cell_length(self.room, style)

    # What a subclass fills in.

    def move_by(self, lines: int) -> None:
        """Move down by `lines`, or up when negative; stop at the ends."""
        raise NotImplementedError

    def move_to(self, line: int) -> None:
        """Move to line `line`, counted from 0; stop at the ends."""
        raise NotImplementedError

    def last_line(self) -> int:
        """Number of the last line, counted from 0."""
        raise NotImplementedError

    def lines_of_page(self) -> int:
        """How many lines a page moves."""
        return max(1, self.size.height - 1)

    def lines_of_half_page(self) -> int:
        """How many lines half a page moves."""
        return max(1, self.size.height // 2)

    # Counts.

    def take_count(self) -> int | None:
        """The count typed so far, or None; it is used up, and so is a pending `g`."""
        digits = self._digits
        self._set_pending("", after_g=False)
        self._stop_count_timer()
        return int(digits) if digits else None

    def _set_pending(self, digits: str, *, after_g: bool) -> None:
        changed = (digits, after_g) != (self._digits, self._after_g)
        self._digits, self._after_g = digits, after_g
        if changed:
            self.post_message(self.Pending(self, digits + "g" * after_g))

    def action_digit(self, digit: int) -> None:
        """Add a digit to the count."""
        if digit == 0 and not self._digits:
            return
        self._set_pending((self._digits + str(digit))[-MOST_DIGITS:], after_g=False)
        self._stop_count_timer()
        self._count_timer = self.set_timer(COUNT_SECONDS, self._give_digits_back)

    def _give_digits_back(self) -> None:
        digits = self._digits
        self._set_pending("", after_g=False)
        if digits:
            self.post_message(self.LoneDigits(self, digits))

    def _stop_count_timer(self) -> None:
        if self._count_timer is not None:
            self._count_timer.stop()
            self._count_timer = None

    def on_blur(self, _event: Blur) -> None:
        """A count does not outlive the focus."""
        self.take_count()

    # Motions.

    def action_move(self, direction: int) -> None:
        """Move by as many lines as counted."""
        self.move_by(direction * (self.take_count() or 1))

    def action_half_page(self, direction: int) -> None:
        """Move by half pages."""
        self.move_by(direction * (self.take_count() or 1) * self.lines_of_half_page())

    def action_page(self, direction: int) -> None:
        """Move by pages."""
        self.move_by(direction * (self.take_count() or 1) * self.lines_of_page())

    def action_prefix_g(self) -> None:
        """The second `g` in a row moves to the first line, or the counted one."""
        if not self._after_g:
            self._set_pending(self._digits, after_g=True)
            self._stop_count_timer()
            return
        self.action_first()

    def action_first(self) -> None:
        """Move to the first line, or the counted one."""
        self.move_to((self.take_count() or 1) - 1)

    def action_last(self) -> None:
        """Move to the last line, or the counted one."""
        count = self.take_count()
        self.move_to(self.last_line() if count is None else count - 1)

    def action_end(self) -> None:
        """Move to the last line, whatever was counted."""
        self.take_count()
        self.move_to(self.last_line())
