"""Write tags back into the article files, and change nothing else in them."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from newsterm.domain.files.article_file import parse_article
from newsterm.domain.files.front_matter_tags import with_tags
from newsterm.domain.text import decode
from newsterm.errors import InputError
from newsterm.services.discover import KINDS, Failure
from newsterm.services.prepare import read_bytes
from newsterm.services.selection import selected
from newsterm.services.tag_lines import Wanted, Written, check_unchanged, in_order, write_lines
from newsterm.store.store import Store

__all__ = ["Written", "write_tags"]


def write_tags(
    store: Store,
    *,
    root: Path | None = None,
    slugs: Sequence[str] = (),
    query: str | None = None,
    dry_run: bool = False,
) -> Iterator[Written | Failure]:
    """Put the tags of articles into their files where they differ: front matter, or JSON lines.

    A file is replaced in one step, so a crash leaves the old one or the new one. What can't be
    written is a failure of its own and stops nothing: plain text has no place for tags, only UTF-8
    is written, and a file whose tags changed since it was loaded comes first.

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
    lines: dict[Path, dict[int, Wanted]] = {}
    for number in numbers:
        [row] = store.articles.rows([number])
        place = store.file_tags.place(number)
        if place is None:
            continue
        path, line = (root or Path()) / place[0], place[1]
        if line:
            lines.setdefault(path, {})[line] = Wanted(number, row.slug, row.tags)
            continue
        try:
            tags = _write(store, number, path, row.tags, dry_run=dry_run)
        except (InputError, OSError) as error:
            yield _failure(path, error)
        else:
            yield Written(str(path), tags)
    for path, of_lines in lines.items():
        try:
            yield from write_lines(store, path, of_lines, dry_run=dry_run)
        except (InputError, OSError) as error:
            yield _failure(path, error)


def _failure(path: Path, error: InputError | OSError) -> Failure:
    if isinstance(error, InputError):
        return Failure(str(path), error.message, error.line)
    return Failure(str(path), str(error.strerror))


def _write(
    store: Store, number: int, path: Path, tags: tuple[str, ...], *, dry_run: bool
) -> tuple[str, ...]:
    if KINDS.get(path.suffix.lower()) != "markdown":
        raise InputError(
            "{suffix} has no place for tags: they stay in the library and its dump",
            suffix=path.suffix,
        )
    data = read_bytes(path)
    text, encoding = decode(data)
    if encoding != "utf-8":
        raise InputError("it is {encoding}; only UTF-8 is written", encoding=encoding.upper())
    there = parse_article(text, default_id="x").tags
    check_unchanged(store, number, there)
    ordered = in_order(there, tags)
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
