"""Asking for tags, with those of the library offered, and asking once more before many change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from newsterm.domain.printable import printable_line
from newsterm.domain.tags import quoted, shade
from newsterm.language import _
from newsterm.services.tag_offer import TagOffer, completions, offer, similar
from newsterm.store.tag_overview import RULE
from newsterm.tui.jobs import Jobs
from newsterm.tui.messages import JobFailed
from newsterm.tui.pane import Meant
from newsterm.tui.tag_colours import textual_style

SIGNS = "+-＋－"
MINUS = ("-", "－")
CHOICES = 12
"""So many tags are offered at once."""
_LAST_WORD = re.compile(r'[+\-＋－]?(?:"[^"]*"?|[^\s"]*)\Z')


class TagDialog(ModalScreen[str | None]):
    """Asks for `+a -b`; a word without a sign adds. Dismissed with the words, or None.

    Below the words stand the tags that the last one may become, before any is typed those of
    similar articles; Tab takes the first, and again the next.
    """

    DEFAULT_CSS = "TagDialog Input { margin-bottom: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="tag_dialog.cancel"),
        Binding("tab", "complete(1)", "Complete", id="tag_dialog.complete", priority=True),
        Binding(
            "shift+tab",
            "complete(-1)",
            "The completion before",
            show=False,
            id="tag_dialog.complete_back",
            priority=True,
        ),
        Binding("up", "earlier(1)", "What was typed before", show=False, id="tag_dialog.earlier"),
        Binding("down", "earlier(-1)", "What was typed after", show=False, id="tag_dialog.later"),
    ]

    class Offered(Message):
        """What the library knows about tags has come."""

        def __init__(self, offer: TagOffer) -> None:
            super().__init__()
            self.offer = offer

    class SimilarFound(Message):
        """The tags of similar articles have come."""

        def __init__(self, names: Sequence[str]) -> None:
            super().__init__()
            self.names = names

    def __init__(self, jobs: Jobs, meant: Meant, before: str = "") -> None:
        super().__init__()
        self._jobs = jobs
        self._meant = meant
        self._offer = TagOffer((), (), {}, {}, (before,) if before else ())
        self._similar: Sequence[str] = ()
        self._prompt = -1
        """Which of the former prompts is shown; -1 for none."""
        self._choices: Sequence[str] = ()
        """The tags that the last word may become."""
        self._chosen = -1
        self._line = ""
        """The line that they are for."""
        self._taken = ""
        """The line as a completion left it: typing on begins another one."""

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._meant.title), classes="dialog-title")
            yield Static("", id="tag-has", classes="dialog-note", markup=False)
            yield Input(placeholder=_("+tag -tag   Tab completes, ↑ what was typed before"))
            yield Static("", id="tag-choices", markup=False)

    def on_mount(self) -> None:
        slugs, query = self._meant.slugs, self._meant.query
        self._jobs.read(self, "offer", lambda store: self.Offered(offer(store, slugs)))
        self._jobs.read(
            self,
            "similar",
            lambda store: self.SimilarFound(similar(store, slugs=slugs, query=query)),
        )

    @property
    def field(self) -> Input:
        """Where it is typed."""
        return self.query_one(Input)

    @on(Offered)
    def _on_offered(self, event: Offered) -> None:
        event.stop()
        former = dict.fromkeys((*self._offer.prompts, *event.offer.prompts))
        self._offer = replace(event.offer, prompts=tuple(former))
        if event.offer.has:
            names = [self._tag(tag, f" ({_who(who)})") for tag, who in event.offer.has]
            line = Content(_("Tags: {names}").format(names="")) + Content("  ").join(names)
            self.query_one("#tag-has", Static).update(line)
        self._choose()

    @on(SimilarFound)
    def _on_similar_found(self, event: SimilarFound) -> None:
        event.stop()
        self._similar = event.names
        self._choose()

    @on(JobFailed)
    def _on_job_failed(self, event: JobFailed) -> None:
        """Without an offer one can type all the same."""
        event.stop()

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._taken:
            self._choose()

    def _choose(self) -> None:
        """Find what the last word may become."""
        self._line = self.field.value
        word = self._last_word()
        typed = word.lstrip(SIGNS).strip('"')
        has = [tag for tag, _who in self._offer.has]
        others = [tag for tag in self._offer.known if tag not in has]
        if word[:1] in MINUS:
            found = completions(typed, (*has, *others)) if typed else has
        elif typed:
            found = completions(typed, (*others, *self._offer.aliases, *has))
        else:
            found = [*self._similar, *others]
        self._choices = list(dict.fromkeys(found))[:CHOICES]
        self._chosen = -1
        self._taken = ""
        self._show_choices(similar=0 if word else len(self._similar))

    def _show_choices(self, *, similar: int = 0) -> None:
        """Show what the last word may become; the first so many are tags of similar articles."""
        names = [
            self._tag(tag, f" = {of}" if (of := self._offer.aliases.get(tag)) else "")
            if number != self._chosen
            else Content.styled(printable_line(tag), "reverse")
            for number, tag in enumerate(self._choices)
        ]
        parts = [Content("  ").join(names[similar:])]
        if similar:
            alike = Content(_("similar articles: ")) + Content("  ").join(names[:similar])
            parts = [alike, *(parts if names[similar:] else [])]
        self.query_one("#tag-choices", Static).update(Content("  ·  ").join(parts))

    def _tag(self, tag: str, after: str) -> Content:
        """A tag in its colour, with something behind it."""
        colour = shade(tag, self._offer.colours)
        style = textual_style(self.app.current_theme, colour)
        return Content.styled(printable_line(tag), style) + Content(printable_line(after))

    def _last_word(self) -> str:
        found = _LAST_WORD.search(self.field.value)
        return found[0] if found else ""

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)

    def action_complete(self, step: int) -> None:
        """Put the next of the choices in the place of the last word."""
        if self.field.value not in (self._line, self._taken):  # quicker than the news of it
            self._choose()
        if not self._choices:
            return
        first = 0 if step > 0 else len(self._choices) - 1
        at = self._chosen + step if self._chosen >= 0 else first
        self._chosen = at % len(self._choices)
        word, line = self._last_word(), self.field.value
        sign = word[:1] if word[:1] in SIGNS else ""
        head = line[: len(line) - len(word)]
        self._taken = f"{head}{sign}{quoted(self._choices[self._chosen])}"
        self.field.value = self._taken
        self.field.action_end()
        self._show_choices()

    def action_earlier(self, step: int) -> None:
        """Show what was typed before, or after that; past the latest, nothing."""
        prompts = self._offer.prompts
        self._prompt = max(-1, min(self._prompt + step, len(prompts) - 1))
        self.field.value = prompts[self._prompt] if self._prompt >= 0 else ""
        self.field.action_end()

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss(None)


def _who(who: str) -> str:
    """Who gave a tag, for a person: `file`, `rule 出行`, a user's name."""
    if who.startswith(RULE):
        return _("rule {name}").format(name=who.removeprefix(RULE))
    return _("file") if who == "file" else who


class ConfirmDialog(ModalScreen[bool]):
    """Says what would change. Dismissed with whether it may."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Do it", id="confirm.yes"),
        Binding("escape,q,n", "answer(False)", "Leave it", id="confirm.no"),
    ]

    def __init__(self, question: str, note: str = "") -> None:
        super().__init__()
        self._question = question
        self._note = note or _("Enter does it, Escape leaves it; u takes it back.")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(Content(self._note), classes="dialog-note")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
