"""Loading: only what changed, whatever else is broken beside it."""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.facts import extract
from newsterm.services.extractors import Extractors
from newsterm.services.load import LoadReport, load
from newsterm.services.tag import tag
from newsterm.store.store import Store

BODY = "2021年，全市增加值100亿元，同比增长5%。\n\n第二段。"


def _write(folder: Path, name: str, title: str = "题目", body: str = BODY, **front: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **front}.items())
    path = folder / name
    path.write_text(f"---\n{lines}---\n\n{body}\n", encoding="utf-8")
    _age(path)
    return path


def _age(path: Path) -> None:
    """Make a file old enough that its time tells whether it changed."""
    then = time.time_ns() - 10_000_000_000 + (hash(path.read_bytes()) % 1_000_000)
    os.utime(path, ns=(then, then))


def _load(store: Store, *paths: Path) -> LoadReport:
    return deque(load(store, paths), maxlen=1).pop()


def _slugs(store: Store) -> list[str]:
    return sorted(row.slug for row in store.articles.newest(0, 100))


def _tags(store: Store, slug: str) -> tuple[str, ...]:
    number = store.articles.number(slug)
    assert number is not None
    article = store.articles.get(number)
    assert article is not None
    return article.tags


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "news"


def test_a_folder_loads_once(store: Store, folder: Path) -> None:
    _write(folder, "a.md", date="2021-08-19")
    _write(folder / "deep", "b.md")
    report = _load(store, folder)
    assert (report.added, report.unchanged, report.failures) == (2, 0, ())
    assert report.finished
    assert (report.done, report.total) == (2, 2)
    again = _load(store, folder)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert _slugs(store) == ["a", "b"]


def test_nothing_named_loads_again_what_was_loaded(store: Store, folder: Path) -> None:
    _write(folder, "a.md")
    _load(store, folder)
    _write(folder, "b.md")
    assert _load(store).added == 1
    assert _slugs(store) == ["a", "b"]


def test_a_change_is_seen_by_content(store: Store, folder: Path) -> None:
    path = _write(folder, "a.md")
    _load(store, folder)
    os.utime(path, ns=(0, 0))
    assert _load(store, folder).updated == 0, "touched, not changed"
    _write(folder, "a.md", title="新题")
    assert _load(store, folder).updated == 1
    assert store.articles.newest(0, 1)[0].title == "新题"


def test_facts_and_index_come_with_the_article(store: Store, folder: Path) -> None:
    _write(folder, "a.md", date="2022-01-01")
    _load(store, folder)
    number = store.articles.number("a")
    assert number is not None
    facts = store.facts.of_article(number)
    assert [(fact.text, fact.value, fact.unit) for fact in facts] == [
        ("100亿元", 10_000_000_000, "元"),
        ("5%", 5, "%"),
    ]
    assert store.index.check() == []


def test_one_bad_file_stops_nothing(store: Store, folder: Path) -> None:
    _write(folder, "good.md")
    (folder / "bad.md").write_text("---\ntitle: [a\n---\n文\n", encoding="utf-8")
    (folder / "empty.md").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "link.md").symlink_to(folder / "good.md")
    (folder / "lines.jsonl").write_text(
        '{"id": "one", "title": "题", "body": "文"}\nnot json\n{"id": "two", "title": "题"}\n',
        encoding="utf-8",
    )
    report = _load(store, folder)
    assert _slugs(store) == ["good", "one"]
    named = {(Path(failure.path).name, failure.line) for failure in report.failures}
    assert {name for name, _ in named} == {
        "bad.md",
        "empty.md",
        "binary.txt",
        "link.md",
        "lines.jsonl",
    }
    assert {line for name, line in named if name == "lines.jsonl"} == {2, 3}
    assert len(_load(store, folder).failures) == len(report.failures), "named again each time"


def test_what_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    report = _load(store, tmp_path / "nowhere")
    assert [str(failure) for failure in report.failures] == [
        f"{tmp_path / 'nowhere'}: no such file or folder"
    ]


def test_a_fifo_does_not_hang_it(store: Store, folder: Path) -> None:
    _write(folder, "a.md")
    os.mkfifo(folder / "pipe.md")
    report = _load(store, folder)
    assert [failure.reason for failure in report.failures] == ["not a regular file"]
    assert _slugs(store) == ["a"]


