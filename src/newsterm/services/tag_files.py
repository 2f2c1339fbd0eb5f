"""Write tags back into the front matter of the article files, and change nothing else in them."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsterm.domain.files.article_file import parse_article
from newsterm.domain.files.front_matter_tags import with_tags
from newsterm.domain.text import decode
from newsterm.errors import InputError
from newsterm.services.discover import KINDS, Failure
from newsterm.services.prepare import read_bytes
from newsterm.services.selection import selected
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """A file whose tags were written, or would be."""

    path: str
    tags: tuple[str, ...]


def write_tags(
    store: Store,
    *,
    root: Path | None = None,
    slugs: Sequence[str] = (),
    query: str | None = None,
    dry_run: bool = False,
) -> Iterator[Written | Failure]:
    """Put the tags of articles into their Markdown files where they differ, file by file.

    A file is replaced in one step, so a crash leaves the old one or the new one. What can't be
    written is a failure of its own and stops nothing: plain text and JSON lines have no front
    matter, only UTF-8 is written, and a file whose tags changed since it was loaded comes first.

    Args:
        store: opened for writing.
        root: the library folder, below which stored paths lie.
        slugs: ids of articles; without these and a query, all articles are meant.
        query: or a search.
        dry_run: whether only to say what would be written.

    Raises:
        NewstermError: an id that is not there, or a query that can't be used whole.
    """
    numbers = store.file_tags.apart()
    if slugs or query is not None:
        wanted = set(selected(store, slugs, query))
        numbers = [number for number in numbers if number in wanted]
    for number in numbers:
        article = store.articles.get(number)
        stored = store.file_tags.path(number)
        if article is None or stored is None:
            continue
        path = (root or Path()) / stored
        try:
            tags = _write(store, number, path, article.tags, dry_run=dry_run)
        except InputError as error:
            yield Failure(str(path), error.message, error.line)
        except OSError as error:
            yield Failure(str(path), str(error.strerror))
        else:
            yield Written(str(path), tags)


def _write(
    store: Store, number: int, path: Path, tags: tuple[str, ...], *, dry_run: bool
) -> tuple[str, ...]:
    kind = KINDS.get(path.suffix.lower())
    if kind != "markdown":
        raise InputError("{suffix} has no front matter for tags", suffix=path.suffix)
    data = read_bytes(path)
    text, encoding = decode(data)
    if encoding != "utf-8":
        raise InputError("it is {encoding}; only UTF-8 is written", encoding=encoding.upper())
    there = parse_article(text, default_id="x").tags
    base = {store.tags.resolve(name) for name in store.file_tags.of_article(number)}
    if {store.tags.resolve(name) for name in there} != base:
        raise InputError("its tags changed since it was loaded: load it first")
    kept = [name for name in there if name in tags]
    ordered = (*kept, *(name for name in tags if name not in kept))
    changed = with_tags(data.decode("utf-8"), ordered)
    if not dry_run:
        _replace(path, data, changed.encode("utf-8"))
        # A crash before this is harmless: the next load finds in the file what editors did.
        with store.transaction():
            store.file_tags.keep(number, ordered)
    return ordered


def _replace(path: Path, old: bytes, new: bytes) -> None:
    """Put new bytes in place of the file's, with its rights, unless it was just changed."""
    rights = stat.S_IMODE(path.stat().st_mode)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), rights)
        if read_bytes(path) != old:
            raise InputError("it was changed while tags were written: nothing was written")
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
