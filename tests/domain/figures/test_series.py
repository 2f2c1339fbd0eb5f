"""Series: what was planned beside what was reported, and what came of it."""

from __future__ import annotations

import pytest

from newsterm.domain.fact import Fact
from newsterm.domain.figures.figure import Figure, agree, amount
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.figures.series import (
    MARKS,
    gap_text,
    grain,
    make_series,
    outcome,
    wanted,
)

GDP = IndicatorKey("", "国内生产总值同比增长", "%")


def figure(
    text: str,
    value: float | None,
    *,
    period: str = "2024",
    comparator: str = "=",
    status: str = "actual",
    sign: int = 1,
    high: float | None = None,
    article: int = 1,
    date: str = "2024-01-17",
) -> Figure:
    fact = Fact(text, 0, len(text), value, high, "%", comparator, period, status, "增长")
    return Figure(fact, sign, article * 100, article, f"a{article}", date)


def plan(text: str, value: float | None, comparator: str = "=", **slots: object) -> Figure:
    return figure(text, value, comparator=comparator, status="target", **slots)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("planned", "reported", "came"),
    [
        (plan("5%左右", 5, "~"), figure("5.2%", 5.2), "reached"),
        (plan("5%左右", 5, "~"), figure("4.8%", 4.8), "reached"),
        (plan("5%左右", 5, "~"), figure("4.5%", 4.5), "missed"),
        (plan("5%", 5), figure("5%", 5), "reached"),
        (plan("5%", 5), figure("4.9%", 4.9), "missed"),
        (plan("超过5%", 5, ">"), figure("5%", 5), "missed"),
        (plan("5%以上", 5, ">="), figure("5%", 5), "reached"),
        (plan("5%以上", 5, ">="), figure("超过5%", 5, comparator=">"), "reached"),
        (plan("5%以上", 5, ">="), figure("超过4%", 4, comparator=">"), "open"),
        (plan("5%以上", 5, ">="), figure("不足5%", 5, comparator="<"), "open"),
        (plan("5%以上", 5, ">="), figure("不足4%", 4, comparator="<"), "missed"),
        (plan("5%以内", 5, "<="), figure("4%", 4), "reached"),
        (plan("5%以内", 5, "<="), figure("6%", 6), "missed"),
        (plan("4%至5%", 4, high=5.0), figure("4.2%", 4.2), "reached"),
        (plan("4%至5%", 4, high=5.0), figure("3.9%", 3.9), "missed"),
        (plan("2.5%", 2.5, sign=-1), figure("3%", 3, sign=-1), "reached"),
        (plan("2.5%", 2.5, sign=-1), figure("0.4%", 0.4, sign=-1), "missed"),
        (plan("5%", 5), None, "open"),
        (plan("合理区间", None), figure("5%", 5), "open"),
    ],
)
def test_what_came_of_a_plan(planned: Figure, reported: Figure | None, came: str) -> None:
    assert outcome(planned, reported, GDP) == came


def test_of_prices_less_is_better() -> None:
    prices = IndicatorKey("", "居民消费价格同比增长", "%")
    assert outcome(plan("3%左右", 3, "~"), figure("0.2%", 0.2), prices) == "reached"
    assert outcome(plan("3%左右", 3, "~"), figure("3.5%", 3.5), prices) == "missed"
    assert outcome(plan("3%左右", 3, "~"), figure("0.2%", 0.2), GDP) == "missed"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (figure("36761亿元", 36761e8), figure("3.7万亿元", 3.7e12), True),
        (figure("36761亿元", 36761e8), figure("3.6万亿元", 3.6e12), False),
        (figure("5.2%", 5.2), figure("5.2%", 5.2), True),
        (figure("5.2%", 5.2), figure("5.3%", 5.3), False),
        (figure("1210207亿元", 1210207e8), figure("超过120万亿元", 120e12, comparator=">"), True),
        (figure("1190207亿元", 1190207e8), figure("超过120万亿元", 120e12, comparator=">"), False),
        (figure("0.3%", 0.3), figure("0.3%", 0.3, sign=-1), False),
        (figure("合理区间", None), figure("合理区间", None), True),
        (figure("4至5", 4, high=5.0), figure("4", 4), False),
    ],
)
def test_whether_two_figures_can_be_one_value(one: Figure, other: Figure, same: bool) -> None:
    assert agree(one, other) is same
    assert agree(other, one) is same


def test_a_fall_is_a_negative_value() -> None:
    fall = figure("超过5%", 5, comparator=">", sign=-1)
    assert (fall.value, fall.comparator, fall.shown) == (-5, "<", "<−5%")
    between = figure("2%至3%", 2, high=3.0, sign=-1)
    assert (between.value, between.value_high) == (-3, -2)


