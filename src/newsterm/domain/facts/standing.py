"""What holds whenever, and takes no period from a sentence before: properties, ratings, habits,
rules.
"""

from __future__ import annotations

import re

from newsterm.domain.facts.quantity import Quantity

# Of places and buildings, even in the sentence that names a time.
_OF_PLACES = re.compile(
    r"(?:距离?|相距|海拔|全长|全程|航程|行程|占地面积|原占地面积|建筑面积|总建筑面积|占地)"
    r"(?:共|为|约|达|达到|长)?[^，。；、\n\d]{0,6}$"
)
_OF_THINGS = re.compile(
    r"(?:(?:总面积|面积|功率|速度|时速|海拔|直径|半径|容积)(?:共|为|约|达|达到|长)?"
    r"[^，。；、\n\d]{0,4}|[高宽深]度?(?:共|为|约|达|达到)?)$"
)
# Areas of a season, a year or an event, which stand for no longer.
_PASSING = re.compile(
    r"(?:播|种|灌溉|收|造林|过火|林火|山火|火场|失控|受灾|受淹|积雪|浮冰|控制|销售|施工|竣工|开工|"
    r"成交|出让|麦|稻|粮|豆|玉米)[^，。；]{0,4}面积"
)
# How much a thing takes at most, of what it is made: 最大储油量达6万吨.
_RATED = re.compile(
    r"(?:(?:最大|最高|最多|设计|额定|满载|可)[^，。；、\n\d]{0,8}|(?:库容|排水量|载重量?|吨位|自重|续航|"
    r"航速|储油量|储气量|舱容|箱量|推力|承重|承载))(?:共|为|约|达|达到)?[^，。；、\n\d]{0,2}$"
)
# What it was made for: 额定容量125万千瓦.
_DESIGNED = re.compile(r"(?:额定|设计)(?!院|师|所|公司|方案|大赛)[^，。；、\n\d]{0,8}$")
# How large a project is: 总投资约154亿元.
_OF_PROJECTS = re.compile(
    r"(?:总投资|投资总额|总造价|工程造价|总金额|注册资本)额?(?:共|为|约|达|达到)?[^，。；、\n\d]{0,2}$"
)
# 签约项目111个，总投资5000亿元: of projects counted, as dated as their count.
_PROJECTS = re.compile(r"签约|\d[余多]?[个项](?!月)")
# What a thing can do: 可节约通关时间30%.
_CAN = re.compile(r"(?<![许认适均不])可以?(?![能持靠再降控视行谓])[^，。；\n]{0,20}$")
# What holds as a rule: in the clause of the figure, and anywhere before it in the sentence.
_HABITUAL = re.compile(
    r"每(?:年|天|日|月|周|逢|行驶|生产|消耗|运行)|(?:^|，)年(?:运输|发电|处理|输送|供水)|常年|通常|"
    r"一般(?!公共|贸易|性|债|工业|预算|纳税|项目|企业|商品|固废)|常态化|平时|"
    r"(?:^|，)这是(?:国家|我国|全国|全球|世界)?$"
)
_AS_A_RULE = re.compile(
    r"每(?:年|天|日|月|周|逢)|"
    r"(?:根据|按照|依照|依据)[^，。；]{2,24}(?:法|法律|规定|条例|章程|规则|宪法)，"
)
_LASTING = re.compile(
    r"(?:经过|经历|历时|用了|耗时|为期|长达|期限|周期|判处|驻留|滞留|持续|工作了|从事|坚守|任教|从业|从警|从教|任职)[^，。]{0,4}$"
)
_TOOK = re.compile(r"(?:历时|耗时|用时|用了)$")
# How long something takes, as a rule: 3分钟以内就能收完一亩.
_CAPABLE = re.compile(r"的?(?:时间)?[，]?(?:就能|即可|便能|就可|可以?)")
_LEFT = re.compile(r"(?:还有|还剩|仅剩|只剩|不足)$")
# How high something stands: 清洁能源装机比重达63%.
_LEVEL = re.compile(
    r"(?:比重|占比|覆盖率|普及率|水平|率)的?(?:已|仅|约)?(?:达到?|为|是)?$|平均水平的$|占[^，。；\d比增升]{0,8}$"
)
POWERS = ("千瓦", "兆瓦", "吉瓦", "千瓦时", "兆瓦时", "吉瓦时", "千伏", "马力")
FIXED = (*POWERS, "米", "公里", "千米", "海里")
"""Units of powers and lengths, which seldom are of a day."""


def is_of_place(text: str, quantity: Quantity) -> bool:
    """Whether a measure is of a place, a building or a machine (全长1.6公里, 百万千瓦机组),
    whatever time its sentence names.
    """
    before = text[max(0, quantity.start - 20) : quantity.start]
    following = text[quantity.end : quantity.end + 1]
    named = "\u4e00" <= following <= "\u9fff" and following not in "和与及以、"
    return _OF_PLACES.search(before) is not None or (quantity.unit in POWERS and named)


def is_property(text: str, quantity: Quantity, *, of_day: bool) -> bool:
    """Whether a measure is a property of a thing, which no time of a sentence before dates.

    Args:
        of_day: whether the time in force is a day; lengths, powers and ratings are of none.
    """
    before = text[max(0, quantity.start - 20) : quantity.start]
    if of_day and (quantity.unit in FIXED or _RATED.search(before)):
        return True
    if _DESIGNED.search(before):
        return True
    return _OF_THINGS.search(before) is not None and _PASSING.search(before) is None


def is_rule(text: str, start: int, quantity: Quantity, *, of_day: bool) -> bool:
    """Whether a figure of the sentence at `text[start]` is so by habit or by law, is the size of a
    project, or what a thing can do, which is of no day.
    """
    before = text[max(start, quantity.start - 16) : quantity.start]
    signed = _PROJECTS.search(text, max(start, quantity.start - 60), quantity.start) is not None
    if (_OF_PROJECTS.search(before) and not signed) or (of_day and _CAN.search(before)):
        return True
    clause = text[max(start, quantity.start - 24) : quantity.start].rpartition("，")[2]
    if _HABITUAL.search(clause):
        return True
    return _AS_A_RULE.search(text, max(start, quantity.start - 90), quantity.start) is not None


def is_timeless(text: str, quantity: Quantity) -> bool:
    """Whether a figure is an age, but not one at death, or a service by day and night."""
    if quantity.unit.endswith("岁"):
        return text[quantity.start - 2 : quantity.start] != "享年"
    return quantity.unit == "小时" and quantity.value == 24


def is_left(before: str) -> bool:
    """Whether what follows `before` is how long it is to the day named: 距离17日开幕还有4天."""
    return _LEFT.search(before) is not None


def is_level(text: str, quantity: Quantity) -> bool:
    """Whether a share says how high something stands, or for how long it has: 装机比重达63%,
    连续45年居第一. What happened in a stretch of years before dates neither.
    """
    before = text[max(0, quantity.start - 12) : quantity.start]
    if quantity.family == "time":
        return before.endswith("连续")
    return quantity.unit == "%" and _LEVEL.search(before) is not None


def is_lasting(text: str, quantity: Quantity, *, in_year: bool) -> bool:
    """Whether a stretch of time is how long something takes or took: 历时两年, 3分钟就能收完.

    Args:
        in_year: whether the time in force is a year, of which what took days is.
    """
    if _CAPABLE.match(text, quantity.end):
        return True
    before = text[max(0, quantity.start - 20) : quantity.start]
    took = in_year and quantity.unit in ("天", "小时", "个小时") and _TOOK.search(before)
    return not took and _LASTING.search(before) is not None
