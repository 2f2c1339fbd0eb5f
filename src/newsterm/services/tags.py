"""The tags of a library: counts by level, and renaming, merging, deleting, colours, aliases.

What is done to a tag is done to those below it, too: `交通` renamed takes `交通/地铁` along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsterm.domain.search.folding import fold
from newsterm.domain.tags import COLOURS, SEPARATOR, with_ancestors
from newsterm.errors import NewstermError, UsageError
from newsterm.services.author import author, now
from newsterm.services.tag import checked_tag
from newsterm.services.tag_offer import is_typed_so
from newsterm.store.store import Store


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
    rules: tuple[tuple[str, int], ...] = ()
    """The rules that gave it, each with how many of the articles have it from there."""


@dataclass(frozen=True, slots=True)
class TagsChange:
    """What a change of tags themselves did."""

    tags: tuple[str, ...]
    """The tags that were concerned."""
    articles: int
    """Articles whose tags changed, counted for each tag."""


@dataclass(frozen=True, slots=True)
class TagsPreview:
    """What a change of tags themselves would do."""

    tags: tuple[str, ...]
    """The tags that are concerned: the ones named and those below them."""
    into: tuple[str, ...]
    """Tags in use, the other one and those below it, that they would come among."""
    articles: int
    """Articles that have any of the tags."""
    have: int
    """How many of these have the other tag already."""


def tags(store: Store) -> list[TagRow]:
    """Every tag in use and the levels above it, sorted so that each stands below its parent."""
    counts = {tag.name: tag for tag in store.tag_overview.counts()}
    names = with_ancestors(counts)
    parents = {name.rpartition(SEPARATOR)[0] for name in names} - {""}
    totals = store.tag_overview.totals(parents)
    rows = []
    for name in names:
        tag = counts.get(name)
        count = tag.count if tag else 0
        rows.append(
            TagRow(
                name,
                name.count(SEPARATOR),
                count,
                totals.get(name, count),
                tag.colour if tag else "",
                tag.aliases if tag else (),
                tag.rules if tag else (),
            )
        )
    return rows


def matching(rows: Sequence[TagRow], typed: str) -> list[TagRow]:
    """The tags that this is a part of, in any case and script, or whose pinyin begins so."""
    wanted = fold(typed.strip())
    if not wanted:
        return list(rows)
    return [
        row
        for row in rows
        if any(
            wanted in fold(name) or is_typed_so(name, wanted) for name in (row.name, *row.aliases)
        )
    ]


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
    into = store.tags.resolve(checked_tag(into))
    return _move(store, names, into, f"merge {' '.join(names)} into {into}")


def preview_move(store: Store, names: Sequence[str], to: str) -> TagsPreview:
    """What renaming or merging these tags would do; it is a merge when `into` has any.

    Raises:
        UsageError, NewstermError: as `merge`.
    """
    to = store.tags.resolve(checked_tag(to))
    moves = _moves(store, names, to)
    moved = [each for each, _ in moves]
    into = [each for each in store.tags.at_or_below(to) if each not in moved]
    articles = store.tag_overview.articles_of(moved)
    ever_of = store.tag_overview.ever_of
    have = set[int]().union(*(ever_of([one]) & ever_of([other]) for one, other in moves))
    return TagsPreview(tuple(moved), tuple(into), len(articles), len(have & articles))


def preview_delete(store: Store, name: str) -> TagsPreview:
    """What deleting a tag would do.

    Raises:
        NewstermError: no such tag.
    """
    names = _existing(store, name)
    return TagsPreview(tuple(names), (), len(store.tag_overview.articles_of(names)), 0)


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


def preview_alias(store: Store, name: str) -> int:
    """How many articles have a tag of this name, and would get the tag that it is to stand for."""
    return len(store.tag_overview.articles_of([checked_tag(name)]))


def _move(store: Store, names: Sequence[str], to: str, what: str) -> TagsChange:
    with store.transaction():
        moves = _moves(store, names, to)
        with store.history.action(who=author(), at=now(), what=what) as change:
            articles = 0
            for each, target in moves:
                if each == target:
                    continue
                if shade := store.tags.colour(each):
                    if not store.tags.colour(target):
                        store.tags.set_colour(target, shade, change)
                    store.tags.set_colour(each, "", change)
                for other in store.tags.aliases(each):
                    store.tags.set_alias(other, target, change)
                articles += store.tags.move(each, target, change)
    return TagsChange(tuple(each for each, _ in moves), articles)


def _moves(store: Store, names: Sequence[str], to: str) -> list[tuple[str, str]]:
    """Each of the tags and those below them, with what it becomes, in the order to do it."""
    moves = [(each, to + each[len(top) :]) for top in names for each in _existing(store, top)]
    if any(to.startswith(top + SEPARATOR) for top in names):
        moves.reverse()  # the deeper ones make room first
    return moves


def _existing(store: Store, name: str) -> list[str]:
    names = store.tags.at_or_below(name)
    if not names:
        raise NewstermError(
            "no tag {name!r}: nothing was changed", hint="newsterm tags lists all", name=name
        )
    return names
