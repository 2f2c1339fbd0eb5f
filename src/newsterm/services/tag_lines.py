"""Write tags back into JSON lines: each line in its place, the file replaced in one step."""

from __future__ import annotations

import os
import stat
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsterm.domain.files.json_line_tags import with_line_tags
from newsterm.errors import InputError
from newsterm.services.discover import Failure
from newsterm.services.prepare import MAX_LINE, open_regular, prepare_line
from newsterm.store.store import Store

Change = Callable[[int, bytes], bytes]
"""What becomes of a line, by its number."""
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Written:
    """A file whose tags were written, or would be."""

    path: str
    """With the number of the line behind it where the file has many articles."""
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written into one line."""

    number: int
    """Of the article's row."""
    slug: str
    tags: tuple[str, ...]


def write_lines(
    store: Store, path: Path, wanted: Mapping[int, Wanted], *, dry_run: bool
) -> Iterator[Written | Failure]:
    """Put tags into lines of a file, by their numbers; a line that can't take them stops no other.

    Raises:
        InputError: the file can't be read, or changed meanwhile; then nothing was written.
        OSError: it can't be replaced.
    """
    found: dict[int, Written | InputError] = {}
    written: dict[int, tuple[str, ...]] = {}

    def change(number: int, raw: bytes) -> bytes:
        """The line with its tags, or as it is where that can't be."""
        each = wanted[number]
        try:
            changed, tags = _changed(store, each, number, raw)
        except InputError as error:
            found[number] = error
            return raw
        found[number] = Written(f"{path}:{number}", tags)
        written[each.number] = tags
        return changed

    with open_regular(path) as source:
        if dry_run:
            deque(_parts(source, wanted, change), maxlen=0)
        else:
            _copy(path, source, wanted, change)
    if not dry_run:
        # A crash before this is harmless: the next load finds in the file what editors did.
        with store.transaction():
            for number, tags in written.items():
                store.file_tags.keep(number, tags)
    for line in sorted(wanted):
        one = found.get(line, InputError("its line is gone: load it first"))
        yield one if isinstance(one, Written) else Failure(str(path), one.message, line)


def in_order(there: Sequence[str], tags: Sequence[str]) -> tuple[str, ...]:
    """The tags, those that are there already first and in their order."""
    kept = [name for name in there if name in tags]
    return (*kept, *(name for name in tags if name not in kept))


def check_unchanged(store: Store, number: int, there: Sequence[str]) -> None:
    """Refuse where a file's tags are not those that it had when it was loaded.

    Raises:
        InputError: they are others.
    """
    base = {store.tags.resolve(name) for name in store.file_tags.of_article(number)}
    if {store.tags.resolve(name) for name in there} != base:
        raise InputError("its tags changed since it was loaded: load it first")


def _changed(store: Store, wanted: Wanted, line: int, raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    front = BOM if line == 1 and raw.startswith(BOM) else b""
    raw = raw.removeprefix(front)
    article, _hash = prepare_line(line, raw)
    if article.id != wanted.slug:
        raise InputError("another article stands there now: load it first")
    check_unchanged(store, wanted.number, article.tags)
    tags = in_order(article.tags, wanted.tags)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("only UTF-8 is written") from None
    return front + with_line_tags(text, tags).encode("utf-8"), tags


def _copy(
    path: Path,
    source: BinaryIO,
    wanted: Mapping[int, Wanted],
    change: Change,
) -> None:
    """Copy the file line by line with some lines changed, and put the copy in its place."""
    before = os.fstat(source.fileno())
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(descriptor, "wb") as file:
            file.writelines(_parts(source, wanted, change))
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
        if _identity(path.lstat()) != _identity(before):
            raise InputError("it was changed while tags were written: nothing was written")
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _parts(source: BinaryIO, wanted: Mapping[int, Wanted], change: Change) -> Iterator[bytes]:
    """The lines of a file, some of them changed; one that is too long to load comes in parts."""
    number, begins = 0, True
    while part := source.readline(MAX_LINE + 1):
        number += begins
        is_whole = begins and len(part) <= MAX_LINE
        begins = part.endswith(b"\n")
        yield change(number, part) if is_whole and number in wanted else part


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
