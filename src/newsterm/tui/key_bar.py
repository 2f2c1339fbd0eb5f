"""The last line: keys of the place in hand, drawn as one line and not as a widget a key."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.events import Click
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from newsterm.domain.typesetting.cut import cut
from newsterm.language import _


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
        self._keys: tuple[tuple[str, str, str], ...] = ()
        """Key as Textual names it, as it is shown, and what it does."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._on_bindings)

    def _on_bindings(self, screen: Screen[object]) -> None:
        if not screen.is_active:
            return
        shown: dict[str, tuple[str, str, str]] = {}
        for active in screen.active_bindings.values():
            binding: Binding = active.binding
            if binding.show and active.enabled and binding.action not in shown:
                key = self.app.get_key_display(binding)
                shown[binding.action] = (binding.key, key, _(binding.description))
        keys = tuple(shown.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, plain = self.size.width, self.rich_style
        key_style = self.get_component_rich_style("key-bar--key")
        segments = []
        used = 0
        for _name, key, what in self._keys:
            label = cut(f" {what} ", max(0, width - used - cell_len(key) - 1)).text
            segments += [Segment(f" {key}", key_style), Segment(label, plain)]
            used += 1 + cell_len(key) + cell_len(label)
        return Strip(segments).adjust_cell_length(width, plain)

    def on_click(self, event: Click) -> None:
        """A click on a key is that key."""
        at = 0
        for name, key, what in self._keys:
            at += cell_len(f" {key} {what} ")
            if event.x < at:
                self.app.simulate_key(name)
                return
