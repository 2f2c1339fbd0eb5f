"""Which period holds for a quantity: the one named last, carried on until another, a reset or a paragraph."""

from __future__ import annotations

import re
from datetime import date

from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantities import Quantity

_STANDING = re.compile(
    r"(?:距离?|相距|全长|全程|总?里程|占地面积|建筑面积|总面积|面积|功率|设计速度|时速|高|宽|深|海拔|直径|半径|容积|容量)(?:共|为|约|达|达到|长)?[^，。；、\n\d]{0,6}$"
)


class Timeline:
    """The state that runs through a body; `enter` each sentence, then ask `at` and `settle` in order."""

    def __init__(self, text: str, today: date | None) -> None:
        self._text = text
        self._today = today
        self._paragraph = -1
        self._mentions: list[Mention] = []
        self._next = 0
        self._current: Mention | None = None
        self._own_sentence = False
        self._used_as_actual = False
        self._until = False

    def enter(self, sentence: Sentence, mentions: list[Mention]) -> None:
        """Go on to a sentence; a new paragraph forgets."""
        for mention in self._mentions[self._next :]:
            self._take(mention)
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._current, self._used_as_actual = sentence.paragraph, None, False
        self._mentions, self._next, self._own_sentence, self._until = mentions, 0, False, False

    def at(self, quantity: Quantity) -> str:
        """The period in force at a quantity, before its status is known."""
        while (
            self._next < len(self._mentions) and self._mentions[self._next].start < quantity.start
        ):
            self._take(self._mentions[self._next])
            self._next += 1
        return self._current.period if self._current else ""

    def _take(self, mention: Mention) -> None:
        if mention.role in ("base", "published"):
            return
        if mention.role == "now":
            if not self._until:
                self._current, self._own_sentence = None, True
            return
        if mention.role == "window" and (self._until or not mention.period):
            return
        if mention.role == "until":
            self._until = True
        self._current, self._own_sentence, self._used_as_actual = mention, True, False

    def settle(self, quantity: Quantity, *, target: bool) -> str:
        """The period of a quantity: what is in force, unless it can't be carried to this one."""
        if self._current is None:
            return ""
        before = self._text[max(0, quantity.start - 16) : quantity.start]
        after = self._text[quantity.end : quantity.end + 12]
        if not self._own_sentence:
            if target and self._used_as_actual:
                return ""
            if quantity.family == "physical" and _STANDING.search(before):
                return ""
        if self._is_from(before, after):
            return ""
        if not target:
            self._used_as_actual = True
        return self._current.period

    def _is_from(self, before: str, after: str) -> bool:
        """The A of 由A提高到B."""
        return bool(
            re.search(r"[由从]$", before)
            and re.match(
                r"(?:提高|提升|提|增加|增长|增|上升|升|下降|降低|降|减少|减|压缩|缩短|扩大|扩|上调|下调|调整|调|跃升|变)[^，。；]{0,3}[到至为]",
                after,
            )
        )
