"""Series over ten articles on the economy: tables that an economist would accept."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsterm.domain.figures.series_text import series_lines
from newsterm.errors import NewstermError, UsageError
from newsterm.services.load import load
from newsterm.services.series import series, values
from newsterm.store.store import Store
from tests.services.economy import write

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def economy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The ten articles, loaded."""
    folder = tmp_path_factory.mktemp("economy")
    with Store.open(folder / "library.db", write=True) as store:
        last = deque(load(store, [write(folder / "economy.jsonl")]), maxlen=1).pop()
        assert last.failures == ()
        yield store


@pytest.mark.parametrize(
    "words",
    ["国内生产总值 同比增长", "社会消费品零售总额", "粮食产量", "居民消费价格", "新能源汽车"],
)
def test_five_series(economy: Store, words: str) -> None:
    found = series(economy, [words])
    lines = [line for each in found.series for line in series_lines(each)]
    expected = (GOLDEN / f"series-{words.replace(' ', '-')}.txt").read_text(encoding="utf-8")
    assert "\n".join(lines) + "\n" == expected


def test_each_series_has_one_unit_and_one_owner(economy: Store) -> None:
    for words in ("社会消费品零售总额", "上海零售总额", "居民消费价格", "英国 CPI", "粮食"):
        for each in series(economy, [words]).series:
            figures = [value.figure for value in values(economy, each)]
            assert {figure.fact.unit for figure in figures} == {each.key.unit}
    [shanghai] = series(economy, ["上海 社会消费品零售总额 同比增长"]).series
    assert [value.figure.slug for value in values(economy, shanghai)] == ["e03"]


def test_every_value_has_its_sentence(economy: Store) -> None:
    [growth] = series(economy, ["GDP 增速"]).series
    found = list(values(economy, growth))
    assert [(each.figure.period, each.figure.fact.text, each.figure.slug) for each in found] == [
        ("2023", "5%左右", "e01"),
        ("2023", "5.2%", "e08"),
        ("2023", "5.2%", "e09"),
        ("2023-H1", "5.5%", "e04"),
        ("2023-Q1", "4.5%", "e02"),
        ("2023-Q2", "6.3%", "e04"),
    ]
    assert all(each.figure.fact.text in each.quote for each in found)
    assert found[0].quote == "今年，我国力争国内生产总值增长5%左右。"


def test_what_else_fits_is_named(economy: Store) -> None:
    found = series(economy, ["粮食产量"], limit=1)
    assert [each.key.label for each in found.series] == ["粮食产量"]
    assert ("黑龙江粮食产量 (斤)", 1) in found.others


def test_a_forecast_of_others_stands_beside_no_result(store: Store, tmp_path: Path) -> None:
    bodies = (
        "世界银行今天表示，预计2023年中国国内生产总值增长5.6%左右。",
        "2023年，我国力争国内生产总值增长5%左右。",
        "2023年，国内生产总值比上年增长5.2%。",
    )
    lines = [
        json.dumps({"id": f"f{n}", "date": f"202{3 + n // 2}-03-05", "title": "题", "body": body})
        for n, body in enumerate(bodies)
    ]
    path = tmp_path / "forecast.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert deque(load(store, [path]), maxlen=1).pop().failures == ()
    [growth] = series(store, ["GDP 增速"]).series
    assert growth.forecasts == 1
    [row] = growth.rows
    assert row.planned is not None
    assert (row.planned.best.slug, row.outcome, row.gap) == ("f1", "reached", 0.2)


def test_nothing_fits(economy: Store) -> None:
    with pytest.raises(NewstermError, match="no indicator named 月球"):
        series(economy, ["月球"])
    with pytest.raises(UsageError, match="series of what"):
        series(economy, [" "])
