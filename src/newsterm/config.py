"""Where the library lies: found upward from the working directory, as git finds its folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from newsterm.errors import UsageError
from newsterm.lean import frozen

FOLDER = ".newsterm"
"""The folder of a library that holds its database."""
DATABASE = "library.db"
SETTINGS = "config.yaml"
SETTINGS_LIMIT = 65_536
"""Bytes of a settings file that are read."""


@frozen
class Library:
    """A folder of articles and the database made of them."""

    database: Path
    root: Path | None
    """The folder that holds `.newsterm/`; None when only a database was named."""

    @property
    def exists(self) -> bool:
        """Whether anything was ever loaded."""
        return self.database.is_file()


def find_library(
    *,
    database: str | None,
    folder: str | None,
    cwd: Path,
    environ: Mapping[str, str],
) -> Library | None:
    """The library that the user means, or None when there is none here.

    `--db` beats `NEWSTERM_DB`, which beats `--library`, which beats the nearest `.newsterm/` in
    the working directory or above it.

    Raises:
        UsageError: the folder that `--library` names is not there.
    """
    if database or (not folder and environ.get("NEWSTERM_DB")):
        path = Path(os.path.abspath(cwd / (database or environ["NEWSTERM_DB"])))
        in_library = path.parent.name == FOLDER
        return Library(path, path.parent.parent if in_library else None)
    if folder:
        root = Path(os.path.abspath(cwd / folder))
        if not root.is_dir():
            raise UsageError("--library {folder}: no such folder", folder=folder)
        return library_in(root)
    for root in (cwd, *cwd.parents):
        if (root / FOLDER).is_dir():
            return library_in(root)
    return None


def library_in(root: Path) -> Library:
    """The library of this folder, made or not."""
    return Library(root / FOLDER / DATABASE, root)


def sample_folder() -> Path:
    """The articles that come with newsterm."""
    packaged = Path(__file__).parent / "sample"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "articles"


def user_data_folder(environ: Mapping[str, str]) -> Path:
    """Where newsterm may keep what belongs to the user and to no library (XDG)."""
    home = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "newsterm"


def settings_files(environ: Mapping[str, str], library: Path | None) -> list[Path]:
    """Where settings are looked for; the later file wins."""
    home = environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    files = [Path(home) / "newsterm" / SETTINGS]
    if library is not None:
        files.append(library / FOLDER / SETTINGS)
    return files
