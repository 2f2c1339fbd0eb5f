"""What is told of a thing before its name: 全长24公里的大桥, 为期7天的访问, 有600年历史的古城."""

from __future__ import annotations

import re

from newsterm.domain.facts import names, phrases
from newsterm.domain.facts.quantity import Quantity

# Nouns and verbs of what a thing has or is, right before the figure: 总投资100亿元的项目.
_ATTRIBUTE = re.compile(
    r"(?:(?:总|计划|预计|意向|合同|协议|签约)?投资(?:总?额|规模)?|总?(?:建筑|占地|规划|陆地|水域)?面积|占地|"
    r"总?(?:规模|金额|产值|价值|库容|装机容量?|长度|重量|高度|宽度|深度)|年?(?:产值|产量|产能|营收|销售额)|月销售额|"
    r"[全总]长|主跨|(?:平均|最高)?海拔|(?:设计|运营|最高)?时速|直径|口径|射程|攻击范围|航程|党龄|工龄|军龄|落差|水深|埋深|能见度|吨位|载重|"
    r"自重|绵延|为期|长达|中断|停运|停航|成立|(?:^|(?<=[一道座条台根艘架棵块面处个口栋颗部段]))[长宽高深厚重])(?:达到?|约为?|仅|为|近|超过?|有)*$"
)
_LASTING = ("为期", "长达")
# What a stay, a march or a strike is begun or held with: 开启为期6天的访问.
_HELD = re.compile(
    r"(?:开始|开启|展开|开展|举行|举办|进行|启动|部署|结束|完成|接受|发起|发动|实施|宣布|决定|联合|新一轮|首次|一场|"
    r"[了过在将])+$"
)
# Nouns that name the figure itself, not what has it: 产量13亿吨的目标.
_FIGURES = (
    *(
        "目标",
        "水平",
        "标准",
        "高位",
        "低位",
        "新高",
        "历史",
        "范围",
        "规模",
        "速度",
        "地方",
        "高度",
        "深度",
        "时速",
    ),
    *(
        "成绩",
        "差距",
        "优势",
        "价格",
        "距离",
        "幅度",
        "比例",
        "纪录",
        "记录",
        "增速",
        "速率",
        "效率",
        "总量",
        "佳绩",
    ),
)
# Of whom an age is told: 60岁以上旅客火车票, 3岁以下婴幼儿照护.
_PEOPLE = re.compile(
    r".{0,6}?(?:儿童|青?少年|[儿女]子|女儿|人群|婴幼儿|幼儿|观众|旅客|乘客|[老中]年人|老人|[男女][孩性]|学生|孩子|人员|居民|市民|"
    r"群众|患者|考生|选手(?=$)|巴勒斯坦人)"
)
_AGED = re.compile(r"(?:以上)?的?历史的?")
_POINTING = re.compile(r"[一这那该]?[个座条台根艘架棵块面处口栋颗部段道种]?")


def of_following(head: str, noun: str, after: str, quantity: Quantity) -> tuple[str, str]:
    """The thing that follows a figure, and which of its attributes stands before it; empty for
    none.

    Args:
        head: what stands before the figure, cleaned.
        noun: the noun that follows it.
        after: what follows the figure.
        quantity: the figure.
    """
    if quantity.family == "time" and _AGED.match(after):
        thing = _thing(_AGED.sub("", noun, count=1))
        return (thing, "历史") if len(thing) > 1 else ("", "")
    if quantity.unit == "岁":
        noun = noun[: phrases.cut(noun)]
        who = _PEOPLE.match(noun)
        return (who[0] if who else noun, "年龄") if len(noun) > 1 else ("", "")
    found = _ATTRIBUTE.search(head) if after.startswith("的") else None
    thing = _thing(noun)
    if found is None or len(thing) < 2 or thing.startswith(_FIGURES) or thing.endswith(_FIGURES):
        return "", ""
    told = names.LEAD_OVER.sub("", found[0])
    owner = names.ONE_OF.sub("", head[: found.start()].removesuffix("的"))
    owner = _HELD.sub("", owner) if told in _LASTING else owner
    if owner in thing or _POINTING.fullmatch(owner) or len(owner + thing + told) > names.WIDEST:
        owner = ""
    return owner + thing, told


# What happens to the thing, at the end of its noun: 春运启动, 产业园正加快施工.
_HAPPENS = re.compile(
    r"(?<=..)(?:正|已|即将|顺利|刚刚|全线|加快|加紧){0,2}(?:启动|(?:开工|动工)(?:建设)?|上线|下线|开播|竣工|完工|合龙|开始|亮相|施工|"
    r"架线|结束|首航|正)$"
)


def _thing(noun: str) -> str:
    return _HAPPENS.sub("", noun)


def reaches_over(between: str, following: str) -> int:
    """How much of what follows the next figure stands before the noun counted by this one, as in
    38起[造成4人]死亡的枪击事件 and 两座[海拔3300米]的高山; 0 where that figure is no attribute.

    Args:
        between: the words from the figure to the next.
        following: the words after the next.
    """
    leads = phrases.begins_with_verb(between) or _ATTRIBUTE.fullmatch(between) is not None
    relative = _RELATIVE.match(following)
    return relative.end() if relative and between and leads else 0


_RELATIVE = re.compile(r"[^，。；、：\d的和]{0,6}的(?=[^，。；、\d])")
