"""Planned or reported: cue words of the sentence, the future of the period, and the contents of
plans.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from newsterm.domain.facts.clauses import Sentence, clause_start
from newsterm.domain.facts.quantities import Quantity
from newsterm.domain.facts.tables import table

# Words that put what follows ahead, to the end of the sentence.
AHEAD = table(
    """
    力争 预计 预测 预期 预估 有望 要达到 要建成 要实现 明年 下一步 今后 到位后 确保到 即将 还将
    也将 都将 并将 必将 均将 又将 或将 再将 就将 则将 仍将 将会 规划了 规划建设 规划的 规划布局
    规划提出 规划披露 规划明确 目标为 目标是 目标达 主要目标 规划到 设定了目标 提出到 明确到
    要求到 建成后 投产后 达产后 通车后 投运后 建成投产后 投用后 全部建成 应建设 应达到 应不低于
    定于
    """
)
# Words that rule their own clause only: caps, duties, quotas.
DUTY = table(
    """
    控制在 不得 不应 必须 应当 严禁 须在 上限 下限 限值 目标
    """
)
# Words that say it is so or done already, and take back what stood before them.
DONE = table(
    """
    已经 已 目前 截至 如今 现有 现已 过去 曾 历时 完成了 实现了 达到了 取得了 建成了 创下 当前
    """
)

# 将 before one of these takes an object (将原锅炉房改造成…) and is no future.
_OBJECT = "原全这其该本此旧各老现有所“《0123456789一二两三四五六七八九十约近部"


@cache
def _cue() -> re.Pattern[str]:
    ahead = "|".join(sorted(AHEAD, key=len, reverse=True))
    duty = "|".join(sorted(DUTY, key=len, reverse=True))
    done = "|".join(sorted(DONE, key=len, reverse=True))
    return re.compile(
        rf"“[^“”\n]{{1,30}}”|《[^《》\n]{{1,60}}》|(?:目前|现)?已经?[^，。；\d已]{{1,6}}的|模拟|"
        rf"虚拟|目标任务|预期(?:指数|目标|值)|(?:全年|年度|原)计划|比拟|不曾|较去年|比去年|"
        rf"较上年|比上年|同比去年|将[军士领]|(?:已经|已|正|现)将|(?:可以|能够|通过|可|能|不断|"
        rf"成功|首次)将"
        rf"|(?P<ahead>{ahead}|"
        rf"(?<![度原动展施按该本五三善兴惠星划“])计划(?![节点指书报草的中、和任生单，。执外内数提明”》系目投入])|"
        rf""
        rf""
        rf"计划(?:投资|总投资)|争取(?!到|了)|拟(?![南人态合声稿])|或(?=导致|将|达|超|造成)|"
        rf"未来(?=[，几一三五十\d]|我国)|"
        rf"(?<![小大名老健悍虎麻])将(?![{_OBJECT}]))|(?P<duty>{duty})|(?P<done>{done})"
    )


@cache
def _disposal() -> re.Pattern[str]:
    """将 as 把: the verb that disposes of its object comes after it."""
    return re.compile(
        r"将[^，。；将]{1,16}(?:(?:由|从|了)(?=[约近超\d])|作为|纳入|列为|列入|改造|转化为|用于|"
        r"送往|送到|送入|打通|融入|收集|连接|联系|转变|变成|打造成|打造为|护送|视为|分为|评为|"
        r"发射|运至|运往|划分为|交付|移交|捐赠|调整为|集中安置|带到|引入|转移|抢运|救出)"
    )


@cache
def _ahead_after() -> re.Pattern[str]:
    """The plan told of what is counted: 10多个项目即将开工."""
    return re.compile(
        rf"[^，。；：！？\n\d已称示为]{{1,16}}?(?:即将|(?<![小大名老健悍])将(?![{_OBJECT}])|"
        rf"有望|计划于)"
    )


# A floor or ceiling that something is set to: 比例调整为不低于15%.
_FLOORS = ("不低于", "不高于", "不少于", "不超过", "不大于", "不小于")
_RULED = re.compile(r"调整为|应|须|要求|规定|标准|设定|原则上")
_FINE = re.compile(r"(?:处以?|并处|罚款|处罚)(?:不超过|最高)?$")


def is_target(
    text: str, sentence: Sentence, quantity: Quantity, *, ahead_at: int, dated_at: int
) -> bool:
    """Whether a quantity is planned, required, capped or forecast, by the sentence it stands in.

    Args:
        ahead_at: where the period in force is named, if it is after the article's day; else -1.
        dated_at: where it is named, if it is a day up to the article's; a plan before it is over.
            Else -1.
    """
    begin = max(sentence.start, quantity.start - 160)
    clause = clause_start(text, quantity.start, begin)
    ahead, done_at = False, -1
    for match in _cue().finditer(text, begin, quantity.end):
        if match.start() >= quantity.start:
            break
        if match.start() < dated_at - 3 or _is_aside(text, match.start(), begin, clause):
            continue
        if match["duty"]:
            ahead = ahead or match.start() >= clause
        elif match["done"]:
            ahead, done_at = False, match.start()
        elif match["ahead"]:
            ahead = ahead or match["ahead"] != "将" or not _is_object(text, match.start(), quantity)
    if text.startswith("不得", quantity.start):
        return True
    if text.startswith(_FLOORS, quantity.start) and _RULED.search(text, clause, quantity.start):
        return True
    if ahead or (done_at < clause and _ahead_after().match(text, quantity.end) is not None):
        return True
    if ahead_at >= sentence.start and ahead_at > done_at:
        return True
    return _FINE.search(
        text[max(begin, quantity.start - 8) : quantity.start]
    ) is not None and text.startswith(("罚款", "以下罚款", "的罚款", "以上"), quantity.end)


def _is_aside(text: str, at: int, floor: int, clause: int) -> bool:
    """随着…即将进入…，: what a clause of circumstance foresees is not what is planned."""
    if at >= clause:
        return False
    return text.startswith(("随着", "由于", "面对", "针对", "为了"), clause_start(text, at, floor))


def _is_object(text: str, at: int, quantity: Quantity) -> bool:
    return _disposal().match(text, at, quantity.end + 12) is not None


def is_ahead(period: str, today: str) -> bool:
    """Whether a period ends after the article's day, at its own grain."""
    if not period or not today:
        return False
    last = period.partition("/")[2] or period
    if "H" in last or "Q" in last:
        year, month = last[:4], int(last[-1]) * (6 if "H" in last else 3)
        return (
            f"{year}-{month:02}" > today[:7]
            and f"{year}-{month - (5 if 'H' in last else 2):02}" > today[:7]
        )
    return last > today[: len(last)]


