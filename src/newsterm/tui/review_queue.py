"""What the review shows next, known before it is asked for. Knows no store and no screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsterm.services.review import Pending

AHEAD = 20
"""So many facts are read at once."""
FEW = 8
"""With fewer left to show, more are read."""


class ReviewQueue:
    """The fact in hand and those after it; what was decided on but is not written yet."""

    def __init__(self) -> None:
        self.current: Pending | None = None
        self.left = 0
        """How many wait, those whose decision is being written not among them."""
        self._next: deque[Pending] = deque()
        self._skipped: set[str] = set()
        self._decided: set[str] = set()
        """Also what is written already: a read that began before may still bring it."""
        self._in_flight: set[str] = set()

    @property
    def wanted(self) -> int:
        """How many facts to read: those in the way count, too."""
        return AHEAD + len(self._skipped) + len(self._in_flight)

    @property
    def is_short(self) -> bool:
        """Whether more should be read."""
        return len(self._next) < FEW

    def put(self, found: Sequence[Pending], left: int) -> None:
        """Take in what was read: the head of the queue, and how many wait by the store."""
        passed = self._skipped | self._decided
        here = self.current.id if self.current else ""
        self._next = deque(each for each in found if each.id not in passed and each.id != here)
        self.left = max(0, left - len(self._in_flight))
        if self.current is None:
            self._advance()

    def decide(self) -> Pending:
        """Take the fact in hand as decided on, and go on to the next."""
        decided = self.current
        assert decided is not None
        self._in_flight.add(decided.id)
        self._decided.add(decided.id)
        if decided.stored.review_id is None:
            self.left = max(0, self.left - 1)
        self._advance()
        return decided

    def written(self, decided: Pending) -> None:
        """A decision is in the store."""
        self._in_flight.discard(decided.id)

    def refused(self, decided: Pending) -> None:
        """A decision was not written: the fact waits again, if it is still there."""
        self._in_flight.discard(decided.id)
        self._decided.discard(decided.id)

    def skip(self) -> bool:
        """Go on without a decision; whether there was anything to go on to."""
        if self.current is not None and self._next:
            self._skipped.add(self.current.id)
            self._advance()
            return True
        return False

    def show(self, pending: Pending) -> None:
        """Take this fact in hand; the one before comes next."""
        if self.current is not None and self.current.id != pending.id:
            self._next.appendleft(self.current)
        self._skipped.discard(pending.id)
        self.refused(pending)
        self._next = deque(each for each in self._next if each.id != pending.id)
        self.current = pending

    def drop(self) -> None:
        """Let the fact in hand go; nobody asks about it any more."""
        self._advance()

    def forget_skipped(self) -> bool:
        """Let what was skipped come again; whether there was any."""
        had, self._skipped = bool(self._skipped), set()
        return had

    def restart(self) -> None:
        """Begin from the head of another queue."""
        self.current = None
        self._next.clear()
        self._skipped.clear()

    def _advance(self) -> None:
        self.current = self._next.popleft() if self._next else None
