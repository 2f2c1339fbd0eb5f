"""What each verb's `--json` prints: plain mappings, the same names everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsterm.domain.article import Article
    from newsterm.domain.fact import Fact
    from newsterm.domain.listing import ArticleRow
    from newsterm.domain.table import Table
    from newsterm.services.provenance import FactDetails


Record = dict[str, object]


def fact_record(fact: Fact) -> Record:
    """The slots of a fact, in the order of the annotation rules."""
    return {
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
        "value": fact.value,
        "value_high": fact.value_high,
        "unit": fact.unit,
        "comparator": fact.comparator,
        "period": fact.period,
        "status": fact.status,
        "indicator": fact.indicator,
        "confidence": round(fact.confidence, 3),
        "rule": fact.rule,
    }


def details_record(details: FactDetails) -> Record:
    """A fact with its origin and what was decided on it."""
    return {
        "id": details.slug,
        "date": details.date,
        "title": details.title,
        "source": details.source,
        **fact_record(details.fact),
        "row": details.indicator,
        "sentence": details.sentence,
        "file": str(details.file) if details.file else None,
        "line": details.line or None,
        "extracted": fact_record(details.found) if details.found else None,
        "reviews": [
            {
                "at": decided.at,
                "who": decided.who,
                "decision": decided.review.decision,
                "undone": decided.undone_at or None,
            }
            for decided in details.decisions
        ],
    }


def row_record(row: ArticleRow) -> Record:
    """A line of the list."""
    return {
        "id": row.slug,
        "date": row.date,
        "title": row.title,
        "source": row.source,
        "tags": list(row.tags),
        "unread": row.unread,
        "starred": row.starred,
    }


def article_record(article: Article) -> Record:
    """An article; reading it back as a JSON line gives the same article."""
    return {
        "id": article.id,
        "date": article.date,
        "title": article.title,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "source": article.source,
        "page": article.page,
        "lang": article.lang,
        "tags": list(article.tags),
        "body": article.body,
    }


def table_record(slug: str, table: Table) -> Record:
    """A table; each cell with the span of the body that it rests on."""
    return {
        "article": slug,
        "table": table.key,
        "title": table.title,
        "head": table.head,
        "columns": list(table.columns),
        "rows": [
            {
                "head": row.head,
                "start": row.start,
                "end": row.end,
                "cells": {
                    column: [
                        {
                            "shown": cell.shown,
                            "status": cell.status,
                            "start": cell.start,
                            "end": cell.end,
                        }
                        for cell in cells
                    ]
                    for column, cells in zip(table.columns, row.cells, strict=True)
                    if cells
                },
            }
            for row in table.rows
        ],
    }
