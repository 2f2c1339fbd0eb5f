"""Joining rows of the table of many articles, and parting them: an editor's word on what is one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from newsterm.domain.printable import printable_line
from newsterm.language import _, ngettext
from newsterm.services import figures as figures_service
from newsterm.services import grouping
from newsterm.services.figures import FiguresView
from newsterm.services.grouping import MergePreview, Wordings
from newsterm.store.store import Store
from newsterm.tui.figure_grid import FigureGrid
from newsterm.tui.table_view import TableView
from newsterm.tui.tag_dialog import ConfirmDialog

Parted = tuple[tuple[str, ...], str]
"""Wordings, and what the row is called that their values make."""


class PartingDialog(ModalScreen[Parted | None]):
    """Asks which wordings are to be a row of their own, and for its name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="parting.cancel"),
        Binding("j", "move(1)", "Down", show=False, id="parting.down"),
        Binding("k", "move(-1)", "Up", show=False, id="parting.up"),
    ]

    def __init__(self, wordings: Wordings) -> None:
        super().__init__()
        self._wordings = wordings

    def compose(self) -> ComposeResult:
        counts = self._wordings.counts
        title = _("Which wordings of {label} are another indicator?")
        with Vertical(classes="dialog -large"):
            yield Static(
                Content(title.format(label=self._wordings.key.label)), classes="dialog-title"
            )
            yield SelectionList[int](
                *(
                    Selection(Content(f"{printable_line(wording) or '—'}  {count:,}"), number)
                    for number, (wording, count) in enumerate(counts)
                )
            )
            yield Input(placeholder=_("name of the new row"), id="parting-name")
            yield Static("", id="parting-note", classes="dialog-note", markup=False)

    def on_mount(self) -> None:
        self.query_one(SelectionList).focus()
        self._note()

    @on(SelectionList.SelectedChanged)
    def _on_selected_changed(self, event: SelectionList.SelectedChanged[int]) -> None:
        event.stop()
        field = self.query_one(Input)
        chosen = self._chosen()
        if chosen and (not field.value or field.value in dict(self._wordings.counts)):
            field.value = chosen[0]
        self._note()

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        name, chosen = event.value.strip(), self._chosen()
        if name and chosen:
            self.dismiss((chosen, name))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        listed = self.query_one(SelectionList)
        if step > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss(None)

    def _chosen(self) -> tuple[str, ...]:
        numbers = sorted(self.query_one(SelectionList).selected)
        return tuple(self._wordings.counts[number][0] for number in numbers)

    def _note(self) -> None:
        counts = dict(self._wordings.counts)
        moved, total = sum(counts[wording] for wording in self._chosen()), sum(counts.values())
        said = _("{moved:,} of {total:,} values go. Space marks, Tab to the name, Enter does it.")
        self.query_one("#parting-note", Static).update(
            Content(said.format(moved=moved, total=total))
        )


