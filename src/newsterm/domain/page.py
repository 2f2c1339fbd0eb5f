"""A newspaper page, as the layout program gives it out, split into its articles.

An article begins at a headline: one short line or more without a stop, and right after them a
byline, `本报讯`, a dateline, or `(上接1版)`. Any other short line is a section heading. A paragraph
without a stop goes on in the next one, because its column ended; where a headline or a section
heading comes next, its end is missing. Captions that stand in between are set after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsterm.domain.article import Article, parse_date
from newsterm.domain.page_lines import (
    Block,
    blocks_of,
    continued_from,
    ends_sentence,
    is_continued_elsewhere,
    is_fragment,
    is_list_item,
    joined,
    lead_of,
)
from newsterm.domain.text import sanitise, sanitise_line

UNTITLED = "（无题）"
"""Title of what begins without a headline."""

_STARTS = ("byline", "lead", "continued")
# Words that begin a paragraph and hardly ever go on in one.
_OPENERS = ("据悉，", "据了解，", "此外，", "另外，", "值得一提的是，")
_SENTENCE_MARKS = "。！？；，：、"
_SHORTEST_CUT = 4
_LONGEST_CUT = 24


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that the rules can't be sure of, for a person to look at."""

    line: int
    """1-based line of the page."""
    message: str


@dataclass(slots=True)
class _Paragraph:
    line: int
    """Line of its last piece."""
    text: str
    is_heading: bool = False
    is_aside: bool = False
    """A caption or the page's own words: stands beside the text, not in it."""
    is_cut: bool = False


