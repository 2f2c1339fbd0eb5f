"""Line breaking for Chinese and mixed text, by terminal cells.

The break opportunities are those of UAX #14 (Unicode Line Breaking Algorithm, rules LB7 to LB31
as far as news text needs them), tailored for Chinese typesetting: a dash never starts a line
(CLREQ 3.1.6), and a number stays whole with its sign and its unit. Where a piece is wider than the
line the tailoring is given up first, then the rules, but never a grapheme.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import category, east_asian_width

from rich.cells import get_character_cell_size, split_graphemes

# Spaces that hang at the end of a line and give an opportunity after them (SP, and of BA the
# ideographic space).
_SPACES = frozenset(" \u3000")
# CL, CP, EX, IS, NS and closing quotes: never first on a line, not even after a space.
_CLOSING = frozenset(
    "，。、；：？！”’）》〉」』】〗〕］｝〙〛〞〟｠｡｣､･．…‥·"
    "!?,.;:)]}»›‼⁇⁈⁉々〻〼ー・゛゜ゝゞヽヾ゠〜ｰﾞﾟ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    "︐︑︒︓︔︕︖︘︶︸︺︼︾﹀﹂﹄﹈﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞"
)
# SY, HY, BA, B2, PO and signs that belong to what stands before: never first, save after a space.
_TRAILING = frozenset("/-–—―‒‐|%％‰‱℃℉°′″¢￠～‧•\u00ad\u200b")
# OP, PR and opening quotes: never last on a line.
_OPENING = frozenset("“‘（《〈「『【〖〔［｛〘〚〝｟｢([{«‹¿¡︗︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝")
_PREFIX = frozenset("$＄￥¥£￡€￦₩№+±−＃#@\\")
# GL, WJ: no opportunity on either side; so do QU that open and close alike.
_GLUE = frozenset("\u00a0\u202f\u2007\u2011\u2060\ufeff\u200d\u034f\"'")
# Signs after which even a letter or a digit may start the next line.
_BREAK_AFTER = frozenset("，。、；：？！）》〉」』】〗〕］｝—―…‥")
_OPENING_QUOTES = frozenset("“‘«‹")
_CLOSING_QUOTES = frozenset("”’»›")

# Ideographs, kana, Hangul syllables and pictographs (ID, H2, H3, EB): an opportunity on both sides.
_IDEOGRAPHIC = re.compile(
    "[\u2e80-\u2fdf\u3003\u3004\u3006\u3007\u3012\u3013\u3020-\u3029\u3030-\u3034\u3036-\u303a"
    "\u303d-\u303f\u3041-\u3096\u30a1-\u30fa\u30ff\u3105-\u312f\u3131-\u318e\u3190-\u31e3"
    "\u3200-\u4dbf\u4e00-\ua014\ua016-\ua48c\uac00-\ud7a3\uf900-\ufaff\uff01-\uff04\uff06-\uff60\uff66-\uff9d"
    "\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff"
    "\U0001fa70-\U0001faff\U00020000-\U0003fffd]"
)
# Conjoining jamo and skin tones belong to what stands before them (GB6 to GB9).
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb\uac00-\ud7a3]{2}")
_JAMO_LEAD = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_JAMO_TAIL = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")
_SKIN_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")

# Units of more than one character that a number keeps; of any other it keeps one character.
_UNITS = (
    "个百分点|百分点|个小时|个工作日|个月|小时|分钟|周年|年代|年上半年|年下半年|上半年|下半年"
    "|年[一二三四第]季度|年(?=[底初末])[底初末]|月份|季度|平方公里|平方千米|平方米|立方米|公里"
    "|千米|厘米|毫米|公斤|千克|公顷|千瓦时|千瓦|兆瓦|摄氏度|美元|欧元|日元|英镑|港元|人次|人民币"
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_NUMERAL = "[0-9０-９]{1,24}(?:[.,:/．][0-9０-９]{1,24}){0,6}"
_UNIT = f"[多余几]?[十百千万亿]{{0,3}}(?:[多余]?(?:{_UNITS}|{_HAN}))?"
_NUMBER = re.compile(
    # A sign or 第, a number, perhaps the end of a range, then what it counts.
    f"[≥≤<>≈~～+＋±−\\-￥¥$€£第№]?{_NUMERAL}"
    f"(?:[%％‰℃]?(?:[\\-–~～至到]|—{{1,2}})[+−\\-]?{_NUMERAL})?"
    f"(?:[%％‰℃℉°]|{_UNIT})"
    # The same in Chinese numerals.
    "|(?:百分之|第)[零〇一二三四五六七八九十百千万亿两几半点]{1,8}"
    f"|[零〇一二三四五六七八九十百千万亿两几半点]{{2,8}}(?:{_UNITS}|[年月日元个家项倍成亿万吨人])?"
)


class _Widths(dict[str, int]):
    """Cells of one character, looked up once."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = get_character_cell_size(character)
        return cells


