"""Every change is an action that can be undone and done again, in any order, by anybody."""

from __future__ import annotations

import getpass
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsterm.domain.article import Article
from newsterm.domain.search.query import parse_query
from newsterm.errors import NewstermError
from newsterm.services import tags
from newsterm.services.history import history, history_count, history_lines, redo, undo, undo_line
from newsterm.services.marks import mark_read, mark_starred
from newsterm.services.show import note_opened
from newsterm.services.tag import preview, tag, tag_batch
from newsterm.store.store import Store

SLUGS = ("a", "b", "c")
State = list[tuple[str, tuple[str, ...], bool, bool]]


@pytest.fixture
def library(store: Store) -> Store:
    with store.transaction():
        for slug in SLUGS:
            store.articles.save(
                Article(id=slug, title=f"题{slug}", body="文"), hash=slug, file_id=1
            )
        store.index.drain()
    return store


@pytest.fixture(autouse=True)
def _files(store: Store) -> None:
    with store.transaction():
        store.files.save("x", digest="", size=0, mtime_ns=0, at="")


def _state(store: Store) -> State:
    rows = store.articles.newest(0, 100)
    return sorted((row.slug, row.tags, row.unread, row.starred) for row in rows)


def _tags(store: Store, slug: str) -> tuple[str, ...]:
    return next(tags for name, tags, _, _ in _state(store) if name == slug)


def test_undo_and_redo_walk_back_and_forth(library: Store) -> None:
    states = [_state(library)]
    for words in (["+x"], ["+y", "-x"], ["+x", "+z"]):
        tag(library, words, query="")
        states.append(_state(library))
    for expected in (states[2], states[1], states[0]):
        undo(library)
        assert _state(library) == expected
    with pytest.raises(NewstermError, match="nothing of yours to undo"):
        undo(library)
    for expected in states[1:]:
        redo(library)
        assert _state(library) == expected
    with pytest.raises(NewstermError, match="nothing to redo"):
        redo(library)
    assert library.tags.out_of_step() == []


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with Store.open(path, write=True) as store:
        with store.transaction():
            store.articles.save(Article(id="a", title="题", body="文"), hash="a", file_id=None)
        tag(store, ["+x"], slugs=["a"])
    with Store.open(path, write=True) as store:
        assert undo(store).what == "+x -- id:a"
    with Store.open(path, write=True) as store:
        assert _tags(store, "a") == ()
        redo(store)
        assert _tags(store, "a") == ("x",)


def test_a_new_action_ends_the_redo(library: Store) -> None:
    tag(library, ["+x"], slugs=["a"])
    undo(library)
    tag(library, ["+y"], slugs=["a"])
    with pytest.raises(NewstermError, match="nothing to redo"):
        redo(library)
    assert redo(library, 1).lines == 1
    assert _tags(library, "a") == ("x", "y")


def test_an_older_action_is_undone_where_nobody_touched_it_since(library: Store) -> None:
    tag(library, ["+x"], query="")
    tag(library, ["-x"], slugs=["a"])
    tag(library, ["+x"], slugs=["a"])
    done = undo(library, 1)
    assert (done.change, done.lines, done.left) == (1, 2, 1)
    assert [_tags(library, slug) for slug in SLUGS] == [("x",), (), ()]
    with pytest.raises(NewstermError, match="undone already"):
        undo(library, 1)


def test_what_no_longer_applies_changes_nothing(library: Store) -> None:
    tag(library, ["+x"], slugs=["a"])
    tag(library, ["-x"], slugs=["a"])
    with pytest.raises(NewstermError, match="changed again since"):
        undo(library, 1)
    assert len(history(library)) == 2


def test_one_line_of_a_bulk_change(library: Store) -> None:
    tag(library, ["+x"], query="")
    lines = history_lines(library, 1)
    assert sorted((line.subject, line.text) for line in lines) == [
        ("a", "+x"),
        ("b", "+x"),
        ("c", "+x"),
    ]
    line = next(line.line for line in lines if line.subject == "b")
    undo_line(library, line)
    assert [_tags(library, slug) for slug in SLUGS] == [("x",), (), ("x",)]
    with pytest.raises(NewstermError, match="changed since, by"):
        undo_line(library, line)
    undo(library)
    assert _tags(library, "b") == ("x",)