class Regrouping(TableView):
    """`M` on two rows joins them, `P` parts wordings off one, `U` takes the last of it back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("M", "merge", "Join two rows: M on both", show=False, id="table.merge"),
        Binding("P", "part", "Part wordings off a row", show=False, id="table.part"),
        Binding("U", "ungroup", "Take back the last joining", show=False, id="table.ungroup"),
    ]

    class MergeRead(Message):
        """What a joining would do."""

        def __init__(self, preview: MergePreview, other: int, into: int) -> None:
            super().__init__()
            self.preview, self.other, self.into = preview, other, into

    class WordingsRead(Message):
        """How the values of a row are worded."""

        def __init__(self, wordings: Wordings) -> None:
            super().__init__()
            self.wordings = wordings

    class Regrouped(Message):
        """Rows were joined or parted."""

        def __init__(self, text: str, row: int | None = None) -> None:
            super().__init__()
            self.text = text
            self.row = row
            """The indicator to stand on; None for where the cursor is."""

    view: FiguresView | None = None

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._joining: tuple[int, str] | None = None

    def stand_on(self, indicator_id: int | None) -> None:
        """Read the table anew with the cursor on a row."""
        raise NotImplementedError

    def action_merge(self) -> None:
        """Take a row to be joined, or join the one that was taken with this one."""
        row, view = self.grid.cursor_row, self.view
        if row is None or view is None:
            return
        taken, self._joining = self._joining, None
        if taken is None:
            self._joining = (row.key, row.head)
            said = _("{label}: M on another row joins it with that one, M here lets it go")
            self.say(said.format(label=row.head))
            return
        other = taken[0]
        if other == row.key:
            self.say("")
            return

        def work(store: Store) -> Message:
            preview = grouping.preview_merge(store, view, other, row.key)
            return self.MergeRead(preview, other, row.key)

        self.jobs.read(self, "merge", work)

    def action_part(self) -> None:
        """Choose wordings of the row that are to be another one."""
        if (row := self.grid.cursor_row) is not None:
            self.jobs.read(
                self,
                "part",
                lambda store: self.WordingsRead(grouping.wordings(store, row.key)),
            )

    def action_ungroup(self) -> None:
        """Take back the last joining or parting."""

        def work(store: Store) -> Message:
            done = figures_service.undo_grouping(store)
            return self.Regrouped(_("taken back") if done else _("nothing to take back"))

        self.jobs.write(self, work)

    @on(MergeRead)
    def _on_merge_read(self, event: MergeRead) -> None:
        event.stop()

        def join(yes: bool | None) -> None:
            if yes:
                self.jobs.write(self, lambda store: self._merged(store, event.other, event.into))

        self.app.push_screen(
            ConfirmDialog(
                merge_question(event.preview),
                _("Enter joins them, Escape leaves them; U takes it back."),
            ),
            join,
        )

    @on(WordingsRead)
    def _on_wordings_read(self, event: WordingsRead) -> None:
        event.stop()
        number, label = event.wordings.indicator_id, event.wordings.key.label
        if len(event.wordings.counts) < 2:
            self.say(_("{label}: all values are worded alike").format(label=label))
            return

        def part(answer: Parted | None) -> None:
            if answer is not None:
                self.jobs.write(self, lambda store: self._parted(store, number, *answer))

        self.app.push_screen(PartingDialog(event.wordings), part)

    @on(Regrouped)
    def _on_regrouped(self, event: Regrouped) -> None:
        event.stop()
        self.say(event.text)
        self.stand_on(event.row)

    @on(FigureGrid.Moved)
    def _on_cursor_moved(self) -> None:
        """Say what is waiting to be joined, wherever the cursor goes."""
        if self._joining is not None:
            said = _("{label}: M joins it with this row").format(label=self._joining[1])
            self.say(said)

    def _merged(self, store: Store, other: int, into: int) -> Message:
        count = figures_service.merge(store, other, into)
        said = ngettext("joined: {count:,} value", "joined: {count:,} values", count)
        return self.Regrouped(said.format(count=count), into)

    def _parted(
        self, store: Store, indicator_id: int, wordings: tuple[str, ...], name: str
    ) -> Message:
        figures_service.split(store, indicator_id, wordings, name)
        return self.Regrouped(_("parted: {name}").format(name=name), indicator_id)


def merge_question(preview: MergePreview) -> str:
    """What a joining would do, in words."""
    said = _("Join {other} ({other_values:,}) with {into} ({into_values:,})?").format(
        other=preview.other.label,
        other_values=preview.other_values,
        into=preview.into.label,
        into_values=preview.into_values,
    )
    count = len(preview.shared)
    if count:
        many = ngettext(
            "Both have values of {count} period: {named}",
            "Both have values of {count} periods: {named}",
            count,
        )
        named = ", ".join(period or "—" for period in preview.shared[:6])
        said += "\n" + many.format(count=count, named=named)
    return said
