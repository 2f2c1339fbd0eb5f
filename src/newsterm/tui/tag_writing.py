"""Putting tags back into the article files from the tab of tags, after a look at what would be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from newsterm.language import _, ngettext
from newsterm.services.discover import Failure
from newsterm.services.tag_files import Written, write_tags
from newsterm.store.store import Store
from newsterm.tui.pane import Pane
from newsterm.tui.tag_dialog import ConfirmDialog
from newsterm.tui.verb_actions import VerbActions


class TagWritingPane(Pane):
    """`W` says how many files would change, and writes them when that is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("W", "write_files", "Write tags into the files", id="tags.write", show=False)
    ]

    class FilesFound(Message):
        """Which files would take tags, and which can't, is known."""

        def __init__(self, written: int, failures: list[Failure]) -> None:
            super().__init__()
            self.written, self.failures = written, failures

    def action_write_files(self) -> None:
        """Write the tags that editors gave into the article files."""
        root = self.jobs.library.root

        def look(store: Store) -> Message:
            found = list(write_tags(store, root=root, dry_run=True))
            failures = [each for each in found if isinstance(each, Failure)]
            return self.FilesFound(len(found) - len(failures), failures)

        self.jobs.read(self, "write", look)

    @on(FilesFound)
    def _on_files_found(self, event: FilesFound) -> None:
        event.stop()
        refused = _refused(event.failures)
        if not event.written:
            self.post_message(self.StatusChanged(refused or _("the files have all tags")))
            return
        question = ngettext(
            "Write the tags of {count:,} article into its file?",
            "Write the tags of {count:,} articles into their files?",
            event.written,
        ).format(count=event.written)

        def answered(yes: bool | None) -> None:
            if yes:
                self.jobs.write(self, self._write_files)

        note = _("Enter does it, Escape leaves it. Everything else in the files stays as it is.")
        self.app.push_screen(ConfirmDialog(f"{question} {refused}".strip(), note), answered)

    def _write_files(self, store: Store) -> Iterator[Message]:
        """A file a step, so that a tag does not wait for the others."""
        written, failures = 0, list[Failure]()
        for each in write_tags(store, root=self.jobs.library.root):
            if isinstance(each, Written):
                written += 1
            else:
                failures.append(each)
            yield VerbActions.StepDone()
        said = ngettext(
            "tags of {count:,} article written", "tags of {count:,} articles written", written
        ).format(count=written)
        yield VerbActions.Done(f"{said} {_refused(failures)}".strip(), changed=True)


def _refused(failures: list[Failure]) -> str:
    """How many can't take tags, and why the first can't; empty for none."""
    if not failures:
        return ""
    many = ngettext("{count:,} can't: {first}", "{count:,} can't, such as {first}", len(failures))
    return many.format(count=len(failures), first=failures[0])
