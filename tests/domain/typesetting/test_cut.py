"""Titles cut by cell width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from newsterm.domain.printable import printable, printable_line
from newsterm.domain.typesetting.cut import cut

TITLE = "北京“十四五”高精尖产业规划发布 2025年占比将超3成"


@pytest.mark.parametrize(
    ("width", "shown"),
    [(60, TITLE), (12, "北京“十四五…"), (3, "北…"), (2, "…"), (1, "…"), (0, "")],
)
def test_a_title_is_cut_by_cells(width: int, shown: str) -> None:
    assert cut(TITLE, width).text == shown


def test_the_matching_part_is_kept() -> None:
    begin = TITLE.index("占比")
    cut_title = cut(TITLE, 20, [(begin, begin + 2)])
    assert cut_title.text == "…2025年占比将超3成"
    (mark,) = cut_title.marks
    assert cut_title.text[slice(*mark)] == "占比"


def test_a_mark_near_the_front_needs_no_shift() -> None:
    assert cut(TITLE, 12, [(0, 2)]).text == "北京“十四五…"
    assert cut(TITLE, 12, [(0, 2)]).marks == ((0, 2),)


@settings(deadline=None)
@given(
    st.text(alphabet="中文ab e\u0301👩\u200d👧，\n\x1b", max_size=40),
    st.integers(0, 30),
    st.integers(0, 40),
    st.integers(0, 5),
)
def test_a_cut_never_overflows_and_its_marks_stand_in_it(
    text: str, width: int, begin: int, length: int
) -> None:
    marks = [(begin, begin + length)] if begin + length <= len(text) and length else []
    result = cut(text, width, marks)
    assert cell_len(result.text) <= width
    assert all(0 <= start <= end <= len(result.text) for start, end in result.marks)


def test_nothing_that_acts_on_a_terminal_is_printed() -> None:
    hostile = "a\x1b[2Jb\u202ec\u2066d\ne\tf\x9bg"
    assert printable(hostile) == "a\ufffd[2Jb\ufffdc\ufffdd\ne f\ufffdg"
    assert printable_line(hostile) == "a\ufffd[2Jb\ufffdc\ufffdd e f\ufffdg"
    assert cut(hostile, 40).text == printable_line(hostile)
