"""A corpus of invented news, for searching: real words, numbers in all writings, mixed scripts."""

from __future__ import annotations

import random
from collections.abc import Iterator

from newsterm.domain.article import Article

WORDS = """
    中国 经济 发展 長江 经济带 北京 城市 副中心 建设 产业 人民 银行 高速公路 委员会 代表 大会
    国家 主席 指出 增长 下降 投资 项目 完成 目标 到 年 月 日 的 和 在 是 了 我们 企业 科技 创新
    新能源 汽车 出口 进口 同比 占比 达到 超过 渤海 尻鱼 天气 晴 GDP 5G iPhone 15 C++ A&B CO2
    カタカナ 한국 々 〇 𠮷 café Ａｐｐｌｅ 裏面 乾燥 ㎡ ℃ #话题
"""
NUMBERS = """
    30% ３０％ 百分之三十 三成 2.5万亿 25000亿 1,234 1234 2025 2021 7 29 3.6% 一万二 12,000
"""
STOPS = ("，", "。", "、", "；", " ", "\n\n", "：“", "”", "（", "）", "·", "-", ".", "/")


def made_articles(count: int, seed: int = 4) -> Iterator[Article]:
    """So many articles, of growing date."""
    draw = random.Random(seed)
    for number in range(count):
        day = f"{2005 + number * 20 // count}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield Article(
            id=f"a{number}",
            title=_text(draw, 6),
            subtitle=_text(draw, 4) if number % 3 == 0 else "",
            byline=f"记者 {_text(draw, 2)}" if number % 4 == 0 else "",
            body=_text(draw, draw.randrange(10, 120)),
            date=day,
            source=("人民日报", "新华社", "北京日报")[number % 3],
            lang="zh",
        )


def _text(draw: random.Random, words: int) -> str:
    parts: list[str] = []
    for _ in range(words):
        parts.append(draw.choice((NUMBERS if draw.random() < 0.15 else WORDS).split()))
        if draw.random() < 0.3:
            parts.append(draw.choice(STOPS))
    return "".join(parts).strip() or "无题"
