"""One article as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is stored: text sanitised, lines ended by `\\n`, the rest verbatim."""

    id: str
    title: str
    body: str
    """Paragraphs apart by a blank line. Section headings are plain paragraphs here."""
    date: str = ""
    """Publication day, `YYYY-MM-DD`; empty when unknown."""
    subtitle: str = ""
    byline: str = ""
    source: str = ""
    page: str = ""
    lang: str = ""
    tags: tuple[str, ...] = ()
    continued_from: str = ""
    """Where the text begins when it does not begin here: `1版`."""
    cut_after: tuple[str, ...] = ()
    """The last words before each place where text is missing; each stands once in the body."""
    headings: tuple[tuple[int, int], ...] = ()
    """`body[start:end]` of each section heading."""
    extra: tuple[tuple[str, str], ...] = ()
    """Front matter keys that newsterm does not know, kept for writing back.

    The value of a nested one is JSON.
    """
