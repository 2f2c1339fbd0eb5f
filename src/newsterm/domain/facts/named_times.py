"""Times that name a thing and date no figure: 2020年版, 2024年年会, 期间上映的影片."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.reports import DAILY
from newsterm.domain.facts.shapes import Shape
from newsterm.domain.facts.tables import table

# 今天是世界防治荒漠化日: the day is told of, not what happened on it.
_FESTIVE = re.compile(r"是[^，。；]{2,24}[日节]。")
# 成立于2019年的警队, 始建于1956年: how old a thing is, not when its figures hold.
_FOUNDED = re.compile(r"(?:成立|建成|始建|建|创办|创立|创建|诞生|开业|开通|投产|启用|出生|毕业)于$")
# What is wanted for a holiday is no time: 在满足春运出行需求的同时.
_DEMAND = re.compile(r"[^，。；\d]{0,24}需求(?:的|，)")
# 作为今年联赛的揭幕战，: what a thing is of.
_AS = re.compile(r"[^，。；\d]{1,24}的[^，。；\d]{1,12}，")
# Meetings, fairs, games and campaigns that have a year in their names.
_EVENTS = table(
    """
    年会 论坛 大会 峰会 研讨会 交易会 洽谈会 推介会 博览会 展览会 展会 车展 书展
    航展 服贸会 进博会 广交会 消博会 文博会 数博会 发布会 招聘会 选举 大选 运动会 锦标赛
    世锦赛 大奖赛 公开赛 联赛 世界杯 世界赛 亚洲杯 欧洲杯 奥运会 冬奥会 残奥会
    亚运会 世园会 园博会 全运会 冬运会 大运会 青运会 文化节 艺术节 旅游节 电影节 音乐节 购物节
    国际周 宣传周 活动周 活动月 行动 专项整治 宣传活动 主题活动 春晚 晚会
    文化年 旅游年
    """
)
# A year between such a verb and the thing made known: 发布2024年内容产品.
_MADE_KNOWN = table("发布 发布了 推出 推出了 印发 印发了 出台 出台了 公布 公布了")
_MADE = re.compile(
    r"[^，。；：、\d]{2,20}(?:产品|节目|剧目|片单|名单|清单|目录|方案|规划|计划|形象|作品|案例|榜单|规则|指南|"
    r"通知|政策|奖项)"
    r"(?=[，。；])"
)
# 完成全年预算的15%: what is set for the year.
_OF_YEAR = re.compile(
    r"预算|目标|任务|预期|计划(?![完新投发安实开建再分招改培推筹](?!成率|工率|工数))"
)
# 为全年粮食丰收打下基础: what the year is to bring.
_FOR_YEAR = table("为 对 夯实 奠定 打牢 按照 稳住 “")
# After the name of a five-year plan: the plan is meant, not its years.
_PLAN_ITSELF = (
    *("规划", "纲要", "计划", "总任务", "目标任务"),
    *("重点工程", "重大工程", "重点项目", "重大项目", "国家重点", "国家重大"),
)


@cache
def _qualifier() -> re.Pattern[str]:
    """A relative clause whose time is that of a thing named, not of the figure:
    2018年至2022年期间上映的影片.
    """
    return re.compile(
        r"第\d|期间[^，。；：\d]{1,6}的|(?:开始|启动)的|被[^，。；：\d]{1,10}的|开始[^，。；\d]{0,3}(?:驶|运|建|在)"
    )


@cache
def _named_by() -> re.Pattern[str]:
    """2020年版, 2012年启用的, 2023年“最美工作者”称号: the year names a thing."""
    return re.compile(
        r"度?(?:《|“[^“”\n]{2,20}”(?:称号|先进|荣誉|奖|榜|名单|名录|评选|人物|案例|宣传|主题|系列))|"
        r"[^，。；\d]{0,16}发生的|(?:版|款|产的|级学生)|(?:启用|成立|发布|建成|出生|创办|开通|投产|上映|启动|签署|印发|"
        r"通过|公布|修建|制定|实施|推出|设立|竣工)的"
    )


@cache
def _event() -> re.Pattern[str]:
    """2024年年会, 2024年世界互联网大会今天: the year is part of an event's name."""
    return re.compile(
        rf"[^，。；：、\d]{{0,22}}?(?:{'|'.join(_EVENTS)})"
        r"(?=[”》]?(?:\d|今[天日晚]|昨[天日晚]|在|将|已|正式|于|围绕|开幕|闭幕|启动|收官|结束|刚刚|举行|举办|开赛|上|的|，|。|期间|主题|系列|组委会|执委会|新闻中心|[开闭]幕式))"
    )


@cache
def _relative() -> re.Pattern[str]:
    """三年前种下的: the time of a thing, told before it."""
    return re.compile(
        r"的(?!仅?[\d约近超不仅只逾])|(?!(?:我|他|她|它|公司|当地|这里|全))[^，。；\d]{1,10}的"
    )


def names_thing(text: str, match: re.Match[str], shape: Shape) -> bool:
    """Whether the time expression `match` in `text` is part of what a thing is called or of what
    tells it from others.
    """
    before, end = text[max(0, match.start() - 8) : match.start()], match.end()
    if shape.name in ("day", "day_word", "bare_day") and _FESTIVE.match(text, end):
        return True
    if shape.role == "event":
        return _DEMAND.match(text, end) is not None
    if text.startswith(("赛季", "雪季", "榨季", "学年"), end) or _FOUNDED.search(before):
        return True
    if before.endswith(("临近", "接近", "受", "后至", "以来至")):
        return True
    if shape.name == "year" and _is_of_name(text, match, before):
        return True
    if shape.name == "whole_year" and _OF_YEAR.match(text, end):
        return True
    if shape.name == "whole_year" and not match["year"] and before.endswith(_FOR_YEAR):
        return True
    if before.endswith("作为") and _AS.match(text, end):
        return True
    if shape.name == "plan" and text.startswith(_PLAN_ITSELF, end):
        return True
    if shape.name == "ago" and _relative().match(text, end):
        return True
    if shape.name not in DAILY and _named_by().match(text, end):
        return True
    return _qualifier().match(text, end) is not None or _in_title(text, match.start())


def _is_of_name(text: str, match: re.Match[str], before: str) -> bool:
    """Whether a year stands in the name of an event or of what is made known."""
    if match[0][0].isdigit() and _event().match(text, match.end()):
        return True
    return before.endswith(_MADE_KNOWN) and _MADE.match(text, match.end()) is not None


def _in_title(text: str, at: int) -> bool:
    window = text[max(0, at - 40) : at]
    return window.rfind("《") > window.rfind("》")
