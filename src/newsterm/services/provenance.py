"""Where a fact comes from: its place in article and file, its rule, and what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.review import DECISIONS, quote_start, shifted
from newsterm.domain.sentences import sentence_at
from newsterm.domain.text import decode, sanitise
from newsterm.errors import InputError
from newsterm.language import _
from newsterm.services.prepare import read_bytes
from newsterm.services.show import file_of
from newsterm.services.wording import status_word, value_text
from newsterm.store.facts import ArticleFact
from newsterm.store.review_log import Decided, touches
from newsterm.store.store import Store

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FactDetails:
    """A fact with all that is known of its origin."""

    article_id: int
    slug: str
    title: str
    date: str
    source: str
    fact: Fact
    indicator: str
    """The indicator that it is a value of, after what editors joined and parted."""
    sentence: str
    offset: int
    """Where the sentence begins in the body."""
    file: Path | None
    """None when the article's file is gone."""
    line: int
    """Of the fact in the file, from 1; 0 when it can't be told."""
    found: Fact | None
    """As it was extracted, or written in a facts file, before anybody decided on it; None when a
    person added it."""
    decisions: tuple[Decided, ...]
    """What was decided on it, also what was undone, the oldest first."""
    in_force: int | None
    """Number of the decision that it rests on."""


def fact_details(
    store: Store, article_id: int, span: Span, *, root: Path | None = None
) -> list[FactDetails]:
    """The details of the facts of an article that touch `body[span[0]:span[1]]`, in order.

    Args:
        root: the library's folder, which paths of files begin at.
    """
    article = store.articles.get(article_id)
    if article is None:
        return []
    stored = [
        each
        for each in store.reviews.of(article_id)
        if each.fact.start < max(span[1], span[0] + 1) and span[0] < each.fact.end
    ]
    if not stored:
        return []
    path = file_of(store, article_id, root)
    labels = store.figures.labels([each.fact_id for each in stored])
    log = store.reviews.log.of_article(article_id)
    made = []
    for each in stored:
        fact = each.fact
        start, end = sentence_at(article.body, fact.start)
        start, end = min(start, fact.start), max(end, fact.end)
        decisions = [one for one in log if touches(one.review, fact.start, fact.end, article.body)]
        made.append(
            FactDetails(
                article_id,
                each.slug,
                each.title,
                each.date,
                article.source,
                fact,
                labels.get(each.fact_id, fact.indicator),
                article.body[start:end],
                start,
                path,
                _line(store, article_id, path, article, fact.start),
                _as_found(decisions, fact, article.body),
                tuple(decisions),
                each.review_id,
            )
        )
    return made


def explained(
    store: Store, facts: Iterable[ArticleFact], root: Path | None
) -> Iterator[FactDetails]:
    """The details of facts as `services.facts` lists them, in the same order."""
    for article_id, listed in groupby(facts, key=lambda each: each.article_id):
        wanted = {(each.fact.start, each.fact.end) for each in listed}
        for details in fact_details(store, article_id, (0, 1 << 62), root=root):
            if (details.fact.start, details.fact.end) in wanted:
                yield details


def _as_found(decisions: Sequence[Decided], fact: Fact, body: str) -> Fact | None:
    if not decisions:
        return fact
    first = decisions[0].review
    origin = quote_start(first.binding, body)
    return None if first.seen is None or origin is None else shifted(first.seen, origin)


def _line(store: Store, article_id: int, path: Path | None, article: Article, offset: int) -> int:
    """The line of a file that an offset of the body stands in."""
    if path is None:
        return 0
    if path.suffix == ".jsonl":
        return store.articles.line(article_id)
    try:
        text, _encoding = decode(read_bytes(path))
    except InputError:
        return 0
    body = article.body
    start = body.rfind("\n", 0, offset) + 1
    end = body.find("\n", offset)
    words = body[start : end if end >= 0 else len(body)].strip()
    # The body is the file's end, so the same line further up, in the front matter, counts less.
    after = sum(line.strip() == words for line in body[max(end, offset) :].split("\n"))
    lines = sanitise(text).split("\n")
    same = [number for number, line in enumerate(lines, 1) if line.strip() == words]
    return same[-1 - after] if after < len(same) else 0


def details_rows(details: FactDetails) -> list[tuple[str, str]]:
    """The details as names and values, a line each; the sentence is not among them."""
    fact = details.fact
    place = f"{details.file}:{details.line}" if details.line else str(details.file)
    rows = [
        (_("article"), f"{details.slug}  {details.date}  {details.title}"),
        (_("source"), details.source),
        (_("file"), place if details.file else _("gone")),
        (_("offset"), f"{fact.start}–{fact.end}"),
        (_("row"), details.indicator),
        (_("indicator"), fact.indicator),
        (_("value"), value_text(fact)),
        (_("period"), fact.period or _("no date")),
        (_("status"), status_word(fact)),
        (_("rule"), f"{fact.rule}  {fact.confidence:.2f}"),
    ]
    if details.found is None:
        rows.append((_("extracted"), _("nothing: a person added it")))
    elif details.decisions:
        rows.append((_("extracted"), slots_text(details.found)))
    rows += [(_("reviewed"), _decided_text(each, details.in_force)) for each in details.decisions]
    if not details.decisions:
        rows.append((_("reviewed"), _("by nobody")))
    return [(name, text) for name, text in rows if text]


def _decided_text(decided: Decided, in_force: int | None) -> str:
    text = f"{decided.at}  {decided.who}  {_(DECISIONS[decided.review.decision])}"
    if decided.undone_at:
        return f"{text}  ({_('undone')} {decided.undone_at})"
    holds = decided.review.review_id == in_force
    return f"{text}  ({_('in force')})" if holds else text


def slots_text(fact: Fact) -> str:
    """All slots of a fact in a line."""
    sure = f"[{fact.rule} {fact.confidence:.2f}]"
    slots = (fact.text, value_text(fact), fact.period or _("no date"), status_word(fact))
    return "  ".join((*slots, fact.indicator, sure))
