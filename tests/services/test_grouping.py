"""What joining and parting rows would do, before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsterm.errors import NewstermError
from newsterm.services.figures import figures, merge, split, undo_grouping
from newsterm.services.grouping import preview_merge, wordings
from newsterm.services.load import load
from newsterm.store.store import Store
from tests.services.economy import write


@pytest.fixture
def economy(tmp_path: Path) -> Iterator[Store]:
    """Ten articles on the economy, loaded."""
    with Store.open(tmp_path / "library.db", write=True) as store:
        list(load(store, [write(tmp_path / "economy.jsonl")]))
        yield store


def numbers(store: Store) -> dict[str, int]:
    """The numbers of the indicators by label and unit."""
    found = store.figures.keys(figures(store).indicator_ids)
    return {f"{key.label} {key.unit}": number for number, key in found.items()}


def test_a_preview_counts_what_a_merge_joins(economy: Store) -> None:
    known = numbers(economy)
    other, into = known["上海社会消费品零售总额 元"], known["社会消费品零售总额 元"]
    preview = preview_merge(economy, figures(economy), other, into)
    assert (preview.other.owner, preview.into.owner) == ("上海", "")
    assert preview.shared == ("2023-Q1",)
    assert merge(economy, other, into) == preview.other_values + preview.into_values
    assert "上海社会消费品零售总额 元" not in numbers(economy)
    assert undo_grouping(economy)
    assert numbers(economy) == known
    assert not undo_grouping(economy)


def test_units_are_never_joined(economy: Store) -> None:
    known = numbers(economy)
    amount, rate = known["国内生产总值 元"], known["国内生产总值同比增长 %"]
    with pytest.raises(NewstermError, match="元 / %: units are never joined"):
        preview_merge(economy, figures(economy), amount, rate)
    with pytest.raises(NewstermError, match="no indicator 99999"):
        preview_merge(economy, figures(economy), amount, 99_999)


def test_wordings_are_counted_and_parted(economy: Store) -> None:
    known = numbers(economy)
    number = known["国内生产总值同比增长 %"]
    found = wordings(economy, number)
    counts = dict(found.counts)
    assert sum(counts.values()) == 6
    assert counts["国内生产总值比上年增长"] == 1
    split(economy, number, ["国内生产总值比上年增长"], "按年增长")
    assert dict(wordings(economy, number).counts) == {
        wording: count for wording, count in counts.items() if "上年" not in wording
    }
    assert "按年增长 %" in numbers(economy)
