"""A table with its title above it and, beside or below, what the cell under the cursor rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from newsterm.domain.printable import printable_line
from newsterm.language import _
from newsterm.services.table_text import TextTable
from newsterm.store.store import Store
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.figure_grid import FigureGrid
from newsterm.tui.figure_preview import FigurePreview
from newsterm.tui.jobs import Jobs
from newsterm.tui.pane import Pane

SIDE_WIDTH = 140
"""From so many cells on the preview stands beside the table, else below it."""
PREVIEW_SECONDS = 0.05
"""How long the cursor rests on a cell before what it rests on is read."""


@dataclass(frozen=True, slots=True)
class FactPlace:
    """A fact by where it stands."""

    article_id: int
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the body."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a cell, as a line of a list, and where it is stated."""

    line: str
    place: FactPlace


@dataclass(frozen=True, slots=True)
class Exportable:
    """What may be written to a file, and how it is made."""

    title: str
    made: Callable[[Store], TextTable]


class TableView(Vertical):
    """What the tables of one article and the one of many have in common."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "T",
            "series",
            "Follow",
            tooltip="Follow the indicator through all articles",
            id="table.series",
        ),
        Binding("i", "details", "Where the value comes from", show=False, id="table.details"),
        Binding("s", "sort", "Sort the rows otherwise", show=False, id="table.sort"),
        Binding("minus", "hide", "Hide column", show=False, key_display="-", id="table.hide"),
        Binding("plus", "unhide", "All columns", show=False, key_display="+", id="table.unhide"),
        Binding(
            "y", "copy(False)", "Copy", tooltip="Copy the table (TSV)", show=False, id="table.copy"
        ),
        Binding(
            "Y", "copy(True)", "Copy the table (Markdown)", show=False, id="table.copy_markdown"
        ),
    ]

    class SeriesWanted(Message):
        """An indicator is to be followed through all articles, by its words or its number."""

        def __init__(self, words: str, indicator_id: int | None = None) -> None:
            super().__init__()
            self.words, self.indicator_id = words, indicator_id

    class CopyWanted(Message):
        """A text is to be put into the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    jobs: Jobs

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="table-view")
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static("", classes="table-title", markup=False)
        with Container(classes="table-body"):
            yield FigureGrid(id=f"{self.id}-grid")
            yield FigurePreview(id=f"{self.id}-source")

    @property
    def grid(self) -> FigureGrid:
        """The table itself."""
        return self.query_one(FigureGrid)

    @property
    def preview(self) -> FigurePreview:
        """What the cell under the cursor rests on."""
        return self.query_one(FigurePreview)

    def set_title(self, title: str) -> None:
        """Show a title."""
        self.query_one(".table-title", Static).update(Content(printable_line(title)))

    def say(self, text: str) -> None:
        """Say something in the status line."""
        self.post_message(Pane.StatusChanged(text))

    # What a subclass fills in.

    def fact_in_hand(self) -> FactPlace | None:
        """The fact under the cursor; of several in one cell, the first one."""
        raise NotImplementedError

    def action_details(self) -> None:
        """Show where the values of the cell under the cursor come from."""
        raise NotImplementedError

    def show_source(self) -> None:
        """Show what the cell under the cursor rests on."""
        raise NotImplementedError

    def open_cell(self) -> None:
        """Go where the cell under the cursor is stated."""
        raise NotImplementedError

    def action_series(self) -> None:
        """Follow the indicator of the row under the cursor through all articles and years."""
        raise NotImplementedError

    def action_sort(self) -> None:
        """Sort the rows otherwise."""
        raise NotImplementedError

    def action_hide(self) -> None:
        """Hide the column under the cursor."""
        raise NotImplementedError

    def action_unhide(self) -> None:
        """Show all columns again."""
        raise NotImplementedError

    def action_copy(self, markdown: bool) -> None:
        """Copy the table in view."""
        raise NotImplementedError

    def in_view(self) -> tuple[Exportable, ...]:
        """The table in view, if there is one, to be written to a file."""
        raise NotImplementedError

    # What the two share.

    def size_said(self) -> str:
        """The table in words: how many rows and columns it has."""
        said = _("this table ({rows:,} rows, {columns:,} columns)")
        return said.format(rows=self.grid.row_count, columns=len(self.grid.columns))

    def choose(self, title: str, stated: Sequence[Stated], back: Callable[[], None]) -> None:
        """Read the article at the one place that states a cell, or at one to be chosen."""
        if len(stated) == 1:
            self._read(stated[0].place, back)
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._read(stated[number].place, back)

        lines = [printable_line(each.line) for each in stated]
        self.app.push_screen(ChoiceDialog(title, lines), chosen)

    def show_details(self, places: Sequence[FactPlace]) -> None:
        """Show where facts come from."""
        if places:
            self.post_message(
                Pane.DetailsWanted([(place.article_id, place.span) for place in places])
            )

    def _read(self, place: FactPlace, back: Callable[[], None]) -> None:
        self.post_message(Pane.ArticleWanted(place.article_id, place.start, back))

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= SIDE_WIDTH, "-side")

    @on(FigureGrid.Moved)
    def _on_moved(self, event: FigureGrid.Moved) -> None:
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PREVIEW_SECONDS, self.show_source)
        if isinstance(event, FigureGrid.Opened):
            self.open_cell()
