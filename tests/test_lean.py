"""Frozen values behave as those of `dataclasses`, which a search from the shell does without."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest

from newsterm.domain.search.query_tree import And, Or, Term
from newsterm.lean import changed


def test_values_are_told_apart_by_kind_and_fields() -> None:
    one = Term("中国", 0, 2)
    assert one == Term("中国", start=0, end=2, column="", prefix=False)
    assert hash(one) == hash(Term("中国", 0, 2))
    assert one != Term("中国", 0, 3)
    assert len({one, Term("中国", 0, 2), Term("经济")}) == 2
    assert len({And((one,)), Or((one,)), And((one,))}) == 2


def test_they_can_be_shown_copied_and_matched() -> None:
    one = Term("中国", prefix=True)
    assert repr(one) == "Term(text='中国', start=0, end=0, column='', prefix=True)"
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one
    match one:
        case Term(text, start):
            assert (text, start) == ("中国", 0)
    assert not hasattr(one, "__dict__")


def test_they_refuse_to_change_and_wrong_fields() -> None:
    one = Term("中国")
    with pytest.raises(AttributeError, match="text can't be changed"):
        one.text = "经济"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="text can't be taken away"):
        del one.text
    for given, named in (((), {}), (("a", 0, 1, "", True, 2), {}), (("a",), {"colum": ""})):
        with pytest.raises(TypeError):
            Term(*given, **named)  # type: ignore[arg-type]
    assert one.text == "中国"


def test_a_copy_is_changed_in_the_named_fields_alone() -> None:
    one = Term("中国", 0, 2, prefix=True)
    assert changed(one, text="经济") == Term("经济", 0, 2, prefix=True)
    assert one.text == "中国"
    with pytest.raises(TypeError, match="no field colum"):
        changed(one, colum="")


def test_a_search_from_the_shell_loads_little() -> None:
    code = """
import sys
from newsterm.cli.main import run
run(["search", "x", "--db", "/nowhere"], lambda library: 0)
import newsterm.services.search, newsterm.store.search, newsterm.domain.search.query
print(*sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "newsterm.store.search" in loaded
    assert not {"dataclasses", "inspect", "json", "tempfile", "sqlite_utils", "rich"} & loaded
    assert not {"newsterm.cli.verbs", "newsterm.services.settings", "newsterm.store.lock"} & loaded
