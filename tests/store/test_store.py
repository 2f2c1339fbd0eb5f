"""The database as a file: rights, versions, transactions."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newsterm.domain.article import Article
from newsterm.errors import StoreError
from newsterm.store.connection import VERSION
from newsterm.store.store import Store


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_database_and_its_log_are_private_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / ".newsterm" / "library.db"
    old = os.umask(0)
    try:
        with Store.open(path, write=True) as store, store.transaction():
            store.files.add_root("articles")
            assert _mode(path) == 0o600
            assert _mode(path.with_name("library.db-wal")) == 0o600
            assert _mode(path.parent) == 0o700
    finally:
        os.umask(old)


def test_a_shared_folder_makes_files_that_its_group_may_write(tmp_path: Path) -> None:
    folder = tmp_path / ".newsterm"
    folder.mkdir()
    folder.chmod(0o2770)
    path = folder / "library.db"
    with Store.open(path, write=True) as store, store.transaction():
        store.files.add_root("articles")
        store.backups.write("nothing\n")
        files = [path, *folder.glob("library.db-*"), folder / "library.db.lock"]
        assert {_mode(file) for file in [*files, *store.backups.all()]} == {0o660}
        assert len(files) == 4


def test_only_the_newest_backups_stay(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library.db", write=True) as store:
        store.backups.write("")
        for day in range(1, 31):
            (store.backups.folder / f"tags-202001{day:02}T000000Z.txt").write_text("")
        assert not store.backups.is_due()
        newest = store.backups.write("")
        names = [path.name for path in store.backups.all()]
    assert len(names) == 14
    assert names[-1] == newest.name
    assert names[0] > "tags-20200115"


def test_an_emptied_database_with_backups_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store.open(path, write=True) as store:
        store.backups.write("")
    path.write_bytes(b"")
    path.with_name("library.db-wal").unlink(missing_ok=True)
    for write in (False, True):
        with pytest.raises(StoreError, match="empty, but there are backups"):
            Store.open(path, write=write)
    path.unlink()
    Store.open(path, write=True).close()


def test_a_transaction_within_another_is_undone_alone(store: Store) -> None:
    article = Article(id="a", title="题", body="文")

    def fail() -> None:
        with store.transaction():
            store.articles.save(article, hash="h", file_id=None)
            raise RuntimeError("on purpose")

    with store.transaction():
        store.files.add_root("articles")
        with pytest.raises(RuntimeError, match="on purpose"):
            fail()
    assert store.articles.count() == 0
    assert store.files.roots() == ["articles"]


def test_the_pragmas_that_the_design_asks_for(store: Store) -> None:
    def pragma(name: str) -> object:
        return store.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 0
    assert pragma("user_version") == VERSION


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Store.open(path, write=True).close()
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(StoreError, match=rf"newer newsterm \(schema {VERSION + 1}, this one"):
            Store.open(path, write=write)
    assert path.read_bytes() == before


def test_somebody_else_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="not one of newsterm's"):
        Store.open(path, write=True)


@pytest.mark.parametrize("content", [b"not a database, only some words of text\n" * 40, b"SQLite"])
def test_what_is_no_database_is_refused_in_a_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"library\.db: damaged: file is not a database"):
        Store.open(path, write=True)
    assert path.read_bytes() == content


def test_reading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        Store.open(tmp_path / "library.db")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_can_change_nothing(tmp_path: Path) -> None:
    Store.open(tmp_path / "library.db", write=True).close()
    with Store.open(tmp_path / "library.db") as reader:
        with pytest.raises(StoreError, match="opened for reading"), reader.transaction():
            pass
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM articles")


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    article = Article(id="a", title="题", body="文")

    def fail() -> None:
        with store.transaction():
            store.articles.save(article, hash="h", file_id=None)
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        fail()
    assert store.articles.count() == 0
    with store.transaction():
        store.articles.save(article, hash="h", file_id=None)
    assert store.articles.count() == 1


def test_writers_wait_for_each_other_and_none_is_told_locked(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Store.open(path, write=True).close()
    errors: list[Exception] = []

    def write(name: str) -> None:
        try:
            with Store.open(path, write=True) as store:
                for number in range(25):
                    article = Article(id=f"{name}-{number}", title="题", body="文")
                    with store.transaction():
                        store.articles.save(article, hash="h", file_id=None)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Store.open(path) as store:
        assert store.articles.count() == 100


def test_a_stranger_can_read_it(store: Store) -> None:
    tables = {
        row[0]
        for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    assert {"articles", "facts", "tables", "tags", "article_tags", "tag_log"} <= tables
    keys = store.connection.execute("PRAGMA foreign_key_list(facts)").fetchall()
    assert ("articles", "article_id", "id") in [(key[2], key[3], key[4]) for key in keys]


def test_integrity_names_what_sqlite_finds(store: Store) -> None:
    assert store.integrity() == []
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute("INSERT INTO article_tags (article_id, tag_id) VALUES (7, 8)")
    assert sorted(store.integrity()) == [
        "article_tags row None: its articles row is missing",
        "article_tags row None: its tags row is missing",
    ]


def test_a_table_of_another_program_is_no_damage(store: Store) -> None:
    store.connection.execute('CREATE TABLE "my ""own"" notes" (note)')
    assert store.integrity() == []


def test_a_path_that_is_no_utf8_is_as_good_as_any(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.db"))
    with Store.open(path, write=True) as store, store.transaction():
        store.files.add_root("articles")
    with Store.open(path) as store:
        assert store.files.roots() == ["articles"]


FULL_AT_THE_CHECKPOINT = """
import resource, signal, sys
from pathlib import Path
from newsterm.store import store as module
from newsterm.store.store import Store

with Store.open(Path(sys.argv[1]), write=True) as store:
    with store.transaction():
        store.connection.execute("CREATE TABLE filler (bytes)")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    module.CHECKPOINT_BYTES = 0
    # The database may grow no more; its log, which is empty, may.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = store.path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    with store.transaction():
        store.connection.execute("INSERT INTO filler VALUES (zeroblob(50000))")
    print("saved", flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


def test_a_disk_that_is_full_after_the_commit_denies_no_change(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    words = [sys.executable, "-c", FULL_AT_THE_CHECKPOINT, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("saved\n", "")
    with Store.open(path) as store:
        assert store.connection.execute("SELECT count(*) FROM filler").fetchone() == (1,)
