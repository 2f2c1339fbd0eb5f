"""The language newsterm speaks: English as the code has it, or a catalogue's words in its place.

`_("…")` and `ngettext` translate now; what is declared when a module is imported is only marked
and translated where it is shown: `N_("…")`, the description of a `Binding`, the label and help of
a `Command`, a `Message`, the message and hint of an error. `tools/catalogue.py` gathers them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "newsterm"
LANGUAGES = ("en", "zh")
_LOCALE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")

_spoken: NullTranslations = NullTranslations()
_name = "en"


def _(text: str) -> str:
    """The text in the language in use; itself where the catalogue has nothing for it."""
    return _spoken.gettext(text) if text else ""  # the catalogue's entry for "" is its own head


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the text that goes with a count."""
    return _spoken.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for the catalogue; whoever shows it translates it."""
    return text


class Message:
    """A text and what fills its `{name}`s, put together in the language in use when it is read.

    So a room that knows no language can say something. A value may be a message itself.
    """

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: object) -> None:
        self.text, self.values = text, values

    def __str__(self) -> str:
        return _(self.text).format(**self.values) if self.values else _(self.text)


def spoken() -> str:
    """The language in use: `en` or `zh`."""
    return _name


def speak(setting: str, environ: Mapping[str, str]) -> None:
    """Use a language from now on.

    Args:
        setting: `en`, `zh`, or `auto` for that of the locale.
        environ: where the locale stands.
    """
    global _spoken, _name
    _name = language_of_locale(environ) if setting == "auto" else setting
    _spoken = NullTranslations()
    if _name != "en":
        with (CATALOGUES / _name / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            _spoken = GNUTranslations(file)


def language_of_locale(environ: Mapping[str, str]) -> str:
    """The language of messages by the rules of GNU gettext; English where newsterm lacks it.

    `LC_ALL` beats `LC_MESSAGES`, which beats `LANG`. `LANGUAGE`, a list with colons, beats all
    three, unless the locale is C.
    """
    locale = next((environ[name] for name in _LOCALE_NAMES if environ.get(name)), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return "en"
    wanted = [*environ.get("LANGUAGE", "").split(":"), locale]
    return next((name[:2].lower() for name in wanted if name[:2].lower() in LANGUAGES), "en")
