"""Periods: the days they cover and their order."""

from __future__ import annotations

from datetime import date

import pytest

from newsterm.domain.period import bounds, by_time, canonical


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30)),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31)),
        ("2021-Q2", date(2021, 4, 1), date(2021, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-06-30", date(2021, 6, 30), date(2021, 6, 30)),
        ("2016/2020", date(2016, 1, 1), date(2020, 12, 31)),
        ("2021-01/2021-07", date(2021, 1, 1), date(2021, 7, 31)),
    ],
)
def test_bounds(period: str, first: date, last: date) -> None:
    assert bounds(period) == (first, last)


@pytest.mark.parametrize(
    "period",
    [
        "",
        "去年",
        "25",
        "2021-13",
        "2021-02-30",
        "2021-H3",
        "0000",
        "2020/2016",
        "2020/",
        "２０２１",
    ],
)
def test_what_is_no_period(period: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (its reason is for people)
        bounds(period)


def test_order_of_time() -> None:
    periods = ["?", "2035", "2021-06-30", "2021", "2021-H1", "2020", "2016/2020", "2021-06"]
    assert sorted(periods, key=by_time) == [
        "2016/2020",
        "2020",
        "2021-H1",
        "2021-06",
        "2021-06-30",
        "2021",
        "2035",
        "?",
    ]


@pytest.mark.parametrize(
    ("period", "short"),
    [
        ("2023-01/2023-03", "2023-Q1"),
        ("2023-Q1/2023-Q2", "2023-H1"),
        ("2023-01/2023-12", "2023"),
        ("2024-02-01/2024-02-29", "2024-02"),
        ("2023-01/2023-09", "2023-01/2023-09"),
        ("2021/2025", "2021/2025"),
        ("2023-Q1", "2023-Q1"),
        ("soon/later", "soon/later"),
        ("", ""),
    ],
)
def test_the_shortest_writing_of_the_same_days(period: str, short: str) -> None:
    assert canonical(period) == short
