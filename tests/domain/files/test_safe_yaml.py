"""YAML from strangers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.files.safe_yaml import Value, YamlList, YamlMapping, load
from newsterm.errors import InputError


def test_every_scalar_is_text() -> None:
    text = "a: 1\nb: true\nc: null\nd: 2021-08-19\ne: 1_0:20\nf: .nan\ng: ''\nh:\n<<: x"
    assert load(text) == {
        "a": "1",
        "b": "true",
        "c": "null",
        "d": "2021-08-19",
        "e": "1_0:20",
        "f": ".nan",
        "g": "",
        "h": "",
        "<<": "x",
    }


def test_lists_and_mappings_know_their_lines() -> None:
    value = load("a: 1\nrows:\n- x\n-\n  head: y\n  cells: {p: q}\n", first_line=11)
    assert isinstance(value, YamlMapping)
    assert value == {"a": "1", "rows": ["x", {"head": "y", "cells": {"p": "q"}}]}
    assert value.lines == {"a": 11, "rows": 12}
    rows = value["rows"]
    assert isinstance(rows, YamlList)
    assert rows.lines == [13, 15]
    row = rows[1]
    assert isinstance(row, YamlMapping)
    assert (row.line, row.lines) == (15, {"head": 15, "cells": 16})


def test_an_empty_document_is_the_empty_text() -> None:
    assert load("") == ""
    assert load("# nothing\n") == ""


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: &x 1", 5, "anchor"),
        ("a: 1\nb: *x", 6, "alias"),
        ("a:\n- &x [1]\n- *x", 6, "anchor"),
        ("a: !!python/object/apply:os.system [id]", 5, "tag"),
        ("a: ! 1", 5, "tag"),
        ("a: 1\nb: 2\na: 3", 7, "'a' stands twice"),
        ("[1, 2]: x", 5, "key must be plain text"),
        ("? {a: b}\n: x", 5, "key must be plain text"),
        ("a: 1\n---\nb: 2", 6, "more than one"),
        ("a: 1\n\tb: 2", 6, "not valid YAML"),
        ("a: [1, 2", 5, "not valid YAML"),
        ("a: 1\nb: '", 6, "not valid YAML"),
        ("a: 1\nb: \ufffe", 6, "not valid YAML"),
        ('a: "\\UFFFFFFFF"', 5, "not valid YAML"),
        ("k" * 201 + ": 1", 5, "a key of 201 characters"),
        ("a: " + "[" * 30 + "]" * 30, 5, "nested deeper than 20"),
        ("[" * 60000, 5, "nested deeper than 20"),
        ("x" * 70000, 5, "at most 65536"),
        ("".join(f"{' ' * n}a:\n" for n in range(200)), 25, "nested deeper than 20"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_refused_is_named_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        load(text, first_line=5)
    assert caught.value.line == line


def test_a_repeated_alias_costs_nothing() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
    )
    with pytest.raises(InputError, match="anchor"):
        load(bomb)


def outcome(text: str) -> Value | InputError:
    try:
        return load(text)
    except InputError as error:
        return error


@pytest.mark.parametrize(
    "unit", ["a: 1\n", "- x\n", "[", "{", "? ", "- ", "'", '"', "a:", ": ", "#", "|\n", "%", "&a "]
)
def test_the_longest_document_is_read_or_refused_soon(unit: str) -> None:
    text = (unit * (65536 // len(unit)))[:65536]
    begin = time.process_time()
    assert isinstance(outcome(text), str | YamlList | InputError)
    assert time.process_time() - begin < 10


YAML_LIKE = st.text(st.sampled_from("ab:1- \n\t\"'[]{},&*!|>#%?<\\x0~中。"), max_size=60)


@settings(deadline=None)
@given(YAML_LIKE | st.text())
def test_any_text_is_a_value_or_one_error(text: str) -> None:
    value = outcome(text)
    if isinstance(value, InputError):
        assert 1 <= value.line <= text.count("\n") + 2
        assert value.message
    else:
        assert isinstance(value, str | YamlList | YamlMapping)


@given(st.dictionaries(st.text("abc中", min_size=1, max_size=5), st.text("xyz中 1", max_size=9)))
def test_quoted_values_come_back(mapping: dict[str, str]) -> None:
    text = "".join(f"{key}: '{value}'\n" for key, value in mapping.items())
    assert load(text) == (mapping or "")
