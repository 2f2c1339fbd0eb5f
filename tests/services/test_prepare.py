"""The facts of one article are found in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract
from newsterm.errors import InputError
from newsterm.services.prepare import extract_in_time, lines_of, read_bytes, stopwatch

ARTICLE = Article("a", "title", "今年粮食产量达到1.4万亿斤，比上年增长1.6%。", "2024-12-14")


def test_past_the_budget_there_are_no_facts() -> None:
    assert extract_in_time(ARTICLE, budget=0.0) is None


def test_within_the_budget_there_are_all() -> None:
    facts = extract_in_time(ARTICLE)
    assert facts == tuple(extract(ARTICLE))
    assert [fact.text for fact in facts or ()] == ["1.4万亿斤", "1.6%"]


def test_a_busy_machine_takes_no_facts_away() -> None:
    """What counts is the processor's time: waiting for it is not the article's."""
    checkpoint = stopwatch(0.1)
    time.sleep(0.2)
    checkpoint()


def test_a_file_whose_bytes_can_t_be_got_is_an_error_with_its_reason() -> None:
    unreadable = Path("/proc/self/mem")  # regular, opens, and has nothing at its beginning
    if not unreadable.exists():
        pytest.skip("no /proc here")
    with pytest.raises(InputError, match="Input/output error"):
        read_bytes(unreadable)
    with pytest.raises(InputError, match="Input/output error"):
        list(lines_of(unreadable))
