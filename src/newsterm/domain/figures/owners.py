"""Whose figure it is: the country, region or group of countries that owns an indicator.

In Chinese news the owner stands before what is measured (`上海社会消费品零售总额`), or it is told
once, at the head of a clause, and holds for the figures after it (`上海实现…4611亿元，同比增长…`).
The whole country (`全国`, `我国`, `中国`) and nobody at all are one owner, the empty text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsterm.domain.figures.indicator_key import COUNTRIES, NATION, PLACES, PROVINCES, WHOLES

_NATION = ("全国", "我国", "中国", "国内", "我们国家")
# What follows a short name in the long one, cut off.
_LONG = "(?:维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|省|市|地区|全省|全市)?"
_LISTED = "|".join(sorted((*PROVINCES, *PLACES, *WHOLES, *COUNTRIES), key=len, reverse=True))
# 浙江省, but also a place that no table knows: 江阴市, 五常市. What only ends like one is none.
_UNLISTED = (
    "[一-龥]{1,3}(?<![城都超门股上楼夜集菜全本该各])(?:省|市|自治州|自治县|县)(?![场民值面政])"
)
# Names of bodies that begin with a country's: their figures are their own.
_NOT_NATION = (
    "(?!银行|移动|电信|联通|石油|石化|海油|中车|铁路|人民|科学院|气象|红十字|建筑|船舶|航天|航空|工商"
    "|农业银行|建设银行|汽车工业协会|国际)"
)
_OWNER = re.compile(
    f"(?:(?P<nation>{'|'.join(_NATION)})(?!生产总值){_NOT_NATION}"
    f"|(?P<listed>{_LISTED}){_LONG}|(?P<unlisted>{_UNLISTED}))"
)
# Two owners side by side own nothing alone.
_JOINED = re.compile("[和与及、至到—-]")
# What may stand between the head of a clause and the owner: when.
_TIME = (
    "(?:(?:截至|截止|到)?(?:今年|去年|明年|当年|[0-9]{4}年)(?:以来|底|末)?"
    "|上半年|下半年|全年|前?[一二三四1-4](?:个)?季度|[0-9]{1,2}(?:[—–~至到-][0-9]{1,2})?月份?"
    "|前[0-9两三四五六七八九十]{1,2}个?月|目前|此前|其中|同期|数据显示|最新|据)"
)
_CLAUSE_OWNER = re.compile(
    f"(?:^|[。；！？，：（“])(?:{_TIME}(?:底|末)?，?){{0,3}}{_OWNER.pattern}(?![和与及、至到—等-])"
)
_MAX_LOOK_BACK = 400


def owner_at_start(text: str) -> tuple[str | None, str]:
    """The owner that a noun phrase begins with, and the rest of it; None where it names nobody.

    `上海市社会消费品零售总额` is `上海` and `社会消费品零售总额`; `全国粮食产量` is `NATION`'s.
    """
    owner: str | None = None
    while (match := _OWNER.match(text)) and match.end() < len(text):
        rest = text[match.end() :]
        if _JOINED.match(rest):
            break
        found = _named(match)
        if owner and found and found != owner:
            break  # 中国对美国…: the second is no owner but a partner
        owner = found or owner or NATION
        text = rest
    return owner, text


@lru_cache(maxsize=512)
def _paragraph_owner(words: str) -> str | None:
    found = None
    for match in _CLAUSE_OWNER.finditer(words):
        found = _named(match)
    return found


def owner_before(body: str, offset: int) -> str:
    """The owner that was named last before a place, at the head of a clause of its paragraph.

    Where the paragraph names none, the short heading right above it may. At most 400 characters
    are looked at.
    """
    start = body.rfind("\n", 0, offset) + 1
    found = _paragraph_owner(body[max(start, offset - _MAX_LOOK_BACK) : offset])
    if found is not None:
        return found
    above = body[:start].rstrip()
    heading = above[above.rfind("\n") + 1 :]
    if 0 < len(heading) <= 40 and not heading.endswith(("。", "！", "？", "”")):
        match = _OWNER.match(heading)
        if match and not _JOINED.match(heading[match.end() :]):
            return _named(match)
    return NATION


def _named(match: re.Match[str]) -> str:
    if match["nation"]:
        return NATION
    return match["listed"] or match["unlisted"]
