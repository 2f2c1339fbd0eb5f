"""The query among the words of a verb."""

from __future__ import annotations

from collections.abc import Sequence

from newsterm.cli import output


def query_of(words: Sequence[str]) -> str:
    """The words as one query; parts of it that can't be used are named on stderr."""
    query = " ".join(words)
    if query.strip():
        from newsterm.services.selection import unusable

        for problem in unusable(query):
            output.say(f"newsterm: {problem}")
    return query
