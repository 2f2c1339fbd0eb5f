"""Folding keeps length and joins what a reader takes for one character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.search.folding import fold, variants


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert "".join(fold(character) for character in text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３％：（）", "abc123%:()"),
        ("後來發展裡面長江經濟帶", "后来发展里面长江经济带"),
        ("Ångström Été ÇA", "angstrom ete ca"),
        ("ｶﾞ", "ガ"),
        ("≠≤㎡…", "≠≤㎡…"),
        ("中\u3000国", "中 国"),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_variants_are_all_that_fold_alike() -> None:
    assert {"发", "發", "髮"} <= set(variants("發"))
    assert all(fold(character) == "发" for character in variants("发"))
    assert variants("😀") == "😀"
