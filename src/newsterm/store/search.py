"""Searching the articles: pages of hits with snippets, ids, counts; and keeping the index."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from newsterm.domain.search.folding import fold
from newsterm.domain.search.query import Query
from newsterm.domain.search.snippet import make_snippet
from newsterm.domain.search.term_match import TermFinder, find_terms, term_finder
from newsterm.errors import StoreError
from newsterm.language import _, ngettext
from newsterm.lean import TYPE_CHECKING, frozen
from newsterm.store import search_filling, search_index, search_words
from newsterm.store.search_filters import FEW, Plan, make_plan, make_scan
from newsterm.store.search_index import SCHEMA
from newsterm.store.search_narrowing import narrow
from newsterm.store.search_ranking import (
    AMONG,
    CANDIDATES,
    MANY,
    QUEUE,
    RECENT,
    SCANNED,
    best,
    candidates,
    iterate_newest,
    let_contain,
    newest_with_characters,
    ranked,
    scan_articles,
)
from newsterm.store.search_words import Words

if TYPE_CHECKING:
    from newsterm.store.search_facets import Facets

__all__ = [
    "SCHEMA",
    "Hit",
    "SearchIndex",
    "SearchInterruptedError",
    "SearchPage",
]

DEADLINE = 0.2
"""Seconds after which a page is made of what is found by then."""

ENOUGH = 50
"""So many hits of a single character among the newest articles make a page; it is frequent."""

_STEPS = 1000
"""Steps of SQLite's machine between two looks at the clock."""

Spans = tuple[tuple[int, int], ...]


class SearchInterruptedError(StoreError):
    """Another thread called `interrupt()`: the answer is no longer wanted."""


@frozen
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


