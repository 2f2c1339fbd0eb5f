"""The command line's entry: words in, exit status out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from newsterm import language
from newsterm.cli import output
from newsterm.cli.dispatch import load_verb
from newsterm.cli.output import ExitStatus
from newsterm.cli.parser import parse
from newsterm.config import Library, find_library
from newsterm.errors import NewstermError, UsageError
from newsterm.language import _
from newsterm.lean import TYPE_CHECKING
from newsterm.services.language_choice import language_setting

if TYPE_CHECKING:
    from newsterm.services.keys import KeyBinding


def run(
    argv: list[str],
    open_app: Callable[[Library | None], int],
    bindings: Callable[[], Sequence[KeyBinding]] = tuple,
) -> int:
    """Do what the words say; returns the exit status. Without a verb, `open_app` is called.

    `bindings` gives the app's keys, for the verb that lists them.

    `SystemExit` passes through for `--help` and for words that argparse refuses (status 2).
    """
    output.prepare_streams()
    try:
        return _do(argv, open_app, bindings)
    except UsageError as error:
        output.say_error(error)
        return ExitStatus.USAGE
    except NewstermError as error:
        output.say_error(error)
        return ExitStatus.FAILED
    except UnicodeEncodeError:
        if (word := next(filter(_is_garbled, argv), None)) is None:
            raise
        output.say_error(UsageError("{word!r}: not UTF-8", word=word))
        return ExitStatus.USAGE
    except BrokenPipeError:
        # Whoever read stdout has had enough. Keep Python from complaining of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitStatus.PIPE_CLOSED
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        output.say(f"newsterm: {name}{error.strerror or error}")
        return ExitStatus.FAILED
    except KeyboardInterrupt:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        output.say("newsterm: " + _("interrupted"))
        return ExitStatus.INTERRUPTED


def _do(
    argv: list[str],
    open_app: Callable[[Library | None], int],
    bindings: Callable[[], Sequence[KeyBinding]],
) -> int:
    library = _library_for(None, None)
    _speak_as_set(library)
    args = parse(argv)
    database, folder = getattr(args, "db", None), getattr(args, "library", None)
    if database or folder:
        library = _library_for(database, folder)
        _speak_as_set(library)
    if args.verb is None:
        refuse_without_terminal()
        return open_app(library)
    args.bindings = bindings
    status = load_verb(args.verb)(args, library)
    sys.stdout.flush()
    return status


def _is_garbled(word: str) -> bool:
    """Whether a word's bytes are no UTF-8, as a path's may be and nothing else's."""
    return any("\udc80" <= sign <= "\udcff" for sign in word)


def _library_for(database: str | None, folder: str | None) -> Library | None:
    return find_library(database=database, folder=folder, cwd=Path.cwd(), environ=os.environ)


def _speak_as_set(library: Library | None) -> None:
    """Speak the language of the settings: of the library's, once it is known which it is."""
    setting = language_setting(os.environ, library.root if library else None)
    language.speak(setting, os.environ)


def refuse_without_terminal() -> None:
    """Raise UsageError where the app could not draw or be typed to."""
    if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise UsageError("the app needs a terminal", hint="newsterm list, search and show do not")
    if os.environ.get("TERM", "dumb") in ("dumb", "unknown"):
        raise UsageError(
            "the app can't draw on TERM={term}",
            hint="newsterm list, search and show can",
            term=os.environ.get("TERM", ""),
        )
