"""Conditions on facts side by side: which of them speak of one fact."""

from __future__ import annotations

import pytest

from newsterm.domain.search.query import parse_query
from newsterm.domain.search.query_tree import Between, Compared, Field, Node


def _written(node: Node) -> str:
    match node:
        case Between():
            planned = "→" if node.name == "target" else ""
            return f"{planned}{node.first}..{node.last.rstrip('~')}"
        case Compared():
            return f"{node.comparator}{node.value:g}"
        case Field():
            return node.value
        case _:
            raise AssertionError(node)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("", []),
        ("绿电", []),
        ("unit:% value>=30", ["% >=30"]),
        ("target:2025 unit:%", ["→2025..2025 %"]),
        ("value>=10 value<=30", [">=10 <=30"]),
        ("value>=10 value<10", [">=10", "<10"]),
        ("value<=10 value>=10", ["<=10 >=10"]),
        ("value:5 value:6", ["=5", "=6"]),
        ("indicator:产值 indicator:工业", ["产值 工业"]),
        ("period:2021..2025 period:2023", ["2021..2025 2023..2023"]),
        ("target:2025 target:2030", ["→2025..2025", "→2030..2030"]),
        ("target:2025 period:2020", ["→2025..2025", "2020..2020"]),
        ("unit:% target:2025 target:2030", ["% →2025..2025", "→2030..2030 %"]),
        ("target:2025 unit:元 target:2030 unit:%", ["→2025..2025 元", "→2030..2030 %"]),
        ("unit:% unit:元 unit:吨", ["%", "元", "吨"]),
        ("has:target period:2025 period:2030", ["target 2025..2025", "2030..2030 target"]),
    ],
)
def test_what_one_fact_can_t_be_begins_another(text: str, groups: list[str]) -> None:
    found = parse_query(text).fact_conditions
    assert [sorted(map(_written, group)) for group in found] == [
        sorted(group.split()) for group in groups
    ]
