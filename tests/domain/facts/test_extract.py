"""What holds for every fact of every text, and how the work grows with hostile ones."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.article import Article
from newsterm.domain.fact import COMPARATORS, STATUSES, Fact
from newsterm.domain.facts import extract
from tests.domain.facts.gold import annotated
from tests.domain.facts.test_gold import SHARED

HOT = (
    "0123456789１２３.,，、。；：％%一二两三四五六七八九十百千万亿零半几多余约近超过至到—-~第个家人元米公里"
    "年月日时分成倍大的从由将已目前增长“”《》（）() \n\\"
)
WORDS = [
    "今年",
    "上半年",
    "前7个月",
    "截至6月底",
    "到2025年",
    "同比增长",
    "分别",
    "近三年",
    "该项目",
    "\\1企业",
    "目前",
    "预计",
    "将",
    "30%",
    "4至5个",
    "1.2万亿元",
    "in",
    "2023",
    "rose",
    "5",
    "percent",
    "to",
    "$1.5",
    "billion",
]


def facts_of(body: str, date: str = "2023-08-10") -> tuple[Fact, ...]:
    return extract(Article(id="x", title="", body=body, date=date))


def assert_sound(body: str, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        assert body[fact.start : fact.end] == fact.text
        assert fact.text
        assert fact.value is not None
        assert math.isfinite(fact.value)
        assert fact.comparator in COMPARATORS
        assert fact.status in STATUSES
        assert fact.unit
        assert fact.indicator
        assert 0 < fact.confidence < 1
    for first, second in pairwise(facts):
        assert first.end <= second.start


def test_english_ranges() -> None:
    body = (
        "Retail sales rose 7.2% to 47 trillion yuan, and the rate was cut to a range of 4.25%-4.5%."
    )
    assert [(f.value, f.value_high, f.unit) for f in facts_of(body)] == [
        (7.2, None, "%"),
        (47e12, None, "yuan"),
        (4.25, 4.5, "%"),
    ]


def test_spaces_around_figures() -> None:
    body = "截至 2023 年底,全市有 25 家企业,占比达到 3% 以上。\n到 2025 年,建成 4 至 5 个园区。"
    facts = facts_of(body, "2024-04-10")
    assert_sound(body, facts)
    assert [(f.text, f.comparator, f.period) for f in facts] == [
        ("25 家", "=", "2023-12-31"),
        ("3% 以上", ">=", "2023-12-31"),
        ("4 至 5 个", "=", "2025"),
    ]


def test_a_space_before_a_figure_parts_headings() -> None:
    body = "全市布局三大圈层 2035年新格局建成"
    assert [fact.text for fact in facts_of(body)] == ["三大"]


@given(st.text(alphabet=HOT, max_size=120))
@settings(max_examples=150)
def test_spans_of_hot_characters(body: str) -> None:
    assert_sound(body, facts_of(body))


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=25).map("".join))
@settings(max_examples=150)
def test_spans_of_shuffled_words(body: str) -> None:
    assert_sound(body, facts_of(body))


@given(st.text(max_size=80), st.text(max_size=12))
@settings(max_examples=80)
def test_any_text_and_any_date(body: str, date: str) -> None:
    assert_sound(body, facts_of(body, date))


def test_spans_of_news() -> None:
    for article, _ in annotated("review") + annotated("english"):
        assert_sound(article.body, extract(article))


def test_spans_of_the_corpus() -> None:
    path = SHARED / "corpus" / "daily-news.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no corpus at {path}")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 60 == 0:
                assert_sound(body := json.loads(line)["body"], facts_of(body))


def test_without_a_date_only_what_the_text_says() -> None:
    first, second = facts_of("今年产量3万吨。2021年产量2万吨。", date="")
    assert (first.period, second.period) == ("", "2021")


def test_an_empty_body_has_no_facts() -> None:
    assert facts_of("") == ()


class GivenUpError(Exception):
    pass


@pytest.mark.parametrize("body", ["产量3万吨。" * 50, "产量3万吨，" * 2000])
def test_checkpoint_is_called_and_may_give_up(body: str) -> None:
    calls = 0

    def checkpoint() -> None:
        nonlocal calls
        calls += 1
        if calls > 20:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        extract(Article(id="x", title="", body=body, date="2023-08-10"), checkpoint)
    assert calls == 21


RUNS = [
    *[
        "1",
        "万",
        "约",
        "（",
        "第",
        "一",
        "，",
        "、",
        "“1",
        "1个",
        "约1",
        "1,",
        "1至",
        "第1",
        "2023年",
        "6月",
        "一年",
        "将1个",
        "的1%",
        "分别1%、",
        "1.",
    ],
    "it 1 ",
]


@pytest.mark.parametrize("run", RUNS)
def test_steps_grow_with_the_length(run: str) -> None:
    facts_of("产量3万吨，同比增长5%。In 2023 it rose 5 percent to $3 billion in all.")
    half, full = (steps((run * size)[:size]) for size in (1500, 3000))
    assert full / half <= 2.6


def steps(body: str) -> int:
    """Calls of functions, Python's and C's, that extraction takes."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        facts_of(body)
    finally:
        sys.setprofile(None)
    return count


def test_importing_the_door_loads_no_engine() -> None:
    code = "import sys, newsterm.domain.facts; print('newsterm.domain.facts.engine' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"
