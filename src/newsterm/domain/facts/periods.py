"""Time expressions: where they stand in a text, what period they name, and what part they play.

The shapes are in `shapes`, what each names in `resolvers`; this module finds them and tells
comparison
bases, days of publication and qualifiers from the time at which something holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from newsterm.domain.facts.clauses import clause_end
from newsterm.domain.facts.resolvers import Context
from newsterm.domain.facts.shapes import SHAPES, Shape
from newsterm.domain.facts.tables import table


@dataclass(frozen=True, slots=True)
class Mention:
    """One time expression at `text[start:end]`."""

    start: int
    end: int
    period: str
    """What it names; empty for one that names nothing (`近日`)."""
    shape: str
    role: str = "when"
    """`when`, `window` (近三年), `until` (截至…), `base` (较2018年), `published` (30日称), `now`
    (目前).
    """


# What stands right before a comparison base (较2018年, 与去年同期相比), and right after one.
_BASE_BEFORE = (
    "占",
    "较",
    "比",
    "同比",
    "相比",
    "相较",
    "相较于",
    "相对于",
    *table(
        "高于 低于 好于 差于 优于 劣于 快于 慢于 多于 少于 大于 小于 强于 弱于 早于 晚于 不如 不及"
    ),
    "超过",
    "超",
    "恢复到",
    "恢复至",
    "相当于",
)
_BASE_AFTER = (
    "同期",
    "基础上",
    "相比",
    "相同",
    "持平",
    "的基础上",
    "平均水平",
    "全年水平",
    "的水平",
    "水平",
)
_RECORD_AFTER = re.compile(
    r"的?(?:[^，。；]{0,3})?(?:新高|新低|最|首次|首个|第[一二三]|纪录|之最|罕见)"
)
# 是今年以来推动利润增长贡献最大的行业.
_MOST_SINCE = re.compile(r"[^，。；\d]{0,16}最[大高低快好多强严长]的")
# 打破今年最高气温纪录: the record stood before.
_RECORD_OF = re.compile(r"的?(?:最|首|单)[^，。；\d]{1,8}[纪记]录")
_TIMES_AFTER = re.compile(
    r"(?:[\d.]{1,9}[万亿]{0,2}[\u4e00-\u9fff]{1,4})?的(?:约|近|超过|超)?[\d.两三四五六七八九十]{1,5}多?倍"
)
# 约为2019年的76.6%: the whole of a share.
_WHOLE_BEFORE = ("为", "是", "达", "达到", "约", "近")
_SHARE_AFTER = re.compile(
    r"[^，。；：\d]{0,20}的(?:约|近|超过|超)?(?:\d[\d.]{0,5}%|[一二两三四五六七八九]成|[一二三四五六七八九十]{1,3}分之)"
)
# 持续到10月15日: the day is ahead.
_LASTS = re.compile(r"(?:持续|延续|延长|延至|开放|展出|一直|推迟)(?:到|至)$")
# 较疫情前的2019年春运: a base with what tells of it before.
_BASE_OF = re.compile(r"(?:较|同?比|相较于|高于|低于|超过)[^，。；：\d]{1,5}的$")
# 较世行在今年1月《展望》报告中所预测的: an earlier forecast, named by its time.
_FORECAST_OF = re.compile(r"(?:较|相?比)[^，。；：\d]{0,8}$")
_FORETOLD = re.compile(r"[^，。；]{0,30}?(?:预测|预计|预期|预估|估计)的?")
# At a meeting of that day, which the next clause quotes: 31日召开的座谈会上，他表示.
_MEETING = re.compile(r"[^，。；：\d]{0,10}[开行]的[^，。；：\d]{1,20}[会坛]议?上，")
# 今天是世界防治荒漠化日: the day is told of, not what happened on it.
_FESTIVE = re.compile(r"是[^，。；]{2,24}[日节]。")
# 这是自去年10月以来，安理会首次…: since when it was the first.
_THIS_IS = re.compile(r"(?:^|[。，\n])(?:这|此次|这次)?[也还]?是$")
# What is wanted for a holiday is no time: 在满足春运出行需求的同时.
_DEMAND = re.compile(r"[^，。；\d]{0,24}需求(?:的|，)")
# Meetings, fairs, games and campaigns that have a year in their names.
_EVENTS = table(
    """
    年会 论坛 大会 峰会 研讨会 交易会 洽谈会 推介会 博览会 展览会 展会 车展 书展
    航展 服贸会 进博会 广交会 消博会 文博会 数博会 发布会 招聘会 选举 大选 运动会 锦标赛
    世锦赛 大奖赛 公开赛 联赛 世界杯 世界赛 亚洲杯 欧洲杯 奥运会 冬奥会 残奥会
    亚运会 全运会 冬运会 大运会 青运会 文化节 艺术节 旅游节 电影节 音乐节 购物节
    国际周 宣传周 活动周 活动月 行动 专项整治 宣传活动 主题活动 春晚 晚会
    文化年 旅游年
    """
)
# A year between such a verb and the thing made known: 发布2024年内容产品.
_MADE_KNOWN = (
    "发布",
    "发布了",
    "推出",
    "推出了",
    "印发",
    "印发了",
    "出台",
    "出台了",
    "公布",
    "公布了",
)
_MADE = re.compile(
    r"[^，。；：、\d]{2,20}(?:产品|片单|名单|清单|目录|方案|规划|计划|形象|作品|案例|榜单|规则|指南|"
    r"通知|政策|奖项)"
    r"(?=[，。；])"
)
# After the name of a five-year plan: the plan is meant, not its years.
_PLAN_ITSELF = (
    *("规划", "纲要", "计划", "总任务", "目标任务"),
    *("重点工程", "重大工程", "重点项目", "重大项目", "国家重点", "国家重大"),
)
_UNTIL = ("截至", "截止", "截止到", "北京时间", "截至到", "截至当地时间", "截至北京时间")

DAILY = (
    "day",
    "days",
    "day_before",
    "day_word",
    "bare_day",
    "same_day",
    "day_after",
    "day_of_this_month",
    "iso_day",
)
"""Shapes that name days, on which things happen or are published."""


@cache
def _published() -> re.Pattern[str]:
    """Verbs whose day is the day of the news, not of the figure."""
    return re.compile(
        r"发布(?!会)|公布|表示|(?<![名简号堪对人])称(?![号谓职为赞])|"
        r"(?<![小传解])说(?!明会)|报道|获悉|了解到|介绍|通报(?!的)|透露|指出|印发|宣布|发表|声明|"
        r"数据显示|消息|预测|强调|出台|公告|下发|答记者问|承认|证实|披露|否认|警告(?!性)|测算"
    )


@cache
def _counts_after() -> re.Pattern[str]:
    """发布了2份报告: what is published is what is counted."""
    return re.compile(r"了?(?:\d(?!\d{3}年)|[两三四五六七八九十]{1,3}[个项份批篇部件起条名类])")


@cache
def _future() -> re.Pattern[str]:
    return re.compile(r"将|(?<=[日月年])起|计划|预计|力争|(?<!模)拟|有望|定于")


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
        r"(?=[”》]?(?:\d|今[天日晚]|昨[天日晚]|在|将|于|围绕|开幕|闭幕|启动|收官|结束|刚刚|举行|举办|开赛|上|的|，|。|期间|主题|系列|组委会|执委会|新闻中心|[开闭]幕式))"
    )


@cache
def _relative() -> re.Pattern[str]:
    """三年前种下的: the time of a thing, told before it."""
    return re.compile(r"的(?![\d约近超])|(?!(?:我|他|她|它|公司|当地|这里|全))[^，。；\d]{1,10}的")


@cache
def _likened() -> re.Pattern[str]:
    """与去年春节假期相比: what a figure is compared with."""
    return re.compile(r"同?比|[^，。；：\d]{1,10}(?:相比|持平|相当)")


@cache
def _turned() -> re.Pattern[str]:
    """由1—2月份下降转为增长: what was, before it turned."""
    return re.compile(r"[^，。；\d]{0,8}(?:转为|变为|转变为|回升至|提高到)")


@cache
def _compiled() -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    return tuple((shape, re.compile(shape.pattern)) for shape in SHAPES)


def find(
    text: str, start: int, end: int, today: date | None, year: int | None, day: str = ""
) -> list[Mention]:
    """The time expressions of one sentence, `text[start:end]`, in order and not overlapping.

    Args:
        today: the article's day; None leaves what needs it without a period.
        year: the year named last in the paragraph, for months and 当年 without one.
        day: the day named last in the sentences before, for 当天 and 次日.
    """
    matches = _matches(text, start, end)
    mentions: list[Mention] = []
    future = bool(matches) and _future().search(text, start, end) is not None
    last = ""
    for shape, match in matches:
        onward = future or _LASTS.search(text, max(start, match.start() - 6), match.start())
        period = shape.resolve(match, Context(today, year, last, bool(onward), day))
        role = _role(text, match, shape, end)
        if mentions and mentions[-1].role == "base" and role == "when":
            joined = text[mentions[-1].end : match.start()] in ("、", "和", "与", "及", "或")
            role = "base" if joined else role
        mentions.append(Mention(match.start(), match.end(), period, shape.name, role))
        if period and role != "base":
            last = period.partition("/")[2] or period
            if role != "published":
                year = int(last[:4])
    return mentions


def _matches(text: str, start: int, end: int) -> list[tuple[Shape, re.Match[str]]]:
    """The leftmost longest matches of all shapes, the earlier shape where two are alike."""
    sentence = text[start:end]
    found: list[tuple[int, int, int, Shape, re.Match[str]]] = []
    for order, (shape, pattern) in enumerate(_compiled()):
        if any(word in sentence for word in shape.needs):
            for match in pattern.finditer(text, start, end):
                found.append((match.start(), -match.end(), order, shape, match))
    found.sort(key=lambda row: row[:3])
    kept, reached = [], start
    for begin, negative_end, _, shape, match in found:
        if begin >= reached:
            kept.append((shape, match))
            reached = -negative_end
    return kept


def _role(text: str, match: re.Match[str], shape: Shape, limit: int) -> str:
    before = text[max(0, match.start() - 8) : match.start()]
    if shape.role in ("now", "clock"):
        return shape.role
    if shape.name in ("day", "day_word", "bare_day") and _FESTIVE.match(text, match.end()):
        return "qualifier"
    if shape.role == "event" and _DEMAND.match(text, match.end()):
        return "qualifier"
    if shape.role == "event":
        return "clock" if before.endswith("年") else "event"
    if before.endswith(("由", "从")) and _turned().match(text, match.end()):
        return "base"
    if before.endswith(_BASE_BEFORE) or text.startswith(_BASE_AFTER, match.end()):
        return "base"
    if _TIMES_AFTER.match(text, match.end()):
        return "base"
    if before.endswith(_WHOLE_BEFORE) and _SHARE_AFTER.match(text, match.end()):
        return "base"
    if _BASE_OF.search(before):
        return "base"
    if _FORECAST_OF.search(before) and _FORETOLD.match(text, match.end()):
        return "base"
    if before.endswith(("与", "和", "同")) and _likened().match(text, match.end()):
        return "base"
    if before.endswith(("临近", "接近", "受", "后至", "以来至")):
        return "qualifier"
    if match[0].endswith("以来") and _THIS_IS.search(before):
        return "base"
    if match[0].endswith("以来") and _MOST_SINCE.match(text, match.end()):
        return "base"
    if match[0].endswith("年") and _RECORD_OF.match(text, match.end()):
        return "base"
    if (shape.role == "window" or match[0].endswith("以来")) and _RECORD_AFTER.match(
        text, match.end()
    ):
        return "base"
    if before.endswith(_UNTIL):
        return "until"
    if shape.name == "year" and match[0][0].isdigit() and _event().match(text, match.end()):
        return "qualifier"
    if shape.name == "year" and before.endswith(_MADE_KNOWN) and _MADE.match(text, match.end()):
        return "qualifier"
    if shape.name == "plan" and text.startswith(_PLAN_ITSELF, match.end()):
        return "qualifier"
    if shape.name == "ago" and _relative().match(text, match.end()):
        return "qualifier"
    if shape.name not in DAILY and _named_by().match(text, match.end()):
        return "qualifier"
    if _qualifier().match(text, match.end()) or _in_title(text, match.start()):
        return "qualifier"
    if shape.name in DAILY and _is_published(text, match.end(), limit):
        return "published"
    return shape.role


def _in_title(text: str, at: int) -> bool:
    window = text[max(0, at - 40) : at]
    return window.rfind("《") > window.rfind("》")


def _is_published(text: str, at: int, limit: int) -> bool:
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
