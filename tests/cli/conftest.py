"""Running the command line as a shell does: words in; status, stdout and stderr out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("list", "--json")` in an empty folder, as a process of its own."""
    folder = tmp_path / "cwd"
    folder.mkdir()

    def run(*words: str, stdin: str = "", cwd: Path = folder, **environ: str) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "newsterm", *words],
            input=stdin.encode(),
            capture_output=True,
            cwd=cwd,
            env={**os.environ, **environ},
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The six articles, loaded once; tests only read it."""
    path = tmp_path_factory.mktemp("sample") / "x.db"
    sample = Path(__file__).parents[2] / "articles"
    words = [sys.executable, "-m", "newsterm", "--db", str(path), "load", str(sample)]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return path
