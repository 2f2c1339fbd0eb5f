"""`i`: where a fact comes from, over whatever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from newsterm.domain.printable import printable_line
from newsterm.language import _
from newsterm.store.store import Store
from newsterm.tui.excerpt import Excerpt
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed

if TYPE_CHECKING:
    from newsterm.services.provenance import FactDetails as Details

Span = tuple[int, int]


class FactDetails(ModalScreen[tuple[int, int] | None]):
    """Shows one fact, or those of a cell with several values, one after the other.

    Dismissed with article number and offset when the article is to be opened there, else None.

    Args:
        places: articles, by number in the store, and the spans of their bodies that the facts
            stand at.
    """

    DEFAULT_CSS = """
    FactDetails { align: center middle; }
    FactDetails Excerpt { height: auto; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,i", "leave", "Close", id="details.close"),
        Binding("enter,o", "open", "Read it there", id="details.open"),
        Binding("right_square_bracket,n", "step(1)", "Next value", id="details.next"),
        Binding("left_square_bracket,N", "step(-1)", "Previous value", id="details.previous"),
        Binding("j,down", "scroll(1)", "Down", show=False, id="details.down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="details.up"),
    ]

    class DetailsRead(Message):
        """The details have come from the store."""

        def __init__(self, details: Sequence[Details]) -> None:
            super().__init__()
            self.details = details

    def __init__(self, jobs: Jobs, places: Sequence[tuple[int, Span]]) -> None:
        super().__init__()
        self._jobs = jobs
        self._places = places
        self.details: Sequence[Details] = ()
        self.number = 0
        """Which of the details is shown."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large"):
            yield Static("", id="details-title", classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static("", id="details-rows", markup=False)
                yield Excerpt(id="details-sentence")
            note = _("Enter reads it in the article, q closes")
            yield Static(note, classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        places, root = self._places, self._jobs.library.root

        def work(store: Store) -> Message:
            from newsterm.services.provenance import fact_details  # with what reads files

            found = [
                one
                for article_id, span in places
                for one in fact_details(store, article_id, span, root=root)
            ]
            return self.DetailsRead(found)

        self._jobs.read(self, "details", work)

    @on(DetailsRead)
    def _on_details_read(self, event: DetailsRead) -> None:
        event.stop()
        self.details = event.details
        self._show()

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        event.stop()
        self.query_one("#details-title", Static).update(Content(event.reason))

    def action_step(self, step: int) -> None:
        """Another value of the same cell."""
        if self.details:
            self.number = (self.number + step) % len(self.details)
            self._show()

    def action_scroll(self, lines: int) -> None:
        """Scroll the rows."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_open(self) -> None:
        """Close and read the article there."""
        if self.details:
            shown = self.details[self.number]
            self.dismiss((shown.article_id, shown.fact.start))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    def _show(self) -> None:
        from newsterm.services.provenance import details_rows

        title = self.query_one("#details-title", Static)
        if not self.details:
            title.update(Content(_("No fact stands there (any more).")))
            return
        shown, many = self.details[self.number], len(self.details)
        of = f"  ({self.number + 1}/{many}, ] [)" if many > 1 else ""
        title.update(Content(printable_line(shown.fact.text) + of))
        rows = details_rows(shown)
        width = max(cell_len(name) for name, text in rows)
        lines = [
            Content.assemble(
                (name + " " * (width - cell_len(name) + 2), "$text-muted"),
                printable_line(text),
            )
            for name, text in rows
        ]
        self.query_one("#details-rows", Static).update(Content("\n").join(lines))
        start = shown.fact.start - shown.offset
        self.query_one(Excerpt).show_text(
            shown.sentence, [(start, start + shown.fact.end - shown.fact.start)]
        )
