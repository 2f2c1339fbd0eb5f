"""The subject that runs through a paragraph: what the sentences are about, carried to figures
that name none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from newsterm.domain.facts import losses, names, phrases, words
from newsterm.domain.facts.clauses import Sentence, clause_end, clause_start
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity

_CLOSING = "。！？；：…”.!?;:"
"""What a sentence ends with that is no heading; a heading begins another story."""
REACH = 90
"""Characters of a clause that are read on either side of a quantity."""


# By which clock a time is told: 英国当地时间8月26日零点.
_ZONE = re.compile(r"(?:当地|北京|美国?东部)时间(?:零[点时])?")


def measure_told(clause: str) -> str:
    """What a clause without a figure tells of a measure (用电负荷持续走高); empty for none."""
    if names.PREDICATE.match(clause):
        return ""
    told = phrases.without_state(names.APART.split(phrases.subject(clause), maxsplit=1)[0])
    return told if len(told) >= 4 and len(phrases.measure(told)) >= 2 else ""


class SentenceText:
    """A sentence as the naming rules read it: without its time expressions, up to its figures."""

    def __init__(
        self, text: str, sentence: Sentence, mentions: list[Mention], here: list[Quantity]
    ) -> None:
        self._text = text
        self.start, self.end = sentence.start, sentence.end
        self._figures = [quantity.start for quantity in here]
        self._times = [(m.start, names.time_end(text, m.end)) for m in mentions if m.role != "base"]
        self._time_ends = [end for _, end in self._times]

    def plain(self, start: int, end: int) -> str:
        """`text[start:end]` without the time expressions in it."""
        parts, at = [], start
        for first, last in self._times[bisect_right(self._time_ends, start) :]:
            if first >= end:
                break
            parts.append(self._text[at : max(first, at)])
            at = max(at, last)
        parts.append(self._text[at:end])
        told = "".join(parts)
        return _ZONE.sub("", told) if "时间" in told else told

    def first_from(self, begin: int, end: int) -> int:
        """Where the first quantity from `begin` on stands; `end` for none before it."""
        index = bisect_left(self._figures, begin)
        found = self._figures[index] if index < len(self._figures) else end
        return min(found, end)

    def dated_subject(self, start: int, end: int) -> str:
        """The subject of a clause that names a time after it (以色列军队当天空袭…)."""
        index = bisect_right(self._time_ends, start)
        at = self._times[index][0] if index < len(self._times) else end
        name = phrases.strip_leads(self._text[start:at]) if start < at < end else ""
        return name if phrases.cut(name) == len(name) else ""


def told_after(text: str, start: int, quantity: Quantity) -> str:
    """What a figure that begins its sentence, at `text[start]`, is, by the next clause
    (56.8%，这是…增速).
    """
    if text[start : quantity.start].strip("“ ") != "":
        return ""
    window = text[quantity.end : quantity.end + 60]
    match = re.match(r"[，！。!—]{1,2}(?:这|那)?[就正]?是([^，。！？；\n]{3,48})", window)
    return phrases.clean(names.BARE_YEARS.sub("", match[1])) if match else ""


def cause(text: str, here: SentenceText, clause: int) -> str:
    """What the clause before the one at `text[clause]` tells as the cause of a loss
    (以军轰炸加沙，造成…); empty where it holds a figure or only who says it.
    """
    end = clause - 1
    begin = clause_start(text, end, max(here.start, end - REACH))
    if end <= here.start or here.first_from(begin, end) < end:
        return ""
    told = phrases.clean(here.plain(begin, end))
    return told if phrases.has_verb(told) and not phrases.is_report(told) else ""


class Topic:
    """What the sentences are about; a new paragraph forgets it, a new sentence makes it far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.name = ""
        self.old = ""
        """Of the paragraph before."""
        self.index = ""
        """The index told last without a unit (发展指数为89.3), taken by `take_index`."""
        self.clause = ""
        """The clause that tells of something without a figure last, taken by `take_clause`."""
        self.is_near = False
        """Whether it stands in the sentence at hand."""
        self._is_weak, self._scene = False, ""
        self._seen = 0

    def enter(self, sentence: Sentence, *, new_paragraph: bool) -> None:
        """Go on to a sentence."""
        if new_paragraph:
            heading = self._text[sentence.end - 1] not in _CLOSING
            self.old, self.name = "" if heading else self.name or self.old, ""
        self.is_near, self._seen = False, sentence.start

    def learn(self, here: SentenceText, until: int) -> None:
        """Take the subject from the clauses passed since the last quantity."""
        at = max(self._seen, until - 3 * REACH)
        while at < until:
            end = clause_end(self._text, at, until)
            counted = here.first_from(at, end)
            clause = here.plain(at, counted)
            if clause.endswith(("称", "说")) and not self.is_near:
                said = phrases.sayer(clause, here.plain(end + 1, end + 7))
                if names.can_own(said):
                    self._set(said, weak=True)
            self._learn_subject(here, at, counted, end)
            if counted == end and not phrases.is_report(clause):
                index = names.INDEX.match(clause)
                self.index = phrases.clean(index["name"]) if index else self.index
                self.clause = clause
            whole = clause if counted == end else here.plain(at, end)
            if losses.EVENT.search(whole):
                self._set(losses.event_told(phrases.clean(whole)))
            at = end + 1
        self._seen = max(self._seen, until)

    def _learn_subject(self, here: SentenceText, at: int, counted: int, end: int) -> None:
        clause = here.plain(at, counted)
        clause = clause if "（" in clause else clause.rpartition("）")[2]
        field = names.FIELD.fullmatch(clause)
        if field and not phrases.has_verb(field["field"]):
            self._set(field["field"], weak=True)
            return
        # The first subject rules its sentence, up to a semicolon: later ones are mostly parts of
        # it.
        if self.is_near and not self._is_weak and self._text[at - 1 : at] != "；":
            return
        aside = phrases.ASIDE.match(clause) is not None
        if aside or phrases.is_report(clause) or not names.titles_are_whole(clause):
            return
        clause = clause.rpartition("——")[2]
        own = phrases.owner(phrases.subject(names.DIRECTION.split(clause, maxsplit=1)[0]))
        if own in words.NO_OWNERS:
            own = phrases.first_phrase(clause)
        own = names.ONE_OF.sub("", names.REACHED.sub("", phrases.without_state(own)))
        if self.name and names.POINTED_AT.match(clause):
            self.is_near = True
            return
        if len(own) > 16:
            own = here.dated_subject(at, counted) or own
        own = names.SCORE.sub("", own)
        own = names.shortened(own.partition("、")[0] if len(own) > 16 else own)
        having = names.HAVING.search(clause) is not None
        own = re.sub(
            r"(?<=..)(?:同比|环比|分[一二三四五六七八九十两\d]{1,2}[期批轮次]|入列.{1,4}年多?)$",
            "",
            names.HAVING.sub("", own),
        )
        is_measure = counted < end and not having and phrases.clean(clause).endswith(own)
        rules = not self.is_near or self._yields(own) or self._text[at - 1 : at] == "；"
        verbal = phrases.begins_with_verb(own) and own[:2] not in words.NOMINAL
        if rules and not is_measure and not verbal and names.can_own(own):
            whole = counted == end
            scene = "place" if whole and clause.startswith("在") else ""
            where = self.name if self.is_near and self._scene == "place" and not scene else ""
            where = where if len(where) + len(own) <= 14 else ""
            if not scene and whole and names.OPENING.search(clause):
                scene = "event"
            self._set(where + own.removesuffix("的"), weak=bool(scene) or own in ("我国", "全国"))
            self._scene = scene

    def _yields(self, own: str) -> bool:
        """Whether the subject so far gives way to another in its sentence: a weak one to any, the
        place or event that sets the scene only to a body, not to its own kind (大赛, 论坛).
        """
        if not self._is_weak or not self._scene:
            return self._is_weak
        kind = self._scene == "event" and (len(own) <= 3 or self.name.endswith(own[-2:]))
        return names.ENTITY.search(own) is not None and not kind

    def _set(self, name: str, *, weak: bool = False) -> None:
        self.name, self.is_near, self._is_weak = name, True, weak
        self._scene = ""

    def take_clause(self) -> str:
        """The clause without a figure told right before, if not yet asked for; empty for none."""
        clause, self.clause = self.clause, ""
        return clause

    def take_index(self) -> str:
        """The index told since last asked; empty for none."""
        index, self.index = self.index, ""
        return index
