"""Line breaking, checked against an independent UAX #14 implementation (uniseg)."""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from uniseg.graphemecluster import grapheme_cluster_boundaries  # type: ignore[import-untyped]
from uniseg.linebreak import line_break_boundaries  # type: ignore[import-untyped]

from newsterm.domain.typesetting.wrap import wrap

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("NEWSTERM_SHARED", ROOT / "../shared"))
CORPUS = SHARED / "corpus" / "daily-news.jsonl.gz"

NEVER_FIRST = "，。、；：？！”’）》〉」』】〕…—％%"
NEVER_LAST = "（《〈“‘「『【〔"

SAMPLES = (
    "数据显示，2020年全市高精尖产业实现增加值9885.8亿元，占地区生产总值比重达到27.4%，较2018年"
    "提高2.3个百分点；培育形成新一代信息技术（含软件和信息服务）、科技服务业两个万亿级产业集群。",
    "规划提出，力争到2025年实现营业收入2.5万亿元，其中中医药制造营业收入达到4000亿元——“北京智造”"
    "“北京服务”的新名片……“2441”产业体系将《规划》（2021年版）写进了5G+AI的COVID-19应对。",
    "2021年上半年，全市共享单车投放量控制在80万辆以内，日均骑行量146.52万人次，同比增长14.3%；"
    "百分之三十的站点、二十六个街道，“随停随走？不行！”他说。《谁来管？》一文写道：‘要管。’",
    "Beijing will raise the share of high-end industries to more than 30% by 2025, the plan says; "
    "see https://example.org/plans/2021/08/19/index-figures.html?lang=en for the state-of-the-art.",
    "👩‍👩‍👧‍👦一家五口🇨🇳🇺🇸去看e\u0301cole，👍🏽比了一个手势，1️⃣号楼的가족도 함께 갔다。",
)


def breaks_against_uax14(text: str, widths: Iterable[int]) -> list[str]:
    """Every break that UAX #14 forbids though the piece around it would fit the line."""
    ends = [0, *line_break_boundaries(text)]
    pieces = [(a, b) for a, b in pairwise(ends) if a < b]
    piece_at = {offset: piece for piece in pieces for offset in range(piece[0] + 1, piece[1])}
    found = []
    for width in widths:
        for start, _ in wrap(text, width)[1:]:
            if start in piece_at:
                first, last = piece_at[start]
                if cell_len(text[first:last].rstrip()) <= width:
                    found.append(f"{width}: {text[first:start]}|{text[start:last]}")
    return found


def lines(text: str, width: int, indent: int = 0) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, indent)]


def test_the_checker_itself_sees_a_bad_break() -> None:
    ends = set(line_break_boundaries("到了，好"))
    assert 2 not in ends
    assert 3 in ends


@pytest.mark.parametrize("text", SAMPLES)
def test_breaks_only_where_uax14_allows_it(text: str) -> None:
    assert breaks_against_uax14(text, range(20, 121)) == []


@pytest.mark.parametrize("text", SAMPLES[:3])
def test_no_line_starts_with_a_stop_or_ends_with_an_opening_bracket(text: str) -> None:
    for width in range(20, 121):
        set_lines = lines(text, width)
        assert [line for line in set_lines[1:] if line[0] in NEVER_FIRST] == []
        assert [line for line in set_lines[:-1] if line[-1] in NEVER_LAST] == []


@pytest.mark.parametrize(
    "whole",
    [
        "27.4%", "2.5万亿元", "2021年上半年", "2.3个百分点", "9885.8亿元", "4至5个", "￥500万元",
        "±0.3℃", "第14届", "≥30%", "10%—15%", "1,234.5万美元", "150多万人", "百分之三十",
        "二十六亿元", "８０万辆", "COVID-19", "R&D", "Wi-Fi",
    ],
)  # fmt: skip
def test_numbers_stay_with_signs_and_units_and_latin_words_whole(whole: str) -> None:
    text = "我们都在关注" + whole + "的后续情况如何发展下去"
    for width in range(cell_len(whole) + 2, 60):
        assert any(whole in line for line in lines(text, width)), width


