"""A table of one article as text: no formula, no heading twice, no broken line."""

from __future__ import annotations

import json
from pathlib import Path

from newsterm.domain.figures.grid import rows_of
from newsterm.domain.table import Cell, Row, Table
from newsterm.services.table_text import as_text, of_article, to_file

TABLE = Table(
    "t",
    "题",
    "=指标",
    ("2025", "2025", "a|b"),
    (
        Row("+高\t精尖", ((Cell("=1+1", 0, 4),), (Cell("30%", 5, 8, "target"),), ()), 0, 8),
        Row("两行\n头", ((Cell("1", 0, 1), Cell("2", 1, 2)), (), (Cell("@x", 0, 2),)), 0, 2),
    ),
)


def test_a_spreadsheet_takes_no_cell_for_a_formula() -> None:
    lines = as_text(of_article(TABLE, rows_of(TABLE), [0, 1, 2]), markdown=False).splitlines()
    assert lines == [
        "'=指标\t2025\t2025 (2)\ta|b",
        "'+高 精尖\t'=1+1\t→30%\t",
        "两行 头\t1 / 2\t\t'@x",
    ]


def test_columns_that_are_hidden_are_left_out() -> None:
    text = as_text(of_article(TABLE, rows_of(TABLE)[:1], [1]), markdown=True)
    assert text.splitlines()[0] == "| =指标 | 2025 |"
    assert text.splitlines()[2] == "| +高\t精尖 | →30% |"


def test_headings_of_one_name_keep_both_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    assert to_file(of_article(TABLE, rows_of(TABLE), [0, 1]), path) == 2
    first = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert first == {"=指标": "+高\t精尖", "2025": "=1+1", "2025 (2)": "→30%"}
