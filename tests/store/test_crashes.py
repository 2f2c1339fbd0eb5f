"""Killed at any moment, the library is whole, and nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def _run(*words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.parametrize(
    ("rounds", "seed"), [(30, 1), pytest.param(300, 1_000, marks=pytest.mark.long)]
)
def test_kill_minus_nine_loses_nothing(tmp_path: Path, rounds: int, seed: int) -> None:
    report = _run("tests.store.crash_rounds", str(tmp_path), str(rounds), str(seed))
    caught = sum(kind["caught"] for kind in report.values())
    for kind, found in report.items():
        assert (found["lost"], found["problems"]) == (0, 0), kind
        assert found["rounds"] == rounds // 3
    assert report["tagging"]["acknowledged"] > rounds / 3
    assert caught >= rounds / 5, "kills that never meet a write prove nothing"


def test_many_editors_lose_nothing(tmp_path: Path) -> None:
    report = _run("tests.store.editors", str(tmp_path), "100")
    assert report["statuses"] == [0] * 10
    assert report["acknowledged"] == 800
    assert (report["lost"], report["log_differs"], report["problems"]) == (0, 0, [])
    assert report["worst"] < 5


@pytest.mark.long
def test_sixteen_thousand_operations_of_eight_editors(tmp_path: Path) -> None:
    report = _run("tests.store.editors", str(tmp_path), "2000")
    assert report["statuses"] == [0] * 10
    assert report["acknowledged"] == 16_000
    assert (report["lost"], report["log_differs"], report["problems"]) == (0, 0, [])
    assert report["p99"] < 0.25
    assert report["worst"] < 2
