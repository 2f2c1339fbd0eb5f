"""The arguments of the verbs of tags and their history."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from newsterm.cli.numbers import count
from newsterm.language import _

Add = Callable[[argparse.ArgumentParser], None]


def tag(parser: argparse.ArgumentParser) -> None:
    """Of `newsterm tag`."""
    parser.usage = (
        "newsterm tag [--dry-run] +TAG -TAG … (-- QUERY | --id ID…)\n"
        "       newsterm tag --batch < LINES"
    )
    parser.add_argument("words", nargs="*", metavar="±TAG", help=_("+TAG adds, -TAG removes"))
    parser.add_argument(
        "--id", action="extend", nargs="+", metavar="ID", help=_("of these articles")
    )
    parser.add_argument(
        "--batch",
        action="store_true",
        help=_("read lines +TAG -TAG -- QUERY or … -- id:ID from standard input: all or nothing"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only say how many articles, and how many have it")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def mark(parser: argparse.ArgumentParser) -> None:
    """Of `newsterm read` and `newsterm star`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help=_("words to search for"))
    parser.add_argument(
        "--id", action="extend", nargs="+", metavar="ID", help=_("of these articles")
    )
    parser.add_argument("--off", action="store_true", help=_("take the mark away"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def undo(parser: argparse.ArgumentParser) -> None:
    """Of `newsterm undo`."""
    _change(parser, _("the change's number in the history (default: your latest)"))
    parser.add_argument("--line", metavar="N", help=_("one line of a change alone"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def redo(parser: argparse.ArgumentParser) -> None:
    """Of `newsterm redo`."""
    _change(parser, _("the change's number in the history (default: what you undid last)"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def history(parser: argparse.ArgumentParser) -> None:
    """Of `newsterm history`."""
    _change(parser, _("show the lines of this change"))
    parser.add_argument("--limit", type=count, default=50, metavar="N", help=_("at most N changes"))
    parser.add_argument(
        "--openings", action="store_true", help=_("show the articles that were opened, too")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON, an object a line"))


def tags(parser: argparse.ArgumentParser, add_place: Add) -> None:
    """Of `newsterm tags` and its own verbs; `add_place` adds `--db` and `--library`."""
    parser.add_argument("--json", action="store_true", help=_("print JSON, an object a line"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION")

    def action(name: str, help: str) -> argparse.ArgumentParser:
        added = actions.add_parser(name, help=help, description=help)
        add_place(added)
        return added

    action("dump", _("Print tags, read and star marks as sorted text that git can merge."))
    restore = action("restore", _("Take tags and marks from a dump, all or nothing."))
    restore.add_argument("file", nargs="?", default="-", metavar="FILE", help=_("default: stdin"))
    restore.add_argument("--accumulate", action="store_true", help=_("only add, take nothing away"))
    write = action("write", _("Put tags back into the article files."))
    write.add_argument("query", nargs="*", metavar="QUERY", help=_("default: all articles"))
    write.add_argument("--id", action="extend", nargs="+", metavar="ID", help=_("these articles"))
    write.add_argument("--dry-run", action="store_true", help=_("only name the files"))
    rules = action("rules", _("Tag all articles as the library's rules.yaml says."))
    rules.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    rename = action("rename", _("Rename a tag and those below it."))
    rename.add_argument("tag", metavar="TAG")
    rename.add_argument("to", metavar="NEW")
    merge = action("merge", _("Give the articles of some tags another one instead."))
    merge.add_argument("tags", nargs="+", metavar="TAG… INTO")
    delete = action("delete", _("Take a tag and those below it from all articles."))
    delete.add_argument("tag", metavar="TAG")
    for each in (rename, merge, delete):
        each.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    colour = action("colour", _("Give a tag a colour, or none."))
    colour.add_argument("tag", metavar="TAG")
    colour.add_argument("colour", metavar="COLOUR")
    alias = action("alias", _("Make a name stand for a tag; without a tag, end that."))
    alias.add_argument("alias", metavar="NAME")
    alias.add_argument("tag", nargs="?", metavar="TAG")


def _change(parser: argparse.ArgumentParser, help: str) -> None:
    parser.add_argument("change", type=count, nargs="?", metavar="CHANGE", help=help)
