"""Planned or reported: cue words of the sentence, the future of the period, and the contents of
plans.
"""

from __future__ import annotations

import re
from decimal import Decimal

from newsterm.domain.facts import cues, names, phrases, standing, words
from newsterm.domain.facts.clauses import Sentence, clause_start
from newsterm.domain.facts.quantity import Quantity

# A floor or ceiling that something is set to: 比例调整为不低于15%.
_FLOORS = ("不低于", "不高于", "不少于", "不超过", "不大于", "不小于")
_RULED = re.compile(r"调整为|应|须|要求|规定|标准|设定|原则上|停留|逗留|免签")
# Who is asked thinks so now, whatever is foreseen: 近六成受访者认为.
_OPINION = re.compile(
    r"的?(?:受访|被调查|被访|调查对象|民众|选民|网友|[^，。；\d]{0,4}[人者])[^，。；\d]{0,4}"
    r"(?:认为|表示|支持|反对|担心|赞成|不满|希望)|"
    r"的?(?:受访|被调查|被访)[^，。；\d]{0,8}(?:计划|打算|预计|有意)"
)
# A plan named by its goal: 千亿斤粮食产能提升行动.
_NAMED_GOAL = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:行动|计划)(?![于在将了])")
# The whole of a share, which is there: 到2027年，283个海湾中，将有40%建成….
_WHOLE = re.compile(r"[^，。；\d]{1,10}中，?[^，。；\d]{0,4}有(?:超过|约|近)?\d")
# What must be done in a time: 要在4分钟内通过.
_IN_TIME = re.compile(r"(?<![需主重])[要须应]在$")
# What was planned and stands: 规划的40个中心全部挂牌成立.
_STANDS = re.compile(
    r"[^，。；\d将]{0,20}?(?:全部|均已?|都已?|已经?)(?:挂牌|建成|完成|开工|投产|投用|开通|落地|成立|上线|确认|报名|到位|抵达)(?!后)"
)
_COMING = re.compile(r"[为给向]来自(?:全国|全球|世界)?$")
_TRYING = re.compile(r"力争|争取|确保|预计|将")
_FINE = re.compile(r"(?:处以?|罚款|处罚)(?:不超过|最高)?(?:[\d.]{1,8}万?元(?:以上|至|到))?$")


def is_target(
    text: str, sentence: Sentence, quantity: Quantity, *, ahead_at: int, dated_at: int
) -> bool:
    """Whether a quantity is planned, required, capped or forecast, by the sentence it stands in.

    Args:
        ahead_at: where the period in force is named, if it is after the article's day; else -1.
        dated_at: where it is named, if it is a day up to the article's, or a time that is over
            after a semicolon; a plan before it is over. Else -1.
    """
    begin = max(sentence.start, quantity.start - 160)
    clause = clause_start(text, quantity.start, begin)
    ahead, done_at = _cued(text, begin, quantity, dated_at)
    if counts_whole(text, quantity) or _OPINION.match(text, quantity.end):
        return False
    if _is_there(text, quantity):
        return False
    if _STANDS.match(text, quantity.end) and not _TRYING.search(text, clause, quantity.start):
        return False
    if _is_set(text, quantity, begin):
        return True
    counted = quantity.family in ("count", "大", "noun") and not _OF_IT.search(
        text, max(begin, quantity.start - 6), quantity.start
    )
    if ahead or (
        counted and done_at < clause and cues.ahead_after().match(text, quantity.end) is not None
    ):
        return True
    if ahead_at >= sentence.start and ahead_at > done_at:
        return True
    before = text[max(begin, quantity.start - 20) : quantity.start]
    return _FINE.search(before) is not None and cues.PENALTY.match(text, quantity.end) is not None


