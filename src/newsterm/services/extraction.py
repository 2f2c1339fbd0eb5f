"""Find the facts in articles that are not in the library: JSON lines in, facts out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.files.article_file import article_from_record
from newsterm.errors import InputError, NewstermError
from newsterm.services.discover import Failure
from newsterm.services.prepare import BUDGET, extract_in_time
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article and its facts; offsets are code points of the body as it was given."""

    article: Article
    facts: tuple[Fact, ...]


def extract_lines(lines: Iterable[bytes], name: str) -> Iterator[Extracted | Failure]:
    """The facts of each article line, in order; a line that is no article is a Failure.

    Args:
        lines: JSON objects `{"id", "date", "title", "body", …}`, a line each.
        name: what to call the input in a failure.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _extract_line(line)
        except InputError as error:
            yield Failure(name, error.message, number)


def extract_stored(store: Store, slug: str) -> Extracted:
    """The facts that the rules find now in a stored article, whatever was corrected since.

    Raises:
        NewstermError: no such article, or it takes too long.
    """
    number = store.articles.number(slug)
    article = store.articles.get(number) if number is not None else None
    if article is None:
        raise NewstermError("no article {slug!r}", hint="newsterm list shows the ids", slug=slug)
    facts = extract_in_time(article)
    if facts is None:
        raise NewstermError(
            "{slug}: finding its facts took longer than {budget:g} s", slug=slug, budget=BUDGET
        )
    return Extracted(article, facts)


def _extract_line(line: bytes) -> Extracted:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON: {error}", error=error) from error
    if not isinstance(record, dict):
        raise InputError("not a JSON object")
    # The facts point into the body that the caller has, so it is taken as it stands.
    article = replace(article_from_record(record), body=str(record["body"]))
    facts = extract_in_time(article)
    if facts is None:
        raise InputError(
            "{id}: finding its facts took longer than {budget:g} s", id=article.id, budget=BUDGET
        )
    return Extracted(article, facts)
