"""The lines of a newspaper page dump: wrapped ones joined, each told for what it is by itself.

What a layout program gives out has no marks, only habits: a headline is short and ends in no
stop, a byline names its office, a paragraph ends in a stop unless its column ended first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

Kind = Literal["byline", "lead", "continued", "caption", "furniture", "short", "text"]

MAX_SHORT = 100
"""Widest headline or section heading, in cells: 50 Chinese characters."""
MAX_COLUMN_HEADING = 48
"""Widest part of a section heading between blanks, in cells: it has to fit one column."""
MAX_COLUMN = 80
"""Widest line of a dump that is broken where the columns break, in cells."""
MIN_WRAPPED = 4
"""Fewest lines in a row that show whether they are broken so."""


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the page, or the wrapped lines of one paragraph."""

    line: int
    """1-based line on which it begins."""
    text: str
    kind: Kind


_ROLE = "(?:记者|通讯员|实习生|评论员|撰稿人?|供稿|作者)"
_OFFICE = "(?:本报|本刊|本网|新华社|中新社|人民日报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|晨报))"
_RANK = "(?:首席|特约|见习|实习|特派|全媒体|驻[\u4e00-\u9fff]{2,4})"
_BYLINE = re.compile(
    rf"[□■◎●○（(文图/ ]{{0,4}}(?:{_OFFICE}{_RANK}?{_ROLE}|{_RANK}?{_ROLE}(?=[ :：/]))"
    r"[：:/]?(?!文章)[^。；！？，：—《“]{1,40}"
    r"|[Bb][Yy] [A-Z][A-Za-z .,'-]{1,60}"
)
# 本报讯, or a news agency's dateline, with the reporters' names in brackets after it.
_LEAD = re.compile(
    rf"(?:{_OFFICE}讯|据?{_OFFICE}[^。，；！？、()（） ]{{0,16}}(?:日电|电(?=[ 　(（])))"
    rf"[ ]?(?:[(（](?:{_OFFICE})?{_RANK}?{_ROLE}[^()（）。]{{1,40}}[)）])?"
)
_PAGE = "第?[ ]?(?:[A-Z]?[0-9]{1,3}|[一二三四五六七八九十]{1,3}|头)[ ]?版"
_CONTINUED = re.compile(rf"[(（【][ ]?(?:上接|紧接|接)[ ]?({_PAGE})[^()（）【】]{{0,20}}[)）】]")
_TO_BE_CONTINUED = re.compile(rf"[(（【][ ]?下转[ ]?{_PAGE}[^()（）【】]{{0,20}}[)）】]$")
_CAPTION = re.compile(
    r"(?:[ 。（(/：:]|记者|通讯员)[^。，；]{0,20}(?:摄|供图|制图|绘图|摄影报道)[)）]?$"
)
# After the last stop, in brackets: （张三）, （本报记者 张三）, or （见图）.
_REMARK = re.compile(r"[。！？][(（]([^()（）。]{2,30})[)）]$")
_FURNITURE = re.compile(
    "责任?编辑?[：: /]|美编|版式|校对[：: ]|新闻热线|邮编|E-?mail|国内统一"
    "|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日[ ]{0,4}星期[一二三四五六日天]"
)
_LIST_ITEM = re.compile(
    r"[(（]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）、.．](?![0-9])|[①-⑳●■◆▲★·•]|——"
)
# Ends of lines that are part of a sentence still going on.
_GOING_ON = re.compile("[，、；：,;:的]$")
_STARTS_WITHIN = re.compile("[，。、；：！？”’）」』》%,.;:!?)]")
_BRACKETS = ("“”", "‘’", "《》", "（）", "()", "【】")
_NEAR = 8
"""How many characters on each side tell the script."""
_CLOSERS = "”’\"'」』）)】》"


def blocks_of(text: str) -> list[Block]:
    """The page as blocks in order, each with its kind; blank lines are left out.

    `byline`, `lead` (begins with 本报讯 or a dateline), `continued` (begins with 上接…版),
    `caption` (ends in 摄), `furniture` (the page's own: editors, day, telephone), `short` (may be
    a headline or section heading), `text`.
    """
    return [Block(line, words, kind_of(words)) for line, words in _unwrapped(text)]


