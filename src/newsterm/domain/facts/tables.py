"""How word tables are written: words apart by spaces and line breaks."""

from __future__ import annotations


def table(text: str) -> tuple[str, ...]:
    """The words of a table."""
    return tuple(text.split())
