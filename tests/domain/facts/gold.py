"""Annotated articles, and how far what was extracted agrees with them."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact

DATA = Path(__file__).parent / "data"

CLASSES = {"=": "=", "~": "~", ">": ">", ">=": ">", "<": "<", "<=": "<"}
"""Bounds that count as one when compared: over and at least, under and at most."""


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def annotated(name: str) -> list[tuple[Article, list[Fact]]]:
    """The articles of a file in `data`, each with its facts in order of the text."""
    articles = {str(row["id"]): _article(row) for row in rows(DATA / f"{name}.articles.jsonl")}
    pairs = []
    for note in rows(DATA / f"{name}.notes.jsonl"):
        article = articles[str(note["id"])]
        facts = note["facts"]
        assert isinstance(facts, list)
        pairs.append((article, [_fact(article.body, fact) for fact in facts]))
    return pairs


def _article(row: dict[str, object]) -> Article:
    text = {key: str(row[key]) for key in ("id", "title", "body", "date")}
    return Article(id=text["id"], title=text["title"], body=text["body"], date=text["date"])


def _fact(body: str, note: dict[str, object]) -> Fact:
    quote, text = str(note["quote"]), str(note["text"])
    assert body.count(quote) == 1, quote
    assert quote.count(text) == 1, quote
    start = body.index(quote) + quote.index(text)
    value, high = note["value"], note["value_high"]
    assert isinstance(value, int | float)
    assert high is None or isinstance(high, int | float)
    return Fact(
        text=text,
        start=start,
        end=start + len(text),
        value=float(value),
        value_high=None if high is None else float(high),
        unit=str(note["unit"]),
        comparator=str(note["comparator"]),
        period=str(note["period"]),
        status=str(note["status"]),
        indicator=str(note["indicator"]),
    )


@dataclass
class Agreement:
    """Counts over many articles; a pair is right when value, upper end and unit are equal."""

    gold: int = 0
    found: int = 0
    right: int = 0
    slots: Counter[str] = field(default_factory=Counter)

    def add(self, gold: list[Fact], found: Iterable[Fact]) -> None:
        """Pair the facts of one article where their spans overlap, and count."""
        left = list(found)
        self.gold += len(gold)
        self.found += len(left)
        for fact in gold:
            match = next((f for f in left if same_quantity(fact, f) and overlaps(fact, f)), None)
            if match is not None:
                left.remove(match)
                self.right += 1
                self.slots.update(right_slots(fact, match))

    @property
    def quantity(self) -> float:
        """F1 of the quantities."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0

    @property
    def full(self) -> float:
        """F1 of facts right in every slot."""
        return 2 * self.slots["full"] / (self.gold + self.found)

    def share(self, slot: str) -> float:
        """Of the right quantities, the share with a slot right."""
        return self.slots[slot] / self.right


def overlaps(first: Fact, second: Fact) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end


def same_quantity(first: Fact, second: Fact) -> bool:
    """Whether two facts have the same number, range and unit."""
    return (
        _same(first.value, second.value)
        and _same(first.value_high, second.value_high)
        and _fold(first.unit) == _fold(second.unit)
    )


def _same(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return abs(first - second) <= 1e-6 * max(abs(first), abs(second))


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def right_slots(gold: Fact, found: Fact) -> list[str]:
    """The slots of a right quantity that agree; `full` when all do."""
    agree = {
        "comparator": CLASSES[gold.comparator] == CLASSES[found.comparator],
        "period": gold.period == found.period,
        "status": gold.status == found.status,
        "indicator": names_the_same(gold.indicator, found.indicator),
    }
    return [slot for slot, right in agree.items() if right] + ["full"] * all(agree.values())


def names_the_same(gold: str, found: str) -> bool:
    """At least 0.6 of the characters (0.5 where nearly all of the found stand in the gold), and
    no essay.
    """
    a, b = Counter(_fold(gold)), Counter(_fold(found))
    shared = (a & b).total()
    enough = (0.5 if shared >= 0.9 * b.total() else 0.6) * a.total()
    return shared >= enough and b.total() <= max(24, 2 * a.total())