@dataclass(slots=True)
class _Draft:
    line: int
    title: str
    subtitle: str = ""
    byline: str = ""
    continued_from: str = ""
    paragraphs: list[_Paragraph] = field(default_factory=list)
    has_ended: bool = False

    def last(self) -> _Paragraph | None:
        """The last paragraph of the running text."""
        return next((p for p in reversed(self.paragraphs) if not p.is_aside), None)


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
    stem = "-".join(part for part in (day, f"p{page}" if page else "") if part) or "page"
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
        if len(self.drafts) == 1 and any(p.is_heading for p in self.drafts[0].paragraphs):
            self._doubt(self.drafts[0].line, "only one article found; are its headings headlines?")

    def _doubt(self, line: int, message: str) -> None:
        self.doubts.append(Doubt(line, message))

    def _take_short(self, index: int) -> int:
        """Short lines in a row: a headline, or section headings. Returns the index after them."""
        end = index
        while end < len(self._blocks) and self._blocks[end].kind == "short":
            end += 1
        run = list(self._blocks[index:end])
        following = next(
            (b.kind for b in self._blocks[end:] if b.kind not in ("caption", "furniture")), None
        )
        draft = self.drafts[-1] if self.drafts else None
        if draft and self._goes_on(draft) and is_fragment(run[0].text):
            self._take(run.pop(0))
        if not run:
            return end
        if draft is None or draft.has_ended or following in _STARTS:
            self._begin(run)
            if following not in _STARTS:
                self._doubt(run[0].line, "taken for a headline, but no byline or dateline follows")
        else:
            self._add_headings(draft, run, is_last=following is None)
        return end

    def _begin(self, run: Sequence[Block]) -> None:
        """Begin an article; the first line of its headline is the title, others the subtitle."""
        if not run:
            self.drafts.append(_Draft(1, UNTITLED))
            return
        title, subtitle = _parted(run[0].text)
        if subtitle:
            self._doubt(
                run[0].line, f"one line parted into title and subtitle: {title} | {subtitle}"
            )
        if len(run) > 1:
            self._doubt(run[0].line, "of several lines the first is taken for the title")
        rest = " ".join(part for part in (subtitle, *(block.text for block in run[1:])) if part)
        self.drafts.append(_Draft(run[0].line, title, rest))

    def _add_headings(self, draft: _Draft, run: Sequence[Block], *, is_last: bool) -> None:
        last = draft.last()
        if last and self._goes_on(draft):
            self._mark_cut(last)
        for block in run:
            is_heading = not is_last and len(run) <= 2
            draft.paragraphs.append(_Paragraph(block.line, block.text, is_heading=is_heading))
            if not is_heading:
                self._doubt(block.line, f"a short line that is no section heading: {block.text}")

    def _take(self, block: Block) -> None:
        """Put a block that is no heading into the article in hand."""
        if not self.drafts:
            if block.kind in ("caption", "furniture"):
                self._asides.append(block)
                return
            self._begin([])
            self._doubt(block.line, "the page begins without a headline")
        draft = self.drafts[-1]
        if block.kind in ("caption", "furniture"):
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
        if draft.last() is None:
            if block.kind == "continued":
                draft.continued_from = continued_from(block.text)
                return block.text
            lead = block.text if block.kind == "byline" else lead_of(block.text)
            draft.byline = f"{draft.byline} {lead}".strip()
            return block.text.removeprefix(lead).strip()
        if block.kind == "byline" and not draft.byline and not self._goes_on(draft):
            draft.byline = block.text
            draft.has_ended = True
            return ""
        self._doubt(block.line, "a byline or dateline amid an article; does another begin here?")
        return block.text

    def _add_text(self, draft: _Draft, line: int, words: str) -> None:
        last = draft.last()
        if last and self._goes_on(draft) and not is_list_item(words):
            if words.startswith(_OPENERS) and not last.text.endswith(("，", "、")):
                self._mark_cut(last)
            else:
                last.text, last.line = joined(last.text, words), line
                draft.has_ended = is_continued_elsewhere(last.text)
                return
        draft.paragraphs.append(_Paragraph(line, words))
        draft.has_ended = is_continued_elsewhere(words)

    def _add_aside(self, draft: _Draft, block: Block) -> None:
        self._doubt(block.line, f"a {block.kind} line, kept as a paragraph: {block.text}")
        draft.paragraphs.append(_Paragraph(block.line, block.text, is_aside=True))

    def _goes_on(self, draft: _Draft) -> bool:
        """Whether the last paragraph has no end, so that the next one may go on with it."""
        last = draft.last()
        if last is None or last.is_heading or last.is_cut or is_continued_elsewhere(last.text):
            return False
        return not ends_sentence(last.text) and not last.text.endswith(("：", ":"))

    def _mark_cut(self, paragraph: _Paragraph) -> None:
        paragraph.is_cut = True
        self._doubt(paragraph.line, f"text is missing after “{_tail(paragraph.text)}”")

    def _settle_end(self, draft: _Draft) -> None:
        last = draft.last()
        if last and is_continued_elsewhere(last.text):
            last.is_cut = True
        elif last and not last.is_heading and not last.is_cut and not ends_sentence(last.text):
            self._mark_cut(last)
        for paragraph in draft.paragraphs:
            opened = paragraph.text.count("“") - paragraph.text.count("”")
            if opened:
                which = "opened and not closed" if opened > 0 else "closed and not opened"
                self._doubt(paragraph.line, f"quotation marks are {which}; is text missing?")


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


def _tail(words: str) -> str:
    """The last words of a paragraph, from its last mark on."""
    start = max(len(words) - _LONGEST_CUT, 0)
    for place in range(len(words) - _SHORTEST_CUT - 1, start, -1):
        if words[place] in _SENTENCE_MARKS:
            return words[place + 1 :]
    return words[start:]


def _article(draft: _Draft, name: str, day: str, source: str, page: str) -> Article:
    body = "\n\n".join(paragraph.text for paragraph in draft.paragraphs)
    headings = []
    cuts = []
    position = 0
    for paragraph in draft.paragraphs:
        if paragraph.is_heading:
            headings.append((position, position + len(paragraph.text)))
        if paragraph.is_cut:
            words = _tail(paragraph.text)
            unique = words if body.count(words) == 1 else paragraph.text
            if body.count(unique) == 1:
                cuts.append(unique)
        position += len(paragraph.text) + 2
    return Article(
        id=name,
        title=draft.title,
        body=body,
        date=day,
        subtitle=draft.subtitle,
        byline=draft.byline,
        source=sanitise_line(source).strip(),
        page=sanitise_line(page).strip(),
        continued_from=draft.continued_from,
        cut_after=tuple(dict.fromkeys(cuts)),
        headings=tuple(headings),
    )
