"""From an article to its facts: scan, date, judge and name every quantity, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.facts import (
    clauses,
    english,
    english_indicator,
    english_time,
    guards,
    periods,
    quantities,
)
from newsterm.domain.facts.changes import is_from
from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.confidence import confidence
from newsterm.domain.facts.dates import parse_day
from newsterm.domain.facts.indicator import Namer
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity, Spans
from newsterm.domain.facts.status import PlanMemory, is_ahead, is_over, is_target, reaches
from newsterm.domain.facts.timeline import Timeline

Checkpoint = Callable[[], None]


def read(article: Article, checkpoint: Checkpoint | None) -> Iterator[Fact]:
    """The facts of an article, in order; see `newsterm.domain.facts.extract`."""
    return _Reader(article, checkpoint or _go_on).facts()


def _go_on() -> None:
    return None


class _Reader:
    """One article on its way through the engine."""

    def __init__(self, article: Article, checkpoint: Checkpoint) -> None:
        self._article = article
        self._checkpoint = checkpoint
        self._tight = clauses.tighten(clauses.fold(article.body))
        self._text = self._tight.text
        self._today = parse_day(article.date)
        self._timeline = Timeline(self._text)
        self._namer = Namer(self._text)
        self._english_namer = english_indicator.Namer(self._text)
        self._plans = PlanMemory()

    def facts(self) -> Iterator[Fact]:
        sentences = list(clauses.sentences(self._text))
        mentions = list(self._mentions(sentences))
        found = self._quantities(sentences, mentions)
        index = 0
        for sentence, row in zip(sentences, mentions, strict=True):
            self._checkpoint()
            if index == len(found):
                break
            first = index
            while index < len(found) and found[index].start < sentence.end:
                index += 1
            yield from self._sentence(sentence, row, found[first:index])

    def _mentions(self, sentences: list[Sentence]) -> Iterator[list[Mention]]:
        paragraph, year, day = -1, None, ""
        for sentence in sentences:
            self._checkpoint()
            if sentence.paragraph != paragraph:
                paragraph, year = sentence.paragraph, None
            find = _find_english if sentence.is_english else periods.find
            row = find(self._text, sentence.start, sentence.end, self._today, year, day)
            for mention in row:
                if mention.role != "base" and parse_day(mention.period):
                    day = mention.period
                if mention.period and mention.role in ("when", "until"):
                    year = int(mention.period[:4])
            yield row

    def _quantities(
        self, sentences: list[Sentence], mentions: list[list[Mention]]
    ) -> list[Quantity]:
        timed = [(mention.start, mention.end) for row in mentions for mention in row]
        named = list(guards.masks(self._text))
        foreign = [sentence for sentence in sentences if sentence.is_english]
        masked = Spans([*timed, *named, *((s.start, s.end) for s in foreign)])
        found = []
        for count, quantity in enumerate(quantities.scan(self._text, masked)):
            if count % 64 == 0:
                self._checkpoint()
            found.append(quantity)
        masked = Spans([*timed, *named])
        for sentence in foreign:
            self._checkpoint()
            found += english.scan(self._text, sentence.start, sentence.end, masked)
        return sorted(found, key=lambda quantity: quantity.start)

    def _sentence(
        self, sentence: Sentence, row: list[Mention], here: list[Quantity]
    ) -> Iterator[Fact]:
        namer = self._english_namer if sentence.is_english else self._namer
        self._timeline.enter(sentence, row)
        self._plans.enter(self._text, sentence)
        namer.enter(sentence, row, here)
        for index, quantity in enumerate(here):
            if index % 64 == 63:
                self._checkpoint()
            period = self._timeline.at(quantity)
            ahead = is_ahead(period, self._article.date)
            indicator = namer.name(index)
            target = self._is_target(sentence, quantity, ahead, indicator)
            period = self._timeline.settle(quantity, target=target, ahead=ahead)
            rule = f"{quantity.rule}/{namer.route}/{self._timeline.route if period else 'undated'}"
            start = self._tight.original(quantity.start)
            end = self._tight.original(quantity.end - 1) + 1
            yield Fact(
                text=self._article.body[start:end],
                start=start,
                end=end,
                value=float(quantity.value),
                value_high=None if quantity.high is None else float(quantity.high),
                unit=quantity.unit,
                comparator=quantity.comparator,
                period=period,
                status="target" if target else "actual",
                indicator=indicator,
                confidence=confidence(rule),
                rule=rule,
            )

    def _is_target(
        self, sentence: Sentence, quantity: Quantity, ahead: bool, indicator: str
    ) -> bool:
        if sentence.is_english:
            if english.is_from(self._text, quantity):
                return False
            own = ahead and self._timeline.named_at >= sentence.start
            return english.is_target(self._text, sentence.start, quantity, ahead=own)
        if is_from(self._text, quantity):
            return False
        named_at = self._timeline.named_at if ahead else -1
        dated_at = -1 if ahead else self._timeline.day_at
        if not ahead and is_over(self._timeline.period, self._article.date):
            dated_at = max(dated_at, self._timeline.apart_at)
        if not ahead and is_ahead(self._timeline.turned_from, self._article.date):
            dated_at = max(dated_at, self._timeline.named_at)
        verdict = is_target(self._text, sentence, quantity, ahead_at=named_at, dated_at=dated_at)
        if ahead and self._timeline.route == "carried":
            verdict = verdict or self._plans.goes_on(self._text, sentence)
        verdict = verdict or (self._timeline.is_planned and reaches(self._text, sentence, quantity))
        return self._plans.remember(quantity, indicator, verdict)


def _find_english(
    text: str, start: int, end: int, today: date | None, year: int | None, day: str
) -> list[Mention]:
    return english_time.find(text, start, end, today)