def test_no_ragged_jump_after_a_space() -> None:
    text = "换核强芯赋智融合 " + "二零二五年形成产业集群" * 4
    assert [cell_len(line) for line in lines(text, 30)][:2] == [29, 30]


def test_a_word_wider_than_the_line_is_divided_and_nothing_is_lost() -> None:
    text = "见" + "https://example.org/" + "x" * 50 + "。"
    assert lines(text, 20) == ["见", "https://example.org/", "x" * 20, "x" * 20, "x" * 10 + "。"]


def test_a_hyphen_is_used_when_the_word_does_not_fit() -> None:
    assert lines("state-of-the-art", 10) == ["state-of-", "the-art"]


def test_indent_narrows_the_first_line_only() -> None:
    assert lines("一二三四五六七八九", 8, indent=4) == ["一二", "三四五六", "七八九"]


def test_line_ends_in_the_text_are_kept_and_empty_text_has_one_line() -> None:
    assert lines("春眠不觉晓\n处处闻啼鸟\n", 20) == ["春眠不觉晓", "处处闻啼鸟", ""]
    assert wrap("", 20) == [(0, 0)]
    assert wrap("   ", 2) == [(0, 0)]


def test_trailing_spaces_hang_and_a_tab_is_one_cell() -> None:
    assert lines("abcd      efgh", 4) == ["abcd", "efgh"]
    assert lines("a\tb c", 3) == ["a\tb", "c"]


def test_graphemes_are_never_split() -> None:
    text = SAMPLES[4]
    ends = set(grapheme_cluster_boundaries(text))
    for width in range(1, 41):
        starts = [start for start, _ in wrap(text, width)]
        assert [start for start in starts[1:] if start not in ends] == []


ALPHABET = st.sampled_from(
    [*"中文年亿。，“”（）《》5.2%aB-/ 　…—：？！$￥~年℃é①\n\t👍ー가", "e\u0301", "👩‍👧"]
)


@settings(deadline=None)
@given(st.lists(ALPHABET, max_size=60).map("".join), st.integers(1, 30), st.integers(0, 6))
def test_every_text_is_set_whole_and_within_the_width(text: str, width: int, indent: int) -> None:
    ranges = wrap(text, width, indent)
    shown = "".join(text[start:end] for start, end in ranges)
    assert [c for c in shown if not c.isspace()] == [c for c in text if not c.isspace()]
    graphemes = set(grapheme_cluster_boundaries(text))
    for number, (start, end) in enumerate(ranges):
        assert end == start or start in graphemes
        inner = [offset for offset in graphemes if start < offset < end]
        room = width - indent if number == 0 else width
        cells = cell_len(text[start:end].replace("\t", " "))
        assert cells <= max(1, room) or not inner


def test_work_grows_with_the_length_only() -> None:
    """Texts without any opportunity must not make the search for one quadratic."""
    for unit in ("，", "a", "1", "🇨", "“", " ", "\u0301", "中", "年1"):
        text = unit * (60_000 // len(unit))
        covered = wrap(text, 40)
        assert covered[-1][1] <= len(text)
        assert len(covered) <= len(text)


def articles(directory: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(directory.glob("*.md"))]


def test_the_sample_library_breaks_as_uax14_allows() -> None:
    texts = articles(ROOT / "articles")
    if not texts:
        pytest.skip("articles/ holds no article yet")
    paragraphs = [line for text in texts for line in text.split("\n") if line]
    found = [bad for line in paragraphs for bad in breaks_against_uax14(line, range(20, 121, 4))]
    assert found == []


def corpus_paragraphs(articles_wanted: int) -> list[str]:
    if not CORPUS.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as stream:
        bodies = [str(json.loads(line)["body"]) for line in stream]
    chosen = random.Random(14).sample(bodies, articles_wanted)
    return [line for body in chosen for line in body.split("\n") if line]


def test_real_news_breaks_as_uax14_allows() -> None:
    found = [b for p in corpus_paragraphs(12) for b in breaks_against_uax14(p, range(20, 121, 8))]
    assert found == []


@pytest.mark.long
def test_500_articles_break_as_uax14_allows_at_every_width() -> None:
    found = [b for p in corpus_paragraphs(500) for b in breaks_against_uax14(p, range(20, 121))]
    assert found == []
