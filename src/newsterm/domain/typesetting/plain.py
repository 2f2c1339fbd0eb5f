"""An article as plain text for a pipe: the same setting of type as on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.printable import printable_line
from newsterm.domain.typesetting.typeset import ENGLISH, Block, Part, Wording, body, head, set_lines
from newsterm.domain.typesetting.wrap import wrap

RULES = {Part.TITLE: "=", Part.HEADING: "-"}
"""Titles and headings are underlined: a pipe carries no bold."""
FACT_INDENT = 4


def plain_article(
    article: Article,
    width: int,
    facts: Sequence[Fact] | None = None,
    wording: Wording = ENGLISH,
) -> Iterator[str]:
    """The lines of an article at `width` cells, without line ends.

    Args:
        facts: when given, they are listed below the text in its order, each with what it is.
    """
    yield from _set(head(article, wording), width)
    yield ""
    yield from _set(body(article, wording), width)
    for number, fact in enumerate(sorted(facts or (), key=lambda fact: fact.start), 1):
        yield from _set_fact(number, fact, width, wording)


def _set(blocks: Sequence[Block], width: int) -> Iterator[str]:
    for block in blocks:
        lines = [
            " " * line.indent + block.text[line.start : line.end]
            for line in set_lines((block,), width)
        ]
        yield from lines
        if block.part in RULES:
            yield RULES[block.part] * max(map(cell_len, lines))
        if block.part is Part.HEADING:
            yield ""


def _set_fact(number: int, fact: Fact, width: int, wording: Wording) -> Iterator[str]:
    """`[3] planned 2025: indicator = text`, wrapped under its number."""
    when = f" {fact.period}" if fact.period else ""
    what = f"{fact.indicator} = " if fact.indicator else ""
    status = wording.planned if fact.is_target else wording.reported
    text = printable_line(f"[{number}] {status}{when}: {what}{fact.text}")
    room = max(1, width - FACT_INDENT)
    for count, (start, end) in enumerate(wrap(text, room)):
        yield " " * (FACT_INDENT if count else 0) + text[start:end]
