"""What a cell of the table of many articles rests on, as a preview and as lines to choose from."""

from __future__ import annotations

from newsterm.domain.figures.grid import PLANNED
from newsterm.domain.figures.shown import NO_PERIOD
from newsterm.language import _, ngettext
from newsterm.services.figure_grid import CellView, Source, head_of
from newsterm.tui.figure_preview import HEAD, NOTE, Passage
from newsterm.tui.table_view import FactPlace, Stated


def place_of(source: Source) -> FactPlace:
    figure = source.figure
    return FactPlace(figure.article_id, figure.fact.start, figure.fact.end)


def _line(source: Source) -> str:
    figure = source.figure
    arrow = PLANNED if figure.fact.is_target else ""
    period = figure.period or NO_PERIOD
    return f"{period}  {arrow}{figure.shown}  {figure.date}  {source.quote.strip()}"


def passages_of(cell: CellView) -> list[Passage]:
    """A cell as the preview shows it: the indicator, then each value with its sentence."""
    key = cell.key
    unit = f"  ({key.unit})" if key.unit else ""
    passages = [Passage(f"{head_of(key)}{unit}", style=HEAD)]
    if cell.periods:
        dated = [period for period in cell.periods if period] or [NO_PERIOD]
        extent = dated[0] if len(dated) == 1 else f"{dated[0]} … {dated[-1]}"
        count = len(cell.periods)
        said = ngettext("{count} period: {extent}", "{count} periods: {extent}", count)
        passages.append(Passage(said.format(count=count, extent=extent), style=NOTE))
    if cell.period is not None and not cell.sources:
        said = _("nothing for {period}").format(period=cell.period or NO_PERIOD)
        passages.append(Passage(said))
    for source in cell.sources:
        passages += _source_passages(source, whole_row=cell.period is None)
    if len(cell.sources) < cell.figures:
        more = cell.figures - len(cell.sources)
        said = _("and {more:,} more: Enter lists them").format(more=more)
        passages.append(Passage(said, style=NOTE))
    return passages


def _source_passages(source: Source, *, whole_row: bool) -> list[Passage]:
    figure = source.figure
    planned = figure.fact.is_target
    value = f"{PLANNED if planned else ''}{figure.shown}"
    said = _("planned") if planned else _("reported")
    period = f"{figure.period or NO_PERIOD}  " if whole_row else ""
    head = f"{period}{value}  {said}  {figure.date}  {source.title}"
    start = len(period)
    return [
        Passage(head, ((start, start + len(value)),)),
        Passage(source.quote, (source.mark,)),
    ]


def stated(source: Source) -> Stated:
    """A source as a line of a list."""
    return Stated(_line(source), place_of(source))
