"""What an app of Textual costs that does nothing: three tabs and an OptionList of 40 rows."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static, TabbedContent, TabPane

ROWS = 40


class BareApp(App[None]):
    """The measure that the real app is held against."""

    CSS = "OptionList { height: 1fr; }"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        with TabbedContent():
            with TabPane("One"):
                yield Rows(*(f"row {number} of the bare list" for number in range(ROWS)))
            with TabPane("Two"):
                yield Static("two")
            with TabPane("Three"):
                yield Static("three")


class Rows(OptionList):
    """An OptionList with vim's keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("j", "cursor_down"), Binding("k", "cursor_up")]


if __name__ == "__main__":
    BareApp().run()
