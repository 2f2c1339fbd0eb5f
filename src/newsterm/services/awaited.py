"""Articles that a dump told of before they were loaded: what it said holds once they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from newsterm.errors import InputError
from newsterm.services.author import now
from newsterm.services.tag_rules import apply_to
from newsterm.store.store import Store

DUMP = "dump"
"""Who does it, in the log: neither the file nor a person."""


def settle(store: Store, root: Path | None, tags: Mapping[int, Sequence[str]]) -> None:
    """Give articles the tags that the dump named, after their files and the rules had their say.

    So the end is the same as when the dump is restored after the load: the log knows what file and
    rules said, and they don't say it again.

    Args:
        store: within a transaction.
        root: the library folder, where it has rules.
        tags: of each article, by number, what it had before the load.
    """
    if root is not None:
        try:
            apply_to(store, root, frozenset(tags))
        except InputError:  # the load names it, and these articles wait for it like the others
            for number in tags:
                store.rule_queue.add(number)
    what = f"restore awaited ({len(tags)})"
    with store.history.action(who=DUMP, at=now(), what=what) as change:
        store.tags.impose(tags, change=change)
