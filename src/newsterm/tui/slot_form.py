"""The slots of a fact, a line each, edited where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from newsterm.domain.fact import Fact
from newsterm.domain.printable import printable_line
from newsterm.errors import NewstermError
from newsterm.language import N_, _

LABELS = {
    "text": N_("text"),
    "value": N_("value"),
    "value_high": N_("up to"),
    "unit": N_("unit"),
    "comparator": N_("comparator"),
    "period": N_("period"),
    "status": N_("status"),
    "indicator": N_("indicator"),
}
"""The slots in the order shown, and what they are called."""


class SlotForm(Vertical, can_focus=True):
    """A cursor goes over the slots; Enter opens the one under it for editing.

    In a field Enter is done with all that was changed, Tab goes on to the next slot, and Escape
    leaves the fact as it was.
    """

    DEFAULT_CSS = """
    SlotForm { height: auto; padding: 0 1; }
    SlotForm Horizontal { height: 1; }
    SlotForm .slot-name { width: 14; color: $text-muted; }
    SlotForm .slot-value { width: 1fr; }
    SlotForm Input { display: none; width: 1fr; height: 1; border: none; padding: 0; }
    SlotForm Input:focus { border: none; }
    SlotForm .-editing Input { display: block; }
    SlotForm .-editing .slot-value { display: none; }
    SlotForm .-changed .slot-value { text-style: bold italic; }
    SlotForm:focus .-cursor .slot-value { text-style: reverse; }
    SlotForm .-cursor .slot-name { color: $accent; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next slot", show=False, id="slots.down"),
        Binding("k,up", "move(-1)", "Previous slot", show=False, id="slots.up"),
        Binding("tab", "tab(1)", "Next slot", show=False, id="slots.next"),
        Binding("shift+tab", "tab(-1)", "Previous slot", show=False, id="slots.previous"),
        Binding("e,enter", "edit", "Edit", id="slots.edit"),
        Binding("escape", "give_up", "Leave it as it was", show=False, id="slots.cancel"),
    ]

    class Edited(Message):
        """The person is done with changes of these slots."""

        def __init__(self, slots: Mapping[str, str]) -> None:
            super().__init__()
            self.slots = slots

    class Refused(Message):
        """What was typed can't be this slot; an empty reason when it is put right."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.index = 0
        """Which slot the cursor is on."""
        self.changes: dict[str, str] = {}
        """What was typed of the fact shown, by slot."""
        self._fact: Fact | None = None
        self._sentence = ""

    def compose(self) -> ComposeResult:
        for name, label in LABELS.items():
            with Horizontal(id=f"slot-{name}"):
                yield Static(_(label), classes="slot-name", markup=False)
                yield Static("", classes="slot-value", markup=False)
                yield Input(compact=True)

    def on_mount(self) -> None:
        self._place_cursor()

    @property
    def is_editing(self) -> bool:
        """Whether a field is open."""
        return bool(self.query(".-editing"))

    def show(self, fact: Fact, sentence: str, offset: int) -> None:
        """Show the slots of a fact.

        Args:
            sentence: what it stands in, with which `text` is checked.
            offset: where that begins in the body.
        """
        self._fact = replace(fact, start=fact.start - offset, end=fact.end - offset)
        self._sentence = sentence
        self._close()
        self.changes.clear()
        self._show_values()

    def show_nothing(self) -> None:
        """Show no fact."""
        self._fact = None
        self._close()
        self.changes.clear()
        self._show_values()

    def action_move(self, step: int) -> None:
        """Go to the next slot, or to the one before."""
        self.index = (self.index + step) % len(LABELS)
        self._place_cursor()

    def action_tab(self, step: int) -> None:
        """Go to the next slot; from an open field, keep it and open the next one."""
        if not self.is_editing:
            self.action_move(step)
        elif self._keep():
            self.action_move(step)
            self.action_edit()

    def action_edit(self) -> None:
        """Open the slot under the cursor."""
        if self._fact is None or self.is_editing:
            return
        row = self._row()
        field = row.query_one(Input)
        field.value = self._value(self._slot)
        row.add_class("-editing")
        field.focus()
        field.action_end()

    def action_give_up(self) -> None:
        """Leave all slots as they were."""
        if self.is_editing or self.changes:
            self._close()
            self.changes.clear()
            self._show_values()
            self.post_message(self.Refused(""))

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._keep():
            self._close()
            if self.changes:
                self.post_message(self.Edited(self._slots(self.changes)))

    def _keep(self) -> bool:
        """Take over what was typed, if the fact can be so."""
        name, typed = self._slot, self._row().query_one(Input).value.strip()
        changes = {key: value for key, value in self.changes.items() if key != name}
        if typed != self._stored(name):
            changes[name] = typed
        reason = self._reason_against(changes)
        if not reason:
            self.changes = changes
            self._close()
            self._show_values()
        self.post_message(self.Refused(reason))
        return not reason

    def _reason_against(self, changes: Mapping[str, str]) -> str:
        """Why the fact can't have these slots, in a line; empty when it can."""
        # The checks of facts files, with their YAML parser, are not needed before this.
        from newsterm.services.review_slots import edited

        assert self._fact is not None
        try:
            edited(self._fact, self._slots(changes), self._sentence)
        except NewstermError as error:
            return error.message
        return ""

    def _slots(self, changes: Mapping[str, str]) -> dict[str, str]:
        """All that an edit must name: a value alone would take the upper end of a range away."""
        kept = {"value_high": self._stored("value_high")} if "value" in changes else {}
        return {**kept, **changes}

    def _close(self) -> None:
        if self.is_editing:
            self.focus()
        for row in self._rows():
            row.remove_class("-editing")

    def _show_values(self) -> None:
        for name, row in zip(LABELS, self._rows(), strict=True):
            row.set_class(name in self.changes, "-changed")
            value = printable_line(self._value(name)) if self._fact else ""
            shown = value or ("—" if self._fact else "")
            row.query_one(".slot-value", Static).update(Content(shown))

    def _value(self, name: str) -> str:
        return self.changes.get(name, self._stored(name))

    def _stored(self, name: str) -> str:
        value = getattr(self._fact, name)
        if value is None:
            return ""
        return value if isinstance(value, str) else f"{value:.15g}"

    @property
    def _slot(self) -> str:
        """The name of the slot under the cursor."""
        return list(LABELS)[self.index]

    def _row(self) -> Horizontal:
        return self.query_one(f"#slot-{self._slot}", Horizontal)

    def _rows(self) -> Iterator[Horizontal]:
        return iter(self.query(Horizontal))

    def _place_cursor(self) -> None:
        for number, row in enumerate(self._rows()):
            row.set_class(number == self.index, "-cursor")
