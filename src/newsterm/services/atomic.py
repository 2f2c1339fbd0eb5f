"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsterm.errors import NewstermError


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes its place at `path` when the block ends well.

    A crash, a full disk or an error leaves what was there before.

    Raises:
        NewstermError: `path` is a symbolic link or no regular file, or its folder can't be
            written to.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise NewstermError(f"{path}: {error.strerror}") from error
    else:
        if stat.S_ISLNK(status.st_mode):
            raise NewstermError("{path}: a symbolic link; name the file itself", path=path)
        if not stat.S_ISREG(status.st_mode):
            raise NewstermError("{path}: not a regular file", path=path)
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise NewstermError(f"{path}: {error.strerror}") from error
    try:
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException as error:
        os.unlink(name)
        if isinstance(error, OSError):
            raise NewstermError(f"{path}: {error.strerror or error}") from error
        raise


def write_atomically(path: Path, text: str) -> None:
    """Write a UTF-8 file whole or not at all; raises as `atomic_file`."""
    with atomic_file(path) as file:
        file.write(text.encode())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
