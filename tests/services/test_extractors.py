"""Facts found by other processes are the same, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract
from newsterm.services.extractors import Extractors

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="lists processes in /proc")


@dataclass(frozen=True)
class _Item:
    article: Article


def _items(count: int) -> list[_Item]:
    return [
        _Item(Article(f"a{n}", "题", f"2021年，{n}家企业产值增长{n}.5%。")) for n in range(count)
    ]


def _children() -> set[int]:
    """Processes of this one that find facts."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid() and b"extractors" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
    return found


def _expected(items: list[_Item]) -> list[tuple[_Item, object]]:
    return [(item, extract(item.article, lambda: None)) for item in items]


@pytest.mark.parametrize("processes", [0, 1, 3])
def test_facts_come_in_order_from_however_many_processes(processes: int) -> None:
    items = _items(120)
    with Extractors(processes, alone=5) as extractors:
        assert list(extractors.facts_of(items)) == _expected(items)
        assert list(extractors.facts_of(items[:3])) == _expected(items[:3])
        assert len(_children()) == processes
    assert _children() == set()


def test_few_articles_start_no_process() -> None:
    with Extractors(2, alone=10) as extractors:
        assert len(list(extractors.facts_of(_items(10)))) == 10
        assert _children() == set()


def test_articles_of_a_process_that_dies_are_looked_through_here() -> None:
    items = _items(200)

    def killing() -> Iterator[_Item]:
        for number, item in enumerate(items):
            if number == 60:
                for child in _children():
                    os.kill(child, signal.SIGKILL)
            yield item

    with Extractors(2, alone=0) as extractors:
        assert list(extractors.facts_of(killing())) == _expected(items)


def test_a_stopped_load_waits_for_nothing() -> None:
    slow = [_Item(Article("long", "题", "约1万亿元，" * 20_000))] * 64
    with Extractors(2, alone=0) as extractors:
        found = extractors.facts_of(_items(16) + slow)
        assert next(found)[0].article.id == "a0"
        began = time.monotonic()
    assert time.monotonic() - began < 20  # each of the slow ones takes seconds
    assert _children() == set()


def test_no_process_outlives_a_killed_load() -> None:
    program = """
import time
from newsterm.domain.article import Article
from newsterm.services.extractors import Extractors
from tests.services.test_extractors import _children, _items
with Extractors(2, alone=0) as extractors:
    next(extractors.facts_of(_items(16)))
    print(*_children(), flush=True)
    time.sleep(60)
"""
    load = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert load.stdout is not None
    children = [int(number) for number in load.stdout.readline().split()]
    load.kill()
    load.communicate()
    assert len(children) == 2
    until = time.monotonic() + 20
    while any(map(_is_there, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [child for child in children if _is_there(child)] == []


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
