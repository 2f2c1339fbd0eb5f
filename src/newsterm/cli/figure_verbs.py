"""The verbs of figures: series, review and export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from newsterm.cli import output
from newsterm.cli.opening import reading, writing
from newsterm.cli.output import ExitStatus
from newsterm.cli.queries import query_of
from newsterm.cli.records import fact_record
from newsterm.commands import command
from newsterm.config import Library
from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.series import Series
from newsterm.domain.figures.series_text import series_lines
from newsterm.errors import UsageError
from newsterm.language import _, ngettext
from newsterm.services.author import author
from newsterm.services.discover import Failure
from newsterm.services.review import pending_lines
from newsterm.store.review_log import Decided
from newsterm.store.store import Store

MOST_NAMED = 5
"""So many of the indicators that are not shown are named."""


def series(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm series`."""
    from newsterm.domain.figures.chart import block_chart
    from newsterm.services.series import values

    if args.chart and not args.chart.lower().endswith(".svg"):
        raise UsageError("--chart {chart}: the file's name ends in .svg", chart=args.chart)
    with reading(library) as store:
        found = command("series").load_service()(
            store, args.words, limit=args.limit, undated=args.undated
        )
        for each in found.series:
            if args.json:
                for value in values(store, each):
                    output.json_line(
                        {**_value_record(value.figure), "indicator": value.indicator}
                        | _source_record(value.figure, value.quote)
                    )
            else:
                for line in series_lines(each, _):
                    output.data(line)
                if args.chart == "":
                    for line in (*block_chart(each, say=_), ""):
                        output.data(line)
    if args.chart:
        _write_chart(Path(args.chart), found.series)
    _say_the_rest(found.others, found.series)
    return ExitStatus.OK


def _write_chart(path: Path, charts: Sequence[Series]) -> None:
    from newsterm.domain.figures.chart import svg_chart
    from newsterm.services.atomic import atomic_file

    with atomic_file(path) as file:
        file.write(svg_chart(charts).encode())
    output.say(_("chart in {path}").format(path=path))


def _value_record(figure: Figure) -> dict[str, object]:
    return {
        "period": figure.period,
        "value": figure.value,
        "value_high": figure.value_high,
        "unit": figure.fact.unit,
        "comparator": figure.comparator,
        "status": figure.fact.status,
    }


def _source_record(figure: Figure, quote: str) -> dict[str, object]:
    return {"article": figure.slug, "date": figure.date, "quote": quote}


def _say_the_rest(others: tuple[tuple[str, int], ...], shown: tuple[Series, ...]) -> None:
    undated = sum(each.undated for each in shown)
    if undated:
        text = _("left out without a date: {count} (--undated lists them)")
        output.say("newsterm: " + text.format(count=undated))
    early = sum(each.early for each in shown)
    if early:
        text = _("left out, as reported before their period had passed: {count}")
        output.say("newsterm: " + text.format(count=early))
    forecasts = sum(each.forecasts for each in shown)
    if forecasts:
        text = _("left out, as others foresee it and nobody planned it: {count}")
        output.say("newsterm: " + text.format(count=forecasts))
    if others:
        named = ", ".join(f"{label}: {count}" for label, count in others[:MOST_NAMED])
        if (more := len(others) - MOST_NAMED) > 0:
            named += _(", … {count} more").format(count=more)
        output.say("newsterm: " + _("also {names}").format(names=named))


def export(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm export`."""
    out = Path(args.out) if args.out else None
    form = args.format or (out.suffix[1:].lower() if out and out.suffix else "csv")
    with reading(library) as store:
        report = command("export").load_service()(
            store, query_of(args.query), form=form, to=out or sys.stdout, raw=args.raw
        )
    if report.path:
        many = ngettext("{count:,} figure in {path}", "{count:,} figures in {path}", report.rows)
        output.say(many.format(count=report.rows, path=report.path))
    return ExitStatus.OK


def review(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm review`: decisions first, then what still waits."""
    changes = bool(args.accept or args.reject or args.edit or args.split)
    changes |= args.undo or args.redo
    failed = False
    if changes or args.restore:
        with writing(library) as store:
            failed = _decide(store, args)
    if args.dump:
        from newsterm.services.review_files import dump

        with reading(library) as store:
            dumped = dump(store, Path(args.dump))
        text = _("{count} decisions in {files} files in {folder}")
        output.say(text.format(count=dumped.decisions, files=len(dumped.files), folder=args.dump))
        failed |= _say_failures(dumped.failures)
    if args.next or not (changes or args.restore or args.dump):
        with reading(library) as store:
            _show_queue(store, args)
    return ExitStatus.FAILED if failed else ExitStatus.OK


def _decide(store: Store, args: argparse.Namespace) -> bool:
    """Do what the options say; whether some of it failed."""
    from newsterm.services.review import Decision, redo, undo
    from newsterm.services.review import review as decide
    from newsterm.services.review_slots import parse_slots

    decisions = [Decision(id, "accept") for id in args.accept]
    decisions += [Decision(id, "reject") for id in args.reject]
    if args.edit:
        decisions.append(Decision(args.edit[0], "edit", (parse_slots(args.edit[1:]),)))
    if args.split:
        parts = tuple(parse_slots(part.split(",")) for part in args.split[1:])
        decisions.append(Decision(args.split[0], "split", parts))
    if decisions:
        output.say(_("{count} decided").format(count=decide(store, decisions)))
    if args.undo:
        output.say(_("{count} taken back").format(count=undo(store).count))
    if args.redo:
        output.say(_("{count} decided again").format(count=redo(store).count))
    if not args.restore:
        return False
    from newsterm.services.review_files import restore

    restored = restore(store, [Path(path) for path in args.restore], who=author())
    count = restored.decisions
    many = ngettext("{count} decision restored", "{count} decisions restored", count)
    output.say(many.format(count=count))
    return _say_failures(restored.failures)


def _before_record(before: Decided | None) -> dict[str, str] | None:
    """What was decided while the text read otherwise."""
    if before is None:
        return None
    review = before.review
    return {
        "who": before.who,
        "at": before.at,
        "decision": review.decision,
        "quote": review.binding.quote,
    }


def _say_failures(failures: Sequence[Failure]) -> bool:
    for failure in failures:
        output.say(f"newsterm: {failure}")
    return bool(failures)


def _show_queue(store: Store, args: argparse.Namespace) -> None:
    """What waits: in text the sentence with the quantity in brackets, then its slots."""
    count = 1 if args.next else args.limit
    found = command("review").load_service()(
        store, query_of(args.query), order=args.order, count=count
    )
    for pending in found.pending:
        if args.json:
            stored = pending.stored
            output.json_line(
                {
                    "id": pending.id,
                    "article": stored.slug,
                    "date": stored.date,
                    **fact_record(stored.fact),
                    "sentence": pending.sentence,
                    "left": found.left,
                    "asked_again": _before_record(pending.before),
                }
            )
        else:
            for line in pending_lines(pending):
                output.data(line)
    output.say(_("{count} left").format(count=found.left))
