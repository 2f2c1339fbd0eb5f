"""Charts of series: bars in blocks and as SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from rich.cells import cell_len

from newsterm.domain.fact import Fact
from newsterm.domain.figures.chart import bars, block_chart, svg_chart
from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.figures.series import Series, make_series


def series(*values: tuple[str, str, float | None, str], measure: str = "增加值占比") -> Series:
    """A series of `(period, text, value, status)`; a value below zero is a fall."""
    figures = []
    for number, (period, text, value, status) in enumerate(values):
        size = None if value is None else abs(value)
        fact = Fact(text, 0, len(text), size, None, "%", "=", period, status, "占比")
        sign = -1 if value is not None and value < 0 else 1
        figures.append(Figure(fact, sign, number, number, f"a{number}", "2036-01-01"))
    return make_series(1, IndicatorKey("", measure, "%"), figures)


PLAN = series(
    ("2020", "27.4%", 27.4, "actual"),
    ("2025", "30%", 30.0, "target"),
    ("2025", "31%", 31.0, "actual"),
    ("2035", "40%", 40.0, "target"),
    ("2021-Q1", "28%", 28.0, "actual"),
)


def test_baseline_plan_and_result_stand_under_one_another() -> None:
    assert block_chart(PLAN, 40) == [
        "增加值占比 (%)",
        f"2020  {'█' * 18}▌          27.4%",  # 27.4 of 40 in 27 cells: 18 and 4 eighths
        f"2025  {'▒' * 20}         30% ✓",
        f"      {'█' * 20}▉        31%",
        f"2035  {'▒' * 27}  40% …",
        "      ▒ planned  █ reported",
    ]


def test_only_periods_of_one_kind_are_compared() -> None:
    assert [bar.period for bar in bars(PLAN)] == ["2020", "2025", "2025", "2035"]
    months = series(
        ("2023", "1%", 1.0, "actual"),
        ("2023-05", "2%", 2.0, "actual"),
        ("2023-06", "3%", 3.0, "actual"),
    )
    assert [bar.period for bar in bars(months)] == ["2023-05", "2023-06"]


def test_a_fall_goes_to_the_left_of_the_axis() -> None:
    both = series(
        ("2023-06", "0.2%", 0.2, "actual"),
        ("2023-07", "0.3%", -0.3, "actual"),
        ("2023-08", "0.1%", 0.1, "actual"),
    )
    lines = block_chart(both, 40)
    assert lines[1:4] == [
        f"2023-06  {' ' * 14}█████████▍  0.2%",  # 14 cells are 0.3, so 0.2 are 9 and 3 eighths
        f"2023-07  {'█' * 14}            −0.3%",
        f"2023-08  {' ' * 14}████▋       0.1%",
    ]


def test_goals_without_a_number_and_zeros() -> None:
    assert block_chart(series(("2035", "合理区间", None, "target"))) == []
    [_, line, _] = block_chart(series(("2035", "0%", 0.0, "actual")), 30)
    assert line.split() == ["2035", "0%"]


def test_lines_keep_their_width() -> None:
    wide = series(
        ("2020", "二十七点四万亿元人民币", 27.4, "actual"), ("2025", "30%", 30.0, "target")
    )
    for width in (40, 72, 120):
        lines = block_chart(wide, width)
        assert max(cell_len(line) for line in lines[1:]) <= width
        places = [line.index("二") if "二" in line else line.index("30%") for line in lines[1:3]]
        assert places[0] == places[1]


def test_svg_is_xml_with_a_panel_a_series() -> None:
    text = svg_chart([PLAN, series(("2020", "<5%", -5.0, "actual"), measure="A&B")])
    root = ElementTree.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    words = [element.text for element in root.iter(f"{space}text")]
    assert words[0] == "增加值占比 (%)"
    assert "A&B (%)" in words
    assert words.count("2025") == 1
    rects = list(root.iter(f"{space}rect"))[1:]
    assert [rect.get("stroke-dasharray") for rect in rects] == [None, "4 2", None, "4 2", None]
    widths = [float(rect.get("width") or 0) for rect in rects]
    assert widths == [246.6, 270.0, 279.0, 360.0, 360.0]
    assert next(title.text for title in root.iter(f"{space}title")) == "2036-01-01 a0: 27.4%"


def test_svg_of_nothing_is_empty_but_whole() -> None:
    root = ElementTree.fromstring(svg_chart([]))
    assert len(list(root)) == 1
