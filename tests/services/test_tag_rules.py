"""Rules tag what their queries find: everything on demand, and each article when it is loaded."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest

from newsterm.domain.files.rules import parse_rules
from newsterm.errors import InputError
from newsterm.services.history import history, undo
from newsterm.services.load import LoadReport, load
from newsterm.services.tag import tag
from newsterm.services.tag_rules import RuleReport, apply_rules
from newsterm.store.store import Store

RULES = """\
rules:
- name: 出行
  query: 地铁 OR 公交
  tags: [交通, -待读]
- name: 次生
  query: tag:交通 新线
  tags: +新线
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "library"
    path.mkdir()
    (path / "a.md").write_text("---\ntags: [待读]\n---\n# 地铁新线\n\n文。\n", encoding="utf-8")
    (path / "b.md").write_text("# 公交\n\n文。\n", encoding="utf-8")
    (path / "c.md").write_text("# 天气\n\n文。\n", encoding="utf-8")
    return path


def _load(store: Store, folder: Path) -> LoadReport:
    return deque(load(store, [folder], root=folder), maxlen=1).pop()


def _tags(store: Store) -> dict[str, tuple[str, ...]]:
    return {row.slug: row.tags for row in store.articles.newest(0, 10)}


def test_what_is_loaded_is_tagged_and_remembers_the_rule(store: Store, folder: Path) -> None:
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    assert _load(store, folder).failures == ()
    assert _tags(store) == {"a": ("交通", "新线"), "b": ("交通",), "c": ()}
    assert store.tags.authors(1) == {"交通": "rule:出行", "新线": "rule:次生"}
    assert [(change.who, change.what) for change in history(store)][:3] == [
        ("rule:次生", "+新线 -- tag:交通 新线"),
        ("rule:出行", "+交通 -待读 -- 地铁 OR 公交"),
        ("file", "load"),
    ]


def test_a_dry_run_shows_all_and_changes_nothing(store: Store, folder: Path) -> None:
    _load(store, folder)
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    before = _tags(store)
    expected = [RuleReport("出行", 2, 3), RuleReport("次生", 1, 1)]
    assert apply_rules(store, folder, dry_run=True) == expected
    assert _tags(store) == before
    assert apply_rules(store, folder) == expected
    assert _tags(store)["a"] == ("交通", "新线")
    undo(store, history(store)[1].number)
    assert _tags(store)["b"] == ()


def test_what_an_editor_took_away_stays_away(store: Store, folder: Path) -> None:
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    _load(store, folder)
    tag(store, ["-交通"], slugs=["b"])
    (folder / "b.md").write_text("# 公交改线\n\n文。\n", encoding="utf-8")
    assert _load(store, folder).updated == 1
    assert _tags(store)["b"] == ()
    apply_rules(store, folder)
    assert _tags(store)["b"] == ()


def test_only_what_was_loaded_is_looked_at(store: Store, folder: Path) -> None:
    _load(store, folder)
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    (folder / "d.md").write_text("# 公交专线\n\n文。\n", encoding="utf-8")
    _load(store, folder)
    assert _tags(store) == {"a": ("待读",), "b": (), "c": (), "d": ("交通",)}


def test_a_bad_rules_file_is_named_and_the_articles_wait_for_a_good_one(
    store: Store, folder: Path
) -> None:
    (folder / "rules.yaml").write_text("rules:\n- name: x\n  query: 地铁\n", encoding="utf-8")
    report = _load(store, folder)
    assert report.added == 3
    [failure] = report.failures
    assert str(failure) == f"{folder / 'rules.yaml'}:2: x: a rule has tags"
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    assert _load(store, folder).failures == ()
    assert _tags(store)["b"] == ("交通",)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- a", 1, "one key, rules:"),
        ("rules: x", 1, "a list is expected"),
        ("rules:\n- x", 2, "name:, query: and tags:"),
        ("rules:\n- name: a\n  query: b\n  tag: c", 4, "neither name"),
        ("rules:\n- query: b\n  tags: c", 2, "a name of 1"),
        ("rules:\n- name: a\n  query: date:soon\n  tags: c", 3, "a: no date"),
        ("rules:\n- name: a\n  query: b\n  tags: [+]", 4, "a list of texts"),
        ("rules:\n- {name: a, query: b, tags: c}\n- {name: a, query: b, tags: c}", 3, "twice"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        parse_rules(text)
    assert caught.value.line == line
    assert parse_rules("") == parse_rules("rules:") == ()
