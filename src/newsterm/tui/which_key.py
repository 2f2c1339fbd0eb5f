"""Keys that go together: `g` and then another; what may follow is shown after a pause."""

from __future__ import annotations

from textual.app import App
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from newsterm.language import _
from newsterm.tui.motions import MotionView

PAUSE_SECONDS = 0.5
"""How long a prefix stands alone before the popup helps out."""


class WhichKey(Static):
    """What may follow the keys typed so far."""

    DEFAULT_CSS = """
    WhichKey {
        layer: which-key; dock: bottom; height: auto; max-height: 50%; padding: 0 1;
        background: $panel; color: $foreground; border-top: solid $primary;
    }
    """


class Chords:
    """Follows what is typed; a chord is a binding whose key has spaces, such as `g n`."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._typed = ""
        self._timer: Timer | None = None
        self._popup: WhichKey | None = None

    async def take(self, key: str) -> bool:
        """Take a key; True when it is used up and nobody else may have it.

        The first key of a chord still goes to a view that has motions of its own with it (`gg`).
        """
        screen, focused = self._app.screen, self._app.focused
        typed = f"{self._typed} {key}".strip()
        known = [name for name in screen.active_bindings if " " in name]
        if self._typed and typed in known:
            self.forget()
            if isinstance(focused, MotionView):
                focused.take_count()
            return await self._app._check_bindings(typed)
        if any(name.startswith(f"{typed} ") for name in known):
            self._wait(typed)
            return not isinstance(focused, MotionView)
        self.forget()
        return False

    def forget(self) -> None:
        """Begin anew, and take the popup away."""
        self._typed = ""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._popup is not None:  # kept, for each key comes by here
            self._popup.remove()
            self._popup = None

    def _wait(self, typed: str) -> None:
        self.forget()
        self._typed = typed
        self._timer = self._app.set_timer(PAUSE_SECONDS, self._show)

    def _show(self) -> None:
        lines = following(self._app.screen, self._typed)
        if isinstance(self._app.focused, MotionView) and self._typed == "g":
            lines = ["g  " + _("First line"), *lines]
        self._popup = WhichKey(Content("\n".join(lines)))
        self._app.screen.mount(self._popup)


def following(screen: Screen[object], typed: str) -> list[str]:
    """A line a key that may come after what was typed."""
    return [
        f"{name.removeprefix(f'{typed} ')}  {_(active.binding.description)}"
        for name, active in screen.active_bindings.items()
        if name.startswith(f"{typed} ")
    ]
