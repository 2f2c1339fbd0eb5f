"""One fact as the review shows it: where it stands, its sentence, its slots, its rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from newsterm.domain.printable import printable_line
from newsterm.language import _
from newsterm.tui.excerpt import Excerpt
from newsterm.tui.slot_form import SlotForm

if TYPE_CHECKING:
    from newsterm.services.review import Pending


class ReviewView(Vertical):
    """The sentence stands between its neighbours, with the quantity marked."""

    DEFAULT_CSS = """
    ReviewView { height: 1fr; }
    #review-text { height: 1fr; padding: 0 1; }
    #review-source { height: auto; max-height: 2; color: $text-muted; }
    #review-context { height: auto; margin-top: 1; }
    #review-before { height: auto; margin-top: 1; color: $text-warning; }
    #review-slots { border-top: solid $panel; }
    #review-rule { height: 1; padding: 0 1; color: $text-muted; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False, id="review-text"):
            yield Static("", id="review-source", markup=False)
            yield Excerpt(id="review-context")
            yield Static("", id="review-before", markup=False)
        yield SlotForm(id="review-slots")
        yield Static("", id="review-rule", markup=False)

    def show(self, pending: Pending | None) -> None:
        """Show this fact, or that there is none."""
        excerpt, form = self.query_one(Excerpt), self.query_one(SlotForm)
        if pending is None:
            self._say(source=_("Nothing waits for a review here."))
            excerpt.show_nothing()
            form.show_nothing()
            return
        stored, fact = pending.stored, pending.stored.fact
        self._say(
            source="  ".join(filter(None, (stored.date, stored.source, stored.title))),
            before=_why_again(pending),
            rule=_rule(pending),
        )
        first, length = pending.context_offset, len(pending.context)
        start = pending.offset - first
        excerpt.show_text(
            pending.context,
            [(fact.start - first, fact.end - first)],
            [(0, start), (start + len(pending.sentence), length)],
        )
        form.show(fact, pending.sentence, pending.offset)
        self.call_after_refresh(self._bring_mark_into_view)

    def _bring_mark_into_view(self) -> None:
        """On a low screen a long text before it may push the quantity out of sight."""
        excerpt, view = self.query_one(Excerpt), self.query_one(VerticalScroll)
        line = excerpt.virtual_region.y + excerpt.mark_line
        view.scroll_to(y=max(0, line - view.size.height // 2), animate=False)

    def _say(self, *, source: str, before: str = "", rule: str = "") -> None:
        for name, text in (("source", source), ("before", before), ("rule", rule)):
            self.query_one(f"#review-{name}", Static).update(Content(printable_line(text)))


def _why_again(pending: Pending) -> str:
    """What was decided on it while the text was another one."""
    if pending.before is None:
        return ""
    from newsterm.services.review import asked_again

    return asked_again(pending.before)


def _rule(pending: Pending) -> str:
    fact = pending.stored.fact
    sure = _("rule {rule}, confidence {sure}").format(rule=fact.rule, sure=f"{fact.confidence:.2f}")
    return sure if pending.stored.review_id is None else f"{sure}  ({_('reviewed')})"
