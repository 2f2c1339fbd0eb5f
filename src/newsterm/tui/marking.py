"""A list whose articles can be marked, to act on many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from newsterm.domain.listing import ArticleRow
from newsterm.language import _
from newsterm.lean import frozen
from newsterm.services import listing
from newsterm.store.store import Store
from newsterm.tui.jobs import Jobs
from newsterm.tui.listed_pane import ListedPane
from newsterm.tui.pane import Meant


@frozen
class Marked:
    """Which articles of a list are marked: some, or all that its query finds."""

    slugs: frozenset[str] = frozenset()
    all: bool = False

    def __contains__(self, slug: object) -> bool:
        return self.all or slug in self.slugs

    def toggled(self, slug: str) -> Marked:
        """With one article marked, or not marked any more."""
        return Marked(self.slugs ^ {slug})

    def with_all(self, slugs: Sequence[str]) -> Marked:
        """With these marked, too."""
        return Marked(self.slugs | set(slugs))


class MarkingPane(ListedPane):
    """`x` marks the article, `V` at both ends a range, `*` all that are shown, Escape none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "mark", "Mark", id="list.mark", show=False),
        Binding("V", "mark_range", "Mark a range: V at both ends", id="list.range", show=False),
        Binding("asterisk", "mark_all", "Mark all shown", id="list.mark_all", show=False),
        Binding("escape", "mark_none", "Mark none", id="list.mark_none", show=False),
    ]

    class RangeRead(Message):
        """The rows of a range have come from the store."""

        def __init__(self, rows: Sequence[ArticleRow]) -> None:
            super().__init__()
            self.rows = rows

    query_text = ""
    """What the list shows; empty for all."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self.marked = Marked()
        self._anchor: int | None = None

    def meant(self) -> Meant | None:
        """The marked articles, else the one in hand."""
        if self.reading or not (self.marked.all or self.marked.slugs):
            return super().meant()
        if self.marked.all:
            return self.all_shown()
        slugs = tuple(sorted(self.marked.slugs))
        return Meant(_("{count:,} marked").format(count=len(slugs)), len(slugs), slugs)

    def all_shown(self) -> Meant:
        """All that the list shows, seen or not."""
        count = self.list.total
        return Meant(_("all {count:,} shown").format(count=count), count, query=self.query_text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("mark", "mark_range", "mark_all", "mark_none"):
            return self.list.has_focus
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the article under the cursor, or take its mark away, and go on."""
        row = self.list.highlighted_row
        if row is not None:
            self.mark(self.marked.toggled(row.slug))
            self.list.move_by(1)

    def action_mark_range(self) -> None:
        """Begin a range, or mark it up to here."""
        if self._anchor is None:
            self._anchor = self.list.index
            self.post_message(self.StatusChanged(_("range from here: V again at its other end")))
            return
        first, last = sorted((self._anchor, self.list.index))
        self._anchor = None
        selection = self.selection

        def work(store: Store) -> Message:
            return self.RangeRead(listing.page(store, selection, first, last - first + 1))

        self.jobs.read(self, "range", work)

    def action_mark_all(self) -> None:
        """Mark all that the list shows, seen or not."""
        self.mark(Marked(all=True))

    def action_mark_none(self) -> None:
        """Take all marks away."""
        self._anchor = None
        self.mark(Marked())

    @on(RangeRead)
    def _on_range_read(self, event: RangeRead) -> None:
        event.stop()
        self.mark(self.marked.with_all([row.slug for row in event.rows]))

    def mark(self, marked: Marked) -> None:
        """Mark these articles and no others."""
        self.marked = self.list.marked = marked
        self.list.refresh()
        count = self.list.total if marked.all else len(marked.slugs)
        said = _("{count:,} marked").format(count=count) if count else ""
        self.post_message(self.StatusChanged(said))
