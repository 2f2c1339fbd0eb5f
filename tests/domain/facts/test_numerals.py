"""Numerals: parts, wholes, and runs that are none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.facts.numerals import han_value, numerals

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """A number up to 99,999,999 as Chinese writes it."""
    if number >= 10**4:
        rest = number % 10**4
        gap = "零" if 0 < rest < 1000 else ""
        return spell(number // 10**4) + "万" + gap + (spell(rest) if rest else "")
    text = ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += DIGITS[digit] + name
        elif text and number % power and not text.endswith("零"):
            text += "零"
    return text


@given(st.integers(1, 99_999_999))
def test_a_spelled_number_reads_back(number: int) -> None:
    assert han_value(spell(number)) == (Decimal(number), None)


@pytest.mark.parametrize(
    ("run", "low", "high"),
    [
        ("三四百", 300, 400),
        ("十五六", 15, 16),
        ("两万五", 25000, None),
        ("一百二", 120, None),
        ("二〇二五", 2025, None),
        ("三万亿", 3 * 10**12, None),
    ],
)
def test_shapes(run: str, low: int, high: int | None) -> None:
    assert han_value(run) == (Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize("run", ["三一", "九三", "五十六七八", "一一"])
def test_no_number(run: str) -> None:
    assert han_value(run) == (None, None)


@given(st.integers(0, 10**9))
def test_thousands_may_be_apart(number: int) -> None:
    (numeral,) = numerals(f"{number:,}")
    assert numeral.low == number


def test_a_serial_number_is_none() -> None:
    assert list(numerals("1" * 25)) == []
