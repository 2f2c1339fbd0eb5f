"""Which facts speak of the same indicator, however it is worded.

The key of a fact is owner, measure and unit; two facts are joined when all three are equal.

- The unit is taken as it stands: 元 and 美元, % and 个百分点, 斤 and 吨 are never joined.
- The owner is whom the indicator names, else whom its clause or paragraph names; 全国, 我国, 中国
  and nobody are one owner (see `owners`); 全市, 全县 of no named place are of their article alone.
- The measure is the rest in standard words: names of statistics have one form (GDP is 国内生产总值,
  CPI 居民消费价格, 粮食总产量 粮食产量, `…在国内生产总值中占比` 占国内生产总值比重); what only
  frames the figure is left out (确保…, 累计, 全年, …分别完成, …达到, …的目标是).
- A change is named by what it is compared with: 同比增长, 比上年增长, 较去年同期上涨, 增速 and 涨幅
  are one, 环比增长 and 比上月上升 another, 比2012年, 年均 and 实际 each their own. A bare 增长
  within a year is 同比. A fall (下降, 减少, 回落) is the same indicator with the value negative:
  `Reading.sign`.
- `增长到` tells a level, not a change, and belongs to the level's indicator.
- Of `产销量分别完成A和B` the first is 产量 and the second 销量.

What a person split or merged wins over all this; the store keeps that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsterm.domain.fact import Fact
from newsterm.domain.figures.indicator_key import LOCAL, NATION, IndicatorKey
from newsterm.domain.figures.owners import owner_at_start, owner_before
from newsterm.domain.period import bounds


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact read as a value of an indicator."""

    key: IndicatorKey
    sign: int = 1
    """-1 where the words tell a fall of so much."""


RISES = (
    *(
        "增长",
        "增加",
        "上涨",
        "上升",
        "提高",
        "提升",
        "扩大",
        "加快",
        "攀升",
        "回升",
        "增多",
        "多增",
    ),
    *("增", "升", "涨"),
)
FALLS = (
    *(
        "下降",
        "减少",
        "降低",
        "回落",
        "下滑",
        "萎缩",
        "缩小",
        "收窄",
        "放缓",
        "下跌",
        "缩减",
        "下调",
    ),
    *("降", "减"),
)
_RATES = {"增速": 1, "增幅": 1, "涨幅": 1, "增长率": 1, "增长速度": 1, "降幅": -1, "跌幅": -1}
# What only a rate can do, so that 零售总额比上月加快 is 零售总额增速比上月加快.
_OF_RATES = ("加快", "放缓")

