"""Stretches of time: how long something takes, lasts or is early, against when it is."""

from __future__ import annotations

import re

# Before a duration: the verb or noun that says how long something takes, lasts or is early.
_STRONG_BEFORE = re.compile(
    r"(?:历时|用时|耗时|时隔|为期|长达|连续|持续|提前|延长|缩短|推迟|延迟|经过|经历|用了|花了|整整|"
    r"领先(?:[^，。；]{0,4})|坚持|坚守|奋战|只需|仅需|需要|需|仅用|时间|时长|有着|滞留|寿命|"
    r"(?:周期|服务期|建设期|合同期|聘期|刑期)(?:为|是|长|约|达)|"
    r"期限|任期|工期|学制|有效期|保质期|"
    r"监禁|有期徒刑|徒刑|已有|已经|已|了|压缩[至到]|缩短[至到]|早|晚|减少|增加|工作|服务|满|从事)(?:了|达|为|"
    r"到|至|长达|约|近|整整)?$"
)
_WINDOW_AFTER = re.compile(
    r"(?:来|间|前(?!列)|后|内|里|之内|之前|之后|以来|之间|期间|以前|以后|平均|累计|一共|总共|共(?![有同享建])|多来|多前|"
    r"多后|移动|之际)"
)
_WINDOW_BEFORE = re.compile(
    r"(?:近|最近|过去|过去了|未来|今后|(?<![目始幕演动赛战会射飞])前|后|这|每|此前|上|下|头|首|另|接下来|接下来的|每隔|再过|当|随后|"
    r"之后)的?$"
)


# How long ago: 距今10万至1万年.
_SINCE_THEN = re.compile(r"距今(?:[\d.]{1,5}[万亿]?[至到—])?$")
# What went on for a time before the next: 飞行6.5小时后, 需要5天后.
_RAN = re.compile(
    r"(?:飞行|航行|行驶|骑行|步行|徒步|起飞|升空|需要?|用时|耗时|历时)(?:了|大?约|近)?$"
)
# What is measured over a stretch of hours or days: 24小时降水.
_OVER = re.compile(r"(?:最大|累计|平均|总)?(?:降水|降雨|降雪|雨量|雪量|降温|变温|移动|滚动)")


# Days named right before, which the number only sums up: 19日、20日两天, 今（6日）明两天.
_DAYS_NAMED = re.compile(r"(?:\d日|[今昨明]|周末)$")


def is_duration(text: str, start: int, end: int, name: str) -> bool:
    """Whether a stretch of time says how long something takes, lasts or is early, not when
    (近三年, 5年来).
    """
    before = text[max(0, start - 8) : start]
    after = text[end : end + 4]
    strong = _STRONG_BEFORE.search(before) is not None
    if name.endswith(("岁", "课时", "学时", "工时")):
        return True
    if _SINCE_THEN.search(before):
        return False
    if after.startswith("后") and _RAN.search(before):
        return True
    soon = name in ("分钟", "秒", "秒钟") and after.startswith("内")
    if (soon or after.startswith("之内")) and not _WINDOW_BEFORE.search(before):
        return True
    if _WINDOW_AFTER.match(after) and not (strong and after.startswith("内")):
        return strong and not after.startswith(("来", "前", "后", "以来", "间", "之际"))
    if text[start:end].startswith("近") and not strong and "年" in name:
        return after.startswith(("的", "历史"))
    if _WINDOW_BEFORE.search(before) and not strong:
        return False
    if not strong and name in ("小时", "个小时", "天") and _OVER.match(text, end):
        return False
    if name == "天" and _DAYS_NAMED.search(before):
        return False
    if before.endswith(("假期", "长假", "黄金周", "春运", "会期")) and after[:1] not in "的。；":
        return False
    if name.endswith(("小时", "分钟", "秒", "分", "秒钟")):
        return True
    if name in ("年", "周", "星期", "个星期", "载"):
        return strong or after.startswith(("的", "党龄", "工龄", "历史", "坚守", "坚持", "如一日"))
    return True
