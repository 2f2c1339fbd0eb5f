"""Make a damaged database anew: articles from their files, tags and marks from a dump."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from newsterm.domain.files.tag_dump import Dump, format_dump, parse_dump
from newsterm.errors import InputError, NewstermError
from newsterm.language import _
from newsterm.services.author import now
from newsterm.services.discover import Failure
from newsterm.services.load import load
from newsterm.services.tag_dump import restore
from newsterm.store import decision_dump
from newsterm.store.backup import Backups
from newsterm.store.lock import WriteLock
from newsterm.store.salvage import is_damaged, remove_leftovers, replace, salvage
from newsterm.store.store import Store

__all__ = ["RebuildReport", "is_damaged", "rebuild"]


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What was made anew, and from what."""

    articles: int
    awaited: int
    """Articles that have tags or marks but whose files were not found."""
    source: str
    """Where tags and marks came from: the damaged database, a backup's path, or nowhere."""
    kept: Path
    """Where the bad database lies now."""
    failures: tuple[Failure, ...] = ()


def rebuild(database: Path, root: Path | None) -> RebuildReport:
    """Make the database anew beside the bad one, then put it in its place.

    The files of the remembered roots are loaded, of the library folder where those are lost. Tags
    and marks come from the bad database where their tables are sound, else from the newest backup
    that can be read: what was changed after it is lost. Reviews of facts, and what editors joined
    and parted, come from both: the bad database as far as it can be read, the backup for the rest.
    Stopped midway, it changes nothing.

    Raises:
        NewstermError: there is nothing to load from, or another newsterm is writing.
    """
    lock = WriteLock(database)
    new = database.with_name(database.name + ".rebuilt")
    with lock:
        saved = salvage(database)
        found, source = _newest_dump(database, saved.dump)
        roots = [(root or Path()) / path for path in saved.roots or ()]
        if not roots and root is None:
            raise NewstermError(
                "{database}: what was loaded into it can't be read any more",
                hint="name its folder: newsterm --library DIR check --rebuild",
                database=database,
            )
        remove_leftovers(new)
        with Store.open(new, write=True) as store:
            report = deque(load(store, roots or [root or Path()], root=root), maxlen=1).pop()
            awaited = 0
            if found is not None:
                lines = format_dump(Dump(found.articles, found.tags)).splitlines()
                awaited = restore(store, lines, name="rebuild").awaited
            _restore_decisions(store, database)
            articles = store.articles.count()
        kept = replace(database, new, lock)
    return RebuildReport(articles, awaited, source, kept, report.failures)


def _restore_decisions(store: Store, database: Path) -> None:
    """Those that the bad database still tells, and what else the newest backup has."""
    reviews, groupings = decision_dump.salvage(database)
    backup, _source = _newest_dump(database, None)
    if backup is not None:
        reviews += backup.reviews
        groupings += backup.groupings
    with store.transaction():
        decision_dump.restore(store, reviews, groupings, now())


def _newest_dump(database: Path, saved: Dump | None) -> tuple[Dump | None, str]:
    if saved is not None:
        return saved, _("the damaged database")
    for path in reversed(Backups(database).all()):
        try:
            return parse_dump(path.read_text(encoding="utf-8").split("\n")), str(path)
        except (InputError, OSError, UnicodeDecodeError):
            continue
    return None, _("nowhere")
