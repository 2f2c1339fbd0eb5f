"""The tab of the review: one fact after the other, each decided on with one key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Hide
from textual.message import Message
from textual.widgets import Static

from newsterm.commands import command
from newsterm.domain.printable import printable_line
from newsterm.errors import NewstermError
from newsterm.language import _, ngettext
from newsterm.services.selection import unusable
from newsterm.store.store import Store
from newsterm.tui.dialogs import QuestionDialog
from newsterm.tui.jobs import Jobs
from newsterm.tui.pane import Pane
from newsterm.tui.prompt import Prompt
from newsterm.tui.review_queue import ReviewQueue
from newsterm.tui.review_view import ReviewView
from newsterm.tui.slot_form import SlotForm
from newsterm.tui.tag_dialog import ConfirmDialog

if TYPE_CHECKING:
    from newsterm.domain.review import Decision
    from newsterm.services.review import Pending, Queue, Reversal
    from newsterm.store.review_log import Decided


class ReviewPane(Pane):
    """The sentence with the fact marked, its slots below; every decision brings the next fact.

    A decision is shown at once and written behind it. When somebody else was quicker, the person is
    told and asked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "decide('accept')", "Accept", id="review.accept"),
        Binding("d", "decide('reject')", "Reject", id="review.reject"),
        Binding("p", "split", "Parts", tooltip="Split into several facts", id="review.split"),
        Binding("s", "skip", "Skip", tooltip="Skip: it comes again later", id="review.skip"),
        Binding("u", "undo", "Undo", tooltip="Take the last decision back", id="review.undo"),
        Binding("ctrl+r", "redo", "Decide so again", show=False, id="review.redo"),
        Binding("o", "open", "Article", tooltip="Read it in the article", id="review.open"),
        Binding("i", "details", "Where the fact comes from", show=False, id="review.details"),
        Binding("F,slash", "filter", "Filter", key_display="F", id="review.filter"),
        Binding("O", "order", "Least sure first / by article", show=False, id="review.order"),
    ]

    class QueueRead(Message):
        """The head of the queue has come from the store."""

        def __init__(self, queue: Queue, generation: int) -> None:
            super().__init__()
            self.queue, self.generation = queue, generation

    class Written(Message):
        """A decision is in the store."""

        def __init__(self, pending: Pending) -> None:
            super().__init__()
            self.pending = pending

    class Refused(Message):
        """A decision could not be written; `decided` is what somebody else decided before."""

        def __init__(
            self, pending: Pending, decision: Decision, reason: str, decided: Decided | None
        ) -> None:
            super().__init__()
            self.pending, self.decision = pending, decision
            self.reason, self.decided = reason, decided

    class Reversed(Message):
        """An undo or a redo is done."""

        def __init__(self, reversal: Reversal, *, redone: bool) -> None:
            super().__init__()
            self.reversal, self.redone = reversal, redone

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self.queue = ReviewQueue()
        self.query_text = ""
        self.order = "confidence"
        self._generation = 0
        self._is_stale = True
        self._changed = False

    def compose(self) -> ComposeResult:
        yield Static("", id="review-title", markup=False)
        yield ReviewView()
        yield Prompt(placeholder=_("which facts: the search language"), id="review-query")

    @property
    def form(self) -> SlotForm:
        """The slots of the fact in hand."""
        return self.query_one(SlotForm)

    def on_mount(self) -> None:
        self._show()

    def focus_within(self) -> None:
        self.form.focus()
        if self._is_stale:
            self.refresh_from_library()

    def refresh_from_library(self) -> None:
        """Read the queue anew, but out of sight only when the tab is shown again."""
        self._is_stale = not self.in_front
        if not self._is_stale:
            self._read()

    def back(self) -> bool:
        """From what a filter leaves to all that waits."""
        if not self.query_text:
            return False
        self._restart("", self.order)
        return True

    def on_hide(self, _event: Hide) -> None:
        """Out of sight: now the other tabs show what was decided."""
        if self._changed:
            self._changed = False
            self.post_message(self.LibraryChanged())

    # Keys.

    def action_decide(self, decision: str) -> None:
        """Accept or reject the fact in hand, and go on."""
        self._decide(decision, ())

    @on(SlotForm.Edited)
    def _on_edited(self, event: SlotForm.Edited) -> None:
        event.stop()
        self._decide("edit", (event.slots,))

    def action_split(self) -> None:
        """Ask for the parts, then split the fact in hand."""
        if self.queue.current is None:
            return
        text = self.queue.current.stored.fact.text

        def answered(words: str | None) -> None:
            if words:
                self._split(words)

        title = _("Split into which parts? Text and slots of each, | between them")
        self.app.push_screen(
            QuestionDialog(title, f"{text} | … indicator=…", f"{text} | "), answered
        )

    def action_skip(self) -> None:
        """Go on without a decision."""
        if self.queue.skip():
            self._show()
            self._read_on()
        else:
            again = self.queue.forget_skipped()
            self.say(
                _("the last one: what was skipped comes again") if again else _("the last one")
            )
            self._read()

    def action_undo(self) -> None:
        """Take one's last decision back, and show its fact."""
        self.jobs.write(self, partial(self._reverse, redone=False))

    def action_redo(self) -> None:
        """Decide again what was taken back."""
        self.jobs.write(self, partial(self._reverse, redone=True))

    def action_open(self) -> None:
        """Read the article at the sentence; `q` comes back to the same fact."""
        if (pending := self.queue.current) is not None:
            stored = pending.stored
            self.post_message(
                self.ArticleWanted(stored.article_id, stored.fact.start, self.focus_within)
            )

    def action_details(self) -> None:
        """Show where the fact in hand comes from."""
        if (pending := self.queue.current) is not None:
            fact = pending.stored.fact
            span = (fact.start, fact.end)
            self.post_message(self.DetailsWanted([(pending.stored.article_id, span)]))

    def action_filter(self) -> None:
        """Ask which facts are to be reviewed."""
        self.query_one(Prompt).ask(self.query_text)

    def action_order(self) -> None:
        """The least sure first, or article by article."""
        order = "article" if self.order == "confidence" else "confidence"
        self._restart(self.query_text, order)

    @on(Prompt.Answered)
    def _on_answered(self, event: Prompt.Answered) -> None:
        event.stop()
        self.form.focus()
        self._restart(event.text, self.order)
        if problems := unusable(event.text):
            self.say("; ".join(problems))

    @on(Prompt.GivenUp)
    def _on_given_up(self, event: Prompt.GivenUp) -> None:
        event.stop()
        self.form.focus()

    @on(SlotForm.Refused)
    def _on_slot_refused(self, event: SlotForm.Refused) -> None:
        event.stop()
        self.say(event.reason)

    # Decisions.

    def _split(self, words: str) -> None:
        from newsterm.services.review_slots import parts_of

        try:
            parts = parts_of(words)
        except NewstermError as error:
            self.say(error.message)
            return
        self._decide("split", parts)

    def _decide(self, kind: str, slots: Sequence[Mapping[str, str]]) -> None:
        if self.queue.current is None:
            return
        from newsterm.domain.review import DECISIONS, Decision

        pending = self.queue.decide()
        decision = Decision(pending.id, kind, tuple(slots))
        self._show()
        self.say(f"{_(DECISIONS[kind])}: {pending.stored.fact.text} · {self._count()}")
        self.jobs.write(self, lambda store: self._write(store, pending, decision))
        self._read_on()

    # In the writing thread, which alone needs the service.

    def _write(self, store: Store, pending: Pending, decision: Decision) -> Message:
        from newsterm.services.review import review
        from newsterm.store.review_log import ReviewConflictError

        try:
            review(store, [decision])
        except ReviewConflictError as error:
            return self.Refused(pending, decision, error.message, error.decided)
        except NewstermError as error:
            return self.Refused(pending, decision, error.message, None)
        return self.Written(pending)

    def _write_anyway(self, store: Store, pending: Pending, decision: Decision) -> Message:
        from newsterm.services.review import decide_anyway

        try:
            decide_anyway(store, pending, decision)
        except NewstermError as error:
            return self.Refused(pending, decision, error.message, None)
        return self.Written(pending)

    def _reverse(self, store: Store, *, redone: bool) -> Message:
        from newsterm.services.review import redo, undo

        return self.Reversed(redo(store) if redone else undo(store), redone=redone)

    @on(Written)
    def _on_written(self, event: Written) -> None:
        event.stop()
        self.queue.written(event.pending)
        self._changed = True
        if self.queue.current is None:  # how many are left was read before this was written
            self._read()
        if not self.in_front:
            self.on_hide(Hide())

    @on(Refused)
    def _on_refused(self, event: Refused) -> None:
        """Another was quicker, or the slots don't fit: nothing was written."""
        event.stop()
        self.queue.written(event.pending)
        decided = event.decided
        if decided is None:
            self.queue.show(event.pending)
            self._show()
            self.say(event.reason)
            self._read()
            return
        from newsterm.domain.review import DECISIONS

        said = _("{who} {decision} “{text}” at {at}").format(
            who=decided.who,
            decision=_(DECISIONS[decided.review.decision]),
            text=event.pending.stored.fact.text,
            at=decided.at,
        )
        same = decided.review.decision == event.decision.decision
        if same and not event.decision.slots:
            self.say(said)
            self._read()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                pending, decision = event.pending, event.decision
                self.jobs.write(self, lambda store: self._write_anyway(store, pending, decision))
            self._read()

        question = _("{said}, before you. Put your decision in its place?").format(said=said)
        self.app.push_screen(ConfirmDialog(question), answered)

    @on(Reversed)
    def _on_reversed(self, event: Reversed) -> None:
        event.stop()
        if not event.reversal.count:
            self.say(_("nothing of yours"))
            return
        self._changed = True
        for pending in reversed(event.reversal.pending):
            self.queue.show(pending)
        if event.redone and not event.reversal.pending:  # it was rejected, and is again
            self.queue.drop()
        self._show()
        count = event.reversal.count
        self.say(
            ngettext("{n} decision made again", "{n} decisions made again", count).format(n=count)
            if event.redone
            else ngettext("{n} decision taken back", "{n} decisions taken back", count).format(
                n=count
            )
        )
        self._read()

    # The queue.

    def _restart(self, query: str, order: str) -> None:
        """Begin another queue."""
        self.query_text, self.order = query, order
        self.queue.restart()
        self._show()
        self._read()

    def _read_on(self) -> None:
        if self.queue.is_short:
            self._read()

    def _read(self) -> None:
        if not self.jobs.ready:
            return
        self._generation += 1
        generation, query, order = self._generation, self.query_text, self.order
        count = self.queue.wanted

        def work(store: Store) -> Message:
            found = command("review").load_service()(store, query, order=order, count=count)
            return self.QueueRead(found, generation)

        self.jobs.read(self, "queue", work)

    @on(QueueRead)
    def _on_queue_read(self, event: QueueRead) -> None:
        event.stop()
        if event.generation != self._generation:
            return
        had = self.queue.current
        self.queue.put(event.queue.pending, event.queue.left)
        if self.queue.current is None and self.queue.left and self.queue.forget_skipped():
            self.queue.put(event.queue.pending, event.queue.left)
        if self.queue.current is had:
            self._show_title()
        else:
            self._show()

    # What is on the screen.

    def say(self, text: str) -> None:
        """Say something in the status line."""
        self.post_message(self.StatusChanged(text))

    def _count(self) -> str:
        left = self.queue.left
        return ngettext("{n} fact to review", "{n} facts to review", left).format(n=f"{left:,}")

    def _show_title(self) -> None:
        order = _("least sure first") if self.order == "confidence" else _("by article")
        words = [self._count(), order, *([self.query_text] if self.query_text else [])]
        self.query_one("#review-title", Static).update(Content(printable_line(" · ".join(words))))

    def _show(self) -> None:
        """Show the fact in hand."""
        self._show_title()
        self.query_one(ReviewView).show(self.queue.current)
