"""Which articles' figures the targets tab shows, to be chosen from a list."""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.language import _
from newsterm.services.suggest import facets
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """A line of the list of scopes."""

    title: str
    query: str | None = None
    """Whose figures are shown; None for one article at a time."""
    asks: bool = False
    """Whether the query is to be typed."""


def scopes(store: Store, title: str) -> list[Scope]:
    """What there is to choose from: one article, all, a search, and each tag and source."""
    found = facets(store, "")
    each = [
        Scope(
            f"{facet.field}: {facet.value}  ({facet.count:,}{'' if found.whole else '+'})",
            facet.query,
        )
        for facet in (*found.tags, *found.sources)
    ]
    one = _("one article: {title}").format(title=title) if title else _("one article at a time")
    return [Scope(one), Scope(_("all articles"), ""), Scope(_("a search …"), "", asks=True), *each]
