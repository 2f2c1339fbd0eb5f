"""Numbers with units: value, span, unit and bound of some hundred strings, one quantity each or
none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract

CASES = [
    line
    for line in (Path(__file__).parent / "data" / "quantities.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def found(body: str) -> list[tuple[str, float | None, float | None, str, str]]:
    facts = extract(Article(id="case", title="", body=body, date="2023-08-10"))
    return [(f.text, f.value, f.value_high, f.unit, f.comparator) for f in facts]


def test_there_are_many() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize("case", [case for case in CASES if "【" in case])
def test_quantity(case: str) -> None:
    sentence, value, unit, comparator = case.split("|")
    before, _, rest = sentence.partition("【")
    text, _, after = rest.partition("】")
    low, _, high = value.partition("..")
    ((got, number, upper, name, sign),) = found(before + text + after)
    assert (got, name, sign) == (text, unit, comparator)
    assert number == pytest.approx(float(low), rel=1e-9)
    assert upper == (pytest.approx(float(high)) if high else None)


@pytest.mark.parametrize("sentence", [case for case in CASES if "【" not in case])
def test_no_quantity(sentence: str) -> None:
    assert found(sentence) == []


def test_a_bound_after_fenbie_is_of_every_value() -> None:
    signs = [row[4] for row in found("国内和国外的订单分别减少了约11%和10%。")]
    assert signs == ["~", "~"]
