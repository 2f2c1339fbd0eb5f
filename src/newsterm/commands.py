"""The list of verbs. Keys, subcommands, help and the README's table are drawn from it.

A verb fetches or changes data; it is a key in the app and a subcommand in the shell, and both call
the same service. Moving about (next tab, scrolling) is no verb and belongs to the widget it moves.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from newsterm.lean import TYPE_CHECKING, frozen

if TYPE_CHECKING:
    from typing import Any


@frozen
class Command:
    """One verb."""

    name: str
    key: str
    """As Textual names it."""
    label: str
    """What the footer says."""
    help: str
    """One sentence, for `--help`, the help screen and the README."""
    service: str
    """`module:function` below `newsterm.services`; imported when first called."""
    shown_key: str = ""
    """The key as a person reads it, where Textual's name is another."""

    @property
    def written_key(self) -> str:
        """The key as a person reads it."""
        return self.shown_key or self.key

    def load_service(self) -> Callable[..., Any]:
        """The function that does the work, imported now and not at start."""
        module, _, name = self.service.partition(":")
        function = getattr(import_module(f"newsterm.services.{module}"), name)
        assert callable(function)
        return function  # type: ignore[no-any-return]


COMMANDS = (
    Command("list", "1", "Articles", "List articles, the newest first.", "listing:list_articles"),
    Command(
        "targets",
        "2",
        "Targets",
        "Show tables of figures: indicators by period, planned and reported.",
        "targets:targets",
    ),
    Command(
        "search",
        "slash",
        "Search",
        "Search articles by words, tags, dates and facts.",
        "search:search",
        "/",
    ),
    Command("show", "enter", "Open", "Show an article.", "show:show", "Enter"),
    Command(
        "facts",
        "f",
        "Facts",
        "List the facts that articles state, each with its place.",
        "facts:facts",
    ),
    Command(
        "series",
        "S",
        "Series",
        "Follow one indicator through all articles and years, planned beside reported.",
        "series:series",
    ),
    Command(
        "review",
        "D",
        "Review",
        "Review facts, the least sure first: accept, reject, edit, split, undo.",
        "review:queue",
    ),
    Command(
        "export",
        "X",
        "Export",
        "Write figures with their sources as CSV, TSV, JSON lines, Markdown or XLSX.",
        "export:export",
    ),
    Command("tag", "t", "Tag", "Add and remove tags.", "tag:tag"),
    Command(
        "tags",
        "number_sign",
        "Tags",
        "List the tags; rename, merge, colour, dump, restore them, or write them into the files.",
        "tags:tags",
        "#",
    ),
    Command("read", "r", "Read", "Mark articles as read or unread.", "marks:mark_read"),
    Command("star", "m", "Star", "Star articles, or take the star away.", "marks:mark_starred"),
    Command("undo", "u", "Undo", "Undo a change, the latest of yours or any.", "history:undo"),
    Command("redo", "ctrl+r", "Redo", "Do an undone change again.", "history:redo", "C-r"),
    Command("history", "H", "History", "Show who changed what, and when.", "history:history"),
    Command(
        "load",
        "R",
        "Reload",
        "Load article files and folders; only what changed is read.",
        "load:load",
    ),
    Command(
        "import",
        "I",
        "Import",
        "Split a newspaper page dump into article files.",
        "importing:import_page",
    ),
    Command(
        "extract",
        "E",
        "Extract",
        "Find the facts in a text anew, with the rule and confidence of each.",
        "extraction:extract_lines",
    ),
    Command(
        "check",
        "C",
        "Check",
        "Check the database and the search index against the articles.",
        "check:check",
    ),
    Command(
        "keys",
        "question_mark",
        "Help",
        "Show which key does what, and check the keymap.",
        "keys:keys_in_force",
        "?",
    ),
)


def command(name: str) -> Command:
    """The verb of this name."""
    return next(verb for verb in COMMANDS if verb.name == name)
