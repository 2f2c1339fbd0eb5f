"""Which keys do what: the presets, the user's keymap over them, and what clashes."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsterm.language import _
from newsterm.services.settings import Settings, meant

FORBIDDEN = frozenset({"ctrl+s", "ctrl+q", "ctrl+b", "ctrl+a", "ctrl+z"})
"""Flow control, the prefixes of tmux and screen, and suspension: never bound."""
NAMED = frozenset(
    {"enter", "escape", "space", "tab", "shift+tab", "backspace", "delete", "insert"}
    | {"home", "end", "pageup", "pagedown", "up", "down", "left", "right"}
    | {f"f{number}" for number in range(1, 13)}
)
"""Keys without a sign of their own that every terminal sends."""
OTHER_NAMES = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup",
               "pgdn": "pagedown", "s-tab": "shift+tab"}  # fmt: skip
SIGN_NAMES = {  # where Textual's name of a sign is not Unicode's
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at",
    "hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
_CTRL = re.compile(r"(?:C-|ctrl\+|\^)([a-zA-Z])")

PRESETS: dict[str, dict[str, str]] = {
    "vim": {},
    # The hands of a newsboat user: https://newsboat.org/releases/2.21/docs/newsboat.html, where
    # the action exists here. `g` is no prefix then, and what had these keys moves aside.
    "newsboat": {
        "go.next_unread": "n",
        "go.prev_unread": "p",
        "go.next_tab": "ctrl+g",
        "go.prev_tab": "ctrl+v",
        "verb.read": "N",
        "verb.load": "r",
        "verb.export": "s",
        "search.sort": "g",
        "motion.g": "",
        "reader.next_match": "ctrl+n",
        "reader.prev_match": "ctrl+p",
    },
}
"""The keys, by binding, that a preset sets otherwise than the bindings themselves."""


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """What keys do at one place."""

    place: str
    """Where it holds, for a person."""
    id: str
    keys: tuple[str, ...]
    """As the app names them; the keys of a chord are apart by a space."""
    what: str
    within: tuple[str, ...] = ()
    """The places around this one, whose keys hold here, too."""


def key_name(word: str) -> str | None:
    """A key as the app names it, from how people write one: `?`, `C-r`, `Esc`, `g n`; or None."""
    parts = [_one_name(part) for part in word.split()]
    if not parts or None in parts:
        return None
    return " ".join(part for part in parts if part)


def _one_name(word: str) -> str | None:
    if len(word) == 1:
        return word if word.isalnum() else _sign_name(word)
    if found := _CTRL.fullmatch(word):
        return f"ctrl+{found[1].lower()}"
    low = word.lower()
    low = OTHER_NAMES.get(low, low)
    return low if low in NAMED or low in _SIGNS else None


def _sign_name(sign: str) -> str | None:
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return SIGN_NAMES.get(name, name) or None


_SIGNS = frozenset(_sign_name(sign) for sign in string.punctuation)


def keymap_of(settings: Settings) -> dict[str, str]:
    """The keys of each binding that preset and user set otherwise, commas between."""
    keymap = dict(PRESETS[settings.keys])
    for each in settings.keymap:
        names = [key_name(word) for word in each.keys]
        usable = [name for name in names if name and name not in FORBIDDEN]
        if usable or not each.keys:
            keymap[each.id] = ",".join(usable)
    return keymap


def keys_in_force(bindings: Iterable[KeyBinding], settings: Settings) -> list[KeyBinding]:
    """The bindings with the keys that they have under these settings."""
    keymap = keymap_of(settings)
    return [
        replace(each, keys=tuple(filter(None, keymap[each.id].split(","))))
        if each.id in keymap
        else each
        for each in bindings
    ]


def problems(bindings: Sequence[KeyBinding], settings: Settings) -> list[str]:
    """What is wrong with the settings: unknown ids and keys, keys that would do two things.

    A key that an inner place takes from an outer one is a clash only when the user's keymap made
    it so: some of the app's own keys mean something narrower in a narrower place.
    """
    found = list(settings.problems)
    known = sorted({each.id for each in bindings})
    for each in settings.keymap:
        if each.id not in known:
            found.append(
                f"{each.place}: "
                + _("no binding {id!r}").format(id=each.id)
                + meant(each.id, known)
            )
        for word in each.keys:
            name = key_name(word)
            if name is None:
                found.append(
                    f"{each.place}: "
                    + _("no key {word!r} that every terminal sends").format(word=word)
                )
            elif name in FORBIDDEN:
                found.append(
                    f"{each.place}: "
                    + _("{word} belongs to the terminal, tmux or screen").format(word=word)
                )
    return found + _clashes(keys_in_force(bindings, settings), _places(settings))


def _places(settings: Settings) -> dict[str, str]:
    return {each.id: each.place for each in settings.keymap}


def _clashes(bindings: Sequence[KeyBinding], blamed: Mapping[str, str]) -> list[str]:
    found = []
    for number, one in enumerate(bindings):
        for other in bindings[number + 1 :]:
            shared = sorted(set(one.keys) & set(other.keys))
            if not shared or one.id == other.id:
                continue
            place = blamed.get(one.id) or blamed.get(other.id)
            near = other.place in one.within or one.place in other.within
            if one.place == other.place or (near and place):
                where = f"{place}: " if place else ""
                keys = ", ".join(shared)
                found.append(
                    where
                    + _("{keys} is both {one} ({place}) and {other} ({other_place})").format(
                        keys=keys,
                        one=one.id,
                        place=_(one.place),
                        other=other.id,
                        other_place=_(other.place),
                    )
                )
    return found
