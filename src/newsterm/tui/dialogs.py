"""Short questions and reports over the tabs; each is dismissed with a value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from newsterm.language import _


class ImportDialog(ModalScreen[tuple[str, str, str] | None]):
    """Asks for a page file, its date and its newspaper. Dismissed with the three, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_none", "Cancel", id="import.cancel")
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Import a newspaper page"), classes="dialog-title")
            yield Input(placeholder=_("path of the page's text file"), id="import-path")
            yield Input(placeholder=_("date, YYYY-MM-DD"), id="import-date")
            yield Input(placeholder=_("newspaper (may be empty)"), id="import-source")

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query(Input))
        following = inputs.index(event.input) + 1
        if following < len(inputs):
            inputs[following].focus()
        else:
            path, date, source = (field.value.strip() for field in inputs)
            self.dismiss((path, date, source))

    def action_dismiss_none(self) -> None:
        """Close without importing."""
        self.dismiss(None)


class QuestionDialog(ModalScreen[str | None]):
    """Asks for one line, which one of the `known` completes. Dismissed with it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_none", "Cancel", id="question.cancel")
    ]

    def __init__(
        self, title: str, placeholder: str = "", value: str = "", known: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._heading, self._placeholder, self._value = title, placeholder, value
        self._known = known

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-title")
            yield Input(
                self._value,
                placeholder=self._placeholder,
                suggester=SuggestFromList(self._known) if self._known else None,
            )

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_dismiss_none(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class ReportDialog(ModalScreen[None]):
    """Lines of text to read: help, the result of a check, what failed to load."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark", "dismiss", "Close", id="report.close"),
        Binding("j", "scroll(1)", "Down", show=False, id="report.down"),
        Binding("k", "scroll(-1)", "Up", show=False, id="report.up"),
    ]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large"):
            yield Static(Content(self._heading), classes="dialog-title")
            with VerticalScroll():
                yield Static(Content("\n".join(self._lines)))

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
