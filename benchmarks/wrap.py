"""Time line breaking: `python benchmarks/wrap.py [FILE]`. The bar is 6 ms for 3,000 characters."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from newsterm.domain.typesetting.wrap import wrap

CHARACTERS = 3_000
WIDTHS = (20, 40, 58, 80, 120)
RUNS = 21
SAMPLE = (
    "数据显示，2020年全市高精尖产业实现增加值9885.8亿元，占地区生产总值比重达到27.4%，较2018年提高"
    "2.3个百分点；培育形成新一代信息技术（含软件和信息服务）、科技服务业两个万亿级产业集群。"
)


def milliseconds(text: str, width: int) -> float:
    """Median time to wrap `text` as one paragraph."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        wrap(text, width)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1e3


def main(arguments: list[str]) -> None:
    """Print a line a width, then what a text four times as long costs at the last one."""
    source = Path(arguments[0]).read_text(encoding="utf-8") if arguments else SAMPLE
    line = "".join(source.split("\n")) or SAMPLE
    text = (line * (CHARACTERS // len(line) + 1))[:CHARACTERS]
    for width in WIDTHS:
        print(f"{CHARACTERS} characters at {width:3} cells: {milliseconds(text, width):5.2f} ms")
    once, fourfold = milliseconds(text, WIDTHS[-1]), milliseconds(text * 4, WIDTHS[-1])
    print(f"four times the text: {fourfold / once:.1f} times as long")


if __name__ == "__main__":
    main(sys.argv[1:])
