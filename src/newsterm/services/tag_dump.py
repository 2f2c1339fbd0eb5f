"""Dump what people said of articles as text that git can merge, and restore it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsterm.domain.files.tag_dump import Dump, format_dump, parse_dump
from newsterm.errors import InputError
from newsterm.services.author import author, now
from newsterm.store import decision_dump
from newsterm.store.dump import numbers_of, read_dump, read_marks
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore did."""

    articles: int
    """How many articles the dump names."""
    awaited: int
    """How many of them are not loaded; what is said of them waits until they are."""
    changed: int
    """How many tags, marks and settings changed, and decisions were added."""


def dump(store: Store) -> str:
    """All that people said of articles, tags, facts and indicators, as `tag_dump` writes it."""
    return format_dump(read_dump(store.connection))


def restore(
    store: Store, lines: Iterable[str], *, accumulate: bool = False, name: str = "dump"
) -> RestoreReport:
    """Make the articles that a dump names have what it says, as one action, all or nothing.

    Articles that it does not name stay as they are. Decisions about facts and indicators are only
    added: of two about the same, the later holds.

    Args:
        store: opened for writing.
        lines: of the dump.
        accumulate: only add; nothing is taken away.
        name: of the dump, for the history.

    Raises:
        InputError: it is no dump, or damaged; then nothing was changed.
    """
    parsed = parse_dump(lines)
    _refuse_alias_of_alias(parsed)
    at = now()
    with store.transaction():
        slugs = {marks.slug: marks for marks in parsed.articles}
        here = {slug for slug in slugs if store.articles.number(slug) is not None}
        numbers = numbers_of(store.connection, slugs, at, in_part=accumulate)
        what = f"restore{' --accumulate' if accumulate else ''} {name}"
        with store.history.action(who=author(), at=at, what=what) as change:
            changed = _restore_settings(store, parsed, change, accumulate=accumulate)
            changed += store.tags.impose(
                {number: marks.tags for number, marks in zip(numbers, slugs.values(), strict=True)},
                change=change,
                accumulate=accumulate,
            )
            for value in ("read", "star"):
                given = (m.read_at if value == "read" else m.starred_at for m in slugs.values())
                pairs = list(zip(numbers, given, strict=True))
                if accumulate:
                    pairs = [(n, v) for n, v in pairs if v and not store.values.marked(value, [n])]
                changed += store.values.set_each(value, [(n, v or None) for n, v in pairs], change)
        changed += decision_dump.restore(store, parsed.reviews, parsed.groupings, at)
    return RestoreReport(len(slugs), len(slugs) - len(here), changed)


def _restore_settings(store: Store, parsed: Dump, change: int, *, accumulate: bool) -> int:
    changed = 0
    given = {settings.name: settings for settings in parsed.tags}
    if not accumulate:
        for settings in read_marks(store.connection).tags:
            if settings.name not in given:
                store.tags.set_colour(settings.name, "", change)
                store.tags.set_alias(settings.name, None, change)
                changed += 1
    for settings in given.values():
        if settings.colour or not accumulate:
            changed += store.tags.set_colour(settings.name, settings.colour, change)
        if settings.alias_of or not accumulate:
            changed += store.tags.set_alias(settings.name, settings.alias_of or None, change)
    return changed


def _refuse_alias_of_alias(parsed: Dump) -> None:
    aliases = {settings.name for settings in parsed.tags if settings.alias_of}
    for settings in parsed.tags:
        if settings.alias_of in aliases:
            raise InputError(
                "{alias_of!r}, of which {name!r} is an alias, is one",
                alias_of=settings.alias_of,
                name=settings.name,
            )
