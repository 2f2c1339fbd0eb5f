"""What newsterm says when something can't be done: one clear line, and what to do about it."""

from __future__ import annotations

from newsterm.language import Message


class NewstermError(Exception):
    """A problem to tell the user in one line, never a traceback.

    Args:
        message: what is wrong, with the file and the place where there is one. Written in English
            and translated when it is read, so that whoever raises need not know the language.
        hint: what the user can do about it; empty when there is nothing to say.
        values: fill the `{name}` of message and hint.
    """

    def __init__(self, message: str, /, hint: str = "", **values: object) -> None:
        super().__init__(message)
        self._message, self._hint = Message(message, **values), Message(hint, **values)

    @property
    def message(self) -> str:
        """What is wrong, in the language in use."""
        return str(self._message)

    @property
    def hint(self) -> str:
        """What to do about it, in the language in use."""
        return str(self._hint)

    def __str__(self) -> str:
        return self.message


class UsageError(NewstermError):
    """The words of a command can't be used as they are (exit status 2)."""


class InputError(NewstermError):
    """A file, or a place in it, can't be read as what it says it is.

    Args:
        message: the reason, without the file's name, which the caller knows.
        line: 1-based line of the place in its file; 0 when no line is known.
        values: fill the `{name}` of the message.
    """

    def __init__(self, message: str, /, line: int = 0, **values: object) -> None:
        super().__init__(message, "", **values)
        self.line = line


class StoreError(NewstermError):
    """The database can't be opened, read or written."""
