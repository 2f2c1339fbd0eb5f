"""Undo and redo any action, also after a restart, and tell who changed what and when."""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.errors import NewstermError
from newsterm.services.author import author, now
from newsterm.store.history import VALUE, Change, ChangeLine
from newsterm.store.store import Store

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Reversal:
    """What an undo or a redo did."""

    change: int
    """The action that was undone or done again."""
    what: str
    lines: int
    """How many tags and marks were put back."""
    left: int
    """How many were left as they are because somebody changed them since."""
    written: int
    """The new action that did it."""


def undo(store: Store, change: int | None = None) -> Reversal:
    """Undo an action, in one transaction; what others changed since stays as it is.

    Args:
        store: opened for writing.
        change: the action's number; None for the user's latest one that is not undone.

    Raises:
        NewstermError: there is none, it is undone already, or nothing of it still applies.
    """
    with store.transaction():
        if change is None:
            change = store.history.last_done(author())
            if change is None:
                raise NewstermError("nothing of yours to undo", hint="newsterm history shows all")
        found = _action(store, change)
        if found.undone:
            raise NewstermError("change {change} is undone already", change=change)
        return _reverse(store, found, "undo")


def redo(store: Store, change: int | None = None) -> Reversal:
    """Do an undone action again.

    Args:
        store: opened for writing.
        change: the action's number; None for what the user undid last, if they have done nothing
            new since.

    Raises:
        NewstermError: there is none, it is not undone, or nothing of it still applies.
    """
    with store.transaction():
        if change is None:
            change = store.history.last_undone(author())
            if change is None:
                raise NewstermError("nothing to redo")
        found = _action(store, change)
        if not found.undone:
            raise NewstermError("change {change} is not undone", change=change)
        return _reverse(store, found, "redo")


def undo_line(store: Store, line: str) -> Reversal:
    """Undo one line of an action, as `history_lines` numbers them.

    Raises:
        NewstermError: there is no such line, or the same thing was changed since: by whom is told.
    """
    if not line.removeprefix(VALUE).isdecimal():
        raise NewstermError("{line!r} is no line's number", line=line)
    with store.transaction():
        change = store.history.change_of_line(line)
        if change is None:
            raise NewstermError("no line {line} in the history", line=line)
        what = f"undo line {line} of change {change}"
        with store.history.action(who=author(), at=now(), what=what) as number:
            done = store.history.reverse(change, number, line)
        if not done:
            raise _changed_since(store, line)
    return Reversal(change, what, done, 0, number)


def history(
    store: Store,
    *,
    limit: int = LIMIT,
    first: int = 0,
    before: int | None = None,
    openings: bool = True,
) -> list[Change]:
    """The latest actions, the newest first.

    Args:
        store: for reading at least.
        limit: at most so many.
        first: how many are left out before them.
        before: only those with lower numbers, to page on.
        openings: those, too, that marked an article as read because it was opened.
    """
    return store.history.newest(limit, first=first, before=before, openings=openings)


def history_count(store: Store, *, openings: bool = True, after: int = 0) -> int:
    """How many actions there are, or how many stand before the one numbered `after`."""
    return store.history.count(openings=openings, after=after)


def history_lines(
    store: Store, change: int, *, limit: int = -1, first: int = 0
) -> list[ChangeLine]:
    """What an action changed, line by line: all, or a page of them.

    Raises:
        NewstermError: there is no such action.
    """
    if store.history.get(change) is None:
        raise NewstermError("no change {change} in the history", change=change)
    return store.history.lines(change, limit=limit, first=first)


def _changed_since(store: Store, line: str) -> NewstermError:
    since = store.history.changed_since(line)
    if since is None:
        return NewstermError("line {line} can't be undone: nothing was changed", line=line)
    return NewstermError(
        "line {line} was changed since, by {who} in change {change} ({what}): nothing was changed",
        line=line,
        who=since.who,
        change=since.number,
        what=since.what,
    )


def _action(store: Store, number: int) -> Change:
    """The action that a number means, which may be that of an undo or redo of it."""
    found = store.history.get(number)
    if found is not None and found.of is not None:
        found = store.history.get(found.of)
    if found is None:
        raise NewstermError("no change {number} in the history", number=number)
    return found


def _reverse(store: Store, action: Change, kind: str) -> Reversal:
    latest = store.history.latest_form(action.number)
    form = store.history.get(latest)
    assert form is not None
    with store.history.action(
        who=author(), at=now(), what=f"{kind} {action.number}", kind=kind, of=action.number
    ) as number:
        done = store.history.reverse(latest, number)
    if not done:
        raise NewstermError(
            "change {number} was changed again since: nothing was changed",
            hint="newsterm history {number} shows what it did",
            number=action.number,
        )
    return Reversal(action.number, action.what, done, form.lines - done, number)
