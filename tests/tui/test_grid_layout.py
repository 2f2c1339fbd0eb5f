"""Widths of columns, lines of cells, and the blocks of a large grid."""

from __future__ import annotations

from rich.cells import cell_len

from newsterm.domain.figures.grid import GridRow, GridValue
from newsterm.tui.grid_columns import GridColumns
from newsterm.tui.grid_layout import GAP, cell_lines, fit, in_one_line, set_table, shared
from newsterm.tui.row_blocks import COLUMNS, MOST_BLOCKS, ROWS, RowBlocks, Wanted

LONG = "围绕疏解和承接功能，推动北京城市副中心与河北雄安新区“两翼”联动"
RINGS = [
    GridRow(0, "互补圈层", {0: (GridValue("100公里", True),), 1: (GridValue(LONG),)}),
    GridRow(1, "配套圈层", {0: (GridValue("1"), GridValue("2"))}),
    GridRow(2, "四个", {0: tuple(GridValue(str(number)) for number in range(4))}),
]
HEADINGS = ("圈层", "北京向外", "作用")


def test_wide_columns_give_up_what_narrow_ones_need() -> None:
    assert shared([10, 20, 60], 100) == [10, 20, 60]
    assert shared([10, 20, 60], 74) == [10, 20, 40]
    assert shared([10, 40, 60], 74) == [10, 30, 30]
    assert shared([22, 9, 37, 40], 79) == [22, 9, 21, 21], "the first column keeps what it has"
    assert shared([50, 60, 60], 30) == [36, 24, 24], "too little for words: scroll"


def test_a_table_is_set_so_that_all_of_it_is_seen() -> None:
    table = set_table(HEADINGS, RINGS, (0, 1), 50)
    assert sum(table.widths) + GAP * 2 == 50
    lines = [text for text, _ in table.cells[0][1]]
    assert "".join(lines) == LONG
    assert all(cell_len(line) <= table.widths[2] for line in lines)
    assert [text for text, _ in table.cells[1][0]] == ["1", "2"]
    assert [text for text, _ in table.cells[2][0]] == ["4 values"]
    assert table.starts == (0, len(lines), len(lines) + 2, len(lines) + 3)
    assert table.place(len(lines) + 1) == (1, 1)


def test_unbroken_rows_are_a_line_each() -> None:
    table = set_table(HEADINGS, RINGS, (0, 1), 50, broken=False)
    assert table.starts == (0, 1, 2, 3)
    assert [text for text, _ in table.cells[1][0]] == ["2 values"]
    assert cell_lines((GridValue("5%", True),), None) == (("→5%", GridValue("5%", True)),)


def test_a_cell_in_one_line() -> None:
    plans = (GridValue("5%", True), GridValue("6%", True))
    assert in_one_line(()) == ""
    assert in_one_line(plans[:1]) == "→5%"
    assert in_one_line(plans) == "→2 values"
    assert in_one_line((*plans, GridValue("5%"))) == "3 values"


def test_fit_fills_or_cuts_by_cells() -> None:
    assert fit("万亿", 6) == "万亿  "
    assert fit("万亿级产业", 6) == "万亿… "
    assert cell_len(fit("a\x1b[31m\u202e万", 4)) == 4


def test_columns_are_turned_to_and_fill_the_room() -> None:
    columns = GridColumns(("", *map(str, range(2000, 2020))), range(20))
    columns.note([GridRow(0, "指标", {3: (GridValue("1.36亿平方米", True),)})], range(20))
    assert columns.head_width(80) == 16
    assert [columns.width(place) for place in (2, 3)] == [11, 13]
    assert [place for place, _ in columns.seen(80)] == [0, 1, 2, 3]
    assert columns.turn_to(6, 80)
    assert columns.seen(80)[-1] == (6, 11)
    assert not columns.turn_to(5, 80)
    columns.left = 19
    columns.fill(80)
    assert columns.seen(80)[-1][0] == 19
    assert columns.left == 16
    assert columns.place_at(5, 80) == -1
    assert columns.place_at(19, 80) == 16
    assert "‹2016" in columns.heading(80)
    assert cell_len(columns.heading(80)) == 80


def test_only_what_is_missing_is_asked_for_and_once() -> None:
    blocks = RowBlocks(1000, 100)
    [part] = blocks.missing(range(ROWS), range(10))
    assert part == Wanted(0, ROWS, 0, COLUMNS)
    assert list(blocks.missing(range(ROWS), range(10))) == []
    rows = [GridRow(number, str(number), {}) for number in range(ROWS)]
    blocks.put(part, rows)
    assert blocks.row(5) == rows[5]
    assert blocks.row(ROWS) is None
    assert blocks.holds(0, COLUMNS - 1)
    assert not blocks.holds(0, COLUMNS)
    more = list(blocks.missing(range(950, 1000), range(90, 100)))
    assert more[-1] == Wanted(992, 1000, 84, 100)


def test_columns_that_come_later_join_the_rows() -> None:
    blocks = RowBlocks(10, 100)
    one, two = GridValue("1"), GridValue("2")
    blocks.put(Wanted(0, 10, 0, COLUMNS), [GridRow(n, "", {0: (one,)}) for n in range(10)])
    blocks.put(Wanted(0, 10, COLUMNS, 36), [GridRow(n, "", {30: (two,)}) for n in range(10)])
    row = blocks.row(9)
    assert row is not None
    assert row.cells == {0: (one,), 30: (two,)}


def test_far_blocks_are_forgotten() -> None:
    blocks = RowBlocks(ROWS * 100, 1)
    for number in range(MOST_BLOCKS + 1):
        rows = range(number * ROWS, (number + 1) * ROWS)
        for part in blocks.missing(rows, range(1)):
            blocks.put(part, [GridRow(at, "", {}) for at in rows])
    assert blocks.row(0) is None
    assert blocks.row(ROWS) is not None
