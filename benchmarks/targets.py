"""Time the table of figures: `python benchmarks/targets.py [FACTS]`.

The bars, with 150,000 facts: 150 ms for the first view, 20 ms to move a row (a page is read), 50 ms
to have the rows anew after a review or a merge. A page is 50 rows and the 12 columns in sight.
Each figure is also a ratio to the bare grouping of the same facts in SQL. What is `app:` is the
app itself at 120 by 40 cells, from the action to the picture.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from newsterm.config import Library
from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.services.figures import FiguresView, figures, merge, rows, undo_grouping
from newsterm.services.review import Decision, queue, review, undo
from newsterm.services.series import series
from newsterm.store.store import Store
from newsterm.tui.app import NewsApp
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.targets_pane import TargetsPane

FACTS = 150_000
IN_ARTICLE = 8
PAGE, SEEN = 50, 12
RUNS = 9
OWNERS = ("全国", "我国", "", "北京", "上海", "浙江", "美国", "全市")
MEASURES = (
    *("国内生产总值", "社会消费品零售总额", "粮食产量", "进出口总额", "固定资产投资", "工业增加值"),
    *("新能源汽车产量", "新能源汽车销量", "居民人均可支配收入", "用电量", "货运量", "客运量"),
)
CHANGES = ("", "同比增长", "比上年增长", "环比下降", "增速")


def made(number: int, draw: random.Random) -> tuple[Article, list[Fact]]:
    """An article with `IN_ARTICLE` facts, one of them of a frequent indicator.

    In three years of a daily news programme (36,000 facts) four of five indicators come up once and
    the most frequent ones some thirty times; so it is here, at four times the size.
    """
    date = f"{2015 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    body, facts = "", []
    for place in range(IN_ARTICLE):
        change = draw.choice(CHANGES)
        name = draw.choice(OWNERS) + draw.choice(MEASURES)
        if place:
            name = f"第{number % 4000}{chr(0x4E00 + draw.randrange(2000))}项{name}"
        value = round(draw.uniform(0.1, 99), 1)
        text = f"{value}%" if change else f"{value}亿元"
        start = len(body) + len(name) + len(change) + 1
        body += f"{name}{change}达{text}。"
        period = draw.choice((date[:4], date[:7], f"{date[:4]}-Q{draw.randrange(1, 5)}"))
        facts.append(
            Fact(
                text,
                start,
                start + len(text),
                value if change else value * 1e8,
                unit="%" if change else "元",
                period=period,
                status="target" if draw.random() < 0.2 else "actual",
                indicator=name + change,
                confidence=round(draw.uniform(0.3, 1), 2),
                rule="made",
            )
        )
    return Article(str(number), f"第{number}篇", body, date=date), facts


def fill(store: Store, count: int) -> float:
    """Save articles with so many facts; seconds per thousand facts."""
    draw = random.Random(6)
    started = time.perf_counter()
    with store.transaction():
        for number in range(count // IN_ARTICLE):
            article, facts = made(number, draw)
            number_ = store.articles.save(article, hash=article.id, file_id=None)
            store.facts.replace(number_, facts)
        store.index.drain()
    return (time.perf_counter() - started) / count * 1000


def timed(work: Callable[[], object]) -> float:
    """Median milliseconds of several runs."""
    taken: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1e3


def first_view(store: Store, query: str = "") -> FiguresView:
    """What the app does when the tab opens: choose rows and columns, read a page."""
    view = figures(store, query)
    rows(store, view, 0, PAGE, in_sight(view))
    return view


def in_sight(view: FiguresView) -> tuple[str, ...]:
    """The columns that a wide terminal shows at once."""
    return view.periods[-SEEN:]


def measure(store: Store) -> dict[str, tuple[float, float]]:
    """Median milliseconds of each step, and its bar; 0 where there is none."""
    view = first_view(store)
    draw = random.Random(7)
    seen, most = in_sight(view), max(1, len(view.indicator_ids) - PAGE)
    bare_sql = "SELECT indicator_id, count(*) FROM facts GROUP BY indicator_id"

    def move() -> None:
        rows(store, view, draw.randrange(most), PAGE, seen)

    def decide() -> None:
        review(store, [Decision(queue(store, count=1).pending[0].id, "accept")])
        undo(store)

    def regroup() -> None:
        small = view.indicator_ids[-400:]
        keys = store.figures.keys(small)
        one = small[0]
        other = next(n for n in small[1:] if keys[n].unit == keys[one].unit)
        merge(store, one, other)
        undo_grouping(store)

    return {
        "bare grouping in SQL": (timed(lambda: store.connection.execute(bare_sql).fetchall()), 0),
        "first view of all": (timed(lambda: first_view(store)), 150),
        "first view of a search": (timed(lambda: first_view(store, "粮食产量")), 150),
        "first view of plans": (timed(lambda: first_view(store, "has:target")), 150),
        "move to another page": (timed(move), 20),
        "move among the fullest": (timed(lambda: rows(store, view, 0, PAGE, seen)), 20),
        "all columns of a row": (timed(lambda: rows(store, view, draw.randrange(PAGE), 1)), 20),
        "rows after a review": (timed(lambda: store.figures.outline(view.choice)), 50),
        "queue, decide, undo": (timed(decide), 0),
        "merge and undo": (timed(regroup), 2 * 50),
        "series of one indicator": (timed(lambda: series(store, ["粮食产量"], limit=1)), 0),
    }


async def drive(path: Path) -> dict[str, tuple[float, float]]:
    """Median milliseconds of what a person does in the app, and the bar of each."""
    app = NewsApp(Library(path, None))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        screen = next(each for each in app.screen_stack if isinstance(each, MainScreen))
        screen.action_tab("targets")
        await pilot.pause(1)
        pane = screen.query_one(TargetsPane)
        found = {
            f"app: first view of {query or 'all'}": (await _views(pilot, pane, query), 150.0)
            for query in ("", "粮食产量", "has:target")
        }
        pane.show_many("")
        await pilot.pause(1)
        found["app: move a row"] = (await _moves(pilot, pane), 20.0)
        return found


async def _views(pilot: Pilot[None], pane: TargetsPane, query: str) -> float:
    """Show the table of a query several times, each time read anew."""
    taken: list[float] = []
    for _ in range(RUNS):
        pane.show_one()
        pane.figures.forget()
        pane.figures.view = None
        await pilot.pause(0.3)
        started = time.perf_counter()
        pane.show_many(query)
        while pane.figures.view is None or not pane.of_many:
            await asyncio.sleep(0.001)
        await _painted(pane)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1e3


async def _moves(pilot: Pilot[None], pane: TargetsPane) -> float:
    """Go down row by row from the fullest, over the edge of the screen and on."""
    taken: list[float] = []
    for row in range(1, 121):
        started = time.perf_counter()
        pane.grid.move_cursor(row, 1)
        await _painted(pane)
        taken.append(time.perf_counter() - started)
        await pilot.pause(0.01)
    return statistics.median(taken) * 1e3


async def _painted(pane: TargetsPane) -> None:
    done = asyncio.Event()
    pane.grid.call_after_refresh(done.set)
    await done.wait()


def main(arguments: list[str]) -> None:
    """Print a line a step."""
    count = int(arguments[0]) if arguments else FACTS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "library.db")
        with Store.open(path, write=True) as store:
            print(f"{count:,} facts loaded, {fill(store, count) * 1e3:.0f} ms a thousand")
            found = measure(store)
            view = first_view(store)
        found |= asyncio.run(drive(path))
        print(f"{len(view.indicator_ids):,} rows, {len(view.periods)} columns")
        bare = found["bare grouping in SQL"][0]
        for name, (taken, bar) in found.items():
            held = f"  bar {bar:.0f} ms: {'held' if taken <= bar else 'MISSED'}" if bar else ""
            print(f"{name:30} {taken:7.1f} ms  {taken / bare:5.2f} x{held}")


if __name__ == "__main__":
    main(sys.argv[1:])
