"""The verbs of figures: series, review and export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsterm.cli import output
from newsterm.cli.opening import reading
from newsterm.cli.output import ExitStatus
from newsterm.commands import command
from newsterm.config import Library
from newsterm.domain.figure import Figure
from newsterm.domain.series import Series
from newsterm.domain.series_text import series_lines

MOST_NAMED = 5
"""So many of the indicators that are not shown are named."""


def series(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm series`."""
    from newsterm.services.series import values

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
                for line in series_lines(each):
                    output.data(line)
    _say_the_rest(found.others, found.series)
    return ExitStatus.OK


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
        output.say(f"newsterm: {undated} values without a date are left out (--undated lists them)")
    early = sum(each.early for each in shown)
    if early:
        output.say(f"newsterm: {early} values reported before their period had passed are left out")
    if others:
        named = ", ".join(f"{label}: {count}" for label, count in others[:MOST_NAMED])
        more = f", … {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        output.say(f"newsterm: also {named}{more}")


def export(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm export`."""
    out = Path(args.out) if args.out else None
    form = args.format or (out.suffix[1:].lower() if out and out.suffix else "csv")
    with reading(library) as store:
        report = command("export").load_service()(
            store, " ".join(args.query), form=form, to=out or sys.stdout, raw=args.raw
        )
    if report.path:
        output.say(f"{report.rows} figures in {report.path}")
    return ExitStatus.OK
