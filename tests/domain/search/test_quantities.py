"""One value, one key, however it is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.search.quantities import chinese_number, quantities, writings
from newsterm.domain.search.tokens import index_form


def _keys(text: str) -> list[str]:
    return [quantity.key for quantity in quantities(index_form(text))]


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("3e1％", ["30%", "３０％", "百分之三十", "百分之30", "三成", "3成", "30.0%"]),
        ("35e0％", ["35%", "百分之三十五", "三成半"]),
        ("2e1％", ["20%", "百分之二十", "两成", "二成"]),
        ("5e－1％", ["0.5%", "百分之零点五", "百分之〇点五"]),
        (
            "25e11",
            ["2.5万亿", "２．５万亿", "25000亿", "两万五千亿", "2,500,000,000,000", "两点五万亿"],
        ),
        ("12e3", ["1.2万", "12,000", "12000", "一万二千", "一万二"]),
        ("10002e0", ["10002", "一万零二"]),
        ("13e7", ["1.3亿", "一亿三千万"]),
        ("3e6", ["300万", "3百万", "三百万"]),
        ("2021e0", ["二〇二一", "二零二一", "2021"]),
    ],
)
def test_one_value_has_one_key(key: str, texts: list[str]) -> None:
    assert [_keys(text) for text in texts] == [[key]] * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一成不变",
            "三成员国",
            "第三成",
            "数十万人",
            "几百万",
            "30",
            "2021年",
            "十五五",
            "十四五",
            "",
        ),
        *("一百多", "covid1900", "19:30", "2021.07.29", "2021.7.29", "百年", "万一", "1,23,4"),
    ],
)
def test_no_quantity(text: str) -> None:
    assert _keys(text) == []


@given(st.integers(0, 10**16 - 1))
def test_numerals_are_read_as_they_are_spoken(value: int) -> None:
    spoken = [w for w in writings(f"{value}e0") if re.fullmatch("[^0-9]*[十百千万亿][^0-9]*", w)]
    assert [chinese_number(numeral) for numeral in spoken] == [value] * len(spoken)
    assert spoken or value < 10


@given(st.integers(1, 9999), st.integers(4, 12))
def test_every_writing_of_a_number_has_its_key(coefficient: int, exponent: int) -> None:
    number = str(coefficient) + "0" * exponent
    key = _keys(number)[0]
    assert [[q.key for q in quantities(writing)] for writing in writings(key)] == [[key]] * len(
        writings(key)
    )


@given(st.integers(1, 99999))
def test_every_writing_of_a_percentage_has_its_key(hundredths: int) -> None:
    key = _keys(f"{hundredths / 100:.2f}%")[0]
    assert [[q.key for q in quantities(writing)] for writing in writings(key)] == [[key]] * len(
        writings(key)
    )
