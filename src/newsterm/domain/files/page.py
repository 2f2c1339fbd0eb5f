"""A newspaper page, as the layout program gives it out, split into its articles.

An article begins at a headline: one short line or more without a stop, and right after them a
byline, `本报讯`, a dateline, or `(上接1版)`. Any other short line is a section heading. A paragraph
without a stop goes on in the next one, because its column ended; where a headline or a section
heading comes next, its end is missing. Captions that stand in between are set after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from newsterm.domain.article import Article
from newsterm.domain.files.article_file import MAX_CUTS, parse_date
from newsterm.domain.files.page_lines import (
    Block,
    blank_between,
    blocks_of,
    continued_from,
    ends_sentence,
    fits_column,
    is_continued_elsewhere,
    is_list_item,
    is_signed,
    lead_of,
    width,
)
from newsterm.domain.text import sanitise, sanitise_line
from newsterm.language import N_, Message

UNTITLED = "（无题）"
"""Title of what begins without a headline."""

_Kind = Literal["text", "heading", "line", "aside"]

_STARTS = ("byline", "lead", "continued")
_ASIDES = (N_("caption"), N_("furniture"))
# Words that begin a paragraph and hardly ever go on in one.
_OPENERS = ("据悉，", "据了解，", "此外，", "另外，", "值得一提的是，")
_SENTENCE_MARKS = "。！？；，：、"
_LONG_HEADING = 32
"""Cells."""
_LONGEST_LABEL = 6
_SHORTEST_CUT = 4
_LONGEST_CUT = 24
_TAIL = 100


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the rules can't be sure of, for a person to look at."""

    line: int
    """1-based line of the page."""
    said: Message

    @property
    def message(self) -> str:
        """What it is, in the language in use."""
        return str(self.said)


class _Paragraph:
    """A paragraph in the making: the pieces that columns parted."""

    def __init__(self, line: int, words: str, kind: _Kind) -> None:
        self.line = line
        """Line of its last piece."""
        self.kind = kind
        """A `line` is short and complete, but no heading. An `aside`, a caption or the page's own
        words, stands beside the text, not in it."""
        self.tail = words[-_TAIL:]
        """Its last characters, all that is needed to tell how it ends."""
        self.is_cut = False
        self._pieces = [words]

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(self._pieces)

    @property
    def is_open(self) -> bool:
        """Whether it has no end, so that the next paragraph may go on with it."""
        if self.kind != "text" or self.is_cut or self.is_last:
            return False
        return not ends_sentence(self.tail) and not self.tail.endswith(("：", ":"))

    @property
    def is_last(self) -> bool:
        """Whether nothing of its article can follow: it goes on elsewhere, or was signed."""
        return is_continued_elsewhere(self.tail) or is_signed(self.tail)

    def append(self, line: int, words: str) -> None:
        """Go on with another piece."""
        self.line = line
        self._pieces.append(blank_between(self.tail, words) + words)
        self.tail = (self.tail + self._pieces[-1])[-_TAIL:]