@frozen
class SearchPage:
    """Some of the hits of a query."""

    hits: tuple[Hit, ...]
    total: int
    """How many hits there are in all; of very many, those that were counted so far."""
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
        return search_filling.drain(self._connection, limit)

    def pending(self) -> int:
        """How many articles wait to be indexed."""
        return search_index.pending(self._connection)

    def check(self, sample: int | None = 200) -> list[str]:
        """What differs between index and articles, a line each; without a sample all are read."""
        return search_index.check(self._connection, sample)

    def rebuild(self) -> int:
        """Make the index anew; returns how many articles. The transaction is the caller's."""
        search_index.start_anew(self._connection)
        return search_filling.drain(self._connection)

    def complete(self, typed: str, limit: int = 8) -> list[str]:
        """Words of the library for Latin letters that are being typed: `bj` gives 北京."""
        with self._errors():
            return search_words.complete(self._connection, typed, limit)

    def words_due(self) -> bool:
        """Whether it is time to gather the words that `complete` knows."""
        return search_words.words_due(self._connection)

    def gather_words(self) -> Generator[None, None, Words]:
        """Gather them; yields every few hundredths of a second, and returns them. Reads only."""
        return search_words.gather_words(self._connection)

    def save_words(self, words: Words) -> None:
        """Keep what `gather_words` returned. The transaction is the caller's."""
        search_words.save_words(self._connection, words)

    def ids(self, query: Query, limit: int | None = None) -> list[int]:
        """The ids of all hits, latest first, however long it takes."""
        most = 2**62 if limit is None else limit
        with self._errors():
            plan = make_plan(self._connection, query)
            return list(islice(self._newest(query, plan, most, most), most))

    def facets(self, query: Query) -> Facets:
        """How the hits spread over tags, years and sources; of very many hits, the latest."""
        from newsterm.store.search_facets import count_facets  # a search starts without it

        with self._errors():
            plan = make_plan(self._connection, query)
            ids: list[int] = []
            with suppress(_OutOfTimeError), self._timer():
                for article_id in self._newest(query, plan, MANY + 1, SCANNED):
                    ids.append(article_id)
                return count_facets(self._connection, ids[:MANY], whole=len(ids) <= MANY)
            return count_facets(self._connection, ids[:FEW], whole=False)

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
        notes = [f"{query.text[p.start : p.end]!r}: {_(p.message)}" for p in query.problems]
        until = offset + limit
        seen: list[int] = []
        with self._errors():
            plan = make_plan(self._connection, query)
            notes += plan.notes
            found = None
            # Beyond the block nothing holds the statement that was stopped.
            with suppress(_OutOfTimeError), self._timer():
                found = self._find(query, plan, finders, sort, until, seen)
            if found is None:
                found = _Found(seen, len(seen), True) if seen else self._find_recent(query, until)
                notes.append(
                    _("stopped after {seconds} s: only the latest, not all counted").format(
                        seconds=self._deadline
                    )
                )
            if plan.waits:
                waiting = self.pending()
                many = ngettext(
                    "{count} article is not indexed yet",
                    "{count} articles are not indexed yet",
                    waiting,
                )
                notes.append(many.format(count=waiting))
            hits = tuple(self._hit(article_id, finders) for article_id in found.ids[offset:until])
        return SearchPage(hits, found.total, found.more, "; ".join(notes))

    def _find(
        self,
        query: Query,
        plan: Plan,
        finders: Sequence[TermFinder],
        sort: str,
        until: int,
        seen: list[int],
    ) -> _Found:
        """The hits; those seen so far are put into `seen`, latest first, should time run out."""
        if listed := narrow(self._connection, plan, query):
            seen += (number for _date, number in self._scan(query, AMONG, listed))
            ids = self._rank(seen, seen, finders) if sort == "rank" else seen
            return _Found(ids, len(ids), False)
        if plan.characters:
            ids, whole = newest_with_characters(self._connection, plan, MANY)
            if whole or len(ids) >= max(until, ENOUGH):
                if sort == "rank":
                    ids = self._rank(ids, ids[: 2 * CANDIDATES], finders)
                return _Found(ids, len(ids), not whole)
        waiting = list(self._scan(query, QUEUE, SCANNED)) if plan.waits else []
        most = max(MANY, until)
        for article_id in iterate_newest(self._connection, plan, most + 1, waiting):
            seen.append(article_id)
        ids = list(seen)
        if sort == "rank" and plan.match:
            if len(ids) > MANY:
                ids = self._rank(ids, candidates(self._connection, plan, ids), finders)
            elif not waiting:
                ids = best(self._connection, plan, until)
            else:
                indexed = best(self._connection, plan, 2 * CANDIDATES)
                chosen = dict.fromkeys([*(number for _date, number in waiting), *indexed])
                ids = self._rank(ids, list(chosen), finders)
        return _Found(ids, min(len(seen), most), len(seen) > most)

    def _newest(self, query: Query, plan: Plan, limit: int, queued: int) -> Iterator[int]:
        """The ids of hits as they are found, latest first; of the queue so many are read."""
        if listed := narrow(self._connection, plan, query):
            return (number for _date, number in self._scan(query, AMONG, listed))
        waiting = list(self._scan(query, QUEUE, queued)) if plan.waits else []
        return iterate_newest(self._connection, plan, limit, waiting)

    def _find_recent(self, query: Query, until: int) -> _Found:
        """What can be found among the latest articles in a moment."""
        ids: list[int] = []
        with suppress(_OutOfTimeError), self._timer():
            for _, article_id in self._scan(query, RECENT, SCANNED):
                ids.append(article_id)
                if len(ids) == until:
                    break
        return _Found(ids, len(ids), True)

    def _scan(self, query: Query, which: str, value: int | str) -> Iterator[tuple[str, int]]:
        scan = make_scan(self._connection, query)
        let_contain(self._connection, scan.finders)
        return scan_articles(self._connection, scan, which, value)

    def _rank(
        self, ids: list[int], first: Sequence[int], finders: Sequence[TermFinder]
    ) -> list[int]:
        """The ids, of which `first` come first, ordered by how much the terms count in them."""
        chosen = ranked(self._connection, first, finders)
        known = set(chosen)
        return chosen + [article_id for article_id in ids if article_id not in known]

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
            raise StoreError("search failed: {error}", error=error) from error


class _OutOfTimeError(Exception):
    """The deadline has passed."""


@frozen
class _Found:
    """Ids in order, as many as are needed; how many hits there are, and whether there are more."""

    ids: list[int]
    total: int
    more: bool


def _fold_value(text: object) -> str:
    return fold(str(text)) if text is not None else ""
