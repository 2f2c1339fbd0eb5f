"""The history: who changed what and when; each action, and each line of one, can be undone."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from newsterm.domain.listing import PAGE_ROWS
from newsterm.domain.typesetting.cut import cut
from newsterm.language import N_, _, ngettext
from newsterm.services.history import (
    Reversal,
    history,
    history_count,
    history_lines,
    redo,
    undo,
    undo_line,
)
from newsterm.store.history import Change, ChangeLine
from newsterm.store.store import Store
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed, JobWaits
from newsterm.tui.virtual_list import VirtualList

OTHERS_SECONDS = 1.0
"""How often the changes of other programs are looked for."""


def reversal_text(done: Reversal, how: str) -> str:
    """What an undo or a redo did, in a line: `undone: +x -- 养老 (12), as change 7`."""
    said = f"{how}: {done.what} ({done.lines:,}), "
    said += _("as change {number}").format(number=done.written)
    if done.left:
        said += ", " + _("{count:,} changed since and left").format(count=done.left)
    return said


class ChangeList(VirtualList[Change]):
    """Actions: number, when (in local time), who, what, and how many things it changed."""

    DEFAULT_CSS = "ChangeList > .change-list--undone { color: $text-muted; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"change-list--undone"}

    def draw_row(self, row: Change, width: int, base: Style, *, cursor: bool) -> list[Segment]:
        style = base if cursor or not row.undone else self.look("change-list--undone")
        when = datetime.fromisoformat(row.at).astimezone() if row.at else None
        front = f"{row.number:>6}  {when:%Y-%m-%d %H:%M}  " if when else f"{row.number:>6}  "
        end = f"  {row.lines:,}" + (f"  {_('undone')}" if row.undone else "")
        text = cut(f"{row.who}  {row.what}", max(0, width - cell_len(front) - cell_len(end))).text
        return [Segment(front + text + end, style)]


class LineList(VirtualList[ChangeLine]):
    """What an action changed; what was changed since can't be undone any more, and says so."""

    DEFAULT_CSS = "LineList > .line-list--changed { color: $text-muted; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--changed"}

    def draw_row(self, row: ChangeLine, width: int, base: Style, *, cursor: bool) -> list[Segment]:
        style = base if cursor or row.stands else self.look("line-list--changed")
        end = "" if row.stands else f"  {_('changed since')}"
        text = cut(f"{row.text}  {row.subject}", max(0, width - cell_len(end))).text
        return [Segment(text + end, style)]


class LogScreen(ModalScreen[None]):
    """A list that is read page by page and again when something changed; `u` undoes its row."""

    DEFAULT_CSS = """
    LogScreen { align: center middle; }
    LogScreen VirtualList { height: 1fr; margin-top: 1; }
    LogScreen .-failed { color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", "Undo this", id="log.undo"),
        Binding("q,escape,H", "leave", "Close", id="log.close"),
    ]

    class PageRead(Message):
        """Rows have come; with `index` it is a new reading, the cursor stands there."""

        def __init__(
            self,
            total: int,
            first: int,
            rows: Sequence[object],
            *,
            index: int = -1,
            generation: int | None = None,
        ) -> None:
            super().__init__()
            self.total, self.first, self.rows = total, first, rows
            self.index, self.generation = index, generation

    class Reversed(Message):
        """Something was undone or done again."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    keys = ""
    """What the keys do, below the list."""

    def __init__(self, jobs: Jobs, on_change: Callable[[], None]) -> None:
        super().__init__()
        self.jobs = jobs
        self._on_change = on_change

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large"):
            yield Static(Content(self.heading()), id="log-title", classes="dialog-title")
            yield self.make_list()
            yield Static("", id="log-note", markup=False)
            yield Static(Content(_(self.keys)), classes="dialog-note")

    def on_mount(self) -> None:
        self.list.focus()
        self.read_again()
        self.set_interval(OTHERS_SECONDS, self.read_again)

    @property
    def list(self) -> VirtualList[Any]:
        """The list."""
        return self.query_one(VirtualList)

    # What a subclass fills in.

    @abstractmethod
    def heading(self) -> str:
        """What stands above the list."""

    @abstractmethod
    def make_list(self) -> VirtualList[Any]:
        """The list."""

    @abstractmethod
    def measure(self, store: Store, row: Any) -> tuple[int, int]:
        """How many rows there are, and where this one stands now; in a thread."""

    @abstractmethod
    def page(self, store: Store, first: int, count: int) -> Sequence[object]:
        """Some of the rows; in a thread."""

    @abstractmethod
    def action_undo(self) -> None:
        """Undo what the cursor is on."""

    # Reading and writing.

    def read_again(self) -> None:
        """Read what is in view, and stay on the same row."""
        row = self.list.highlighted_row

        def work(store: Store) -> Message:
            total, index = self.measure(store, row)
            first = index - index % PAGE_ROWS
            rows = self.page(store, first, PAGE_ROWS)
            return self.PageRead(total, first, rows, index=index)

        self.jobs.read(self, "log", work)

    def reverse(self, work: Callable[[Store], Reversal], how: str) -> None:
        """Undo or do again, by the writing lane."""
        self.jobs.write(self, lambda store: self.Reversed(reversal_text(work(store), how)))

    def say(self, text: str, *, failed: bool = False) -> None:
        """Say something below the list."""
        note = self.query_one("#log-note", Static)
        note.set_class(failed, "-failed")
        note.update(Content(text))

    @on(VirtualList.PageWanted)
    def _on_page_wanted(self, event: VirtualList.PageWanted) -> None:
        event.stop()
        first, count, generation = event.first, event.count, event.generation
        total = self.list.total

        def work(store: Store) -> Message:
            rows = self.page(store, first, count)
            return self.PageRead(total, first, rows, generation=generation)

        self.jobs.read(self, f"page-{first}", work)

    @on(PageRead)
    def _on_page_read(self, event: PageRead) -> None:
        event.stop()
        if event.index < 0:
            self.list.put_page(event.first, event.rows, event.generation)
            return
        page = (event.first, event.rows)
        if event.index == self.list.index:
            self.list.reload(event.total, page=page)
        else:
            self.list.reset(event.total, index=event.index, page=page)

    @on(Reversed)
    def _on_reversed(self, event: Reversed) -> None:
        event.stop()
        self.say(event.text)
        self.read_again()
        self._on_change()

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        event.stop()
        self.say(event.reason, failed=True)

    @on(JobWaits)
    def _on_job_waits(self, event: JobWaits) -> None:
        event.stop()
        self.say(event.reason)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


