"""The engine against what was annotated: its floor on review, English and developers'
articles.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.facts import extract
from tests.domain.facts.gold import Agreement, annotated, rows

SHARED = Path(
    os.environ.get("NEWSTERM_SHARED", Path(__file__).resolve().parents[3].parent / "shared")
)


def agreement(pairs: list[tuple[Article, list[Fact]]]) -> Agreement:
    counts = Agreement()
    for article, facts in pairs:
        counts.add(facts, extract(article))
    return counts


def developers(name: str) -> list[tuple[Article, list[Fact]]]:
    """The developers' gold, where it lies beside the project."""
    path = SHARED / "facts" / f"{name}.gold.jsonl"
    if not path.exists():
        pytest.skip(f"no developers' gold at {path}")
    gold = {str(row["id"]): row["facts"] for row in rows(path)}
    pairs = []
    for row in rows(SHARED / "facts" / f"{name}.articles.jsonl"):
        facts = gold[str(row["id"])]
        assert isinstance(facts, list)
        article = Article(
            id=str(row["id"]), title=str(row["title"]), body=str(row["body"]), date=str(row["date"])
        )
        pairs.append((article, [Fact(**fact) for fact in facts]))
    return pairs


def test_annotations_are_whole() -> None:
    facts = [fact for _, facts in annotated("review") for fact in facts]
    assert len(facts) > 350
    assert len([fact for _, facts in annotated("english") for fact in facts]) >= 60


def test_review_articles() -> None:
    counts = agreement(annotated("review"))
    assert counts.quantity >= 0.97
    assert counts.share("comparator") >= 0.985
    assert counts.share("period") >= 0.95
    assert counts.share("status") >= 0.98
    assert counts.share("indicator") >= 0.82
    assert counts.full >= 0.75


@pytest.mark.parametrize("name", ["later", "fresh", "newer"])
def test_later_articles(name: str) -> None:
    counts = agreement(annotated(name))
    assert counts.quantity >= 0.985
    assert counts.share("comparator") >= 0.985
    assert counts.share("period") >= 0.96
    assert counts.share("status") >= 0.97
    assert counts.share("indicator") >= 0.88
    assert counts.full >= 0.83


def test_third_articles() -> None:
    """The third set annotated by another annotator, on which the engine does worse."""
    counts = agreement(annotated("third"))
    assert counts.quantity >= 0.96
    assert counts.share("comparator") >= 0.985
    assert counts.share("period") >= 0.97
    assert counts.share("status") >= 0.985
    assert counts.share("indicator") >= 0.86
    assert counts.full >= 0.80


def test_wide_articles() -> None:
    """Three hundred articles that the rules were learnt from."""
    counts = agreement(annotated("wide"))
    assert counts.quantity >= 0.99
    assert counts.share("comparator") >= 0.99
    assert counts.share("period") >= 0.95
    assert counts.share("status") >= 0.98
    assert counts.share("indicator") >= 0.855
    assert counts.full >= 0.80


def test_unseen_articles() -> None:
    """A hundred articles that nobody who wrote rules has looked into: what to expect elsewhere."""
    counts = agreement(annotated("unseen"))
    assert counts.quantity >= 0.985
    assert counts.share("comparator") >= 0.985
    assert counts.share("period") >= 0.93
    assert counts.share("status") >= 0.96
    assert counts.share("indicator") >= 0.845
    assert counts.full >= 0.75


def test_english_articles() -> None:
    counts = agreement(annotated("english"))
    assert counts.quantity >= 0.97
    assert counts.share("comparator") >= 0.98
    assert counts.share("period") >= 0.95
    assert counts.share("status") >= 0.95
    assert counts.share("indicator") >= 0.85


@pytest.mark.parametrize("name", ["seed", "dev"])
def test_developers_gold(name: str) -> None:
    counts = agreement(developers(name))
    assert counts.quantity >= 0.97
    assert counts.share("comparator") >= 0.985
    assert counts.share("period") >= 0.88
    assert counts.share("status") >= 0.96
    assert counts.full >= 0.75
