"""Which files a load has to look at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsterm.language import _

FACTS_SUFFIX = ".facts.yaml"
KINDS = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".jsonl": "jsonl"}


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be used, and why: `path:line: reason`."""

    path: str
    reason: str
    line: int = 0

    def __str__(self) -> str:
        place = f":{self.line}" if self.line else ""
        return f"{self.path}{place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of articles as it lies on the disk, with the facts file beside it."""

    path: Path
    kind: str
    """`markdown`, `text` or `jsonl`."""
    facts: Path | None
    size: int
    """Bytes of both files."""
    mtime_ns: int
    """Sum of both files' times, so that a change of either shows."""
    newest_ns: int
    """The later of both files' times."""


def discover(paths: Iterable[Path]) -> tuple[list[SourceFile], list[Failure]]:
    """The article files at and below these paths, sorted by path, each once.

    Hidden files and folders are left out, symbolic links below a folder are not followed.
    A path that was named and can't be loaded is a failure; other files in a folder are no concern.
    """
    found: dict[Path, SourceFile] = {}
    failures: list[Failure] = []
    for path in paths:
        if not is_storable(path):
            failures.append(Failure(str(path), _("its path is no UTF-8: rename it")))
        elif path.is_dir():
            for file in _walk(path, failures):
                _add(found, file, failures)
        elif not path.exists():
            failures.append(Failure(str(path), _("no such file or folder")))
        elif path.suffix.lower() not in KINDS:
            wanted = ", ".join(KINDS)
            failures.append(
                Failure(str(path), _("not an article file ({wanted})").format(wanted=wanted))
            )
        else:
            _add(found, path, failures)
    return [found[path] for path in sorted(found)], failures


def is_storable(path: Path) -> bool:
    """Whether a path can be kept in the database: its bytes are UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _walk(folder: Path, failures: list[Failure]) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        failures.append(Failure(str(error.filename), str(error.strerror)))

    for place, folders, names in os.walk(folder, onerror=failed, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in KINDS:
                yield Path(place, name)


def _add(found: dict[Path, SourceFile], path: Path, failures: list[Failure]) -> None:
    path = Path(os.path.abspath(path))
    if not is_storable(path):
        failures.append(Failure(str(path), _("its path is no UTF-8: rename it")))
        return
    try:
        status = path.lstat()
    except OSError as error:
        failures.append(Failure(str(path), str(error.strerror)))
        return
    if stat.S_ISLNK(status.st_mode):
        failures.append(Failure(str(path), _("a symbolic link; name the file itself")))
        return
    if not stat.S_ISREG(status.st_mode):
        failures.append(Failure(str(path), _("not a regular file")))
        return
    facts: Path | None = path.with_name(path.stem + FACTS_SUFFIX)
    size, mtime_ns, newest_ns = status.st_size, status.st_mtime_ns, status.st_mtime_ns
    if facts and facts.is_file() and not facts.is_symlink():
        beside = facts.stat()
        size, mtime_ns = size + beside.st_size, mtime_ns + beside.st_mtime_ns
        newest_ns = max(newest_ns, beside.st_mtime_ns)
    else:
        facts = None
    kind = KINDS[path.suffix.lower()]
    found[path] = SourceFile(path, kind, facts, size, mtime_ns, newest_ns)
