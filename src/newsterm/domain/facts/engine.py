"""From an article to its facts: scan, date, judge and name every quantity, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.facts import clauses, guards, periods, quantities
from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.dates import parse_day
from newsterm.domain.facts.indicator import Namer
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantities import Quantity, Spans
from newsterm.domain.facts.status import PlanMemory, is_ahead, is_target
from newsterm.domain.facts.timeline import Timeline, is_from

Checkpoint = Callable[[], None]


def read(article: Article, checkpoint: Checkpoint | None) -> list[Fact]:
    """The facts of an article, in order; see `newsterm.domain.facts.extract`."""
    return _Reader(article, checkpoint or _go_on).facts()


def _go_on() -> None:
    return None


@dataclass(slots=True)
class _Reader:
    article: Article
    checkpoint: Checkpoint

    def facts(self) -> list[Fact]:
        text = clauses.fold(self.article.body)
        today = parse_day(self.article.date)
        sentences = list(clauses.sentences(text))
        mentions = self._mentions(text, sentences, today)
        masked = Spans([*guards.masks(text), *((m.start, m.end) for row in mentions for m in row)])
        found = list(quantities.scan(text, masked))
        facts: list[Fact] = []
        timeline, namer, plans = Timeline(text), Namer(text), PlanMemory()
        index = 0
        for sentence, row in zip(sentences, mentions, strict=True):
            self.checkpoint()
            here: list[Quantity] = []
            while index < len(found) and found[index].start < sentence.end:
                here.append(found[index])
                index += 1
            facts += self._sentence(text, sentence, row, here, timeline, namer, plans)
        return facts

    def _mentions(
        self, text: str, sentences: list[Sentence], today: date | None
    ) -> list[list[Mention]]:
        rows: list[list[Mention]] = []
        paragraph, year = -1, None
        for sentence in sentences:
            self.checkpoint()
            if sentence.paragraph != paragraph:
                paragraph, year = sentence.paragraph, None
            row = periods.find(text, sentence.start, sentence.end, today, year)
            for mention in row:
                if mention.period and mention.role in ("when", "until"):
                    year = int(mention.period[:4])
            rows.append(row)
        return rows

    def _sentence(
        self,
        text: str,
        sentence: Sentence,
        row: list[Mention],
        here: list[Quantity],
        timeline: Timeline,
        namer: Namer,
        plans: PlanMemory,
    ) -> list[Fact]:
        timeline.enter(sentence, row)
        plans.enter(text, sentence)
        namer.enter(sentence, row, here)
        facts = []
        for count, quantity in enumerate(here):
            if count % 64 == 63:
                self.checkpoint()
            period = timeline.at(quantity)
            indicator = namer.name(count)
            target = self._is_target(text, sentence, quantity, period, timeline, plans, indicator)
            ahead = is_ahead(period, self.article.date)
            period = timeline.settle(quantity, target=target, ahead=ahead)
            facts.append(
                Fact(
                    text=self.article.body[quantity.start : quantity.end],
                    start=quantity.start,
                    end=quantity.end,
                    value=float(quantity.value),
                    value_high=None if quantity.high is None else float(quantity.high),
                    unit=quantity.unit,
                    comparator=quantity.comparator,
                    period=period,
                    status="target" if target else "actual",
                    indicator=indicator,
                    confidence=0.9,
                    rule=quantity.rule,
                )
            )
        return facts

    def _is_target(
        self,
        text: str,
        sentence: Sentence,
        quantity: Quantity,
        period: str,
        timeline: Timeline,
        plans: PlanMemory,
        indicator: str,
    ) -> bool:
        if is_from(text, quantity):
            return False
        verdict = is_target(
            text,
            sentence,
            quantity,
            period=period,
            named_at=timeline.named_at,
            today=self.article.date,
        )
        return plans.remember(quantity, indicator, verdict)
