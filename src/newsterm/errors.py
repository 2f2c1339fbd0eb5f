"""What newsterm says when something can't be done: one clear line, and what to do about it."""

from __future__ import annotations


class NewstermError(Exception):
    """A problem to tell the user in one line, never a traceback.

    Args:
        message: what is wrong, with the file and the place where there is one.
        hint: what the user can do about it; empty when there is nothing to say.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(NewstermError):
    """The words of a command can't be used as they are (exit status 2)."""


class InputError(NewstermError):
    """A file, or a place in it, can't be read as what it says it is.

    Args:
        message: the reason, without the file's name, which the caller knows.
        line: 1-based line of the place in its file; 0 when no line is known.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class StoreError(NewstermError):
    """The database can't be opened, read or written."""
