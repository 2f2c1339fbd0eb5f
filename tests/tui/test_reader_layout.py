"""Where lines stand: every line is seen once and in order, whatever the columns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.typesetting.typeset import Block, Part
from newsterm.tui.reader_layout import Columns, Layout, lay_out
from newsterm.tui.reader_marks import Layer, Piece, pieces


def layout(paragraphs: int, width: int, height: int) -> Layout:
    head = (Block(Part.TITLE, "产业规划发布"), Block(Part.TAGS, "#产业"))
    body = []
    start = 0
    for number in range(paragraphs):
        text = f"第{number}段。" + "规划提出的目标" * (number % 7)
        body.append(Block(Part.PARAGRAPH, text, start))
        start += len(text) + 2
    return lay_out(head, body, Columns.of(width, width - 1), height)


def view(set_text: Layout, top: int) -> list[int]:
    """The lines in view, in reading order."""
    lines = []
    for column in range(set_text.columns.count):
        for row in range(set_text.height):
            line = set_text.line_at(row, column, top)
            if line >= 0:
                assert set_text.row_of(line, top) == row
                lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("width", "count", "text"), [(40, 1, 36), (80, 1, 76), (119, 1, 84), (120, 2, 56), (200, 2, 84)]
)
def test_columns_by_width(width: int, count: int, text: int) -> None:
    columns = Columns.of(width, width - 1)
    assert (columns.count, columns.width) == (count, text)
    assert columns.margin + 2 + columns.span <= width - 1


@settings(deadline=None)
@given(st.integers(0, 40), st.sampled_from([3, 40, 80, 120, 200]), st.integers(1, 50))
def test_the_view_is_one_run_of_lines_from_first_to_last(
    paragraphs: int, width: int, height: int
) -> None:
    set_text = layout(paragraphs, width, height)
    seen = set()
    for top in range(set_text.last_top + 1):
        lines = view(set_text, top)
        assert lines == list(range(lines[0], lines[0] + len(lines)))
        assert lines[0] == top
        seen.update(lines)
    assert seen == set(range(len(set_text.lines)))


@settings(deadline=None)
@given(st.integers(1, 40), st.sampled_from([40, 120]), st.integers(2, 30), st.integers(0, 2_000))
def test_what_is_to_be_shown_is_shown(paragraphs: int, width: int, height: int, at: int) -> None:
    set_text = layout(paragraphs, width, height)
    line = set_text.line_of(at)
    for top in (0, set_text.last_top):
        new_top = set_text.top_showing(line, line, top)
        assert 0 <= new_top <= set_text.last_top
        assert set_text.row_of(line, new_top) >= 0


@settings(deadline=None)
@given(st.integers(1, 40), st.sampled_from([40, 120]), st.integers(2, 30), st.integers(0, 200))
def test_a_place_comes_back_to_the_top(paragraphs: int, width: int, height: int, top: int) -> None:
    set_text = layout(paragraphs, width, height)
    top = min(top, set_text.last_top)
    back = set_text.top_of(set_text.place(top))
    assert set_text.place(back) == set_text.place(top)


def test_two_columns_of_a_short_text_are_even() -> None:
    set_text = layout(6, 120, 40)
    assert set_text.last_top == 0
    assert set_text.column_height(0) == -(-set_text.text_lines // 2)


SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12)


@settings(deadline=None)
@given(SPANS, SPANS, st.integers(0, 50), st.integers(1, 50))
def test_pieces_carry_the_marks_of_each_character(
    low: list[tuple[int, int]], high: list[tuple[int, int]], start: int, length: int
) -> None:
    end = start + length
    layers = (Layer("low", low), Layer("high", high))
    cut = pieces(start, end, layers)
    assert (cut[0].start, cut[-1].end) == (start, end)
    names = {at: piece.names for piece in cut for at in range(piece.start, piece.end)}
    assert names == {
        at: tuple(
            name
            for name, spans in (("low", low), ("high", high))
            if any(first <= at < last for first, last in spans)
        )
        for at in range(start, end)
    }


def test_a_line_without_marks_is_one_piece() -> None:
    assert pieces(3, 9, (Layer("low", [(0, 3), (9, 12)]),)) == [Piece(3, 9, ())]


def test_the_work_for_a_line_grows_with_its_marks_only() -> None:
    """A line of characters without width can be long, and every one of them a match."""
    many = Layer("hit", [(at, at + 1) for at in range(0, 100_000, 2)])
    assert len(pieces(0, 100_000, (many,))) == 100_000
