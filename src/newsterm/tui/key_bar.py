"""The last line: keys of the place in hand, drawn as one line and not as a widget a key."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.events import Click
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from newsterm.language import _

HELP = "verb_keys"
"""The action of the key that shows all others."""


class BarKey(NamedTuple):
    """A key in the bar."""

    name: str
    """As Textual names it."""
    shown: str
    what: str
    """In the language in use."""
    action: str

    @property
    def cells(self) -> int:
        """How many cells of the bar it takes."""
        return cell_len(f" {self.shown} {self.what} ")


class KeyBar(Widget):
    """Shows the bindings that are in force and meant to be shown; a click is the key."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; background: $footer-background; color: $footer-foreground; }
    KeyBar > .key-bar--key { color: $footer-key-foreground; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[BarKey, ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._on_bindings)

    def _on_bindings(self, screen: Screen[object]) -> None:
        if not screen.is_active:
            return
        shown: dict[str, BarKey] = {}
        for active in screen.active_bindings.values():
            binding: Binding = active.binding
            if binding.show and active.enabled and binding.action not in shown:
                key = self.app.get_key_display(binding)
                shown[binding.action] = BarKey(
                    binding.key, key, _(binding.description), binding.action
                )
        keys = tuple(shown.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, plain = self.size.width, self.rich_style
        key_style = self.get_component_rich_style("key-bar--key")
        segments = []
        for key in self.fitting(width):
            segments += [Segment(f" {key.shown}", key_style), Segment(f" {key.what} ", plain)]
        return Strip(segments).adjust_cell_length(width, plain)

    def on_click(self, event: Click) -> None:
        """A click on a key is that key."""
        at = 0
        for key in self.fitting(self.size.width):
            at += key.cells
            if event.x < at:
                self.app.simulate_key(key.name)
                return

    def fitting(self, width: int) -> list[BarKey]:
        """The keys that have room: help, which tells the others, and the first of the rest."""
        last_first = [key for key in reversed(self._keys) if key.action != HELP]
        kept = list(self._keys)
        while last_first and sum(key.cells for key in kept) > width:
            kept.remove(last_first.pop(0))
        return kept
