"""The tab of tags: by level with their counts, and all that can be done to a tag itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from newsterm.domain.search.query import quoted
from newsterm.domain.tags import COLOURS
from newsterm.language import N_, _, ngettext
from newsterm.services import tags as service
from newsterm.services.tags import TagRow, TagsChange, TagsPreview
from newsterm.store.store import Store
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.dialogs import QuestionDialog
from newsterm.tui.jobs import Jobs
from newsterm.tui.pane import Meant
from newsterm.tui.prompt import Prompt
from newsterm.tui.tag_dialog import ConfirmDialog
from newsterm.tui.tag_list import TagList
from newsterm.tui.tag_writing import TagWritingPane
from newsterm.tui.verb_actions import VerbActions

NO_TAGS = N_("No tags yet: t tags the article in hand.")
NOT_FOUND = N_("No such tag: / filters, Escape shows all.")
NO_COLOUR = N_("none")

Change = Callable[[Store], TagsChange]


class TagsPane(TagWritingPane):
    """Enter shows the articles of a tag; what is done to a tag is done to those below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,F", "filter", "Filter", key_display="/", id="tags.filter"),
        Binding("r", "rename", "Rename", id="tags.rename"),
        Binding("m", "merge", "Merge into another tag", id="tags.merge", show=False),
        Binding("c", "colour", "Colour", id="tags.colour"),
        Binding("a", "alias", "Give the tag another name", id="tags.alias", show=False),
        Binding("d", "delete", "Delete", id="tags.delete"),
        Binding("escape", "show_all", "Show all tags", id="tags.show_all", show=False),
    ]

    class TagsRead(Message):
        """The tags have come from the store."""

        def __init__(self, rows: Sequence[TagRow]) -> None:
            super().__init__()
            self.rows = rows

    class ArticlesOfTagWanted(Message):
        """The articles of a tag are to be listed; `back` brings the person to it again."""

        def __init__(self, query: str, back: Callable[[], None]) -> None:
            super().__init__()
            self.query, self.back = query, back

    class Previewed(Message):
        """What a change would do is known: to be asked about, or harmless and done at once."""

        def __init__(self, question: str, change: Change, said: str) -> None:
            super().__init__()
            self.question, self.change, self.said = question, change, said

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self.rows: Sequence[TagRow] = ()
        """All tags."""
        self.shown: Sequence[TagRow] = ()
        """Those that the filter leaves."""
        self.filter_text = ""
        self._is_stale = False

    def compose(self) -> ComposeResult:
        yield TagList(id="tag-list")
        yield Static("", id="tag-detail", markup=False)
        yield Prompt(placeholder=_("part of a name, or its pinyin"), id="tag-filter")

    @property
    def list(self) -> TagList:
        """The list of tags."""
        return self.query_one(TagList)

    @property
    def row(self) -> TagRow | None:
        """The tag under the cursor."""
        return self.list.highlighted_row

    def focus_within(self) -> None:
        self.list.focus()
        if self._is_stale:
            self.refresh_from_library()

    def refresh_from_library(self) -> None:
        """Read the tags anew, but out of sight only when the tab is shown again."""
        self._is_stale = not self.in_front
        if not self._is_stale:
            self.jobs.read(self, "tags", lambda store: self.TagsRead(service.tags(store)))

    def back(self) -> bool:
        """From what a filter leaves to all tags."""
        if not self.filter_text:
            return False
        self.action_show_all()
        return True

    def meant(self) -> Meant | None:
        """All articles that have the tag or one below it."""
        row = self.row
        if row is None or not row.total:
            return None
        title = _("all {count:,} with {tag}").format(count=row.total, tag=row.name)
        return Meant(title, row.total, query=_query(row.name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        own = ("filter", "rename", "merge", "colour", "alias", "delete", "show_all", "write_files")
        if action in own:
            return self.list.has_focus
        return super().check_action(action, parameters)

    # Keys.

    def action_filter(self) -> None:
        """Ask which tags to show, and show them while it is typed."""
        self.query_one("#tag-filter", Prompt).ask(self.filter_text)

    def action_show_all(self) -> None:
        """Show all tags again."""
        self._narrow("")

    def action_rename(self) -> None:
        """Ask for another name; one that is in use makes a merge of it."""
        self._ask_name(_("Rename {name}, and those below it, to"), self._rename, prefilled=True)

    def action_merge(self) -> None:
        """Ask for the tag that the articles are to have instead."""
        self._ask_name(_("Merge {name}, and those below it, into"), self._rename)

    def action_alias(self) -> None:
        """Ask for another name of the tag, or `-name` to end one."""
        self._ask_name(_("Another name of {name} (-name ends it)"), self._alias)

    def action_delete(self) -> None:
        """Take the tag from all articles, after their number was seen."""
        if (row := self.row) is not None:
            self.jobs.read(self, "preview", partial(self._preview_delete, name=row.name))

    def action_colour(self) -> None:
        """Choose a colour for the tag."""
        if (row := self.row) is None:
            return
        choices = (*COLOURS, NO_COLOUR)

        def chosen(number: int | None) -> None:
            if number is not None:
                colour = choices[number]
                said = f"{row.name}: {_(colour)}"
                self._write(lambda store: service.colour(store, row.name, colour), said)

        title = _("Colour of {name}").format(name=row.name)
        self.app.push_screen(ChoiceDialog(title, [_(choice) for choice in choices]), chosen)

    def _ask_name(
        self, title: str, answer: Callable[[str, str], None], *, prefilled: bool = False
    ) -> None:
        if (row := self.row) is None:
            return

        def named(typed: str | None) -> None:
            if typed and typed != row.name:
                answer(row.name, typed)

        others = [each.name for each in self.rows if each.name != row.name]
        value = row.name if prefilled else ""
        dialog = QuestionDialog(title.format(name=row.name), value=value, known=others)
        self.app.push_screen(dialog, named)

    # Changes.

    def _rename(self, name: str, to: str) -> None:
        def preview(store: Store) -> Message:
            seen = service.preview_move(store, [name], to)
            if not seen.into:
                said = _("{name} is {to} now").format(name=name, to=to)
                return self.Previewed("", lambda store: service.rename(store, name, to), said)
            said = _("{name} merged into {to}").format(name=name, to=to)
            question = _merge_question(seen, to)
            return self.Previewed(question, lambda store: service.merge(store, [name], to), said)

        self.jobs.read(self, "preview", preview)

    def _preview_delete(self, store: Store, name: str) -> Message:
        seen = service.preview_delete(store, name)
        question = ngettext(
            "Delete {tags} from {count:,} article?",
            "Delete {tags} from {count:,} articles?",
            seen.articles,
        ).format(tags=_and_below(seen), count=seen.articles)
        said = _("{name} deleted").format(name=name)
        return self.Previewed(question, lambda store: service.delete(store, name), said)

    def _alias(self, name: str, typed: str) -> None:
        ends = typed[0] in "-－"
        alias, of = typed.lstrip("+-＋－").strip(), None if ends else name
        said = _("{alias} stands for {name}") if of else _("{alias} stands for itself")

        def change(store: Store) -> TagsChange:
            return service.alias(store, alias, of)

        def preview(store: Store) -> Message:
            question = ""
            if of not in (None, alias) and (count := service.preview_alias(store, alias)):
                question = ngettext(
                    "{count:,} article has {alias}. Give it {name} instead?",
                    "{count:,} articles have {alias}. Give them {name} instead?",
                    count,
                ).format(count=count, alias=alias, name=name)
            return self.Previewed(question, change, said.format(alias=alias, name=name))

        self.jobs.read(self, "preview", preview)

    @on(Previewed)
    def _on_previewed(self, event: Previewed) -> None:
        event.stop()
        if not event.question:
            self._write(event.change, event.said)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(event.change, event.said)

        self.app.push_screen(ConfirmDialog(event.question), answered)

    def _write(self, change: Change, said: str) -> None:
        def work(store: Store) -> Message:
            done = change(store)
            changed = _("{count:,} changed").format(count=done.articles)
            return VerbActions.Done(f"{said}: {changed}" if done.articles else said, changed=True)

        self.jobs.write(self, work)

    # The filter and the list.

    @on(Input.Changed, "#tag-filter")
    def _on_filter_typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.has_class("-asking"):
            self._narrow(event.value)

    @on(Prompt.Answered, "#tag-filter")
    def _on_filter(self, event: Prompt.Answered) -> None:
        event.stop()
        self.list.focus()

    @on(Prompt.GivenUp, "#tag-filter")
    def _on_given_up(self, event: Prompt.GivenUp) -> None:
        event.stop()
        self.action_show_all()
        self.list.focus()

    def _narrow(self, text: str) -> None:
        self.filter_text = text.strip()
        self._show_rows()

    @on(TagsRead)
    def _on_tags_read(self, event: TagsRead) -> None:
        event.stop()
        self.rows = event.rows
        self.list.colours = {row.name: row.colour for row in event.rows if row.colour}
        self._show_rows()

    def _show_rows(self) -> None:
        """Show what the filter leaves, the cursor on the same tag where it is still there."""
        here = self.row.name if self.row is not None else ""
        self.shown = service.matching(self.rows, self.filter_text)
        names = [row.name for row in self.shown]
        at = names.index(here) if here in names else min(self.list.index, len(names))
        self.list.whole_names = bool(self.filter_text)
        self.list.show_message(_(NOT_FOUND if self.filter_text else NO_TAGS))
        self.list.reset(len(self.shown), index=at)
        if not self.shown:
            self.query_one("#tag-detail", Static).update(Content(""))

    @on(TagList.PageWanted)
    def _on_page_wanted(self, event: TagList.PageWanted) -> None:
        event.stop()
        rows = self.shown[event.first : event.first + event.count]
        self.list.put_page(event.first, rows, event.generation)

    @on(TagList.Highlighted)
    def _on_highlighted(self, event: TagList.Highlighted) -> None:
        event.stop()
        detail = _detail(cast(TagRow, event.row))
        self.query_one("#tag-detail", Static).update(Content(detail))

    @on(TagList.Chosen)
    def _on_chosen(self, event: TagList.Chosen) -> None:
        event.stop()
        row = cast(TagRow, event.row)
        self.post_message(self.ArticlesOfTagWanted(_query(row.name), self.focus_within))


def _query(name: str) -> str:
    return f"tag:{quoted(name)}"


def _detail(row: TagRow) -> str:
    """A tag in words: its whole name, its counts, its settings, the rules that gave it."""
    below = _("{count:,} with those below").format(count=row.total)
    articles = ngettext("{count:,} article", "{count:,} articles", row.count)
    counts = [articles.format(count=row.count), *([below] if row.total != row.count else [])]
    parts = [f"{row.name}: {', '.join(counts)}"]
    if row.colour:
        parts.append(_(row.colour))
    if row.aliases:
        parts.append(_("also {names}").format(names=", ".join(row.aliases)))
    gave = _("rule {name} gave {count:,}")
    parts += [gave.format(name=name, count=count) for name, count in row.rules]
    return " · ".join(parts)


def _and_below(seen: TagsPreview) -> str:
    more = len(seen.tags) - 1
    words = _("{name} and {count} below it") if more else "{name}"
    return words.format(name=seen.tags[0], count=more)


def _merge_question(seen: TagsPreview, to: str) -> str:
    articles = ngettext("{count:,} article", "{count:,} articles", seen.articles)
    have = _(" ({count:,} have it)").format(count=seen.have) if seen.have else ""
    return _("Merge {tags} into {to}: {articles}{have}?").format(
        tags=_and_below(seen), to=to, articles=articles.format(count=seen.articles), have=have
    )
