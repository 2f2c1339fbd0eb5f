"""Tags go into the front matter; every other byte stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.files.article_file import parse_article
from newsterm.domain.files.front_matter_tags import with_tags
from newsterm.errors import InputError

BODY = "---\n\n第一段。\n\ntags: 不是前言\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "title: 题\ntags: [a, b]  # 注\ndate: 2021-08-19\n",
            "title: 题\ntags: [x, 两字]  # 注\ndate: 2021-08-19\n",
        ),
        ("tags: a, b\ntitle: 题\n", "tags: [x, 两字]\ntitle: 题\n"),
        (
            "title: 题\ntags:\n  - a\n  - b\n# 注\nsource: 报\n",
            "title: 题\ntags:\n  - x\n  - 两字\n# 注\nsource: 报\n",
        ),
        ("title: 题\ntags:\n- a\n", "title: 题\ntags:\n- x\n- 两字\n"),
        ("title: 题\ntags:\nsource: 报\n", "title: 题\ntags: [x, 两字]\nsource: 报\n"),
        ('title: 题\n"tags": ["a",\n  b]\n', 'title: 题\n"tags": [x, 两字]\n'),
        ("title: 题   \n\n# 注\n", "title: 题   \n\n# 注\ntags: [x, 两字]\n"),
        ("more: {tags: [a]}\ntitle: 题\n", "more: {tags: [a]}\ntitle: 题\ntags: [x, 两字]\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_tags_change(before: str, after: str, newline: str, mark: str) -> None:
    text, expected = (
        mark + f"---\n{front}{BODY}".replace("\n", newline) for front in (before, after)
    )
    text_without_mark = text.removeprefix("\ufeff")
    changed = with_tags(text_without_mark if not mark else text, ["x", "两字"])
    assert changed == expected


def test_a_file_without_front_matter_gets_one() -> None:
    text = "# 题目\r\n\r\n正文。\r\n"
    changed = with_tags(text, ["交通"])
    assert changed == "---\r\ntags: [交通]\r\n---\r\n" + text
    assert parse_article(changed, default_id="x").title == "题目"


def test_no_tags_left() -> None:
    assert (
        with_tags("---\ntags:\n- a\ntitle: 题\n---\n文\n", [])
        == "---\ntags: []\ntitle: 题\n---\n文\n"
    )
    unchanged = "# 题\n\n文\n"
    assert with_tags(unchanged, []) == unchanged


def test_what_can_not_be_changed_safely_is_refused() -> None:
    with pytest.raises(InputError, match=r"can't be changed safely|not valid YAML"):
        with_tags("---\n{title: 题}\n---\n文\n", ["a"])


_tag = st.text(min_size=1, max_size=12).filter(lambda tag: tag == tag.strip() and tag.isprintable())


@given(old=st.lists(_tag, unique=True, max_size=4), new=st.lists(_tag, unique=True, max_size=4))
def test_any_tags_can_be_written_and_read_again(old: list[str], new: list[str]) -> None:
    text = with_tags("---\ntitle: 题\nmore: 1\n---\n\n文。\n", old)
    assert parse_article(text, default_id="x").tags == tuple(old)
    again = with_tags(text, new)
    assert set(parse_article(again, default_id="x").tags) == set(new)
    assert again.endswith("---\n\n文。\n")
    assert again.startswith("---\ntitle: 题\nmore: 1\n")
