"""Who does something, and when: what the log says of every change."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, datetime

from newsterm.domain.text import sanitise_line


def author() -> str:
    """The user's login name, or number where they have no name."""
    try:
        return sanitise_line(getpass.getuser()).strip() or str(os.getuid())
    except (KeyError, OSError):
        return str(os.getuid())


def now() -> str:
    """The present second in UTC, as the database keeps times."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
