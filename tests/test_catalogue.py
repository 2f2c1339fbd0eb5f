"""The catalogues: whole, without what nobody says, and compiled as they stand."""

from __future__ import annotations

import string
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from tools.catalogue import (
    LOCALE,
    Entry,
    compiled,
    made_texts,
    merged,
    read_po,
    source_texts,
    write_po,
)

CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def _entries(path: Path) -> tuple[str, dict[str, Entry]]:
    entries = read_po(path.read_text(encoding="utf-8"))
    return entries.pop("").translations[0], entries


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    assert made_texts() == []


@each_catalogue
def test_it_has_every_text_of_the_source_and_no_other(path: Path) -> None:
    _, entries = _entries(path)
    assert sorted(set(source_texts()) ^ set(entries)) == []
    assert [text for text, entry in entries.items() if not entry.is_translated] == []


@each_catalogue
def test_it_is_written_and_compiled_as_the_tool_does(path: Path) -> None:
    head, entries = _entries(path)
    current = merged(entries, source_texts())
    assert path.read_text(encoding="utf-8") == write_po(head, current)
    assert path.with_suffix(".mo").read_bytes() == compiled(head, current)


@each_catalogue
def test_a_translation_fills_in_what_the_text_does(path: Path) -> None:
    def fields(text: str) -> set[str]:
        if "%(" in text or "%s" in text:
            return {part.partition(")")[0] for part in text.split("%(")[1:]} | {
                str(text.count("%s"))
            }
        return {str(name) for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    _, entries = _entries(path)
    for text, entry in entries.items():
        for form in entry.translations:
            wanted = fields(text) | fields(entry.plural) if entry.plural else fields(text)
            assert fields(form) == wanted, text


@each_catalogue
def test_every_plural_has_the_forms_of_its_language(path: Path) -> None:
    head, entries = _entries(path)
    [count] = [int(part[9]) for part in head.split() if part.startswith("nplurals=")]
    for entry in entries.values():
        assert len(entry.translations) == (count if entry.plural else 1), entry.text


def test_the_source_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "def f(n, x):\n"
        '    _("one " "text"); N_("kept" if n else "lost"); _(x)\n'
        '    ngettext("{n} row", "{n} rows", n)\n'
        '    Binding("j", "down", "Down", id="d", tooltip="One down")\n'
        '    raise InputError(f"{x} is wrong")\n',
        encoding="utf-8",
    )
    found = source_texts(tmp_path)
    assert [*found] == ["Down", "One down", "kept", "lost", "one text", "{n} row"]
    assert found["{n} row"].plural == "{n} rows"
    assert made_texts(tmp_path) == ["a.py:5: InputError"]


def test_a_catalogue_is_read_back_as_it_was_written() -> None:
    texts = [
        Entry('a "word"', translations=["一个“词”\\"], files=["a.py"]),
        Entry("{n} row", "{n} rows", ["{n}行"]),
        Entry("two\nlines\n", translations=["两\n行\n"]),
        Entry("waiting"),
    ]
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
    read = read_po(write_po(head, texts))
    assert read.pop("").translations == [head]
    assert [entry.translations for entry in read.values()] == [
        ["一个“词”\\"], ["{n}行"], ["两\n行\n"], [""],
    ]  # fmt: skip
    spoken = GNUTranslations(BytesIO(compiled(head, read.values())))
    assert spoken.gettext('a "word"') == "一个“词”\\"
    assert spoken.ngettext("{n} row", "{n} rows", 3) == "{n}行"
    assert spoken.gettext("waiting") == "waiting"


def test_both_sides_of_a_merge_are_kept() -> None:
    text = (
        'msgid "a"\nmsgstr "甲"\n\n<<<<<<< HEAD\nmsgid "b"\nmsgstr "乙"\n=======\n'
        'msgid "c"\nmsgstr "丙"\n>>>>>>> other\n'
    )
    read = read_po(text)
    assert {text: entry.translations for text, entry in read.items()} == {
        "a": ["甲"], "b": ["乙"], "c": ["丙"],
    }  # fmt: skip
