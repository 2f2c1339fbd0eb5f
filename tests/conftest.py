"""What every test may ask for. A developer's own library and settings are shut out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from newsterm.language import speak
from newsterm.store.store import Store

# A deadline would make a busy machine fail a test that is right.
settings.register_profile("newsterm", deadline=None)
settings.load_profile("newsterm")

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "articles"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run what takes minutes, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="takes minutes: run with --long")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def _nobody_s_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEWSTERM_DB", "NO_COLOR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    speak("en", {})


@pytest.fixture
def shared() -> Path:
    """Real text and gold beside the project; tests that want it skip where it is absent."""
    path = Path(os.environ.get("NEWSTERM_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        pytest.skip("no shared material beside the project")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty library, open for writing."""
    with Store.open(tmp_path / "library.db", write=True) as opened:
        yield opened


@pytest.fixture
def sample() -> Path:
    """The folder of the six articles that come with newsterm."""
    return SAMPLE
