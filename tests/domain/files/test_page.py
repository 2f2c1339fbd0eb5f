"""Newspaper pages split into articles."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsterm.domain.article import Article
from newsterm.domain.files.article_file import format_article, parse_article
from newsterm.domain.files.page import UNTITLED, Doubt, split_page
from newsterm.domain.text import sanitise
from newsterm.errors import InputError

BRIDGE = """\
责任编辑 王某 2022年3月5日 星期六

城东新桥年底通车
全长三公里 设双向六车道
　　新华社江城3月4日电（记者 李明）城东新桥
主体工程4日完工。这座桥全长3.2公里，设双向
六车道，预计年底通车，届时两岸往来只需8分钟。
　　建设方介绍，大桥使用钢材4.6万吨，比设计
值少用了5%。质量检测已经全部完成，各项指标都

工人在桥面铺设沥青。 本报记者 赵四 摄

　　达到要求。
　　“我们每天两班倒，”项目经理周某说，“进度
比计划提前了20天。”（下转3版）

春耕备耕有序推进

本报讯 全省春耕备耕面积已达1200万亩，占计划
的八成。农机检修率超过九成，种子储备充足，农
资供应总体平稳。各地组织技术员下乡，开展田间
服务。
"""

LIFTS = """\
记者调查

老旧小区加装电梯为何难

意见难统一 资金缺口大

本报记者 王芳 通讯员 李强

全市已有1.2万部电梯投入使用，但不少小区仍在等待。

难在哪？

一、意见难统一；

二、资金缺口大；

三、管线迁改贵。

业主刘某说，他家所在的单元从2019年开始征求意见，至今

还差两户没有签字，方案改了

据悉，市里将出台新的补贴办法，每部电梯最高补贴64万元。

怎么办

专家建议，先易后难，逐栋推进。（王芳）

图书馆延时开放

市图书馆自5月1日起延长开放至21时。
"""

ENGLISH = """\
New bridge to open by year-end

By Li Ming

The bridge across the river was finished on Friday. It is 3.2 kilometres long and has

six lanes, the builders said.

