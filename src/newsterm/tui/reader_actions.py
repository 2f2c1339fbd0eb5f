"""What readers and tables ask of the screen: to copy, to edit the file, to say where it stands."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported
from textual.message import Message

from newsterm.language import _
from newsterm.store.store import Store
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.verb_actions import VerbActions

if TYPE_CHECKING:
    from newsterm.tui.reader import Reader
    from newsterm.tui.table_view import TableView


class ReaderActions(VerbActions):
    """Answers their messages."""

    class Copied(Message):
        """What was copied has been kept in a file, too."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class FileFound(Message):
        """The file to edit is known."""

        def __init__(self, path: Path | None) -> None:
            super().__init__()
            self.path = path

    @on(ArticlesPane.CopyWanted)
    def _on_copy_wanted(self, event: ArticlesPane.CopyWanted) -> None:
        from newsterm.services.citation import cite

        event.stop()
        self._copy(cite(event.view.article, event.offset))

    def on_table_view_copy_wanted(self, event: TableView.CopyWanted) -> None:
        event.stop()
        self._copy(event.text)

    def _copy(self, text: str) -> None:
        from newsterm.services.citation import keep_copy

        self.app.copy_to_clipboard(text)
        self.jobs.read(self, "copy", lambda _store: self.Copied(keep_copy(text, os.environ)))

    @on(Copied)
    def _on_copied(self, event: Copied) -> None:
        event.stop()
        text = _("copied by OSC 52 (a terminal may drop it), and to {path}")
        self.say(text.format(path=event.path))

    @on(ArticlesPane.EditWanted)
    def _on_edit_wanted(self, event: ArticlesPane.EditWanted) -> None:
        event.stop()
        article_id, root = event.article.article_id, self.jobs.library.root

        def work(store: Store) -> Message:
            from newsterm.services.show import file_of

            return self.FileFound(file_of(store, article_id, root))

        self.jobs.read(self, "edit", work)

    @on(FileFound)
    def _on_file_found(self, event: FileFound) -> None:
        """Hand the terminal to the editor, as an argument list, and load what it wrote."""
        event.stop()
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        if event.path is None:
            self.say(_("this article's file is gone"), failed=True)
            return
        try:
            with self.app.suspend():
                subprocess.run([*editor, str(event.path)], check=False)
        except (OSError, SuspendNotSupported) as error:
            self.say(f"{editor[0]}: {error}", failed=True)
            return
        self.load_paths([event.path])

    def on_reader_fact_reached(self, event: Reader.FactReached) -> None:
        fact = event.fact
        status = _("planned") if fact.is_target else _("reported")
        self.say(f"{fact.text} · {fact.indicator} · {fact.period or '—'} · {status}")

    def on_reader_found(self, event: Reader.Found) -> None:
        event.stop()
        self.say(f"{event.index}/{event.total}" if event.total else _("not found"))
