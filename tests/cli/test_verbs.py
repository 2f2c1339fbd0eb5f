"""Every verb from the shell, on the six articles."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_load_is_silent_on_stdout_and_counts_on_stderr(run: Run, sample: Path) -> None:
    result = run("--db", "x.db", "load", str(sample))
    assert (result.status, result.out, result.err) == (0, "", "6 added\n")
    assert run("load", str(sample), "--db", "x.db", "--json").out == (
        '{"added": 0, "updated": 0, "unchanged": 6, "renamed": 0, "gone": 0, "failed": 0}\n'
    )


def test_the_targets_of_the_plan_stand_in_one_row(run: Run, sample_db: Path) -> None:
    result = run("--db", str(sample_db), "targets", "--csv")
    assert result.status == 0
    rows = list(csv.DictReader(io.StringIO(result.out)))
    plan = [row for row in rows if row["table"] == "targets"]
    share = next(row for row in plan if row["2020"] == "27.4%")
    assert (share["2025"], share["2035"]) == ("≥30%", "≥40%")
    clusters = next(row for row in plan if row["2025"].startswith("4–5"))
    assert clusters["2020"].startswith("2") or clusters["2020"].startswith("两")
    assert clusters["2035"].startswith("8–10")
    assert all(row["quote"] for row in rows)


def test_list(run: Run, sample_db: Path) -> None:
    ids = run("--db", str(sample_db), "list", "--ids").lines
    assert len(ids) == 6
    records = [json.loads(line) for line in run("list", "--json", "--db", str(sample_db)).lines]
    assert [record["id"] for record in records] == ids
    assert {record["date"] for record in records} == {"2021-08-19"}
    assert len(run("--db", str(sample_db), "list", "--limit", "2").lines) == 2


def test_show_prints_the_text_and_json_gives_it_back_whole(run: Run, sample_db: Path) -> None:
    ids = run("--db", str(sample_db), "list", "--ids").lines
    for slug in ids:
        record = json.loads(run("--db", str(sample_db), "show", slug, "--json").out)
        printed = run("--db", str(sample_db), "show", slug, "--width", "60").out
        for paragraph in record["body"].split("\n\n"):
            assert "".join(paragraph.split()) in "".join(printed.split())
        for fact in record["facts"]:
            assert record["body"][fact["start"] : fact["end"]] == fact["text"]


def test_show_of_nothing(run: Run, sample_db: Path) -> None:
    result = run("--db", str(sample_db), "show", "nowhere\x1b[31m")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("newsterm: no article 'nowhere")
    assert "\x1b" not in result.err


def test_search_finds_a_two_character_word(run: Run, sample_db: Path) -> None:
    found = run("--db", str(sample_db), "search", "养老", "--ids").lines
    assert len(found) == 2
    assert run("--db", str(sample_db), "search", "养老", "--count").out == "2\n"
    hit = json.loads(run("--db", str(sample_db), "search", "--json", "--", "养老").lines[0])
    start, end = hit["marks"][0]
    assert hit["snippet"][start:end] == "养老"
    record = json.loads(run("--db", str(sample_db), "show", hit["id"], "--json").out)
    assert record["body"][hit["offset"] :].startswith("养老")


def test_tag_by_query_and_by_id(run: Run, sample: Path) -> None:
    run("--db", "x.db", "load", str(sample))
    result = run("--db", "x.db", "tag", "+社会", "-nothing", "--", "养老")
    assert (result.status, result.out) == (0, "")
    assert result.err == "+社会 -nothing on 2 articles: 2 changed\n"
    ids = run("--db", "x.db", "search", "tag:社会", "--ids").lines
    assert len(ids) == 2
    assert run("--db", "x.db", "tag", "-社会", "--id", *ids).status == 0
    assert run("--db", "x.db", "search", "tag:社会", "--ids").lines == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tag", "+a"], "tag what?"),
        (["tag", "a", "--", "养老"], "'a': write +tag to add or -tag to remove"),
        (["tag", "--", "养老"], "no tag to add"),
        (["tag", "+a", "-a", "--", "养老"], "'a' is both added and removed"),
        (["tag", "+a\x07", "--", "养老"], "no control characters"),
    ],
)
def test_wrong_usage_is_status_2(run: Run, sample_db: Path, words: list[str], said: str) -> None:
    result = run("--db", str(sample_db), *words)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_tagging_an_unknown_id_changes_nothing(run: Run, sample: Path) -> None:
    run("--db", "x.db", "load", str(sample))
    known = run("--db", "x.db", "list", "--ids").lines[0]
    result = run("--db", "x.db", "tag", "+新", "--id", known, "nobody")
    assert result.status == 1
    assert run("--db", "x.db", "search", "tag:新", "--count").out == "0\n"


def test_facts(run: Run, sample_db: Path) -> None:
    lines = run("--db", str(sample_db), "facts", "--json").lines
    records = [json.loads(line) for line in lines]
    assert {"30%以上", "27.4%"} <= {record["text"] for record in records}
    assert len(records) >= 82
    one = run("--db", str(sample_db), "facts", "--id", records[0]["id"], "--json").lines
    assert 0 < len(one) < len(lines)


def test_extract_writes_the_slots_of_the_rules(run: Run) -> None:
    article = {"id": "a", "date": "2022-03-01", "title": "题", "body": "全市共有3家企业。"}
    result = run("extract", "-", stdin=json.dumps(article, ensure_ascii=False) + "\nnonsense\n")
    assert result.status == 1
    assert result.err.startswith("newsterm: stdin:2: not JSON")
    [record] = map(json.loads, result.lines)
    [fact] = record["facts"]
    assert (fact["text"], fact["start"], fact["end"], fact["value"]) == ("3家", 4, 6, 3)
    explained = run("extract", "--explain", stdin=json.dumps(article, ensure_ascii=False))
    assert "全市共有3家企业。" in explained.out


def test_extract_reaches_the_floor_on_the_seed(run: Run, shared: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    result = run("extract", str(shared / "facts" / "seed.articles.jsonl"))
    found.write_text(result.out, encoding="utf-8")
    score = [sys.executable, str(shared / "facts" / "score.py"), "--json"]
    gold = str(shared / "facts" / "seed.gold.jsonl")
    done = subprocess.run([*score, gold, str(found)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["quantity"]["f1"] >= 0.9


def test_import_splits_a_page(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "城市绿地面积五年翻番\n\n本报记者 李明\n\n记者昨日获悉，全市绿地面积达到120平方公里。"
        "今年还将新建公园12个。\n\n地铁新线年底通车\n\n本报讯(记者 王芳)地铁新线全长30公里，"
        "设站20座，年底通车。\n",
        encoding="utf-8",
    )
    result = run("import", str(page), "--to", "out", "--date", "2021-08-19", "--source", "晚报")
    assert result.status == 0, result.err
    assert len(result.lines) == 2
    again = run("import", str(page), "--to", "out", "--date", "2021-08-19")
    assert again.status == 1
    assert "already there" in again.err
    assert run("--db", "x.db", "load", "out").err == "2 added\n"


def test_check(run: Run, sample_db: Path) -> None:
    result = run("--db", str(sample_db), "check")
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("6 articles, ")
    assert result.err.endswith(" facts: all sound\n")


def test_the_library_is_found_upward(run: Run, tmp_path: Path, sample: Path) -> None:
    root = tmp_path / "lib"
    deep = root / "a" / "b"
    deep.mkdir(parents=True)
    (root / "a.md").write_text(
        (sample / "e-bikes.md").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert run("load", ".", cwd=root).status == 0
    assert (root / ".newsterm" / "library.db").is_file()
    assert run("list", "--ids", cwd=deep).out == "a\n"
    assert run("list", "--ids", "--library", str(root)).out == "a\n"
    assert run("list", "--ids", NEWSTERM_DB=str(root / ".newsterm" / "library.db")).out == "a\n"


def test_no_library(run: Run) -> None:
    result = run("list")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith("newsterm: no library here or above")


def test_the_app_refuses_what_is_no_terminal(run: Run) -> None:
    result = run()
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("newsterm: the app needs a terminal")


def test_a_closed_pipe_is_no_error(run: Run, sample_db: Path) -> None:
    command = f"{sys.executable} -m newsterm --db {sample_db} facts --json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_plain_output_has_no_escapes_in_any_locale(run: Run, sample_db: Path) -> None:
    for verb in ("list", "facts", "targets"):
        result = run("--db", str(sample_db), verb, LC_ALL="C", PYTHONUTF8="0", LANG="C")
        assert result.status == 0
        assert "\x1b" not in result.out
        assert "北京" in result.out


def test_the_database_verb_order_does_not_matter(run: Run, sample_db: Path) -> None:
    before = run("--db", str(sample_db), "list").out
    assert before == run("list", "--db", str(sample_db)).out != ""


def test_searches_are_kept_and_hits_are_counted(run: Run, sample: Path) -> None:
    run("--db", "x.db", "load", str(sample))
    assert run("--db", "x.db", "search", "--save", "老人", "养老").status == 0
    assert run("--db", "x.db", "search", "--saved").out == "2\t老人\t养老\n"
    facets = run("--db", "x.db", "search", "--facets", "养老").lines
    assert '2\tdate:"2021"' in facets
    assert run("--db", "x.db", "search", "--save", "老人").status == 0
    assert run("--db", "x.db", "search", "--saved").out == ""
    assert run("--db", "x.db", "search", "--save", " ", "养老").status == 2


def test_list_in_other_orders(run: Run, sample_db: Path) -> None:
    def listed(*words: str) -> list[str]:
        result = run("--db", str(sample_db), "list", "--json", *words)
        return [json.loads(line)["title"] for line in result.lines]

    newest = listed()
    assert len(newest) == 6
    assert listed("--sort", "oldest") == newest[::-1]  # all of one day: by number
    assert listed("--sort", "title") == sorted(newest)
    assert listed("--sort", "title", "--limit", "2") == sorted(newest)[:2]
    bicycles = listed("单车")
    assert listed("单车", "--sort", "title") == sorted(bicycles)
    assert run("--db", str(sample_db), "list", "--sort", "size").status == 2
