"""The words of the command line, drawn from the list of verbs."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from newsterm import __version__
from newsterm.cli import tag_arguments
from newsterm.cli.argparse_words import speak_argparse
from newsterm.cli.numbers import count
from newsterm.commands import COMMANDS
from newsterm.domain.orders import NEWEST, ORDERS
from newsterm.language import _

MINUS = "\N{MINUS SIGN}"
"""Stands for the `-` of `-tag`, which argparse would take for an option."""


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of `newsterm`; its namespace has `verb` and the verb's own arguments.

    `only` is the verb that it is for, or "" for none; it knows no other then. All together take
    longer than a search.
    """
    speak_argparse()
    parser = argparse.ArgumentParser(
        prog="newsterm",
        description=_("A terminal news browser. Without a verb it opens the app."),
        epilog=_("exit status: 0 done, 1 something failed, 2 wrong usage"),
    )
    parser.add_argument("--version", action="version", version=f"newsterm {__version__}")
    _add_place(parser)
    # Told the program's name, argparse need not write its usage to find it out.
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", prog=parser.prog)
    for command in COMMANDS:
        if only is not None and command.name != only:
            continue
        verb = verbs.add_parser(command.name, help=_(command.help), description=_(command.help))
        _add_place(verb)
        _ARGUMENTS[command.name](verb)
    return parser


def parse(argv: list[str]) -> argparse.Namespace:
    """The namespace for these words; `tag` gets a `query` when a `--` stands among them."""
    verb = _after_place(argv)
    if argv[verb : verb + 1] != ["tag"]:
        return build_parser(_only(argv[verb:])).parse_args(argv)
    end = argv.index("--", verb) if "--" in argv[verb:] else len(argv)
    words = [
        MINUS + word[1:] if word[:1] == "-" and word[:2] != "--" and word != "-h" else word
        for word in argv[verb + 1 : end]
    ]
    args = build_parser("tag").parse_args([*argv[: verb + 1], *words])
    args.query = " ".join(argv[end + 1 :]) if end < len(argv) else None
    return args


def _after_place(argv: list[str]) -> int:
    """Which word follows those that name the database or the library: the verb, if it is one."""
    at = 0
    while at < len(argv):
        if argv[at] in ("--db", "--library"):
            at += 2
        elif argv[at].startswith(("--db=", "--library=")):
            at += 1
        else:
            break
    return at


def _only(words: list[str]) -> str | None:
    """The verb that the words begin with; "" where there are none, None where it is no verb."""
    if not words:
        return ""
    return words[0] if any(words[0] == command.name for command in COMMANDS) else None


def _add_place(parser: argparse.ArgumentParser) -> None:
    """`--db` and `--library`, before the verb or after it."""
    parser.add_argument(
        "--db", metavar="FILE", default=argparse.SUPPRESS, help=_("the database to use")
    )
    parser.add_argument(
        "--library",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help=_("the folder of articles whose .newsterm/ holds the database"),
    )


def _add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help=_("words to search for"))


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON, an object a line"))


