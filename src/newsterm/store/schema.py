"""What the database holds, as a list of migrations that only ever grows.

Articles, facts, tables and the index can be made again from the files. Tags, the log of their
changes and what was read cannot: they stand in tables of their own, bound to `articles.id`, and an
article's row stays when its file goes (`gone_at`), so that they outlive a vanished file.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from newsterm.store import indicators, reviews, search
from newsterm.store.connection import VERSION

migrations = Migrations("newsterm")

LIBRARY = (
    "CREATE TABLE roots (path TEXT PRIMARY KEY) WITHOUT ROWID",  # what a reload loads again
    """
    CREATE TABLE files (           -- what was loaded, to load only what changed
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,  -- below the library folder, else absolute
        digest TEXT NOT NULL,       -- SHA-256 of the file, its facts file and the rules' version
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        loaded_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,           -- the id that a person writes
        date TEXT NOT NULL DEFAULT '',       -- YYYY-MM-DD, or empty
        lang TEXT NOT NULL DEFAULT '',
        page TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL DEFAULT '',
        title TEXT NOT NULL,
        subtitle TEXT NOT NULL DEFAULT '',
        byline TEXT NOT NULL DEFAULT '',
        continued_from TEXT NOT NULL DEFAULT '',
        cut_after TEXT NOT NULL DEFAULT '[]',  -- JSON: the last words before each missing stretch
        headings TEXT NOT NULL DEFAULT '[]',   -- JSON: [[start, end], …] in body
        extra TEXT NOT NULL DEFAULT '{}',      -- JSON: front matter that newsterm does not know
        hash TEXT NOT NULL,                    -- SHA-256 of the article's own text
        file_id INTEGER REFERENCES files(id) ON DELETE SET NULL,
        line INTEGER NOT NULL DEFAULT 0,       -- of a JSON lines file; 0 elsewhere
        gone_at TEXT,                          -- when its file was found missing
        body TEXT NOT NULL
    )
    """,
    "CREATE INDEX articles_by_date ON articles(date, id) WHERE gone_at IS NULL",
    "CREATE INDEX articles_by_file ON articles(file_id)",
    "CREATE INDEX articles_by_hash ON articles(hash)",
    """
    CREATE TABLE facts (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        start INTEGER NOT NULL,     -- code points of articles.body
        "end" INTEGER NOT NULL,
        text TEXT NOT NULL,
        value REAL,                 -- null: a goal without a number
        value_high REAL,            -- upper end of a range
        unit TEXT NOT NULL,
        comparator TEXT NOT NULL CHECK (comparator IN ('=', '~', '>', '>=', '<', '<=')),
        period TEXT NOT NULL,       -- 2025, 2021-H1, 2021-Q2, 2021-06, 2021-06-30, A/B
        status TEXT NOT NULL CHECK (status IN ('actual', 'target')),
        indicator TEXT NOT NULL,
        confidence REAL NOT NULL,
        rule TEXT NOT NULL,         -- the rule that found it; 'file': a facts file
        keyed_as INTEGER REFERENCES indicators(id),      -- what its own words name
        indicator_id INTEGER REFERENCES indicators(id),  -- after what editors joined and parted
        sign INTEGER NOT NULL DEFAULT 1,                 -- -1: the words tell a fall of so much
        review_id INTEGER REFERENCES fact_reviews(id)    -- the decision that it rests on
    )
    """,
    "CREATE INDEX facts_by_article ON facts(article_id, start, indicator_id, period)",
    "CREATE INDEX facts_by_period ON facts(period, status, indicator_id, article_id)",
)

TABLES = (
    """
    CREATE TABLE tables (           -- written down in a facts file
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        title TEXT NOT NULL,
        head TEXT NOT NULL,         -- heading of the first column
        columns TEXT NOT NULL,      -- JSON: headings of the others
        UNIQUE (article_id, key)
    )
    """,
    """
    CREATE TABLE table_rows (
        id INTEGER PRIMARY KEY,
        table_id INTEGER NOT NULL REFERENCES tables(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        head TEXT NOT NULL,
        start INTEGER NOT NULL,     -- the quote that the row rests on
        "end" INTEGER NOT NULL
    )
    """,
    "CREATE INDEX table_rows_by_table ON table_rows(table_id, position)",
    """
    CREATE TABLE table_cells (
        id INTEGER PRIMARY KEY,
        row_id INTEGER NOT NULL REFERENCES table_rows(id) ON DELETE CASCADE,
        "column" TEXT NOT NULL,
        shown TEXT NOT NULL,
        status TEXT NOT NULL,       -- target, actual, or empty
        start INTEGER NOT NULL,     -- the place in the body that the cell rests on
        "end" INTEGER NOT NULL
    )
    """,
    "CREATE INDEX table_cells_by_row ON table_cells(row_id)",
)

# Columns stand in the order of the primary key, else PRAGMA quick_check of SQLite 3.40 finds nulls.
READERS = (
    """
    CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    )
    """,
    """
    CREATE TABLE article_tags (     -- the tags that an article has now
        tag_id INTEGER NOT NULL REFERENCES tags(id),
        article_id INTEGER NOT NULL REFERENCES articles(id),
        PRIMARY KEY (tag_id, article_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX article_tags_by_article ON article_tags(article_id)",
    """
    CREATE TABLE file_tags (        -- what the file said last: the base of the merge on reload
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags(id),
        PRIMARY KEY (article_id, tag_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE tag_log (          -- every change of article_tags, oldest first
        id INTEGER PRIMARY KEY,
        change INTEGER NOT NULL,    -- rows with one number were one action
        at TEXT NOT NULL,           -- UTC
        who TEXT NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id),
        tag_id INTEGER NOT NULL REFERENCES tags(id),
        op TEXT NOT NULL CHECK (op IN ('+', '-'))
    )
    """,
    "CREATE INDEX tag_log_by_change ON tag_log(change)",
    """
    CREATE TABLE saved_searches (   -- under a name of the reader's own
        name TEXT PRIMARY KEY,
        query TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE reading (          -- what was read, starred, and where the reader stopped
        article_id INTEGER PRIMARY KEY REFERENCES articles(id),
        read_at TEXT,
        starred_at TEXT,
        place INTEGER NOT NULL DEFAULT 0
    )
    """,
)

VIEWS = (
    """
    CREATE VIEW figures AS          -- facts as a person asks for them
    SELECT articles.slug AS article, articles.date, facts.indicator, facts.period, facts.status,
           facts.text, facts.comparator, facts.value, facts.value_high, facts.unit,
           substr(articles.body, max(1, start - 29), "end" - start + 60) AS context
    FROM facts JOIN articles ON articles.id = facts.article_id
    WHERE articles.gone_at IS NULL
    """,
)


CHANGES = (
    """
    CREATE TABLE changes (          -- every action of a person, a rule or a load, oldest first
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,           -- UTC
        who TEXT NOT NULL,          -- a user; 'file': a load; 'rule:NAME'
        what TEXT NOT NULL,         -- as a person would say it
        kind TEXT NOT NULL DEFAULT 'do' CHECK (kind IN ('do', 'undo', 'redo')),
        of INTEGER REFERENCES changes(id)  -- the action that was undone or done again
    )
    """,
    "CREATE INDEX changes_by_action ON changes(of) WHERE of IS NOT NULL",
    "INSERT INTO changes (id, at, who, what) "
    "SELECT change, min(at), min(who), 'tag' FROM tag_log GROUP BY change",
    """
    CREATE TABLE tag_lines (
        id INTEGER PRIMARY KEY,
        change_id INTEGER NOT NULL REFERENCES changes(id),
        article_id INTEGER NOT NULL REFERENCES articles(id),
        tag_id INTEGER NOT NULL REFERENCES tags(id),
        op TEXT NOT NULL CHECK (op IN ('+', '-'))
    )
    """,
    "INSERT INTO tag_lines SELECT id, change, article_id, tag_id, op FROM tag_log",
    "DROP TABLE tag_log",
    "ALTER TABLE tag_lines RENAME TO tag_log",
    "CREATE INDEX tag_log_by_change ON tag_log(change_id)",
    "CREATE INDEX tag_log_by_article ON tag_log(article_id, tag_id)",
    """
    CREATE TABLE value_log (        -- every change of one value: read and star marks, tag settings
        id INTEGER PRIMARY KEY,
        change_id INTEGER NOT NULL REFERENCES changes(id),
        name TEXT NOT NULL,         -- 'read', 'star': of an article; 'colour', 'alias': of a tag
        row_id INTEGER NOT NULL,    -- articles.id or tags.id
        before,
        after
    )
    """,
    "CREATE INDEX value_log_by_change ON value_log(change_id)",
    "ALTER TABLE tags ADD COLUMN colour TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE tags ADD COLUMN alias_of INTEGER REFERENCES tags(id)",  # another name of that tag
    "CREATE TABLE rule_queue (article_id INTEGER PRIMARY KEY)",  # loaded, rules not yet applied
    """
    CREATE VIEW tag_history AS      -- the log as a person asks for it
    SELECT changes.id AS change, changes.at, changes.who, changes.what, changes.kind,
           articles.slug AS article, tag_log.op, tags.name AS tag
    FROM tag_log JOIN changes ON changes.id = tag_log.change_id
    JOIN articles ON articles.id = tag_log.article_id JOIN tags ON tags.id = tag_log.tag_id
    """,
)


@migrations()
def first_library(db: Database) -> None:
    """Articles, facts, curated tables, tags with their log, reading marks, the search index."""
    figures = (*indicators.SCHEMA, *reviews.SCHEMA)
    for statement in (*LIBRARY, *figures, *TABLES, *READERS, *VIEWS, *search.SCHEMA):
        db.execute(statement)


@migrations()
def numbered_changes(db: Database) -> None:
    """One log of numbered actions for tags, marks and tag settings, to be undone and done again."""
    for statement in CHANGES:
        db.execute(statement)


def migrate(db: Database) -> None:
    """Apply what is pending. The caller holds the write lock and an open transaction."""
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {VERSION:d}")
