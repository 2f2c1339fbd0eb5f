"""The user's settings: `config.yaml` of the user, that of the library over it.

A wrong setting stops nothing: it is named, with file, line and what may have been meant, and the
rest counts. Read by the app and by `newsterm keys`; the other verbs want the language alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from newsterm.config import SETTINGS_LIMIT, settings_files
from newsterm.errors import InputError
from newsterm.language import _
from newsterm.lean import TYPE_CHECKING, changed, frozen

if TYPE_CHECKING:
    from newsterm.domain.files.safe_yaml import Value, YamlMapping

THEMES = ("dark", "light", "contrast", "terminal")
PRESETS = ("vim", "newsboat")
LANGUAGES = ("auto", "en", "zh")
CHOICES = {"theme": THEMES, "keys": PRESETS, "language": LANGUAGES}
NAMES = (*CHOICES, "keymap")


@frozen
class Remapped:
    """One line of a user's keymap."""

    id: str
    """Of the binding."""
    keys: tuple[str, ...]
    """As written: `T`, `C-r`, `g n`."""
    place: str
    """`file:line`, to blame."""


@frozen
class Settings:
    """What the user wants otherwise."""

    theme: str = "dark"
    keys: str = "vim"
    """The preset of keys."""
    language: str = "auto"
    keymap: tuple[Remapped, ...] = ()
    problems: tuple[str, ...] = ()
    """Settings that can't be used, a line each: `file:line: what is wrong`."""


def load_settings(environ: Mapping[str, str], library: Path | None) -> Settings:
    """The settings in force.

    Args:
        environ: for `XDG_CONFIG_HOME`; without it the folder is `~/.config`.
        library: the library's folder, or None.
    """
    settings = Settings()
    for path in settings_files(environ, library):
        settings = _read_over(settings, path)
    return settings


def meant(word: str, known: Sequence[str]) -> str:
    """`; did you mean x?` for the nearest known word, or the choice when nothing is near."""
    from difflib import get_close_matches  # only a slip needs it

    near = get_close_matches(word, known, n=1)
    if near:
        return _("; did you mean {word}?").format(word=near[0])
    return _("; known: {words}").format(words=", ".join(known))


def _read_over(settings: Settings, path: Path) -> Settings:
    try:
        with path.open("rb") as file:
            data = file.read(SETTINGS_LIMIT + 1)
    except FileNotFoundError:
        return settings
    except OSError as error:
        return _blame(settings, f"{path}: {error.strerror}")
    if len(data) > SETTINGS_LIMIT:
        return _blame(
            settings,
            _("{path}: more than {limit} bytes; nothing of it is read").format(
                path=path, limit=SETTINGS_LIMIT
            ),
        )
    return _take_all(settings, data, path)


def _take_all(settings: Settings, data: bytes, path: Path) -> Settings:
    """The settings with those of a file, whose reader most starts of the app do without."""
    from newsterm.domain.files import safe_yaml
    from newsterm.domain.text import decode

    try:
        text = decode(data)[0]
        value = safe_yaml.load(text, limit=SETTINGS_LIMIT)
    except InputError as error:
        return _blame(settings, f"{path}:{error.line}: {error.message}")
    if value == "":
        return settings
    if not isinstance(value, safe_yaml.YamlMapping):
        return _blame(settings, f"{path}:1: " + _("settings are `name: value`, a line each"))
    for name, given in value.items():
        settings = _take(settings, name, given, f"{path}:{value.lines[name]}", path)
    return settings


def _take(settings: Settings, name: str, given: Value, place: str, path: Path) -> Settings:
    """The settings with one more, or with a problem more."""
    from newsterm.domain.files.safe_yaml import YamlMapping

    if name == "keymap":
        if not isinstance(given, YamlMapping):
            return _blame(settings, f"{place}: " + _("keymap is a mapping, `binding: keys`"))
        return _take_keymap(settings, given, path)
    choices = CHOICES.get(name)
    if choices is None:
        return _blame(
            settings, f"{place}: " + _("no setting {name!r}").format(name=name) + meant(name, NAMES)
        )
    if not isinstance(given, str):
        return _blame(
            settings, f"{place}: " + _("{name} is one word").format(name=name) + meant("", choices)
        )
    if given not in choices:
        return _blame(
            settings,
            f"{place}: "
            + _("no {name} {given!r}").format(name=name, given=given)
            + meant(given, choices),
        )
    if name == "theme":
        return changed(settings, theme=given)
    if name == "keys":
        return changed(settings, keys=given)
    return changed(settings, language=given)


def _take_keymap(settings: Settings, given: YamlMapping, path: Path) -> Settings:
    from newsterm.domain.files.safe_yaml import YamlList

    remapped = {each.id: each for each in settings.keymap}
    for binding, value in given.items():
        place = f"{path}:{given.lines[binding]}"
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list | YamlList) or not all(isinstance(k, str) for k in keys):
            settings = _blame(
                settings,
                f"{place}: " + _("the keys of {binding} are words").format(binding=binding),
            )
            continue
        words = tuple(k.strip() for k in keys if isinstance(k, str) and k.strip())
        remapped[binding] = Remapped(binding, words, place)
    return changed(settings, keymap=tuple(remapped.values()))


def _blame(settings: Settings, problem: str) -> Settings:
    return changed(settings, problems=(*settings.problems, problem))
