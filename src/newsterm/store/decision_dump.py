"""Decisions about facts and groupings of indicators, on their way into a dump and back.

They stand in no file, so a database that is made anew gets them from here.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.files.decision_dump import DumpedGrouping, DumpedReview, is_sound
from newsterm.store.dump import numbers_of
from newsterm.store.store import Store

REVIEWS = """
    SELECT slug, change, at, who, quote, text, nth, decision, seen, facts, coalesce(undone_at, '')
    FROM fact_reviews JOIN articles ON articles.id = article_id
"""
_GROUPINGS = """
    SELECT change, at, who, a.owner, a.measure, a.unit, wording, b.owner, b.measure, b.unit,
           coalesce(undone_at, '')
    FROM grouping_edits JOIN indicators AS a ON a.id = from_id
    JOIN indicators AS b ON b.id = to_id ORDER BY grouping_edits.id
"""
_Dumped = TypeVar("_Dumped", DumpedReview, DumpedGrouping)


def read_reviews(connection: sqlite3.Connection) -> Iterator[DumpedReview]:
    """All decisions, in the order in which they were made."""
    for row in connection.execute(f"{REVIEWS} ORDER BY fact_reviews.id"):
        yield DumpedReview(*row)


def read_groupings(connection: sqlite3.Connection) -> Iterator[DumpedGrouping]:
    """All merges and splits, in the order in which they were made."""
    for change, at, who, *keys in connection.execute(_GROUPINGS):
        source, wording, into, undone_at = keys[:3], keys[3], keys[4:7], keys[7]
        yield DumpedGrouping(
            change, at, who, IndicatorKey(*source), wording, IndicatorKey(*into), undone_at
        )


def salvage(path: Path) -> tuple[list[DumpedReview], list[DumpedGrouping]]:
    """What can still be read of the decisions in a database that may be damaged."""
    reviews: list[DumpedReview] = []
    groupings: list[DumpedGrouping] = []
    try:
        connection = sqlite3.connect(f"file:{quote(os.fsencode(path))}?mode=ro", uri=True)
    except sqlite3.Error:
        return reviews, groupings
    try:
        _take(read_reviews(connection), reviews)
        _take(read_groupings(connection), groupings)
    finally:
        connection.close()
    texts = [(each.at, each.who, each.slug, each.undone_at) for each in reviews]
    sound = [all(isinstance(text, str) for text in listed) for listed in texts]
    return [r for r, ok in zip(reviews, sound, strict=True) if ok and is_sound(r)], groupings


def _take(rows: Iterator[_Dumped], into: list[_Dumped]) -> None:
    """As many rows as can be read."""
    with suppress(sqlite3.Error, UnicodeDecodeError):
        into.extend(rows)


def restore(
    store: Store, reviews: Sequence[DumpedReview], groupings: Sequence[DumpedGrouping], at: str
) -> int:
    """Add decisions that are not there yet, and put all through; returns how many were added.

    Nothing is taken away. Where both the store and the dump decided on a place, the later decision
    holds. What is said of an article that is not loaded waits for it. Needs an open transaction.

    Args:
        at: the time that an article not loaded yet is noted as awaited since.
    """
    return _restore_groupings(store, groupings) + _restore_reviews(store, reviews, at)


def _restore_groupings(store: Store, groupings: Sequence[DumpedGrouping]) -> int:
    here = list(read_groupings(store.connection))
    new = _new(here, groupings)
    if new:
        db = store.connection
        db.execute("DELETE FROM grouping_edits")
        for each in _merged(here, _numbered(here, new)):
            ends = [
                store.indicators.number(key.measure, key.owner, key.unit)
                for key in (each.source, each.into)
            ]
            db.execute(
                "INSERT INTO grouping_edits (change, at, who, from_id, wording, to_id, undone_at) "
                "VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''))",
                (each.change, each.at, each.who, ends[0], each.wording, ends[1], each.undone_at),
            )
        store.indicators.place_all_again()
    return len(new)


def _restore_reviews(store: Store, reviews: Sequence[DumpedReview], at: str) -> int:
    db = store.connection
    here = list(read_reviews(db))
    new = _new(here, reviews)
    by_article: dict[str, list[DumpedReview]] = {}
    for each in _numbered(here, new):
        by_article.setdefault(each.slug, []).append(each)
    known: dict[str, list[DumpedReview]] = {slug: [] for slug in by_article}
    for each in here:
        if each.slug in known:
            known[each.slug].append(each)
    for number, (slug, added) in zip(
        numbers_of(db, by_article, at), by_article.items(), strict=True
    ):
        db.execute("UPDATE facts SET review_id = NULL WHERE article_id = ?", (number,))
        db.execute("DELETE FROM fact_reviews WHERE article_id = ?", (number,))
        db.executemany(
            "INSERT INTO fact_reviews (article_id, change, at, who, quote, text, nth, decision, "
            "seen, facts, undone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))",
            (
                (
                    *(number, r.change, r.at, r.who, r.quote, r.text, r.nth),
                    *(r.decision, r.seen, r.facts, r.undone_at),
                )
                for r in _merged(known[slug], added)
            ),
        )
        article = store.articles.get(number)
        if article is not None and article.body:
            facts = store.facts.of_article(number)
            store.reviews.replace_facts(number, facts, article.body)
    return len(new)


def _new(here: Sequence[_Dumped], given: Iterable[_Dumped]) -> list[_Dumped]:
    """What is not there yet, each once, in the order of their actions."""
    known = {each.identity for each in here}
    found: dict[object, _Dumped] = {}
    for each in given:
        if each.identity not in known:
            found.setdefault(each.identity, each)
    return sorted(found.values(), key=lambda each: each.change)


def _numbered(here: Sequence[_Dumped], new: Sequence[_Dumped]) -> list[_Dumped]:
    """With numbers of actions that no other action has; their own where that is so."""
    taken: dict[int, tuple[str, str]] = {each.change: (each.at, each.who) for each in here}
    renamed: dict[tuple[int, str, str], int] = {}
    free = max([each.change for each in (*here, *new)], default=0) + 1
    numbered = []
    for each in new:
        action = (each.change, each.at, each.who)
        if action not in renamed:
            if taken.setdefault(each.change, action[1:]) == action[1:]:
                renamed[action] = each.change
            else:
                renamed[action], free = free, free + 1
        numbered.append(replace(each, change=renamed[action]))
    return numbered


def _merged(here: Sequence[_Dumped], new: Sequence[_Dumped]) -> list[_Dumped]:
    """The log with what is new put in by time; what was there stays in its order."""
    merged = list(here)
    if not merged:
        return list(new)
    for each in new:
        place = next((n for n, one in enumerate(merged) if one.at > each.at), len(merged))
        merged.insert(place, each)
    return merged
