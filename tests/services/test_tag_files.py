"""Tags written back into the files: atomically, and nothing else in them changes."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

import pytest

from newsterm.services.discover import Failure
from newsterm.services.load import load
from newsterm.services.tag import tag
from newsterm.services.tag_files import Written, write_tags
from newsterm.store.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    path.mkdir()
    (path / "a.md").write_bytes(
        "---\r\ntitle: 甲\r\ntags: [旧, 交通] # 注\r\n---\r\n\r\n文。\r\n".encode()
    )
    (path / "b.md").write_bytes("# 乙\n\n文。".encode())
    (path / "c.txt").write_bytes("丙\n\n文。\n".encode())
    (path / "d.md").write_bytes(
        "---\ntitle: 丁\n---\n这是一篇用别的编码写的文章。\n".encode("gb18030")
    )
    return path


def _load(store: Store, folder: Path) -> None:
    assert deque(load(store, [folder]), maxlen=1).pop().failures == ()


def test_only_what_differs_is_written_and_only_its_tags(store: Store, folder: Path) -> None:
    _load(store, folder)
    assert list(write_tags(store)) == []
    os.chmod(folder / "a.md", 0o640)
    tag(store, ["+两 字", "-旧"], slugs=["a"])
    tag(store, ["+新"], slugs=["b", "c", "d"])
    found = list(write_tags(store, dry_run=True))
    assert (folder / "b.md").read_bytes() == "# 乙\n\n文。".encode()
    assert list(write_tags(store)) == found
    assert found == [
        Written(str(folder / "a.md"), ("交通", "两 字")),
        Written(str(folder / "b.md"), ("新",)),
        Failure(
            str(folder / "c.txt"),
            ".txt has no place for tags: they stay in the library and its dump",
        ),
        Failure(str(folder / "d.md"), "it is GB18030; only UTF-8 is written"),
    ]
    expected = "---\r\ntitle: 甲\r\ntags: [交通, 两 字] # 注\r\n---\r\n\r\n文。\r\n"
    assert (folder / "a.md").read_bytes().decode() == expected
    assert (folder / "a.md").stat().st_mode & 0o777 == 0o640
    assert (folder / "b.md").read_bytes() == "---\ntags: [新]\n---\n# 乙\n\n文。".encode()
    assert sorted(path.name for path in folder.iterdir()) == ["a.md", "b.md", "c.txt", "d.md"]


def test_what_was_written_is_no_change_to_the_next_load(store: Store, folder: Path) -> None:
    _load(store, folder)
    tag(store, ["+新", "-旧"], slugs=["a"])
    deque(write_tags(store), maxlen=0)
    before = store.tags.log()
    _load(store, folder)
    assert store.tags.log() == before
    assert store.articles.newest(0, 9)[-1].tags == ("交通", "新")


def test_a_file_that_somebody_retagged_is_loaded_first(store: Store, folder: Path) -> None:
    _load(store, folder)
    tag(store, ["+新"], slugs=["a"])
    text = (folder / "a.md").read_bytes().replace("交通".encode(), "医疗".encode())
    (folder / "a.md").write_bytes(text)
    [failure] = write_tags(store)
    assert isinstance(failure, Failure)
    assert failure.reason == "its tags changed since it was loaded: load it first"
    assert (folder / "a.md").read_bytes() == text
    _load(store, folder)
    assert list(write_tags(store)) == [Written(str(folder / "a.md"), ("旧", "医疗", "新"))]


def test_by_id_and_by_query(store: Store, folder: Path) -> None:
    _load(store, folder)
    tag(store, ["+新"], query="")
    assert [type(each) for each in write_tags(store, slugs=["b"])] == [Written]
    assert list(write_tags(store, query="tag:没有")) == []
    assert len(list(write_tags(store, query="甲"))) == 1


def test_a_link_is_not_followed(store: Store, folder: Path, tmp_path: Path) -> None:
    _load(store, folder)
    tag(store, ["+新"], slugs=["b"])
    elsewhere = tmp_path / "elsewhere.md"
    (folder / "b.md").rename(elsewhere)
    (folder / "b.md").symlink_to(elsewhere)
    [failure] = write_tags(store)
    assert isinstance(failure, Failure)
    assert elsewhere.read_bytes() == "# 乙\n\n文。".encode()


LINES = (
    b'\xef\xbb\xbf{"id": "a", "title": "\xe7\x94\xb2", "tags": ["x", "y"], '
    b'"body": "b", "n": 1.50}\r\n'
    b"\n"
    b'{"id":"b","title":"B","body":"tags: \\"tags\\":[1]"}\n'
    b'{ "id" : "c" , "tags" : "x, y" , "body":"\\u6587", "title":"C" }\n'
    b'{"tags": ["x"], "id": "d", "title": "D", "body": "d", "tags": ["y"]}'
)


def test_json_lines_take_tags_and_keep_every_other_byte(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(LINES)
    os.chmod(path, 0o604)
    _load(store, path)
    tag(store, ["+\u65b0 \u8bcd", "-x"], query="")
    found = list(write_tags(store, dry_run=True))
    assert path.read_bytes() == LINES
    assert list(write_tags(store)) == found
    new = "\u65b0 \u8bcd"
    assert found == [
        Written(f"{path}:{line}", tags)
        for line, tags in ((1, ("y", new)), (3, (new,)), (4, ("y", new)), (5, ("y", new)))
    ]
    assert path.read_bytes() == (
        b'\xef\xbb\xbf{"id": "a", "title": "\xe7\x94\xb2", "tags": ["y", "'
        + new.encode()
        + b'"], "body": "b", "n": 1.50}\r\n'
        b"\n"
        b'{"id":"b","title":"B","body":"tags: \\"tags\\":[1]","tags":["' + new.encode() + b'"]}\n'
        b'{ "id" : "c" , "tags" : ["y", "\\u65b0 \\u8bcd"] , "body":"\\u6587", "title":"C" }\n'
        b'{"tags": ["x"], "id": "d", "title": "D", "body": "d", "tags": ["y", "'
        + new.encode()
        + b'"]}'
    )
    assert path.stat().st_mode & 0o777 == 0o604
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    assert list(write_tags(store)) == []
    before = len(store.tags.log())
    _load(store, path)
    assert len(store.tags.log()) == before


def test_a_line_that_changed_is_named_and_stops_no_other(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [f'{{"id": "{slug}", "title": "T", "body": "b"}}\n' for slug in "abc"]
    path.write_text("".join(lines), encoding="utf-8")
    _load(store, path)
    tag(store, ["+x"], query="")
    tagged = '{"id": "b", "title": "T", "body": "b", "tags": ["z"]}\n'
    path.write_text("".join([lines[2], tagged, lines[2]]), encoding="utf-8")
    assert list(write_tags(store)) == [
        Failure(str(path), "another article stands there now: load it first", 1),
        Failure(str(path), "its tags changed since it was loaded: load it first", 2),
        Written(f"{path}:3", ("x",)),
    ]
    expected = lines[2] + tagged + lines[2].replace("}", ', "tags": ["x"]}')
    assert path.read_text(encoding="utf-8") == expected
