"""Bounding words away from the figure that they bound."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("这一行动大约持续两个月。", ["~"]),
        ("航班量约为2019年的76.6%。", ["~"]),
        ("约占2022年全国产量的三成。", ["~"]),
        ("火山已至少喷发三次。", [">="]),
        ("各国承诺国防支出至少占国内生产总值的2%。", [">="]),
        ("事故至少造成3人死亡、5人受伤。", [">=", "="]),
        ("涵洞被积冰堵住了一半还多。", [">"]),
        ("增速高于全国平均水平2个百分点。", ["="]),
        ("附近3个村庄节约用电30%。", ["=", "="]),
    ],
)
def test_bounds(body: str, expected: list[str]) -> None:
    facts = extract(Article(id="x", title="", body=body, date="2024-05-19"))
    assert [fact.comparator for fact in facts] == expected
