"""Settings: the library's over the user's, and no mistake in them that stops anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsterm.config import SETTINGS_LIMIT
from newsterm.services.keys import KeyBinding, key_name, keymap_of, keys_in_force, problems
from newsterm.services.settings import Remapped, Settings, load_settings


def _write(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "config.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _load(tmp_path: Path, text: str | bytes) -> tuple[Settings, Path]:
    path = _write(tmp_path / "config" / "newsterm", text)
    return load_settings({"XDG_CONFIG_HOME": str(tmp_path / "config")}, None), path


def test_without_a_file_the_defaults_count(tmp_path: Path) -> None:
    assert load_settings({"XDG_CONFIG_HOME": str(tmp_path)}, tmp_path) == Settings()


def test_the_library_s_settings_lie_over_the_user_s(tmp_path: Path) -> None:
    _write(tmp_path / "config" / "newsterm", "theme: light\nkeymap:\n  verb.tag: T\n  quit: C-x\n")
    _write(tmp_path / "library" / ".newsterm", "keys: newsboat\nkeymap: {verb.tag: [W, g w]}\n")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    settings = load_settings(environ, tmp_path / "library")
    assert (settings.theme, settings.keys, settings.problems) == ("light", "newsboat", ())
    assert {each.id: each.keys for each in settings.keymap} == {
        "verb.tag": ("W", "g w"),
        "quit": ("C-x",),
    }
    keymap = keymap_of(settings)
    assert keymap["verb.tag"] == "W,g w"
    assert keymap["quit"] == "ctrl+x"
    assert keymap["verb.read"] == "N"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme: lihgt\n", ":1: no theme 'lihgt'; did you mean light?"),
        ("language: en\nthem: dark\n", ":2: no setting 'them'; did you mean theme?"),
        ("theme: [dark]\n", ":1: theme is one word; known: dark, light, contrast, terminal"),
        ("keymap: x\n", ":1: keymap is a mapping, `binding: keys`"),
        ("keymap:\n  verb.tag: {a: b}\n", ":2: the keys of verb.tag are words"),
        ("- a\n", ":1: settings are `name: value`, a line each"),
        ("theme: dark\ntheme: light\n", ":2: the key 'theme' stands twice"),
        ("a: &x 1\n", ":1: an anchor (&name) is not read"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    settings, path = _load(tmp_path, text)
    assert settings.problems == (f"{path}{said}",)


def test_what_is_right_counts_beside_what_is_wrong(tmp_path: Path) -> None:
    settings, _ = _load(tmp_path, "theme: light\nkeys: emacs\nlanguage: zh\n")
    assert (settings.theme, settings.keys, settings.language) == ("light", "vim", "zh")
    assert len(settings.problems) == 1


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"\x00" * 40, b"a: " + b"[" * 900, b"\xc3("])
def test_no_bytes_raise(tmp_path: Path, text: bytes) -> None:
    settings, _ = _load(tmp_path, text)
    assert settings.theme == "dark"
    assert len(settings.problems) <= 1


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    settings, path = _load(tmp_path, b"theme: light\n" + b"#" * SETTINGS_LIMIT)
    assert settings.theme == "dark"
    assert settings.problems == (
        f"{path}: more than {SETTINGS_LIMIT} bytes; nothing of it is read",
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("T", "T"), ("?", "question_mark"), ("/", "slash"), ("C-r", "ctrl+r"), ("^R", "ctrl+r"),
        ("ctrl+r", "ctrl+r"), ("Esc", "escape"), ("Enter", "enter"), ("g n", "g n"),
        ("g ?", "g question_mark"), ("F5", "f5"), ("question_mark", "question_mark"),
        ("alt+x", None), ("hyper", None), ("", None), ("C-1", None),
    ],
)  # fmt: skip
def test_keys_as_people_write_them(written: str, name: str | None) -> None:
    assert key_name(written) == name


BINDINGS = (
    KeyBinding("everywhere", "verb.tag", ("t",), "Tag"),
    KeyBinding("everywhere", "verb.read", ("r",), "Read"),
    KeyBinding("list", "list.choose", ("enter", "l"), "Open", ("everywhere",)),
    KeyBinding("table", "table.left", ("h",), "Left", ("everywhere",)),
)


def _settings(**keymap: str) -> Settings:
    lines = [
        Remapped(name.replace("_", "."), (keys,), f"f:{n}")
        for n, (name, keys) in enumerate(keymap.items(), 1)
    ]
    return Settings(keymap=tuple(lines))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (_settings(verb_tag="T"), []),
        (_settings(verb_tag="h"), ["f:1: h is both verb.tag (everywhere) and table.left (table)"]),
        (
            _settings(verb_tag="r"),
            ["f:1: r is both verb.tag (everywhere) and verb.read (everywhere)"],
        ),
        (_settings(verb_tga="T"), ["f:1: no binding 'verb.tga'; did you mean verb.tag?"]),
        (_settings(verb_tag="C-b"), ["f:1: C-b belongs to the terminal, tmux or screen"]),
        (_settings(verb_tag="alt+x"), ["f:1: no key 'alt+x' that every terminal sends"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_keymap(settings: Settings, said: list[str]) -> None:
    assert problems(BINDINGS, settings) == said


def test_a_key_that_can_t_be_used_leaves_the_old_one() -> None:
    in_force = {each.id: each.keys for each in keys_in_force(BINDINGS, _settings(verb_tag="C-b"))}
    assert in_force["verb.tag"] == ("t",)
