"""Facts of many articles at once, found by other processes: one processor finds some 400 a second.

Each process reads pickled articles from its standard input, answers on its standard output and
ends with its input, so none outlives the load, however that ends. The app's keys stay as quick as
without a load, since nothing here holds Python's lock for long.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from types import TracebackType
from typing import Protocol, TypeVar

from newsterm.domain.article import Article
from newsterm.services.prepare import Found, facts_or_reason

_CHUNK = 16
"""Articles that are sent at once."""
_MOST = 8
"""Processes at most: one writer saves what they find."""
_NICENESS = 5


class _WithArticle(Protocol):
    @property
    def article(self) -> Article: ...


_Item = TypeVar("_Item", bound=_WithArticle)


class Extractors:
    """Finds facts, at first by itself, then by a process for each processor there is.

    A process that fails is done without: its articles are looked through here.

    Args:
        processes: how many; None for as many as there are processors, none where there is one.
        alone: so many articles are looked through before they are worth their start.
    """

    def __init__(self, processes: int | None = None, alone: int = 200) -> None:
        there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
        self._size = min(_MOST, there if there > 1 else 0) if processes is None else processes
        self._alone = alone
        self._threads: ThreadPoolExecutor | None = None
        self._idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        self._closed = False

    def __enter__(self) -> Extractors:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._closed = True
        for process in self._all:
            process.kill()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.communicate()

    def facts_of(self, items: Iterable[_Item]) -> Iterator[tuple[_Item, Found]]:
        """Each item with the facts of its article, in order; items are taken some way ahead."""
        items = iter(items)
        for item in islice(items, self._alone if self._size else None):
            self._alone -= bool(self._size)
            yield item, facts_or_reason(item.article)
        waiting: deque[tuple[list[_Item], Future[list[Found]]]] = deque()
        while chunk := list(islice(items, _CHUNK)):
            articles = [item.article for item in chunk]
            waiting.append((chunk, self._pool().submit(self._extract, articles)))
            if len(waiting) > 2 * self._size:
                yield from _zipped(*waiting.popleft())
        while waiting:
            yield from _zipped(*waiting.popleft())

    def _pool(self) -> ThreadPoolExecutor:
        """A thread for each process, which writes to it and waits for its answer."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._size)
            for _ in range(self._size):
                self._idle.put(self._start())
        return self._threads

    def _start(self) -> subprocess.Popen[bytes] | None:
        try:
            process = subprocess.Popen(
                # -P: nothing that lies in the folder of the reader is imported.
                [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C stops the load, which stops its processes
            )
        except OSError:
            return None
        self._all.append(process)
        return process

    def _extract(self, articles: list[Article]) -> list[Found]:
        if self._closed:
            return []
        process, found = self._idle.get(), None
        try:
            if process is not None:
                found = _ask(process, articles)
        except (OSError, EOFError, pickle.UnpicklingError):
            if process is not None:
                process.kill()
            process = None
        self._idle.put(process)
        if found is None and not self._closed:
            found = [facts_or_reason(article) for article in articles]
        return found or []


def _zipped(items: list[_Item], found: Future[list[Found]]) -> Iterator[tuple[_Item, Found]]:
    yield from zip(items, found.result(), strict=True)


def _ask(process: subprocess.Popen[bytes], articles: list[Article]) -> list[Found]:
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(articles, process.stdin)
    process.stdin.flush()
    found: list[Found] = pickle.load(process.stdout)
    return found


def serve() -> None:
    """Be one of the processes: answer until there is no more input."""
    os.nice(_NICENESS)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            articles: list[Article] = pickle.load(source)
        except EOFError:
            return
        pickle.dump([facts_or_reason(article) for article in articles], sink)
        sink.flush()