# Statistics that have several names, the standard one last. Order matters: long ones first.
_NAMES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        ("地区生产总值|国内生产总值(?:GDP)?|GDP(?![A-Za-z])", "国内生产总值"),
        ("国内生产总值[(（]?国内生产总值[)）]?", "国内生产总值"),
        (
            "(?:居民)?消费者?(?:物价|价格)(?:总)?(?:指数|水平)?(?:CPI)?|CPI(?![A-Za-z])",
            "居民消费价格",
        ),
        ("居民居民", "居民"),
        ("(?:工业)?生产者出厂价格(?:指数)?(?:PPI)?|PPI(?![A-Za-z])", "工业生产者出厂价格"),
        ("采购经理(?:人)?指数(?:PMI)?|PMI(?![A-Za-z])", "采购经理指数"),
        ("(?:扣除|去除|剔除)了?食品.{0,4}能源.{0,4}核心", "核心"),
        ("社会消费品零售(?:总额|(?!总额|.{0,3}服务))|社零总?额", "社会消费品零售总额"),
        ("总产量|年产量|总产$", "产量"),
        ("进出口总值|进出口总额|进出口额|进出口值", "进出口总额"),
        ("规模以上工业增加值", "规模以上工业增加值"),
        ("研究与试验发展[(（]?(?:R&D)?[)）]?", "研发"),
    )
)
_GDP_OF = re.compile("占(?:全市|全省|全国|全区|我国|本市|同期)(?=国内生产总值)")
_SHARE_IN = re.compile("在(.{1,20}?)(?:中|里)?的?占比$")
_SHARE_OF = re.compile("占(?!比)(.{1,20}?)(?:的?(?:比重|比例|份额|占比|比率))?$")
_NUMBERED = re.compile(r"^[0-9]{1,2}[.、．]")
_DROPPED = re.compile(
    "全年|累计|共计|合计|总计|每年|当月|当年|首次|[（(][^（()）]{0,12}[)）]|[\\s“”\"'「」《》，；]"
)
_OF = re.compile("的(?![士确])")
# What stands before the noun phrase and says nothing of it; all to its left is dropped with it.
_LEAD = re.compile(
    "^.{0,40}(?:确保|力争|保证|预计|预测)(?=[一-龥A-Z].{2,})"
    "|^(?:实现|完成|据统计|初步核算|经初步核算|最终|其中|以及|包括|使得|推动|带动|我们|已经|目前)"
)
# What stands between the noun phrase and the figure.
_TRAIL = re.compile(
    "(?:(?:继续|有望|连续|总体)?(?:的)?(?:总体|预期|主要)?目标(?:是|为)?(?:继续)?|继续|有望|连续|首次|分别|完成|达到"
    "|实现|保持在?|稳定在?|站稳(?:台阶)?|台阶|再?创(?:历史)?新高|提升至|提高到|上升至|增至|增加到|升至|攀升?至?|突破|超过|达|为|是|约|仅有?|只有?"
    "|均|已|共有?|再次|多年|预期|左右|同|则|也|近|(?<=[量额值率重])占)$"
)
_CHANGE = re.compile(
    "(?P<base>同比|同期相?比|[比较与](?:上年|去年|上一年|前一年)(?:同期|同月|同季|同季度)?(?:相比)?"
    "|环比|[比较与](?:上月|上个月|上季度?|上一季度|前月)(?:相比)?|按年率(?:计算)?|年均"
    "|[比较与](?:(?![比较与]).){1,14}?(?:相比)?)?"
    "(?:分别|累计|平均|大幅|小幅|略|仅|只|又|再|也|均|已|将|共|约|预计|有望|由.{1,8}转为){0,3}"
    f"(?P<real>实际|名义)?(?:分别|平均|大幅|小幅|略)?(?P<verb>{'|'.join((*RISES, *FALLS))})"
    "(?:了|率|速度)?$"
)
_YEAR_ON_YEAR = re.compile("同比|同期相?比|[比较与](?:上年|去年|上一年|前一年)")
_MONTH_ON_MONTH = re.compile("环比|[比较与](?:上月|上个月|上季|上一季|前月)")
_BASE_MONTH = re.compile("[比较与]([0-9]{1,2})月份?(?:相比)?$")
_BASE_YEAR = re.compile("[比较与]([0-9]{4})年(?:同期|底|末|同月)?(?:相比)?(.{0,6}?)$")
_RATE = re.compile(
    "(?P<base>同比|环比|年均|按年率(?:计算)?)?(?P<real>实际|名义)?"
    f"(?P<verb>{'|'.join(sorted(_RATES, key=len, reverse=True))})$"
)
_LOCAL = re.compile("(?:全|本|该|我)(?:市|省|区|县|州|自治区|乡|镇|村)(?=.)")
_TO_LEVEL = re.compile("(?:[到至为]|达到)(?:了|约)?$")
_PAIRS = {"产销": ("产量", "销量"), "进出口": ("进口", "出口")}
_PAIR = re.compile("(产销|进出口)(?:量)?(?=$|分别|完成|同比|比上年|增长|均)")
_BETWEEN_PAIR = re.compile("[和与、及，]")
MAX_WORDING = 120
"""A longer text is no name of an indicator, and is taken as it stands."""

_STRETCHES = ("年", "个月", "个季度", "天", "次", "周")
# The year that a change counts from, told at the head of its sentence.
_SINCE = re.compile("[与比较]([0-9]{4})年(?:底|末|同期)?相比[^。；\n]{0,40}$")
_RATIO_UNITS = ("%", "倍", "‰", "个百分点", "百分点")


def readings(facts: Sequence[Fact], body: str, article: str = "") -> Iterator[Reading]:
    """Each fact of an article read as a value of an indicator, in their order.

    Args:
        facts: in order of the text.
        body: what their offsets point into.
        article: its id; `全县` of nobody named means another county in every article.
    """
    for number, fact in enumerate(facts):
        words = _one_of_pair(facts, number, body)
        before = body[max(0, fact.start - 4) : fact.start]
        reading = read_indicator(
            words, fact.unit, period=fact.period, to_level=bool(_TO_LEVEL.search(before))
        )
        if reading.key.measure.endswith(("同比增长", "增加")) and (
            since := _SINCE.search(body[max(0, fact.start - 60) : fact.start])
        ):
            measure = re.sub("(?:同比增长|增加)$", f"比{since[1]}年增长", reading.key.measure)
            reading = Reading(IndicatorKey(reading.key.owner, measure, fact.unit), reading.sign)
        if reading.key.owner == NATION and owner_at_start(_bare(words))[0] is None:
            owner, measure = owner_before(body, fact.start), reading.key.measure
            if match := _LOCAL.match(measure):
                owner = owner or f"{match[0]}{LOCAL}{article}"
                measure = measure[match.end() :] or measure
            reading = Reading(IndicatorKey(owner, measure, fact.unit), reading.sign)
        yield reading


@lru_cache(maxsize=4096)
def read_indicator(
    indicator: str, unit: str, *, period: str = "", to_level: bool = False
) -> Reading:
    """The key of an indicator as it is worded, without looking at the text around it.

    Args:
        indicator: the slot of a fact.
        unit: its unit.
        period: its period; a bare 增长 is 同比 only within a year.
        to_level: the figure stands behind 到 or 至, so a verb of change before it tells a level.
    """
    if len(indicator) > MAX_WORDING:
        return Reading(IndicatorKey(NATION, indicator, unit))
    owner, words = owner_at_start(_bare(indicator))
    later, words = owner_at_start(_trimmed(words, unit))
    words = _standard_names(words)
    if unit in _STRETCHES and "连续" in words:
        words = words[: words.index("连续")] + "连续"
        return Reading(IndicatorKey(owner or later or NATION, words, unit))
    words, change, sign = _split_change(words, unit, period, to_level=to_level)
    measure = _shares(_trimmed(words, unit), unit) + change
    if not measure:
        measure, sign = indicator, 1
    return Reading(IndicatorKey(owner or later or NATION, measure, unit), sign)