Crossing will take 8 minutes.
"""


def split(page: str) -> tuple[tuple[Article, ...], tuple[Doubt, ...]]:
    return split_page(page, date="2022-03-05", source="江城日报", page="2")


def test_wrapped_lines_a_caption_amid_and_a_page_line_above() -> None:
    (bridge, spring), doubts = split(BRIDGE)
    assert bridge == Article(
        id="2022-03-05-p2-1",
        title="城东新桥年底通车",
        subtitle="全长三公里 设双向六车道",
        byline="新华社江城3月4日电（记者 李明）",
        date="2022-03-05",
        source="江城日报",
        page="2",
        cut_after=("（下转3版）",),
        body="城东新桥主体工程4日完工。这座桥全长3.2公里，设双向六车道，预计年底通车，"
        "届时两岸往来只需8分钟。\n\n建设方介绍，大桥使用钢材4.6万吨，比设计值少用了5%。"
        "质量检测已经全部完成，各项指标都达到要求。\n\n工人在桥面铺设沥青。 本报记者 赵四 摄"
        "\n\n“我们每天两班倒，”项目经理周某说，“进度比计划提前了20天。”（下转3版）"
        "\n\n责任编辑 王某 2022年3月5日 星期六",
    )
    assert (spring.id, spring.title, spring.byline) == (
        "2022-03-05-p2-2",
        "春耕备耕有序推进",
        "本报讯",
    )
    assert spring.body == (
        "全省春耕备耕面积已达1200万亩，占计划的八成。农机检修率超过九成，种子储备充足，"
        "农资供应总体平稳。各地组织技术员下乡，开展田间服务。"
    )
    assert [doubt.line for doubt in doubts] == [1, 3, 11]


def test_headings_a_list_missing_text_and_an_article_after_a_signature() -> None:
    (lifts, library), doubts = split(LIFTS)
    assert (lifts.title, lifts.subtitle, lifts.byline) == (
        "老旧小区加装电梯为何难",
        "记者调查 意见难统一 资金缺口大",
        "本报记者 王芳 通讯员 李强",
    )
    assert [lifts.body[start:end] for start, end in lifts.headings] == ["难在哪？", "怎么办"]
    assert lifts.cut_after == ("方案改了",)
    paragraphs = lifts.body.split("\n\n")
    assert paragraphs[2:5] == ["一、意见难统一；", "二、资金缺口大；", "三、管线迁改贵。"]
    assert paragraphs[5].endswith("至今还差两户没有签字，方案改了")
    assert paragraphs[6].startswith("据悉，")
    assert (library.title, library.body) == (
        "图书馆延时开放",
        "市图书馆自5月1日起延长开放至21时。",
    )
    assert [(doubt.line, doubt.message.partition(":")[0]) for doubt in doubts] == [
        (1, "of 3 lines one is taken for the title"),
        (21, "text is missing after “方案改了”"),
        (29, "taken for a headline, but no byline or dateline follows"),
    ]


def test_an_english_page() -> None:
    (article,), doubts = split(ENGLISH)
    assert (article.title, article.subtitle, article.byline) == (
        "New bridge to open by year-end",
        "",
        "By Li Ming",
    )
    assert article.body == (
        "The bridge across the river was finished on Friday. It is 3.2 kilometres long and has"
        " six lanes, the builders said.\n\nCrossing will take 8 minutes."
    )
    assert doubts == ()


@pytest.mark.parametrize(
    ("page", "title", "body", "doubt"),
    [
        ("今天通车。\n\n明天休息。", UNTITLED, "今天通车。\n\n明天休息。", "without a headline"),
        (
            "江桥通车\n\n本报讯 今天通车。\n\n本报讯 明天休息。",
            "江桥通车",
            "今天通车。\n\n本报讯 明天休息。",
            "amid an article",
        ),
        (
            "江桥通车\n\n(上接1版) 通车了。\n\n长\n\n宽\n\n高\n\n都够。",
            "江桥通车",
            "(上接1版) 通车了。\n\n长\n\n宽\n\n高\n\n都够。",
            "no section heading: 长",
        ),
        ("江桥通车", "江桥通车", "", "no byline or dateline follows"),
        (
            "江桥通车\n\n本报讯 “今天通车。",
            "江桥通车",
            "“今天通车。",
            "opened and not closed",
        ),
    ],
)
def test_what_the_rules_are_unsure_of_is_said(page: str, title: str, body: str, doubt: str) -> None:
    (article,), doubts = split(page)
    assert (article.title, article.body) == (title, body)
    assert [doubt in found.message for found in doubts].count(True) == 1


def test_ids_without_a_page_and_with_an_odd_one() -> None:
    assert split_page("甲\n\n乙。", date="2021年8月19日", source="")[0][0].id == "2021-08-19-1"
    odd = split_page("甲\n\n乙。", date="2021-08-19", source="", page="../A 3")[0][0]
    assert (odd.id, odd.page) == ("2021-08-19-p..-A-3-1", "../A 3")


def test_an_impossible_day_is_refused() -> None:
    with pytest.raises(InputError, match="no day"):
        split_page("甲\n\n乙。", date="2021-02-30", source="")


def test_an_empty_page_has_no_article() -> None:
    assert split_page(" \n\n", date="2021-08-19", source="") == ((), ())


def characters(text: str) -> Counter[str]:
    return Counter("".join(sanitise(text).split()))


def characters_of(articles: tuple[Article, ...]) -> Counter[str]:
    found = Counter[str]()
    for article in articles:
        title = "" if article.title == UNTITLED else article.title
        found += characters(title + article.subtitle + article.byline + article.body)
    return found


LINES = st.sampled_from(
    [
        *BRIDGE.splitlines(),
        *LIFTS.splitlines(),
        *ENGLISH.splitlines(),
        *(
            "",
            "",
            "本报讯",
            "(上接1版)",
            "（下转3版）",
            "摄",
            "短 摄",
            "：",
            "“",
            "甲 乙",
            "\t缩进",
        ),
    ]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join) | st.text(st.characters(), max_size=200))
def test_every_character_is_in_just_one_article(page: str) -> None:
    articles, doubts = split(page)
    assert characters_of(articles) == characters(page)
    for article in articles:
        assert parse_article(format_article(article), default_id="x") == article
        for words in article.cut_after:
            assert article.body.count(words) == 1
        for start, end in article.headings:
            assert "\n" not in article.body[start:end] != ""
    lines = page.count("\n") + 1
    assert all(1 <= doubt.line <= max(lines, len(sanitise(page).split("\n"))) for doubt in doubts)


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "长",
            "长\n",
            "长\n\n",
            "长，\n\n",
            "本报讯\n",
            "(上接1版)\n",
            "短 摄\n\n",
            "短句 摄\n\n长短句\n\n",
        ),
        *("本报记者 甲\n", "（", "一、", "“", "甲 ", "。（", "甲乙丙丁\n\n甲，\n\n"),
    ],
)
def test_time_grows_with_length_alone(unit: str) -> None:
    """Only time shows an expression that backtracks. A busy machine can but add to it, so the
    least of some runs counts.
    """

    def seconds(length: int) -> float:
        page = unit * (length // len(unit))
        begin = time.process_time()
        split(page)
        return time.process_time() - begin

    short = max(min(seconds(20_000) for _ in range(3)), 0.02)
    assert any(seconds(80_000) < 12 * short for _ in range(4))


def test_a_real_page_needs_no_correction_of_its_text(shared: Path) -> None:
    corrected_texts = (shared / "facts" / "seed.articles.jsonl").read_text(encoding="utf-8")
    text = (shared / "seed" / "newspaper-page.txt").read_text(encoding="utf-8")
    articles, doubts = split_page(text, date="2021-08-19", source="x")
    corrected = [json.loads(line) for line in corrected_texts.splitlines()]
    fields = ("title", "subtitle", "byline", "date", "body")
    assert [{name: getattr(article, name) for name in fields} for article in articles] == [
        {name: record[name] for name in fields} for record in corrected
    ]
    assert [article.continued_from for article in articles] == ["", "1版", "", "", "1版", ""]
    assert [len(article.cut_after) for article in articles] == [0, 1, 1, 0, 1, 0]
    assert [len(article.headings) for article in articles] == [3, 2, 0, 0, 2, 0]
    assert len(doubts) == 7
    assert characters_of(articles) == characters(text)


def test_pages_made_of_real_articles_come_apart_again(shared: Path) -> None:
    """Real titles and paragraphs, a byline of each kind, a third of the paragraphs broken."""
    with gzip.open(shared / "corpus" / "daily-news.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [whole(json.loads(line)) for line in islice(lines, 0, None, 5)]
    chance = random.Random(2022)
    wanted, found = 0, 0
    for _ in range(60):
        pairs = [pair for pair in chance.sample(articles, 12) if pair[1]][:6]
        page = "\n\n".join(printed(title, paragraphs, chance) for title, paragraphs in pairs)
        split_bodies = {article.body for article in split(page)[0]}
        wanted += len(pairs)
        found += sum("\n\n".join(paragraphs) in split_bodies for _, paragraphs in pairs)
    assert found >= 0.97 * wanted > 200


def whole(record: dict[str, str]) -> tuple[str, list[str]]:
    """Title and paragraphs; none where a paragraph is a link, a list or another short line."""
    paragraphs = [words.strip() for words in record["body"].split("\n") if words.strip()]
    paragraphs = [words for words in paragraphs if not words.startswith("[")]
    fit = len(record["title"]) <= 45 and len(paragraphs) > 1
    fit = fit and all(words[-1] in "。”！？" and len(words) > 30 for words in paragraphs)
    return record["title"], paragraphs if fit else []


def printed(title: str, paragraphs: list[str], chance: random.Random) -> str:
    """An article as a layout program gives it out, some of its columns ending in a paragraph."""
    lead, *rest = paragraphs
    pieces = [title, *chance.choice([["本报记者 张三", lead], [f"本报讯（记者 李四）{lead}"]])]
    for words in rest:
        place = chance.randint(20, max(20, len(words) - 20))
        while words[place - 1] in "。！？”’…：":
            place += 1
        broken = len(words) > 80 and chance.random() < 1 / 3
        pieces += [words[:place], words[place:]] if broken else [words]
    return "\n\n".join(piece for piece in pieces if piece)
