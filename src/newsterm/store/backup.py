"""Dumps that newsterm writes by itself: before each migration, and on the first write of a day.

They lie in `.newsterm/backup/`, or in `NAME.backup/` beside a database elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from newsterm.config import FOLDER
from newsterm.errors import StoreError

KEPT = 14
"""So many of the newest stay."""
_STAMP = "%Y%m%dT%H%M%SZ"


class Backups:
    """The dumps that belong to one database.

    Args:
        database: its file.
        mode: rights of the dumps.
    """

    def __init__(self, database: Path, mode: int = 0o600) -> None:
        inside = database.parent.name == FOLDER
        self.folder = (
            database.parent / "backup" if inside else database.with_name(f"{database.name}.backup")
        )
        self._mode = mode

    def all(self) -> list[Path]:
        """The dumps, the oldest first."""
        try:
            return sorted(path for path in self.folder.glob("tags-*.txt") if path.is_file())
        except OSError:
            return []

    def is_due(self) -> bool:
        """Whether none was written today (UTC)."""
        today = datetime.now(UTC).strftime("tags-%Y%m%d")
        return not any(path.name.startswith(today) for path in self.all())

    def write(self, text: str, note: str = "") -> Path:
        """Write a dump, whole or not at all, and let the oldest go; `note` goes into its name.

        Raises:
            StoreError: it can't be written.
        """
        name = f"tags-{datetime.now(UTC).strftime(_STAMP)}{note}.txt"
        try:
            self.folder.mkdir(mode=0o700 if self._mode == 0o600 else 0o770, exist_ok=True)
            path = self.folder / name
            descriptor, temporary = tempfile.mkstemp(dir=self.folder, prefix=".")
            try:
                with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                    os.fchmod(file.fileno(), self._mode)
                os.replace(temporary, path)
            except BaseException:
                os.unlink(temporary)
                raise
            for old in self.all()[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                "{folder}: no backup can be written: {reason}: nothing was changed",
                folder=self.folder,
                reason=error.strerror,
            ) from error
        return path
