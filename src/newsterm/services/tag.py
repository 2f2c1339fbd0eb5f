"""Tag articles, by id or by what a search finds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from newsterm.domain.files.tag_dump import decoded
from newsterm.domain.tags import quoted
from newsterm.errors import InputError, NewstermError, UsageError
from newsterm.language import _, ngettext
from newsterm.services.author import author, now
from newsterm.services.selection import described, selected
from newsterm.store.store import Store

MAX_TAG = 100
_WORD = re.compile(r'(?:[^\s"]|"[^"]*"?)+')


@dataclass(frozen=True, slots=True)
class TagChange:
    """What a change of tags did."""

    add: tuple[str, ...]
    remove: tuple[str, ...]
    articles: int
    """How many articles were meant."""
    changed: int
    """How many tags were really added or taken away."""


@dataclass(frozen=True, slots=True)
class TagPreview:
    """What a change of tags would do."""

    add: tuple[str, ...]
    remove: tuple[str, ...]
    articles: int
    have: tuple[tuple[str, int], ...]
    """Each of the tags, and how many of the articles have it now."""

    def __str__(self) -> str:
        """`+a -b on 213 articles (12 have a, 0 have b)`."""
        have = ", ".join(
            _("{count:,} have {name}").format(count=count, name=name) for name, count in self.have
        )
        many = ngettext("{count:,} article", "{count:,} articles", self.articles)
        articles = many.format(count=self.articles)
        return _("{tags} on {articles} ({have})").format(
            tags=signed(self.add, self.remove), articles=articles, have=have
        )


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a batch did."""

    lines: int
    articles: int
    """How many articles the lines meant, one line after the other."""
    changed: int
    """How many tags were really added or taken away."""


def parse_tag_words(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`+a -b` as the tags to add and the tags to remove. A full-width sign counts as a sign.

    Raises:
        UsageError: a word without a sign, an empty or overlong tag, or one with odd characters.
    """
    add: list[str] = []
    remove: list[str] = []
    for word in words:
        sign, name = word[:1].translate({0xFF0B: "+", 0xFF0D: "-", 0x2212: "-"}), word[1:].strip()
        if sign not in "+-" or not sign:
            raise UsageError("{word!r}: write +tag to add or -tag to remove", word=word)
        (add if sign == "+" else remove).append(checked_tag(name))
    if both := sorted(set(add) & set(remove)):
        raise UsageError("{both!r} is both added and removed", both=both[0])
    return tuple(dict.fromkeys(add)), tuple(dict.fromkeys(remove))


def split_words(typed: str) -> list[str]:
    """What was typed as words; quotes keep blanks together: `+重点 -"早 班"`."""
    return [word.replace('"', "") for word in _WORD.findall(typed)]


def checked_tag(name: str) -> str:
    """A tag as it is kept, without blanks around it.

    Raises:
        UsageError: it is empty, too long, or has odd characters.
    """
    name = name.strip()
    if not name or len(name) > MAX_TAG:
        raise UsageError("{name!r}: a tag has 1 to {most} characters", name=name, most=MAX_TAG)
    if any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name):
        raise UsageError("{name!r}: a tag has no control characters", name=name)
    return name


def tag(
    store: Store,
    words: Sequence[str],
    *,
    slugs: Sequence[str] = (),
    query: str | None = None,
) -> TagChange:
    """Change tags in one transaction and as one action, which `undo` takes back.

    Args:
        store: opened for writing.
        words: `+tag` and `-tag`.
        slugs: ids of the articles; an unknown one changes nothing at all.
        query: or a search, whose hits are meant; empty means every article.

    Raises:
        UsageError: nothing to change, or words that are no tags.
        NewstermError: an id that is not there, or a query that can't be used whole.
    """
    add, remove = _parsed(words)
    what = f"{signed(add, remove)} {described(slugs, query)}"
    with store.transaction():
        numbers = selected(store, slugs, query)
        with store.history.action(who=author(), at=now(), what=what) as change:
            changed = store.tags.change(numbers, add=add, remove=remove, change=change)
    return TagChange(add, remove, len(numbers), changed)


def preview(
    store: Store,
    words: Sequence[str],
    *,
    slugs: Sequence[str] = (),
    query: str | None = None,
) -> TagPreview:
    """What `tag` would do, without doing it.

    Raises:
        UsageError, NewstermError: as `tag`.
    """
    add, remove = _parsed(words)
    numbers = selected(store, slugs, query)
    have = tuple((name, store.tags.having(numbers, name)) for name in (*add, *remove))
    return TagPreview(add, remove, len(numbers), have)


def tag_batch(store: Store, lines: Iterable[str]) -> BatchReport:
    """Do many changes as one action, all or nothing.

    A line is `+tag -tag -- QUERY` or `+tag -tag -- id:ID id:ID`; in tags and ids `%20` stands for
    a blank, as `%xx` does for any byte of UTF-8. Blank lines and those that begin with `#` are
    left out.

    Raises:
        InputError: a line that can't be used, named by its number; then nothing was changed.
    """
    done = articles = changed = 0
    with store.transaction(), _batch_action(store) as change:
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                words, slugs, query = parse_batch_line(line)
                add, remove = _parsed(words)
                numbers = selected(store, slugs, query)
            except NewstermError as error:
                raise InputError(
                    "line {number}: {reason}", number, number=number, reason=error.message
                ) from error
            changed += store.tags.change(numbers, add=add, remove=remove, change=change)
            articles += len(numbers)
            done += 1
        store.tags.cancel_out(change)
    return BatchReport(done, articles, changed)


def parse_batch_line(line: str) -> tuple[list[str], list[str], str | None]:
    """A line of a batch as words, ids, and a query where no ids are given.

    Raises:
        InputError: there is no ` -- ` in it, or nothing after it.
    """
    before, found, after = f" {line.strip()} ".partition(" -- ")
    target = after.strip()
    if not found or not target:
        raise InputError("write +tag -tag -- QUERY, or -- id:ID")
    words = [decoded(word) for word in before.split()]
    parts = target.split()
    if all(part.startswith("id:") for part in parts):
        return words, [decoded(part.removeprefix("id:")) for part in parts], None
    return words, [], target


def signed(add: Sequence[str], remove: Sequence[str]) -> str:
    """Tags to add and remove as they are typed: `+a -b`."""
    return " ".join(
        [*(f"+{quoted(name)}" for name in add), *(f"-{quoted(name)}" for name in remove)]
    )


def _batch_action(store: Store) -> AbstractContextManager[int]:
    return store.history.action(who=author(), at=now(), what="batch")


def _parsed(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    add, remove = parse_tag_words(words)
    if not add and not remove:
        raise UsageError("no tag to add (+tag) or to remove (-tag)")
    return add, remove