def test_marks_go_the_same_way(library: Store) -> None:
    before = _state(library)
    mark_read(library, query="")
    assert [unread for _, _, unread, _ in _state(library)] == [False] * 3
    assert mark_starred(library, slugs=["a"], on=None).on
    assert mark_starred(library, slugs=["a", "b"], on=None).changed == 1
    assert mark_starred(library, slugs=["a", "b"], on=None).on is False
    for _ in range(4):
        undo(library)
    assert _state(library) == before
    assert library.index.count(parse_query("is:unread")) == 3
    redo(library)
    assert library.index.count(parse_query("is:unread")) == 0


def test_one_mark_or_setting_of_many(library: Store) -> None:
    mark_read(library, slugs=list("abc"))
    lines = {line.subject: line for line in history_lines(library, 1)}
    assert lines["b"].line.startswith("v")
    done = undo_line(library, lines["b"].line)
    assert (done.lines, done.written) == (1, 2)
    assert [unread for _, _, unread, _ in _state(library)] == [False, True, False]
    assert [line.stands for line in history_lines(library, 1)] == [True, False, True]
    with pytest.raises(NewstermError, match=r"changed since, by .* in change 2 \(undo line v2 of"):
        undo_line(library, lines["b"].line)
    tags.colour(library, "x", "red")
    [line] = history_lines(library, 3)
    undo_line(library, line.line)
    assert library.tags.colour("x") == ""
    for wrong in ("v99", "99", "x", ""):
        with pytest.raises(NewstermError, match="line"):
            undo_line(library, wrong)


def test_what_was_changed_since_says_so_until_that_is_undone(library: Store) -> None:
    tag(library, ["+x"], query="")
    tag(library, ["-x"], slugs=["b"])
    assert [line.stands for line in history_lines(library, 1)] == [True, False, True]
    [b] = [line for line in history_lines(library, 1) if line.subject == "b"]
    with pytest.raises(NewstermError, match=r"in change 2 \(-x -- id:b\): nothing was changed"):
        undo_line(library, b.line)
    undo(library)
    assert all(line.stands for line in history_lines(library, 1))
    assert [line.subject for line in history_lines(library, 1, limit=1, first=1)] == ["b"]


def test_an_opened_article_is_an_action_that_ends_no_redo(library: Store) -> None:
    before = _state(library)
    tag(library, ["+x"], slugs=["a"])
    undo(library)
    number = library.articles.number("b")
    assert number is not None
    note_opened(library, number)
    note_opened(library, number)
    assert [change.what for change in history(library)] == ["open id:b", "undo 1", "+x -- id:a"]
    assert [change.number for change in history(library, openings=False)] == [2, 1]
    assert (history_count(library), history_count(library, openings=False, after=1)) == (3, 1)
    redo(library)
    undo(library)
    assert undo(library).what == "open id:b"
    assert _state(library) == before


def test_the_history_says_who_did_what(library: Store) -> None:
    tag(library, ["+x", "-y"], query="文")
    mark_read(library, slugs=list("abc"))
    tags.colour(library, "x", "red")
    undo(library, 1)
    found = [(c.number, c.who, c.what, c.kind, c.lines, c.undone) for c in history(library)]
    me = getpass.getuser()
    assert found == [
        (4, me, "undo 1", "undo", 3, False),
        (3, me, "colour x red", "do", 1, False),
        (2, me, "+read -- id:a id:b id:c", "do", 3, False),
        (1, me, "+x -y -- 文", "do", 3, True),
    ]
    assert [(line.subject, line.text) for line in history_lines(library, 3)] == [
        ("x", "colour red")
    ]
    assert history_lines(library, 2)[0].text == "+read"
    assert [change.number for change in history(library, limit=1, before=3)] == [2]


def test_a_batch_is_one_action_and_all_or_nothing(library: Store) -> None:
    tag(library, ["+old"], slugs=["a"])
    before = _state(library)
    lines = ["# 注", "", "+x%20y -old -- id:a id:b", "+z -- tag:old OR 文", "-z -- id:c"]
    report = tag_batch(library, lines)
    assert (report.lines, report.articles) == (3, 6)
    assert [_tags(library, slug) for slug in SLUGS] == [("x y", "z"), ("x y", "z"), ()]
    undo(library)
    assert _state(library) == before
    for wrong in ("+x", "+x -- ", "x -- id:a", "+x -- id:nobody", "+x -- date:nonsense"):
        with pytest.raises(NewstermError, match="line 2: "):
            tag_batch(library, ["+w -- id:a", wrong])
    assert _state(library) == before


def test_a_preview_changes_nothing(library: Store) -> None:
    tag(library, ["+x"], slugs=["a", "b"])
    seen = preview(library, ["+x", "-y"], query="")
    assert (seen.articles, seen.have) == (3, (("x", 2), ("y", 0)))
    assert str(seen) == "+x -y on 3 articles (2 have x, 0 have y)"
    assert len(history(library)) == 1


