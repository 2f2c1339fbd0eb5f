"""Tags have levels, `交通/地铁` below `交通`; one without a colour has that of the level above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsterm.language import N_

SEPARATOR = "/"
"""Parts the levels of a tag."""
COLOURS = (
    *(N_("red"), N_("orange"), N_("yellow"), N_("green"), N_("cyan"), N_("blue")),
    *(N_("purple"), N_("pink"), N_("grey")),
)
"""Names that every theme has its own shade for."""


def ancestors(name: str) -> list[str]:
    """The levels above a tag, the topmost first: of `a/b/c` `a` and `a/b`."""
    parts = name.split(SEPARATOR)
    return [above for end in range(1, len(parts)) if (above := SEPARATOR.join(parts[:end]))]


def with_ancestors(names: Iterable[str]) -> list[str]:
    """Tags and the levels above them, sorted so that each stands below its parent."""
    found = {each for name in names for each in (name, *ancestors(name))} - {""}
    return sorted(found, key=lambda name: name.split(SEPARATOR))


def shade(name: str, colours: Mapping[str, str]) -> str:
    """The colour that a tag is shown in: its own, else its nearest ancestor's, else none (empty).

    Args:
        name: of the tag.
        colours: the tags that were given a colour, with it.
    """
    if not colours:
        return ""
    for each in (name, *reversed(ancestors(name))):
        if each in colours:
            return colours[each]
    return ""


def quoted(name: str) -> str:
    """A tag as it is typed: in quotes where it has blanks."""
    return f'"{name}"' if any(map(str.isspace, name)) and '"' not in name else name
