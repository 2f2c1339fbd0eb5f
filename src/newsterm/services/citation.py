"""A sentence with where it stands, to be pasted elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from newsterm.config import user_data_folder
from newsterm.domain.article import Article
from newsterm.domain.sentences import sentence_at, sentences
from newsterm.language import _


def cite(article: Article, offset: int) -> str:
    """The sentence at an offset of the body, with title, source, date, page and its number."""
    start, end = sentence_at(article.body, offset)
    number = 1 + sum(1 for first, _end in sentences(article.body) if first < start)
    where = [
        article.source,
        article.date,
        _("p. {page}").format(page=article.page) if article.page else "",
    ]
    place = ", ".join(
        part for part in (*where, _("sentence {number}").format(number=number), article.id) if part
    )
    sentence = article.body[start:end].strip()
    return f"{sentence}\n——《{article.title}》, {place}\n"


def keep_copy(text: str, environ: Mapping[str, str]) -> Path:
    """Write what was copied to a file, for terminals that drop a copy without a word."""
    from newsterm.services.atomic import write_atomically

    path = user_data_folder(environ) / "copied.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)
    return path
