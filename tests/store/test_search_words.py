"""Completions of what is typed in Latin letters."""

from __future__ import annotations

import random

from newsterm.domain.article import Article
from newsterm.store.store import Store
from tests.store.conftest import fill

LISTED = "北京 城市副中心 人民银行 经济 发展 投资 计划 公布 开工 完成 天津 河北 项目 增长 渤海"
WORDS = LISTED.split()


def _gather(store: Store) -> int:
    """Gather and save; how many steps it took."""
    gathering = store.index.gather_words()
    steps = 0
    while True:
        try:
            next(gathering)
            steps += 1
        except StopIteration as done:
            with store.transaction():
                store.index.save_words(done.value)
            return steps


def test_words_are_completed_from_initials_and_syllables(store: Store) -> None:
    draw = random.Random(6)
    bodies = ["的".join(draw.choices(WORDS, k=20)) for _ in range(200)]
    fill(store, [Article(str(n), "无题", b, source="新华社") for n, b in enumerate(bodies)])
    assert store.index.words_due()
    assert _gather(store) >= 40
    assert not store.index.words_due()
    assert store.index.complete("bj")[0] == "北京"
    assert store.index.complete("rmyh") == ["人民银行"]
    assert store.index.complete("RENM") == ["人民银行"]
    assert store.index.complete("bei'jing") == ["北京"]
    assert store.index.complete("xhs") == ["新华社"]
    assert store.index.complete("jing") == ["经济"]
    assert len(store.index.complete("ji", limit=2)) == 2
    for nothing in ("", "b", "zzzz", "北京", "b%", "2025", "\x00\x00", "\ud800\ud800"):
        assert store.index.complete(nothing) == []


def test_a_grown_library_is_gathered_anew(store: Store) -> None:
    fill(store, [Article(str(n), "无题", "正文") for n in range(10)])
    _gather(store)
    fill(store, [Article(f"b{n}", "无题", "正文") for n in range(4)])
    assert not store.index.words_due()
    fill(store, [Article(f"c{n}", "无题", "正文") for n in range(4)])
    assert store.index.words_due()
