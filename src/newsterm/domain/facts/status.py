"""Planned or reported: cue words of the clause, the future of the period, and plan documents."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.quantities import Quantity

# Words that put what follows ahead, over the clauses up to the end of the sentence.
AHEAD = [
    "力争",
    "争取",
    "计划",
    "预计",
    "预测",
    "预期",
    "预估",
    "目标",
    "有望",
    "要达到",
    "不得",
    "拟",
    "将达",
    "将达到",
    "将超过",
    "将突破",
    "控制在",
    "规划",
    "应当",
    "应达到",
    "必须",
    "要求",
    "到位后",
    "确保",
    "未来",
    "明年",
    "下一步",
    "今后",
    "即将",
    "将会",
    "还将",
    "也将",
    "都将",
    "并将",
    "必将",
    "均将",
    "将在",
    "将于",
    "将从",
    "将有",
    "将新增",
    "将建",
    "将由",
    "将陆续",
    "将继续",
    "将进一步",
    "将投入",
    "将投资",
    "将为",
    "将按",
    "将压缩",
    "将缩短",
    "将形成",
    "将实现",
    "将完成",
    "将推出",
    "将推动",
    "将开展",
    "将举办",
    "将举行",
    "将启动",
    "将提高",
    "将提升",
    "将增加",
    "将减少",
    "将覆盖",
    "将带动",
    "将再",
    "将对",
    "将向",
    "将全",
    "将每",
    "将首",
    "将派",
    "将涌现",
    "将积极",
    "将开通",
    "将开行",
    "将迎来",
    "将成为",
    "将给",
    "将以",
    "将重点",
    "将持续",
    "将用",
    "将让",
    "将使",
    "将能",
    "将可",
    "将安排",
    "将发行",
    "将发放",
    "将下达",
    "将增至",
    "将升至",
    "将降至",
    "将出现",
    "将是",
    "将与",
    "将同",
    "将来",
    "要建成",
    "要实现",
    "处以",
]
# Words that say it is so or done already, and take back what stood before them.
DONE = [
    "已",
    "目前",
    "截至",
    "如今",
    "现有",
    "现已",
    "完成了",
    "实现了",
    "达到了",
    "了",
    "过去",
    "此前",
    "曾",
    "累计",
    "同比",
    "环比",
]


@cache
def _cue() -> re.Pattern[str]:
    ahead = "|".join(sorted(AHEAD, key=len, reverse=True))
    done = "|".join(sorted(DONE, key=len, reverse=True))
    return re.compile(rf"(?P<ahead>{ahead})|(?P<done>{done})")


_FINE = re.compile(r"处[^，。；]{0,12}$|罚款[^，。；]{0,6}$")


def is_target(
    text: str, sentence: Sentence, quantity: Quantity, period: str, today: str, plan: bool
) -> bool:
    """Whether a quantity is planned, required, capped or forecast.

    Args:
        period: the period in force; one after the article's day makes a target.
        plan: whether the paragraph tells the contents of a plan.
    """
    begin = max(sentence.start, quantity.start - 120)
    last = None
    for match in _cue().finditer(text, begin, quantity.start):
        last = match
    if last is not None:
        return last["ahead"] is not None
    if _is_ahead(period, today):
        return True
    if _FINE.search(text[max(sentence.start, quantity.start - 16) : quantity.start]):
        return True
    if "以内" in text[quantity.start : quantity.end] and "控制" in text[begin : quantity.start]:
        return True
    return plan


def _is_ahead(period: str, today: str) -> bool:
    if not period or not today:
        return False
    last = period.partition("/")[2] or period
    if "H" in last or "Q" in last:
        return last[:4] > today[:4]
    return last > today[: len(last)]
