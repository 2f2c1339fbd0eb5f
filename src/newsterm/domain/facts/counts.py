"""The noun that follows a count, and what those counted do or suffer."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts import phrases, words


def first_noun(noun: str) -> str:
    """The first of the nouns joined by 和, 及 or 与, where it is one by itself."""
    match = re.match(r"[^和及与]{4,}?(?=[和及与])", noun)
    return match[0] if match else noun


def is_deed(verb_phrase: str) -> bool:
    """Whether a verb phrase after a counted noun says what it did (荣获“飞天奖”), not how or
    whether (可以, 按照).
    """
    verb_phrase = verb_phrase.removeprefix("正在").lstrip("已均都将也经仍还陆续")
    if verb_phrase.startswith(("有", "因", "被")) and len(verb_phrase) > 1:
        return True
    if _adverbial().match(verb_phrase):
        return True
    return phrases.begins_with_verb(verb_phrase) and not verb_phrase.startswith(
        (
            "可",
            "能",
            "需",
            "按",
            "根据",
            "针对",
            "分别",
            "包括",
            "聚焦",
            "围绕",
            "达到",
            "高于",
            "低于",
            "包含",
            "作为",
            "成为",
            "来自",
            "组成",
            "时隔",
            "共计",
            "总计",
        )
    )


# Deeds that say little without the event: 大会代表, not 代表参加.
OF_EVENTS = ("参加", "出席", "参展", "参赛", "参会", "与会", "参与", "亮相", "超过", "角逐", "参演")


@cache
def _adverbial() -> re.Pattern[str]:
    """Where, from where or to whom something is done: 从黎巴嫩南部射向, 对春晚进行直播."""
    return re.compile(
        rf"(?:在|从|对|于|向|与|同|就|为|由)(?!此)[^，。；]{{1,14}}?(?:{phrases.any_of(words.VERBS)})"
    )


def deed(verb_phrase: str) -> str:
    """The verb after a figure and what it governs, in a few characters."""
    verb_phrase = re.sub(r"^(?:已经|正在|均已|都已|[已均都也])(?!有的)", "", verb_phrase)
    verb_phrase = re.sub(r"^(?P<verb>..)[了过](?=.)", r"\g<verb>", verb_phrase)
    return verb_phrase[: max(2, phrases.cut(verb_phrase, 2))][:10]


def within(verb_phrase: str, room: int) -> str:
    """As much of a verb phrase as has room, ended where a word may end; empty for too little."""
    if len(verb_phrase) <= room:
        return verb_phrase
    ends = [0]
    while (at := phrases.cut(verb_phrase, ends[-1] + 2)) <= room and at > ends[-1]:
        ends.append(at)
    marks = [verb_phrase.rfind(mark, 2, room + 1) for mark in "的、和与等"]
    end = max(*ends, *marks)
    return verb_phrase[: end if end > room // 2 else min(room, 12)] if room > 3 else ""


# What is counted, by what it is mostly: 以现实题材为主的作品.
_MAINLY = re.compile(r"以[^，。；]{2,12}为[^，。；]{1,4}的")


# What the things counted come to, told with the next figure: 167个项目总投资达.
_SUMMED = re.compile(
    r"(?<=..)(?:计划)?(?:总投资额?|总面积|投资总?额|总金额|总产值)(?:达到?|为|约|超过?)*$"
    r"|(?<=..)(?<![到发传直雷抵转表下送])达$"
)


@cache
def _adverb_at_end() -> re.Pattern[str]:
    """What belongs to the verb after a noun (产业园正加快, 地下结构全部冲出)."""
    return re.compile(
        rf"(?<=..)(?:{phrases.any_of(words.ADVERBS)}|全部|相继|同时|悉数|也|仅|(?<!船)只|(?<![平年人日])均|(?<![成首京古大])都)+$|(?<=...)(?<!韩)正$"
    )


# Where the words about a count end: at a mark or the next figure, but not at a model or a grade
# (4G基站, 3A级景区, 22800型).
_STOP = re.compile(r"[，。；：！？\n]|(?<![-A-Za-z\d.])(?!20\d\d[“年])\d(?!\d{0,4}(?:[A-Z]|型))")


# What a thing unites, before its noun: 集餐厅、学堂等功能于一体的服务中心.
_MERGED = re.compile(r"^集[^，。；]{2,60}?于一身?体?的")
# What they are like, before their noun: 112个各具特色的展园.
_MANNER = re.compile(
    r"(?:[各独别颇极][具有富]\w{1,3}|大大小小|大小不一|[不形风类]\w各异|形形色色|五颜六色)的(?=..)|"
    r"(?:人民)?群众(?:最|普遍)?(?:反映|关心|关注|急难|愁盼|急需|身边)[^，。；、\d]{0,8}?的(?=..)"
)
# What it is compared with, before the deed: 水质状况同2022年相比明显改善.
_COMPARED = re.compile(r"(?:同|与|和)[^，。；]{2,12}?相比(?=[^，。；])")
# When or how, in a clause that tells which ones: 474位牺牲时没有留下信息的英烈.
_CIRCUMSTANCE = re.compile(r"(?<=..)(?:时|后|以来|期间)$")


# Things told before with no number of their own: 数千栋房屋和, 多枚导弹以及.
_VAGUE = re.compile(
    r"(?:有)?(?:[数几多]|大批|大量|一批)[十百千万]*[枚架辆名个座处艘次起栋间户条家](?:[\u4e00-\u9fff]{1,8})(?:、|和|与|及|以及)$"
)


def without_vague(before: str) -> str:
    """What stands before a count without what is told beside it in no number."""
    return _VAGUE.sub("", before)


def counted(text: str) -> tuple[str, str]:
    """The noun phrase that follows a count, and the verb phrase after it up to the next mark.

    `部以现实题材为主的作品荣获` counts 作品; where a verb follows the noun is empty.
    """
    text = _MERGED.sub("", phrases.without_brackets(text).removeprefix("之间"))
    text = _MANNER.sub("", text).replace("发了言", "发言")
    if "相比" in text:
        text = _COMPARED.sub("", text)
    joined = text[:1] in tuple("、和与及以并") and not text.startswith(words.WHOLE_WORDS)
    if joined and not _MAINLY.match(text):
        return "", ""
    stop = _STOP.search(text)
    text = text[: stop.start()] if stop else text
    at = 1 if text.startswith("的") else 0
    end = phrases.cut(text, at, nominal=False)
    if end - at < 2 or _CIRCUMSTANCE.search(text[at:end]):
        relative = text.find("的", at, at + 16)
        if relative >= 0:
            at = relative + 1
            end = phrases.cut(text, at, nominal=False)
    noun = text[at:end]
    rest = text[end:]
    listed = noun.find("、")
    if listed > 0:
        noun = noun[:listed]
    noun = re.sub(r"(?<=..)等$|在(?:内的?)?$", "", noun)
    noun = re.sub(r"(?:的|和|(?<!合)并|(?<!参)与|以?(?<![普涉])及)$", "", noun.strip(" "))
    if rest and noun.endswith("中") and len(noun) > 2:
        return noun[:-1], ""
    if not rest and len(noun) > 1:
        noun = noun.rstrip("中里内")
    noun = _adverb_at_end().sub("", _SUMMED.sub("", noun))
    return "" if noun == "处" else noun, rest.strip(" ")
