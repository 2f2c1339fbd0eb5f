"""Which function does a verb; its module is imported when the verb is called."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from newsterm.cli.output import ExitStatus
from newsterm.config import Library

Verb = Callable[[argparse.Namespace, Library | None], ExitStatus]

FUNCTIONS = {
    "list": "verbs:list_",
    "search": "search_verb:search",
    "show": "verbs:show",
    "facts": "verbs:facts",
    "targets": "verbs:targets",
    "series": "figure_verbs:series",
    "review": "figure_verbs:review",
    "export": "figure_verbs:export",
    "tag": "tag_verbs:tag",
    "tags": "tag_verbs:tags",
    "read": "tag_verbs:mark",
    "star": "tag_verbs:mark",
    "undo": "tag_verbs:undo",
    "redo": "tag_verbs:redo",
    "history": "tag_verbs:history",
    "load": "verbs:load",
    "import": "verbs:import_",
    "extract": "verbs:extract",
    "check": "verbs:check",
    "keys": "keys_verb:keys",
}
"""`module:function` below `newsterm.cli`, by verb."""


def load_verb(name: str) -> Verb:
    """The function of a verb."""
    module, _, function = FUNCTIONS[name].partition(":")
    found: Verb = getattr(import_module(f"newsterm.cli.{module}"), function)
    return found
