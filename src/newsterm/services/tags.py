"""The tags of a library: counts by level, and renaming, merging, deleting, colours, aliases.

What is done to a tag is done to those below it, too: `交通` renamed takes `交通/地铁` along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsterm.errors import NewstermError, UsageError
from newsterm.services.author import author, now
from newsterm.services.tag import checked_tag
from newsterm.store.store import Store
from newsterm.store.tags import SEPARATOR

COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "grey")
"""Names that every theme has its own shade for."""


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag in the list of tags."""

    name: str
    level: int
    """How many levels stand above it."""
    count: int
    """Articles that have this very tag; 0 for a level that only others stand below."""
    total: int
    """Articles that have it or one below it."""
    colour: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagsChange:
    """What a change of tags themselves did."""

    tags: tuple[str, ...]
    """The tags that were concerned."""
    articles: int
    """Articles whose tags changed, counted for each tag."""


def tags(store: Store) -> list[TagRow]:
    """Every tag in use and the levels above it, sorted so that each stands below its parent."""
    counts = {tag.name: tag for tag in store.tags.counts()}
    names = set(counts)
    for name in counts:
        parts = name.split(SEPARATOR)
        names |= {SEPARATOR.join(parts[:end]) for end in range(1, len(parts))}
    names.discard("")
    parents = {name.rpartition(SEPARATOR)[0] for name in names}
    rows = []
    for name in sorted(names, key=lambda name: name.split(SEPARATOR)):
        tag = counts.get(name)
        count = tag.count if tag else 0
        rows.append(
            TagRow(
                name,
                name.count(SEPARATOR),
                count,
                store.tags.count_below(name) if name in parents else count,
                tag.colour if tag else store.tags.colour(name),
                tag.aliases if tag else (),
            )
        )
    return rows


def rename(store: Store, name: str, to: str) -> TagsChange:
    """Give a tag, and those below it, another name.

    Raises:
        NewstermError: no such tag, or the new name is in use: that is a merge.
    """
    to = checked_tag(to)
    taken = store.tags.at_or_below(to)
    if taken and not set(taken) <= set(store.tags.at_or_below(name)):
        raise NewstermError(
            "the tag {taken!r} is there already",
            hint="newsterm tags merge {name} {to}",
            taken=taken[0],
            name=name,
            to=to,
        )
    return _move(store, [name], to, f"rename {name} to {to}")


def merge(store: Store, names: Sequence[str], into: str) -> TagsChange:
    """Give the articles of these tags the tag `into` instead; levels below move below it.

    Raises:
        NewstermError: no such tag.
    """
    into = checked_tag(into)
    return _move(store, names, into, f"merge {' '.join(names)} into {into}")


def delete(store: Store, name: str) -> TagsChange:
    """Take a tag, and those below it, from every article.

    Raises:
        NewstermError: no such tag.
    """
    with store.transaction():
        names = _existing(store, name)
        with store.history.action(who=author(), at=now(), what=f"delete {name}") as change:
            articles = 0
            for each in names:
                articles += store.tags.delete(each, change)
                store.tags.set_colour(each, "", change)
                for name_or_alias in (each, *store.tags.aliases(each)):
                    store.tags.set_alias(name_or_alias, None, change)
    return TagsChange(tuple(names), articles)


def colour(store: Store, name: str, colour: str) -> TagsChange:
    """Give a tag one of COLOURS, or take its colour away with `none`.

    Raises:
        UsageError: no such colour.
    """
    if colour not in (*COLOURS, "none"):
        raise UsageError(
            "{colour!r} is no colour: {known}, none", colour=colour, known=", ".join(COLOURS)
        )
    name = checked_tag(name)
    with store.transaction():
        what = f"colour {name} {colour}"
        with store.history.action(who=author(), at=now(), what=what) as change:
            store.tags.set_colour(name, "" if colour == "none" else colour, change)
    return TagsChange((name,), 0)


def alias(store: Store, name: str, of: str | None) -> TagsChange:
    """Make `name` another name of the tag `of` from now on; None ends that.

    Articles that have the tag `name` get `of` instead; whoever adds `name` later, adds `of`.

    Raises:
        NewstermError: a tag would be its own alias, or has aliases itself.
    """
    name, of = checked_tag(name), None if of is None else checked_tag(of)
    with store.transaction():
        if of is not None and store.tags.resolve(of) == name:
            raise NewstermError("{name!r} would stand for itself", name=name)
        if of is not None and store.tags.aliases(name):
            raise NewstermError("{name!r} has aliases itself", hint="end those first", name=name)
        what = f"alias {name} of {of or 'none'}"
        with store.history.action(who=author(), at=now(), what=what) as change:
            articles = store.tags.set_alias(name, of, change)
    return TagsChange((name,), articles)


def _move(store: Store, names: Sequence[str], to: str, what: str) -> TagsChange:
    with store.transaction():
        moved = [(top, each) for top in names for each in _existing(store, top)]
        if any(to.startswith(top + SEPARATOR) for top in names):
            moved.reverse()  # the deeper ones make room first
        with store.history.action(who=author(), at=now(), what=what) as change:
            articles = 0
            for top, each in moved:
                target = to + each[len(top) :]
                if (shade := store.tags.colour(each)) and each != target:
                    if not store.tags.colour(target):
                        store.tags.set_colour(target, shade, change)
                    store.tags.set_colour(each, "", change)
                articles += store.tags.move(each, target, change)
    return TagsChange(tuple(each for _, each in moved), articles)


def _existing(store: Store, name: str) -> list[str]:
    names = store.tags.at_or_below(name)
    if not names:
        raise NewstermError(
            "no tag {name!r}: nothing was changed", hint="newsterm tags lists all", name=name
        )
    return names
