"""`targets` from the shell: curated tables, and one table of all figures."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from newsterm.domain.figures.spreadsheet import formula_safe
from tests.cli.conftest import Run
from tests.services.economy import write


@pytest.fixture(scope="module")
def economy_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten articles on the economy, loaded once; tests only read it."""
    from newsterm.services.load import load
    from newsterm.store.store import Store

    folder = tmp_path_factory.mktemp("economy")
    with Store.open(folder / "x.db", write=True) as store:
        list(load(store, [write(folder / "economy.jsonl")]))
    return folder / "x.db"


def test_the_csv_has_one_header_of_periods_in_order(run: Run, economy_db: Path) -> None:
    result = run("--db", str(economy_db), "targets", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    header = result.lines[0].split(",")
    assert header[:4] == ["article", "table", "indicator", "status"]
    assert header[-2:] == ["other", "quote"]
    assert header[4:-2] == ["2022", "2023-Q1", "2023-H1", "2023-Q2", "2023-07", "2023-08", "2023"]
    growth = {row["status"]: row for row in rows if row["indicator"] == "国内生产总值同比增长"}
    assert growth["actual"]["2023"] == "5.2%"
    assert growth["actual"]["2023-H1"] == "5.5%"
    assert growth["target"]["2023"] == "~5%"
    assert growth["target"]["quote"] == "今年，我国力争国内生产总值增长5%左右。"
    assert growth["target"]["article"] == "e01"


def test_headings_that_are_no_periods_share_a_column(run: Run, sample_db: Path) -> None:
    result = run("--db", str(sample_db), "targets", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    ring = next(row for row in rows if row["table"] == "rings" and "功能互补" in row["indicator"])
    assert ring["other"].startswith("北京向外: 100公里; 地区: 雄安、天津")
    assert ring["quote"].startswith("第二个是依托北京向外100公里")


def test_a_query_chooses_articles_and_facts(run: Run, economy_db: Path) -> None:
    lines = run("--db", str(economy_db), "targets", "indicator:粮食", "has:target", "--json").lines
    [row] = [json.loads(line) for line in lines]
    assert (row["indicator"], row["unit"]) == ("粮食产量", "斤")
    [cell] = row["cells"]["2023"]
    assert (cell["shown"], cell["status"], cell["article"]) == ("≥1.3万亿斤", "target", "e01")


def test_planned_and_reported_are_told_apart(run: Run, economy_db: Path) -> None:
    printed = run("--db", str(economy_db), "targets", "目标").out
    assert "→~5%" in printed
    markdown = run("--db", str(economy_db), "targets", "目标", "--md").lines
    assert markdown[0] == "| indicator | 2023 |"
    assert "| 国内生产总值同比增长 | →~5% |" in markdown


def test_rows_are_sorted_as_asked(run: Run, economy_db: Path) -> None:
    lines = run("--db", str(economy_db), "targets", "--json", "--sort", "label").lines
    labels = [json.loads(line)["indicator"] for line in lines]
    assert labels == sorted(labels)


def test_one_article(run: Run, economy_db: Path) -> None:
    lines = run("--db", str(economy_db), "targets", "--id", "e03", "--json").lines
    assert {json.loads(line)["owner"] for line in lines} == {"上海"}
    missing = run("--db", str(economy_db), "targets", "--id", "nobody")
    assert (missing.status, missing.out) == (1, "")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("30%", "30%"),
        ("−0.3%", "−0.3%"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, safe: str) -> None:
    assert formula_safe(cell) == safe


def test_rows_are_joined_parted_and_joined_again(run: Run, tmp_path: Path) -> None:
    db = str(tmp_path / "x.db")
    run("--db", db, "load", str(write(tmp_path / "economy.jsonl")))

    def rows() -> dict[tuple[str, str], dict[str, object]]:
        listed = map(json.loads, run("--db", db, "targets", "--json").lines)
        return {(row["indicator"], row["unit"]): row for row in listed}

    before = rows()
    other = before["上海社会消费品零售总额", "元"]["number"]
    into = before["社会消费品零售总额", "元"]["number"]
    result = run("--db", db, "targets", "--merge", str(other), str(into))
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("joined: ")
    assert ("上海社会消费品零售总额", "元") not in rows()
    assert run("--db", db, "targets", "--undo").status == 0
    growth = str(before["国内生产总值同比增长", "%"]["number"])
    wording = "国内生产总值比上年增长"
    assert run("--db", db, "targets", "--split", growth, "按年", wording).status == 0
    assert ("按年", "%") in rows()
    assert run("--db", db, "targets", "--undo").status == 0
    assert rows() == before
    assert run("--db", db, "targets", "--undo").status == 1
    assert run("--db", db, "targets", "--split", growth, "按年").status == 2
