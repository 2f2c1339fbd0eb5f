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


def open_app(library: Library | None) -> int:
    """Run the app until it is left; Textual is imported here and not before."""
    gc.disable()  # modules are not garbage: looking for any among them is a tenth of the start
    from newsterm.tui.app import run_app

    gc.freeze()
    gc.enable()
    return run_app(library)


def app_bindings() -> Sequence[KeyBinding]:
    """Every key of the app, with its place."""
    from newsterm.tui.keymap import all_bindings

    return all_bindings()


def main() -> int:
    """The console script."""
    return run(sys.argv[1:], open_app, app_bindings)


if __name__ == "__main__":
    sys.exit(main())
