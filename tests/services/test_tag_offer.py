"""What is offered while tags are typed."""

from __future__ import annotations

import getpass

import pytest

from newsterm.domain.article import Article
from newsterm.services.marks import mark_starred
from newsterm.services.tag import preview, split_words, tag
from newsterm.services.tag_offer import completions, former_prompts, offer, similar
from newsterm.services.tags import alias, colour
from newsterm.store.store import Store

TITLES = {
    "bikes": "中心城区共享单车投放不得超过80万辆",
    "more": "共享单车骑行量创新高",
    "e": "共享单车与电单车管理办法公布",
    "far": "安贞医院通州院区封顶",
    "new": "北京再次明确不发展共享电单车",
}


@pytest.fixture
def library(store: Store) -> Store:
    with store.transaction():
        for slug, title in TITLES.items():
            store.articles.save(
                Article(id=slug, title=title, body="正文。"), hash=slug, file_id=None
            )
        for number in range(300):
            article = Article(id=str(number), title=f"股市第{number}日收盘", body="正文。")
            store.articles.save(article, hash=str(number), file_id=None)
        store.index.drain()
    tag(store, ["+交通", "+单车"], slugs=["bikes"])
    tag(store, ["+单车"], slugs=["more", "e"])
    tag(store, ["+医疗"], slugs=["far"])
    tag(store, ["+股市"], query="股市")
    return store


def test_tags_of_similar_articles_the_likeliest_first(library: Store) -> None:
    assert similar(library, slugs=["new"]) == ["单车", "交通"]
    tag(library, ["+单车"], slugs=["new"])
    assert similar(library, slugs=["new"]) == ["交通"]
    assert similar(library, slugs=["far"]) == []
    assert similar(library, query="title:电单车") == ["交通"]
    assert similar(library, slugs=["7"]) == []


def test_the_offer_tells_who_gave_a_tag(library: Store) -> None:
    alias(library, "bike", "单车")
    colour(library, "交通", "blue")
    found = offer(library, ["bikes"])
    me = getpass.getuser()
    assert found.has == (("交通", me), ("单车", me))
    assert found.known == ("股市", "单车", "交通", "医疗")
    assert (found.aliases, found.colours) == ({"bike": "单车"}, {"交通": "blue"})
    assert offer(library, ["bikes", "far"]).has == ()


def test_former_prompts_come_from_the_log_and_can_be_typed_again(library: Store) -> None:
    tag(library, ["+早 班", "-交通"], slugs=["bikes"])
    mark_starred(library, slugs=["bikes"])
    tag(library, ["+医疗"], slugs=["e"])
    prompts = former_prompts(library)
    assert prompts == ["+医疗", '+"早 班" -交通', "+股市", "+单车", "+交通 +单车"]
    assert split_words(prompts[1]) == ["+早 班", "-交通"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("+a  -b", ["+a", "-b"]),
        ('+"a b" c', ["+a b", "c"]),
        ('"+a b"', ["+a b"]),
        ('+a\u3000-"b', ["+a", "-b"]),
        ("  ", []),
    ],
)
def test_quotes_keep_blanks_together(typed: str, words: list[str]) -> None:
    assert split_words(typed) == words


def test_completions_begin_so_or_have_a_level_that_does() -> None:
    tags = ["公交", "交通/地铁", "地铁", "城市副中心", "Metro"]
    assert completions("地", tags) == ["地铁", "交通/地铁"]
    assert completions("交", tags) == ["交通/地铁", "公交"]
    assert completions("地鐵", tags) == ["地铁", "交通/地铁"]
    assert completions("csf", tags) == ["城市副中心"]
    assert completions("metro", tags) == ["Metro"]


def test_a_preview_counts_what_an_alias_stands_for(library: Store) -> None:
    alias(library, "bike", "单车")
    seen = preview(library, ["+bike", "-交通"], query="单车")
    assert (seen.articles, seen.have) == (4, (("bike", 3), ("交通", 1)))
