"""Apply the library's tag rules: to everything, or to what was just loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newsterm.domain.files.rules import Rule, parse_rules
from newsterm.domain.search.query import parse_query
from newsterm.domain.text import decode
from newsterm.errors import InputError, NewstermError
from newsterm.services.author import now
from newsterm.services.prepare import read_bytes
from newsterm.services.tag import parse_tag_words, signed
from newsterm.store.store import Store
from newsterm.store.tag_overview import RULE

FILE = "rules.yaml"


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What one rule did, or would do."""

    name: str
    found: int
    """Articles that its query finds, of those it was applied to."""
    changed: int
    """Tags that it added or took away."""


def read_rules(root: Path) -> tuple[Rule, ...]:
    """The rules of the library in this folder; none when there is no `rules.yaml`.

    Raises:
        InputError: it can't be used; the line is told.
    """
    path = root / FILE
    if not path.exists():
        return ()
    text, _encoding = decode(read_bytes(path))
    rules = parse_rules(text)
    for rule in rules:
        try:
            parse_tag_words(rule.words)
        except NewstermError as error:
            raise InputError(f"{rule.name}: {error.message}", rule.line) from error
    return rules


def apply_rules(store: Store, root: Path, *, dry_run: bool = False) -> list[RuleReport]:
    """Apply all rules to all articles, in the order of the file, as one action a rule.

    A rule says a thing once: a tag that it gave and an editor took away stays away.

    Args:
        store: opened for writing.
        root: the library folder.
        dry_run: do everything, say what it did, and undo it before anybody sees it.

    Raises:
        InputError: `rules.yaml` can't be used; its line is told.
    """
    rules = read_rules(root)
    reports: list[RuleReport] = []
    try:
        with store.transaction():
            reports += _apply(store, rules, None)
            store.rule_queue.clear()
            if dry_run:
                raise _DryRunError
    except _DryRunError:
        pass
    return reports


def apply_to_loaded(store: Store, root: Path) -> list[RuleReport]:
    """Apply the rules to the articles that were loaded since this was done last.

    Raises:
        InputError: `rules.yaml` can't be used; the articles wait until it can.
    """
    if not store.rule_queue.waiting():
        return []
    rules = read_rules(root)
    with store.transaction():
        reports = list(_apply(store, rules, store.rule_queue.all()))
        store.rule_queue.clear()
    return reports


def apply_to(store: Store, root: Path, numbers: frozenset[int]) -> None:
    """Apply the rules to these articles alone, within the caller's transaction.

    Raises:
        InputError: `rules.yaml` can't be used; nothing was changed.
    """
    for _report in _apply(store, read_rules(root), numbers):
        pass


def _apply(
    store: Store, rules: Iterable[Rule], only: frozenset[int] | None
) -> Iterable[RuleReport]:
    for rule in rules:
        add, remove = parse_tag_words(rule.words)
        ids = store.index.ids(parse_query(rule.query))
        if only is not None:
            ids = [article_id for article_id in ids if article_id in only]
        with store.history.action(
            who=RULE + rule.name, at=now(), what=f"{signed(add, remove)} -- {rule.query}"
        ) as change:
            changed = store.tags.add_unless_said(ids, add=add, remove=remove, change=change)
        yield RuleReport(rule.name, len(ids), changed)


class _DryRunError(Exception):
    """Ends a transaction that was only to show what it would do."""
