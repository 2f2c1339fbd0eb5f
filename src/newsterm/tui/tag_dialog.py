"""Asking for tags, with those of the library offered, and asking once more before many change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from newsterm.language import _

SIGNS = "+-＋－"


class TagSuggester(Suggester):
    """Completes the last word with a tag of the library, the most used first."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last word completed, or None."""
        head, space, word = value.rpartition(" ")
        sign = word[:1] if word[:1] in SIGNS else ""
        typed = word[len(sign) :]
        if not typed:
            return None
        found = next((tag for tag in self._tags if tag.startswith(typed) and tag != typed), None)
        return None if found is None else f"{head}{space}{sign}{found}"


class TagDialog(ModalScreen[str | None]):
    """Asks for `+a -b`; a word without a sign adds. Dismissed with the words, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="tag_dialog.cancel"),
        Binding("up", "earlier", "What was typed before", show=False, id="tag_dialog.earlier"),
    ]

    def __init__(
        self, title: str, has: Sequence[str], known: Sequence[str], before: str = ""
    ) -> None:
        super().__init__()
        self._heading = title
        self._has = has
        self._known = known
        self._before = before

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="dialog-title")
            if self._has:
                yield Static(
                    Content(_("Tags: {names}").format(names="  ".join(self._has))),
                    classes="dialog-note",
                )
            yield Static(
                Content(_("Used: {names}").format(names="  ".join(self._known[:8]))),
                classes="dialog-note",
            )
            yield Input(
                placeholder=_("+tag -tag   → completes, ↑ the last change"),
                suggester=TagSuggester(self._known),
                id="tag-input",
            )

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_earlier(self) -> None:
        """Take the words of the last change."""
        field = self.query_one(Input)
        field.value = self._before
        field.action_end()

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss(None)


class ConfirmDialog(ModalScreen[bool]):
    """Says what would change. Dismissed with whether it may."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Do it", id="confirm.yes"),
        Binding("escape,q,n", "answer(False)", "Leave it", id="confirm.no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(
                _("Enter does it, Escape leaves it; u takes it back."), classes="dialog-note"
            )

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
