"""The tags of a library as a whole: what changes of them would do, and do."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.errors import NewstermError
from newsterm.services import tags
from newsterm.services.history import undo
from newsterm.services.tag import tag
from newsterm.store.store import Store


@pytest.fixture
def library(store: Store) -> Store:
    with store.transaction():
        for slug in "abcd":
            store.articles.save(
                Article(id=slug, title=f"题{slug}", body="文"), hash=slug, file_id=None
            )
        store.index.drain()
    tag(store, ["+交通/地铁"], slugs=["a", "b"])
    tag(store, ["+交通/地铁/新线"], slugs=["b"])
    tag(store, ["+轨道"], slugs=["b", "c"])
    return store


def test_a_preview_counts_articles_once_and_those_that_have_it(library: Store) -> None:
    seen = tags.preview_move(library, ["交通/地铁"], "轨道")
    assert seen == tags.TagsPreview(("交通/地铁", "交通/地铁/新线"), ("轨道",), 2, 1)
    assert tags.preview_move(library, ["交通"], "出行").into == ()
    # 轨道/地铁 is new, but comes to stand among what is below 轨道.
    assert tags.preview_move(library, ["交通"], "轨道").into == ("轨道",)
    assert tags.preview_delete(library, "交通").articles == 2
    assert tags.preview_alias(library, "轨道") == 2
    with pytest.raises(NewstermError, match="no tag '没有'"):
        tags.preview_move(library, ["没有"], "有")


def test_a_merge_goes_to_the_tag_that_an_alias_stands_for(library: Store) -> None:
    tags.alias(library, "metro", "轨道")
    tags.merge(library, ["交通/地铁"], "metro")
    assert {row.name: row.count for row in tags.tags(library)} == {"轨道": 3, "轨道/新线": 1}


def test_a_renamed_tag_keeps_its_aliases_and_an_undo_brings_them_back(library: Store) -> None:
    tags.alias(library, "metro", "轨道")
    tags.rename(library, "轨道", "铁道")
    tag(library, ["+metro"], slugs=["d"])
    assert {row.name: (row.count, row.aliases) for row in tags.tags(library)}["铁道"] == (
        3,
        ("metro",),
    )
    undo(library)
    undo(library)
    assert library.tags.resolve("metro") == "轨道"


def test_a_tag_with_settings_is_listed_before_any_article_has_it(library: Store) -> None:
    tags.colour(library, "待办", "red")
    [row] = [row for row in tags.tags(library) if row.name == "待办"]
    assert (row.count, row.colour) == (0, "red")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["交通", "交通/地铁", "交通/地铁/新线", "轨道"]),
        ("地鐵", ["交通/地铁", "交通/地铁/新线"]),
        ("METRO", ["轨道"]),
        ("dit", ["交通/地铁", "交通/地铁/新线"]),
        ("gd", ["轨道"]),
        ("没有", []),
    ],
)
def test_a_part_of_a_name_in_any_script_or_pinyin_finds_it(
    library: Store, typed: str, found: list[str]
) -> None:
    tags.alias(library, "Metro", "轨道")
    assert [row.name for row in tags.matching(tags.tags(library), typed)] == found


def test_a_tag_remembers_the_rule_that_gave_it(library: Store) -> None:
    with library.transaction():
        numbers = [library.articles.number(slug) or 0 for slug in "acd"]
        for rule in ("出行", "车"):
            with library.history.action(who=f"rule:{rule}", at="", what="") as change:
                library.tags.add_unless_said(numbers, add=["交通"], remove=[], change=change)
                numbers = numbers[:1]
    tag(library, ["-交通"], slugs=["d"])
    [row] = [row for row in tags.tags(library) if row.name == "交通"]
    assert (row.count, row.rules) == (2, (("出行", 2),))
