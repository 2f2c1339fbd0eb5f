"""A line that asks for words, out of sight until it is wanted."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class Prompt(Input):
    """Shown by `ask`; Enter answers, Escape gives up, and either hides it again."""

    DEFAULT_CSS = """
    Prompt { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
    Prompt:focus { border: none; }
    Prompt.-asking { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Cancel", id="prompt.cancel"),
    ]

    class Answered(Message):
        """The words that were typed; empty words count."""

        def __init__(self, prompt: Prompt, text: str) -> None:
            super().__init__()
            self.prompt, self.text = prompt, text

        @property
        def control(self) -> Prompt:
            """The prompt that was answered."""
            return self.prompt

    class GivenUp(Message):
        """Nothing is wanted after all."""

        def __init__(self, prompt: Prompt) -> None:
            super().__init__()
            self.prompt = prompt

        @property
        def control(self) -> Prompt:
            """The prompt that was left."""
            return self.prompt

    def ask(self, text: str = "") -> None:
        """Show the prompt with these words in it, selected."""
        self.add_class("-asking")
        self.value = text
        self.focus()
        self.action_select_all()

    def action_give_up(self) -> None:
        """Leave without an answer."""
        self._hide()
        self.post_message(self.GivenUp(self))

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._hide()
        self.post_message(self.Answered(self, event.value.strip()))

    def _hide(self) -> None:
        self.screen.set_focus(None)
        self.remove_class("-asking")
