"""What stands there when no library was found: how to make one, or the sample to try."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from newsterm.language import N_, _
from newsterm.tui.key_bar import KeyBar

TEXT = N_(
    """\
No library here or in a folder above.

Enter   open the sample: one newspaper page, six articles
Q       leave

To make a library of your own articles:

    newsterm load FOLDER\
"""
)


class WelcomeScreen(Screen[bool]):
    """Dismissed with True for the sample, False to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", "Open the sample", id="welcome.open"),
        Binding("Q,q,escape", "answer(False)", "Quit", key_display="Q", id="welcome.quit"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("newsterm", classes="dialog-title")
            yield Static(_(TEXT), markup=False)
        yield KeyBar()

    def action_answer(self, sample: bool) -> None:
        """Close with the answer."""
        self.dismiss(sample)
