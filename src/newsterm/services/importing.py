"""Import a newspaper page: one dump in, an article file each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.files.article_file import format_article
from newsterm.domain.files.page import Doubt, split_page
from newsterm.domain.text import decode
from newsterm.errors import NewstermError
from newsterm.services.atomic import write_atomically
from newsterm.services.prepare import read_bytes


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import wrote, and what it was unsure of."""

    written: tuple[Path, ...]
    articles: tuple[Article, ...]
    doubts: tuple[Doubt, ...]


def import_page(
    path: Path, *, to: Path, date: str, source: str = "", page: str = "", replace: bool = False
) -> ImportReport:
    """Split a page dump into Markdown files in the folder `to`, which is made when absent.

    Args:
        date: publication day, `YYYY-MM-DD`.
        replace: whether files of the same names may be overwritten.

    Raises:
        InputError: the dump can't be read or the date is none.
        NewstermError: nothing in it looks like an article, or a file is there already;
            then nothing at all was written.
    """
    text, _encoding = decode(read_bytes(path))
    articles, doubts = split_page(text, date=date, source=source, page=page)
    if not articles:
        raise NewstermError("{path}: no article found in it", path=path)
    targets = [to / f"{article.id}.md" for article in articles]
    taken = [target for target in targets if target.exists()]
    if taken and not replace:
        raise NewstermError(
            "{taken}: already there; nothing was written",
            hint="choose another folder, or --replace to overwrite",
            taken=taken[0],
        )
    try:
        to.mkdir(parents=True, exist_ok=True)
        for article, target in zip(articles, targets, strict=True):
            write_atomically(target, format_article(article, default_id=article.id))
    except OSError as error:
        raise NewstermError(f"{error.filename or to}: {error.strerror}") from error
    return ImportReport(tuple(targets), tuple(articles), tuple(doubts))


def copy_sample(sample: Path, to: Path) -> Sequence[Path]:
    """Copy the packaged articles into a folder of the user's own; what is there stays."""
    try:
        to.mkdir(parents=True, exist_ok=True)
        copied = []
        for path in sorted(sample.iterdir()):
            target = to / path.name
            if path.suffix in (".md", ".yaml") and not target.exists():
                write_atomically(target, path.read_text(encoding="utf-8"))
                copied.append(target)
    except OSError as error:
        raise NewstermError(f"{error.filename or to}: {error.strerror}") from error
    return copied
