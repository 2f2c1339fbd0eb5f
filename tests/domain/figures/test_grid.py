"""Cells of a grid: what differs stays apart, what is planned is marked."""

from __future__ import annotations

import pytest

from newsterm.domain.fact import Fact
from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.grid import (
    GridValue,
    listed,
    period_heading,
    rows_of,
    values_of,
)
from newsterm.domain.table import Cell, Row, Table


def _figure(text: str, status: str = "actual", comparator: str = "=") -> Figure:
    fact = Fact(text, 0, len(text), 5.0, unit="%", comparator=comparator, status=status)
    return Figure(fact, 1, 1, 1, "a", "2024-01-01")


def test_values_that_read_the_same_are_one_and_others_stay() -> None:
    planned = _figure("5%左右", "target", "~")
    values = values_of([_figure("5%"), planned, _figure("5%"), _figure("5%", "target")])
    assert values == (GridValue("5%"), GridValue("~5%", True), GridValue("5%", True))
    assert listed(values) == "5% / →~5% / →5%"


@pytest.mark.parametrize(
    ("period", "heading"),
    [
        ("2021-01/2021-07", "2021-01/07"),
        ("2021-03-01/2021-06-30", "2021-03-01/06-30"),
        ("2021-11/2022-02", "2021-11/2022-02"),
        ("2021/2025", "2021/2025"),
        ("2021-H1", "2021-H1"),
        ("", "—"),
    ],
)
def test_headings_say_a_year_once(period: str, heading: str) -> None:
    assert period_heading(period) == heading


def test_rows_of_a_table_leave_empty_cells_out() -> None:
    cell = Cell("≥30%", 3, 6, "target")
    table = Table("t", "题", "指标", ("2020", "2025"), (Row("占比", ((), (cell,)), 0, 6),))
    [row] = rows_of(table)
    assert (row.key, row.head) == (0, "占比")
    assert row.cells == {1: (GridValue("≥30%", True),)}