def _bare(indicator: str) -> str:
    return _DROPPED.sub("", _NUMBERED.sub("", indicator.strip()))


def _trimmed(words: str, unit: str) -> str:
    """Without what frames the noun phrase on both sides; never empty."""
    match = _LEAD.match(words)
    if match and len(words) - match.end() >= 2:
        owner, _ = owner_at_start(words)
        words = (owner or "") + words[match.end() :]
    if unit in _STRETCHES and "连续" in words:
        return words
    while (match := _TRAIL.search(words)) and match.start() >= 2:
        words = words[: match.start()]
    return words


def _standard_names(words: str) -> str:
    for pattern, name in _NAMES:
        words = pattern.sub(name, words)
    return _OF.sub("", _GDP_OF.sub("占", words))


def _shares(words: str, unit: str) -> str:
    """`占…` of a share in its standard form."""
    if unit not in _RATIO_UNITS or "占" not in words:
        return words
    words = _SHARE_IN.sub(r"占\1比重", words)
    return _SHARE_OF.sub(r"占\1比重", words)


def _split_change(words: str, unit: str, period: str, *, to_level: bool) -> tuple[str, str, int]:
    """The words before the change, the change in standard words (or none), and its sign."""
    match = _CHANGE.search(words)
    if match and match.start() >= 1:
        verb, base = match["verb"], match["base"] or ""
        if to_level and not base:
            return words[: match.start()], "", 1
        if not (len(verb) == 1 and not base):
            before, carried = _without_rate(words[: match.start()], unit)
            if unit == "个百分点" and verb in _OF_RATES and not carried:
                carried = "增速"
            base_words = _base(base, unit, period)
            change = f"{carried}{base_words}{match['real'] or ''}{_verb(unit)}"
            return before, change, -1 if verb in FALLS else 1
    rate = _RATE.search(words)
    if rate and rate.start() >= 1 and unit in _RATIO_UNITS and unit != "个百分点":
        base_words = _base(rate["base"] or "", unit, period)
        return words[: rate.start()], f"{base_words}{rate['real'] or ''}增长", _RATES[rate["verb"]]
    return words, "", 1


def _without_rate(words: str, unit: str) -> tuple[str, str]:
    """`涨幅比上月扩大`: what changes is the rate; its name in standard form."""
    words = _trimmed(words, unit)
    match = _RATE.search(words)
    if match and match.start() >= 1 and unit == "个百分点":
        base = (match["base"] or "").removeprefix("同比")
        return words[: match.start()], f"{base}{match['real'] or ''}增速"
    return words, ""


def _verb(unit: str) -> str:
    return "提高" if unit in ("个百分点", "百分点") else "增长" if unit in _RATIO_UNITS else "增加"


def _base(base: str, unit: str, period: str) -> str:
    """What a change is compared with, in standard words."""
    if _MONTH_ON_MONTH.match(base):
        return "环比"
    if _YEAR_ON_YEAR.match(base):
        return "同比"
    if not base:
        within = unit in _RATIO_UNITS and unit != "个百分点" and _within_a_year(period)
        return "同比" if within else ""
    if (match := _BASE_MONTH.match(base)) and _follows(period, int(match[1])):
        return "环比"
    if match := _BASE_YEAR.match(base):
        return f"比{match[1]}年{match[2]}"
    if base.startswith("按年率"):
        return "按年率"
    return re.sub("^[较与]", "比", base).removesuffix("相比")


def _follows(period: str, month: int) -> bool:
    """Whether a period is the month after one that is only named by its number."""
    match = re.fullmatch("[0-9]{4}-([0-9]{2})", period)
    return match is not None and int(match[1]) == month % 12 + 1


def _within_a_year(period: str) -> bool:
    try:
        start, end = bounds(period)
    except ValueError:
        return False
    return (end - start).days <= 366


def _one_of_pair(facts: Sequence[Fact], number: int, body: str) -> str:
    """The indicator, of `产销分别A和B` only the half that this fact is about."""
    fact = facts[number]
    match = _PAIR.search(fact.indicator)
    if match is None:
        return fact.indicator
    for place, other in ((0, number + 1), (1, number - 1)):
        if not 0 <= other < len(facts):
            continue
        twin = facts[other]
        first, last = (fact, twin) if place == 0 else (twin, fact)
        between = body[first.end : last.start]
        if (
            (twin.indicator, twin.unit) == (fact.indicator, fact.unit)
            and len(between) == 1
            and _BETWEEN_PAIR.match(between)
        ):
            half = _PAIRS[match[1]][place]
            return fact.indicator[: match.start()] + half + fact.indicator[match.end() :]
    return fact.indicator
