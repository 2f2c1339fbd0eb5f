"""Time fact extraction: seconds per million characters of articles, and growth on hostile runs.

usage: python benchmarks/extract.py [ARTICLES.jsonl[.gz]] [--characters N]

ARTICLES holds `{"id", "date", "title", "body"}` a line; without it a built-in paragraph is
repeated. A run is hostile when it is one character, or two, over and over; t(2n)/t(n) says
whether time grows linearly.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

from newsterm.domain.article import Article
from newsterm.domain.facts import extract

PARAGRAPH = (
    "数据显示，2023年上半年，全市共享单车日均骑行量201.85万人次，同比增长54.26%，各郊区运营车辆约12.8万辆。"
    "到2025年，高精尖产业增加值占地区生产总值比重将达到30%以上，形成4至5个万亿级产业集群。\n\n"
)
HOSTILE = (
    *"1万约（第一，、“《。年月日%多至",
    *[
        "1个",
        "约1",
        "一万",
        "1,",
        "第1",
        "（1",
        "1至",
        "2023年",
        "6月",
        "约占",
        "将1个",
        "1.",
        "“1",
        "《1",
        "1—",
        "一年",
        "分别1%、",
        "的1%",
        "1 个",
        "-1℃",
        "1，将",
        "每1",
        "一级",
    ],
    "it 1 ",
)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--longest", type=int, default=200_000)
    args = parser.parse_args()
    count = characters = 0
    start = time.process_time()
    for article in _articles(args.articles, args.characters):
        count += len(extract(article))
        characters += len(article.body)
    seconds = time.process_time() - start
    per_million = seconds * 1e6 / characters
    print(f"{characters:,} characters, {count:,} facts: {per_million:.2f} s per million characters")
    for run in HOSTILE:
        half, full = (_seconds(run, size) for size in (args.longest // 2, args.longest))
        print(
            f"{run!r:12} {args.longest:,} characters: {full:7.3f} s   t(2n)/t(n) {full / half:5.2f}"
        )


def _articles(path: Path | None, characters: int) -> Iterator[Article]:
    if path is None:
        body = PARAGRAPH * 10
        for _ in range(characters // len(body) + 1):
            yield Article(id="built-in", title="", body=body, date="2023-08-01")
        return
    reader = gzip.open if path.suffix == ".gz" else open
    with reader(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(id=row["id"], title=row["title"], body=row["body"], date=row["date"])
            characters -= len(row["body"])
            if characters <= 0:
                return


def _seconds(run: str, size: int) -> float:
    article = Article(
        id="hostile", title="", body=(run * (size // len(run) + 1))[:size], date="2023-08-01"
    )
    start = time.process_time()
    extract(article)
    return time.process_time() - start


if __name__ == "__main__":
    main()
