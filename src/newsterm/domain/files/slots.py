"""The single slots of a facts file's entries: read, checked, and named when they are wrong.

Every function raises InputError with the line of the slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsterm.domain.fact import COMPARATORS, STATUSES
from newsterm.domain.figures.shown import SIGNS
from newsterm.domain.files.safe_yaml import YamlMapping
from newsterm.domain.period import bounds
from newsterm.domain.text import sanitise_line
from newsterm.errors import InputError

_NUMBER = re.compile(
    r"[-+]?(?:\d{1,3}(?:,\d{3}){1,8}|\d{1,30})(?:\.\d{1,15})?(?:[eE]\+?\d{1,2})?", re.ASCII
)
_COMPARATORS = {sign: comparator for comparator, sign in SIGNS.items() if sign} | {
    comparator: comparator for comparator in COMPARATORS
}


def check_keys(entry: YamlMapping, known: Sequence[str]) -> None:
    """Refuse an entry with a key that is not known; InputError with its line."""
    for key in entry:
        if key not in known:
            raise InputError("unknown key {key}", entry.lines[key], key=cut(key))


def text_slot(entry: YamlMapping, key: str, default: str = "") -> str:
    """A text on one line, sanitised; `default` where the entry does not have the key."""
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise InputError("{key}: text is expected", entry.lines[key], key=key)
    return sanitise_line(value).strip()


def number_slot(entry: YamlMapping, key: str, default: float | None) -> float | None:
    """A number such as `27.4`, `3000000`, `3,000,000` or `3e12`; the empty text is None."""
    if key not in entry:
        return default
    text = text_slot(entry, key)
    if text and not _NUMBER.fullmatch(text):
        raise InputError("{key}: {text} is no number", entry.lines[key], key=key, text=cut(text))
    return float(text.replace(",", "")) if text else None


def comparator_slot(entry: YamlMapping, default: str) -> str:
    """A comparator, given as one (`>=`) or by its sign (`≥`, which YAML needs no quotes for)."""
    text = text_slot(entry, "comparator", default)
    if text not in _COMPARATORS:
        raise _none_of(COMPARATORS, "comparator", text, entry)
    return _COMPARATORS[text]


def period_slot(entry: YamlMapping, default: str) -> str:
    """A period that `newsterm.domain.period` knows, or empty."""
    text = text_slot(entry, "period", default)
    if "period" in entry and text:
        try:
            bounds(text)
        except ValueError as error:
            raise InputError("period: {error}", entry.lines["period"], error=error) from None
    return text


def status_slot(entry: YamlMapping, default: str) -> str:
    """`actual` or `target`."""
    text = text_slot(entry, "status", default)
    if "status" in entry and text not in STATUSES:
        raise _none_of(STATUSES, "status", text, entry)
    return text


def _none_of(known: Iterable[str], key: str, text: str, entry: YamlMapping) -> InputError:
    return InputError(
        "{key}: {text} is none of {known}",
        entry.lines[key],
        key=key,
        text=cut(text),
        known=" ".join(known),
    )


def cut(text: str) -> str:
    """A text in quotation marks for a message, not too long."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
