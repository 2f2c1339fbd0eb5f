"""Times that a figure is compared with, and is not of: 较2018年, 为2月份的3倍, 今年以来最高."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.shapes import Shape
from newsterm.domain.facts.tables import table

# What stands right before a comparison base (较2018年, 与去年同期相比), and right after one.
_BEFORE = table(
    """
    占 较 比 同比 相比 相较 相较于 相对于 高于 低于 好于 差于 优于 劣于 快于 慢于 多于 少于 大于
    小于 强于 弱于 早于 晚于 不如 不及 超过 超 恢复到 恢复至 相当于
    """
)
_AFTER = table("同期 基础上 相比 相同 持平 的基础上 平均水平 全年水平 的水平 水平")
_RECORD_AFTER = re.compile(
    r"的?(?:[^，。；]{0,3})?(?:新高|新低|最|首次|首个|第[一二三]|纪录|之最|罕见)"
)
# 是今年以来推动利润增长贡献最大的行业.
_MOST_SINCE = re.compile(r"[^，。；\d]{0,16}最[大高低快好多强严长]的")
# 这是我国今年首个开工的机组: when it was the first of its kind.
_IS = re.compile(r"[是为][^，。；\d]{0,6}$")
_FIRST = re.compile(
    r"(?:以来)?(?:[^，。；\d]{0,6})?(?:首|第[一二三四五六七八九十])[个台条座家批艘架枚例次项]"
)
# 打破今年最高气温纪录: the record stood before.
_RECORD_OF = re.compile(r"的?(?:最|首|单)[^，。；\d]{1,8}[纪记]录")
_TIMES_AFTER = re.compile(
    r"(?:[\d.]{1,9}[万亿]{0,2}[\u4e00-\u9fff]{1,4}|[^，。；\d]{1,8})?的(?:约|近|超过|超)?[\d.两三四五六七八九十]{1,5}多?倍"
)
# 约为2019年的76.6%: the whole of a share.
_WHOLE_BEFORE = ("为", "是", "达", "达到", "约", "近")
_SHARE_AFTER = re.compile(
    r"[^，。；：\d]{0,20}的(?:约|近|超过|超)?(?:\d[\d.]{0,5}%|[一二两三四五六七八九]成|[一二三四五六七八九十]{1,3}分之)"
)
# 较疫情前的2019年春运: a base with what tells of it before.
_BASE_OF = re.compile(r"(?:较|同?比|相较于|高于|低于|超过)[^，。；：\d]{1,5}的$")
# 较世行在今年1月《展望》报告中所预测的: an earlier forecast, named by its time.
_FORECAST_OF = re.compile(r"(?:较|相?比)[^，。；：\d]{0,8}$")
_FORETOLD = re.compile(r"[^，。；]{0,30}?(?:预测|预计|预期|预估|估计)的?")
# 这是自去年10月以来，安理会首次…: since when it was the first.
_THIS_IS = re.compile(r"(?:^|[。，\n])(?:这|此次|这次)?[也还]?是$")


@cache
def _likened() -> re.Pattern[str]:
    """与去年春节假期相比: what a figure is compared with."""
    return re.compile(r"同?比|[^，。；：\d]{1,10}(?:相比|持平|相当)")


@cache
def _turned() -> re.Pattern[str]:
    """由1—2月份下降转为增长: what was, before it turned."""
    return re.compile(r"[^，。；\d]{0,8}(?:转为|变为|转变为|回升至|提高到)")


def is_base(text: str, match: re.Match[str], shape: Shape) -> bool:
    """Whether the time expression `match` in `text` is what a figure is compared with."""
    before, end = text[max(0, match.start() - 8) : match.start()], match.end()
    if before.endswith(_BEFORE) or text.startswith(_AFTER, end):
        return True
    if before.endswith(("由", "从")) and _turned().match(text, end):
        return True
    if before.endswith(("与", "和", "同")) and _likened().match(text, end):
        return True
    if _TIMES_AFTER.match(text, end) or _BASE_OF.search(before):
        return True
    if before.endswith(_WHOLE_BEFORE) and _SHARE_AFTER.match(text, end):
        return True
    if _FORECAST_OF.search(before) and _FORETOLD.match(text, end):
        return True
    return _is_of_record(text, match, shape, before)


def is_record(text: str, end: int) -> bool:
    """Whether a stretch of years that ends at `text[end]` is told only as that of a record:
    是近几年来最好的.
    """
    return _RECORD_AFTER.match(text, end) is not None


def _is_of_record(text: str, match: re.Match[str], shape: Shape, before: str) -> bool:
    """Since when a figure is the highest, or which record it breaks."""
    end, since = match.end(), match[0].endswith("以来")
    if since and (_THIS_IS.search(before) or _MOST_SINCE.match(text, end)):
        return True
    if match[0].endswith("年") and _RECORD_OF.match(text, end):
        return True
    if shape.name == "year" and _IS.search(before) and _FIRST.match(text, end):
        return True
    return (since or shape.role == "window") and _RECORD_AFTER.match(text, end) is not None