def kind_of(words: str) -> Kind:
    """What one block looks like by itself."""
    if _CONTINUED.match(words):
        return "continued"
    short = width(words) <= MAX_SHORT
    if short and _FURNITURE.search(words) and not ends_sentence(words):
        return "furniture"
    if width(words) <= 2 * MAX_SHORT and _CAPTION.search(words):
        return "caption"
    if _LEAD.match(words):
        return "lead"
    if short and _BYLINE.fullmatch(words):
        return "byline"
    return "short" if short and _may_be_heading(words) else "text"


def _may_be_heading(words: str) -> bool:
    if _STARTS_WITHIN.match(words) or _LIST_ITEM.match(words):
        return False
    if re.search("[。；]|[.!?] [A-Z]", words) or _GOING_ON.search(words):
        return False
    # Headlines have blanks for commas, unless they are two phrases of one measure.
    phrases = words.rpartition("：")[2].split("，")
    if len(phrases) > 2 or abs(len(phrases[0]) - len(phrases[-1])) > 2:
        return False
    if any(words.count(pair[0]) != words.count(pair[1]) for pair in _BRACKETS):
        return False
    # A question may be a heading; what is said in quotation marks is not.
    return not ends_sentence(words) or (words[-1] in "？！?!" and width(words) <= MAX_SHORT // 2)


def fits_column(words: str) -> bool:
    """Whether short words can be a section heading, which stands in one column."""
    return all(width(part) <= MAX_COLUMN_HEADING for part in words.split())


def ends_sentence(words: str) -> bool:
    """Whether the words end in a stop, with or without closing quotes and brackets after it."""
    bare = words.rstrip(_CLOSERS)
    if bare.endswith("."):
        return not bare[-2:-1].isdigit()
    return bare.endswith(("。", "！", "？", "!", "?", "…")) or _REMARK.search(words) is not None


def is_signed(words: str) -> bool:
    """Whether the words end in their writer's name in brackets, after the stop."""
    remark = _REMARK.search(words)
    return remark is not None and not re.search("[见图表注]", remark[1])


def is_list_item(words: str) -> bool:
    """Whether the words begin with `一、`, `（2）`, `●` or the like."""
    return _LIST_ITEM.match(words) is not None


def lead_of(words: str) -> str:
    """`本报讯(记者 …)` at the beginning of the words, else nothing."""
    match = _LEAD.match(words)
    return match[0].strip() if match else ""


def continued_from(words: str) -> str:
    """`1版` for words that begin with `(上接1版)`, else nothing."""
    match = _CONTINUED.match(words)
    return match[1].replace(" ", "").removeprefix("第") if match else ""


def is_continued_elsewhere(words: str) -> bool:
    """Whether the words end in `(下转…版)`."""
    return _TO_BE_CONTINUED.search(words) is not None


def width(words: str) -> int:
    """Width in cells."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in words)


def blank_between(first: str, second: str) -> str:
    """What to set between two halves that a line's end parted: a blank between western words."""
    if not (first[-_NEAR:] + second[:_NEAR]).isascii() or first.endswith("-"):
        return ""
    in_number = first.rstrip(".,")[-1:].isdigit() and second[:1].isdigit()
    return "" if in_number or second[:1] in "%.,;:!?)" else " "


def _unwrapped(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with the number of its first line."""
    run: list[tuple[int, str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            run.append((number, line))
        else:
            yield from _paragraphs(run)
            run = []


def _paragraphs(run: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Lines without a blank line between them: joined if they all break at one width."""
    widths = [width(line.rstrip()) for _, line in run]
    widest = max(widths, default=0)
    full = [wide >= widest - 4 for wide in widths]
    wrapped = len(run) >= MIN_WRAPPED and widest <= MAX_COLUMN and sum(full) * 5 >= len(run) * 3
    pieces: list[str] = []
    first = 0
    for index, (number, line) in enumerate(run):
        words = line.strip()
        indented = line.startswith(("　", "  ", "\t"))
        if pieces and wrapped and full[index - 1] and not indented:
            pieces.append(blank_between(pieces[-1], words) + words)
            continue
        if pieces:
            yield first, "".join(pieces)
        first, pieces = number, [words]
    if pieces:
        yield first, "".join(pieces)