@dataclass(slots=True)
class _Draft:
    line: int
    title: str
    subtitle: str = ""
    byline: str = ""
    continued_from: str = ""
    paragraphs: list[_Paragraph] = field(default_factory=list)
    last: _Paragraph | None = None
    """The last paragraph that is no aside."""
    has_ended: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the running text has no end so far."""
        return self.last is not None and self.last.is_open

    def add(self, paragraph: _Paragraph) -> None:
        """Set a paragraph after the others."""
        self.paragraphs.append(paragraph)
        if paragraph.kind != "aside":
            self.last = paragraph


def split_page(
    text: str, *, date: str, source: str, page: str = ""
) -> tuple[tuple[Article, ...], tuple[Doubt, ...]]:
    """Split a page dump into its articles; every character but white space is in just one of them.

    Ids are `DATE-pPAGE-1`, `DATE-pPAGE-2`, … or `DATE-1` without a page.

    Raises:
        InputError: `date` is no day.
    """
    day = parse_date(date)
    splitter = _Splitter(blocks_of(sanitise(text)))
    splitter.run()
    page = sanitise_line(page).strip()
    stem = "-".join(part for part in (day, f"p{page}" if page else "") if part) or "page"
    stem = re.sub(r"[^\w.-]+", "-", stem)
    articles = tuple(
        _article(draft, f"{stem}-{number}", day, source, page)
        for number, draft in enumerate(splitter.drafts, 1)
    )
    return articles, tuple(sorted(splitter.doubts, key=lambda doubt: doubt.line))


class _Splitter:
    """Walks over the blocks of a page and puts each where it belongs."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._asides: list[Block] = []
        self.drafts: list[_Draft] = []
        self.doubts: list[Doubt] = []

    def run(self) -> None:
        """Make the drafts of all articles."""
        index = 0
        while index < len(self._blocks):
            if self._blocks[index].kind == "short":
                index = self._take_short(index)
            else:
                self._take(self._blocks[index])
                index += 1
        for draft in self.drafts:
            self._settle_end(draft)
        if self._asides and not self.drafts:
            self._begin([])
        for block in self._asides:
            self._add_aside(self.drafts[0], block)
        if len(self.drafts) == 1 and any(p.kind == "heading" for p in self.drafts[0].paragraphs):
            self._doubt(self.drafts[0].line, "only one article found; are its headings headlines?")

    def _doubt(self, line: int, message: str, **values: object) -> None:
        self.doubts.append(Doubt(line, Message(message, **values)))

    def _take_short(self, index: int) -> int:
        """Short lines in a row: a headline, or section headings. Returns the index after them."""
        end = index
        while end < len(self._blocks) and self._blocks[end].kind == "short":
            end += 1
        run = list(self._blocks[index:end])
        following = next(
            (b.kind for b in islice(self._blocks, end, None) if b.kind not in _ASIDES), None
        )
        draft = self.drafts[-1] if self.drafts else None
        if draft is None or draft.has_ended or following in _STARTS:
            self._begin(run)
            if following not in _STARTS:
                self._doubt(run[0].line, "taken for a headline, but no byline or dateline follows")
        else:
            self._add_headings(draft, run, is_last=following is None)
        return end

    def _begin(self, run: Sequence[Block]) -> None:
        """Begin an article whose headline is a row of short lines."""
        if not run:
            self.drafts.append(_Draft(1, UNTITLED))
            return
        lines = [block.text for block in run]
        title, subtitle = _parted(lines.pop(_title_index(lines)))
        if subtitle:
            self._doubt(
                run[0].line,
                "one line parted in title and subtitle: {title} | {subtitle}",
                title=title,
                subtitle=subtitle,
            )
        if lines:
            self._doubt(
                run[0].line,
                "of {count} lines one is taken for the title: {title}",
                count=len(run),
                title=title,
            )
        rest = [subtitle, *lines] if subtitle else lines
        self.drafts.append(_Draft(run[0].line, title, " ".join(rest)))

    def _add_headings(self, draft: _Draft, run: Sequence[Block], *, is_last: bool) -> None:
        are_headings = not is_last and len(run) <= 2
        for block in run:
            if not fits_column(block.text):
                self._add_text(draft, block.line, block.text)
                continue
            if draft.last and draft.last.is_open:
                self._mark_cut(draft.last)
            draft.add(_Paragraph(block.line, block.text, "heading" if are_headings else "line"))
            if not are_headings:
                self._doubt(
                    block.line, "a short line that is no section heading: {text}", text=block.text
                )
            elif width(block.text) > _LONG_HEADING and " " not in block.text:
                self._doubt(
                    block.line, "a section heading, or half a paragraph? {text}", text=block.text
                )

    def _take(self, block: Block) -> None:
        """Put a block that is no heading into the article in hand."""
        if not self.drafts:
            if block.kind in _ASIDES:
                self._asides.append(block)
                return
            self._begin([])
            self._doubt(block.line, "the page begins without a headline")
        draft = self.drafts[-1]
        if block.kind in _ASIDES:
            self._add_aside(draft, block)
            return
        words = block.text
        if block.kind in _STARTS:
            words = self._take_start(draft, block)
        elif draft.has_ended:
            self._doubt(block.line, "text after the end of an article, and no headline before it")
            draft.has_ended = False
        if words:
            self._add_text(draft, block.line, words)

    def _take_start(self, draft: _Draft, block: Block) -> str:
        """Byline, dateline or 上接: what is left of the block for the text."""
        if draft.last is None:
            if block.kind == "continued":
                draft.continued_from = continued_from(block.text)
                return block.text
            lead = block.text if block.kind == "byline" else lead_of(block.text)
            draft.byline = f"{draft.byline} {lead}".strip()
            return block.text.removeprefix(lead).strip()
        if block.kind == "byline" and not draft.byline and not draft.is_open:
            draft.byline = block.text
            draft.has_ended = True
            return ""
        self._doubt(block.line, "a byline or dateline amid an article; does another begin here?")
        return block.text

    def _add_text(self, draft: _Draft, line: int, words: str) -> None:
        last = draft.last
        if last and last.is_open and words.startswith(_OPENERS) and last.tail[-1] not in "，、":
            self._mark_cut(last)
        if last and last.is_open and not is_list_item(words):
            last.append(line, words)
        else:
            last = _Paragraph(line, words, "text")
            draft.add(last)
        draft.has_ended = last.is_last

    def _add_aside(self, draft: _Draft, block: Block) -> None:
        self._doubt(
            block.line,
            "a {kind} line, kept as a paragraph: {text}",
            kind=Message(block.kind),
            text=block.text,
        )
        draft.add(_Paragraph(block.line, block.text, "aside"))

    def _mark_cut(self, paragraph: _Paragraph) -> None:
        paragraph.is_cut = True
        self._doubt(
            paragraph.line, "text is missing after “{words}”", words=_last_words(paragraph.tail)
        )

    def _settle_end(self, draft: _Draft) -> None:
        last = draft.last
        if last and is_continued_elsewhere(last.tail):
            last.is_cut = True
        elif last and last.kind == "text" and not last.is_cut and not ends_sentence(last.tail):
            self._mark_cut(last)
        for paragraph in draft.paragraphs:
            text = paragraph.text
            opened = text.count("“") - text.count("”")
            if opened:
                self._doubt(
                    paragraph.line,
                    "quotation marks are opened and not closed; is text missing?"
                    if opened > 0
                    else "quotation marks are closed and not opened; is text missing?",
                )


