"""Which language the settings ask for, found out without reading all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from newsterm.config import SETTINGS_LIMIT, settings_files


def language_setting(environ: Mapping[str, str], library: Path | None) -> str:
    """The setting `language` alone, for verbs: no YAML is read where no file speaks of it."""
    for path in settings_files(environ, library):
        try:
            with path.open("rb") as file:
                if b"language" in file.read(SETTINGS_LIMIT):
                    from newsterm.services.settings import load_settings

                    return load_settings(environ, library).language
        except OSError:  # said by who reads all of it
            continue
    return "auto"
