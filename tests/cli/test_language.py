"""The shell in Chinese: people's words follow the language, machine output does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


def test_help_and_wrong_usage(run: Run) -> None:
    shown = run("--help", **CHINESE)
    assert "列出文章" in shown.out
    assert shown.out.startswith("用法：newsterm")
    assert "退出状态：0 完成" in shown.out
    assert "--limit N" in run("list", "--help", **CHINESE).out
    wrong = run("list", "--limit", "x", **CHINESE)
    assert wrong.status == 2
    assert "newsterm list：错误：参数 --limit：'x' 不是数目" in wrong.err


def test_notices_and_errors(run: Run, sample: Path) -> None:
    assert run("list", **CHINESE).err.startswith("newsterm: 当前及上级目录没有文库")
    loaded = run("--db", "x.db", "load", str(sample), **CHINESE)
    assert (loaded.out, loaded.err) == ("", "新增 6\n")
    tagged = run("--db", "x.db", "tag", "+甲", "--", "单车", **CHINESE)
    assert tagged.err == "+甲 → 2 篇文章: 更改 2 处\n"
    undone = run("--db", "x.db", "undo", **CHINESE)
    assert undone.err.endswith("撤销 2 处\n")
    gone = run("--db", "x.db", "show", "nobody", **CHINESE)
    assert (gone.status, gone.err) == (
        1,
        "newsterm: 没有文章 'nobody'（newsterm list 可查看编号）\n",
    )


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--json"],
        ["search", "养老", "--json"],
        ["facts", "--json"],
        ["targets", "--json"],
        ["targets", "--csv"],
        ["review", "--json"],
        ["export"],
        ["history", "--json"],
        ["tags", "--json"],
        ["check", "--json"],
        ["keys", "--json"],
        ["search", "单车", "--facets"],
    ],
    ids=" ".join,
)
def test_machine_output_is_the_same_in_any_language(
    run: Run, sample_db: Path, words: list[str]
) -> None:
    english, chinese = (run("--db", str(sample_db), *words, **more) for more in ({}, CHINESE))
    assert english.out == chinese.out
    assert english.out


def test_settings_are_over_the_locale(run: Run, tmp_path: Path) -> None:
    config = tmp_path / ".config" / "newsterm"
    config.mkdir(parents=True)
    (config / "config.yaml").write_text("language: en\n", encoding="utf-8")
    assert "List articles" in run("--help", **CHINESE).out
    library = tmp_path / "library"
    (library / ".newsterm").mkdir(parents=True)
    (library / ".newsterm" / "config.yaml").write_text("language: zh\n", encoding="utf-8")
    assert "列出文章" in run("--help", cwd=library).out
    assert "没有这个数据库" in run("--library", str(library), "list").err


def test_an_article_s_notes(run: Run, sample_db: Path) -> None:
    db = str(sample_db)
    row = json.loads(run("--db", db, "list", "--json", "--limit", "1").lines[0])
    shown = run("--db", db, "show", row["id"], "--facts", **CHINESE)
    assert "[1] 实绩" in shown.out or "[1] 目标" in shown.out
    assert "[1] reported" not in shown.out