def _title_index(lines: Sequence[str]) -> int:
    """Which line of a headline is the title: 引题, 主题, 副题 stand in this order.

    Of two lines the first, unless it is a mere label (`记者调查`).
    """
    if len(lines) == 2:
        return 1 if len(lines[0]) <= _LONGEST_LABEL < len(lines[1]) else 0
    return min(1, len(lines) - 1)


def _parted(headline: str) -> tuple[str, str]:
    """A headline of two parts with a blank between: title and subtitle."""
    for place, character in enumerate(headline):
        if character in " 　" and headline[place - 1] not in "：:":
            title, subtitle = headline[:place].strip(), headline[place:].strip()
            if _chinese_characters(title) >= 4 and _chinese_characters(subtitle) >= 4:
                return title, subtitle
    return headline, ""


def _chinese_characters(words: str) -> int:
    return sum("\u4e00" <= character <= "\u9fff" for character in words)


def _last_words(tail: str) -> str:
    """The last words of a paragraph, from its last mark on."""
    start = max(len(tail) - _LONGEST_CUT, 0)
    for place in range(len(tail) - _SHORTEST_CUT - 1, start, -1):
        if tail[place] in _SENTENCE_MARKS:
            start = place + 1
            break
    return tail[start:].lstrip("”’」』").strip()


def _cut_after(paragraphs: Sequence[_Paragraph], body: str) -> tuple[str, ...]:
    """The words before each place where text is missing, where they stand once in the body."""
    cut = [paragraph for paragraph in paragraphs if paragraph.is_cut][:MAX_CUTS]
    words = dict.fromkeys(sanitise_line(_last_words(paragraph.tail)) for paragraph in cut)
    return tuple(word for word in words if word and body.count(word) == 1)


def _article(draft: _Draft, name: str, day: str, source: str, page: str) -> Article:
    texts = [paragraph.text for paragraph in draft.paragraphs]
    body = "\n\n".join(texts)
    headings = []
    position = 0
    for paragraph, text in zip(draft.paragraphs, texts, strict=True):
        if paragraph.kind == "heading":
            headings.append((position, position + len(text)))
        position += len(text) + 2
    return Article(
        id=name,
        title=sanitise_line(draft.title),
        body=body,
        date=day,
        subtitle=sanitise_line(draft.subtitle),
        byline=sanitise_line(draft.byline),
        source=sanitise_line(source).strip(),
        page=page,
        continued_from=draft.continued_from,
        cut_after=_cut_after(draft.paragraphs, body),
        headings=tuple(headings),
    )
