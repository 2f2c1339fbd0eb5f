"""The colours of tags: a shade of each for every theme, and tags drawn in them.

The words stay as they are, so without colour nothing is lost but the colour; where a colour itself
is what matters, its name stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.theme import Theme

from newsterm.domain.tags import COLOURS, shade
from newsterm.tui.themes import CONTRAST


def _palette(*shades: str) -> dict[str, str]:
    return dict(zip(COLOURS, shades, strict=True))


DARK = _palette(
    *("#ff7b72", "#ffa657", "#f2cc60", "#7ee787", "#56d4dd", "#79c0ff", "#c9a7ff", "#ff9bce"),
    "#b1b8c0",
)
LIGHT = _palette(
    *("#a31621", "#873800", "#6a5000", "#1c5c26", "#055c63", "#0b4a9e", "#6b25a8", "#99145c"),
    "#4a4f55",
)
BRIGHT = _palette(
    *("#ff8a80", "#ffb15c", "#ffff66", "#66ff66", "#66ffff", "#8ab8ff", "#d0a8ff", "#ff9ee0"),
    "#c6c6c6",
)
"""On black, for the theme of high contrast."""
TERMINAL = _palette(
    *("red", "bright_red", "yellow", "green", "cyan", "blue", "magenta", "bright_magenta"),
    "bright_black",
)
"""Of the terminal's own sixteen, the ones that its owner has made legible."""


def palette(theme: Theme) -> dict[str, str]:
    """The shades for a theme, as Rich names colours."""
    if theme.ansi:
        return TERMINAL
    if theme.name == CONTRAST.name:
        return BRIGHT
    return DARK if theme.dark else LIGHT


def colour_style(theme: Theme, colour: str) -> Style:
    """What a colour of tags adds to a style: nothing for the empty name or an unknown one."""
    value = palette(theme).get(colour)
    return Style(color=Color.parse(value)) if value else Style.null()


def textual_style(theme: Theme, colour: str) -> str:
    """A colour of tags as Textual's `Content` takes a style; empty for no colour."""
    value = palette(theme).get(colour, "")
    return f"ansi_{value}" if value and theme.ansi else value


def tag_spans(
    tags: Sequence[str], colours: Mapping[str, str]
) -> tuple[str, list[tuple[int, int, str]]]:
    """Tags in a line as `#a #b`, and the stretches of it that have a colour."""
    spans = []
    at = 0
    for tag in tags:
        end = at + len(tag) + 1
        if colour := shade(tag, colours):
            spans.append((at, end, colour))
        at = end + 1
    return " ".join(f"#{tag}" for tag in tags), spans


def coloured(
    text: str,
    spans: Sequence[tuple[int, int, str]],
    plain: Style,
    style_of: Callable[[str], Style],
) -> list[Segment]:
    """The segments of a text, which may be cut short, with its coloured stretches."""
    segments = []
    at = 0
    for start, end, colour in spans:
        if start >= len(text):
            break
        segments += [
            Segment(text[at:start], plain),
            Segment(text[start:end], plain + style_of(colour)),
        ]
        at = end
    segments.append(Segment(text[at:], plain))
    return [segment for segment in segments if segment.text]
