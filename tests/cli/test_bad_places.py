"""A full disk, a read-only file or folder, a damaged database: one clear line, and nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsterm.errors import StoreError
from newsterm.services.tag import tag
from newsterm.store.store import Store
from tests.cli.conftest import Result, Run
from tests.store.editors import make_library

NOBODY = 65_534


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=2m", "newsterm-test", str(place)]
    if (
        shutil.which("mount") is None
        or subprocess.run(words, check=False, capture_output=True).returncode
    ):
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_one_line_and_loses_nothing(small_disk: Path, run: Run) -> None:
    path = small_disk / "library.db"
    make_library(path)
    with Store.open(path, write=True) as store:
        acknowledged, said = _tag_until_refused(store)
    assert "\n" not in said
    assert "nothing was changed" in said
    assert len(acknowledged) > 10
    filler = small_disk / "filler"
    with open(filler, "wb") as file:
        try:
            while True:
                os.write(file.fileno(), bytes(4096))
        except OSError:
            pass
    result = run("--db", str(path), "tag", "+满", "--", "")
    assert (result.status, result.out) == (1, "")
    assert result.err.count("\n") == 1
    filler.unlink()
    if (backup := path.with_name("library.db.backup")).exists():
        shutil.rmtree(backup)
    with Store.open(path) as store:
        assert store.integrity() == []
        assert store.tags.out_of_step() == []
        assert {count.name for count in store.tag_overview.counts()} == set(acknowledged)
    subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
    assert run("--db", str(path), "tag", "+又有地方", "--", "").status == 0


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    make_library(path)
    with Store.open(path, write=True) as store:
        pages = int(store.connection.execute("PRAGMA page_count").fetchone()[0])
        store.connection.execute(f"PRAGMA max_page_count = {pages + 4:d}")
        acknowledged, said = _tag_until_refused(store)
        assert said == f"{path}: the disk is full: nothing was changed"
        assert {count.name for count in store.tag_overview.counts()} == set(acknowledged)
        assert store.tags.out_of_step() == []
        store.connection.execute("PRAGMA max_page_count = 1000000")
        assert tag(store, ["+又有地方"], query="").changed == 50


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_can_be_read_and_says_so_at_once(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    path = folder / "library.db"
    make_library(path)
    for name in folder.iterdir():
        os.chown(name, *_owner())
    os.chown(folder, *_owner())
    _open_the_way(tmp_path)
    os.chmod(path if what == "file" else folder, 0o444 if what == "file" else 0o555)
    try:
        assert len(_as_nobody("--db", str(path), "list", "--ids").lines) == 50
        result = _as_nobody("--db", str(path), "tag", "+x", "--", "")
        assert (result.status, result.out) == (1, "")
        assert result.err.count("\n") == 1
        assert "no changes can be saved" in result.err or "Permission denied" in result.err
    finally:
        os.chmod(folder, 0o700)
        os.chmod(path, 0o600)
    assert _as_nobody("--db", str(path), "tag", "+x", "--", "").status == 0


def test_a_damaged_library_is_made_anew_from_the_shell(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    root = tmp_path / "lib"
    shutil.copytree(sample, root, ignore=shutil.ignore_patterns(".newsterm"))
    assert run("load", cwd=root, NEWSTERM_DB=str(root / ".newsterm" / "library.db")).status == 0
    assert run("tag", "+重点", "--", "养老", cwd=root).status == 0
    path = root / ".newsterm" / "library.db"
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 20] = bytes(4096 * 19)
    path.write_bytes(data)
    result = run("tag", "+x", "--", "养老", cwd=root)
    assert (result.status, result.out, result.err.count("\n")) == (1, "", 1)
    assert result.err.endswith("(newsterm check --rebuild makes it anew and keeps the bad file)\n")
    mended = run("check", "--rebuild", cwd=root)
    assert mended.status == 0
    assert mended.err.endswith("facts: all sound\n")
    assert len(run("list", "--ids", cwd=root).lines) == 6
    assert run("search", "tag:交通", "--count", cwd=root).out == "2\n"
    [kept] = path.parent.glob("library.db.corrupt-*Z")
    assert kept.read_bytes() == bytes(data)


def _tag_until_refused(store: Store) -> tuple[list[str], str]:
    """Tag until it fails; what was acknowledged, and what was said in the end."""
    acknowledged: list[str] = []
    for number in range(100_000):
        try:
            tag(store, [f"+标签{number}"], query="")
        except StoreError as error:
            return acknowledged, error.message
        acknowledged.append(f"标签{number}")
    return acknowledged, ""


def _owner() -> tuple[int, int]:
    return (NOBODY, NOBODY) if os.geteuid() == 0 else (os.geteuid(), os.getegid())


def _open_the_way(folder: Path) -> None:
    """Let another user come to the folder, below those that pytest keeps to itself."""
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above != above.parent:
            os.chmod(above, above.stat().st_mode | 0o011)


AS_NOBODY = """
import importlib, os, pkgutil, sys
import newsterm.cli, newsterm.domain, newsterm.services, newsterm.store
for room in (newsterm.cli, newsterm.domain, newsterm.services, newsterm.store):
    for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
        importlib.import_module(module.name)
from newsterm.__main__ import main
if os.geteuid() == 0:  # after the imports: nobody may not read everything that root may
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
sys.exit(main())
"""


def _as_nobody(*words: str) -> Result:
    """Run newsterm as one whom rights stop; root is stopped by none."""
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *words], capture_output=True, check=False
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
