"""Which articles a plan finds, and in what order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from heapq import merge

from newsterm.domain.search.term_match import TermFinder
from newsterm.store.search_filters import FEW, Plan, Scan, of_row

MANY = 3000
"""Beyond so many hits only the newest and those with the words in the title are ranked."""

CANDIDATES = 60
"""So many of the newest, and of the newest with the words in the title, are ranked then."""

SCANNED = 2000
"""So many of the latest articles are read through where the index does not help."""

PROBED, RARE = 300, 3
"""A character that fewer than so many of the latest articles contain is rare."""

WEIGHTS = "1.0, 8.0, 2.0"
"""How much a word counts in body, title and byline."""

_TITLE_WEIGHT = 8
# Okapi BM25's usual constants, and the mean length of a news article.
_K1, _B, _MEAN_LENGTH = 1.2, 0.75, 600
_NOT_WAITING = " AND {0} NOT IN (SELECT id FROM search_queue)"


Dated = tuple[str, int]
"""Date and id of an article: what results are ordered by."""

AMONG = "SELECT value FROM json_each(?)"
QUEUE = "SELECT id FROM search_queue ORDER BY id DESC LIMIT ?"
RECENT = "SELECT id FROM articles WHERE gone_at IS NULL ORDER BY date DESC, id DESC LIMIT ?"
"""Which articles `scan_articles` may read: some named as JSON, those that wait to be indexed, or
the latest."""


def _from_index(plan: Plan, match: str) -> tuple[str, list[str | int | float]]:
    """FROM and WHERE of the index rows that fit a plan, and their values."""
    sql = "FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
    waiting = _NOT_WAITING.format("search.rowid") if plan.waits else ""
    values = [match, plan.first_id, plan.last_id, *plan.values]
    return f"{sql}{plan.where('search')}{waiting}", values


def scan_articles(
    connection: sqlite3.Connection, scan: Scan, which: str, value: int | str
) -> Iterator[Dated]:
    """The hits among some articles, latest first, found without the index.

    Args:
        connection: given the function `newsterm_contains` (`let_contain`).
        scan: what to find.
        which: `AMONG`, `QUEUE` or `RECENT`.
        value: the ids that are read as a JSON array; of the other two, how many at most.
    """
    articles = connection.execute(
        f"""SELECT date, id FROM articles WHERE gone_at IS NULL AND id IN ({which})
            ORDER BY date DESC, id DESC""",
        (value,),
    ).fetchall()
    test = f"SELECT 1 FROM articles AS hit WHERE hit.id = ? AND {of_row(scan.condition, 'hit')}"
    for date, article_id in articles:
        if connection.execute(test, (article_id, *scan.values)).fetchone():
            yield date, article_id


def let_contain(connection: sqlite3.Connection, finders: Sequence[TermFinder]) -> None:
    """Give the connection the function that looks for the terms of a scan in an article."""

    def contains(number: int, title: str, byline: str, body: str) -> bool:
        finder = finders[number]
        texts = (title,) if finder.title_only else (title, byline, body)
        return any(finder.count(text) for text in texts)

    connection.create_function("newsterm_contains", 4, contains)


def iterate_newest(
    connection: sqlite3.Connection, plan: Plan, limit: int, waiting: Sequence[Dated]
) -> Iterator[int]:
    """The ids as they are found, so that something is there when time runs out.

    Args:
        connection: to read from.
        plan: what to find.
        limit: how many hits of the index at most.
        waiting: hits that are not in the index, latest first, which go among the others.
    """
    if not plan.match:
        skipped = _NOT_WAITING.format("hit.id") if plan.waits else ""
        sql = f"""SELECT hit.date, hit.id FROM articles AS hit
            WHERE hit.gone_at IS NULL{plan.where("hit")}{skipped}
            ORDER BY hit.date DESC, hit.id DESC LIMIT ?"""
        found = connection.execute(sql, (*plan.values, limit))
        for _, article_id in merge(waiting, found, reverse=True):
            yield article_id
        return
    source, values = _from_index(plan, plan.match)
    by_id = connection.execute(
        f"SELECT rowid {source} ORDER BY rowid DESC LIMIT ?", (*values, limit)
    )
    late = _late_ids(connection)
    if not late and not waiting:
        for row in by_id:
            yield row[0]
        return
    ids = [row[0] for row in by_id]
    if len(ids) < limit:
        indexed = newest_of(connection, ids) if late is None or late.intersection(ids) else ids
        yield from (
            indexed
            if not waiting
            else newest_of(connection, [*(number for _, number in waiting), *indexed])
        )
        return
    # The ids that follow the dates come in order; the others are put among them.
    sql = f"SELECT (SELECT date FROM articles WHERE id = search.rowid), rowid {source} AND "
    # A few are looked up one by one; of many it is faster to test each hit.
    some = f"{'+' if late is None else ''}rowid IN (SELECT id FROM search_late)"
    late_hits = sorted(connection.execute(sql + some, values), reverse=True)
    others = "rowid NOT IN (SELECT id FROM search_late) ORDER BY rowid DESC LIMIT ?"
    in_order = connection.execute(sql + others, (*values, limit))
    for _, article_id in merge(waiting, late_hits, in_order, reverse=True):
        yield article_id


def _late_ids(connection: sqlite3.Connection) -> set[int] | None:
    """The ids that do not follow the dates; None when there are many."""
    rows = connection.execute(f"SELECT id FROM search_late LIMIT {FEW + 1}").fetchall()
    return {row[0] for row in rows} if len(rows) <= FEW else None


def newest_with_characters(
    connection: sqlite3.Connection, plan: Plan, limit: int
) -> tuple[list[int], bool]:
    """The newest hits of a search of single characters, and whether these are all.

    Only the newest articles are looked through, whose text contains a frequent character soon;
    none are given for a rare one, which the index finds faster.
    """
    sql = f"""SELECT hit.id FROM articles AS hit WHERE hit.id IN ({RECENT})
        AND {of_row(plan.characters, "hit")}{plan.where("hit")}
        ORDER BY hit.date DESC, hit.id DESC LIMIT ?"""
    several = "SELECT count(*) FROM (SELECT 1 FROM articles WHERE gone_at IS NULL LIMIT ?)"
    count = int(connection.execute(several, (SCANNED + 1,)).fetchone()[0])
    values = (*plan.character_values, *plan.values)
    if count > SCANNED and len(connection.execute(sql, (PROBED, *values, RARE)).fetchall()) < RARE:
        return [], False
    found = [row[0] for row in connection.execute(sql, (SCANNED, *values, limit))]
    return found, count <= SCANNED and len(found) < limit


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


def candidates(connection: sqlite3.Connection, plan: Plan, latest: Sequence[int]) -> list[int]:
    """Those of very many hits that are worth ranking: the latest, and the latest by title."""
    match = f"{{title}} : ({plan.match})"
    if " NOT " in plan.match:  # what must not be in the title must not be in the body either
        match = f"({match}) AND ({plan.match})"
    source, values = _from_index(plan, match)
    titles = connection.execute(
        f"SELECT rowid {source} ORDER BY rowid DESC LIMIT ?", (*values, CANDIDATES)
    )
    return list(dict.fromkeys([*(row[0] for row in titles), *latest[:CANDIDATES]]))


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
            scored.append((_score(row[1], row[2], finders), row[0], article_id))
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
