"""Losses and what brought them: 以军轰炸加沙，造成16人死亡; 某市枪击案导致3人受伤."""

from __future__ import annotations

import re

# Verbs of loss, whose cause the clause before tells.
VERBS = ("造成", "导致", "致使", "引发")
OF_LOSS = re.compile(r"(?:[共已并还]|累计|目前|同时|至少|一共){0,2}(?:造成|导致|致使|引发)")
# What is suffered, in the name of what was counted: 村庄遭快速支援部队袭击.
SUFFERED = re.compile(
    r"(?:遭到?受?|受到?|被)[^，]{2,}$|[\u4e00-\u9fff]{2}(?:袭击|爆炸|地震|事故|事件|冲突|火灾)$"
)
# Who was hurt, without a noun of his own.
CASUALTIES = ("死亡", "受伤", "失踪", "遇难", "失联", "被困", "遇害", "身亡", "伤亡")
# What stands between one loss and the next of the same event.
BESIDE = re.compile(
    rf"[^，。；\d]{{0,6}}(?:{'|'.join(CASUALTIES)})[，、和及并](?:多人[^，。；\d]{{2}}[，、])?(?:另有|另外|还有|并有|同时|以及|并|另)?(?:造成|致|导致)?"
)
# What happened, to which the casualties belong: 一家银行发生大规模枪击事件.
EVENT = re.compile(
    r"(?:发生|爆发)(?:了|过)?(?:的)?(?:一起|多起|两起)?(?:特别重大|特大|重大|较大|严重)?(?:大规模|里氏[\d.]{1,4}级|[\d.]{1,4}级|[^，。；]{0,6}\d起)?"
    r"(?P<event>[\u4e00-\u9fff]{0,6}?(?:事件|事故|地震|冲突|爆炸|火灾|枪击案|袭击|坠机|泥石流|"
    r"山火|踩踏|沉船|翻船|山体滑坡|滑坡|雪崩|海啸|龙卷风)(?:袭击)?(?:事件|案|事故)?)"
)


def event_told(cause: str) -> str:
    """A cause of losses as its event, with where it happened if that is short: 某市发生一起枪击案
    is 某市枪击案.
    """
    event = EVENT.search(cause)
    if event is None:
        return cause
    where = re.sub(r"(?:再次|先后|接连|连续|[又也还均])+$", "", cause[: event.start()])
    if len(where) > 12:
        place = _WHERE.match(_WHY.sub("", where))
        where = place[0] if place else ""
    return (where if len(where) > 1 else "") + event["event"]


# What brought an event about, and the place that a clause begins with: 西部乔科省|也因大雨.
_WHY = re.compile(r"[也又还]?因[^素此]{2,}$")
_WHERE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,11}?(?:自治区|(?<!自治)[省市州县区镇村](?![长委中])|地带)){1,2}"
)


# Who did it, how, to whom and what: 以军|对|加沙城、拉法等多地|进行轰炸.
_DIRECTED = re.compile(
    r"(?P<who>[^，]{2,10}?)(?:对|向)(?P<where>[^，]{2,60}?)(?:进行|实施|发动|展开|发起)?了?(?:[大多][规轮次]模?)?"
    r"(?P<deed>轰炸|空袭|袭击|炮击|打击|攻击|突袭|射击|开火|开枪|扫射|导弹袭击|军事行动)$"
)
_DONE = re.compile(
    r"(?P<who>[^，]{2,10}?)(?:再次|继续|持续|密集|猛烈|连续|先后|还|又|也)*"
    r"(?P<deed>轰炸|空袭|袭击|炮击|打击|攻击|突袭|扫射|炮轰)了?(?P<where>[^，]{2,80})$"
)
_SITE = re.compile(r"^(?:位于|在)[^的]{2,24}的")
_SPREAD = re.compile(r"(?:等)?(?:多个|多地|各地|部分)?(?:地区|地方|地点|目标|多地|等地|等)$")
# Where the name of a place may end.
_PLACE_END = re.compile(r"(?:地带|省|市|州|城|国|区|县|镇|村|部|营|院|学校|机场|港|地区)")


def fitted(cause: str, room: int) -> str:
    """A cause cut to what has room: who did it, the deed, and as much of where as fits."""
    cause = event_told(cause)
    if len(cause) <= room:
        return cause
    found = _DIRECTED.match(cause) or _DONE.match(cause)
    if found is None:
        return ""
    told = found["who"] + found["deed"]
    where = _SITE.sub("", found["where"]).partition("、")[0]
    where = _SPREAD.sub("", where)
    left = room - len(told)
    if len(where) > left:
        ends = [end.end() for end in _PLACE_END.finditer(where, 0, max(left, 0))]
        where = where[: ends[-1]] if ends else ""
    return told + where if len(told) <= room else ""


def next_of(previous: str, noun: str) -> str:
    """The name of another loss of the same event: 地震造成死亡, then 失踪; empty for none."""
    if noun not in CASUALTIES or not previous.endswith(CASUALTIES):
        return ""
    return previous[:-2] + noun
