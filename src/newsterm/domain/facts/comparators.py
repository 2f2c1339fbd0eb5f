"""Words that bound a quantity: 约, 超过, 以上, 不到; those that touch it, and those before the
verb.
"""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.tables import table

# Before the number, longest first; they belong to the fact's text when they touch it.
BEFORE = {
    "~": [
        "几乎",
        "约为",
        "大约",
        "大概",
        "大致",
        "将近",
        "逼近",
        "接近",
        "几近",
        "约合",
        "约",
        "近",
    ],
    ">": table(
        """
        超过了 突破了 已超过 超过 突破 超出 高于 多于 大于 不止 逾 超 破
        """
    ),
    ">=": table(
        """
        不低于 不少于 不小于 不短于 不得低于 不得少于 不能低于 不能少于 不应低于 不应少于
        至少 最少 起码 不下 站稳 站上
        """
    ),
    "<=": table(
        """
        不超过 不高于 不多于 不大于 不得超过 不得高于 不能超过 不应超过 不会超过 不可超过 不宜超过
        没有超过 至多 最多不超过
        """
    ),
    "<": ["不足", "不到", "低于", "少于", "小于", "未满", "不满", "未达", "不及", "跌破"],
}
# After the unit (or before it: 近百人左右), touching.
AFTER = {
    "~": ["左右", "上下", "前后", "许"],
    ">=": ["及以上", "以上", "之上", "起步"],
    ">": ["有余", "出头", "开外", "还多", "多"],
    "<=": ["以内", "之内", "及以下", "以下", "之下", "封顶"],
}
# A character before 近, 约, 超, 破 or 过 that makes it part of another word (附近, 节约, 高超).
WORD_ENDS = {
    "近": "附最临邻靠远贴亲逼新就切相晚接将几",
    "约": "节条公合签预特契违履纽制集邀简相续毁里隐依租守缔盟爽赴婚密",
    "超": "高反赶英中西德意法女男",
    "破": "打爆侦识看告冲残连",
    "低于": "不", "高于": "不", "少于": "不", "多于": "不", "大于": "不", "小于": "不",
    "超过": "不",
}  # fmt: skip


@cache
def _before() -> re.Pattern[str]:
    words = sorted((word for words in BEFORE.values() for word in words), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?:了)?$")


@cache
def _after() -> re.Pattern[str]:
    words = sorted((word for words in AFTER.values() for word in words), key=len, reverse=True)
    return re.compile(rf"(?!许[可多愿诺])(?:{'|'.join(words)})")


@cache
def _sign() -> dict[str, str]:
    return {
        word: sign for table in (BEFORE, AFTER) for sign, words in table.items() for word in words
    }


# A bounding word before the verb (约占…的58%, 大概有…): within one clause, the quantity after it.
@cache
def _detached() -> re.Pattern[str]:
    return re.compile(
        r"(?P<word>约|大约|大概|大致|几乎)(?=占|为|有|合|是|需|相当|等于|达|用时|耗时|可|能|重|"
        r"长|高|在|需要|排放|产生|持续|耗资|投入|覆盖|容纳|历时)(?=[^，。；：！？\n]{1,30}$)[^，。；：！？\n\d]{0,24}"
        r"(?:(?:19|20)\d\d年[^，。；：！？\n\d]{1,16})?$"
    )


@cache
def _per() -> re.Pattern[str]:
    """大约每10分钟就有1.5吨: the bound is of the pair."""
    return re.compile(r"(?:约|大约|大概)每[^，。；：！？\n]{1,10}就?有$")


@cache
def _of_whole() -> re.Pattern[str]:
    """按不超过投资额的20%: the bound stands before the whole of a share."""
    return re.compile(
        r"(?P<word>不超过|不低于|不少于|不得超过|不得低于|至少|最少|超过|超|不足|不到|未达|不及)占?"
        r"(?P<whole>[^，。；：！？\n\d]{2,16}的|世界|全球|全国|全省|全市)$"
    )


# What a share is compared with, not the whole it is of: 超过去年同期的5%.
_IS_BASE = re.compile(r"同期|去年|上年|年|月|平均|水平|预期|市场")


# A short verb (至少造成3人死亡, 大约持续两个月): no numerals, no 的.
_VERB = r"(?:(?![的一二两三四五六七八九十百千万亿半第每])[\u4e00-\u9fff]){1,5}"


@cache
def _before_verb() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>至少|最少|起码|大约|大概|大致){_VERB}$")


@cache
def _detached_other() -> re.Pattern[str]:
    return re.compile(
        r"(?P<word>至少|不少于|不低于|最少|不超过|至多|不足|不到|已超|超过|突破(?!到)|近|超)(?:有|"
        r"需要?|达到?|了|为|要|是|占|到)$"
    )


def before(text: str, start: int, floor: int) -> tuple[int, str]:
    """Where the bounding word that touches `text[start]` begins, and its comparator; (start, "")
    for none.
    """
    window = text[max(floor, start - 6) : start]
    match = _before().search(window)
    if match is None:
        return start, ""
    word = match[0].removesuffix("了") if match[0] not in _sign() else match[0]
    begin = start - len(match[0])
    if text[begin - 1 : begin] and text[begin - 1] in WORD_ENDS.get(word, "") and begin > floor:
        return start, ""
    return begin, _sign()[word]


def after(text: str, end: int) -> tuple[int, str]:
    """Where the bounding word after a unit ends, and its comparator; (end, "") for none."""
    match = _after().match(text, end)
    return (end, "") if match is None else (match.end(), _sign()[match[0]])


def detached(text: str, start: int, floor: int) -> str:
    """The comparator of a bounding word that stands before the verb of the clause; "" for none."""
    window = text[max(floor, start - 30) : start]
    match = _detached().search(window)
    if match is not None:
        at = match.start()
        if not (at and window[at - 1] in WORD_ENDS["约"] and match["word"] == "约"):
            return "~"
    if _per().search(window):
        return "~"
    match = _of_whole().search(window)
    if match is not None and not _IS_BASE.search(match["whole"]):
        return _other_sign(window, match)
    match = _before_verb().search(window)
    if match is not None:
        return _sign()[match["word"]]
    match = _detached_other().search(window)
    return _other_sign(window, match) if match is not None else ""


def _other_sign(window: str, match: re.Match[str]) -> str:
    word = match["word"].removeprefix("已")
    if match.start() and window[match.start() - 1] in WORD_ENDS.get(word, ""):
        return ""
    return _sign().get(word, "")
