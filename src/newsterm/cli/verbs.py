"""One function a verb: call its service and print what it gives back."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newsterm.cli import output
from newsterm.cli.opening import reading, say_who_writes
from newsterm.cli.output import ExitStatus
from newsterm.cli.queries import query_of
from newsterm.cli.records import (
    article_record,
    details_record,
    fact_record,
    row_record,
    table_record,
)
from newsterm.commands import command
from newsterm.config import Library, library_in
from newsterm.errors import NewstermError
from newsterm.language import _
from newsterm.services.discover import Failure
from newsterm.services.sayings import said_counts, said_report
from newsterm.store.store import Store

if TYPE_CHECKING:
    from newsterm.services.extraction import Extracted
    from newsterm.services.load import LoadReport

DEFAULT_WIDTH = 80


def list_(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm list`."""
    service = command("list").load_service()
    with reading(library) as store:
        rows = service(store, query_of(args.query), limit=args.limit, order=args.sort)
        if args.ids:
            for row in rows:
                output.data(row.slug)
        elif args.json:
            for row in rows:
                output.json_line(row_record(row))
        else:
            for row in rows:
                tags = "".join(f"  #{tag}" for tag in row.tags)
                output.data(f"{row.date or '-':10}  {row.slug}  {row.title}{tags}")
    return ExitStatus.OK