def _list(parser: argparse.ArgumentParser) -> None:
    _add_query(parser)
    _add_json(parser)
    parser.add_argument("--ids", action="store_true", help=_("print the ids alone"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("at most N articles"))
    parser.add_argument(
        "--sort", choices=tuple(ORDERS), default=NEWEST, help=_("order of the articles")
    )


def _search(parser: argparse.ArgumentParser) -> None:
    _add_query(parser)
    _add_json(parser)
    parser.add_argument("--ids", action="store_true", help=_("print the ids of all hits"))
    parser.add_argument("--count", action="store_true", help=_("print how many hits there are"))
    parser.add_argument(
        "--facets", action="store_true", help=_("print counts by tag, year, source")
    )
    parser.add_argument(
        "--saved", action="store_true", help=_("print the searches that were saved")
    )
    parser.add_argument(
        "--save", metavar="NAME", help=_("keep QUERY under a name; none forgets it")
    )
    parser.add_argument("--limit", type=count, default=50, metavar="N", help=_("at most N hits"))
    parser.add_argument("--offset", type=count, default=0, metavar="N", help=_("leave out N hits"))
    parser.add_argument("--sort", choices=("rank", "newest"), default="rank")


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    _add_json(parser)
    parser.add_argument("--width", type=_width, metavar="N", help=_("cells a line (default: 80)"))
    parser.add_argument("--facts", action="store_true", help=_("print the facts below the text"))


def _facts(parser: argparse.ArgumentParser) -> None:
    _add_query(parser)
    _add_json(parser)
    parser.add_argument(
        "--id", metavar="ID", help=_("of this article alone; ID:OFFSET is one fact")
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("tell where each comes from: file, rule, what was extracted, who reviewed it"),
    )


def _targets(parser: argparse.ArgumentParser) -> None:
    _add_query(parser)
    parser.add_argument("--id", metavar="ID", help=_("of this article alone"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("print JSON, a table or row a line"))
    form.add_argument("--csv", action="store_true", help=_("print one CSV of all rows"))
    form.add_argument("--md", action="store_true", help=_("print Markdown tables"))
    parser.add_argument(
        "--raw", action="store_true", help=_("CSV cells as they are, formula signs unguarded")
    )
    parser.add_argument(
        "--sort",
        choices=("values", "label", "latest"),
        default="values",
        help=_("order of the rows"),
    )
    grouping = parser.add_mutually_exclusive_group()
    grouping.add_argument(
        "--merge",
        nargs=2,
        type=count,
        metavar=("NUMBER", "INTO"),
        help=_("join two indicators, by their numbers in --json"),
    )
    grouping.add_argument(
        "--split",
        nargs="+",
        metavar=("NUMBER", "NAME"),
        help=_("part the values with these wordings off, as an indicator called NAME"),
    )
    grouping.add_argument(
        "--undo", action="store_true", help=_("take back the last joining or parting")
    )


def _review(parser: argparse.ArgumentParser) -> None:
    parser.usage = "newsterm review [QUERY…] [--accept ID…] [--reject ID…] [--edit ID SLOT=VALUE…]"
    _add_query(parser)
    _add_json(parser)
    for name, means in (
        ("--accept", _("these facts are right")),
        ("--reject", _("these are no facts")),
    ):
        parser.add_argument(name, action="extend", nargs="+", metavar="ID", default=[], help=means)
    parser.add_argument(
        "--edit", nargs="+", metavar=("ID", "SLOT=VALUE"), help=_("this fact has other slots")
    )
    parser.add_argument(
        "--split",
        nargs="+",
        metavar=("ID", "PART"),
        help=_(
            "this is several facts: PART is text=…,SLOT=VALUE,…; numbers are read from its text"
        ),
    )
    parser.add_argument("--undo", action="store_true", help=_("take your last decisions back"))
    parser.add_argument("--redo", action="store_true", help=_("make them again after all"))
    parser.add_argument("--next", action="store_true", help=_("show the next one after deciding"))
    parser.add_argument("--order", choices=("confidence", "article"), default="confidence")
    parser.add_argument("--limit", type=count, default=10, metavar="N", help=_("show N facts"))
    parser.add_argument("--dump", metavar="DIR", help=_("write the decisions as facts files"))
    parser.add_argument(
        "--restore", nargs="+", metavar="FILE", help=_("take decisions over from facts files")
    )


def _export(parser: argparse.ArgumentParser) -> None:
    _add_query(parser)
    parser.add_argument(
        "--format",
        choices=("csv", "tsv", "jsonl", "md", "xlsx"),
        help=_("default: as the ending of FILE says, else csv"),
    )
    parser.add_argument("--out", metavar="FILE", help=_("write here; default: stdout"))
    parser.add_argument(
        "--raw", action="store_true", help=_("cells as they are, formula signs unguarded")
    )


def _series(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="+", metavar="WORD", help=_("owner and measure, any wording")
    )
    parser.add_argument("--json", action="store_true", help=_("print JSON, a value a line"))
    parser.add_argument(
        "--limit", type=count, default=8, metavar="N", help=_("at most N indicators (default: 8)")
    )
    parser.add_argument("--undated", action="store_true", help=_("list values without a date, too"))
    parser.add_argument(
        "--chart",
        nargs="?",
        const="",
        metavar="FILE.svg",
        help=_("draw bars below each table, or write them to FILE.svg"),
    )


def _tags(parser: argparse.ArgumentParser) -> None:
    tag_arguments.tags(parser, _add_place)


def _load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=_("files and folders; none: what was loaded before"),
    )
    _add_json(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("page_file", metavar="PAGE.txt")
    parser.add_argument("--to", required=True, metavar="DIR", help=_("where the articles go"))
    parser.add_argument("--date", required=True, metavar="YYYY-MM-DD", help=_("publication day"))
    parser.add_argument("--source", default="", metavar="NAME", help=_("the newspaper"))
    parser.add_argument("--page", default="", metavar="N", help=_("the page's number"))
    parser.add_argument(
        "--replace", action="store_true", help=_("overwrite files of the same name")
    )
    _add_json(parser)


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE.jsonl", help=_("articles a line; - is stdin")
    )
    parser.add_argument("--id", metavar="ID", help=_("a stored article instead of a file"))
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("print each fact under its sentence, with its rule"),
    )


def _check(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help=_("make the search index anew, or the whole database where it is damaged; then check"),
    )


def _keys(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument(
        "--check", action="store_true", help=_("name what is wrong with the keymap instead")
    )


def _width(text: str) -> int:
    width = count(text)
    if not 10 <= width <= 1000:
        raise argparse.ArgumentTypeError(_("a width is 10 to 1000 cells"))
    return width


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "list": _list,
    "search": _search,
    "show": _show,
    "facts": _facts,
    "targets": _targets,
    "series": _series,
    "review": _review,
    "export": _export,
    "tag": tag_arguments.tag,
    "tags": _tags,
    "read": tag_arguments.mark,
    "star": tag_arguments.mark,
    "undo": tag_arguments.undo,
    "redo": tag_arguments.redo,
    "history": tag_arguments.history,
    "load": _load,
    "import": _import,
    "extract": _extract,
    "check": _check,
    "keys": _keys,
}
