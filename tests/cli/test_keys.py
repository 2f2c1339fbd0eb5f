"""`newsterm keys`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_it_lists_every_place(run: Run) -> None:
    done = run("keys", "--json")
    assert done.status == 0
    rows = [json.loads(line) for line in done.out.splitlines()]
    [tag] = [row for row in rows if row["id"] == "verb.tag"]
    assert tag == {
        "place": "everywhere",
        "id": "verb.tag",
        "keys": ["t"],
        "what": "Add and remove tags.",
    }
    assert {"articles", "reader", "list", "search", "targets"} <= {row["place"] for row in rows}


def test_check_is_content_with_the_app_s_own_keys(run: Run) -> None:
    done = run("keys", "--check")
    assert (done.status, done.out) == (0, "")


def test_check_names_line_clash_and_unknown_id(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "config" / "newsterm" / "config.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("keymap:\n  verb.tga: W\n  verb.tag: I\n", encoding="utf-8")
    done = run("keys", "--check", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert done.status == 1
    assert done.out.splitlines() == [
        f"{file}:2: no binding 'verb.tga'; did you mean verb.tag?",
        f"{file}:3: I is both verb.tag (everywhere) and verb.import (everywhere)",
    ]
    shown = run("keys", "--json", XDG_CONFIG_HOME=str(tmp_path / "config"))
    keys = {row["id"]: row["keys"] for row in map(json.loads, shown.out.splitlines())}
    assert keys["verb.tag"] == ["I"]
