"""Reviews: what people decided about facts, bound to article, quote and text."""

from __future__ import annotations

import sqlite3

SCHEMA = (
    """
    CREATE TABLE fact_reviews (     -- what people decided about facts; outlives every reload
        id INTEGER PRIMARY KEY,
        change INTEGER NOT NULL,    -- rows with one number were one action
        at TEXT NOT NULL,           -- UTC
        who TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        quote TEXT NOT NULL,        -- the sentence that it stands in
        text TEXT NOT NULL,         -- the quantity
        nth INTEGER NOT NULL,       -- which of the same texts in the quote, from 0
        decision TEXT NOT NULL CHECK (decision IN ('accept', 'reject', 'edit', 'split')),
        seen TEXT NOT NULL,         -- JSON: the fact as it was when the person decided
        facts TEXT NOT NULL,        -- JSON: what stands there now; starts count from the quote's
        undone_at TEXT
    )
    """,
    "CREATE INDEX fact_reviews_by_article ON fact_reviews(article_id)",
    """
    CREATE INDEX facts_to_review ON facts(confidence, article_id, start)
    WHERE review_id IS NULL AND rule <> 'file'
    """,
)


class Reviews:
    """The table `fact_reviews`. Changes need an open transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
