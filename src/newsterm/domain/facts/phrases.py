"""Noun phrases without a segmenter: cut at marks, function words and common verbs of the news."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newsterm.domain.facts import words


def any_of(table: Iterable[str]) -> str:
    """The words of a table as alternatives, the longest first."""
    return "|".join(sorted(map(re.escape, set(table)), key=len, reverse=True))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        rf"(?!{any_of(words.WHOLE_WORDS)}|{any_of(words.LEAD_WORDS)}|所|位)(?:{any_of(words.LEADS)})|[，。；：！？、\s—）)]"
    )


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{any_of(words.TAILS)}|(?<!查)处|(?<![签条公契预续])约|[，。；：！？、\s—（）()-])$"
    )


@cache
def _whole_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words.WHOLE_ENDINGS)})$")


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(
        rf"{any_of(words.FILLERS)}|(?<![大中上少主小名老])将(?![军领士])|(?<![平年人日户亩])均(?!衡|价)"
    )


@cache
def _cut(nominal: bool) -> re.Pattern[str]:
    """Whole words to step over, else the verb or function word that ends a noun phrase."""
    table = set(words.VERBS) if nominal else set(words.VERBS) - words.NOMINAL
    adverbs = f"|{any_of(words.ADVERBS)}" if nominal else ""
    inside = any_of(words.NOMINAL if nominal else words.MODIFIERS)
    inside = f"(?!(?:{inside})(?:{any_of(words.HEADS if nominal else words.EVENTS)}))"
    return re.compile(
        rf"(?P<whole>{any_of(words.WHOLE_WORDS)})|(?P<cut>{inside}(?:{any_of(table)})|正[在对将以向为]|已经{adverbs}|"
        rf"[{words.STOPS}])"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words.ADVERBS)}|共)?(?:{any_of(words.VERBS)})")


@cache
def _last_verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words.ADVERBS)}|共)?(?:{any_of([*words.VERBS, *words.DEEDS])})")


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words.MEASURES)})$")


_BRACKETS = re.compile(r"（[^（）]{0,60}）|\([^()]{0,60}\)")


# Kinds of places or bodies told together: 27个省（区、市）.
_KINDS = re.compile(r"(?<=[省市县区州盟镇乡街湖海校])（([区市县州旗库镇街乡道岛盟湾院、]{1,6})）")


def without_brackets(text: str) -> str:
    """Without what stands in round brackets, but for kinds told together (省（区、市）)."""
    if "（" in text:
        text = _KINDS.sub(lambda kinds: kinds[1].replace("、", ""), text)
    return _BRACKETS.sub("", text)


def strip_leads(text: str) -> str:
    """Without connectives and prepositions at its beginning."""
    at = 0
    for _ in range(8):
        match = _lead().match(text, at)
        if match is None:
            break
        at = match.end()
    return text[at:]


def strip_tails(text: str) -> str:
    """Without the words at its end that lead over to a number."""
    for _ in range(8):
        match = _tail().search(text, max(0, len(text) - 8))
        if match is None or _whole_ending().search(text, max(0, len(text) - 8)):
            break
        text = text[: match.start()]
    return text


_SAYING = re.compile(
    r"^.{2,24}?(?:(?<![名对自简号堪])称(?![号为])|证实|预测|预计|指出|表示|(?<!数据)显示|介绍说|"
    r"透露|(?<![由被派])发现(?!金)|看到|了解到|获悉)(?![器屏的])，?(?=[^，]{2})"
)


# Who announces what will be done to the thing measured: 美联储宣布再次将.
_ANNOUNCED = re.compile(r"^[^，]{2,24}?宣布(?:再次)?将(?=[^，]{6})")


def _said(match: re.Match[str]) -> str:
    """What is left of who says it: nothing, but of 装机预计将新增 what is foreseen."""
    following = match.string[match.end() :]
    goes_on = following[:1] in tuple("将可有新增减达超再还又") or begins_with_verb(following)
    foreseen = match[0].endswith(("预计", "预测"))
    return match[0][:-2] if foreseen and goes_on else ""


_OCCASION = re.compile(r"^[^，\d]{1,8}(?:期间|[假节]期?里)")
# A list of titles or quotations in front of what is counted: 《山海情》《装台》等.
_LISTED = re.compile(
    r"(?:(?:《[^《》]{1,40}》、?){2,}|[从以围绕聚焦]{0,2}(?:“[^“”]{1,20}”、?){2,})等?|"
    r"对?(?:其中)?包括[^，]{2,30}在内的?"
)
# What it was before, of 由发现之初的7只增加到: 由发现之初的, 从最初的.
_BEGINNING = re.compile(
    r"(?<=.)(?:由|从)(?!事|业)[^，。；]{0,12}(?:的|之初|最初|原来|当初|仅存|不足)$"
)
# Over how long a sum was counted: 边检站两天共查验.
_OVER_DAYS = re.compile(r"[一二两三四五六七八九十\d]{1,3}[天日年个月]{1,2}(?=共)")
# What it is compared with, in front of a name.
_COMPARED = re.compile(r"^(?:与|同|和|较)?[^，。；]{0,14}相[比较]，?")


def clean(text: str) -> str:
    """A stretch of a clause as a name, without brackets, connectives, fillers and what leads
    over to the number.
    """
    text = _ANNOUNCED.sub("", text)
    text = _SAYING.sub(_said, strip_tails(without_brackets(text)))
    text = re.sub(r"^据.{2,12}(?:统计|介绍|测算|了解|监测)，?", "", text.rpartition("——")[2])
    text = re.sub(r"^.{2,24}?(?:(?<![名对自简号堪])称|表示|介绍说)$", "", text)
    text = re.sub(r"^\d{1,2}[.、](?!\d)", "", _OCCASION.sub("", text))
    text = _COMPARED.sub("", _BEGINNING.sub("", _LISTED.sub("", text)))
    text = strip_leads(_OVER_DAYS.sub("", text))
    return strip_tails(_filler().sub("", text)).strip(" \t")


# A clause that says as what, where or what for, not who.
ASIDE = re.compile(r"作为|在此|经(?![济营贸销开纪常典验理费过])|因(?!特|素)|为(?!期|主|民|首)")


def cut(text: str, begin: int = 0, *, nominal: bool = True) -> int:
    """Where the noun phrase from `begin` on ends: at a verb or a function word, or with the
    text.
    """
    for match in _cut(nominal).finditer(text, begin):
        if match["cut"]:
            return match.start()
    return len(text)


def subject(text: str) -> str:
    """The noun phrase that a clause is about; empty where there is none before its first verb.

    A phrase in front of 的 is passed over when it begins with a verb: 依托中老铁路打造的班列 is
    班列.
    """
    text = strip_leads(_EXCEPT.sub("", _HOSTED.sub("", without_brackets(text))))
    if text.startswith(words.ADVERBS):
        return ""
    at = 0
    for _ in range(3):
        end = cut(text, at)
        if end > at + 1:
            return _LOOSE_END.sub("", _head_noun(text, at, end).strip(" 、").rstrip("及和与并"))
        relative = text.find("的", at, at + 30)
        if relative < 0:
            return ""
        at = relative + 1
    return ""


def first_phrase(text: str) -> str:
    """What a clause begins with, up to its first verb or function word."""
    text = strip_leads(text)
    return text[: cut(text)]


# How it goes, told with no verb: 服务业运行态势良好, 秋粮收购总体平稳.
_STATE = re.compile(
    r"(?<=..)(?:(?:运行|发展|增长|生产|经营|经济)?(?:态势|势头|形势|走势|走向)|(?<=...)运行|总体|整体|"
    r"基本|持续|较为|更为|更加|十分|非常|日趋|相对)+"
    r"(?:良好|平稳|向好|稳定|强劲|旺盛|活跃|火热|火爆|红火|显著|明显|严重|严峻|复杂|顺利|充足|充裕)$"
)


def without_state(subject: str) -> str:
    """A subject without how it goes (全国工业运行总体平稳 is about 全国工业)."""
    return _STATE.sub("", subject)


# What belongs to the verb after a subject: 公司新开通, 广东更在布局.
_LOOSE_END = re.compile(
    r"(?<=..)(?:(?<![创高更最翻革维全清阜刷])新|(?<![变三五])更|(?<![韩公修改纠校])正)$"
)
# What is left out, after the subject: 新一届政府除米舒斯京担任总理外.
_EXCEPT = re.compile(r"(?<=..)除[^，。；]{2,20}?[以之]?外(?=$|，)")
# Whose event it is: 由农业农村部主办的.
_HOSTED = re.compile(
    r"^由[^，。；]{2,60}?(?:主办|承办|举办|组织|牵头|出品|发起|建设|投资|运营|研制|承建)的"
)


def subject_of_list(text: str) -> str:
    """The subject in front of a list (福建鼓励企业、科研机构…), or the first of several that act
    (国家防总办公室、应急管理部…调运); empty where the list itself is what is counted.
    """
    first, _, rest = text.partition("、")
    owner, of, _ = first.rpartition("的")
    name = owner if of and 3 <= len(owner) <= 12 else subject(first)
    acts = name != strip_leads(first) or has_verb(rest.rpartition("、")[2])
    return name if acts and not begins_with_verb(name) and name[:1] not in _NO_SUBJECTS else ""


# Verbs that a list of what is counted follows: 涵盖文化、数字服务等7个领域.
_OF_LIST = (
    "涵盖",
    "涉及",
    "覆盖",
    "惠及",
    "辐射",
    "连接",
    "分布在",
    "遍布",
    "通达",
    "跨越",
    "途经",
    "横跨",
    "穿越",
    "走访",
    "分赴",
    "奔赴",
    "赴",
)


def verb_of_list(first: str) -> str:
    """The verb that the first of a list stands after; empty for none."""
    found = re.search("|".join(_OF_LIST), first)
    return found[0] if found and found.end() < len(first) else ""


def listed_measure(head: str) -> str:
    """What is measured of a list before a figure: the noun that sums it up (A、B等项目), or what
    the last of it does, after the first (铁路、民航发送旅客总量); empty for neither.
    """
    noun = head.rpartition("的")[2].rpartition("等")[2]
    if 2 <= len(noun) < len(head) and "、" not in noun and noun[0] not in "地国":
        return noun
    last = head.rpartition("、")[2]
    deed = last[cut(last) :]
    return head.partition("、")[0] + deed if 2 < len(deed) < len(last) else ""


# Prepositions and the like with which no subject begins.
_NO_SUBJECTS = tuple("向对以为给按用朝往")


def _head_noun(text: str, begin: int, end: int) -> str:
    """The noun that a relative clause leads to: 清真寺发生的爆炸事件造成 is about 爆炸事件."""
    relative = text.find("的", end, end + 14)
    if relative > 0 and text[end] not in words.STOPS and not text.startswith(words.ADVERBS, end):
        stop = cut(text, relative + 1)
        if relative + 2 < stop < len(text):
            return text[relative + 1 : stop]
    return text[begin:end]


def owner(text: str) -> str:
    """A subject without the noun of measure at its end: 机组功率 is 机组."""
    match = _measure().search(text)
    return text[: match.start()] if match and match.start() >= 2 else text


def measure(text: str) -> str:
    """The noun of measure at the end of a subject; empty for none."""
    match = _measure().search(text)
    return match[0] if match else ""


def begins_with_verb(text: str) -> bool:
    """Whether a name has no subject of its own."""
    return _verb().match(text) is not None


def has_verb(text: str) -> bool:
    """Whether a verb stands in a stretch of text."""
    return _verb().search(text) is not None


def last_verb(text: str) -> str:
    """The verb with which a stretch before a count ends (向天津调运); empty for none."""
    tail = text[-4:]
    match = next((m for m in _last_verb().finditer(tail) if m.end() == len(tail)), None)
    return match[0] if match else ""


_SAYER = re.compile(r"^(?P<sayer>.{2,16}?)(?:当天)?还?(?:称|说)$")


def sayer(clause: str, following: str) -> str:
    """Who says what he himself did, where the next clause has no subject (真主党称，攻击了…)."""
    match = _SAYER.match(clause)
    named = following.startswith((*words.WHOLE_WORDS, *words.NOMINAL))
    acts = begins_with_verb(following) or following[:1] in _NO_SUBJECTS
    told = match is not None and acts and not named and not has_verb(match[0])
    return strip_leads(match["sayer"]) if match and told else ""


def is_report(clause: str) -> bool:
    """Whether a clause says who tells something."""
    return re.search(words.REPORTING, clause) is not None
