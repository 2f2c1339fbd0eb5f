"""Searching the articles: pages of hits with snippets, ids, counts; and keeping the index."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from newsterm.domain.folding import fold
from newsterm.domain.query import Query
from newsterm.domain.snippet import make_snippet
from newsterm.domain.term_match import TermFinder, find_terms, term_finder
from newsterm.domain.tokens import index_form
from newsterm.errors import StoreError
from newsterm.store import search_index
from newsterm.store.search_filters import Plan, make_plan
from newsterm.store.search_index import SCHEMA
from newsterm.store.search_ranking import (
    CANDIDATES,
    MANY,
    best,
    candidates,
    iterate_newest,
    newest,
    newest_with_characters,
    ranked,
    waiting_hits,
)

__all__ = ["SCHEMA", "Hit", "SearchIndex", "SearchInterruptedError", "SearchPage"]

DEADLINE = 0.2
"""Seconds after which a page is made of what is found by then."""

ENOUGH = 50
"""So many hits of a single character among the newest articles make a page; it is frequent."""

_STEPS = 1000
"""Steps of SQLite's machine between two looks at the clock."""

Spans = tuple[tuple[int, int], ...]


class SearchInterruptedError(StoreError):
    """Another thread called `interrupt()`: the answer is no longer wanted."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of a result page."""

    article_id: int
    slug: str
    date: str
    source: str
    title: str
    title_marks: Spans
    """Where the terms stand in the title."""
    snippet: str
    snippet_marks: Spans
    """Where the terms stand in the snippet."""
    body_offset: int
    """Where the first marked term of the snippet stands in the body; -1 when none does."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Some of the hits of a query."""

    hits: tuple[Hit, ...]
    total: int
    """How many hits there are in all."""
    more_than: bool
    """There are more than `total`; they were not counted."""
    note: str = ""
    """What the reader should know: parts that were left out, time that ran out."""


