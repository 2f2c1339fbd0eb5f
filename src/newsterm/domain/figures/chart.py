"""A series as a chart of bars: in block characters for the terminal, and as SVG.

A chart has one indicator in one unit and one kind of period, so that its bars can be compared:
the years (baseline, 2025, 2035 …) where there are two or more, else the kind with the most values.
Planned and reported bars differ in shape, not only in colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from rich.cells import cell_len

from newsterm.domain.figures.figure import Figure
from newsterm.domain.figures.series import GRAINS, MARKS, Series, grain
from newsterm.language import N_

PLANNED, REPORTED = "▒", "█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
MIN_BAR = 10
"""Cells that the bars have at least, however long the labels are."""

# Pixels of the SVG: a terminal cell, a line, a bar, the margin.
_CELL, _LINE, _BAR, _MARGIN, _BARS = 8, 22, 14, 16, 360
_FONT = "ui-monospace, 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', monospace"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    period: str
    figure: Figure
    value: float
    shown: str
    """The value as written, with what came of the plan."""

    @property
    def planned(self) -> bool:
        """Planned rather than reported."""
        return self.figure.fact.is_target


def bars(series: Series) -> tuple[Bar, ...]:
    """The bars of a series in order of time; of each period the planned one first.

    Values that differ have a bar each; goals without a number have none.
    """
    found: dict[str, list[Bar]] = {}
    for row in series.rows:
        for agreed in (row.planned, row.reported):
            if agreed and agreed.best.value is not None:
                mark = MARKS[row.outcome] if agreed is row.planned else ""
                shown = f"{agreed.best.shown} {mark}".rstrip()
                bar = Bar(row.period or "—", agreed.best, agreed.best.value, shown)
                found.setdefault(grain(row.period), []).append(bar)
    if len({bar.period for bar in found.get("years", [])}) >= 2:
        return tuple(found["years"])
    most = max(found, key=lambda kind: (len(found[kind]), -GRAINS.index(kind)), default="")
    return tuple(found.get(most, ()))


def block_chart(series: Series, width: int = 72, say: Callable[[str], str] = str) -> list[str]:
    """The chart as lines of at most `width` cells, the labels aligned; empty without numbers.

    A negative value has its bar on the left of the axis.
    """
    listed = bars(series)
    if not listed:
        return []
    labels = max(cell_len(bar.period) for bar in listed)
    shown = max(cell_len(bar.shown) for bar in listed)
    room = max(MIN_BAR, width - labels - shown - 4)
    left, right = _sides(listed, room)
    scale = _scale(listed, left, right)
    lines = [f"{series.key.label} ({series.key.unit})"]
    before = ""
    for bar in listed:
        label = "" if bar.period == before else bar.period
        before = bar.period
        drawn = _drawn(bar, scale, left, right)
        lines.append(f"{label}{' ' * (labels - cell_len(label))}  {drawn}  {bar.shown}".rstrip())
    lines.append(
        f"{' ' * labels}  {PLANNED} {say(N_('planned'))}  {REPORTED} {say(N_('reported'))}"
    )
    return lines


def _sides(listed: Sequence[Bar], room: int) -> tuple[int, int]:
    """Cells on the left and on the right of the axis."""
    low = -min(0.0, *(bar.value for bar in listed), 0.0)
    high = max(0.0, *(bar.value for bar in listed), 0.0)
    if not low or not high:
        return (room, 0) if low else (0, room)
    left = min(room - 1, max(1, round(room * low / (low + high))))
    return left, room - left


def _scale(listed: Sequence[Bar], left: int, right: int) -> float:
    """Cells or pixels of a value of one, the same on both sides of the axis."""
    low = -min(0.0, *(bar.value for bar in listed), 0.0)
    high = max(0.0, *(bar.value for bar in listed), 0.0)
    scales = [room / size for room, size in ((left, low), (right, high)) if size]
    return min(scales, default=0.0)


def _drawn(bar: Bar, scale: float, left: int, right: int) -> str:
    """The bar within its room, padded on both sides."""
    glyph = PLANNED if bar.planned else REPORTED
    if bar.value < 0:
        count = round(-bar.value * scale)
        return " " * (left - count) + glyph * count + " " * right
    eighths = round(bar.value * scale * 8)
    cells = glyph * (eighths // 8)
    if not bar.planned and eighths % 8:
        cells += _EIGHTHS[eighths % 8]
    return " " * left + cells + " " * (right - len(cells))


def svg_chart(charts: Sequence[Series]) -> str:
    """The charts below one another as an SVG document; planned bars are dashed outlines."""
    panels = [(series, bars(series)) for series in charts]
    panels = [panel for panel in panels if panel[1]]
    every = [bar for _, listed in panels for bar in listed]
    labels = _CELL * max((cell_len(bar.period) for bar in every), default=0)
    shown = _CELL * max((cell_len(bar.shown) for bar in every), default=0)
    titles = [_CELL * cell_len(f"{each.key.label} ({each.key.unit})") for each, _ in panels]
    width = max(2 * _MARGIN + labels + _CELL * 2 + _BARS + shown, *titles, 320) + _MARGIN
    height = 2 * _MARGIN + sum(_LINE * (len(listed) + 2) for _, listed in panels)
    body: list[str] = []
    top = _MARGIN
    for series, listed in panels:
        body += _panel(series, listed, top, _MARGIN + labels + _CELL)
        top += _LINE * (len(listed) + 2)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{_FONT}" font-size="14">',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        )
    )


def _panel(series: Series, listed: Sequence[Bar], top: int, axis: int) -> Iterator[str]:
    title = f"{series.key.label} ({series.key.unit})"
    yield _text(_MARGIN, top + 15, title, weight="bold")
    left, right = _sides(listed, _BARS)
    zero, scale = axis + left, _scale(listed, left, right)
    before = ""
    for number, bar in enumerate(listed, 1):
        y = top + number * _LINE
        if bar.period != before:
            yield _text(_MARGIN, y + 15, bar.period)
        before = bar.period
        length = abs(bar.value) * scale
        x = zero - length if bar.value < 0 else zero
        style = (
            'fill="#e8eef7" stroke="#1f4e8c" stroke-dasharray="4 2"'
            if bar.planned
            else 'fill="#1f4e8c"'
        )
        hint = f"{bar.figure.date} {bar.figure.slug}: {bar.figure.fact.text}"
        yield (
            f'<rect x="{x:.1f}" y="{y + 4}" width="{length:.1f}" height="{_BAR}" {style}>'
            f"<title>{escape(hint)}</title></rect>"
        )
        yield _text(axis + _BARS + _CELL, y + 15, bar.shown)
    bottom = top + (len(listed) + 1) * _LINE
    yield f'<path d="M{zero} {top + _LINE}V{bottom}" stroke="#333333" fill="none"/>'


def _text(x: int, y: int, words: str, *, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" font-weight="{weight}" fill="#111111">{escape(words)}</text>'
