"""Where a fact comes from: file and line, rule, what was extracted, who decided what."""

from __future__ import annotations

import getpass
from collections import deque
from pathlib import Path

from newsterm.services.facts import facts
from newsterm.services.load import load
from newsterm.services.provenance import FactDetails, details_rows, explained
from newsterm.services.review import Decision, fact_id, review, undo
from newsterm.store.store import Store

TEXT = """\
---
title: 绿电占比达到30%
date: 2021-08-19
source: 某日报
---


导语。

到2025年，绿电占比达到30%。
"""


def _only(store: Store, root: Path | None = None) -> FactDetails:
    [details] = explained(store, facts(store), root)
    return details


def _loaded(store: Store, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    assert deque(load(store, [path]), maxlen=1).pop().failures == ()


def test_the_place_is_told_by_file_and_line(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "green.md"
    _loaded(store, path, TEXT)
    details = _only(store)
    assert (details.file, details.line) == (path, 10)
    assert details.sentence[details.fact.start - details.offset :].startswith("30%")
    assert (details.slug, details.source, details.decisions) == ("green", "某日报", ())
    assert details.found == details.fact
    assert ("reviewed", "by nobody") in details_rows(details)
    assert ("file", f"{path}:10") in details_rows(details)


def test_of_json_lines_it_is_the_article_s_line(store: Store, tmp_path: Path) -> None:
    body = "到2025年，绿电占比达到30%。"
    _loaded(
        store,
        tmp_path / "a.jsonl",
        '{"id": "x", "title": "t", "body": "无数。"}\n'
        f'{{"id": "y", "title": "t", "body": "{body}"}}\n',
    )
    assert _only(store).line == 2


def test_a_file_that_is_gone_or_has_changed_has_no_line(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "green.md"
    _loaded(store, path, TEXT)
    path.write_text("# 别的\n", encoding="utf-8")
    assert _only(store).line == 0
    path.unlink()
    assert _only(store).line == 0


def test_what_was_extracted_stays_known_after_edits(store: Store, tmp_path: Path) -> None:
    _loaded(store, tmp_path / "green.md", TEXT)
    found = _only(store).fact
    for value in ("31", "32"):
        stored = store.reviews.at("green", found.start)
        assert stored is not None
        review(store, [Decision(fact_id(stored), "edit", ({"value": value},))])
    undo(store)
    details = _only(store)
    assert (details.fact.value, details.fact.rule) == (31, "review")
    assert details.found == found
    assert [bool(each.undone_at) for each in details.decisions] == [False, True]
    assert details.in_force == details.decisions[0].review.review_id
    reviewed = [text for name, text in details_rows(details) if name == "reviewed"]
    assert reviewed[0].endswith(f"{getpass.getuser()}  edited  (in force)")
    assert "edited  (undone 2" in reviewed[1]
