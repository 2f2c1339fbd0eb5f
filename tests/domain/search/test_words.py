"""Words are found without a dictionary."""

from __future__ import annotations

import random

from newsterm.domain.search.words import WordCounter

LISTED = "北京 城市副中心 人民银行 经济 发展 投资 计划 公布 开工 完成 天津 河北 项目 增长 渤海"
WORDS = LISTED.split()
GRAMMAR = "的了在和与，。"


def _texts(count: int) -> list[str]:
    draw = random.Random(2)
    return [
        "".join(draw.choice(WORDS) + draw.choice(["", "", *GRAMMAR]) for _ in range(30))
        for _ in range(count)
    ]


def test_words_are_told_from_their_parts_and_from_chance_neighbours() -> None:
    counter = WordCounter()
    texts = _texts(400)
    for text in texts:
        counter.count(text)
    for _ in counter.settle():
        pass
    for text in texts:
        counter.meet(text)
    found = dict(counter.words())
    assert set(WORDS) <= set(found)
    for no_word in ("民银行", "市副中", "人民银", "京城", "展投", "的经济"):
        assert no_word not in found
    assert found["渤海"] == sum("渤海" in text for text in texts)
