"""Which articles a plan finds, and in what order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import islice

from newsterm.domain.term_match import TermFinder
from newsterm.domain.tokens import index_form
from newsterm.store.search_filters import Plan

MANY = 3000
"""Beyond so many hits only the newest and those with the words in the title are ranked."""

CANDIDATES = 60
"""So many of the newest, and of the newest with the words in the title, are ranked then."""

WEIGHTS = "8.0, 2.0, 1.0"
"""How much a word counts in title, byline and body."""

_TITLE_WEIGHT = 8
# Okapi BM25's usual constants, and the mean length of a news article.
_K1, _B, _MEAN_LENGTH = 1.2, 0.75, 600
_NOT_WAITING = " AND {0} NOT IN (SELECT id FROM search_queue)"


def _from_index(plan: Plan, match: str) -> tuple[str, list[str | int | float]]:
    """FROM and WHERE of the index rows that fit a plan, and their values."""
    sql = "FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
    waiting = _NOT_WAITING.format("search.rowid")
    values = [match, plan.first_id, plan.last_id, *plan.values]
    return f"{sql}{plan.where('search.rowid')}{waiting}", values


def newest(connection: sqlite3.Connection, plan: Plan, limit: int) -> list[int]:
    """Ids of the newest hits, latest date first; the higher id first within a day."""
    return list(islice(iterate_newest(connection, plan, limit), limit))


def iterate_newest(connection: sqlite3.Connection, plan: Plan, limit: int) -> Iterable[int]:
    """The ids as they are found, so that something is there when time runs out."""
    if not plan.match:
        sql = f"""SELECT articles.id FROM articles WHERE gone_at IS NULL{plan.where("articles.id")}
            {_NOT_WAITING.format("articles.id")} ORDER BY date DESC, articles.id DESC LIMIT ?"""
        for row in connection.execute(sql, (*plan.values, limit)):
            yield row[0]
        return
    source, values = _from_index(plan, plan.match)
    late = _late_hits(connection, plan)
    if not late:
        in_order = f"SELECT rowid {source} ORDER BY rowid DESC LIMIT ?"
        for row in connection.execute(in_order, (*values, limit)):
            yield row[0]
        return
    sql = f"""SELECT (SELECT date FROM articles WHERE id = search.rowid), rowid {source}
        AND rowid NOT IN (SELECT id FROM search_late) ORDER BY rowid DESC LIMIT ?"""
    for _, article_id in merge(late, connection.execute(sql, (*values, limit)), reverse=True):
        yield article_id


def _late_hits(connection: sqlite3.Connection, plan: Plan) -> list[tuple[str, int]]:
    """Date and id of the hits whose ids do not follow the dates, latest first."""
    few = connection.execute("SELECT count(*) FROM (SELECT 1 FROM search_late LIMIT 501)")
    count = int(few.fetchone()[0])
    if count == 0:
        return []
    source, values = _from_index(plan, plan.match)
    # A few are looked up one by one; of many it is faster to test each hit.
    column = "rowid" if count <= 500 else "+rowid"
    sql = f"""SELECT (SELECT date FROM articles WHERE id = search.rowid), rowid {source}
        AND {column} IN (SELECT id FROM search_late)"""
    return sorted(connection.execute(sql, values), reverse=True)


def best(connection: sqlite3.Connection, plan: Plan, limit: int) -> list[int]:
    """Ids of the best hits by BM25, for a plan of words with at most `MANY` hits."""
    source, values = _from_index(plan, plan.match)
    # bm25() is negative, and the lower the better.
    scored = connection.execute(
        f"SELECT bm25(search, {WEIGHTS}) AS score, rowid {source} ORDER BY score, rowid DESC",
        values,
    ).fetchall()
    return by_score_and_date(connection, scored, limit)


def by_score_and_date(
    connection: sqlite3.Connection, scored: Sequence[tuple[float, int]], limit: int
) -> list[int]:
    """The ids of the first `limit`, of equal scores the later date first.

    Args:
        connection: to look dates up with.
        scored: score and id, sorted by score.
    """
    found: list[int] = []
    place = 0
    while place < len(scored) and len(found) < limit:
        end = place + 1
        while end < len(scored) and scored[end][0] == scored[place][0]:
            end += 1
        equal = [article_id for _, article_id in scored[place:end]]
        found += newest_of(connection, equal) if len(equal) > 1 else equal
        place = end
    return found[:limit]


def newest_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """The ids, latest date first."""
    dated: list[tuple[str, int]] = []
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        marks = ",".join("?" * len(part))
        dated += connection.execute(f"SELECT date, id FROM articles WHERE id IN ({marks})", part)
    return [article_id for _, article_id in sorted(dated, reverse=True)]


def candidates(connection: sqlite3.Connection, plan: Plan) -> list[int]:
    """Those of very many hits that are worth ranking: the newest, and the newest by title."""
    source, values = _from_index(plan, f"{{title}} : ({plan.match})")
    titles = connection.execute(
        f"SELECT rowid {source} ORDER BY rowid DESC LIMIT ?", (*values, CANDIDATES)
    )
    ids = [row[0] for row in titles]
    return list(dict.fromkeys([*ids, *newest(connection, plan, CANDIDATES)]))


def ranked(
    connection: sqlite3.Connection, ids: Sequence[int], finders: Sequence[TermFinder]
) -> list[int]:
    """Articles by how much the terms count in them, of equal ones the latest first.

    BM25 without the rarity of words, which the candidates do not tell.
    """
    scored: list[tuple[float, str, int]] = []
    for article_id in ids:
        row = connection.execute(
            """SELECT date, title || char(10) || ifnull(subtitle, ''), body
                FROM articles WHERE id = ?""",
            (article_id,),
        ).fetchone()
        if row:
            scored.append(
                (_score(index_form(row[1]), index_form(row[2]), finders), row[0], article_id)
            )
    return [article_id for _, _, article_id in sorted(scored, reverse=True)]


def _score(title: str, body: str, finders: Sequence[TermFinder]) -> float:
    length = _K1 * (1 - _B + _B * (len(title) + len(body)) / _MEAN_LENGTH)
    score = 0.0
    for finder in finders:
        count = _TITLE_WEIGHT * finder.count(title)
        if not finder.title_only:
            count += finder.count(body)
        score += count * (_K1 + 1) / (count + length)
    return score
