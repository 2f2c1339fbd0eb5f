"""The verbs of tags and their history: call the service and print what it gives back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsterm.cli import output
from newsterm.cli.opening import reading, writing
from newsterm.cli.output import ExitStatus
from newsterm.commands import command
from newsterm.config import Library
from newsterm.errors import InputError, NewstermError, UsageError
from newsterm.language import N_, _, ngettext
from newsterm.store.store import Store

if TYPE_CHECKING:
    from newsterm.services.history import Reversal
    from newsterm.services.tags import TagsChange, TagsPreview

MINUS = "\N{MINUS SIGN}"


def tag(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm tag`."""
    if args.batch:
        return _batch(args, library)
    signs = f"+-{MINUS}"
    words = [*args.words, *(word for word in args.id or () if word[0:1] in signs)]
    slugs = [word for word in args.id or () if word[0:1] not in signs]
    if args.query is None and not slugs:
        raise UsageError("tag what? End with -- QUERY, or name articles with --id")
    if args.dry_run:
        from newsterm.services.tag import preview

        with reading(library) as store:
            found = preview(store, words, slugs=slugs, query=args.query)
        if args.json:
            output.json_line({"articles": found.articles, "have": dict(found.have)})
        else:
            output.say(str(found))
        return ExitStatus.OK
    with writing(library) as store:
        change = command("tag").load_service()(store, words, slugs=slugs, query=args.query)
    if args.json:
        output.json_line(
            {
                "add": list(change.add),
                "remove": list(change.remove),
                "articles": change.articles,
                "changed": change.changed,
            }
        )
    else:
        signed = [f"+{name}" for name in change.add] + [f"-{name}" for name in change.remove]
        changed = _changed(change.articles, change.changed)
        output.say(_("{tags} on {changed}").format(tags=" ".join(signed), changed=changed))
    return ExitStatus.OK


