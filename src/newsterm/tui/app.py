"""The app: what it opens on, the keys that hold everywhere, and a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Input

from newsterm import language
from newsterm.config import Library, library_in, sample_folder, user_data_folder
from newsterm.services.settings import Settings, load_settings
from newsterm.tui.crash import report, terminal_kept
from newsterm.tui.jobs import Jobs
from newsterm.tui.list_ahead import ListAhead
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.themes import CONTRAST, THEMES, theme_after
from newsterm.tui.which_key import Chords

FULL_WIDTH = {
    _character_to_key(wide): sign
    for wide, sign in zip("：／？＋－｜＊．［］＃，；！（）", ":/?+-|*.[]#,;!()", strict=True)
}
"""The sign that is meant by each key that an input method turned into a full-width one."""


class NewsApp(App[None], inherit_bindings=False):
    """newsterm in a terminal."""

    TITLE = "newsterm"
    CSS_PATH = "newsterm.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Library | None,
        settings: Settings | None = None,
        list_ahead: ListAhead | None = None,
    ) -> None:
        """`list_ahead` is the list of this library, being read."""
        super().__init__()
        self.animation_level = "none"  # over a slow line every frame is felt
        self._library, self._list_ahead = library, list_ahead
        self.settings = settings or Settings()
        language.speak(self.settings.language, os.environ)
        self._chords = Chords(self)
        self.register_theme(CONTRAST)
        self._look = self.settings.theme
        self.theme = THEMES[self._look]
        if self.settings.keys != "vim" or self.settings.keymap:
            from newsterm.services.keys import keymap_of

            self.set_keymap(keymap_of(self.settings))
        self.jobs: Jobs | None = None
        self.crash: Exception | None = None
        """The first error that nobody had foreseen."""

    def on_load(self) -> None:
        """Before the terminal is touched: what ends the program ends it in good order."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self._leave_on_signal, number)

    def get_default_screen(self) -> Screen[None]:
        """The library, at once in the shape that fits the terminal; nothing where there is none."""
        if self._library is None:
            return super().get_default_screen()
        return self._screen_of(self._library, self._list_ahead)

    def on_mount(self) -> None:
        if self._library is None:
            from newsterm.tui.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(), self._open_sample)

    def open_library(self, library: Library) -> None:
        """Show this library."""
        self.push_screen(self._screen_of(library))

    def _screen_of(self, library: Library, list_ahead: ListAhead | None = None) -> MainScreen:
        self.jobs = Jobs(library, list_ahead)
        return MainScreen(self.jobs, width=self.size.width)

    def _leave_on_signal(self, number: int) -> None:
        """Leave as `Q` does, so that the terminal is as it was, with the status a shell expects."""
        self.leave(128 + number)

    async def action_quit(self) -> None:
        """Leave the app."""
        self.leave(0)

    def action_next_theme(self) -> None:
        """Another look, for as long as the app runs."""
        self._look = theme_after(self._look)
        self.theme = THEMES[self._look]

    def leave(self, status: int) -> None:
        """Keep where the reader stopped, and end."""
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.remember_place()
        self.exit(return_code=status)

    def _handle_exception(self, error: Exception) -> None:
        """Leave because of an error: of a handler, a thread, a drawing.

        In place of Textual's own page of traceback with local variables, article text among them.
        """
        self._return_code = 1
        if self.crash is None:
            self.crash = self._exception = error  # a test's pilot raises the latter again
            self._exception_event.set()
        self._close_messages_no_wait()

    def on_unmount(self) -> None:
        if self.jobs is not None:
            self.jobs.close()

    async def on_event(self, event: events.Event) -> None:
        """Take full-width signs as the ASCII keys they stand for, and chords before single keys."""
        if isinstance(event, events.Key) and not isinstance(self.focused, Input):
            sign = FULL_WIDTH.get(event.key)
            if sign is not None:
                event = events.Key(_character_to_key(sign), sign)
            if not event.is_forwarded and await self._chords.take(event.key):
                return
        await super().on_event(event)

    def _open_sample(self, wanted: bool | None) -> None:
        if not wanted:
            self.exit()
            return
        folder = user_data_folder(os.environ) / "sample"

        def copy() -> None:
            from newsterm.services.importing import copy_sample

            copy_sample(sample_folder(), folder)
            self.call_from_thread(self.open_library, library_in(folder))

        self.run_worker(copy, thread=True)


def settings_problems(settings: Settings) -> list[str]:
    """What is wrong with the settings; the keys are looked at only where the user has set some."""
    if not settings.problems and not settings.keymap:
        return []
    from newsterm.domain.text import sanitise_line

    found: Sequence[str] = settings.problems
    if settings.keymap:
        from newsterm.services.keys import problems
        from newsterm.tui.keymap import all_bindings

        found = problems(all_bindings(), settings)
    return [sanitise_line(problem) for problem in found]


def run_app(library: Library | None, list_ahead: ListAhead | None = None) -> int:
    """Run the app until it is left; returns the exit status.

    An error that nobody foresaw is one line on stderr and a log, and the status is 1.
    """
    crash: Exception | None
    status: int | None = 1
    try:
        with terminal_kept():
            settings = load_settings(os.environ, library.root if library else None)
            for problem in settings_problems(settings):
                print(f"newsterm: {problem}", file=sys.stderr)
            app = NewsApp(library, settings, list_ahead)
            app.run()
        crash, status = app.crash, app.return_code
    except Exception as error:
        crash = error
    if crash is not None:
        print(report(crash, os.environ), file=sys.stderr)
        return 1
    return status or 0
