"""Reads side by side: the newest of a lane is answered, whatever becomes of the older ones."""

from __future__ import annotations

import time
from functools import partial

from textual.message import Message
from textual.widget import Widget

from newsterm.config import Library
from newsterm.store.store import Store
from tests.tui.conftest import main_screen, opened, until


class Asker(Widget):
    """Takes the answers."""

    class Answered(Message):
        """One of them."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[int] = []

    def on_asker_answered(self, event: Answered) -> None:
        self.answers.append(event.number)


def _answer(store: Store, number: int) -> Message:
    store.articles.count()
    time.sleep(number % 3 / 500)
    return Asker.Answered(number)


async def test_the_newest_read_is_answered_however_they_overtake_each_other(
    library: Library,
) -> None:
    async with opened(library) as pilot:
        asker = Asker()
        await main_screen(pilot).mount(asker)
        jobs = main_screen(pilot).jobs
        last = 0
        for burst in range(30):
            for _ in range(1 + burst % 4):
                last += 1
                jobs.read(asker, "lane", partial(_answer, number=last))
                if burst % 2:
                    await pilot.pause(0.001)
            await until(pilot, lambda: last in asker.answers)  # noqa: B023
        assert asker.answers == sorted(asker.answers)