def show(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm show`."""
    from newsterm.domain.typesetting.plain import plain_article
    from newsterm.services.wording import words_of_notes

    with reading(library) as store:
        view = command("show").load_service()(store, args.id)
    if args.json:
        record = article_record(view.article)
        record["facts"] = [fact_record(fact) for fact in view.facts]
        record["tables"] = [table_record(view.article.id, table) for table in view.tables]
        output.json_line(record)
    else:
        facts = view.facts if args.facts else None
        width = args.width or DEFAULT_WIDTH
        for line in plain_article(view.article, width, facts, words_of_notes()):
            output.data(line)
    return ExitStatus.OK


def facts(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm facts`."""
    if args.explain:
        return _explain_facts(args, library)
    with reading(library) as store:
        for found in command("facts").load_service()(store, query_of(args.query), slug=args.id):
            fact = found.fact
            if args.json:
                output.json_line({"id": found.slug, "date": found.date, **fact_record(fact)})
            else:
                place = f"{found.slug}:{fact.start}"
                period = fact.period or "-"
                output.data(f"{place}\t{fact.status}\t{period}\t{fact.indicator}\t{fact.text}")
    return ExitStatus.OK


def _explain_facts(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm facts --explain`: the sentence, then a line for each thing known of the fact."""
    from newsterm.services.provenance import details_rows, explained

    root = library.root if library else None
    with reading(library) as store:
        found = command("facts").load_service()(store, query_of(args.query), slug=args.id)
        for details in explained(store, found, root):
            if args.json:
                output.json_line(details_record(details))
                continue
            output.data(f"{details.slug}:{details.fact.start}  {details.fact.text}")
            output.data("  " + details.sentence.replace("\n", " "))
            for line in output.columns(details_rows(details)):
                output.data("    " + line)
            output.data("")
    return ExitStatus.OK


def targets(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm targets`."""
    from newsterm.cli import grouping, tables

    if args.merge or args.split or args.undo:
        return grouping.regroup(args, library)
    with reading(library) as store:
        found = command("targets").load_service()(
            store, query_of(args.query), slug=args.id, order=args.sort
        )
        if args.json:
            tables.print_json(store, found)
        elif args.csv:
            tables.print_csv(store, found, raw=args.raw)
        elif args.md:
            tables.print_markdown(store, found)
        else:
            tables.print_text(store, found)
    return ExitStatus.OK


def load(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm load`."""
    if library is None:
        library = library_in(Path.cwd())
        text = _("a new library in {folder}").format(folder=library.root)
        output.say(f"newsterm: {text}")
    with Store.open(library.database, write=True, on_wait=say_who_writes) as store:
        paths = [Path(path) for path in args.paths]
        reports = command("load").load_service()(store, paths, root=library.root)
        last = _follow(reports)
    for failure in last.failures:
        output.say(f"newsterm: {failure}")
    counts = {
        "added": last.added,
        "updated": last.updated,
        "unchanged": last.unchanged,
        "renamed": last.renamed,
        "gone": last.gone,
        "failed": len(last.failures),
    }
    if args.json:
        output.json_line({**counts})
    else:
        output.say(said_counts(counts) or _("nothing to load"))
    return ExitStatus.FAILED if last.failures else ExitStatus.OK


def _follow(reports: Iterator[LoadReport]) -> LoadReport:
    """Run a load to its end, with a progress bar when a person is watching."""
    report = next(reports)
    if not sys.stderr.isatty():
        return deque(reports, maxlen=1).pop() if not report.finished else report
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(_("loading")), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=report.total or None)
        for report in reports:
            progress.update(task, completed=report.done)
    return report


def import_(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm import`. It needs no library: files in, files out."""
    report = command("import").load_service()(
        Path(args.page_file),
        to=Path(args.to),
        date=args.date,
        source=args.source,
        page=args.page,
        replace=args.replace,
    )
    for path, article in zip(report.written, report.articles, strict=True):
        if args.json:
            output.json_line({"file": str(path), **article_record(article)})
        else:
            output.data(str(path))
    for doubt in report.doubts:
        output.say(f"{args.page_file}:{doubt.line}: {doubt.message}")
    return ExitStatus.OK


def extract(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm extract`."""
    from newsterm.cli.explain import explain
    from newsterm.domain.text import sanitise_line  # a line from outside is as it was given

    status = ExitStatus.OK
    for found in _extracted(args, library):
        if isinstance(found, Failure):
            output.say(f"newsterm: {found}")
            status = ExitStatus.FAILED
        elif args.explain:
            for line in explain(found.article, found.facts):
                output.data(sanitise_line(line))
        else:
            facts = [fact_record(fact) for fact in found.facts]
            output.json_line({"id": found.article.id, "facts": facts})
    return status


def _extracted(args: argparse.Namespace, library: Library | None) -> Iterator[Extracted | Failure]:
    from newsterm.services.extraction import extract_stored

    if args.id is not None:
        with reading(library) as store:
            yield extract_stored(store, args.id)
        return
    service = command("extract").load_service()
    if args.file == "-":
        yield from service(sys.stdin.buffer, "stdin")
        return
    try:
        with open(args.file, "rb") as lines:
            yield from service(lines, args.file)
    except OSError as error:
        raise NewstermError(f"{args.file}: {error.strerror}") from error


def check(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm check`."""
    if args.rebuild:
        _rebuild(library)
    with reading(library) as store:
        report = command("check").load_service()(store)
    if args.json:
        output.json_line(
            {
                "articles": report.articles,
                "facts": report.facts,
                "problems": list(report.problems),
            }
        )
    else:
        for problem in report.problems:
            output.data(problem)
        output.say(said_report(report))
        if report.problems:
            output.say(_("newsterm check --rebuild makes anew what is broken"))
    return ExitStatus.FAILED if report.problems else ExitStatus.OK


def _rebuild(library: Library | None) -> None:
    """The index of a sound database, or all of a damaged one."""
    from newsterm.services.rebuild import is_damaged, rebuild

    if library is None or not library.exists:
        raise NewstermError("no library here or above")
    if not is_damaged(library.database):
        from newsterm.services.check import rebuild_index

        with Store.open(library.database, write=True) as store:
            text = _("index made anew from {count} articles")
            output.say(text.format(count=rebuild_index(store)))
        return
    report = rebuild(library.database, library.root)
    for failure in report.failures:
        output.say(f"newsterm: {failure}")
    text = _(
        "{count} articles loaded anew; tags and marks from {source}"
        "; the bad database is kept as {kept}"
    )
    output.say(text.format(count=report.articles, source=report.source, kept=report.kept))
