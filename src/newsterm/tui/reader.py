"""The reader: an article set in type, its facts marked, and a cursor that goes by sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.typesetting.typeset import body, head
from newsterm.services.wording import words_of_notes
from newsterm.tui.motions import Measures, MotionView
from newsterm.tui.reader_cursor import ReadingCursor, span_of
from newsterm.tui.reader_drawing import LineDrawer
from newsterm.tui.reader_layout import Layout, Layouts
from newsterm.tui.reader_marks import Span


class Reader(MotionView):
    """Shows an article; draws only the lines in view, wrapped anew for each width.

    A place is an offset in the body: it outlives a resize and a restart. With the terminal's own
    16 colours only the bar marks the sentence.
    """

    DEFAULT_CSS = """
    Reader {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    Reader > .reader--title { color: $text-accent; text-style: bold; }
    Reader > .reader--subtitle { text-style: bold; }
    Reader > .reader--byline, Reader > .reader--rule, Reader > .reader--empty {
        color: $text-muted;
    }
    Reader > .reader--tags { color: $text-secondary; }
    Reader > .reader--note { color: $text-muted; text-style: italic; }
    Reader > .reader--heading { color: $text-primary; text-style: bold; }
    Reader > .reader--reported { color: $text-success; text-style: underline; }
    Reader > .reader--planned { color: $text-warning; text-style: bold; }
    Reader > .reader--sentence { background: $primary 20%; }
    Reader:ansi > .reader--sentence { background: ansi_default; }
    Reader > .reader--bar { color: $accent; }
    Reader > .reader--hit { color: $warning; text-style: reverse; }
    Reader > .reader--hit-in-hand { color: $accent; text-style: bold reverse underline; }
    Reader > .reader--fact-in-hand { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--title", "reader--subtitle", "reader--byline", "reader--tags", "reader--note",
        "reader--heading", "reader--paragraph", "reader--rule", "reader--empty", "reader--bar",
        "reader--reported", "reader--planned", "reader--sentence", "reader--hit",
        "reader--hit-in-hand", "reader--fact-in-hand",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J", "sentence(1)", "Next sentence", show=False, id="reader.next_sentence"),
        Binding("K", "sentence(-1)", "Previous sentence", show=False, id="reader.prev_sentence"),
        Binding("right_square_bracket", "fact(1)", "Next fact", id="reader.next_fact"),
        Binding("left_square_bracket", "fact(-1)", "Prev fact", id="reader.prev_fact"),
        Binding("enter", "open_fact", "Fact's row", id="reader.open_fact"),
        Binding("n", "hit(1)", "Next match", show=False, id="reader.next_match"),
        Binding("N", "hit(-1)", "Previous match", show=False, id="reader.prev_match"),
        Binding("space", "page(1)", "Page down", show=False, id="reader.space"),
        Binding("b", "page(-1)", "Page up", show=False, id="reader.back"),
    ]

    class FactReached(Message):
        """The cursor came to a fact: the `index`th (from 1) of `total`."""

        def __init__(self, fact: Fact, index: int, total: int) -> None:
            super().__init__()
            self.fact = fact
            self.index = index
            self.total = total

    class FactOpened(Message):
        """The person asked for the row of a fact."""

        def __init__(self, fact: Fact) -> None:
            super().__init__()
            self.fact = fact

    class Found(Message):
        """A search inside stands at match `index` (from 1) of `total`; 0 of 0 for none."""

        def __init__(self, index: int, total: int) -> None:
            super().__init__()
            self.index = index
            self.total = total

    class Moved(Message):
        """The view moved: `offset` is the place at its top, `fraction` how far down it is."""

        def __init__(self, offset: int, fraction: float) -> None:
            super().__init__()
            self.offset = offset
            self.fraction = fraction

        def can_replace(self, message: Message) -> bool:
            """Only the newest place matters."""
            return isinstance(message, Reader.Moved)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._wording, self._message = words_of_notes(), ""
        self._place = 0
        self._drawer = LineDrawer(self)
        self._expected: Measures = (0, 0, 0)
        self._forget_article()

    def _forget_article(self) -> None:
        self._article: Article | None = None
        self._cursor = ReadingCursor("")
        self._layouts = Layouts()
        self._layout: Layout | None = None

    # What the owner uses.

    @property
    def article(self) -> Article | None:
        """The article on show."""
        return self._article

    @property
    def sentence(self) -> Span | None:
        """The sentence under the cursor, as a span of the body."""
        return self._cursor.sentence

    @property
    def fact(self) -> Fact | None:
        """The fact that was hopped to last, while the cursor is on it."""
        return self._cursor.fact

    @property
    def place(self) -> int:
        """Offset in the body of the line at the top: what `restore` takes."""
        return self._place

    @property
    def fraction(self) -> float:
        """How far down the view is, 0 to 1; 1 when all of the article is in view."""
        last = self._layout.last_top if self._layout else 0
        return min(1.0, self.scroll_offset.y / last) if last else 1.0

    def show(
        self,
        article: Article,
        facts: Sequence[Fact],
        *,
        offset: int | None = None,
        terms: Sequence[Span] = (),
        measures: Measures = (0, 0, 0),
    ) -> None:
        """Show an article from its beginning, or at the sentence around `offset`.

        Args:
            terms: spans of the body to mark as what a search matched; `n` and `N` go over them.
            measures: what a hidden reader will have when it comes forward, if that is known; so
                the text is set before it is laid out, and the first picture has it.
        """
        self._forget_article()
        self._article = article
        self._layouts = Layouts(head(article, self._wording), body(article, self._wording))
        self._expected = measures
        self._cursor = ReadingCursor(article.body, facts, terms)
        self._place = 0
        self._drawer.mark(self._cursor.layers(), None)
        self._relayout()
        if offset is not None:
            self.goto(offset)
        elif self._cursor.hits:
            self._step_hit(1)
        self.post_message(self.Moved(self._place, self.fraction))

    def show_empty(self, message: str) -> None:
        """Show no article but a message: nothing here, loading, failed."""
        self._forget_article()
        self._message = message
        self._place = 0
        self.virtual_size = Size(0, 0)
        self.scroll_at_once(0)
        self.refresh()

    def restore(self, place: int) -> None:
        """Bring a `place` to the top again."""
        self._place = max(0, place)
        if self._layout is not None:
            self.scroll_at_once(self._layout.top_of(self._place))

    def goto(self, offset: int) -> None:
        """Highlight the sentence at an offset of the body, or its fact, and scroll it into view."""
        before = self._cursor.in_hand()
        self._cursor.take_place(offset)
        self._show_cursor(before, (offset, offset + 1))
        # Without a size yet, this is what the first layout brings to the top.
        self._place = self._layout.place(self.scroll_offset.y) if self._layout else max(0, offset)

    def find(self, text: str) -> int:
        """Mark every place where `text` stands, whatever its case and script, and go to the next.

        Returns:
            How many there are. An empty text takes the marks away.
        """
        place = self._cursor_place()
        before = self._cursor.in_hand()
        self._cursor.find(text)
        self._drawer.forget()
        self.refresh()
        hits = self._cursor.hits
        if hits:
            self._cursor.take_hit_from(place)
            self._reach_hit(before)
        else:
            self._show_cursor(before, None)
            self.post_message(self.Found(0, 0))
        return len(hits)

    # Motions.

    def move_by(self, lines: int) -> None:
        self.scroll_at_once(self.scroll_offset.y + lines)

    def move_to(self, line: int) -> None:
        self.scroll_at_once(line)

    def last_line(self) -> int:
        return self._layout.last_top if self._layout else 0

    def lines_of_page(self) -> int:
        return self._layout.page() if self._layout else 1

    def lines_of_half_page(self) -> int:
        return self._layout.half_page() if self._layout else 1

    def action_sentence(self, direction: int) -> None:
        """Go to the next or previous sentence; from out of view, to the first one in view."""
        count = self.take_count() or 1
        before = self._cursor.in_hand()
        out_of_view = self.sentence is None or not self._rows(self.sentence)
        self._cursor.step_sentence(direction * count, self._place if out_of_view else None)
        self._show_cursor(before, self.sentence)

    def action_fact(self, direction: int) -> None:
        """Hop to the next or previous fact; the last and the first have none."""
        count = self.take_count() or 1
        before = self._cursor.in_hand()
        if self._cursor.step_fact(direction, count, self._cursor_place()):
            self._reach_fact(before)

    def action_open_fact(self) -> None:
        """Ask for the row of the fact in hand, or of the first fact in the sentence."""
        self.take_count()
        fact = self._cursor.fact_of_sentence()
        if fact is not None:
            self.post_message(self.FactOpened(fact))

    def action_hit(self, direction: int) -> None:
        """Go to the next or previous match, round the end."""
        count = self.take_count() or 1
        if self._cursor.hits:
            self._step_hit(direction * count)

    def on_click(self, event: Click) -> None:
        """A click takes a fact in hand, or a sentence; a second one on a fact opens it."""
        if self._layout is None or self.text_selection is not None:
            return
        _, place = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        if place is None or not 0 <= place.y < len(self._layout.lines):
            return
        offset = self._drawer.offset_at(place.y, place.x)
        if offset < 0:
            return
        before = self._cursor.in_hand()
        index = self._cursor.fact_at(offset)
        if index < 0:
            self._cursor.take_sentence_at(offset)
            self._show_cursor(before, None)
            return
        self._cursor.take_fact(index)
        self._reach_fact(before)
        if event.chain > 1:
            self.action_open_fact()

    # The cursor.

    def _cursor_place(self) -> int:
        """Where the cursor is: the sentence in view, else the top of the view."""
        if self.sentence is not None and self._rows(self.sentence):
            return self.sentence[0]
        return self._place

    def _reach_fact(self, before: list[Span]) -> None:
        fact = self.fact
        assert fact is not None
        self._show_cursor(before, span_of(fact))
        index = self._cursor.fact_index + 1
        self.post_message(self.FactReached(fact, index, len(self._cursor.facts)))

    def _step_hit(self, steps: int) -> None:
        before = self._cursor.in_hand()
        self._cursor.step_hit(steps)
        self._reach_hit(before)

    def _reach_hit(self, before: list[Span]) -> None:
        self._show_cursor(before, self._cursor.hit)
        self.post_message(self.Found(self._cursor.hit_index + 1, len(self._cursor.hits)))

    def _show_cursor(self, before: list[Span], goal: Span | None) -> None:
        """Draw anew what was and what is in hand; bring `goal` into view."""
        self._drawer.mark(self._cursor.layers(), self.sentence)
        layout = self._layout
        if layout is None:
            return
        for span in (*before, *self._cursor.in_hand()):
            self._drawer.forget(layout.lines_of(*span))
            for row in self._rows(span):
                self.refresh(Region(0, row, self.size.width, 1))
        if goal is not None:
            lines = layout.lines_of(*goal)
            self.scroll_at_once(layout.top_showing(lines[0], lines[-1], self.scroll_offset.y))

    # The view.

    def _measures(self) -> Measures:
        return self.measures if self.size else self._expected

    def _relayout(self) -> None:
        width, room, height = measures = self._measures()
        if self._article is None or not width or not height:
            return
        layout = self._layout = self._layouts.at(measures)
        self._drawer.set_text(layout, self._layouts.blocks)
        self.virtual_size = Size(room, layout.last_top + height)
        self.scroll_at_once(layout.top_of(self._place))
        self.refresh()

    def _rows(self, span: Span) -> list[int]:
        """The rows of the screen that a span of the body touches."""
        layout, top = self._layout, self.scroll_offset.y
        if layout is None:
            return []
        rows = (layout.row_of(line, top) for line in layout.lines_of(*span))
        return [row for row in rows if row >= 0]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        layout, top = self._layout, self.scroll_offset.y
        # A resize scrolls too: before the text is set anew, and then to where the place is. Neither
        # moves the person.
        if layout is None or self._layouts.kept(self._measures()) is not layout:
            return
        if round(old_value) == round(new_value) or top == layout.top_of(self._place):
            return
        self._place = layout.place(top)
        self.post_message(self.Moved(self._place, self.fraction))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """It looks the same with the focus and without: nothing is styled anew at an opening."""

    def on_resize(self, _event: Resize) -> None:
        if self._layout is None or self._layouts.kept(self._measures()) is not self._layout:
            self._relayout()

    # Drawing.

    def render_line(self, y: int) -> Strip:
        room = self.room
        if self._layout is None:
            return self.message_line(
                self._message, y, self.get_component_rich_style("reader--empty")
            )
        segments = self._drawer.row(y, self.scroll_offset.y, self.text_selection)
        return Strip(segments).adjust_cell_length(room, self._drawer.base)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as the article has it: without the line ends of this width."""
        return self._drawer.selected(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._drawer.forget()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawer.forget_styles()
