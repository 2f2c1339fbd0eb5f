"""A series as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsterm.domain.figures.series import MARKS, Agreed, Series, gap_text, grain
from newsterm.domain.typesetting.aligned import aligned
from newsterm.language import N_

HEADS = (N_("planned"), N_("reported"), "", N_("gap"), N_("date"), N_("article"))
NO_DATE = N_("no date")


def series_lines(series: Series, say: Callable[[str], str] = str) -> Iterator[str]:
    """A series as a table: period, planned, reported, what came of the plan, source.

    `say` puts the headings into another language.
    """
    yield f"{series.key.label} ({series.key.unit})"
    rows: list[tuple[str, ...]] = [("", *map(say, HEADS))]
    heads: dict[int, str] = {}
    before = None
    for row in series.rows:
        if (kind := grain(row.period)) != before:
            before = kind
            heads[len(rows)] = say(kind or NO_DATE)
        source = row.reported or row.planned
        assert source is not None
        more = len({figure.article_id for figure in source.figures}) - 1
        rows.append(
            (
                row.period or "—",
                _shown(row.planned),
                _shown(row.reported),
                MARKS[row.outcome],
                gap_text(row, series.key.unit),
                source.best.date,
                source.best.slug + (f" +{more}" if more else ""),
            )
        )
    for number, line in enumerate(aligned(rows)):
        if number in heads:
            yield f"  {heads[number]}"
        yield f"    {line}"
    yield ""


def _shown(agreed: Agreed | None) -> str:
    return agreed.best.shown if agreed else ""
