"""Sentences and their spans."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.sentences import sentence_at, sentences


def texts(body: str) -> list[str]:
    return [body[start:end] for start, end in sentences(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("今天开工。明天完工！后天呢？", ["今天开工。", "明天完工！", "后天呢？"]),
        ("“完工了。”他说。", ["“完工了。”", "他说。"]),
        ("（记者 王某。）另据报道。", ["（记者 王某。）", "另据报道。"]),
        ("《谁来付账？》一书出版。", ["《谁来付账？》一书出版。"]),
        ("集成电路……未来5年，产值增长。", ["集成电路……未来5年，产值增长。"]),
        ("真的？！是的。。", ["真的？！", "是的。。"]),
        ("占比27.4%。较上年提高2.3个百分点", ["占比27.4%。", "较上年提高2.3个百分点"]),
        ("小标题没有句号\n\n正文开始。", ["小标题没有句号", "正文开始。"]),
        ("  缩进。 后面。  ", ["缩进。", "后面。"]),
        (
            'Mr. Smith of the U.S. Army paid $3.5 million. "Is it?" Yes!',
            ["Mr. Smith of the U.S. Army paid $3.5 million.", '"Is it?"', "Yes!"],
        ),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_the_sentence_at_an_offset() -> None:
    body = "一二。三四。\n\n五六。\n"
    assert [body[slice(*sentence_at(body, offset))] for offset in (0, 2, 3, 6, 8, 10, 99)] == [
        "一二。", "一二。", "三四。", "五六。", "五六。", "五六。", "五六。",
    ]  # fmt: skip
    assert sentence_at("\n \n", 1) == (0, 0)


@settings(deadline=None)
@given(st.text(alphabet="中a1。.！?”)》\n …Mr", max_size=60))
def test_spans_cover_all_but_white_space_in_order(body: str) -> None:
    spans = sentences(body)
    assert "".join("".join(texts(body)).split()) == "".join(body.split())
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    for start, end in spans:
        assert body[start:end] == body[start:end].strip()
        assert sentence_at(body, start) == sentence_at(body, end - 1) == (start, end)
