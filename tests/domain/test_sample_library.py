"""The sample library: the articles of one real newspaper page, and their facts files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.files.article_file import format_article, parse_article
from newsterm.domain.files.factsfile import FactsFile, parse_facts_file
from newsterm.domain.files.safe_yaml import YamlList, YamlMapping, load

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "articles"

# SHA-256 of title, subtitle, byline and body with a NUL between, in the order of the page.
TEXTS = {
    "beijing-plan": "c7afe0d2d1f8c7c6f7eaf567c404cf4a4a767fbe0d64415d9471ee067a6cd830",
    "hospitals": "72f8a679884e74c686a8b5f6f8748fbc5dfd2a776617b0734f4b470b976bf8ff",
    "shared-bikes": "92774d62b085a09441d608f09c61ff3769e66527d6335760308f70a291ed0ffc",
    "e-bikes": "9fb1490e23f9148104d5a68fa418d88e4dc3b885844c7c842b2af99b0b261ca4",
    "campus": "650f4d5d28328cc07cc7a741b2c820cf2a5ee12efc60c93391789b7ff72e9da5",
    "community-centre": "513bf3c830a90fbed6d62247989ba518e3dca9910a25897388b1ef2ae0d2040d",
}


def article(name: str) -> Article:
    return parse_article((ARTICLES / f"{name}.md").read_text(encoding="utf-8"), default_id=name)


def facts_file(name: str) -> FactsFile:
    text = (ARTICLES / f"{name}.facts.yaml").read_text(encoding="utf-8")
    return parse_facts_file(text, article(name))


def text_hash(title: str, subtitle: str, byline: str, body: str) -> str:
    return hashlib.sha256("\0".join((title, subtitle, byline, body)).encode()).hexdigest()


def test_the_library_is_these_articles_with_their_facts() -> None:
    assert sorted(path.name for path in ARTICLES.iterdir()) == sorted(
        f"{name}{suffix}" for name in TEXTS for suffix in (".md", ".facts.yaml")
    )


@pytest.mark.parametrize("name", TEXTS)
def test_the_stored_text_is_the_corrected_text(name: str) -> None:
    stored = article(name)
    assert stored.id == name
    assert text_hash(stored.title, stored.subtitle, stored.byline, stored.body) == TEXTS[name]


def test_the_stored_text_is_the_corrected_text_character_for_character(shared: Path) -> None:
    corrected_texts = (shared / "facts" / "seed.articles.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in corrected_texts.splitlines()]
    for name, record in zip(TEXTS, records, strict=True):
        stored = article(name)
        for field in ("title", "subtitle", "byline", "date", "body"):
            assert getattr(stored, field) == record[field]


@pytest.mark.parametrize("name", TEXTS)
def test_the_files_are_as_newsterm_writes_them(name: str) -> None:
    text = (ARTICLES / f"{name}.md").read_text(encoding="utf-8")
    assert format_article(article(name), default_id=name) == text


def test_what_the_page_left_out_is_marked() -> None:
    marks = {name: (article(name).continued_from, article(name).cut_after) for name in TEXTS}
    assert marks == {
        "beijing-plan": ("", ()),
        "hospitals": ("1版", ("将34万平方米工程划分",)),
        "shared-bikes": ("", ("优选第三方清运企业对违规投放车辆进行无",)),
        "e-bikes": ("", ()),
        "campus": ("1版", ("这些都离不开作为新校园建成落地的设计策",)),
        "community-centre": ("", ()),
    }


@pytest.mark.parametrize("name", TEXTS)
def test_every_facts_file_loads_without_a_problem(name: str) -> None:
    read = facts_file(name)
    body = article(name).body
    assert read.problems == ()
    assert len(read.tables) >= 1
    for fact in read.facts:
        assert body[fact.start : fact.end] == fact.text
    for table in read.tables:
        for row in table.rows:
            assert body[row.start : row.end].strip() != ""
            for cell in (cell for cells in row.cells for cell in cells):
                assert body[cell.start : cell.end].strip() != ""
                assert "\n" not in body[cell.start : cell.end]


@pytest.mark.parametrize("name", TEXTS)
def test_every_quote_stands_once_in_the_body(name: str) -> None:
    body = article(name).body
    quotes = quotes_in(load((ARTICLES / f"{name}.facts.yaml").read_text(encoding="utf-8")))
    assert len(quotes) >= 3
    assert {quote: body.count(quote) for quote in quotes} == dict.fromkeys(quotes, 1)


def quotes_in(value: object) -> list[str]:
    if isinstance(value, YamlList):
        return [quote for item in value for quote in quotes_in(item)]
    if isinstance(value, YamlMapping):
        own = [str(value["quote"])] if "quote" in value else []
        return own + [quote for item in value.values() for quote in quotes_in(item)]
    return []


def shown(name: str, key: str) -> dict[str, list[list[str]]]:
    table = next(table for table in facts_file(name).tables if table.key == key)
    return {row.head: [[cell.shown for cell in cells] for cells in row.cells] for row in table.rows}


def test_the_targets_of_the_plan() -> None:
    assert shown("beijing-plan", "targets") == {
        "高精尖产业增加值占地区生产总值比重": [["27.4%"], ["≥30%"], ["≥40%"]],
        "万亿级产业集群数量": [["2个"], ["4–5个"], ["8–10个"]],
        "千亿级产业集群数量": [["4个"], [], []],
        "高精尖产业增加值": [["9885.8亿元"], [], []],
        "制造业增加值占地区生产总值比重": [[], ["~13%", "力争~15%"], ["保持合理区间"]],
        "软件和信息服务营业收入": [[], ["3万亿元"], ["持续增长"]],
        "新增规模以上先进制造业企业数量": [[], ["500个"], ["持续增长"]],
        "新一代信息技术产业营业收入": [[], ["2.5万亿元"], []],
        "医药健康产业营业收入": [[], ["1万亿元"], []],
        "中医药制造营业收入": [[], ["4000亿元"], []],
    }


def test_planned_and_reached_are_told_apart() -> None:
    table = next(table for table in facts_file("beijing-plan").tables if table.key == "targets")
    statuses = {
        column: {cell.status for row in table.rows for cell in row.cells[index]}
        for index, column in enumerate(table.columns)
    }
    assert statuses == {"2020": {"actual"}, "2025": {"target"}, "2035": {"target"}}


def test_the_rings_around_the_city() -> None:
    rings = shown("beijing-plan", "rings")
    assert {head: cells[:2] for head, cells in rings.items()} == {
        "环京产研一体化圈层": [["~50公里"], ["廊坊北三县、固安、保定涿州、天津武清"]],
        "京津冀产业功能互补圈层": [["100公里"], ["雄安、天津"]],
        "节点城市产业配套圈层": [["150公里"], ["保定、唐山、张家口、承德、沧州"]],
    }


def test_the_system_of_industries() -> None:
    industries = shown("beijing-plan", "industries")
    kinds = [cells[0][0] for cells in industries.values()]
    assert [kinds.count(kind) for kind in dict.fromkeys(kinds)] == [2, 4, 4, 1]
    assert industries["医药健康"] == [
        ["国际引领支柱产业"],
        ["北部：昌平区、海淀区", "南部：大兴区、北京经济技术开发区"],
        ["1万亿元"],
    ]


def test_goals_without_a_number_are_facts() -> None:
    goals = [fact for fact in facts_file("beijing-plan").facts if fact.value is None]
    assert {(fact.indicator, fact.text, fact.period) for fact in goals} >= {
        ("制造业增加值占地区生产总值", "保持合理区间", "2035"),
        ("软件和信息服务营业收入", "持续增长", "2035"),
        ("新增规模以上先进制造业企业数量", "持续增长", "2035"),
    }
    assert {fact.status for fact in goals} == {"target"}