_PLAN = re.compile(
    r"规划了|规划(?:提出|明确(?!的)|披露|要求|布局)|方案(?:提出|明确(?!的)|要求)|计划(?:提出|"
    r"明确(?!的))|纲要(?:提出|明确(?!的))|意见(?:提出|明确(?!的)|要求)"
)
_GOES_ON = re.compile(r"[“\s]{0,2}(?:同时|此外|另外|其中|并且|还要|另)")
_PAST = re.compile(r"已经|已|完成|实现了|目前|截至|同比|去年|近年来|现有|当前|以来|对接")


class PlanMemory:
    """What a plan holds: counts told right after it is named, and counts told again."""

    def __init__(self) -> None:
        self._told: list[tuple[Decimal, Decimal | None, str, str]] = []
        self._paragraph = -1
        self._in_plan = False
        self._was_ahead = self._goes_on = False

    def enter(self, text: str, sentence: Sentence) -> None:
        """Go on to a sentence: a plan lasts to the end of its paragraph, or to a sentence about
        what is done.
        """
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._in_plan, self._was_ahead = sentence.paragraph, False, False
        self._goes_on = self._was_ahead and _GOES_ON.match(text, sentence.start) is not None
        self._was_ahead = False
        window = text[sentence.start : min(sentence.end, sentence.start + 400)]
        if _PLAN.search(window):
            self._in_plan = True
        elif _PAST.search(window):
            self._in_plan = self._goes_on = False

    def remember(self, quantity: Quantity, indicator: str, target: bool) -> bool:
        """Whether a quantity is a target, its own sentence or the plan taken into account."""
        key = (quantity.value, quantity.high, quantity.unit)
        target = target or self._in_plan or self._goes_on
        self._was_ahead = self._was_ahead or target
        if not target and quantity.family in ("count", "大"):
            target = any(told[:3] == key and _alike(told[3], indicator) for told in self._told)
        if target and len(self._told) < 200:
            self._told.append((*key, indicator))
        return target


def _alike(first: str, second: str) -> bool:
    """Whether most characters of the shorter name stand in the longer."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= 4 and sum(c in longer for c in shorter) >= 0.8 * len(shorter)