_WIDTHS = _Widths()


def wrap(text: str, width: int, indent: int = 0) -> list[tuple[int, int]]:
    """Break one paragraph into lines.

    Args:
        text: the paragraph; a `\\n` in it ends a line, a tab is set as one space.
        width: cells of a line.
        indent: cells that the first line leaves free.

    Returns:
        `(start, end)` for each line, spaces at its end left out. No line is wider than `width`,
        unless a single grapheme is. An empty text has one empty line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for piece in text.replace("\t", " ").split("\n"):
        lines += [
            (start + first, start + last)
            for first, last in _wrap_line(piece, max(1, width), 0 if lines else indent)
        ]
        start += len(piece) + 1
    return lines


def _wrap_line(text: str, width: int, indent: int) -> Iterator[tuple[int, int]]:
    reach = _reach(text)
    if reach[-1] <= width - indent:
        yield 0, len(text.rstrip(" \u3000"))
        return
    kept = _kept_together(text)
    size, start, room = len(text), 0, max(1, width - indent)
    while start < size:
        limit = bisect_right(reach, reach[start] + room) - 1
        after = limit
        while after < size and text[after] in _SPACES:
            after += 1
        if after < size:
            after = _last_break(text, start, after, limit, kept)
        end = after
        while end > start and text[end - 1] in _SPACES:
            end -= 1
        yield start, end
        start, room = after, width


def _reach(text: str) -> list[int]:
    """The cells of `text[:i]` for each i from 0 to its length."""
    if "\u200d" not in text and "\ufe0f" not in text:
        return list(accumulate(map(_WIDTHS.__getitem__, text), initial=0))
    reach = [0]
    for first, last, cells in split_graphemes(text)[0]:
        # Only the end of a cluster is wide: no line can end inside one.
        reach += [reach[-1] + cells] * (last - first)
    return reach


def _kept_together(text: str) -> bytearray:
    """1 at each offset inside a number with its sign and unit."""
    kept = bytearray(len(text) + 1)
    for number in _NUMBER.finditer(text):
        first, last = number.span()
        kept[first + 1 : last] = b"\1" * (last - first - 1)
    return kept


def _last_break(text: str, start: int, after: int, limit: int, kept: bytearray) -> int:
    """Where the next line starts: as late as the best kind of opportunity allows."""
    for offset in range(after, start, -1):
        if not kept[offset] and _may_break(text, start, offset):
            return offset
    for may in (_may_break, _may_break_word):
        for offset in range(after, start, -1):
            if may(text, start, offset):
                return offset
    return _grapheme_break(text, start, limit)


def _may_break(text: str, start: int, offset: int) -> bool:
    """Whether a line that began at `start` may end before `text[offset]`."""
    last, first = text[offset - 1], text[offset]
    if first in _SPACES or first in _CLOSING or _extends(text, start, offset):
        return False
    if last >= "\u0300" and category(last)[0] == "M":  # What counts is the sign below the mark.
        last = _base(text, start, offset - 1)
    if last in _SPACES:
        return _may_break_after_space(text, start, offset)
    if first in _TRAILING or first in _GLUE:
        return False
    if last in _OPENING or last in _PREFIX or last in _GLUE:
        return False
    if first in _OPENING_QUOTES or last in _CLOSING_QUOTES:
        return _may_break_at_quote(text, offset)
    if first in _PREFIX:
        return bool(_IDEOGRAPHIC.match(last)) and last not in _CLOSING
    return bool(
        last in _BREAK_AFTER
        or _IDEOGRAPHIC.match(first)
        or _IDEOGRAPHIC.match(last)
        or (_FLAG_LETTER.match(first) and _FLAG_LETTER.match(last))
    )


def _base(text: str, start: int, offset: int) -> str:
    while offset > start and _extends(text, start, offset):
        offset -= 1
    return text[offset]


def _may_break_after_space(text: str, start: int, offset: int) -> bool:
    if text[offset - 1] == "\u3000" and (text[offset] in _TRAILING or text[offset] in _GLUE):
        return False
    before = offset - 1
    while before > start and text[before] in _SPACES:
        before -= 1
    if text[before] in _SPACES:  # Nothing but spaces: the paragraph's own indent.
        return False
    return not (text[before] in _OPENING or (text[before] == "—" and text[offset] == "—"))


def _may_break_at_quote(text: str, offset: int) -> bool:
    """LB19a: a curly quote is a bracket only where East Asian characters stand on both sides."""
    quote = offset if text[offset] in _OPENING_QUOTES else offset - 1
    before = text[quote - 1] if quote else ""
    behind = text[quote + 1] if quote + 1 < len(text) else ""
    return _is_east_asian(before) and _is_east_asian(behind)


def _is_east_asian(character: str) -> bool:
    return bool(character) and east_asian_width(character) in "FWH"


def _may_break_word(text: str, start: int, offset: int) -> bool:
    """Whether a word too long for a line may be divided here: behind a hyphen or a slash."""
    last, first = text[offset - 1], text[offset]
    if last not in "-/?–" or not first.isalnum() or _extends(text, start, offset):
        return False
    before = text[offset - 2] if offset - 2 >= start else " "
    if first.isdigit():  # LB25: a date or a fraction is one number.
        return last in "/–" and before not in _SPACES and not before.isdigit()
    return before not in _SPACES


def _extends(text: str, start: int, offset: int) -> bool:
    """Whether `text[offset]` belongs to the grapheme before it (UAX #29, GB9 to GB13)."""
    last, first = text[offset - 1], text[offset]
    if first < "\u0300":
        return last == "\u200d"
    if first == "\u200d" or last == "\u200d" or category(first)[0] == "M":
        return True
    if _FLAG_LETTER.match(first):
        letters = 0
        while offset - letters > start and _FLAG_LETTER.match(text[offset - letters - 1]):
            letters += 1
        return letters % 2 == 1
    if _JAMO.match(last + first):
        return bool(_JAMO_LEAD.match(last) or _JAMO_TAIL.match(first))
    return bool(_SKIN_TONE.match(first))


def _grapheme_break(text: str, start: int, limit: int) -> int:
    """The last end of a grapheme at or before `limit`; behind the first one at the least.

    Even here a line begins and ends well, as long as some place in it allows that.
    """
    ends = [
        offset
        for offset in range(limit, start, -1)
        if offset == len(text) or not _extends(text, start, offset)
    ]
    for offset in ends:
        if offset == len(text) or not (
            text[offset] in _CLOSING or text[offset] in _TRAILING or text[offset - 1] in _OPENING
        ):
            return offset
    if ends:
        return ends[0]
    offset = start + 1
    while offset < len(text) and _extends(text, start, offset):
        offset += 1
    return offset
