"""The only place that prints: data to stdout, talk to stderr, and the exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from newsterm.errors import NewstermError
from newsterm.language import _


class ExitStatus(IntEnum):
    """What the shell is told."""

    OK = 0
    FAILED = 1
    """Something, or some of it, could not be done; stderr says what."""
    USAGE = 2
    INTERRUPTED = 130
    PIPE_CLOSED = 141


def prepare_streams() -> None:
    """Make both streams write UTF-8 and never fail on a character.

    A stream that the shell has closed (`>&-`) leads nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def data(line: str) -> None:
    """One line of data on stdout. It was sanitised when it was loaded."""
    sys.stdout.write(line + "\n")


def json_line(record: Mapping[str, object]) -> None:
    """One JSON object on a line of stdout."""
    import json

    data(json.dumps(record, ensure_ascii=False, allow_nan=False))


def say(line: str) -> None:
    """One line of talk on stderr; whatever a file name or a query brought is made harmless."""
    from newsterm.domain.text import sanitise_line

    sys.stderr.write(sanitise_line(line) + "\n")


def say_error(error: NewstermError) -> None:
    """An error as one line, with what to do about it."""
    hint = _(" ({hint})").format(hint=error.hint) if error.hint else ""
    say(f"newsterm: {error.message}{hint}")


def columns(rows: Iterable[Sequence[str]], gap: str = "  ") -> Iterable[str]:
    """Lines with the columns aligned by terminal cells; the last one is not padded."""
    from newsterm.domain.typesetting.aligned import aligned  # with rich, which not every verb needs

    yield from aligned(rows, gap)
