"""Load article files: only what changed, a transaction a batch, and no bad file stops the rest."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path

from newsterm.errors import InputError
from newsterm.language import _
from newsterm.services.author import now
from newsterm.services.awaited import settle
from newsterm.services.changed_lines import ChangedLines
from newsterm.services.discover import Failure, SourceFile, discover, is_storable
from newsterm.services.extractors import Extractors
from newsterm.services.prepare import (
    Found,
    Parsed,
    Prepared,
    lines_of,
    parse_file,
    prepare,
    read_bytes,
)
from newsterm.services.tag_rules import FILE as RULES_FILE
from newsterm.services.tag_rules import apply_to_loaded
from newsterm.store.dump import AWAITED
from newsterm.store.files import LoadedFile
from newsterm.store.store import Store

RULES = "71"
"""Version of reading and extraction; a new one makes every file be read again."""
UNFINISHED = f"{RULES}:"
"""Digest of a file that was read by these rules, but not to its end or not without failures."""
BATCH_SECONDS = 0.5
BATCH_ARTICLES = 5_000
RACY_NS = 2_000_000_000
"""A file this fresh when it was loaded may have changed since without a new time."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """How far a load has come. Counts are articles, but for `total` and `done` (work steps)."""

    done: int = 0
    total: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    renamed: int = 0
    gone: int = 0
    failures: tuple[Failure, ...] = ()
    finished: bool = False


def load(store: Store, paths: Sequence[Path], *, root: Path | None = None) -> Iterator[LoadReport]:
    """Load files and folders; yields a report after every committed batch, the last `finished`.

    Args:
        store: opened for writing.
        paths: what to load; empty loads again what was loaded before.
        root: the library folder; paths below it are stored relative to it.

    Closing the generator between two batches stops the load; what was committed stays.
    """
    loader = _Loader(store, root)
    yield from loader.run([Path(os.path.abspath(path)) for path in paths])


class _Loader:
    """The state of one load."""

    def __init__(self, store: Store, root: Path | None) -> None:
        self._store = store
        self._root = root
        self._has_rules = root is not None and (root / RULES_FILE).exists()
        self._counts: Counter[str] = Counter()
        self._failures: list[Failure] = []
        self._known: dict[str, LoadedFile] = {}
        self._batch: list[tuple[SourceFile, Prepared]] = []
        self._digests: list[tuple[SourceFile, str]] = []
        self._awaited: dict[int, tuple[str, ...]] = {}
        self._batch_began = time.monotonic()
        self._extractors = Extractors()

    def run(self, paths: list[Path]) -> Iterator[LoadReport]:
        if self._store.order.lacks_index():
            with self._store.transaction():
                self._store.order.make_indexes()
        paths = self._roots(paths)
        sources, failures = discover(paths)
        self._failures += failures
        self._known = self._store.files.all()
        changed = [source for source in sources if not self._untouched(source)]
        unchanged = len(sources) - len(changed)
        self._counts["total"] = unchanged + sum(map(_steps, changed))
        self._counts["done"] = unchanged
        self._counts["unchanged"] = unchanged
        yield self._report()
        with self._extractors:
            for _step in self._load_changed(changed):
                if self._batch_is_full():
                    self._commit()
                    yield self._report()
        self._commit()
        self._mark_gone(paths, sources)
        self._apply_rules()
        yield self._report(finished=True)

    def _load_changed(self, sources: Iterable[SourceFile]) -> Iterator[None]:
        """Load them in order, with a step for each article."""
        for kind, group in groupby(sources, key=lambda source: source.kind == "jsonl"):
            if kind:
                yield from chain.from_iterable(map(self._load_lines, group))
            else:
                yield from self._load_files(group)

    def _roots(self, paths: list[Path]) -> list[Path]:
        """Remember what was asked for; with nothing asked, what was remembered."""
        if paths:
            with self._store.transaction():
                for path in paths:
                    if path.exists() and is_storable(path):
                        self._store.files.add_root(self._stored_path(path))
            return paths
        roots = [self._full_path(path) for path in self._store.files.roots()]
        return roots or ([self._root] if self._root else [])

    def _untouched(self, source: SourceFile) -> bool:
        """Same size and time as when it was loaded, and that was not too soon to tell."""
        known = self._known.get(self._stored_path(source.path))
        return (
            known is not None
            and known.digest.startswith(f"{RULES}:")
            and known.digest != UNFINISHED
            and (known.size, known.mtime_ns) == (source.size, source.mtime_ns)
            and time.time_ns() - source.newest_ns > RACY_NS
        )

    def _load_files(self, sources: Iterable[SourceFile]) -> Iterator[None]:
        """Files of one article each."""
        for parsed, found in self._extractors.facts_of(self._changed_files(sources)):
            prepared = self._add(parsed, found)
            # A file with something wrong is read again next time, to be named again.
            digest = UNFINISHED if prepared.failures else parsed.digest
            self._digests.append((parsed.source, digest))
            yield

    def _changed_files(self, sources: Iterable[SourceFile]) -> Iterator[Parsed]:
        for source in sources:
            self._counts["done"] += 1
            try:
                data = read_bytes(source.path)
                facts_data = read_bytes(source.facts) if source.facts else None
                digest = _digest(data, facts_data)
                known = self._known.get(self._stored_path(source.path))
                if known is not None and known.digest == digest:
                    self._counts["unchanged"] += 1
                    self._digests.append((source, digest))
                    continue
                parsed = parse_file(source, data, facts_data, digest)
            except InputError as error:
                self._failures.append(Failure(str(source.path), error.message, error.line))
                continue
            yield parsed

    def _load_lines(self, source: SourceFile) -> Iterator[None]:
        """The articles of a JSON lines file; lines that did not change cost no extraction."""
        known = self._known.get(self._stored_path(source.path))
        file_id = known.file_id if known else -1
        before = {
            stored.slug: stored.hash for stored in self._store.articles.stored_of_file(file_id)
        }
        same_rules = known is not None and known.digest.startswith(f"{RULES}:")
        lines = ChangedLines(
            source, before, anew=not same_rules, counts=self._counts, failures=self._failures
        )
        for parsed, found in self._extractors.facts_of(lines):
            self._add(parsed, found)
            yield
        self._commit()
        if lines.is_sound:
            self._forget_lines(lines.vanished, file_id)
        self._digests.append((source, f"{RULES}:{lines.digest}" if lines.is_sound else UNFINISHED))

    def _add(self, parsed: Parsed, found: Found) -> Prepared:
        prepared = prepare(parsed, found)
        self._failures += prepared.failures
        self._batch.append((parsed.source, prepared))
        return prepared

    def _forget_lines(self, slugs: Set[str], file_id: int) -> None:
        """Articles that the file no longer has."""
        gone = [
            stored.article_id
            for stored in self._store.articles.stored_of_file(file_id)
            if stored.slug in slugs and not stored.gone
        ]
        if gone:
            with self._store.transaction():
                self._store.articles.mark_gone(gone, now())
                self._store.index.drain()
            self._counts["gone"] += len(gone)

    def _batch_is_full(self) -> bool:
        waited = time.monotonic() - self._batch_began
        return len(self._batch) >= BATCH_ARTICLES or waited > BATCH_SECONDS

    def _commit(self) -> None:
        """Save the batch: articles, facts, tables, tags and index in one transaction."""
        if self._batch or self._digests:
            with self._store.transaction():
                action = self._store.history.action(who="file", at=now(), what="load")
                with action as change:
                    for source, prepared in self._batch:
                        self._save(source, prepared, change)
                for source, digest in self._digests:
                    self._save_file(source, digest)
                self._store.index.drain()
                if self._awaited:
                    settle(self._store, self._root if self._has_rules else None, self._awaited)
        self._awaited.clear()
        self._batch.clear()
        self._digests.clear()
        self._batch_began = time.monotonic()

    def _save(self, source: SourceFile, prepared: Prepared, change: int) -> None:
        store, article = self._store, prepared.article
        path = self._stored_path(source.path)
        known = self._known.get(path)
        file_id = known.file_id if known else self._save_file(source, UNFINISHED)
        stored = store.articles.stored(article.id)
        if stored is not None and stored.file_id not in (None, file_id):
            assert stored.file_id is not None
            other = self._full_path(store.files.path_of(stored.file_id) or "")
            if other.exists():
                reason = _("id {id!r} is already used by {other}").format(
                    id=article.id, other=other
                )
                self._failures.append(Failure(str(source.path), reason, prepared.line))
                return
        renamed = stored is None and self._take_over(article.id, prepared.hash)
        self._counts["renamed"] += renamed
        was_awaited = stored is not None and stored.hash == AWAITED
        self._counts["added"] += (stored is None and not renamed) or was_awaited
        self._counts["updated"] += stored is not None and not was_awaited
        number = store.articles.save(
            article, hash=prepared.hash, file_id=file_id, line=prepared.line
        )
        store.reviews.replace_facts(number, prepared.facts, article.body)
        store.tables.replace(number, prepared.tables)
        if was_awaited:
            self._awaited[number] = store.tags.of_article(number)
        elif self._has_rules:
            store.rule_queue.add(number)
        store.file_tags.merge(number, article.tags, change=change)

    def _apply_rules(self) -> None:
        """Tag what was loaded as `rules.yaml` says; a bad one is named like a bad article."""
        if self._root is None:
            return
        try:
            apply_to_loaded(self._store, self._root)
        except InputError as error:
            path = str(self._root / RULES_FILE)
            self._failures.append(Failure(path, error.message, error.line))

    def _take_over(self, slug: str, hash: str) -> bool:
        """Whether an article of the same text, whose file is gone, goes on under this slug."""
        for stored in self._store.articles.stored_with_hash(hash):
            path = self._store.files.path_of(stored.file_id) if stored.file_id else None
            if path is None or not self._full_path(path).exists():
                self._store.articles.rename(stored.article_id, slug)
                return True
        return False

    def _save_file(self, source: SourceFile, digest: str) -> int:
        path = self._stored_path(source.path)
        file_id = self._store.files.save(
            path,
            digest=digest,
            size=source.size,
            mtime_ns=source.mtime_ns,
            at=now(),
        )
        self._known[path] = LoadedFile(file_id, path, digest, source.size, source.mtime_ns)
        return file_id

    def _mark_gone(self, paths: list[Path], sources: list[SourceFile]) -> None:
        """Articles whose file was below a loaded path and is not there any more."""
        here = {self._stored_path(source.path) for source in sources}
        gone: list[int] = []
        vanished: list[int] = []
        for path, file in self._store.files.all().items():
            full = self._full_path(path)
            if path in here or full.exists() or not _is_below(full, paths):
                continue
            vanished.append(file.file_id)
            stored = self._store.articles.stored_of_file(file.file_id)
            gone += [article.article_id for article in stored if not article.gone]
        if not vanished:
            return
        with self._store.transaction():
            self._store.articles.mark_gone(gone, now())
            for file_id in vanished:
                self._store.files.forget(file_id)
            self._store.index.drain()
        self._counts["gone"] += len(gone)

    def _stored_path(self, path: Path) -> str:
        if self._root and path.is_relative_to(self._root):
            return str(path.relative_to(self._root))
        return str(path)

    def _full_path(self, path: str) -> Path:
        return (self._root or Path()) / path

    def _report(self, *, finished: bool = False) -> LoadReport:
        failures = tuple(self._failures)
        return LoadReport(**self._counts, failures=failures, finished=finished)


def _steps(source: SourceFile) -> int:
    if source.kind != "jsonl":
        return 1
    try:
        return sum(1 for _ in lines_of(source.path))
    except InputError:
        return 1  # the load itself will name it


def _digest(data: bytes, facts_data: bytes | None) -> str:
    hasher = hashlib.sha256(data)
    if facts_data is not None:
        hasher.update(b"\0facts\0" + facts_data)
    return f"{RULES}:{hasher.hexdigest()}"


def _is_below(path: Path, folders: Sequence[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
