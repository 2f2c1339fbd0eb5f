"""series, review and export from the shell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.services.economy import write

VALUE_SLOTS = [
    *("period", "value", "value_high", "unit", "comparator", "status", "indicator", "article"),
    *("date", "quote"),
]


def load(run: Run, tmp_path: Path) -> None:
    result = run("--db", "x.db", "load", str(write(tmp_path / "economy.jsonl")))
    assert (result.status, result.err) == (0, "10 added\n")


def test_series_as_a_table_and_as_lines_of_values(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path)
    printed = run("--db", "x.db", "series", "GDP", "增速")
    assert printed.lines[0] == "国内生产总值同比增长 (%)"
    assert "    2023     ~5%      5.2%      ✓  +0.2个百分点  2024-01-17  e08 +1" in printed.lines
    values = [
        json.loads(line) for line in run("--db", "x.db", "series", "--json", "GDP", "增速").lines
    ]
    assert [list(value) for value in values] == [VALUE_SLOTS] * 6
    assert values[0] == {
        "period": "2023",
        "value": 5,
        "value_high": None,
        "unit": "%",
        "comparator": "~",
        "status": "target",
        "indicator": "国内生产总值同比增长",
        "article": "e01",
        "date": "2023-03-05",
        "quote": "今年，我国力争国内生产总值增长5%左右。",
    }
    assert run("--db", "x.db", "series", "月球").err == (
        "newsterm: no indicator named 月球 (newsterm targets lists the indicators)\n"
    )
    assert run("--db", "x.db", "series", "粮食产量", "--limit", "1").err == (
        "newsterm: also 粮食产量同比增长 (%): 2, 粮食产量同比增加 (斤): 1, 黑龙江粮食产量 (斤): 1\n"
    )


def test_a_chart_in_blocks_and_as_svg(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path)
    printed = run("--db", "x.db", "series", "新能源汽车销量", "--limit", "1", "--chart")
    plan, result, legend = printed.lines[-4:-1]
    assert plan.startswith("2023  ▒▒▒")
    assert plan.endswith("  ~900万辆 ✓")
    assert result.startswith("      ███")
    assert result.endswith("  949.5万辆")
    assert result.count("█") > plan.count("▒") > 40
    assert legend == "      ▒ planned  █ reported"
    written = run("--db", "x.db", "series", "粮食产量", "--chart", "x.svg")
    assert written.err.startswith("chart in x.svg\n")
    svg = (tmp_path / "cwd" / "x.svg").read_text(encoding="utf-8")
    assert svg.count("粮食产量 (斤)") == 1
    assert svg.count("stroke-dasharray") == 1
    assert run("--db", "x.db", "series", "GDP", "--chart", "x.png").status == 2


def test_export_to_stdout_and_to_a_file(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path)
    result = run("--db", "x.db", "export", "indicator:粮食")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert (result.err, {row["article"] for row in rows}) == ("", {"e00", "e01", "e07", "e09"})
    assert all(row["text"] in row["quote"] for row in rows)
    written = run("--db", "x.db", "export", "--out", "x.jsonl", "--", "indicator:粮食")
    assert (written.status, written.out) == (0, "")
    assert written.err == f"{len(rows)} figures in x.jsonl\n"
    lines = (tmp_path / "cwd" / "x.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == [row["text"] for row in rows]
    assert run("--db", "x.db", "export", "--format", "xlsx").status == 2


def test_a_review_from_the_queue_to_the_file_and_back(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path)
    queue = run("--db", "x.db", "review", "--json", "--order", "article", "--limit", "3")
    first, second, third = [json.loads(line) for line in queue.lines]
    total = first["left"]
    assert queue.err == f"{total} left\n"
    assert first["text"] == "13731亿斤"
    assert first["text"] in first["sentence"]
    words = ["--accept", first["id"], "--reject", second["id"], "--next", "--order", "article"]
    done = run("--db", "x.db", "review", *words)
    assert done.err == f"2 decided\n{total - 2} left\n"
    assert done.lines[0].startswith(third["id"])
    assert "增长【0.5%】。" in done.lines[1]
    again = run("--db", "x.db", "review", "--reject", first["id"])
    assert (again.status, again.out) == (1, "")
    assert "meanwhile (accepted): nothing was changed (as it is now: e00:" in again.err
    edit = run("--db", "x.db", "review", "--edit", third["id"], "value=0.6", "period=2022")
    assert edit.err == "1 decided\n"
    dumped = run("--db", "x.db", "review", "--dump", "out")
    assert dumped.err == "3 decisions in 1 files in out\n"
    assert run("--db", "x.db", "review", "--undo").err == "1 taken back\n"
    assert run("--db", "x.db", "review", "--undo").err == "2 taken back\n"
    assert run("--db", "x.db", "review", "--redo").err == "2 decided again\n"
    assert run("--db", "x.db", "review", "--undo").err == "2 taken back\n"
    assert run("--db", "x.db", "review", "--restore", "out/e00.facts.yaml").err == (
        "3 decisions restored\n"
    )
    facts = run("--db", "x.db", "facts", "--id", "e00", "--json").lines
    assert [(f["text"], f["value"]) for f in map(json.loads, facts)] == [
        ("13731亿斤", 1373100000000),
        ("0.5%", 0.6),
    ]


def test_a_split_from_the_shell(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path)
    fact = json.loads(run("--db", "x.db", "review", "--json", "--limit", "1").lines[0])
    text = fact["text"]
    parts = [f"text={text[:1]},indicator=甲", f"text={text[1:]},indicator=乙"]
    wrong = run("--db", "x.db", "review", "--split", fact["id"], "colour=red", parts[0])
    assert (wrong.status, wrong.out) == (2, "")
    assert "write SLOT=VALUE" in wrong.err
    alone = run("--db", "x.db", "review", "--split", fact["id"], parts[0])
    assert (alone.status, alone.out) == (2, "")


def test_facts_are_explained_and_chosen(run: Run, tmp_path: Path) -> None:
    load(run, tmp_path)
    chosen = run("--db", "x.db", "facts", "has:target unit:斤")
    [line] = chosen.lines
    place = line.partition("\t")[0]
    explained = run("--db", "x.db", "facts", "--id", place, "--explain")
    assert explained.lines[0] == f"{place}  1.3万亿斤以上"
    assert "力争全年粮食产量达到1.3万亿斤以上。" in explained.out
    assert "economy.jsonl:2" in explained.out
    [record] = [
        json.loads(line)
        for line in run("--db", "x.db", "facts", "--id", place, "--explain", "--json").lines
    ]
    assert (record["line"], record["reviews"], record["row"]) == (2, [], "粮食产量")
    assert record["extracted"]["text"] == record["text"] == "1.3万亿斤以上"
    nobody = run("--db", "x.db", "facts", "--id", "nobody")
    assert (nobody.status, nobody.out) == (1, "")
    assert "no article 'nobody'" in nobody.err
