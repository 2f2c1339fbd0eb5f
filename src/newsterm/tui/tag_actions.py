"""The verbs of tags, marks and their history as keys."""

from __future__ import annotations

from textual.message import Message

from newsterm.commands import command
from newsterm.store.store import Store
from newsterm.tui.verb_actions import VerbActions


class TagActions(VerbActions):
    """What the keys of these verbs do: each calls its service and says the end."""

    def action_verb_tags(self) -> None:
        """List the tags."""
        self.jobs.read(self, "tags", self._list_tags)

    def action_verb_history(self) -> None:
        """Show who changed what."""
        self.jobs.read(self, "history", self._list_changes)

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

    def _toggle(self, verb: str) -> None:
        if (article := self.named_article()) is not None:
            self.jobs.write(self, lambda store: self._mark(store, verb, article.slug))

    def _mark(self, store: Store, verb: str, slug: str) -> Message:
        done = command(verb).load_service()(store, slugs=[slug], on=None)
        said = {"read": ("unread", "read"), "star": ("star taken away", "starred")}[verb]
        return self.Done(said[done.on], changed=True)

    def _reverse(self, store: Store, verb: str) -> Message:
        done = command(verb).load_service()(store)
        how = "undone" if verb == "undo" else "done again"
        left = f", {done.left} changed since and left" if done.left else ""
        return self.Done(f"{how}: {done.what} ({done.lines}){left}", changed=True)

    def _list_tags(self, store: Store) -> Message:
        rows = command("tags").load_service()(store)
        return self.Checked(f"{len(rows):,} tags", [f"{row.total:>6,}  {row.name}" for row in rows])

    def _list_changes(self, store: Store) -> Message:
        changes = command("history").load_service()(store)
        lines = [
            f"{each.number:>6}  {each.at}  {each.who}  {each.what}  {each.lines:,} changed"
            f"{'  (undone)' if each.undone else ''}"
            for each in changes
        ]
        return self.Checked(f"the last {len(lines)} changes", lines)
