"""Articles that are like one another, as far as their titles' rare words tell."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict

from newsterm.domain.search.text_tokens import index_text

LATEST = 120
"""So many of the latest articles with a word are looked at; a word with more is a common one."""
WORDS = 32
"""So many words of a title are looked up."""
LEAST_ALIKE = 0.2
"""An article that shares less than this part of the title's weight is not like it."""
COUNTED = 30
"""So many of the articles most alike that have tags give theirs."""


def similar_tags(connection: sqlite3.Connection, article_id: int, limit: int) -> list[str]:
    """The tags that articles like this one have and it has not, the likeliest first.

    A word of the title weighs the more the fewer articles contain it, anywhere in their text:
    log(N / n), its inverse document frequency. How many contain a common word is judged by how
    closely its latest ones follow each other. Reads 4,000 entries of the index at most.
    """
    scores = _alike(connection, article_id)
    votes: defaultdict[str, float] = defaultdict(float)
    counted: set[int] = set()
    for other, name in connection.execute(
        "SELECT article_id, name FROM json_each(?) AS like "
        "CROSS JOIN article_tags ON article_id = like.value JOIN tags ON tags.id = tag_id "
        "WHERE tag_id NOT IN (SELECT tag_id FROM article_tags WHERE article_id = ?) "
        "ORDER BY like.key",
        (json.dumps(list(scores)), article_id),
    ):
        counted.add(other)
        if len(counted) > COUNTED:
            break
        votes[name] += scores[other]
    return sorted(votes, key=lambda name: (-votes[name], name))[:limit]


def _alike(connection: sqlite3.Connection, article_id: int) -> dict[int, float]:
    """The articles most alike first, each with the part of the title's weight that it shares."""
    row = connection.execute(
        "SELECT title || ' ' || subtitle, (SELECT max(id) FROM articles) FROM articles "
        "WHERE id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        return {}
    title, size = row
    weights: defaultdict[int, float] = defaultdict(float)
    whole = 0.0
    for word in _words(title):
        found = [
            int(each[0])
            for each in connection.execute(
                "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
                (f'"{word}"', LATEST),
            )
        ]
        if len(found) < 2:
            continue
        many = len(found)
        if many == LATEST:
            many = max(many, many * size // (found[0] - found[-1] + 1))
        weight = math.log(max(1.0, size / many))
        whole += weight
        for other in found:
            weights[other] += weight
    weights.pop(article_id, None)
    alike = [other for other in weights if weights[other] >= LEAST_ALIKE * whole > 0]
    return {other: weights[other] / whole for other in sorted(alike, key=lambda n: -weights[n])}


def _words(title: str) -> list[str]:
    """The words of a title as they are indexed: pairs of characters, letters, numbers."""
    words = dict.fromkeys(word for word in index_text(title).split() if len(word) > 1)
    return [word for word in words if word[0].isalnum() and word[-1].isalnum()][:WORDS]
