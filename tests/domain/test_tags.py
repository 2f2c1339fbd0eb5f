"""Levels of tags and the colours that they lend to those below."""

from __future__ import annotations

import pytest

from newsterm.domain.tags import ancestors, quoted, shade, with_ancestors


def test_levels() -> None:
    assert ancestors("交通/地铁/新线") == ["交通", "交通/地铁"]
    assert ancestors("交通") == []
    assert with_ancestors(["b", "a/b/c", "a!"]) == ["a", "a/b", "a/b/c", "a!", "b"]
    assert with_ancestors(["/a", "a/"]) == ["/a", "a", "a/"]


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("交通", "blue"),
        ("交通/公交", "blue"),
        ("交通/地铁", "red"),
        ("交通/地铁/新线", "red"),
        ("交通枢纽", ""),
    ],
)
def test_the_nearest_level_lends_its_colour(name: str, colour: str) -> None:
    assert shade(name, {"交通": "blue", "交通/地铁": "red"}) == colour


def test_a_tag_with_blanks_is_typed_in_quotes() -> None:
    assert [quoted(name) for name in ("重点", "重点 项目", 'a "b"')] == [
        "重点",
        '"重点 项目"',
        'a "b"',
    ]
