"""What people decided about facts and indicators, carried from one database into another.

For a database that is made anew from the files: reviews and grouping edits stand in no file.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from newsterm.store.store import Store

_REVIEWS = """
    SELECT slug, change, at, who, quote, text, nth, decision, seen, facts, undone_at
    FROM fact_reviews JOIN articles ON articles.id = article_id ORDER BY fact_reviews.id
"""
_EDITS = """
    SELECT change, at, who, a.measure, a.owner, a.unit, wording, b.measure, b.owner, b.unit,
           undone_at
    FROM grouping_edits JOIN indicators AS a ON a.id = from_id
    JOIN indicators AS b ON b.id = to_id ORDER BY grouping_edits.id
"""


def carry_over(old: Path, store: Store) -> tuple[int, int]:
    """Copy reviews and grouping edits, and put them through on the facts that are there.

    Args:
        old: another newsterm database, which may be damaged.
        store: opened for writing; an article that it does not have loses its reviews.

    Returns:
        How many reviews and how many edits were copied; what can't be read any more is not.
    """
    edits, reviews = _read(old, _EDITS), _read(old, _REVIEWS)
    with store.transaction():
        db = store.connection
        for change, at, who, *key, wording, measure, owner, unit, undone_at in edits:
            ends = [store.indicators.number(*each) for each in (key, (measure, owner, unit))]
            db.execute(
                "INSERT INTO grouping_edits (change, at, who, from_id, wording, to_id, undone_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (change, at, who, ends[0], wording, ends[1], undone_at),
            )
        if edits:
            store.indicators.place_all_again()
        count = 0
        touched: dict[int, None] = {}
        for slug, change, at, who, *slots in reviews:
            number = store.articles.number(slug)
            if number is None:
                continue
            db.execute(
                "INSERT INTO fact_reviews (article_id, change, at, who, quote, text, nth, "
                "decision, seen, facts, undone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, change, at, who, *slots),
            )
            touched[number] = None
            count += 1
        for number in touched:
            article = store.articles.get(number)
            assert article is not None
            facts = store.facts.of_article(number)
            store.reviews.replace_facts(number, facts, article.body)
    return count, len(edits)


def _read(path: Path, query: str) -> list[tuple[str, ...]]:
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()
    except sqlite3.Error:
        return []
