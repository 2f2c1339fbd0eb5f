"""The verbs of tags, marks and their history as keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.message import Message

from newsterm.commands import command
from newsterm.language import N_, _, ngettext
from newsterm.store.store import Store
from newsterm.tui.pane import Meant
from newsterm.tui.verb_actions import VerbActions

MARK_SAID = {
    "read": (N_("unread"), N_("read")),
    "star": (N_("star taken away"), N_("starred")),
}
"""What is said of a mark that was taken away, and of one that was set."""


class TagActions(VerbActions):
    """What the keys of these verbs do: each calls its service and says the end."""

    last_words = ""
    """The last change of tags as it was typed."""

    class TagPreviewed(Message):
        """What a change of many articles would do is known."""

        def __init__(self, meant: Meant, words: Sequence[str], text: str) -> None:
            super().__init__()
            self.meant, self.words, self.text = meant, words, text

    def meant(self) -> Meant | None:
        """The articles that a change is about; says so where there are none."""
        raise NotImplementedError

    def all_shown(self) -> Meant | None:
        """All that the list in front shows, where there is one."""
        raise NotImplementedError

    def action_verb_tag(self) -> None:
        """Tag the marked articles, else the one in hand."""
        from newsterm.tui.tag_dialog import TagDialog

        if (meant := self.meant()) is None:
            return

        def answered(words: str | None) -> None:
            if words is not None and words.strip():
                self._tag_words(meant, words)

        self.app.push_screen(TagDialog(self.jobs, meant, self.last_words), answered)

    def action_repeat_tag(self) -> None:
        """Make the last change of tags again, on what is meant now."""
        if self.last_words and (meant := self.meant()) is not None:
            self._tag_words(meant, self.last_words)

    @on(TagPreviewed)
    def _on_tag_previewed(self, event: TagPreviewed) -> None:
        from newsterm.tui.tag_dialog import ConfirmDialog

        event.stop()

        def answered(yes: bool | None) -> None:
            if yes:
                self._write_tags(event.meant, event.words)

        self.app.push_screen(ConfirmDialog(event.text), answered)

    def _tag_words(self, meant: Meant, typed: str) -> None:
        """Change one article at once; many only after their number was seen."""
        from newsterm.services.tag import split_words
        from newsterm.tui.tag_dialog import SIGNS

        self.last_words = typed
        words = [word if word[0] in SIGNS else f"+{word}" for word in split_words(typed)]
        if meant.count > 1:
            self.jobs.read(self, "preview", lambda store: self._preview(store, meant, words))
        else:
            self._write_tags(meant, words)

    def _write_tags(self, meant: Meant, words: Sequence[str]) -> None:
        self.jobs.write(self, lambda store: self._tag(store, meant, words))

    def _preview(self, store: Store, meant: Meant, words: Sequence[str]) -> Message:
        from newsterm.services.tag import preview

        found = preview(store, words, slugs=meant.slugs, query=meant.query)
        return self.TagPreviewed(meant, words, str(found))

    def _tag(self, store: Store, meant: Meant, words: Sequence[str]) -> Message:
        from newsterm.services.tag import signed

        service = command("tag").load_service()
        change = service(store, words, slugs=meant.slugs, query=meant.query)
        tags = signed(change.add, change.remove)
        many = ngettext("{count:,} article", "{count:,} articles", change.articles)
        said = _("{count:,} changed").format(count=change.changed)
        if change.articles != 1:
            said = _("{tags} on {changed}").format(
                tags=tags,
                changed=f"{many.format(count=change.articles)}: {said}",
            )
        else:
            said = f"{tags}: {said}"
        return self.Done(said, changed=True)

    def action_verb_tags(self) -> None:
        """The tab of tags."""
        self.action_tab("tags")

    def action_verb_history(self) -> None:
        """Show who changed what, to undo any of it."""
        from newsterm.tui.history_screen import HistoryScreen

        self.app.push_screen(HistoryScreen(self.jobs, self.refresh_panes))

    def action_verb_read(self) -> None:
        """Mark the article in hand as read, or as unread if it is."""
        self._toggle("read")

    def action_verb_star(self) -> None:
        """Star the article in hand, or take its star away."""
        self._toggle("star")

    def action_verb_undo(self) -> None:
        """Undo the user's latest change."""
        self.jobs.write(self, lambda store: self._reverse(store, "undo"))

    def action_verb_redo(self) -> None:
        """Do again what was undone last."""
        self.jobs.write(self, lambda store: self._reverse(store, "redo"))

    def action_read_all(self) -> None:
        """Mark all that the list shows as read, after their number was seen."""
        from newsterm.tui.tag_dialog import ConfirmDialog

        if (shown := self.all_shown()) is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.jobs.write(self, lambda store: self._mark(store, "read", shown, on=True))

        self.app.push_screen(
            ConfirmDialog(_("Mark {which} as read").format(which=shown.title)), answered
        )

    def _toggle(self, verb: str) -> None:
        if (meant := self.meant()) is not None:
            self.jobs.write(self, lambda store: self._mark(store, verb, meant))

    def _mark(self, store: Store, verb: str, meant: Meant, *, on: bool | None = None) -> Message:
        service = command(verb).load_service()
        done = service(store, slugs=meant.slugs, query=meant.query, on=on)
        said = _(MARK_SAID[verb][done.on])
        if meant.count > 1:
            said += ": " + _("{count:,} changed").format(count=done.changed)
        return self.Done(said, changed=True)

    def _reverse(self, store: Store, verb: str) -> Message:
        from newsterm.tui.history_screen import reversal_text

        done = command(verb).load_service()(store)
        how = _("undone") if verb == "undo" else _("done again")
        return self.Done(reversal_text(done, how), changed=True)
