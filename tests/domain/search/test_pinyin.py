"""What one types for a Chinese word."""

from __future__ import annotations

import pytest

from newsterm.domain.search.pinyin import typed_as


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("北京", {"beijing", "bj"}),
        ("人民银行", {"renminyinhang", "rmyh"}),
        ("重庆", {"chongqing", "cq"}),
        ("长江", {"changjiang", "cj"}),
        ("绿电", {"lvdian", "ld"}),
        ("成都", {"chengdu", "cd"}),
        ("西安", {"xian", "xa"}),
    ],
)
def test_typed_as(word: str, typed: set[str]) -> None:
    assert typed <= typed_as(word)


@pytest.mark.parametrize("word", ["", "GDP", "北京2022", "カナ", "龘"])
def test_what_has_no_pinyin(word: str) -> None:
    assert typed_as(word) == frozenset()


def test_ways_to_read_a_word_are_bounded() -> None:
    assert len(typed_as("行长重乐" * 4)) <= 16
