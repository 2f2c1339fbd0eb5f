"""When the app fails: a log that holds no article's text, one line, and a terminal as before."""

from __future__ import annotations

import os
import sys
import termios
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from newsterm import __version__
from newsterm.config import user_data_folder
from newsterm.language import _

LOG = "crash.log"
MODES_OFF = "".join(
    f"\x1b[?{mode}l" for mode in (1000, 1002, 1003, 1004, 1006, 1015, 1016, 2004, 2026, 2048)
)
"""Mouse, focus, paste and the like, as a terminal has them that nobody has asked for more."""
RESTORE = f"{MODES_OFF}\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?7h\x1b[0m"


def report(error: BaseException, environ: Mapping[str, str]) -> str:
    """Write the log (mode 0600, the last crash alone); returns the line to say on stderr."""
    path = user_data_folder(environ) / LOG
    kind = type(root_of(error)).__name__
    try:
        _write_private(path, log_text(error))
    except OSError as problem:
        text = _("crashed ({kind}); no log could be written: {reason}")
        return "newsterm: " + text.format(kind=kind, reason=problem.strerror)
    return "newsterm: " + _("crashed ({kind}); what happened is in {path}").format(
        kind=kind, path=path
    )


def log_text(error: BaseException) -> str:
    """Where it happened: types, files and lines of the program.

    The messages of errors are left out, for they may quote the article that was being read.
    """
    when = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [f"newsterm {__version__}, Python {sys.version.split()[0]}, {when}\n"]
    for each in _chain(error):
        lines.append(f"\n{type(each).__module__}.{type(each).__qualname__}\n")
        lines += traceback.format_tb(each.__traceback__)
    return "".join(lines)


def root_of(error: BaseException) -> BaseException:
    """What caused it all; Textual wraps what a worker raised."""
    return list(_chain(error))[-1]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, each once."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        wrapped = getattr(at, "error", None)
        inner = wrapped if isinstance(wrapped, BaseException) else None
        at = at.__cause__ or inner or at.__context__


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)


@contextmanager
def terminal_kept() -> Iterator[None]:
    """Put the terminal back as it was when an error escapes that nobody has cleaned up after."""
    try:
        before = termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, OSError, ValueError):
        before = None
    try:
        yield
    except BaseException:
        if before is not None and sys.__stderr__ is not None and sys.__stdin__ is not None:
            with suppress(termios.error, OSError, ValueError):
                sys.__stderr__.write(RESTORE)
                sys.__stderr__.flush()
                termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSADRAIN, before)
        raise