def test_a_renamed_file_keeps_its_tags(store: Store, folder: Path) -> None:
    path = _write(folder, "old.md")
    _load(store, folder)
    tag(store, ["+重要"], slugs=["old"])
    path.rename(folder / "new.md")
    report = _load(store, folder)
    assert (report.renamed, report.added, report.gone) == (1, 0, 0)
    assert _slugs(store) == ["new"]
    assert _tags(store, "new") == ("重要",)


def test_a_vanished_file_leaves_list_and_index_and_keeps_its_tags(
    store: Store, folder: Path
) -> None:
    path = _write(folder, "a.md")
    _write(folder, "b.md", title="别的", body="别的正文。")
    _load(store, folder)
    tag(store, ["+重要"], slugs=["a"])
    text = path.read_bytes()
    path.unlink()
    assert _load(store, folder).gone == 1
    assert _slugs(store) == ["b"]
    assert store.index.check() == []
    path.write_bytes(text)
    _load(store, folder)
    assert _slugs(store) == ["a", "b"]
    assert _tags(store, "a") == ("重要",)
    assert store.index.check() == []


def test_a_file_outside_the_loaded_folder_is_left_alone(store: Store, tmp_path: Path) -> None:
    first = _write(tmp_path / "one", "a.md")
    _write(tmp_path / "two", "b.md", title="乙")
    _load(store, tmp_path / "one", tmp_path / "two")
    first.unlink()
    assert _load(store, tmp_path / "two").gone == 0
    assert _slugs(store) == ["a", "b"]


def test_two_files_with_one_id_are_named(store: Store, folder: Path) -> None:
    _write(folder, "a.md")
    _write(folder / "deep", "a.md", title="另一篇")
    report = _load(store, folder)
    assert [str(failure) for failure in report.failures] == [
        f"{folder / 'deep' / 'a.md'}: id 'a' is already used by {folder / 'a.md'}"
    ]
    assert store.articles.newest(0, 5)[0].title == "题目"


def test_json_lines(store: Store, folder: Path) -> None:
    folder.mkdir()
    path = folder / "news.jsonl"

    def write(*records: dict[str, str]) -> None:
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
        path.write_text("".join(lines), encoding="utf-8")

    one = {"id": "1", "date": "2021-01-01", "title": "一", "body": BODY}
    two = {"id": "2", "date": "2021-01-02", "title": "二", "body": "正文\r\n第二行"}
    write(one, two)
    report = _load(store, path)
    assert (report.added, report.total, report.failures) == (2, 2, ())
    number = store.articles.number("2")
    assert number is not None
    article = store.articles.get(number)
    assert article is not None
    assert article.body == "正文\n第二行"
    write(one, {**two, "title": "二改"}, {**one, "id": "3"})
    report = _load(store, path)
    assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
    write(one)
    report = _load(store, path)
    assert report.gone == 2
    assert _slugs(store) == ["1"]


def test_a_line_that_failed_is_named_again_when_the_file_is_old(store: Store, folder: Path) -> None:
    folder.mkdir()
    path = folder / "news.jsonl"
    path.write_text('{"id": "1", "title": "题", "body": "文"}\nnonsense\n', encoding="utf-8")
    _age(path)
    for _ in range(2):
        assert [failure.line for failure in _load(store, folder).failures] == [2]


def test_the_same_id_twice_in_a_file_is_named_with_its_line(store: Store, folder: Path) -> None:
    folder.mkdir()
    path = folder / "news.jsonl"
    line = '{"id": "1", "title": "题", "body": "文"}\n'
    path.write_text(line + line, encoding="utf-8")
    report = _load(store, path)
    assert [(f.line, f.reason) for f in report.failures] == [(2, "id '1' again, as in line 1")]


