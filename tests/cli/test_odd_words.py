"""Words that nobody means, and streams that are not there: an answer in a line, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ESCAPE = "\x1b[31m"


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--limit", "9" * 20],
        ["search", "增长", "--limit", "9" * 20],
        ["search", "增长", "--offset", "9" * 5000],
        ["history", "--limit", "9" * 20],
        ["history", "--limit", "-5"],
        ["history", "9" * 20],
        ["undo", "9" * 20],
        ["redo", "9" * 20],
        ["targets", "--merge", "1", "9" * 20],
        ["targets", "--split", "9" * 20, "name", "wording"],
        ["tags", "merge", "--dry-run", "only"],
        ["show", "no\udcffutf8"],
        ["star", "--id", "no\udcffutf8"],
        ["targets", "--split", "1", "name", "no\udcffutf8"],
    ],
)
def test_words_out_of_range_are_wrong_usage(run: Run, sample_db: Path, words: list[str]) -> None:
    result = run(*words, "--db", str(sample_db))
    assert (result.status, result.out) == (2, "")
    assert "Traceback" not in result.err
    assert result.err.startswith(("usage: ", "newsterm: "))


@pytest.mark.parametrize("option", ["--library", "--db"])
def test_a_library_may_be_called_like_a_verb(run: Run, tmp_path: Path, option: str) -> None:
    folder = tmp_path / "tag"
    folder.mkdir()
    (folder / "a.md").write_text("题目\n\n增长5%。\n", encoding="utf-8")
    place = "tag" if option == "--library" else "tag/.newsterm/library.db"
    assert run("--library", "tag", "load", "tag", cwd=tmp_path).err == "1 added\n"
    assert run(option, place, "list", "--ids", cwd=tmp_path).out == "a\n"
    assert run(option, place, "tag", "+x", "--", "id:a", cwd=tmp_path).status in (0, 1)


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["facts"],
        ["facts", "--explain"],
        ["targets"],
        ["export"],
        ["review"],
        ["search"],
        ["search", "--ids"],
        ["search", "--count"],
        ["search", "--facets"],
    ],
)
def test_a_part_of_a_query_that_is_left_out_is_named(
    run: Run, sample_db: Path, words: list[str]
) -> None:
    result = run("--db", str(sample_db), *words, "date:nonsense", "增长")
    assert result.status == 0
    assert result.out
    assert result.err.count("'date:nonsense': ") == 1


def test_nothing_that_acts_on_a_terminal_comes_out_of_the_log_or_a_saved_search(
    run: Run, sample: Path
) -> None:
    assert run("--db", "x.db", "load", str(sample)).status == 0
    assert run("--db", "x.db", "star", f"增长{ESCAPE}", "--id", "campus").status == 0
    assert run("--db", "x.db", "search", "--save", "n", f"增长{ESCAPE}").status == 0
    for words in (["history"], ["search", "--saved"]):
        printed = run("--db", "x.db", *words).out
        assert "增长" in printed
        assert "\x1b" not in printed


def test_the_name_of_what_is_parted_off_is_made_harmless(run: Run, sample: Path) -> None:
    assert run("--db", "x.db", "load", str(sample)).status == 0
    row = json.loads(run("--db", "x.db", "targets", "--json").lines[-1])
    wording = next(
        fact["indicator"]
        for fact in map(json.loads, run("--db", "x.db", "facts", "--json").lines)
        for cell in [each for cells in row["cells"].values() for each in cells][:1]
        if (fact["id"], fact["start"]) == (cell["article"], cell["start"])
    )
    number = str(row["number"])
    assert run("--db", "x.db", "targets", "--split", number, " ", wording).status == 2
    assert run("--db", "x.db", "targets", "--split", number, f"名{ESCAPE}", wording).status == 0
    printed = run("--db", "x.db", "targets").out
    assert "名\ufffd[31m" in printed
    assert "\x1b" not in printed


def test_what_is_extracted_is_explained_without_its_controls(run: Run) -> None:
    record = {"id": "x", "title": f"t{ESCAPE}", "body": f"全市{ESCAPE}产值增长5%。"}
    printed = run("extract", "--explain", stdin=json.dumps(record)).out
    assert "5%" in printed
    assert "\x1b" not in printed


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_is_no_traceback(sample_db: Path, closed: str) -> None:
    command = f'"$0" -m newsterm --db "$1" list nonsense:x 增长 {closed}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, str(sample_db)], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
