"""Times that the words around one figure give it: 分别, 高于2021年的…, 今天开始, 飞行187天."""

from __future__ import annotations

import re

from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.reports import DAILY
from newsterm.domain.facts.standing import FIXED

_STAYED = re.compile(
    r"[^，。；\d]{0,12}(?:在轨|驻留|飞行|停留|滞留|航行|工作|生活)[^，。；\d]{0,6}(?:[2-9]|\d{2,4})(?:天|个月|周)"
)
_SINGLE_DAYS = tuple(shape for shape in DAILY if shape != "days")
_WHOLE = ("year", "within_year", "half", "quarter", "month")
_THAN = ("于", "比", "较", "超过", "不及", "超")


def told_apart(text: str, mentions: list[Mention]) -> list[Mention]:
    """Periods that 分别 gives a value each (一季度、二季度分别增长3.6%、5.1%); empty for none."""
    named = [mention for mention in mentions if mention.role == "when" and mention.period]
    row = named[:1]
    for mention in named[1:]:
        joined = text[row[-1].end : mention.start] in ("、", "和", "与", "及")
        row = [*row, mention] if joined else row if len(row) > 1 else [mention]
    if len(row) < 2:
        return []
    before = re.match(r"，?[^。；，\d]{0,24}分别", text[row[-1].end : row[-1].end + 26])
    return row if before else []


def compared(text: str, mentions: list[Mention], quantity: Quantity) -> str:
    """The period of what the figure before is compared with: 高于2021年的5727万吨."""
    if quantity.unit in ("倍", "番"):
        return ""
    for mention in mentions:
        gap = text[mention.end : quantity.start]
        if mention.role != "base" or mention.end > quantity.start or len(gap) > 3:
            continue
        before = text[max(0, mention.start - 3) : mention.start]
        of_it = gap in ("的", "同期的") and before.endswith(_THAN)
        of_it = of_it and not before.endswith(("相当于", "等于"))
        # 为2月份116亿卢布的3倍, 低于3月增长0.4%的水平, 比2022年达到600亿件提前34天.
        own = gap in ("", "增长", "下降", "达到") and text.startswith(
            ("的", "提前", "推迟"), quantity.end
        )
        if of_it or own:
            return mention.period
    return ""


def from_at(text: str, quantity: Quantity) -> int:
    """Where the 由 or 从 before a quantity stands: what is named after it (由二季度…转为) holds."""
    return max(text.rfind(word, max(0, quantity.start - 12), quantity.start) for word in "由从")


def is_longer(text: str, mention: Mention, quantity: Quantity) -> bool:
    """今天，为期3天的大会: right after the day, and not what begins on it
    (今天开启为期3天的访问).
    """
    days = quantity.unit in ("天", "周", "个月", "年") and quantity.value > 1
    told = text[mention.end : quantity.start].lstrip("，")
    attributive = text.startswith("的", quantity.end)
    whole = told in ("为期", "为期约", "为期近") and attributive
    return days and whole and mention.shape in _SINGLE_DAYS


def outlasts(text: str, mention: Mention, quantity: Quantity) -> bool:
    """Whether a stretch of time is longer than the single day in force, or a count is told of
    for such a stretch: 3名航天员在轨飞行187天.
    """
    if mention.shape not in _SINGLE_DAYS:
        return False
    if quantity.family == "time":
        return quantity.unit in ("天", "周", "个月", "年") and quantity.value > 1
    return _STAYED.match(text, quantity.end) is not None


def named_after(text: str, mention: Mention, quantity: Quantity) -> str:
    """The period named right after the thing counted: 40000多名工人今天开始罢工,
    3艘将在年内交付.
    """
    if quantity.unit in FIXED or mention.role != "when":
        return ""
    lasts = text[max(0, quantity.start - 2) : quantity.start] == "为期"
    reach = 30 if lasts else 12
    between = text[quantity.end : min(mention.start, quantity.end + reach + 4)]
    if mention.start - quantity.end > reach or any(c in between for c in "，。；：！？、"):
        return ""
    within = text[mention.start - 1] == "在" and mention.shape in _WHOLE
    dated = mention.shape in DAILY or "/" in mention.period or within
    return mention.period if dated and (quantity.family != "time" or lasts) else ""
