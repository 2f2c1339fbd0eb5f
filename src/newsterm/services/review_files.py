"""Reviews as facts files, which git can merge: dumped from the library, restored into it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.files.factsfile import FactsFile, parse_facts_file
from newsterm.domain.review import quote_start, shifted, unique_quote
from newsterm.domain.text import decode
from newsterm.errors import InputError, NewstermError
from newsterm.language import _
from newsterm.services.atomic import atomic_file
from newsterm.services.author import now
from newsterm.services.discover import FACTS_SUFFIX, Failure
from newsterm.services.prepare import read_bytes
from newsterm.store.review_log import Decided, holding
from newsterm.store.reviews import accepted
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class DumpReport:
    """What a dump wrote."""

    files: tuple[Path, ...]
    decisions: int
    failures: tuple[Failure, ...]
    """Decisions that no facts file can hold: their sentence is gone, or stands there twice."""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore changed."""

    decisions: int
    failures: tuple[Failure, ...]


def dump(store: Store, folder: Path) -> DumpReport:
    """Write every decision that holds to `folder/ARTICLE.facts.yaml`.

    Raises:
        NewstermError: a file can't be written.
    """
    files: list[Path] = []
    failures: list[Failure] = []
    decisions = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NewstermError(f"{folder}: {error.strerror}") from error
    for article_id, listed in groupby(
        holding(store.reviews.log.all()), key=lambda each: each.article_id
    ):
        article = store.articles.get(article_id)
        assert article is not None
        if "/" in article.id or article.id.startswith("."):
            failures.append(Failure(article.id, _("its id is no name of a file")))
            continue
        path = folder / f"{article.id}{FACTS_SUFFIX}"
        entries: list[str] = []
        for decided in listed:
            made = _entries(decided, article.body)
            if made is None:
                text = decided.review.binding.text
                reason = _("{text!r}: no quote tells its place").format(text=text)
                failures.append(Failure(str(path), reason))
            else:
                entries += made
                decisions += 1
        if entries:
            with atomic_file(path) as file:
                file.write(("facts:\n" + "".join(entries)).encode())
            files.append(path)
    return DumpReport(tuple(files), decisions, tuple(failures))


def restore(store: Store, paths: Sequence[Path], *, who: str) -> RestoreReport:
    """Take over the decisions of facts files, each named after its article.

    What a file says of a fact that stands already so is an acceptance; other slots are an edit,
    several facts in the place of one a split.
    """
    failures: list[Failure] = []
    count = 0
    with store.transaction():
        change = store.reviews.next_change()
        for path in paths:
            try:
                number, article, facts = _article(store, path)
                text = decode(read_bytes(path))[0]
                written = parse_facts_file(text, article, facts)
            except InputError as error:
                failures.append(Failure(str(path), error.message, error.line))
                continue
            failures += [Failure(str(path), reason, line) for line, reason in written.problems]
            for seen, decision, after in _decisions(facts, written):
                store.reviews.decide(
                    number, seen, decision, after, change=change, who=who, at=now()
                )
                count += 1
    return RestoreReport(count, tuple(failures))


def _article(store: Store, path: Path) -> tuple[int, Article, tuple[Fact, ...]]:
    slug = path.name.removesuffix(FACTS_SUFFIX)
    number = store.articles.number(slug)
    article = store.articles.get(number) if number is not None else None
    if number is None or article is None:
        raise InputError("no article {slug!r}", slug=slug)
    return number, article, store.facts.of_article(number)


def _decisions(
    facts: Sequence[Fact], written: FactsFile
) -> list[tuple[Fact | None, str, list[Fact]]]:
    """What a facts file decides: the fact as it stands, the decision, what shall stand there."""
    found: list[tuple[Fact | None, str, list[Fact]]] = []
    left = list(written.facts)
    for fact in facts:
        here = [new for new in left if new.start < fact.end and fact.start < new.end]
        left = [new for new in left if new not in here]
        if not here:
            if (fact.start, fact.end) in written.rejected:
                found.append((fact, "reject", []))
        elif [_slots(new) for new in here] == [_slots(fact)]:
            found.append((fact, "accept", [accepted(fact)]))
        else:
            found.append((fact, "edit" if len(here) == 1 else "split", here))
    return found + [(None, "edit", [new]) for new in left]


def _slots(fact: Fact) -> Fact:
    return replace(fact, confidence=1.0, rule="")


def _entries(decided: Decided, body: str) -> list[str] | None:
    """The entries of a decision, or None where its place can't be told by a quote."""
    review = decided.review
    origin = quote_start(review.binding, body)
    if origin is None:
        return None
    entries = []
    if review.decision == "reject" and review.seen is not None:
        entries.append(_entry(shifted(review.seen, origin), body, reject=True))
    entries += [_entry(shifted(fact, origin), body) for fact in review.facts]
    return None if None in entries else [entry for entry in entries if entry]


def _entry(fact: Fact, body: str, *, reject: bool = False) -> str | None:
    quote = unique_quote(fact.start, fact.end, body)
    if quote is None:
        return None
    slots: dict[str, str] = {"quote": quote, "text": fact.text}
    if reject:
        slots["reject"] = "true"
    else:
        slots |= {
            "value": "" if fact.value is None else f"{fact.value:.15g}",
            "value_high": "" if fact.value_high is None else f"{fact.value_high:.15g}",
            "unit": fact.unit,
            "comparator": fact.comparator,
            "period": fact.period,
            "status": fact.status,
            "indicator": fact.indicator,
        }
    # A JSON string is a YAML one, whatever stands in it.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in slots.items()]
    return "- " + "\n  ".join(lines) + "\n"
