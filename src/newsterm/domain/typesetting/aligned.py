"""Columns of text aligned by terminal cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len


def aligned(rows: Iterable[Sequence[str]], gap: str = "  ") -> Iterator[str]:
    """Lines with the columns of all rows aligned; the last column is not padded."""
    listed = [list(row) for row in rows]
    count = max(map(len, listed), default=0)
    widths = [
        max((cell_len(row[column]) for row in listed if column < len(row)), default=0)
        for column in range(count)
    ]
    for row in listed:
        padded = [
            text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=False)
        ]
        yield gap.join(padded).rstrip()
