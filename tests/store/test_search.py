"""Searching: the right articles, all of them, in the right order."""

from __future__ import annotations

import gzip
import json
import random
import threading
import time
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.search.quantities import quantities
from newsterm.domain.search.query import parse_query
from newsterm.domain.search.tokens import index_form, phrase
from newsterm.store.search import SearchIndex, SearchInterruptedError
from newsterm.store.store import Store
from tests.plain_scan import canonical, wanted
from tests.store.conftest import fill
from tests.store.made_corpus import made_articles


class Plain:
    """Articles as canonical texts, searched by reading them all."""

    def __init__(self, articles: Sequence[Article]) -> None:
        titles = [f"{a.title}\n{a.subtitle}" for a in articles]
        self._titles = _Texts([[title] for title in titles])
        self._texts = _Texts(
            [[title, a.byline, a.body] for title, a in zip(titles, articles, strict=True)]
        )
        self._numbers: dict[str, set[int]] = {}
        for number, (title, a) in enumerate(zip(titles, articles, strict=True), 1):
            for text in (title, a.byline, a.body):
                for quantity in quantities(index_form(text)):
                    self._numbers.setdefault(quantity.key, set()).add(number)
        self.everything = set(range(1, len(articles) + 1))

    def find(self, term: str, *, title: bool = False) -> set[int]:
        """Numbers of the articles in which the term, or its quantity otherwise written, stands."""
        found = (self._titles if title else self._texts).find(term)
        form = index_form(term).strip(" ．，")
        for quantity in quantities(form):
            if not title and (quantity.start, quantity.end) == (0, len(form)):
                found |= self._numbers.get(quantity.key, set())
        return found


class _Texts:
    """The texts of articles in one string, with where each article begins."""

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        self._starts: list[int] = []
        parts: list[str] = []
        length = 0
        for texts in articles:
            self._starts.append(length)
            part = "\n".join(map(canonical, texts)) + "\n"
            parts.append(part)
            length += len(part)
        self._all = "".join(parts)

    def find(self, term: str) -> set[int]:
        places = (match.start() for match in wanted(term).finditer(self._all))
        return {bisect_right(self._starts, place) for place in places}


@pytest.fixture(scope="module")
def plain() -> Plain:
    return Plain(list(made_articles(400)))


def _ids(store: Store, text: str) -> set[int]:
    query = parse_query(text)
    assert query.problems == ()
    return set(store.index.ids(query))


def _has_other_writings(term: str) -> bool:
    """A quantity within a longer term is found in other writings too, which a scan does not see."""
    form = index_form(term).strip(" ．，")
    return any((q.start, q.end) != (0, len(form)) for q in quantities(form))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', " ").translate({0x201C: 32, 0x201D: 32}) + '"'


