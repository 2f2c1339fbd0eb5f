"""The keys of the verbs of figures: series, review, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from newsterm.commands import command
from newsterm.language import _, ngettext
from newsterm.store.store import Store
from newsterm.tui.verb_actions import VerbActions

if TYPE_CHECKING:
    from newsterm.tui.table_view import Exportable


class FigureActions(VerbActions):
    """What the keys of the verbs of figures do."""

    def action_verb_series(self) -> None:
        """Follow an indicator through all articles."""
        from newsterm.tui.dialogs import QuestionDialog

        def show(words: str | None) -> None:
            if words:
                self.follow(words)

        self.app.push_screen(
            QuestionDialog(_("Follow which indicator?"), "国内生产总值 同比增长"), show
        )

    def follow(self, words: str, indicator_id: int | None = None) -> None:
        """Show the series of an indicator, or of all that these words name."""
        self.jobs.read(self, "series", lambda store: self._series(store, words, indicator_id))

    def _series(self, store: Store, words: str, indicator_id: int | None) -> Message:
        from newsterm.domain.figures.chart import block_chart
        from newsterm.domain.figures.series_text import series_lines
        from newsterm.services.series import of_indicator

        if indicator_id is not None:
            found = [of_indicator(store, indicator_id)]
        else:
            found = command("series").load_service()(store, [words]).series
        lines: list[str] = []
        for each in found:
            lines += [*series_lines(each, _), *block_chart(each, say=_), ""]
        count = len(found)
        many = ngettext("{count} indicator", "{count} indicators", count).format(count=count)
        return self.Checked(f"{words}: {many}", lines)

    def tables_in_view(self) -> tuple[Exportable, ...]:
        """The tables that are seen and may be written to a file."""
        return ()

    def action_verb_export(self) -> None:
        """Write the table in view, or all figures, to a file whose ending names the form."""
        from newsterm.tui.choice import ChoiceDialog

        offered = self.tables_in_view()
        if not offered:
            self._ask_file(_("all figures"), self._export)
            return

        def choose(number: int | None) -> None:
            if number is None:
                return
            if number == len(offered):
                self._ask_file(_("all figures"), self._export)
                return
            table = offered[number]
            self._ask_file(table.title, lambda store, path: self._export_table(store, table, path))

        lines = [*(table.title for table in offered), _("all figures, a row each, with sentences")]
        self.app.push_screen(ChoiceDialog(_("Write what?"), lines), choose)

    def _ask_file(self, what: str, export: Callable[[Store, Path], Message]) -> None:
        from newsterm.tui.dialogs import QuestionDialog

        def write(name: str | None) -> None:
            if name:
                path = Path(name).expanduser()
                self.jobs.read(self, "export", lambda store: export(store, path))

        question = _("Write {what} to which file? (.csv .tsv .jsonl .md .xlsx)").format(what=what)
        self.app.push_screen(QuestionDialog(question, "figures.csv"), write)

    def _export(self, store: Store, path: Path) -> Message:
        form = path.suffix[1:].lower() or "csv"
        report = command("export").load_service()(store, form=form, to=path)
        many = ngettext("{count:,} figure in {path}", "{count:,} figures in {path}", report.rows)
        return self.Done(many.format(count=report.rows, path=path))

    def _export_table(self, store: Store, table: Exportable, path: Path) -> Message:
        from newsterm.services.table_text import to_file

        count = to_file(table.made(store), path)
        said = ngettext("{count:,} row in {path}", "{count:,} rows in {path}", count)
        return self.Done(said.format(count=count, path=path))

    def action_verb_review(self) -> None:
        """The tab of the review."""
        self.action_tab("review")