def _batch(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    from newsterm.services.tag import tag_batch

    if args.words or args.id or args.query is not None or args.dry_run:
        raise UsageError("--batch reads its lines from standard input and takes nothing else")
    with writing(library) as store:
        report = tag_batch(store, _lines(sys.stdin.buffer.read(), "stdin"))
    if args.json:
        output.json_line({"lines": report.lines, "changed": report.changed})
    else:
        text = _("{lines} lines: {changed} changed")
        output.say(text.format(lines=report.lines, changed=report.changed))
    return ExitStatus.OK


def mark(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm read` and `newsterm star`."""
    query = " ".join(args.query) or None
    if query is None and not args.id:
        raise UsageError("{verb} what? Give a QUERY, or name articles with --id", verb=args.verb)
    with writing(library) as store:
        change = command(args.verb).load_service()(
            store, slugs=args.id or (), query=query, on=not args.off
        )
    if args.json:
        output.json_line({"articles": change.articles, "changed": change.changed})
    else:
        output.say(_changed(change.articles, change.changed))
    return ExitStatus.OK


def undo(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm undo`."""
    from newsterm.services.history import undo_line

    if args.line is not None and args.change is not None:
        raise UsageError("a line's number tells its change: give one of the two")
    with writing(library) as store:
        if args.line is not None:
            done = undo_line(store, args.line)
        else:
            done = command("undo").load_service()(store, args.change)
    return _tell(done, N_("change {number} ({what}): {lines} undone"), json=args.json)


def redo(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm redo`."""
    with writing(library) as store:
        done = command("redo").load_service()(store, args.change)
    return _tell(done, N_("change {number} ({what}): {lines} done again"), json=args.json)


def _tell(done: Reversal, how: str, *, json: bool) -> ExitStatus:
    if json:
        output.json_line(
            {
                "change": done.change,
                "lines": done.lines,
                "left": done.left,
                "written": done.written,
            }
        )
    else:
        said = _(how).format(number=done.change, what=done.what, lines=done.lines)
        if done.left:
            said += _(", {count} changed since and left").format(count=done.left)
        output.say(said)
    return ExitStatus.OK


def history(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm history`."""
    with reading(library) as store:
        if args.change is not None:
            from newsterm.services.history import history_lines

            for line in history_lines(store, args.change):
                if args.json:
                    record = {
                        "line": line.line,
                        "subject": line.subject,
                        "what": line.text,
                        "stands": line.stands,
                    }
                    output.json_line(record)
                else:
                    since = "" if line.stands else _("  (changed since)")
                    output.data(f"{line.line:>8}  {line.text}  {line.subject}{since}")
            return ExitStatus.OK
        for change in command("history").load_service()(
            store, limit=args.limit, openings=args.openings
        ):
            if args.json:
                output.json_line(
                    {
                        "change": change.number,
                        "at": change.at,
                        "who": change.who,
                        "what": change.what,
                        "kind": change.kind,
                        "of": change.of,
                        "lines": change.lines,
                        "undone": change.undone,
                    }
                )
            else:
                undone = "  " + _("(undone)") if change.undone else ""
                output.data(
                    f"{change.number:>6}  {change.at}  {change.who}  {change.what}"
                    f"  {_('{count:,} changed').format(count=change.lines)}{undone}"
                )
    return ExitStatus.OK


def tags(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """`newsterm tags` and what follows it."""
    return _TAGS[args.action](args, library)


def _list(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    with reading(library) as store:
        rows = command("tags").load_service()(store)
    for row in rows:
        if args.json:
            output.json_line(
                {
                    "tag": row.name,
                    "count": row.count,
                    "total": row.total,
                    "colour": row.colour,
                    "aliases": list(row.aliases),
                    "rules": dict(row.rules),
                }
            )
        else:
            also = f"  = {', '.join(row.aliases)}" if row.aliases else ""
            shade = f"  ({row.colour})" if row.colour else ""
            rules = "".join(f"  [rule {name}: {count}]" for name, count in row.rules)
            output.data(f"{row.total:>6}  {row.name}{shade}{also}{rules}")
    return ExitStatus.OK


def _dump(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    from newsterm.services.tag_dump import dump

    with reading(library) as store:
        sys.stdout.write(dump(store))
    return ExitStatus.OK


def _restore(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    from newsterm.services.tag_dump import restore

    name = "stdin" if args.file == "-" else args.file
    try:
        data = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError as error:
        raise NewstermError(f"{name}: {error.strerror}") from error
    with writing(library) as store:
        try:
            report = restore(store, _lines(data, name), accumulate=args.accumulate, name=name)
        except InputError as error:
            place = f"{name}:{error.line}" if error.line else name
            raise NewstermError(
                "{place}: {reason}: nothing was restored", place=place, reason=error.message
            ) from error
    said = _changed(report.articles, report.changed)
    if report.awaited:
        said += _(", {count} articles not loaded yet").format(count=report.awaited)
    output.say(said)
    return ExitStatus.OK


def _write(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    from newsterm.services.tag_files import Written, write_tags

    status = ExitStatus.OK
    with writing(library) as store:
        assert library is not None
        for found in write_tags(
            store,
            root=library.root,
            slugs=args.id or (),
            query=" ".join(args.query) or None,
            dry_run=args.dry_run,
        ):
            if isinstance(found, Written):
                output.data(found.path)
            else:
                output.say(f"newsterm: {found}")
                status = ExitStatus.FAILED
    return status


def _rules(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    from newsterm.services.tag_rules import FILE, apply_rules

    with writing(library) as store:
        assert library is not None
        if library.root is None:
            raise NewstermError("a database without a folder has no {file}", file=FILE)
        try:
            reports = apply_rules(store, library.root, dry_run=args.dry_run)
        except InputError as error:
            place = f"{library.root / FILE}:{error.line}"
            raise NewstermError(
                "{place}: {reason}: nothing was changed", place=place, reason=error.message
            ) from error
    text = (
        _("{name}: {found} found, {changed} would be changed")
        if args.dry_run
        else _("{name}: {found} found, {changed} changed")
    )
    for report in reports:
        output.data(text.format(name=report.name, found=report.found, changed=report.changed))
    return ExitStatus.OK


def _changed(articles: int, changed: int) -> str:
    many = ngettext("{count:,} article", "{count:,} articles", articles).format(count=articles)
    return f"{many}: " + _("{count:,} changed").format(count=changed)


def _lines(data: bytes, name: str) -> list[str]:
    try:
        return data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NewstermError(
            "{name}:{row}: not UTF-8: nothing was changed", name=name, row=line
        ) from None


def _settings(
    change: Callable[[Store, argparse.Namespace], TagsChange],
    preview: Callable[[Store, argparse.Namespace], TagsPreview] | None = None,
) -> Callable[[argparse.Namespace, Library | None], ExitStatus]:
    def run(args: argparse.Namespace, library: Library | None) -> ExitStatus:
        if preview is not None and args.dry_run:
            with reading(library) as store:
                seen = preview(store, args)
            output.say(f"{', '.join(seen.tags)}: {_previewed(seen)}")
            return ExitStatus.OK
        with writing(library) as store:
            done = change(store, args)
        many = ngettext("{count:,} article changed", "{count:,} articles changed", done.articles)
        output.say(f"{', '.join(done.tags)}: {many.format(count=done.articles)}")
        return ExitStatus.OK

    return run


def _previewed(seen: TagsPreview) -> str:
    many = ngettext(
        "{count:,} article would change", "{count:,} articles would change", seen.articles
    )
    said = many.format(count=seen.articles)
    if seen.into:
        said += _(" ({count:,} have {tags})").format(count=seen.have, tags=", ".join(seen.into))
    return said


def _rename(store: Store, args: argparse.Namespace) -> TagsChange:
    from newsterm.services.tags import rename

    return rename(store, args.tag, args.to)


def _merge(store: Store, args: argparse.Namespace) -> TagsChange:
    from newsterm.services.tags import merge

    return merge(store, *_merged(args))


def _merged(args: argparse.Namespace) -> tuple[Sequence[str], str]:
    names: Sequence[str] = args.tags
    if len(names) < 2:
        raise UsageError("merge what into what? newsterm tags merge TAG… INTO")
    return names[:-1], names[-1]


def _preview_rename(store: Store, args: argparse.Namespace) -> TagsPreview:
    from newsterm.services.tags import preview_move

    return preview_move(store, [args.tag], args.to)


def _preview_merge(store: Store, args: argparse.Namespace) -> TagsPreview:
    from newsterm.services.tags import preview_move

    return preview_move(store, *_merged(args))


def _preview_delete(store: Store, args: argparse.Namespace) -> TagsPreview:
    from newsterm.services.tags import preview_delete

    return preview_delete(store, args.tag)


def _delete(store: Store, args: argparse.Namespace) -> TagsChange:
    from newsterm.services.tags import delete

    return delete(store, args.tag)


def _colour(store: Store, args: argparse.Namespace) -> TagsChange:
    from newsterm.services.tags import colour

    return colour(store, args.tag, args.colour)


def _alias(store: Store, args: argparse.Namespace) -> TagsChange:
    from newsterm.services.tags import alias

    return alias(store, args.alias, args.tag)


_TAGS: dict[str | None, Callable[[argparse.Namespace, Library | None], ExitStatus]] = {
    None: _list,
    "dump": _dump,
    "restore": _restore,
    "write": _write,
    "rules": _rules,
    "rename": _settings(_rename, _preview_rename),
    "merge": _settings(_merge, _preview_merge),
    "delete": _settings(_delete, _preview_delete),
    "colour": _settings(_colour),
    "alias": _settings(_alias),
}
