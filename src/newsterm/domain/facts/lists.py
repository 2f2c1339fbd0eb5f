"""分别: several subjects, one verb, several values, told apart one by one."""

from __future__ import annotations

import re

from newsterm.domain.facts import phrases

_SEPARATOR = re.compile(
    r"、|以及|(?<![共总饱温柔缓])和(?!平|谐)|与(?!会)|(?<![普埃涉波触危])及(?!其)"
)
_MARK = re.compile(r"、|以及|(?<![共总饱温柔缓])和(?!平|谐)")
_CHANGE_AFTER = re.compile(r"(?:年均|同比|环比)?(?:增长|增加|上升|下降|减少|提高|同比|环比)$")
# What a change is told against, after the items: 水路、民航发送旅客比2022年分别增长.
_BASIS_AFTER = re.compile(r"(?:(?<![占环同对])比|较)[^，、]{2,14}$|与[^，、与]{2,14}相比$")
# Before the items: 带动, 其中, 包括.
_BEFORE_ITEMS = re.compile(r"^(?:带动|推动|拉动|其中|包括|使|让)")
# What sums the items up: 完工量、新接订单量和手持订单量三大指标.
_SUMMED_UP = re.compile(r"(?:[两三四五六七八九十]|\d{1,2})[大个项类](?:[\u4e00-\u9fff]{2,4})$")
# Two measures in one word (汽车产销量分别完成…), and what each is called alone.
_PAIRS = {
    "产销量": ("产量", "销量"),
    "产销": ("产量", "销量"),
    "客货运量": ("客运量", "货运量"),
    "收支": ("收入", "支出"),
}
_PAIRED = re.compile(rf"(?:{'|'.join(_PAIRS)})$")
# By what the values are told: 以修正总吨计.
_BY_MEASURE = re.compile(r"^[以按][^，。；]{2,10}[计算]")


def subjects(head: str, count: int) -> list[str]:
    """The last `count` subjects of a list, each with the measure that they share; empty where there
    are fewer.

    `风电、太阳能发电装机容量` is 风电装机容量 and 太阳能发电装机容量; `光伏电池、充电桩等产品产量`
    shares 产品产量.
    """
    head = _SUMMED_UP.sub("", _BEFORE_ITEMS.sub("", phrases.strip_leads(head)))
    change = _CHANGE_AFTER.search(head)
    told = change[0] if change else ""
    head, shared = head.removesuffix(told), ""
    basis = _BASIS_AFTER.search(head)
    if basis:
        head, told = head[: basis.start()], basis[0] + told
    ended = head.rfind("等")
    if ended > 0 and len(head) - ended <= 12 and not head.endswith("等"):
        head, shared = head[:ended], head[ended + 1 :]
    pair = _PAIRED.search(head)
    if pair and count == 2:
        of = head[: pair.start()]
        return [of + name + told for name in _PAIRS[pair[0]]]
    items = _items(head, count)
    if len(items) < count:
        return []
    items = items[-count:]
    if not shared:
        shared = phrases.measure(items[-1]) or _trade(items[-1])
        if len(shared) <= 1:
            shared = shared if all(not item.endswith(shared) for item in items[:-1]) else ""
    if not shared and all(not phrases.has_verb(item) for item in items[:-1]):
        shared = items[-1][phrases.cut(items[-1], nominal=False) or len(items[-1]) :]
    named = [item if not shared or item.endswith(shared[-1:]) else item + shared for item in items]
    return [name + told for name in named]


def without_basis(head: str) -> str:
    """The words before 分别 without by what the values are told (以修正总吨计)."""
    return _BY_MEASURE.sub("", head)


def _items(head: str, count: int) -> list[str]:
    """The items of a list, parted at 、 and 和 alone where that makes as many as are told
    (服装、瓜果及坚果 are two or three).
    """
    few = [item for item in _MARK.split(head) if item]
    return few if len(few) == count else [item for item in _SEPARATOR.split(head) if item]


def _trade(item: str) -> str:
    """What is measured of goods without a noun of measure: 锂电池出口; empty for none."""
    match = re.search(r"(?:进出口|出口|进口|销售|消费|投资)$", item)
    return match[0] if match and match.start() >= 2 else ""


def enumerated(clause: str, count: int) -> list[str]:
    """The subjects of the clause before (`A、B、C等品类热销，销售额分别…`) where there are just
    `count`; else none.
    """
    head, etc, _ = clause.partition("等")
    head = head if etc else phrases.subject(clause)
    if len([item for item in _SEPARATOR.split(head) if item]) != count:
        return []
    return subjects(head, count)
