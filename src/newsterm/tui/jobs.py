"""Slow work off the event loop: one thread that writes, short-lived readers, replies by message.

The event loop never opens a file or a database. A job is a function that is given a store and
returns the message to send home; the widget that asked receives it.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.worker import get_current_worker

from newsterm.config import Library
from newsterm.errors import NewstermError
from newsterm.store.store import Store
from newsterm.tui.list_ahead import ListAhead
from newsterm.tui.messages import JobFailed, JobWaits

Read = Callable[[Store], Message]
Write = Callable[[Store], Message | Iterator[Message]]

CLOSE_SECONDS = 2.0

T = TypeVar("T")


class Jobs:
    """The two lanes of one library: `read` side by side, `write` one after the other."""

    def __init__(self, library: Library, list_ahead: ListAhead | None = None) -> None:
        """`list_ahead` is what was read before there was an app."""
        self.library, self.list_ahead = library, list_ahead
        self.ready = library.exists
        """Whether there is a database to read; the first write makes one."""
        self._writes: queue.SimpleQueue[tuple[MessagePump, Write] | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._newest: dict[str, object] = {}
        """By lane, a token of the read that was asked for last."""
        self._running: dict[str, Store] = {}
        self._served: MessagePump | None = None

    def read(self, owner: Widget, group: str, work: Read) -> None:
        """Run `work` on a reading store in a thread; its message goes to `owner`.

        A newer read of the same owner and group interrupts the older one, whose answer is dropped.
        """
        lane = f"{id(owner)}:{group}"
        token = self._newest[lane] = object()
        if (stale := self._running.get(lane)) is not None:
            stale.interrupt()
        owner.run_worker(
            lambda: self._read(owner, group, token, work),
            group=group,
            thread=True,
            exclusive=True,
            exit_on_error=False,
        )

    def write(self, owner: MessagePump, work: Write) -> None:
        """Queue `work` for the writing thread; its message, or each of them, goes to `owner`.

        Work that returns an iterator is stepped: short jobs are served between its steps, so a
        tag never waits for a load.
        """
        if self._writer is None:
            self._writer = threading.Thread(target=self._write_lane, name="writer", daemon=True)
            self._writer.start()
        self._writes.put((owner, work))

    def close(self) -> None:
        """Let the writer finish the step in hand, then stop it."""
        if self._writer is not None:
            self._writes.put(None)
            self._writer.join(CLOSE_SECONDS)
            self._writer = None

    def _read(self, owner: Widget, group: str, token: object, work: Read) -> None:
        lane = f"{id(owner)}:{group}"
        worker = get_current_worker()
        reply: Message
        try:
            with Store.open(self.library.database) as store:
                if self._newest.get(lane) is not token:
                    return
                self._running[lane] = store
                try:
                    reply = work(store)
                finally:
                    if self._running.get(lane) is store:
                        del self._running[lane]
        except NewstermError as error:
            reply = JobFailed(error.message, group)
        except Exception as error:  # whatever it is, the app stays and says so
            reply = JobFailed(f"{type(error).__name__}: {error}", group)
        if self._newest.get(lane) is token and not worker.is_cancelled:
            owner.post_message(reply)

    def _write_lane(self) -> None:
        try:
            store = Store.open(self.library.database, write=True, on_wait=self._tell_waiting)
        except NewstermError as error:
            self._refuse_all(error.message)
            return
        long: deque[tuple[MessagePump, Iterator[Message]]] = deque()
        with store:
            while True:
                try:
                    job = self._writes.get(block=not long)
                except queue.Empty:
                    self._step(long)
                    continue
                if job is None:
                    break
                owner, work = job
                self._served = owner
                reply = _answer(partial(work, store))
                if isinstance(reply, Message):
                    owner.post_message(reply)
                else:
                    long.append((owner, reply))
            for _owner, steps in long:
                close = getattr(steps, "close", None)
                if close is not None:
                    close()

    def _tell_waiting(self, reason: str) -> None:
        """Another program holds the lock, and for long: say who."""
        if self._served is not None:
            self._served.post_message(JobWaits(reason))

    def _step(self, long: deque[tuple[MessagePump, Iterator[Message]]]) -> None:
        owner, steps = long[0]
        self._served = owner
        reply = _answer(partial(next, steps, None))
        if isinstance(reply, Message):
            owner.post_message(reply)
        if not isinstance(reply, Message) or isinstance(reply, JobFailed):
            long.popleft()

    def _refuse_all(self, reason: str) -> None:
        while (job := self._writes.get()) is not None:
            job[0].post_message(JobFailed(reason))


def _answer(call: Callable[[], T]) -> T | JobFailed:
    try:
        return call()
    except NewstermError as error:
        return JobFailed(error.message)
    except Exception as error:  # a bug in a service must not stop the writer
        return JobFailed(f"{type(error).__name__}: {error}")
