"""Every verb exists twice, as a key and as a subcommand, with help and a row in the README."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from textual.binding import Binding

from newsterm.cli.dispatch import load_verb
from newsterm.cli.parser import build_parser
from newsterm.commands import COMMANDS, Command
from newsterm.tui.main_screen import MainScreen, verb_bindings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def _subparsers() -> dict[str, argparse.ArgumentParser]:
    actions = build_parser()._actions
    [verbs] = [action for action in actions if isinstance(action, argparse._SubParsersAction)]
    return dict(verbs.choices)


each_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)


@each_command
def test_it_is_a_subcommand_with_help(command: Command) -> None:
    parser = _subparsers()[command.name]
    assert parser.description == command.help
    assert load_verb(command.name).__doc__


@each_command
def test_it_is_a_key(command: Command) -> None:
    if command.key == "enter":  # opening belongs to the list that has the cursor
        return
    bindings = {b.key: b for b in verb_bindings() if isinstance(b, Binding)}
    assert bindings[command.key].action == f"verb_{command.name}"
    assert hasattr(MainScreen, f"action_verb_{command.name}")


@each_command
def test_it_has_one_service(command: Command) -> None:
    service = command.load_service()
    assert service.__module__.startswith("newsterm.services.")
    assert service.__doc__


@each_command
def test_the_readme_has_its_row(command: Command) -> None:
    row = f"| `{command.written_key}` | `newsterm {command.name}` | {command.help} |"
    assert row in README


def test_no_key_means_two_verbs_and_none_is_taken_by_the_terminal() -> None:
    keys = [command.key for command in COMMANDS]
    assert len(set(keys)) == len(keys)
    assert not {"ctrl+s", "ctrl+q", "ctrl+b", "ctrl+a", "ctrl+z"} & set(keys)


def test_no_subcommand_is_without_a_verb() -> None:
    assert set(_subparsers()) == {command.name for command in COMMANDS}
