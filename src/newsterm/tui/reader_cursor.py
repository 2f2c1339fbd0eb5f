"""Where a person is in an article: at a sentence, at a fact, at a match of a search inside."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newsterm.domain.fact import Fact
from newsterm.domain.search.folding import fold
from newsterm.domain.sentences import sentences
from newsterm.tui.reader_marks import Layer, Span


class ReadingCursor:
    """The places that the keys go over, and which of them is in hand. Knows nothing of lines."""

    def __init__(self, body: str, facts: Sequence[Fact] = (), terms: Sequence[Span] = ()) -> None:
        self.body = body
        self.facts = tuple(sorted(facts, key=lambda fact: (fact.start, fact.end)))
        self.sentence: Span | None = None
        self.fact_index = -1
        self.hit_index = -1
        self._sentences: list[Span] | None = None
        self._folded: str | None = None
        self._fact_layers = tuple(
            Layer(name, [span_of(fact) for fact in self.facts if fact.is_target is planned])
            for name, planned in (("reported", False), ("planned", True))
        )
        self._hits = Layer("hit", terms)

    @property
    def fact(self) -> Fact | None:
        """The fact in hand."""
        return self.facts[self.fact_index] if self.fact_index >= 0 else None

    @property
    def hits(self) -> list[Span]:
        """The matches, in order."""
        return self._hits.spans

    @property
    def hit(self) -> Span | None:
        """The match in hand."""
        return self.hits[self.hit_index] if self.hit_index >= 0 else None

    def layers(self) -> tuple[Layer, ...]:
        """All marks, the lowest first."""
        return (
            Layer("sentence", [self.sentence] if self.sentence else []),
            *self._fact_layers,
            Layer("fact-in-hand", [span_of(self.fact)] if self.fact else []),
            self._hits,
            Layer("hit-in-hand", [self.hit] if self.hit else []),
        )

    def in_hand(self) -> list[Span]:
        """The spans that look otherwise because they are in hand."""
        spans = (self.sentence, span_of(self.fact) if self.fact else None, self.hit)
        return [span for span in spans if span is not None]

    # Sentences.

    def take_sentence_at(self, offset: int) -> None:
        """Take the sentence around `offset` in hand, or the next one; drop a fact outside it."""
        spans = self._all_sentences()
        ends = [end for _, end in spans]
        self._take(spans[min(bisect_right(ends, offset), len(spans) - 1)] if spans else None)

    def take_place(self, offset: int) -> None:
        """Take the sentence around `offset` in hand, and a fact that begins there."""
        self.take_sentence_at(offset)
        index = self.fact_at(offset)
        if index >= 0 and self.facts[index].start == offset:
            self.fact_index = index

    def step_sentence(self, steps: int, start_at: int | None = None) -> None:
        """Go `steps` sentences on; given a place, to the first one that begins there or later."""
        spans = self._all_sentences()
        if not spans:
            return
        starts = [start for start, _ in spans]
        if self.sentence is None or start_at is not None:
            index = bisect_left(starts, start_at or 0)
        else:
            index = bisect_left(starts, self.sentence[0]) + steps
        self._take(spans[max(0, min(index, len(spans) - 1))])

    def _all_sentences(self) -> list[Span]:
        if self._sentences is None:
            self._sentences = sentences(self.body)
        return self._sentences

    def _take(self, sentence: Span | None) -> None:
        self.sentence = sentence
        fact = self.fact
        if fact is not None and not (sentence and sentence[0] <= fact.start < sentence[1]):
            self.fact_index = -1

    # Facts.

    def step_fact(self, direction: int, count: int, place: int) -> bool:
        """Go `count` facts on or back, from the one in hand or from `place`; False at the end."""
        starts = [fact.start for fact in self.facts]
        if self.fact_index >= 0:
            index = self.fact_index + direction * count
        else:
            index = bisect_left(starts, place) + (count - 1 if direction > 0 else -count)
        if not 0 <= index < len(starts):
            return False
        self.take_fact(index)
        return True

    def take_fact(self, index: int) -> None:
        """Take a fact in hand, and the sentence it stands in."""
        self.take_sentence_at(self.facts[index].start)
        self.fact_index = index

    def fact_at(self, offset: int) -> int:
        """Number of the fact at `offset`, -1 when there is none."""
        for index, fact in enumerate(self.facts):
            if fact.start <= offset < fact.end:
                return index
        return -1

    def fact_of_sentence(self) -> Fact | None:
        """The fact in hand, else the first one in the sentence in hand."""
        if self.fact is not None or self.sentence is None:
            return self.fact
        start, end = self.sentence
        return next((fact for fact in self.facts if start <= fact.start < end), None)

    # Matches.

    def find(self, text: str) -> None:
        """Mark every place where `text` stands, whatever its case and script; none for no text."""
        needle = fold(text)
        self.hit_index = -1
        spans: list[Span] = []
        if needle.strip():
            if self._folded is None:
                self._folded = fold(self.body)
            at = self._folded.find(needle)
            while at >= 0:
                spans.append((at, at + len(needle)))
                at = self._folded.find(needle, at + len(needle))
        self._hits = Layer("hit", spans)

    def take_hit_from(self, place: int) -> None:
        """Take the first match at `place` or later in hand, round the end."""
        starts = [start for start, _ in self.hits]
        self.take_hit(bisect_left(starts, place) % len(starts))

    def step_hit(self, steps: int) -> None:
        """Go `steps` matches on, round the end."""
        at = self.hit_index if self.hit_index >= 0 else (-1 if steps > 0 else 0)
        self.take_hit((at + steps) % len(self.hits))

    def take_hit(self, index: int) -> None:
        """Take a match in hand, and the sentence it stands in."""
        self.hit_index = index
        self.take_sentence_at(self.hits[index][0])


def span_of(fact: Fact) -> Span:
    """Where a fact stands in the body."""
    return fact.start, fact.end