class SearchIndex:
    """The search index of one database.

    Args:
        connection: any that sees the schema; a writable one for `drain` and `rebuild`. It is
            given the SQL function `newsterm_fold`.
        deadline: seconds that `search` may take; None for as long as it takes.
    """

    def __init__(self, connection: sqlite3.Connection, deadline: float | None = DEADLINE) -> None:
        self._connection = connection
        self._deadline = deadline
        connection.create_function("newsterm_fold", 1, _fold_value, deterministic=True)

    def drain(self, limit: int | None = None) -> int:
        """Index what waits; returns how many articles. The transaction is the caller's."""
        return search_index.drain(self._connection, limit)

    def pending(self) -> int:
        """How many articles wait to be indexed."""
        return search_index.pending(self._connection)

    def check(self, sample: int | None = 200) -> list[str]:
        """What differs between index and articles, a line each; without a sample all are read."""
        return search_index.check(self._connection, sample)

    def rebuild(self) -> int:
        """Make the index anew; returns how many articles. The transaction is the caller's."""
        search_index.start_anew(self._connection)
        return search_index.drain(self._connection)

    def ids(self, query: Query, limit: int | None = None) -> list[int]:
        """The ids of all hits, latest first, however long it takes."""
        with self._errors():
            plan = make_plan(self._connection, query)
            self._let_contain(plan.finders)
            return newest(self._connection, plan, _bound(limit))

    def count(self, query: Query) -> int:
        """How many hits there are, however long it takes."""
        return len(self.ids(query))

    def search(
        self, query: Query, *, sort: str = "rank", limit: int = 50, offset: int = 0
    ) -> SearchPage:
        """A page of hits.

        Args:
            query: what to look for; an empty one lists everything, latest first.
            sort: `rank`, title far before body and the latest first among equals, or `newest`.
            limit: hits of the page.
            offset: hits before the page.

        Raises:
            SearchInterruptedError: the connection was interrupted.
        """
        finders = [term_finder(term) for term in query.terms]
        notes = [f"{query.text[p.start : p.end]!r}: {p.message}" for p in query.problems]
        with self._errors():
            plan = make_plan(self._connection, query)
            self._let_contain(plan.finders)
            notes += plan.notes
            ids, total, more = self._page(plan, finders, sort, offset + limit, notes)
            page = ids[offset : offset + limit]
            hits = tuple(self._hit(article_id, finders) for article_id in page)
        return SearchPage(hits, total, more, "; ".join(notes))

    def _page(
        self,
        plan: Plan,
        finders: Sequence[TermFinder],
        sort: str,
        until: int,
        notes: list[str],
    ) -> tuple[list[int], int, bool]:
        """The first `until` ids, how many hits there are, and whether there are more than that."""
        found: list[int] = []
        ids: list[int] = []
        try:
            with self._timer():
                if plan.characters:
                    found, whole = newest_with_characters(self._connection, plan, MANY)
                    if whole or len(found) >= max(until, ENOUGH):
                        ids = self._ranked_few(found, finders) if sort == "rank" else found
                        return ids, len(found), not whole
                    found = []
                waiting = waiting_hits(self._connection, plan)
                wanted = max(MANY + 1, until)
                found.extend(article_id for _, article_id in waiting)
                for article_id in iterate_newest(self._connection, plan, wanted, waiting):
                    ids.append(article_id)
                found = ids
                if sort == "rank" and plan.match:
                    ids = self._ranked(plan, found, finders, until)
        except _OutOfTimeError:
            notes.append(f"stopped after {self._deadline} s: the newest first, and not all counted")
            return ids or found, len(ids or found), True
        return ids, min(len(found), MANY), len(found) > MANY

    def _ranked(
        self, plan: Plan, found: list[int], finders: Sequence[TermFinder], until: int
    ) -> list[int]:
        """The hits, best first; `found` are they, latest first."""
        if len(found) <= MANY and not plan.waiting:
            return best(self._connection, plan, until)
        first = candidates(self._connection, plan)
        if plan.waiting:
            first += best(self._connection, plan, CANDIDATES) if len(found) <= MANY else []
            first = list(dict.fromkeys([*found[:CANDIDATES], *first]))
        return self._ranked_few(found, finders, first)

    def _ranked_few(
        self, found: list[int], finders: Sequence[TermFinder], first: list[int] | None = None
    ) -> list[int]:
        """The hits, those of `first` (else the latest) by how much the terms count in them."""
        chosen = found[: 2 * CANDIDATES] if first is None else first
        chosen = ranked(self._connection, chosen, finders)
        known = set(chosen)
        return chosen + [article_id for article_id in found if article_id not in known]

    def _hit(self, article_id: int, finders: Sequence[TermFinder]) -> Hit:
        row = self._connection.execute(
            "SELECT id, slug, date, source, title, body FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        number, slug, date, source, title, body = row
        title_spans = find_terms(title, finders)
        body_spans = find_terms(body, [finder for finder in finders if not finder.title_only])
        cut = make_snippet(body, body_spans)
        offset = next((start for start, _ in body_spans if start >= cut.start), -1)
        marks = tuple(title_spans)
        return Hit(number, slug, date, source, title, marks, cut.text, cut.marks, offset)

    def _let_contain(self, finders: Sequence[TermFinder]) -> None:
        """Give the connection the function by which articles outside the index are searched."""

        def contains(number: int, title: str, byline: str, body: str) -> bool:
            finder = finders[number]
            texts = (title,) if finder.title_only else (title, byline, body)
            return any(finder.count(index_form(text)) for text in texts)

        if finders:
            self._connection.create_function("newsterm_contains", 4, contains)

    @contextmanager
    def _timer(self) -> Iterator[None]:
        """Stop SQLite, by _OutOfTimeError, when the deadline has passed."""
        if self._deadline is None:
            yield
            return
        end = time.monotonic() + self._deadline
        late = False

        def out_of_time() -> int:
            nonlocal late
            late = time.monotonic() > end
            return int(late)

        self._connection.set_progress_handler(out_of_time, _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if late:
                raise _OutOfTimeError from error
            raise
        finally:
            self._connection.set_progress_handler(None, 0)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise SearchInterruptedError("search interrupted") from error
            raise StoreError(f"search failed: {error}") from error


class _OutOfTimeError(Exception):
    """The deadline has passed."""


def _bound(limit: int | None) -> int:
    return 2**62 if limit is None else limit


def _fold_value(text: object) -> str:
    return fold(str(text)) if text is not None else ""
