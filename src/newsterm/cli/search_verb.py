"""`newsterm search`: hits, ids, counts, facets, and searches kept under a name."""

from __future__ import annotations

import argparse

from newsterm.cli import output
from newsterm.cli.opening import reading, writing
from newsterm.cli.output import ExitStatus
from newsterm.cli.queries import query_of
from newsterm.commands import command
from newsterm.config import Library
from newsterm.language import _
from newsterm.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from newsterm.store.store import Store


def search(args: argparse.Namespace, library: Library | None) -> ExitStatus:
    """Print what the options ask for; a page of hits without any."""
    query = " ".join(args.query)
    if args.save is not None:
        return _save(library, args.save, query)
    with reading(library) as store:
        if args.saved:
            _print_saved(store)
        elif args.count:
            from newsterm.services.search import count

            output.data(str(count(store, query_of(args.query))))
        elif args.ids:
            from newsterm.services.search import ids

            for slug in ids(store, query_of(args.query)):
                output.data(slug)
        elif args.facets:
            _print_facets(store, query_of(args.query))
        else:
            _print_hits(store, query, args)
    return ExitStatus.OK


def _print_hits(store: Store, query: str, args: argparse.Namespace) -> None:
    service = command("search").load_service()
    page = service(store, query, sort=args.sort, limit=args.limit, offset=args.offset)
    for hit in page.hits:
        if args.json:
            output.json_line(
                {
                    "id": hit.slug,
                    "date": hit.date,
                    "title": hit.title,
                    "source": hit.source,
                    "snippet": hit.snippet,
                    "marks": [list(mark) for mark in hit.snippet_marks],
                    "offset": hit.body_offset,
                }
            )
        else:
            output.data(f"{hit.date or '-':10}  {hit.slug}  {hit.title}")
            output.data(f"            {hit.snippet}")
    if page.note:
        output.say(f"newsterm: {page.note}")


def _print_facets(store: Store, query: str) -> None:
    from newsterm.services.suggest import facets

    found = facets(store, query)
    for facet in (*found.tags, *found.years, *found.sources):
        output.data(f"{facet.count}\t{facet.query}")
    if not found.whole:
        text = _("of the latest {count} hits").format(count=found.counted)
        output.say(f"newsterm: {text}")


def _print_saved(store: Store) -> None:
    from newsterm.services.saved import saved_searches

    for one in saved_searches(store):
        output.data(f"{one.count}\t{one.name}\t{one.query}")


def _save(library: Library | None, name: str, query: str) -> ExitStatus:
    from newsterm.services.saved import save_search

    with writing(library) as store:
        save_search(store, name, query)
    text = _("saved as {name}") if query else _("{name} is no longer saved")
    output.say(text.format(name=name))
    return ExitStatus.OK
