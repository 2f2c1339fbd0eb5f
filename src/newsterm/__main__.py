"""Where the parts meet: the command line is told how to open the app."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from newsterm.cli.main import run
from newsterm.config import Library
from newsterm.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from newsterm.services.keys import KeyBinding

SWITCH_SECONDS = 0.001
"""How long a thread waits for its turn: the one that writes a picture to the terminal, the one that
reads keys, the event loop while another imports or reads. Python's own 5 ms are seen."""
GARBAGE_OBJECTS = 10_000
"""So many new objects are looked through for garbage at once. With Python's own 700 that is done
twenty times before the first picture, in vain."""


def open_app(library: Library | None) -> int:
    """Run the app until it is left; Textual is imported here and not before.

    Meanwhile a thread reads the list, so that the first picture has the articles in it.
    """
    from newsterm.tui.list_ahead import ListAhead

    list_ahead = ListAhead(library) if library is not None and library.exists else None
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.disable()  # modules are not garbage: looking for any among them is a tenth of the start
    from newsterm.tui.app import run_app

    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS)
    gc.enable()
    return run_app(library, list_ahead)


def app_bindings() -> Sequence[KeyBinding]:
    """Every key of the app, with its place."""
    from newsterm.tui.keymap import all_bindings

    return all_bindings()


def main() -> int:
    """The console script."""
    return run(sys.argv[1:], open_app, app_bindings)


if __name__ == "__main__":
    sys.exit(main())