class HistoryScreen(LogScreen):
    """All actions, the newest first; Enter shows the lines of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "redo", "Do it again", id="history.redo"),
        Binding("o", "openings", "Opened articles, too", id="history.openings"),
    ]
    openings = False
    """Whether articles that were opened, and so marked as read, are among them."""

    keys = N_("Enter shows its lines · u undoes it · C-r does it again · o articles opened")

    def heading(self) -> str:
        return _("Who changed what")

    def make_list(self) -> VirtualList[Any]:
        return ChangeList()

    def measure(self, store: Store, row: Any) -> tuple[int, int]:
        total = history_count(store, openings=self.openings)
        after = row.number if row is not None else 0
        at = history_count(store, openings=self.openings, after=after) if after else 0
        return total, min(at, max(0, total - 1))

    def page(self, store: Store, first: int, count: int) -> Sequence[object]:
        return history(store, limit=count, first=first, openings=self.openings)

    def action_undo(self) -> None:
        row = self.list.highlighted_row
        if isinstance(row, Change):
            self.reverse(lambda store: undo(store, row.number), _("undone"))

    def action_redo(self) -> None:
        """Do again what the cursor is on."""
        row = self.list.highlighted_row
        if isinstance(row, Change):
            self.reverse(lambda store: redo(store, row.number), _("done again"))

    def action_openings(self) -> None:
        """Show also which articles were opened, or no longer."""
        self.openings = not self.openings
        self.read_again()

    @on(VirtualList.Chosen)
    def _on_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        if isinstance(event.row, Change):
            self.app.push_screen(ChangeScreen(self.jobs, self._changed_below, event.row))

    def _changed_below(self) -> None:
        self.read_again()
        self._on_change()


class ChangeScreen(LogScreen):
    """The lines of one action; Enter or `u` undoes one of them."""

    def __init__(self, jobs: Jobs, on_change: Callable[[], None], change: Change) -> None:
        super().__init__(jobs, on_change)
        self._change = change

    keys = N_("u or Enter undoes one line · q goes back")

    def heading(self) -> str:
        change = self._change
        lines = ngettext("{count:,} line", "{count:,} lines", change.lines)
        counted = lines.format(count=change.lines)
        return f"{change.number}  {change.who}  {change.what}  {counted}"

    def make_list(self) -> VirtualList[Any]:
        return LineList()

    def measure(self, store: Store, row: Any) -> tuple[int, int]:
        return self._change.lines, self.list.index

    def page(self, store: Store, first: int, count: int) -> Sequence[object]:
        return history_lines(store, self._change.number, limit=count, first=first)

    def action_undo(self) -> None:
        row = self.list.highlighted_row
        if isinstance(row, ChangeLine):
            self.reverse(lambda store: undo_line(store, row.line), _("undone"))

    @on(VirtualList.Chosen)
    def _on_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.action_undo()
