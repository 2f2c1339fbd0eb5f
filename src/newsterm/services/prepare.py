"""From a file's bytes to articles with their facts and tables, ready to be saved."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.facts import extract
from newsterm.domain.files.article_file import article_from_record, parse_article, parse_text
from newsterm.domain.files.factsfile import FactsFile, merge, parse_facts_file
from newsterm.domain.table import Table
from newsterm.domain.text import decode
from newsterm.errors import InputError
from newsterm.language import Message
from newsterm.services.discover import Failure, SourceFile

BUDGET = 2.0
"""Seconds of the processor that the facts of one article may take; past it the article loads
without them. Not seconds of the clock: on a busy machine no article may lose its facts."""
MAX_FILE = 64 << 20
"""Bytes of one article file. JSON lines are read line by line and may be larger."""
MAX_LINE = 16 << 20
"""Bytes of one line of JSON."""


Found = tuple[Fact, ...] | Message
"""The facts of an article, or why there are none."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article as it was read."""

    source: SourceFile
    article: Article
    hash: str
    line: int = 0
    facts_data: bytes | None = None
    """What stands in the facts file beside it."""
    digest: str = ""
    """Of both files, to know them again; empty for a line."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article as it will be saved."""

    article: Article
    hash: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...] = ()
    line: int = 0
    failures: tuple[Failure, ...] = ()
    """What could not be used though the article itself could."""


class _OutOfTimeError(Exception):
    """The facts of one article took longer than the budget."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, never through a link or from a device.

    Raises:
        InputError: it can't be read, is no regular file, or is larger than MAX_FILE.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_FILE:
            raise InputError(
                "{size} MB; at most {most} MB are read", size=size >> 20, most=MAX_FILE >> 20
            )
        try:
            return file.read(MAX_FILE)
        except OSError as error:  # a bad disk, a share that is gone
            raise InputError(str(error.strerror)) from error


def parse_file(source: SourceFile, data: bytes, facts_data: bytes | None, digest: str) -> Parsed:
    """The one article of a Markdown or text file; its facts are another, slower step.

    Raises:
        InputError: the file is no article.
    """
    text, _encoding = decode(data)
    parse = parse_text if source.kind == "text" else parse_article
    article = parse(text, default_id=source.path.stem)
    return Parsed(source, article, article_hash(article), facts_data=facts_data, digest=digest)


def prepare_line(number: int, line: bytes) -> tuple[Article, str]:
    """The article of one JSON line and its hash; its facts are another, slower step.

    Raises:
        InputError: the line is no article.
    """
    if len(line) > MAX_LINE:
        raise InputError(
            "a line of {size} MB; at most {most} MB",
            number,
            size=len(line) >> 20,
            most=MAX_LINE >> 20,
        )
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "") or str(error)
        raise InputError("not JSON: {reason}", number, reason=reason) from error
    if not isinstance(record, dict):
        raise InputError("not a JSON object", number)
    try:
        article = article_from_record(record)
    except InputError as error:
        raise InputError(error.message, number) from error
    return article, article_hash(article)


def prepare(parsed: Parsed, found: Found) -> Prepared:
    """An article with what was found in it and what its facts file says."""
    source, article, failures = parsed.source, parsed.article, list[Failure]()
    if isinstance(found, Message):
        failures.append(Failure(str(source.path), str(found), parsed.line))
        found = ()
    tables: tuple[Table, ...] = ()
    if parsed.facts_data is not None:
        assert source.facts is not None
        written, more = _facts_file(parsed.facts_data, str(source.facts), article, found)
        failures += more
        found, tables = merge(found, written), written.tables
    return Prepared(article, parsed.hash, found, tables, parsed.line, tuple(failures))


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """The numbered lines of a file that are not blank, without reading it whole.

    Raises:
        InputError: it can't be read or is no regular file.
    """
    with open_regular(path) as file:
        number = 0
        try:
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    while rest := file.readline(MAX_LINE):
                        if rest.endswith(b"\n"):
                            break
                if line.strip():
                    yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        except OSError as error:  # a bad disk, a share that is gone
            raise InputError(str(error.strerror), number + 1) from error


def article_hash(article: Article) -> str:
    """SHA-256 of all that the file says, so that the same text is known again elsewhere."""
    parts = (
        article.title,
        article.subtitle,
        article.byline,
        article.source,
        article.date,
        article.page,
        article.lang,
        article.body,
        *article.tags,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def extract_in_time(article: Article, budget: float = BUDGET) -> tuple[Fact, ...] | None:
    """The article's facts, or None when finding them took longer than the budget (CPU seconds)."""
    try:
        return extract(article, stopwatch(budget))
    except _OutOfTimeError:
        return None


def facts_or_reason(article: Article) -> Found:
    """What can be found in an article, whatever it is like: one must not stop those behind it."""
    try:
        facts = extract_in_time(article)
    except Exception as error:
        return Message(
            "{id}: loaded without facts: newsterm failed at it, please report it ({error})",
            id=article.id,
            error=repr(error),
        )
    if facts is None:
        return Message(
            "{id}: loaded without facts, which took longer than {budget:g} s",
            id=article.id,
            budget=BUDGET,
        )
    return facts


def open_regular(path: Path) -> BinaryIO:
    """A regular file open for reading, never a link or a device.

    Raises:
        InputError: it can't be opened, or is no regular file.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise InputError(str(error.strerror)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InputError("not a regular file")
    return open(descriptor, "rb")


def stopwatch(budget: float) -> Callable[[], None]:
    """A checkpoint that raises once this thread has used so many CPU seconds from now on."""
    deadline = time.thread_time() + budget

    def checkpoint() -> None:
        if time.thread_time() > deadline:
            raise _OutOfTimeError

    return checkpoint


def _facts_file(
    data: bytes, path: str, article: Article, extracted: Sequence[Fact]
) -> tuple[FactsFile, list[Failure]]:
    try:
        text, _encoding = decode(data)
        written = parse_facts_file(text, article, extracted)
    except InputError as error:
        return FactsFile((), (), (), ()), [Failure(path, error.message, error.line)]
    return written, [Failure(path, reason, line) for line, reason in written.problems]
