"""`newsterm keys`: which key does what, and whether the keymap is sound."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from newsterm.cli import output
from newsterm.cli.output import ExitStatus
from newsterm.config import Library
from newsterm.language import _
from newsterm.services.keys import KeyBinding, keys_in_force, problems
from newsterm.services.settings import load_settings


def keys(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """Print the bindings place by place, or with `--check` what is wrong with the keymap.

    `args.bindings` is a function that gives the app's own bindings.
    """
    settings = load_settings(os.environ, library.root if library else None)
    bindings: Sequence[KeyBinding] = args.bindings()
    if args.check:
        found = problems(bindings, settings)
        for problem in found:
            output.data(problem)
        if not found:
            output.say(_("{count} bindings, no problem").format(count=len(bindings)))
        return ExitStatus.FAILED if found else ExitStatus.OK
    in_force = keys_in_force(bindings, settings)
    for problem in settings.problems:
        output.say(problem)
    if args.json:
        for each in in_force:
            output.json_line(
                {"place": each.place, "id": each.id, "keys": list(each.keys), "what": each.what}
            )
        return ExitStatus.OK
    rows = [(_(each.place), "  ".join(each.keys), each.id, _(each.what)) for each in in_force]
    for line in output.columns(rows):
        output.data(line)
    return ExitStatus.OK
