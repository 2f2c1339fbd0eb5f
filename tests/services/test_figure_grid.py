"""The table of many articles as a grid, its columns, and its text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsterm.services.figure_columns import ColumnChoice
from newsterm.services.figure_grid import begins_at, cell, part
from newsterm.services.figures import FiguresView, figures
from newsterm.services.load import load
from newsterm.services.table_text import as_text, of_figures, to_file
from newsterm.store.store import Store
from tests.services.economy import write


@pytest.fixture(scope="module")
def economy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Ten articles on the economy, loaded."""
    folder = tmp_path_factory.mktemp("economy")
    with Store.open(folder / "library.db", write=True) as store:
        list(load(store, [write(folder / "economy.jsonl")]))
        yield store


def _growth(store: Store, view: FiguresView) -> int:
    """The row of the growth of the product."""
    keys = store.figures.keys(view.indicator_ids)
    labels = [keys[number].label for number in view.indicator_ids]
    return labels.index("国内生产总值同比增长")


def test_a_part_has_the_cells_of_its_columns(economy: Store) -> None:
    view = figures(economy)
    assert view.figures == economy.facts.count()
    row = _growth(economy, view)
    columns = [view.periods.index(period) for period in ("2023-H1", "2023")]
    [found] = part(economy, view, row, row + 1, columns)
    assert found.head == "国内生产总值同比增长"
    half, year = (found.cells[number] for number in columns)
    assert [value.marked for value in half] == ["5.5%"]
    assert [value.marked for value in year] == ["→~5%", "5.2%"]


def test_it_begins_at_the_newest_reported_value(economy: Store) -> None:
    view = figures(economy, "indicator:汽车销量")
    columns = list(range(len(view.periods)))
    for row in range(len(view.indicator_ids)):
        assert begins_at(economy, view, row, columns) < len(columns)
    whole = figures(economy)
    row = _growth(economy, whole)
    years = ColumnChoice(years=True).of(whole.periods)
    assert [whole.periods[number] for number in years] == ["2022", "2023"]
    assert begins_at(economy, whole, row, years) == 1
    assert begins_at(economy, whole, 10_000, years) == 1


def test_a_cell_has_all_its_sources_with_their_sentences(economy: Store) -> None:
    view = figures(economy)
    number = view.indicator_ids[_growth(economy, view)]
    found = cell(economy, view, number, "2023")
    assert found is not None
    assert found.figures == 3
    assert [source.figure.slug for source in found.sources] == ["e09", "e08", "e01"]
    first = found.sources[0]
    assert first.title == "去年经济成绩单"
    assert first.quote == "2023年，我国GDP同比增长5.2%。"
    assert first.quote[slice(*first.mark)] == "5.2%"
    assert found.periods == ("2023-Q1", "2023-H1", "2023-Q2", "2023")
    empty = cell(economy, view, number, "2022")
    assert empty is not None
    assert (empty.figures, empty.sources) == (0, ())
    whole = cell(economy, view, number, None, most=2)
    assert whole is not None
    assert (whole.figures, len(whole.sources)) == (6, 2)
    assert cell(economy, view, 10**6, "2023") is None


def test_columns_are_chosen_hidden_and_never_none() -> None:
    periods = ("2022", "2023-Q1", "2023", "")
    assert ColumnChoice().of(periods) == [0, 1, 2, 3]
    assert ColumnChoice(years=True).hide("2023").of(periods) == [0]
    assert ColumnChoice(only=frozenset(["2023-Q1", ""])).of(periods) == [1, 3]
    assert ColumnChoice(only=frozenset(["1999"])).of(periods) == [0, 1, 2, 3]
    assert ColumnChoice(years=True).hide("2023").said() == "years, 1 hidden"


def test_the_text_of_a_table_keeps_every_value(economy: Store, tmp_path: Path) -> None:
    view = figures(economy)
    row = _growth(economy, view)
    columns = [view.periods.index(period) for period in ("2023-H1", "2023")]
    seen = of_figures(economy, view, columns, range(row, row + 1))
    assert as_text(seen, markdown=False) == (
        "indicator\tunit\t2023-H1\t2023\n国内生产总值同比增长\t%\t5.5%\t→~5% / 5.2%\n"
    )
    seen = of_figures(economy, view, columns, range(row, row + 1))
    assert as_text(seen, markdown=True).splitlines() == [
        "| indicator | unit | 2023-H1 | 2023 |",
        "| --- | --- | --- | --- |",
        "| 国内生产总值同比增长 | % | 5.5% | →~5% / 5.2% |",
    ]
    path = tmp_path / "table.csv"
    assert to_file(of_figures(economy, view, columns), path) == len(view.indicator_ids)
    assert path.read_text(encoding="utf-8").count("\n") == len(view.indicator_ids) + 1
