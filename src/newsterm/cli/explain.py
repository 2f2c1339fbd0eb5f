"""`extract --explain`: each fact under its sentence, with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.sentences import sentences


def explain(article: Article, facts: Sequence[Fact]) -> Iterator[str]:
    """Lines to print: the article's head, then each sentence that has facts, and those."""
    yield f"{article.id}  {article.title}"
    left = list(facts)
    for start, end in sentences(article.body):
        here = [fact for fact in left if start <= fact.start < end]
        if not here:
            continue
        yield ""
        yield "  " + article.body[start:end].strip().replace("\n", " ")
        for fact in here:
            high = "" if fact.value_high is None else f"–{fact.value_high:.15g}"
            yield (
                f"    {fact.text}  {fact.comparator} {fact.value:.15g}{high} {fact.unit}"
                f"  {fact.period or '-'}  {fact.status}  {fact.indicator}"
                f"  [{fact.rule} {fact.confidence:.2f}]"
            )