def test_rows_stand_by_kind_of_period_and_time() -> None:
    series = make_series(
        1,
        GDP,
        [
            figure("5.3%", 5.3, period="2024-Q1", date="2024-04-16"),
            figure("4.5%", 4.5, period="2023-01/2023-03"),
            plan("5%左右", 5, "~", period="2024", article=2),
            figure("5.2%", 5.2, period="2023"),
            plan("5%左右", 5, "~", period="2023", article=2),
            figure("5.25%", 5.25, period="2023", article=3),
            figure("5.5%", 5.5, period="2023-H1"),
            figure("7%", 7, period=""),
        ],
    )
    shown = [
        (
            row.period,
            row.planned.best.shown if row.planned else "",
            row.reported.best.shown if row.reported else "",
            MARKS[row.outcome],
            gap_text(row, "%"),
        )
        for row in series.rows
    ]
    assert shown == [
        ("2023", "~5%", "5.25%", "✓", "+0.25个百分点"),
        ("2024", "~5%", "", "…", ""),
        ("2023-H1", "", "5.5%", "", ""),
        ("2023-Q1", "", "4.5%", "", ""),
        ("2024-Q1", "", "5.3%", "", ""),
    ]
    first = series.rows[0].reported
    assert first is not None
    assert [each.slug for each in first.figures] == ["a3", "a1"]
    assert series.undated == 1


def test_values_that_differ_have_rows_of_their_own() -> None:
    series = make_series(
        1, GDP, [figure("5%", 5), figure("6%", 6, article=2), figure("6.0%", 6, article=3)]
    )
    assert [row.reported.best.shown for row in series.rows if row.reported] == ["6.0%", "5%"]


def test_what_was_reported_before_its_time_was_over_is_no_value() -> None:
    early = figure("4.5%", 4.5, period="2024-Q1", date="2024-01-17")
    series = make_series(1, GDP, [early, figure("5.3%", 5.3, period="2024-Q1", date="2024-04-16")])
    assert [row.reported.best.shown for row in series.rows if row.reported] == ["5.3%"]
    assert series.early == 1


def test_what_others_foresee_is_no_plan() -> None:
    goal, foreseen = plan("5%左右", 5, "~"), plan("超过5%", 5, ">", article=2)
    came = figure("5.2%", 5.2, article=3)
    series = make_series(1, GDP, [goal, foreseen, came], forecasts={foreseen.fact_id})
    [row] = series.rows
    assert row.planned is not None
    assert [each.article_id for each in row.planned.figures] == [1]
    assert (row.outcome, row.gap, series.forecasts) == ("reached", 0.2, 1)


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        ("2025", "years"),
        ("2023-H1", "year to date"),
        ("2023-H2", "halves"),
        ("2023-01/2023-05", "year to date"),
        ("2023-Q2", "quarters"),
        ("2023-05", "months"),
        ("2023-05-31", "days"),
        ("2021/2025", "other stretches"),
        ("", ""),
    ],
)
def test_kinds_of_periods(period: str, kind: str) -> None:
    assert grain(period) == kind


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.2, "个百分点", "0.2个百分点"),
        (-500_000, "辆", "−50万辆"),
        (1.2345e12, "元", "1.23万亿元"),
        (73.1e9, "斤", "731亿斤"),
        (0, "%", "0%"),
        (1234.5, "km", "1,234.5km"),
        (0.001, "%", "0.001%"),
    ],
)
def test_computed_amounts(value: float, unit: str, text: str) -> None:
    assert amount(value, unit) == text


@pytest.mark.parametrize(
    ("words", "owner", "measure", "place"),
    [
        ("国内生产总值 同比增长", "", "国内生产总值同比增长", 0),
        ("GDP 增速", "", "国内生产总值同比增长", 0),
        ("GDP", "", "国内生产总值同比增长", 1),
        ("GDP", "", "国内生产总值", 0),
        ("GDP", "美国", "国内生产总值", 10),
        ("美国 GDP", "美国", "国内生产总值", 0),
        ("美国 GDP", "", "国内生产总值", None),
        ("粮食 产量", "", "粮食产量", 0),
        ("粮食", "", "粮食产量", 2),
        ("产量 粮食", "", "粮食产量", 3),
        ("新能源汽车", "", "新能源汽车销量同比增长", 2),
        ("CPI", "", "居民消费价格环比增长", 1),
        ("上海零售总额", "上海", "社会消费品零售总额", 3),
        ("上海 零售总额", "", "社会消费品零售总额", None),
        ("CPI", "", "粮食产量", None),
    ],
)
def test_how_well_words_fit(words: str, owner: str, measure: str, place: int | None) -> None:
    assert wanted(words.split()).rank(IndicatorKey(owner, measure, "%")) == place
