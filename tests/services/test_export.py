"""Export: every figure with its sentence, in five forms, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path

import openpyxl
import pytest

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.errors import NewstermError, UsageError
from newsterm.services.export import COLUMNS, export
from newsterm.services.row_files import FORMS
from newsterm.store.store import Store

BODY = "产值同比下降2.5%。\n=HYPERLINK()|的\\计划为30%以上。"


@pytest.fixture
def library(store: Store) -> Store:
    """One article with a fall, a plan, and words that a spreadsheet would run."""
    with store.transaction():
        article = Article(id="a", title="=1+1", body=BODY, date="2024-01-17")
        number = store.articles.save(article, hash="a", file_id=None)
        facts = (
            Fact("2.5%", 6, 10, 2.5, unit="%", period="2023-01/2023-12", indicator="产值同比下降"),
            Fact(
                "30%以上",
                BODY.index("30%"),
                BODY.index("30%") + 5,
                30.0,
                unit="%",
                comparator=">=",
                period="2025",
                status="target",
                indicator="+计划",
            ),
        )
        store.facts.replace(number, facts)
        store.index.drain()
    return store


def text(store: Store, form: str, *, query: str = "", raw: bool = False) -> str:
    stream = io.StringIO()
    export(store, query, form=form, to=stream, raw=raw)
    return stream.getvalue()


def test_csv(library: Store) -> None:
    fall, plan = csv.DictReader(io.StringIO(text(library, "csv")))
    assert fall == {
        "indicator": "产值同比增长",
        "period": "2023",
        "status": "actual",
        "comparator": "'=",
        "value": "-2.5",
        "value_high": "",
        "unit": "%",
        "text": "2.5%",
        "article": "a",
        "date": "2024-01-17",
        "title": "'=1+1",
        "start": "6",
        "end": "10",
        "quote": "产值同比下降2.5%。",
        "wording": "产值同比下降",
        "confidence": "1",
        "rule": "",
    }
    assert BODY[int(plan["start"]) : int(plan["end"])] == plan["text"] == "30%以上"
    assert plan["quote"] == "'=HYPERLINK()|的\\计划为30%以上。"
    assert plan["wording"] == "'+计划"


def test_raw_leaves_cells_as_they_are(library: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(text(library, "csv", raw=True))))
    assert [row["title"] for row in rows] == ["=1+1", "=1+1"]
    assert [row["comparator"] for row in rows] == ["=", ">="]


def test_a_query_chooses(library: Store) -> None:
    assert len(text(library, "jsonl", query="has:target").splitlines()) == 1
    assert text(library, "jsonl", query="没有的词") == ""


def test_json_lines_keep_numbers(library: Store) -> None:
    rows = [json.loads(line) for line in text(library, "jsonl").splitlines()]
    assert [tuple(row) for row in rows] == [COLUMNS, COLUMNS]
    assert [(row["value"], row["value_high"]) for row in rows] == [(-2.5, None), (30, None)]


def test_tsv_has_one_line_a_row(library: Store) -> None:
    lines = text(library, "tsv").splitlines()
    assert [line.count("\t") for line in lines] == [len(COLUMNS) - 1] * 3


def test_markdown_escapes_what_would_end_a_cell(library: Store) -> None:
    lines = text(library, "md").splitlines()
    assert "=HYPERLINK()\\|的\\\\计划为30%以上。" in lines[3]
    assert [line.replace("\\|", "").count("|") for line in lines] == [len(COLUMNS) + 1] * 4


def test_xlsx_has_text_and_numbers_and_no_formula(library: Store, tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    assert export(library, form="xlsx", to=path).rows == 2
    sheet = openpyxl.load_workbook(path)["figures"]
    head, fall, plan = list(sheet.iter_rows())
    assert tuple(cell.value for cell in head) == COLUMNS
    assert {cell.data_type for cell in (*fall, *plan)} <= {"s", "inlineStr", "n"}
    named = dict(zip(COLUMNS, [cell.value for cell in fall], strict=True))
    assert (named["value"], named["title"], named["comparator"]) == (-2.5, "=1+1", "=")
    with pytest.raises(UsageError, match="name a file"):
        export(library, form="xlsx", to=io.StringIO())
    with pytest.raises(UsageError, match="write one of"):
        export(library, form="pdf", to=path)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "xlsx"])
def test_a_file_holds_what_a_stream_does(library: Store, tmp_path: Path, form: str) -> None:
    path = tmp_path / "figures"
    path.write_text("old", encoding="utf-8")
    assert export(library, form=form, to=path).rows == 2
    assert path.read_bytes().decode() == text(library, form)
    assert os.listdir(tmp_path).count("figures") == 1
    assert stat.S_IMODE(path.stat().st_mode) & 0o111 == 0


def test_nothing_is_written_through_a_link(library: Store, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("mine", encoding="utf-8")
    link = tmp_path / "link"
    link.symlink_to(kept)
    with pytest.raises(NewstermError, match="a symbolic link"):
        export(library, form="csv", to=link)
    with pytest.raises(NewstermError, match="not a regular file"):
        export(library, form="csv", to=tmp_path)
    with pytest.raises(NewstermError, match="No such file"):
        export(library, form="csv", to=tmp_path / "nowhere" / "x")
    assert kept.read_text(encoding="utf-8") == "mine"


def test_an_export_that_fails_leaves_the_old_file(library: Store, tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("old", encoding="utf-8")
    before = set(os.listdir(tmp_path))
    library.connection.execute("UPDATE facts SET value = 'no number' WHERE start > 6")
    with pytest.raises(AssertionError):
        export(library, form="csv", to=path)
    assert path.read_text(encoding="utf-8") == "old"
    assert set(os.listdir(tmp_path)) == before
