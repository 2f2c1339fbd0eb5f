"""What comes home from the threads, wherever it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from newsterm.services.load import LoadReport


class JobFailed(Message):
    """A job could not be done; the status line says why."""

    def __init__(self, reason: str, group: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.group = group
        """What was to be read, as named to `Jobs.read`; empty for a write."""


class JobWaits(Message):
    """A change waits for another program; the status line says for whom."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class LoadProgress(Message):
    """How far a background load has come."""

    def __init__(self, report: LoadReport) -> None:
        super().__init__()
        self.report = report

    def can_replace(self, message: Message) -> bool:
        """A flood of them collapses into the newest."""
        return isinstance(message, LoadProgress)