def test_renaming_takes_the_levels_below_along(library: Store) -> None:
    tag(library, ["+交通"], slugs=["a"])
    tag(library, ["+交通/地铁", "+交通枢纽"], slugs=["b"])
    tags.colour(library, "交通", "blue")
    before = _state(library)
    assert tags.rename(library, "交通", "出行").articles == 2
    assert [_tags(library, slug) for slug in "ab"] == [("出行",), ("交通枢纽", "出行/地铁")]
    assert library.tags.colour("出行") == "blue"
    undo(library)
    assert _state(library) == before
    assert (library.tags.colour("交通"), library.tags.colour("出行")) == ("blue", "")
    with pytest.raises(NewstermError, match="there already"):
        tags.rename(library, "交通", "交通枢纽")
    tags.rename(library, "交通", "交通/地铁")
    assert [_tags(library, slug) for slug in "ab"] == [
        ("交通/地铁",),
        ("交通/地铁/地铁", "交通枢纽"),
    ]


def test_merging_deleting_and_aliases(library: Store) -> None:
    tag(library, ["+x"], slugs=["a", "b"])
    tag(library, ["+y"], slugs=["b", "c"])
    tags.merge(library, ["x"], "y")
    assert [_tags(library, slug) for slug in SLUGS] == [("y",)] * 3
    undo(library)
    assert [_tags(library, slug) for slug in SLUGS] == [("x",), ("x", "y"), ("y",)]
    tags.alias(library, "x", "y")
    tag(library, ["-y"], slugs=["a"])
    tag(library, ["+x"], slugs=["a"])
    assert [_tags(library, slug) for slug in SLUGS] == [("y",)] * 3
    [row] = tags.tags(library)
    assert (row.name, row.count, row.aliases) == ("y", 3, ("x",))
    with pytest.raises(NewstermError, match="stand for itself"):
        tags.alias(library, "y", "x")
    assert tags.delete(library, "y").articles == 3
    assert tags.tags(library) == []
    undo(library)
    assert _tags(library, "c") == ("y",)


def test_counts_by_level(library: Store) -> None:
    tag(library, ["+交通/地铁"], slugs=["a", "b"])
    tag(library, ["+交通/地铁/新线", "+交通/公交"], slugs=["b"])
    rows = [(row.name, row.level, row.count, row.total) for row in tags.tags(library)]
    assert rows == [
        ("交通", 0, 0, 2),
        ("交通/公交", 1, 1, 1),
        ("交通/地铁", 1, 2, 2),
        ("交通/地铁/新线", 2, 1, 1),
    ]


_action = st.tuples(
    st.sampled_from(["tag", "read", "star", "batch", "undo", "redo", "merge"]),
    st.sets(st.sampled_from(SLUGS), min_size=1),
    st.sampled_from(["+x", "-x", "+y", "-y"]),
)


@given(actions=st.lists(_action, max_size=12))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_everything_leads_back_to_the_beginning(
    tmp_path: Path, actions: list[tuple[str, set[str], str]]
) -> None:
    path = tmp_path / f"{uuid4()}.db"
    with Store.open(path, write=True) as store:
        with store.transaction():
            for slug in SLUGS:
                store.articles.save(
                    Article(id=slug, title="题", body="文"), hash=slug, file_id=None
                )
        beginning = _state(store)
        for kind, slugs, word in actions:
            _do(store, kind, sorted(slugs), word)
        assert store.tags.out_of_step() == []
        end = _state(store)
        undone = 0
        while store.history.last_done(getpass.getuser()):
            undo(store)
            undone += 1
        assert _state(store) == beginning
        for _ in range(undone):
            redo(store)
        assert _state(store) == end
        assert store.tags.out_of_step() == []


def _do(store: Store, kind: str, slugs: list[str], word: str) -> None:
    try:
        if kind == "tag":
            tag(store, [word], slugs=slugs)
        elif kind == "batch":
            other = ("-" if word[0] == "+" else "+") + word[1:]
            tag_batch(store, [f"{word} -- id:{slugs[0]}", f"{other} -- id:{slugs[-1]}"])
        elif kind == "read":
            mark_read(store, slugs=slugs, on=word[0] == "+")
        elif kind == "star":
            mark_starred(store, slugs=slugs, on=word[0] == "+")
        elif kind == "merge":
            tags.merge(store, ["x"], "y")
        else:
            (undo if kind == "undo" else redo)(store)
    except NewstermError:
        pass  # nothing to undo, or no such tag: a person meets that, too
