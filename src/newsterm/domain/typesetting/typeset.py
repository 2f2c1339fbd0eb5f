"""An article set in type: its parts in reading order, and the lines that they make at a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from newsterm.domain.article import Article
from newsterm.domain.printable import printable, printable_line
from newsterm.domain.typesetting.wrap import wrap

INDENT = 4
"""Cells before the first line of a Chinese paragraph: two characters, as newspapers set it."""
NARROWEST_INDENTED = 30


class Part(Enum):
    """What a block of an article is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    TAGS = "tags"
    NOTE = "note"
    """What newsterm says itself: where the text comes from, where some is missing."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Wording:
    """What notes say; `{place}` and `{page}` are filled in. `services.wording` translates it."""

    continued: str
    missing: str
    page: str
    planned: str
    reported: str


ENGLISH = Wording(
    continued="[continued from {place}]",
    missing="[text is missing here]",
    page="page {page}",
    planned="planned",
    reported="reported",
)


@dataclass(frozen=True, slots=True)
class Block:
    """One part of an article: a line of its head, a note, a heading or a paragraph."""

    part: Part
    text: str
    """Safe to print; as long as what it was made from."""
    start: int = -1
    """Offset of `text` in the body; -1 where it is not of the body."""

    @property
    def is_body(self) -> bool:
        """Whether the text is the article's body, with offsets that mean something."""
        return self.start >= 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type: `blocks[block].text[start:end]` after `indent` cells."""

    block: int
    """Index of its block; -1 for an empty line."""
    start: int = 0
    end: int = 0
    indent: int = 0


EMPTY_LINE = Line(-1)

_PARAGRAPH = re.compile("[^\n]+(?:\n[^\n]+)*")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def head(article: Article, wording: Wording = ENGLISH) -> tuple[Block, ...]:
    """What stands above the text: title, subtitle, by whom, where and when, tags."""
    origin = (
        article.byline,
        article.source,
        article.date,
        wording.page.format(page=article.page) if article.page else "",
    )
    parts = (
        (Part.TITLE, article.title or article.id),
        (Part.SUBTITLE, article.subtitle),
        (Part.BYLINE, " · ".join(field for field in origin if field)),
        (Part.TAGS, " ".join(f"#{tag}" for tag in article.tags)),
    )
    return tuple(Block(part, printable_line(text)) for part, text in parts if text.strip())


def body(article: Article, wording: Wording = ENGLISH) -> tuple[Block, ...]:
    """Headings, paragraphs, and notes at the places where text is missing."""
    blocks = []
    if article.continued_from:
        place = printable_line(article.continued_from)
        blocks.append(Block(Part.NOTE, wording.continued.format(place=place)))
    shown = printable(article.body)
    headings = dict(article.headings)
    cuts = sorted(
        at + len(words) for words in article.cut_after if (at := article.body.find(words)) >= 0
    )
    for match in _PARAGRAPH.finditer(shown):
        start, end = match.span()
        if not match[0].strip():
            continue
        if headings.get(start) == end:
            blocks.append(Block(Part.HEADING, match[0], start))
            continue
        for cut in (at for at in cuts if start < at <= end):
            blocks.append(Block(Part.PARAGRAPH, shown[start:cut], start))
            blocks.append(Block(Part.NOTE, wording.missing))
            start = cut
        if shown[start:end].strip():
            blocks.append(Block(Part.PARAGRAPH, shown[start:end], start))
    return tuple(blocks)


def set_lines(blocks: Sequence[Block], width: int, first_block: int = 0) -> Iterator[Line]:
    """The lines that `blocks` make at `width` cells, an empty one after each paragraph and note.

    Args:
        first_block: number of the first block, when they are a part of more.
    """
    for number, block in enumerate(blocks, first_block):
        indent = _indent(block, width)
        for start, end in wrap(block.text, width, indent):
            yield Line(number, start, end, indent)
            indent = 0
        if block.part in (Part.PARAGRAPH, Part.NOTE):
            yield EMPTY_LINE


def _indent(block: Block, width: int) -> int:
    """Chinese paragraphs begin two characters in, unless they bring their own space."""
    if block.part is not Part.PARAGRAPH or width < NARROWEST_INDENTED:
        return 0
    return INDENT if _HAN.search(block.text, 0, 12) and not block.text[0].isspace() else 0