def _is_there(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is there before what is planned: 在去年355个的基础上, 来自35个代表团的
    运动员, 距离开幕还有4天.
    """
    if text.startswith("的基础上", quantity.end):
        return True
    before = text[max(0, quantity.start - 30) : quantity.start]
    if quantity.family == "time":
        return standing.is_left(before) and "距" in before
    return quantity.family == "count" and _COMING.search(before) is not None


def _is_set(text: str, quantity: Quantity, begin: int) -> bool:
    """Whether the words that touch a quantity set it: a floor, a goal, a time to do it in."""
    if text.startswith("不得", quantity.start):
        return True
    before = text[max(0, quantity.start - 3) : quantity.start]
    if before.endswith(("目标（", "任务（")):
        return True
    if quantity.family == "time" and _IN_TIME.search(before):
        return True
    if quantity.family == "physical" and _NAMED_GOAL.match(text, quantity.end):
        return True
    floor = text.startswith(_FLOORS, quantity.start)
    return floor and _RULED.search(text, begin, quantity.start) is not None


def counts_whole(text: str, quantity: Quantity) -> bool:
    """Whether what is counted is the whole that a share after it is of."""
    return quantity.family in ("count", "noun") and _WHOLE.match(text, quantity.end) is not None


def _cued(text: str, begin: int, quantity: Quantity, dated_at: int) -> tuple[bool, int]:
    """Whether the cues from `begin` on put a quantity ahead, and where the last that says it is
    done stands; -1 for none.
    """
    clause = clause_start(text, quantity.start, begin)
    semicolon = text.rfind("；", begin, quantity.start)
    elsewhere = semicolon >= 0 and _ELSEWHERE.match(text, semicolon + 1) is not None
    dated_at = max(dated_at, semicolon + 3) if elsewhere else dated_at
    ahead, done_at = False, -1
    for match in cues.cue().finditer(text, begin, quantity.end):
        if match.start() >= quantity.start:
            break
        if match.start() < dated_at - 3 or _is_aside(text, match.start(), begin, clause):
            continue
        if match["duty"]:
            ahead = ahead or match.start() >= clause
        elif match["done"]:
            ahead, done_at = False, match.start()
        elif match["ahead"] in _FORESEEN and _is_left(text, match, begin, clause):
            continue
        elif match["ahead"]:
            ahead = (
                ahead
                or match["ahead"] != "将"
                or not cues.takes_object(text, match.start(), quantity.end)
            )
    return ahead, done_at


# How a clause goes on with what is told of the subject before.
_GOES_ON_WITH = (
    *("达", "为", "约", "是", "较", "比", "占", "均", "其中", "同比", "环比"),
    *words.DEEDS,
    *("增开", "加开", "增投", "加密", "到发", "起降", "保障", "运送", "接送"),
)
# Another place, of which nothing before is told.
_ELSEWHERE = re.compile(r"在[^，。；\d]{2,12}，")
# A count that tells of a thing that exists: 拥有100多套设备的产线将….
_OF_IT = re.compile(r"(?:拥有|有着|具有|配备|搭载|占|达|由)(?:近|约|超过|逾)?$")
_FORESEEN = ("预计", "预测", "预估")


def _is_left(text: str, match: re.Match[str], floor: int, clause: int) -> bool:
    """Whether 预计 after the subject of its own clause does not reach another clause, which has
    its own.
    """
    own = clause_start(text, match.start(), floor)
    if match.start() >= clause or match.start() - own < 4 or text[match.end()] in "，：":
        return False
    told = text[clause : clause + 12]
    if text.startswith("其中，", clause - 3):
        return False
    depends = (
        told.startswith(_GOES_ON_WITH)
        or phrases.begins_with_verb(told)
        or any(rule.match(told) for rule in (names.change(), names.OF_OWNER))
    )
    return text[clause - 1] == "，" and not depends and names.OF_BASE.match(told) is None


def _is_aside(text: str, at: int, floor: int, clause: int) -> bool:
    """随着…即将进入…，: what a clause of circumstance foresees is not what is planned."""
    if at >= clause:
        return False
    return text.startswith(("随着", "由于", "面对", "针对", "为了"), clause_start(text, at, floor))


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


def is_over(period: str, today: str) -> bool:
    """Whether a period ended before the article's, at its own grain."""
    last = period.partition("/")[2] or period
    if not last or not today or is_ahead(period, today):
        return False
    if "H" in last or "Q" in last:
        month = int(last[-1]) * (6 if "H" in last else 3)
        return f"{last[:4]}-{month:02}" < today[:7]
    return last < today[: len(last)]


_PLAN = re.compile(
    # A plan made known, and what it holds: 发布2024年重大项目清单，包括….
    r"(?:规划|方案|计划|纲要|清单|指南|意见|措施)》?[^，。；]{0,16}(?:发布|印发|出台|公布)[^，。；]{0,4}，"
    r"[^，。；\d]{0,40}(?:包括|包含|涵盖|涉及|提出|明确|部署|确定|安排|共)|"
    r"(?:发布|印发|出台|公布)[^，。；]{0,4}[^，。；]{2,30}(?:规划|方案|计划|纲要|清单|建设指南)》?，"
    r"[^，。；\d]{0,20}(?:包括|包含|涵盖|涉及|提出|明确|部署|确定|安排|共)|"
    r"规划了|规划(?:提出|明确(?!的)|披露|要求|布局)|方案(?:提出|明确(?!的)|要求)|计划(?:提出|"
    r"明确(?!的))|纲要(?:提出|明确(?!的))|意见(?:提出|明确(?!的)|要求)"
)
_GOES_ON = re.compile(
    r"[“\s]{0,2}(?:同时|此外|另外|其中|并且|还要|另|届时|此后|增开|加开|(?:调图|调整|实施|改造)后)"
)
# The goals of a report, and how its tasks are numbered after them.
_GOALS = re.compile(r"(?:预期|主要)目标是[:：]?|目标任务是[:：]?")
_TASK = re.compile(
    r"[“\s]{0,2}(?:第?[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十]{1,2}）|"
    r"[一二三四五六七八九十]{1,2}、)"
)
_BY_NOW = re.compile(r"已经|已(?!有的)|目前|截至|去年|过去|同比|比上年")
_PAST = re.compile(r"已经|已|完成|实现了|目前|截至|同比|去年|近年来|现有|当前|以来|对接")


_REACHED = re.compile(r"(?:达到?|提高到|提升[到至]|增加到|增[长至]|降[低至]到?|下降|超过|控制在)$")


def reaches(text: str, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a figure is what something comes to, in a sentence that tells of nothing done: after
    a plan for the same period it is planned too.
    """
    if _PAST.search(text, sentence.start, sentence.end):
        return False
    return (
        _REACHED.search(text, max(sentence.start, quantity.start - 6), quantity.start) is not None
    )


_FROM_DAY = re.compile(r"(?:日|月|年|今天|明天)(?:零时)?起，[^，。；]{0,30}?将")


def _foretells(text: str, sentence: Sentence) -> bool:
    """Whether a sentence tells what will be from a day on: 1月10日起，全国铁路将实行新图."""
    end = min(sentence.end, sentence.start + 200)
    match = _FROM_DAY.search(text, sentence.start, end)
    return match is not None and not cues.takes_object(text, match.end() - 1, end)


class PlanMemory:
    """What a plan holds: counts told right after it is named, and counts told again."""

    def __init__(self) -> None:
        self._has_goals = self._is_task = False
        self._told: list[tuple[Decimal, Decimal | None, str, str]] = []
        self._paragraph = -1
        self._in_plan = False
        self._was_ahead = self._goes_on = self._foretold = False
        self._was_actual = self._is_actual = False

    def enter(self, text: str, sentence: Sentence) -> None:
        """Go on to a sentence: a plan lasts to the end of its paragraph, or to a sentence about
        what is done.
        """
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._in_plan, self._was_ahead = sentence.paragraph, False, False
            self._foretold = False
            self._is_task = False
        self._goes_on = (self._was_ahead or self._foretold) and _GOES_ON.match(
            text, sentence.start
        ) is not None
        self._was_ahead = False
        self._was_actual, self._is_actual = self._is_actual, False
        self._foretold = _foretells(text, sentence)
        window = text[sentence.start : min(sentence.end, sentence.start + 400)]
        self._has_goals = self._has_goals or _GOALS.search(window) is not None
        if self._has_goals and _TASK.match(text, sentence.start):
            self._is_task = True
        if self._is_task and _BY_NOW.search(window):
            self._is_task = False
        if self._is_task or _PLAN.search(window):
            self._in_plan = True
        elif _PAST.search(window):
            self._in_plan = self._goes_on = False

    def goes_on(self, text: str, sentence: Sentence) -> bool:
        """Whether a sentence goes on with the one before (其中，…), which told no figure of what is
        done, and tells of nothing done either.
        """
        if self._was_actual or _GOES_ON.match(text, sentence.start) is None:
            return False
        return _PAST.search(text, sentence.start, min(sentence.end, sentence.start + 400)) is None

    def remember(self, quantity: Quantity, indicator: str, target: bool) -> bool:
        """Whether a quantity is a target, its own sentence or the plan taken into account."""
        key = (quantity.value, quantity.high, quantity.unit)
        target = target or self._in_plan or self._goes_on
        self._was_ahead = self._was_ahead or target
        self._is_actual = self._is_actual or not target
        if not target and quantity.family in ("count", "大"):
            target = any(told[:3] == key and _alike(told[3], indicator) for told in self._told)
        if target and len(self._told) < 200:
            self._told.append((*key, indicator))
        return target


def _alike(first: str, second: str) -> bool:
    """Whether most characters of the shorter name stand in the longer."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= 4 and sum(c in longer for c in shorter) >= 0.8 * len(shorter)
