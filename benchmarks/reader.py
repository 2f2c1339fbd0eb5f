"""Time the reader: `python benchmarks/reader.py [FILE]`. The bar is 30 ms to open 3,000 characters.

Opening is laying out and drawing the first screen; the article is new each time, so nothing kept
from the last one helps.
"""

from __future__ import annotations

import asyncio
import re
import statistics
import sys
import time
from pathlib import Path

from textual.app import App, ComposeResult

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.tui.reader import Reader

CHARACTERS = 3_000
SIZES = ((40, 12), (80, 24), (120, 40), (200, 60))
RUNS = 15
SAMPLE = (
    "数据显示，2020年全市高精尖产业实现增加值9885.8亿元，占地区生产总值比重达到27.4%，较2018年提高"
    "2.3个百分点；培育形成新一代信息技术（含软件和信息服务）、科技服务业两个万亿级产业集群。\n\n"
)


class ReaderApp(App[None]):
    """Nothing but a reader."""

    def compose(self) -> ComposeResult:
        yield Reader()


def sample(text: str, number: int) -> tuple[Article, list[Fact]]:
    """An article of `CHARACTERS` characters with a fact at each figure."""
    body = (text * (CHARACTERS // len(text) + 1))[:CHARACTERS]
    article = Article(str(number), f"第{number}篇", body, tags=("产业",), source="某报")
    figures = re.finditer(r"[0-9.]{1,9}(?:%|亿元|个百分点)", body)
    facts = [Fact(m[0], m.start(), m.end(), 1.0, status="target") for m in figures]
    return article, facts


async def measure(text: str, size: tuple[int, int]) -> tuple[float, float]:
    """Median milliseconds to open an article, and to step to its next sentence."""
    app = ReaderApp()
    opened, stepped = [], []
    async with app.run_test(size=size) as pilot:
        reader = app.query_one(Reader)
        for number in range(RUNS):
            article, facts = sample(text, number)
            started = time.perf_counter()
            reader.show(article, facts)
            reader.render_lines(reader.size.region)
            opened.append(time.perf_counter() - started)
            started = time.perf_counter()
            reader.action_sentence(1)
            reader.render_lines(reader.size.region)
            stepped.append(time.perf_counter() - started)
            await pilot.pause()
    return statistics.median(opened) * 1e3, statistics.median(stepped) * 1e3


def main(arguments: list[str]) -> None:
    """Print a line a size."""
    text = Path(arguments[0]).read_text(encoding="utf-8") if arguments else SAMPLE
    for size in SIZES:
        opened, stepped = asyncio.run(measure(text, size))
        print(f"{size[0]:3}x{size[1]}: open {opened:5.2f} ms, next sentence {stepped:5.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
