"""The keys of the place in hand, read off the bindings that are in force there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from newsterm.domain.search.folding import fold
from newsterm.language import N_, _

NOTHING = N_("no key for that here")
TEXTUALS_OWN = (N_("Focus Next"), N_("Focus Previous"), N_("Copy selected text"))
"""What the bindings of Textual's own screen say."""


class HelpScreen(ModalScreen[None]):
    """Typing narrows the lines to those that have all the words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "leave", "Close", id="help.close"),
        Binding("question_mark", "leave", "Close", id="help.again", show=False, priority=True),
        Binding("down", "scroll(1)", "Down", show=False, id="help.down", priority=True),
        Binding("up", "scroll(-1)", "Up", show=False, id="help.up", priority=True),
        Binding("pagedown", "scroll(10)", "Page down", show=False, id="help.page_down"),
        Binding("pageup", "scroll(-10)", "Page up", show=False, id="help.page_up"),
    ]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines
        self.shown = list(lines)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -large"):
            yield Static(_("Keys here"), classes="dialog-title")
            yield Input(placeholder=_("type to narrow; Escape closes"), compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(Content("\n".join(self.lines)), id="help-lines")

    @on(Input.Changed)
    def _on_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.shown = narrowed(self.lines, event.value)
        self.query_one("#help-lines", Static).update(Content("\n".join(self.shown) or _(NOTHING)))

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave()

    def action_scroll(self, lines: int) -> None:
        """Scroll the lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def narrowed(lines: Sequence[str], words: str) -> list[str]:
    """The lines that have each of the words, whatever their case and width."""
    wanted = fold(words).split()
    return [line for line in lines if all(word in fold(line) for word in wanted)]


def help_lines(screen: Screen[Any]) -> list[str]:
    """A line a key: those of the focused widget first, then those of its surroundings."""
    keys: dict[str, list[str]] = {}
    texts: dict[str, str] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description:
            continue
        action = binding.action.partition("(")[0] if _is_count(binding) else binding.action
        keys.setdefault(action, []).append(screen.app.get_key_display(binding))
        texts.setdefault(action, _(binding.tooltip or binding.description))
    shown = {action: _joined(names) for action, names in keys.items()}
    width = max(map(len, shown.values()), default=0)
    return [f"{shown[action]:{width}}  {text}" for action, text in texts.items()]


def _is_count(binding: Binding) -> bool:
    return binding.action.startswith("digit(")


def _joined(names: Sequence[str]) -> str:
    """The keys that do the same; a row of digits is shortened."""
    once = list(dict.fromkeys(names))
    if len(once) > 3 and all(name.isdigit() for name in once):
        return f"{min(once)}…{max(once)}"
    return " ".join(once)
