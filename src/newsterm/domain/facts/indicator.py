"""What a quantity measures: the noun after a count, the subject before a measure, carried where it is missing."""

from __future__ import annotations

import re

from newsterm.domain.facts.clauses import CLAUSE_ENDS, Sentence, clause_start
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantities import Quantity


class Namer:
    """Names the quantities of one sentence after another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.plan = False
        self._paragraph = -1

    def enter(self, sentence: Sentence, mentions: list[Mention], here: list[Quantity]) -> None:
        """Go on to a sentence with its time expressions and quantities."""
        self._sentence, self._here = sentence, here
        self._spans = [(m.start, m.end) for m in mentions]

    def name(self, index: int) -> str:
        """The indicator of the `index`-th quantity of the sentence."""
        quantity = self._here[index]
        start = clause_start(
            self._text, quantity.start, max(self._sentence.start, quantity.start - 60)
        )
        before = self._text[start : quantity.start]
        after = re.match(r"[^，。；：！？、\n]{0,12}", self._text[quantity.end : quantity.end + 12])
        return (before + (after[0] if after else "")).strip()[:24] or "-"


_ = CLAUSE_ENDS
