"""Days of publication: 30日发布的民调, 25日称. The day is of the news, not of its figures."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.clauses import clause_end

DAILY = (
    "day",
    "days",
    "day_before",
    "day_word",
    "bare_day",
    "same_day",
    "day_after",
    "weekday",
    "day_of_this_month",
    "iso_day",
)
"""Shapes that name days, on which things happen or are published."""
# At a meeting of that day, which the next clause quotes: 31日召开的座谈会上，他表示.
_MEETING = re.compile(r"[^，。；：\d]{0,10}[开行]的[^，。；：\d]{1,20}[会坛]议?上，")


@cache
def _published() -> re.Pattern[str]:
    """Verbs whose day is the day of the news, not of the figure."""
    return re.compile(
        r"发布(?!会)|(?:举行|召开|举办)[^，。；]{0,12}(?:发布会|吹风会|记者会|通气会)|公布|表示|(?<![名简号堪对人])称(?![号谓职为赞])|"
        r"(?<![小传解])说(?!明会)|报道|获悉|了解到|介绍|通报(?!的)|透露|指出|印发|宣布|发表|声明|"
        r"[举召][行开办][^，。；\d]{0,12}(?:发布会|吹风会|记者会|通气会)(?=，|$)|"
        r"数据显示|消息|预测|强调|出台|公告|下发|答记者问|承认|证实|确认(?=，|$)|披露|否认|警告(?!性)|测算"
    )


@cache
def _counts_after() -> re.Pattern[str]:
    """发布了2份报告: what is published is what is counted."""
    return re.compile(r"了?(?:\d(?!\d{3}年)|[两三四五六七八九十]{1,3}[个项份批篇部件起条名类])")


def is_published(text: str, at: int, limit: int) -> bool:
    """Whether the clause after a day tells of publishing; a day that is a clause of its own
    looks one further.
    """
    stop = clause_end(text, at + 1 if text[at : at + 1] in "，,：" else at, min(limit, at + 60))
    if "报告新增" in text[at:stop]:
        return False
    if _MEETING.match(text, at):
        stop = clause_end(text, min(stop + 1, limit), min(limit, stop + 60))
    told = _published().search(text, at, stop)
    return told is not None and _counts_after().match(text, told.end()) is None