def test_a_load_stopped_midway_goes_on_where_it_was(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsterm.services.load.BATCH_ARTICLES", 50)
    folder.mkdir()
    lines = [
        json.dumps({"id": str(n), "title": f"题{n}", "body": BODY}, ensure_ascii=False) + "\n"
        for n in range(400)
    ]
    (folder / "news.jsonl").write_text("".join(lines), encoding="utf-8")
    reports = load(store, [folder])
    for report in reports:
        if report.added:
            break
    reports.close()  # type: ignore[attr-defined]
    here = store.articles.count()
    assert 0 < here == report.added < 400
    finished = _load(store, folder)
    assert finished.added == 400 - here
    assert finished.unchanged == here
    assert store.index.check() == []


def test_a_changed_facts_file_reloads_its_article(store: Store, folder: Path) -> None:
    _write(folder, "a.md", date="2022-01-01")
    _load(store, folder)
    facts = folder / "a.facts.yaml"
    facts.write_text("facts:\n- quote: 同比增长5%\n  text: 5%\n  reject: true\n", encoding="utf-8")
    report = _load(store, folder)
    assert (report.updated, report.failures) == (1, ())
    number = store.articles.number("a")
    assert number is not None
    assert [fact.text for fact in store.facts.of_article(number)] == ["100亿元"]


def test_a_wrong_quote_is_named_and_the_article_loads(store: Store, folder: Path) -> None:
    _write(folder, "a.md")
    (folder / "a.facts.yaml").write_text(
        "facts:\n- quote: 这句话不在文中\n  text: 不在\n", encoding="utf-8"
    )
    report = _load(store, folder)
    assert _slugs(store) == ["a"]
    [failure] = report.failures
    assert failure.path == str(folder / "a.facts.yaml")
    assert failure.line == 2
    assert len(_load(store, folder).failures) == 1, "named again each time"


def test_terminal_controls_do_not_get_in(store: Store, folder: Path) -> None:
    _write(folder, "a.md", body="一\x1b[31m二\u202e三。")
    _load(store, folder)
    number = store.articles.number("a")
    assert number is not None
    article = store.articles.get(number)
    assert article is not None
    assert article.body == "一\ufffd[31m二三。"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read(store: Store, folder: Path, encoding: str) -> None:
    folder.mkdir()
    text = "---\ntitle: 北京的新闻\n---\n\n这是一篇用别的编码写成的文章，读进来应当一字不差。\n"
    (folder / "a.md").write_bytes(text.encode(encoding))
    assert _load(store, folder).failures == ()
    assert store.articles.newest(0, 1)[0].title == "北京的新闻"


def test_what_other_processes_find_is_saved_alike(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"id": f"l{n}", "title": "题", "body": f"共有{n + 2}家企业。"} for n in range(40)]
    path = folder / "lines.jsonl"
    folder.mkdir()
    path.write_text("\n".join(map(json.dumps, lines)) + "\nbroken\n", encoding="utf-8")
    for number in range(40):
        _write(folder, f"f{number:02}.md", body=f"共有{number + 2}家企业。")
    (folder / "f20.md").write_bytes(b"---\ntitle: [\n---\n")
    monkeypatch.setattr("newsterm.services.load.Extractors", lambda: Extractors(2, alone=3))
    report = _load(store, folder)
    assert (report.added, report.done, len(report.failures)) == (79, 81, 2)
    values = store.connection.execute("SELECT value FROM facts ORDER BY article_id").fetchall()
    files = [n + 2.0 for n in range(40) if n != 20]
    assert [value for (value,) in values] == files + [n + 2.0 for n in range(40)]
    again = _load(store, folder)
    assert (again.added, again.updated, again.unchanged) == (0, 0, 79)


def test_an_article_at_which_newsterm_fails_stops_no_other(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        _write(folder, f"{name}.md")

    def failing(article: Article, checkpoint: Callable[[], None]) -> tuple[Fact, ...]:
        if article.id == "b":
            raise KeyError("a fault")
        return extract(article, checkpoint)

    monkeypatch.setattr("newsterm.services.prepare.extract", failing)
    report = _load(store, folder)
    assert _slugs(store) == ["a", "b", "c"]
    assert [str(failure) for failure in report.failures] == [
        f"{folder / 'b.md'}: b: loaded without facts: newsterm failed at it,"
        " please report it (KeyError('a fault'))"
    ]
    counts = store.connection.execute("SELECT count(*) FROM facts GROUP BY article_id")
    assert [count for (count,) in counts] == [2, 2]
    monkeypatch.undo()
    assert _load(store, folder).updated == 1  # with its facts, now that they can be found
    assert _load(store, folder).unchanged == 3


def test_a_name_that_is_no_utf8_stops_nothing(store: Store, folder: Path) -> None:
    _write(folder, "good.md")
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/odd\xff.md"))
    odd.write_text("题\n", encoding="utf-8")
    report = _load(store, folder)
    assert (report.added, [each.path for each in report.failures]) == (1, [str(odd)])
    assert report.failures[0].reason == "its path is no UTF-8: rename it"
    assert [each.path for each in _load(store, odd).failures] == [str(odd)]
    assert store.files.roots() == [str(folder)]
