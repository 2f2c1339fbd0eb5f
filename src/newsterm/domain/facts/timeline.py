"""Which period holds for a quantity: the one named last, carried on until another, a reset or a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newsterm.domain.facts import cues, near_times, standing
from newsterm.domain.facts.changes import is_from
from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.reports import DAILY

_OF_LATER = re.compile(
    r"每年|每天|年客流|年运|年接待|年吞吐|到会|观展|参展|期间|开通|建成|投产|投用|启动|签署|将|开工|合龙|贯通|后，"
)
# How long something took that ended or began on the day named.
_TOOK = re.compile(r"(?:历时|耗时|用时|经过|经历|驻留|飞行|航行|跋涉|持续|会期|需要?)[^，。]{0,4}$")
# What is run on a day: 加开旅客列车1071列.
_RUN = re.compile(r"(?:加开|增开|开行|发航|发班|起降|执行|保障)[^，。；\d]{0,8}$")
# A part of a sentence, or a sentence, about a place: 在青岛，….
_PLACE = re.compile(
    r"(?:而)?在(?!此|这|全国|会|此次|去年|今年)[^，。；\d]{2,14}(?<![下中时后前上])，"
)
_BY_NOW = re.compile(r"已(?:经)?[^，。；：已]{0,14}$")
# Days that point back: without one named before, they name nothing and change nothing.
_POINTING = ("same_day", "day_after")
_STRETCHES = ("window", "elapsed", "recent", "since_year", "short_while")


class Timeline:
    """The state that runs through a body; `enter` each sentence, then ask `at` and `settle` in
    order.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraph = -1
        self._mentions: list[Mention] = []
        self._next = 0
        self._current: Mention | None = None
        self._own_sentence = False
        self._used_as_actual = self._used_as_target = False
        self._until = self._is_english = False
        self._start = self._last_end = self._part_end = 0
        self._apart: list[Mention] = []
        self._is_second = False
        self._earlier: Mention | None = None
        self._forecast_in = self._told_at = self._place_at = -1
        self._now_at = self._reported_at = self._rule_in = -1

    def enter(self, sentence: Sentence, mentions: list[Mention]) -> None:
        """Go on to a sentence; a new paragraph forgets."""
        for mention in self._mentions[self._next :]:
            self._take(mention)
        if sentence.paragraph != self._paragraph or sentence.is_english:
            self._paragraph, self._current, self._used_as_actual = sentence.paragraph, None, False
            self._used_as_target, self._place_at = False, -1
        self._mentions, self._next, self._own_sentence, self._until = mentions, 0, False, False
        self._is_english = sentence.is_english
        self._start, self._is_second = sentence.start, False
        self._apart, self._last_end = near_times.told_apart(self._text, mentions), 0
        self._part_end = sentence.start
        self._go_to(sentence.start)

    def _go_to(self, at: int) -> None:
        """Go on to a part that may be of a place: 在济南，一季度…；在日照，… is of no time told of
        another.
        """
        if _PLACE.match(self._text, at):
            if self._current is not None and 0 <= self._place_at < self._current.start < at:
                self._current, self._own_sentence = None, False
            self._place_at = at

    def at(self, quantity: Quantity) -> str:
        """The period in force at a quantity, before its status is known."""
        while (
            self._next < len(self._mentions) and self._mentions[self._next].start < quantity.start
        ):
            self._take(self._mentions[self._next])
            self._next += 1
        if self._is_english and not self._own_sentence:
            self._take_next()
        part = self._text.rfind("；", self._part_end, quantity.start)
        if part >= 0:
            self._part_end = part + 1
            if self._current is None or self._current.start < part:
                self._go_to(part + 1)
        return self._current.period if self._current else ""

    def _take_next(self) -> None:
        """English names the time last: sales rose 5 percent in 2023."""
        for mention in self._mentions[self._next :]:
            if mention.role in ("when", "until", "window") and mention.period:
                self._take(mention)
                return

    def _take(self, mention: Mention) -> None:
        if mention.role == "published":
            self._reported_at = mention.start
            if not self._own_sentence:
                self._forget_day()
        if mention.role in ("base", "published", "clock", "qualifier"):
            return
        if mention.shape == "feast" and self._is_of_own_day():
            return
        if mention.role in ("now", "event") or self._is_before_report(mention):
            if not self._until or self._has_told():
                self._current, self._own_sentence, self._until = None, True, False
                self._now_at = mention.start
            return
        if self._now_at >= self._start and self._is_attribute(mention):
            return
        if mention.role == "window" and (self._until or not mention.period):
            return
        # 2019至2023年的五年间: the window sums up the years.
        if mention.role == "window" and self._sums_up(mention):
            return
        within = self._current is not None and self._current.period.startswith(mention.period)
        if self._until and within and not self._is_parallel(mention):
            return
        # What the figure is of has a time of its own (截至3月2日，2月29日的伤亡人数).
        if self._until and mention.shape in DAILY and self._is_of_thing(mention):
            return
        if mention.role == "until":
            self._until = True
        if mention.role == "when" and not mention.period and mention.shape in _POINTING:
            return
        mention = self._reached(mention)
        self._earlier = self._current
        self._current, self._own_sentence, self._used_as_actual = mention, True, False
        self._used_as_target = False
        self._forecast_in = -1

    def _sums_up(self, mention: Mention) -> bool:
        """Whether a window stands right after the time in force: 2019至2023年的五年间."""
        gap = mention.start - self._current.end if self._current else -1
        return gap == 0 or (gap == 1 and self._text[mention.start - 1] in "的这")

    def _is_of_own_day(self) -> bool:
        """Whether the sentence named its day: 2月9日，口岸迎来春节假期入境高峰."""
        named = self._current is not None and self._own_sentence
        return named and self._current is not None and self._current.shape in DAILY

    def _reached(self, mention: Mention) -> Mention:
        """With the time since which it is counted: 自2018年10月开通以来，至今年2月，…."""
        first = self._current
        if first is None or not self._own_sentence or first.role != "window" or self._has_told():
            return mention
        if mention.role != "when":
            return mention
        begin = first.period.partition("/")[0]
        if self._text[mention.start - 1] != "至" or not begin < mention.period:
            return mention
        return replace(mention, period=f"{begin}/{mention.period}")

    def _is_before_report(self, mention: Mention) -> bool:
        """Whether a stretch of days is told from the day of a report: 24日称，过去一天发生…."""
        reported = self._reported_at >= self._start and mention.shape == "recent"
        return reported and len(mention.period) > 20

    def _has_told(self) -> bool:
        """Whether a figure was told since the period in force was named."""
        return self._current is not None and self._told_at > self._current.start

    def _is_attribute(self, mention: Mention) -> bool:
        """Whether a year told after 截至目前, with no figure between, is of the thing measured
        (截至目前，累计收购2023年秋粮…).
        """
        till_now = self._text.startswith("截", self._now_at) and self._told_at < self._now_at
        return till_now and mention.shape == "year" and self._text[mention.start - 1] not in "，；"

    def _is_of_thing(self, mention: Mention) -> bool:
        """Whether a day named after 截至, with no figure between, is before it or an attribute."""
        if self._current is None or self._told_at > self._current.start:
            return False
        attribute = self._text[mention.start - 1] == "的"
        return attribute or mention.period < self._current.period

    def _is_parallel(self, mention: Mention) -> bool:
        """截至2023年末，余额…，2023年发放…: a year beside its last day, after a figure of that."""
        assert self._current is not None
        told = self._current.start < self._told_at < mention.start
        whole = self._text[mention.start].isdigit() and mention.shape == "year"
        return told and (whole or mention.shape == "whole_year")

    def _forget_day(self) -> None:
        """Another report, named by its day, no longer tells of the day told before."""
        if self._current is not None and self._current.shape in DAILY:
            self._current = None

    @property
    def route(self) -> str:
        """How the period in force came here: named in the sentence, carried, or named after."""
        return "after" if self._current is None else "when" if self._own_sentence else "carried"

    @property
    def is_planned(self) -> bool:
        """Whether the period in force was named in a sentence before, for plans alone."""
        carried = self._current is not None and not self._own_sentence
        return carried and self._used_as_target and not self._used_as_actual

    @property
    def named_at(self) -> int:
        """Where the period in force is named; -1 for none."""
        return self._current.start if self._current else -1

    @property
    def day_at(self) -> int:
        """Where the day in force is named in this sentence; -1 for none."""
        own = self._current is not None and self._own_sentence and self._current.shape in DAILY
        return self.named_at if own else -1

    @property
    def period(self) -> str:
        """The period in force; empty for none."""
        return self._current.period if self._current else ""

    @property
    def turned_from(self) -> str:
        """The period told in this sentence before the one in force, which begins a clause; empty
        for none.
        """
        first, second = self._earlier, self._current
        if first is None or second is None or first.start < self._start:
            return ""
        return first.period if self._text[second.start - 1] in "，；" else ""

    @property
    def apart_at(self) -> int:
        """Where the period in force is named after a semicolon of this sentence; -1 for none."""
        if self._current is None or not self._own_sentence:
            return -1
        return self.named_at if self._text.rfind("；", self._start, self.named_at) > 0 else -1

    def settle(self, quantity: Quantity, *, target: bool, ahead: bool) -> str:
        """The period of a quantity: what is in force, unless it can't be carried to this one.

        Args:
            ahead: whether the period in force is after the article's day.
        """
        self._told_at = quantity.start
        if self._is_english:
            was = self._text.endswith(" from ", 0, quantity.start)
            return self._current.period if self._current and not was else ""
        apart = self._next_apart(quantity) or near_times.compared(
            self._text, self._mentions, quantity
        )
        if apart:
            return apart
        if standing.is_timeless(self._text, quantity):
            return ""
        # Both ends of 由A提高到B are told in the same breath, of no period named before.
        is_second, self._is_second = self._is_second, is_from(self._text, quantity)
        if is_second and not self._own_sentence:
            return ""
        # A fine holds as long as its rule.
        if not self._own_sentence and cues.PENALTY.match(self._text, quantity.end):
            return ""
        after = ""
        if not self._own_sentence and self._next < len(self._mentions):
            after = near_times.named_after(self._text, self._mentions[self._next], quantity)
        if after or self._current is None:
            return after
        if (
            target
            and not ahead
            and self._current.shape in DAILY
            and not self._is_of_today(quantity)
        ):
            return ""
        if is_from(self._text, quantity) and self._current.start < near_times.from_at(
            self._text, quantity
        ):
            return ""
        if not self._holds(quantity, target=target, ahead=ahead):
            return ""
        self._used_as_actual = self._used_as_actual or not target
        self._used_as_target = self._used_as_target or target
        period = self._current.period
        if is_from(self._text, quantity) or self._text.startswith("的基础上", quantity.end):
            self._current = self._earlier
        return period

    def _next_apart(self, quantity: Quantity) -> str:
        """The next of the periods told apart by 分别, as long as their values stand in a row."""
        if not self._apart or quantity.start < self._apart[0].end:
            return ""
        between = self._text[self._last_end : quantity.start]
        if self._last_end and between not in ("、", "和", "与", "及", "，", "以及"):
            self._apart = []
            return ""
        first, *self._apart = self._apart
        self._last_end = quantity.end
        return first.period

    def _is_of_today(self, quantity: Quantity) -> bool:
        """Whether what is foreseen is of the day named: 今天预计发送旅客70万人次, but not
        今天开通，预计每年…. In a sentence after it, so are the parts and flows (counted in 人次,
        架次), and what is compared with them.
        """
        assert self._current is not None
        begin = self._current.end if self._own_sentence else self._start
        before = self._text[max(self._start, quantity.start - 14) : quantity.start]
        flow = quantity.unit.endswith("次") or _RUN.search(before) is not None
        told = self._own_sentence or flow or self._forecast_in == self._start
        if not self._own_sentence and before.rfind("日均") >= 0:
            told = False
        if self._forecast_in >= 0 and self._text.startswith("其中", self._start):
            told = True
        if told and _OF_LATER.search(self._text, begin, quantity.start) is None:
            self._forecast_in = self._start
            return True
        self._forecast_in = -1
        return False

    def _holds(self, quantity: Quantity, *, target: bool, ahead: bool) -> bool:
        """Whether what is in force may be carried to a quantity, by what the quantity is."""
        assert self._current is not None
        before = self._text[max(0, quantity.start - 20) : quantity.start]
        of_day = self._current.shape in DAILY
        if quantity.family == "physical":
            if standing.is_of_place(self._text, quantity):
                return False
            if not self._own_sentence and standing.is_property(self._text, quantity, of_day=of_day):
                return False
            if self._text.startswith(("外", "之外", "以外", "处的"), quantity.end):
                return False
        if quantity.family == "time" and (
            near_times.is_longer(self._text, self._current, quantity) or standing.is_left(before)
        ):
            return False
        outlasts = near_times.outlasts(self._text, self._current, quantity)
        if self._own_sentence:
            return _TOOK.search(before) is None or not outlasts
        if outlasts:
            if not before.endswith("为期"):
                self._current = None
            return False
        in_year = len(self._current.period) == 4
        if quantity.family == "time" and standing.is_lasting(self._text, quantity, in_year=in_year):
            return False
        if target and self._current.role == "window" and self._current.shape != "ahead":
            return False
        if standing.is_rule(self._text, self._start, quantity, of_day=of_day):
            self._rule_in = self._start
            return False
        # What can be done goes on to the end of its sentence.
        if of_day and self._rule_in == self._start:
            return False
        part = self._text.startswith("其中", self._start)
        if (
            self._current.shape in _STRETCHES
            and not part
            and standing.is_level(self._text, quantity)
        ):
            return False
        # 已 says how it stands by now, not in the period told before.
        by_now = _BY_NOW.search(before) or self._text.startswith("已", quantity.start)
        if by_now and not of_day:
            return False
        return not ((ahead and not target) or (target and self._used_as_actual))
