"""Listing facts: a query's conditions on facts choose among them, the same way everywhere."""

from __future__ import annotations

import io
import json
from collections import deque
from collections.abc import Iterator

import pytest

from newsterm.domain.search.query import parse_query
from newsterm.errors import NewstermError
from newsterm.services.export import export
from newsterm.services.facts import facts
from newsterm.services.figures import all_rows, figures
from newsterm.services.load import load
from newsterm.services.review import queue
from newsterm.store.store import Store

LINES = (
    ("both", "到2025年，绿电占比达到30%，产值达到8亿元。到2030年，绿电占比达到40%。"),
    ("one", "到2025年，绿电占比达到35%。2020年，绿电占比18%。"),
    ("none", "今天天气很好。"),
)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("plans")
    path = folder / "plans.jsonl"
    lines = [
        json.dumps({"id": slug, "date": "2021-08-19", "title": slug, "body": body})
        for slug, body in LINES
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with Store.open(folder / "library.db", write=True) as store:
        assert deque(load(store, [path]), maxlen=1).pop().failures == ()
        yield store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"30%", "8亿元", "40%", "35%", "18%"}),
        ("绿电 unit:% value>=35", {"40%", "35%"}),
        ("has:target unit:元", {"8亿元"}),
        ("target:2025", {"30%", "8亿元", "35%"}),
        ("target:2025 target:2030", {"30%", "8亿元", "40%"}),
        ("target:2025 target:2030 unit:%", {"30%", "40%"}),
        ("target:2025 target:2031", set()),
        ("产值", {"30%", "8亿元", "40%"}),
        ("天气", set()),
    ],
)
def test_listing_export_tables_and_queue_choose_the_same_facts(
    plans: Store, query: str, expected: set[str]
) -> None:
    assert {found.fact.text for found in facts(plans, query)} == expected
    written = io.StringIO()
    export(plans, query, form="jsonl", to=written)
    exported = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {row["text"] for row in exported} == expected
    view = figures(plans, query)
    tabled = [figure.fact.text for row in all_rows(plans, view) for figure in row.figures]
    assert set(tabled) == expected
    assert {each.stored.fact.text for each in queue(plans, query).pending} == expected


def test_an_article_with_both_plans_is_found(plans: Store) -> None:
    hits = plans.index.search
    assert [hit.slug for hit in hits(parse_query("target:2025 target:2030")).hits] == ["both"]
    assert [hit.slug for hit in hits(parse_query("target:2025 period:2020")).hits] == ["one"]


def test_one_article_or_one_place_of_it(plans: Store) -> None:
    listed = list(facts(plans, slug="one"))
    assert [found.fact.text for found in listed] == ["35%", "18%"]
    place = f"one:{listed[1].fact.start}"
    assert [found.fact.text for found in facts(plans, slug=place)] == ["18%"]
    assert [found.fact.text for found in facts(plans, "target:2025", slug="one")] == ["35%"]
    with pytest.raises(NewstermError, match="no article 'nobody:3'"):
        list(facts(plans, slug="nobody:3"))
