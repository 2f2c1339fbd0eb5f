"""A short list over the tabs to choose one line from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class ChoiceDialog(ModalScreen[int | None]):
    """Dismissed with the number of the line that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "leave", "Close", id="choice.leave"),
        Binding("j", "move(1)", "Down", show=False, id="choice.down"),
        Binding("k", "move(-1)", "Up", show=False, id="choice.up"),
        Binding("g", "go_to_end(False)", "First line", show=False, id="choice.first"),
        Binding("G", "go_to_end(True)", "Last line", show=False, id="choice.last"),
    ]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading = title
        self._lines = lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large"):
            yield Static(Content(self._heading), classes="dialog-title")
            yield OptionList(*(Option(Content(line)) for line in self._lines), markup=False)

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_go_to_end(self, last: bool) -> None:
        """Move the cursor to the last line, or to the first."""
        options = self.query_one(OptionList)
        if last:
            options.action_last()
        else:
            options.action_first()

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
