"""Opening the library for a verb."""

from __future__ import annotations

from newsterm.cli import output
from newsterm.config import Library
from newsterm.errors import NewstermError
from newsterm.store.store import Store


def reading(library: Library | None) -> Store:
    """The library's store, for reading.

    Raises:
        NewstermError: there is no library.
    """
    return Store.open(_known(library).database)


def writing(library: Library | None) -> Store:
    """The library's store, for changes to what it has; whoever makes us wait is named on stderr.

    Raises:
        NewstermError: there is no library, or nothing was ever loaded into it.
    """
    known = _known(library)
    if not known.exists:
        raise NewstermError(
            "{database}: no such database", hint="newsterm load PATH…", database=known.database
        )
    return Store.open(known.database, write=True, on_wait=say_who_writes)


def say_who_writes(reason: str) -> None:
    """Another program is writing: say which."""
    output.say(f"newsterm: {reason}")


def _known(library: Library | None) -> Library:
    if library is None:
        raise NewstermError(
            "no library here or above", hint="newsterm load PATH… makes one; --db names another"
        )
    return library
