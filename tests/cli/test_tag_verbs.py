"""Tags, marks and history from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def tagged(run: Run, sample: Path) -> Run:
    """The six articles in `x.db` of the working folder."""
    assert run("--db", "x.db", "load", str(sample)).status == 0
    return run


def _count(run: Run, query: str) -> str:
    return run("--db", "x.db", "search", query, "--count").out.strip()


def test_undo_redo_and_history(tagged: Run) -> None:
    tagged("--db", "x.db", "tag", "+重点", "--", "养老")
    assert _count(tagged, "tag:重点") == "2"
    # A slow machine loads in more than one batch, so numbers begin anywhere.
    number = json.loads(tagged("--db", "x.db", "history", "--json").lines[0])["change"]
    said = f"change {number} (+重点 -- 养老): 2 undone\n"
    assert tagged("undo", "--db", "x.db").err == said
    assert _count(tagged, "tag:重点") == "0"
    assert tagged("--db", "x.db", "redo").status == 0
    assert _count(tagged, "tag:重点") == "2"
    records = [json.loads(line) for line in tagged("--db", "x.db", "history", "--json").lines]
    assert [(r["change"], r["kind"], r["what"], r["lines"]) for r in records[:3]] == [
        (number + 2, "redo", f"redo {number}", 2),
        (number + 1, "undo", f"undo {number}", 2),
        (number, "do", "+重点 -- 养老", 2),
    ]
    assert {(r["who"], r["what"]) for r in records[3:]} == {("file", "load")}
    assert sum(r["lines"] for r in records[3:]) == 13
    last = str(number + 2)
    line = json.loads(tagged("--db", "x.db", "history", last, "--json").lines[0])
    assert line["what"] == "+重点"
    assert tagged("--db", "x.db", "undo", "--line", str(line["line"])).status == 0
    assert _count(tagged, "tag:重点") == "1"
    assert tagged("--db", "x.db", "undo", "99").err == "newsterm: no change 99 in the history\n"


def test_a_batch_from_stdin(tagged: Run) -> None:
    lines = "# 早班\n+早班 -产业 -- 养老\n+早%20班 -- id:e-bikes id:campus\n"
    result = tagged("--db", "x.db", "tag", "--batch", stdin=lines)
    assert (result.status, result.out, result.err) == (0, "", "2 lines: 4 changed\n")
    assert _count(tagged, 'tag:"早 班"') == "2"
    result = tagged("--db", "x.db", "tag", "--batch", stdin="+x -- 养老\n+y -- id:nobody\n")
    assert result.status == 1
    assert result.err == "newsterm: line 2: no article 'nobody': nothing was changed\n"
    assert _count(tagged, "tag:x") == "0"
    assert tagged("--db", "x.db", "tag", "--batch", "+x", "--", "养老").status == 2


def test_a_dry_run_says_what_would_be(tagged: Run) -> None:
    result = tagged("--db", "x.db", "tag", "--dry-run", "+教育", "-交通", "--", "tag:城市副中心")
    assert result.status == 0
    assert result.err == "+教育 -交通 on 3 articles (1 have 教育, 0 have 交通)\n"
    assert _count(tagged, "tag:教育") == "1"


def test_stars_and_read_marks(tagged: Run) -> None:
    assert tagged("--db", "x.db", "star", "--id", "e-bikes", "campus").status == 0
    assert _count(tagged, "is:starred") == "2"
    assert tagged("--db", "x.db", "read", "tag:交通").err == "2 articles: 2 changed\n"
    assert _count(tagged, "is:unread") == "4"
    assert tagged("--db", "x.db", "read", "--off", "tag:交通").status == 0
    assert _count(tagged, "is:unread") == "6"
    assert tagged("--db", "x.db", "star").status == 2


def test_the_list_of_tags_and_what_can_be_done_to_them(tagged: Run) -> None:
    before = tagged("--db", "x.db", "tags").lines
    assert "     2  交通" in before
    tagged("--db", "x.db", "tags", "rename", "交通", "出行/交通")
    tagged("--db", "x.db", "tags", "colour", "出行/交通", "red")
    tagged("--db", "x.db", "tags", "alias", "车", "出行/交通")
    rows = [json.loads(line) for line in tagged("--db", "x.db", "tags", "--json").lines]
    assert {
        "tag": "出行",
        "count": 0,
        "total": 2,
        "colour": "",
        "aliases": [],
        "rules": {},
    } in rows
    assert {
        "tag": "出行/交通",
        "count": 2,
        "total": 2,
        "colour": "red",
        "aliases": ["车"],
        "rules": {},
    } in rows
    dry = tagged("--db", "x.db", "tags", "merge", "--dry-run", "教育", "出行/交通")
    assert dry.err == "教育: 1 article would change (0 have 出行/交通)\n"
    dry = tagged("--db", "x.db", "tags", "delete", "出行", "--dry-run")
    assert dry.err == "出行/交通: 2 articles would change\n"
    assert tagged("tags", "merge", "教育", "医疗", "出行/交通", "--db", "x.db").status == 0
    assert _count(tagged, "tag:出行/交通") == "4"
    assert tagged("--db", "x.db", "tags", "delete", "出行").err == "出行/交通: 4 articles changed\n"
    for _ in range(5):
        assert tagged("--db", "x.db", "undo").status == 0
    assert tagged("--db", "x.db", "tags").lines == before
    assert tagged("--db", "x.db", "tags", "rename", "没有", "有").status == 1
    assert tagged("--db", "x.db", "tags", "colour", "交通", "mauve").status == 2


def test_dump_and_restore(tagged: Run, tmp_path: Path) -> None:
    dump = tagged("--db", "x.db", "tags", "dump").out
    assert dump.startswith("#newsterm-dump 1\nid:beijing-plan +产业 +规划\n")
    tagged("--db", "x.db", "tag", "+x", "-交通", "--", "")
    assert tagged("--db", "x.db", "tags", "restore", stdin=dump).status == 0
    assert tagged("--db", "x.db", "tags", "dump").out == dump
    file = tmp_path / "tags.txt"
    file.write_text(dump + "id:e-bikes +y\n", encoding="utf-8")
    result = tagged("--db", "x.db", "tags", "restore", str(file))
    assert result.status == 1
    assert result.err.startswith(f"newsterm: {file}:8: the article 'e-bikes' stands twice")
    file.write_text("#newsterm-dump 1\nid:e-bikes +y\n", encoding="utf-8")
    assert tagged("--db", "x.db", "tags", "restore", "--accumulate", str(file)).status == 0
    assert _count(tagged, "tag:y") == "1"
    assert _count(tagged, "tag:交通") == "2"


def test_a_backup_is_written_once_a_day(tagged: Run, tmp_path: Path) -> None:
    folder = tmp_path / "cwd" / "x.db.backup"
    assert not folder.exists(), "nothing to save when nothing was ever tagged"
    before = tagged("--db", "x.db", "tags", "dump").out
    for word in ("+x", "+y"):
        tagged("--db", "x.db", "tag", word, "--", "养老")
    [backup] = folder.iterdir()
    assert backup.read_text(encoding="utf-8") == before
    assert backup.stat().st_mode & 0o777 == 0o600


def test_tags_go_into_the_files(run: Run, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lib"
    folder.mkdir()
    text = (sample / "e-bikes.md").read_text(encoding="utf-8")
    (folder / "e-bikes.md").write_text(text, encoding="utf-8")
    (folder / "rules.yaml").write_text(
        "rules:\n- {name: 车, query: 电动自行车, tags: [两轮]}\n", encoding="utf-8"
    )
    assert run("load", ".", cwd=folder).status == 0
    [row] = [row for row in run("tags", "--json", cwd=folder).lines if '"两轮"' in row]
    assert json.loads(row)["rules"] == {"车": 1}
    assert "     1  两轮  [rule 车: 1]" in run("tags", cwd=folder).lines
    assert run("tags", "rules", "--dry-run", cwd=folder).out == "车: 1 found, 0 would be changed\n"
    assert run("tags", "write", "--dry-run", cwd=folder).out == f"{folder / 'e-bikes.md'}\n"
    assert run("tags", "write", cwd=folder).status == 0
    written = (folder / "e-bikes.md").read_text(encoding="utf-8")
    assert written == text.replace("tags: [交通, 电动自行车]", "tags: [交通, 电动自行车, 两轮]")
    (folder / "rules.yaml").write_text("rules:\n- 车\n", encoding="utf-8")
    result = run("tags", "rules", cwd=folder)
    assert result.status == 1
    assert result.err.startswith(f"newsterm: {folder / 'rules.yaml'}:2: a rule has name:")
