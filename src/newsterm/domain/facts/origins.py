"""来自 and 在 before a count: whence those counted come, and where something is done."""

from __future__ import annotations

import re

from newsterm.domain.facts import counts, names, phrases
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.topics import SentenceText

_FROM = re.compile(r"来自(?:[^，。；的]{1,24}的|[^，。；的]{1,16})$")
# Prepositions whose object is what is counted: the deed stands after it.
_PREPOSITION = re.compile(
    r"(?<![存所现实内外正自还])(?:在|为(?!期)|向|对(?!象))$|(?:(?<![存所现实内外正自还])在|对(?![象外手比口]))"
    r"[^，。；在对]{2,40}等$"
)
_FROM_AROUND = re.compile(
    r"来自(?:全国|全球|世界|海内外|国内外|境内外|亚洲|欧洲|非洲|美洲|大洋洲|拉美|中东|亚太|全省|全市)?(?:各地|范围内)?的?$"
)
# How those counted next lie over the places: 遍布全球220多个国家的1800多个海外仓.
_SPREAD = re.compile(r"(?P<deed>遍布|分布在|覆盖|涉及|散布)(?:全球|全国|世界|海内外|我国|全省)?$")
_ATTRIBUTIVE = re.compile(r"[^，。；\d]{1,16}(?:的|，(?:共有?|共计)?)")
_JOINT = re.compile(r"[^，。；\d]{1,12}[、和与及]")


def without_origin(before: str) -> str:
    """What stands before a count without where the counted come from (来自各地的300名农机手)."""
    return _FROM.sub("", before)


# What those counted make up: 由6个部门组成的综合督查组.
_MAKING = re.compile(
    r"(?P<noun>[^的]{1,10}?)(?:共同|联合)?(?P<deed>组成|构成|主办|承办|举办|发起|参与|参加)的(?P<whole>[^，。；的]{2,20})"
)


def made_of(noun: str, deed: str) -> str:
    """The name of those counted by what they make up; empty where they make up nothing."""
    making = _MAKING.match(noun + deed)
    if making is None:
        return ""
    whole = making["whole"]
    deed = "" if making["deed"] in ("组成", "构成") else making["deed"]
    whole = whole[: phrases.cut(whole, nominal=False)]
    return re.sub(r"(?<=..)启动$", "", whole) + deed + making["noun"]


def place(
    here: SentenceText, figures: list[Quantity], index: int, before: str, noun: str, deed: str
) -> str:
    """The name of places counted, by who comes from them (来自100个国家的1200名代表) or what is
    done there (在78个街道和715个社区开展宣讲); empty where neither is told.

    Args:
        index: which of `figures` is named; `noun` and `deed` follow it.
    """
    end, following = figures[index].end, figures[index + 1 : index + 2]
    between = here.plain(end, following[0].start) if following else ""
    after = counts.counted(here.plain(following[0].end, following[0].end + 24)) if between else ""
    if _FROM_AROUND.search(before):
        told = after[0] if after and _ATTRIBUTIVE.fullmatch(between) else ""
        return f"{told}来自{noun}" if told else ""
    spread = _SPREAD.search(before)
    if spread and after and _ATTRIBUTIVE.fullmatch(between):
        return f"{after[0]}{spread['deed']}{noun}"
    if not _PREPOSITION.search(before):
        return ""
    if after and not deed and _JOINT.fullmatch(between):
        deed = after[1]
    if not counts.is_deed(deed):
        return ""
    if after and phrases.last_verb(deed):
        deed += after[0]
    owner = phrases.subject(_PREPOSITION.sub("", before))
    return (owner if names.can_own(owner) else "") + noun + deed[:10]
