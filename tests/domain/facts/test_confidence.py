"""How sure a rule says it is, against how often it is right."""

from __future__ import annotations

import pytest

from newsterm.domain.facts import extract
from newsterm.domain.facts.confidence import confidence
from tests.domain.facts.gold import annotated, overlaps, right_slots, same_quantity


def outcomes() -> list[tuple[float, bool]]:
    """The confidence of each fact of the review articles, and whether it is right throughout."""
    rows = []
    for article, gold in annotated("review"):
        for fact in extract(article):
            match = next((g for g in gold if overlaps(g, fact) and same_quantity(g, fact)), None)
            right = match is not None and "full" in right_slots(match, fact)
            rows.append((fact.confidence, right))
    return rows


def test_the_surer_the_righter() -> None:
    rows = outcomes()
    sure = [right for chance, right in rows if chance >= 0.85]
    unsure = [right for chance, right in rows if chance < 0.75]
    assert sum(sure) / len(sure) >= 0.80
    assert sum(unsure) / len(unsure) <= 0.75


@pytest.mark.parametrize(
    ("rule", "chance"), [("share/change/when", 0.98), ("count/noun/carried", 0.69)]
)
def test_named_and_dated_count(rule: str, chance: float) -> None:
    assert confidence(rule) == chance


def test_a_rule_says_what_scanned_named_and_dated() -> None:
    article, _ = annotated("review")[0]
    assert {fact.rule.count("/") for fact in extract(article)} <= {2}
