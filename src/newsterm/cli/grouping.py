"""`newsterm targets` with --merge, --split, --undo: which rows are one indicator."""

from __future__ import annotations

import argparse

from newsterm.cli import output
from newsterm.cli.numbers import is_count
from newsterm.cli.opening import writing
from newsterm.cli.output import ExitStatus
from newsterm.config import Library
from newsterm.errors import UsageError
from newsterm.language import _, ngettext
from newsterm.services import figures


def regroup(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """Join or part indicators, or take that back; what was done is said on stderr."""
    if args.split and (len(args.split) < 3 or not is_count(args.split[0])):
        raise UsageError("--split takes the number of an indicator, a name, and wordings")
    with writing(library) as store:
        if args.merge:
            count = figures.merge(store, *args.merge)
            many = ngettext("joined: {count:,} value", "joined: {count:,} values", count)
            said = many.format(count=count)
        elif args.split:
            number, name, *wordings = args.split
            figures.split(store, int(number), wordings, name)
            said = _("parted: {name}").format(name=name)
        elif figures.undo_grouping(store):
            said = _("taken back")
        else:
            output.say(_("nothing to take back"))
            return ExitStatus.FAILED
    output.say(said)
    return ExitStatus.OK