def _substrings(texts: Sequence[str], count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        text = draw.choice(texts)
        start = draw.randrange(len(text))
        term = text[start : start + draw.choice((1, 2, 2, 3, 4, 6, 9, 14))]
        if phrase(term) and '"' not in term:
            found.append(term)
    return found


def _check_substrings(store: Store, plain: Plain, terms: Sequence[str]) -> int:
    """How many of the terms were compared; each must be found exactly where a scan finds it."""
    compared = 0
    for term in terms:
        expected, found = plain.find(term), _ids(store, _quoted(term))
        if _has_other_writings(term):
            assert expected <= found, term
        else:
            assert found == expected, term
            compared += 1
    return compared


def test_random_substrings_are_found_exactly_where_they_stand(library: Store, plain: Plain) -> None:
    bodies = [a.body for a in made_articles(400)]
    assert _check_substrings(library, plain, _substrings(bodies, 1500, seed=1)) > 1000


def _drawn_queries(articles: Sequence[Article], plain: Plain) -> list[tuple[str, set[int]]]:
    """200 queries of every kind, each with what a scan finds for it."""
    draw = random.Random(9)
    bodies = [a.body for a in articles]

    def term() -> str:
        while True:
            found = draw.choice(_substrings(bodies, 3, draw.randrange(10**9))).strip()
            spoilt = any(c in '()|"“”„「『:-*<>=（）｜：－＊＜＞＝' or c.isspace() for c in found)
            if found and phrase(found) and not spoilt and not _has_other_writings(found):
                return found

    found: list[tuple[str, set[int]]] = []
    for _ in range(25):
        a, b, c = term(), term(), term()
        in_a, in_b, in_c = plain.find(a), plain.find(b), plain.find(c)
        rest = plain.everything
        found += [
            (a, in_a),
            (f"{a} {b}", in_a & in_b),
            (f"{a} {b} {c}", in_a & in_b & in_c),
            (f"{a} OR {b}", in_a | in_b),
            (f"{a} -{b}", in_a - in_b),
            (f"-{a} -{b}", rest - in_a - in_b),
            (f"（{a}｜{b}） {c}", (in_a | in_b) & in_c),
            (f"title:{a} OR NOT ({b} {c})", plain.find(a, title=True) | (rest - (in_b & in_c))),
        ]
    return found


def test_200_drawn_queries_find_what_a_scan_finds(library: Store, plain: Plain) -> None:
    queries = _drawn_queries(list(made_articles(400)), plain)
    assert len(queries) == 200
    for text, expected in queries:
        assert _ids(library, text) == expected, text
        for sort in ("rank", "newest"):
            page = library.index.search(parse_query(text), sort=sort, limit=500)
            assert {hit.article_id for hit in page.hits} == expected, text
            assert (page.total, page.more_than, page.note) == (len(expected), False, "")


def test_what_waits_to_be_indexed_is_found_the_same(store: Store) -> None:
    articles = list(made_articles(120, seed=5))
    fill(store, articles[:60])
    with store.transaction():
        for article in articles[60:]:
            store.articles.save(article, hash="", file_id=None)
    plain = Plain(articles)
    assert store.index.pending() == 60
    for text, expected in _drawn_queries(articles, plain)[:80]:
        assert _ids(store, text) == expected, text
    page = store.index.search(parse_query("中国"), limit=100)
    assert {hit.article_id for hit in page.hits} == plain.find("中国")
    assert page.note == "60 articles are not indexed yet"


def _real_articles(shared: Path, count: int) -> list[Article]:
    with gzip.open(shared / "corpus" / "daily-news.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line, _ in zip(file, range(count), strict=False)]
    return [Article(id=r["id"], date=r["date"], title=r["title"], body=r["body"]) for r in rows]


@pytest.mark.parametrize(
    ("count", "terms"),
    [(400, 400), pytest.param(2000, 20_000, marks=pytest.mark.long)],
)
def test_real_text(store: Store, shared: Path, count: int, terms: int) -> None:
    articles = _real_articles(shared, count)
    fill(store, articles)
    bodies = [f"{a.title}\n{a.body}" for a in articles]
    drawn = _substrings(bodies, terms, seed=2)
    assert _check_substrings(store, Plain(articles), drawn) > terms * 0.8


@pytest.mark.parametrize(
    "written", ["30%", "３０％", "百分之三十", "三成", "同比增长百分之三十。", "约占30.0%，"]
)
@pytest.mark.parametrize("asked", ["30%", "３０％", "百分之三十", "三成"])
def test_a_percentage_is_found_in_any_writing(store: Store, written: str, asked: str) -> None:
    other = [Article("x", "x", "百分之三十五，一成不变，三十")]
    fill(store, [Article("a", "a", written), *(other if asked != "百分之三十" else [])])
    assert store.index.ids(parse_query(asked)) == [1]


def test_a_quantity_within_a_term_is_found_in_any_writing(store: Store) -> None:
    bodies = (
        "增长百分之三十以上",
        "增长三成以上",
        "增长30%以上",
        "增长百分之三十五以上",
        "增长30以上",
    )
    fill(store, [Article(str(number), "x", body) for number, body in enumerate(bodies)])
    assert sorted(store.index.ids(parse_query("增长３０％以上"))) == [1, 2, 3]
    assert sorted(store.index.ids(parse_query("增长30%"))) == [1, 2, 3]


def _ranked(store: Store, text: str, sort: str = "rank") -> list[str]:
    return [hit.slug for hit in store.index.search(parse_query(text), sort=sort).hits]


def test_a_title_counts_more_than_a_body_and_equals_go_by_date(store: Store) -> None:
    filler = "其他内容。" * 20
    fill(
        store,
        [
            Article("old", "无题", f"说到渤海。{filler}", date="2001-01-01"),
            Article("new", "无题", f"说到渤海。{filler}", date="2021-01-01"),
            Article("middle", "无题", f"说到渤海。{filler}", date="2011-01-01"),
            Article("title", "渤海无题", f"说到别的。{filler}", date="1999-01-01"),
        ],
    )
    assert _ranked(store, "渤海") == ["title", "new", "middle", "old"]
    assert _ranked(store, "渤海", "newest") == ["new", "middle", "old", "title"]


def test_newest_first_holds_for_articles_that_arrive_late(store: Store) -> None:
    draw = random.Random(3)
    days = [f"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02}-11" for _ in range(200)]
    fill(store, [Article(str(n), "无题", "渤海", date=day) for n, day in enumerate(days)])
    with store.transaction():
        store.connection.execute("UPDATE articles SET date = '2030-01-01' WHERE slug = '7'")
        store.index.drain()
    days[7] = "2030-01-01"
    expected = sorted(range(200), key=lambda n: (days[n], n), reverse=True)
    query = parse_query("渤海")
    pages = [
        store.index.search(query, sort="newest", limit=30, offset=o) for o in range(0, 200, 30)
    ]
    assert [int(hit.slug) for page in pages for hit in page.hits] == expected
    assert {(page.total, page.more_than) for page in pages} == {(200, False)}
    for first, last in (("2015", "2018"), ("2030", "2030"), ("2012-05", "2012-06")):
        found = store.index.ids(parse_query(f"渤海 date:{first}..{last}"))
        assert {n - 1 for n in found} == {
            n for n, day in enumerate(days) if first <= day <= last + "~"
        }


def test_beyond_3000_hits_titles_and_the_newest_come_first(store: Store) -> None:
    articles = [
        Article(f"{n}", "渤海" if n == 2000 else "无题", "渤海在这里", date=f"2021-{n:05}")
        for n in range(3200)
    ]
    fill(store, articles)
    query = parse_query("渤海")
    page = store.index.search(query, limit=5)
    assert (page.total, page.more_than) == (3000, True)
    assert [hit.slug for hit in page.hits] == ["2000", "3199", "3198", "3197", "3196"]
    newest = store.index.search(query, sort="newest", limit=4, offset=3196)
    assert [hit.slug for hit in newest.hits] == ["3", "2", "1", "0"]
    assert (newest.total, newest.more_than) == (3200, False)
    ranked = [
        hit.slug
        for offset in range(0, 3000, 500)
        for hit in store.index.search(query, limit=500, offset=offset).hits
    ]
    assert len(set(ranked)) == 3000
    assert store.index.count(query) == 3200


def test_one_character_is_found_everywhere_and_in_any_form(store: Store) -> None:
    bodies = ["国" if n % 2 else "國家" for n in range(2500)]
    fill(store, [Article(f"{n}", "无题", body, date=f"{n:05}") for n, body in enumerate(bodies)])
    page = store.index.search(parse_query("國"), sort="newest", limit=2)
    assert [hit.slug for hit in page.hits] == ["2499", "2498"]
    assert page.more_than
    assert store.index.count(parse_query("国")) == 2500
    rare = Article("rare", "无题", "长江里的尻鱼")
    fill(store, [rare])
    assert _ranked(store, "尻") == ["rare"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国 京", "ab"),
        ("国 -京", "c"),
        ("国 中国 -京", "c"),
        ("title:国", "b"),
        ("title:国 京 date:2021", "b"),
        ("-国", "d"),
        ("国 OR 晴", "abcd"),
    ],
)
def test_single_characters_beside_others(store: Store, text: str, expected: str) -> None:
    fill(
        store,
        [
            Article("a", "无题", "北京，中国", date="2020-01-01"),
            Article("b", "中國", "京城", date="2021-01-01"),
            Article("c", "无题", "中国", date="2022-01-01"),
            Article("d", "无题", "晴天", date="2023-01-01"),
        ],
    )
    for sort in ("rank", "newest"):
        assert set(_ranked(store, text, sort)) == set(expected)
    assert len(store.index.ids(parse_query(text))) == len(expected)


def test_hits_show_where_the_words_stand(store: Store) -> None:
    body = "开头的一句话。" * 20 + "\n\n增长百分之三十，達到新高。" + "后面的话。" * 30
    fill(store, [Article("a", "ＧＤＰ增长", body, date="2021-08-01", source="新华社")])
    hit = store.index.search(parse_query("gdp 增长 30% 达到")).hits[0]
    assert (hit.article_id, hit.slug, hit.date, hit.source) == (1, "a", "2021-08-01", "新华社")
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["ＧＤＰ", "增长"]
    assert [hit.snippet[a:b] for a, b in hit.snippet_marks] == ["增长", "百分之三十", "達到"]
    assert hit.snippet.startswith("…增长百分之三十，達到新高。")
    assert body[hit.body_offset :].startswith("增长百分之三十")


def test_a_mistake_is_named_and_the_rest_still_holds(library: Store) -> None:
    page = library.index.search(parse_query("中国 date:soon tag:nothing-like-it"))
    assert page.total == 0
    assert "'date:soon': no date" in page.note
    assert "no tag is named nothing-like-it" in page.note
    page = library.index.search(parse_query("中国 date:soon"))
    assert page.total == library.index.count(parse_query("中国")) > 0


def test_an_empty_query_lists_everything_latest_first(library: Store) -> None:
    page = library.index.search(parse_query(""), limit=500)
    assert page.total == len(page.hits) == 400
    dates = [hit.date for hit in page.hits]
    assert dates == sorted(dates, reverse=True)


HOSTILE = "\"'*^:(){}[]+-.,%#&$|\\ \x00\x1b\ud800\udfff国中aZ0９（）“”：｜－>=<~…/\n\t"
PIECES = ("NEAR(", "OR", "AND", "NOT", "title:", "tag:", "date:", "value>=", "target:", '"', "30%")


def _hostile(draw: random.Random) -> str:
    if draw.random() < 0.002:
        return draw.choice(HOSTILE) * 100_000
    count = draw.randrange(1, 40)
    return "".join(draw.choice(draw.choice((HOSTILE, PIECES))) for _ in range(count))


@pytest.mark.parametrize("count", [2000, pytest.param(30_000, marks=pytest.mark.long)])
def test_hostile_queries_never_fail_nor_take_long(library: Store, count: int) -> None:
    draw = random.Random(count)
    slowest = 0.0
    for _ in range(count):
        text = _hostile(draw)
        start = time.perf_counter()
        query = parse_query(text, typing=draw.random() < 0.5)
        page = library.index.search(query, limit=2)
        slowest = max(slowest, time.perf_counter() - start)
        assert page.total >= len(page.hits)
        assert all(0 <= p.start <= p.end <= len(text) for p in query.problems)
    assert slowest < 1


SLOW = "(的 OR 国 OR 年) -(和 OR 在 OR 了)"


def test_a_page_comes_within_the_deadline(library: Store) -> None:
    page = SearchIndex(library.connection, deadline=0.0).search(parse_query(SLOW), limit=20)
    assert "stopped after 0.0 s" in page.note
    assert page.more_than
    # The connection is as good as before.
    page = SearchIndex(library.connection, deadline=None).search(parse_query("渤海"), limit=20)
    assert (len(page.hits), page.note) == (20, "")


def _search_until_stopped(store: Store) -> None:
    for _ in range(10_000):
        store.index.ids(parse_query(SLOW))


def test_an_interrupted_search_says_so_and_leaves_the_connection_usable(library: Store) -> None:
    stop = threading.Event()

    def interrupt() -> None:
        while not stop.is_set():
            library.interrupt()
            time.sleep(0.0005)

    thread = threading.Thread(target=interrupt)
    thread.start()
    try:
        with pytest.raises(SearchInterruptedError):
            _search_until_stopped(library)
    finally:
        stop.set()
        thread.join()
    assert library.index.search(parse_query("渤海"), limit=3).total > 0
