"""Tab 1: the list of articles beside the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.message import Message

from newsterm.domain.orders import NEWEST, ORDERS
from newsterm.language import N_, _
from newsterm.lean import changed
from newsterm.services import listing
from newsterm.services.listing import ListSelection
from newsterm.store.store import Store
from newsterm.tui.article_list import ArticleList
from newsterm.tui.jobs import Jobs
from newsterm.tui.marking import Marked, MarkingPane
from newsterm.tui.pane import ArticleInHand
from newsterm.tui.prompt import Prompt

if TYPE_CHECKING:
    from newsterm.services.show import ArticleView
    from newsterm.tui.article_reader import ArticleReader

Why = Literal["open", "preview", "again"]
Spans = tuple[tuple[int, int], ...]

NOTHING_YET = N_("No articles yet: R loads the library's files.")
NOTHING_FOUND = N_("Nothing found: F changes the filter.")


class ArticlesPane(MarkingPane):
    """The newest articles first; the one under the cursor stands beside the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("F", "filter", "Filter", id="articles.filter"),
        Binding("s", "sort", "Sort the list", id="articles.sort", show=False),
        Binding("slash", "find", "Find", key_display="/", id="reader.find"),
        Binding("z", "zen", "Nothing but the text", id="reader.zen", show=False),
        Binding("y", "copy", "Copy the sentence with its source", id="reader.copy", show=False),
        Binding("e", "edit", "Edit the article's file", id="articles.edit", show=False),
    ]

    class ArticleRead(Message):
        """An article has come from the store, or None when it is gone.

        `why` it was read: `open`, to be read now; `preview`, for the list's cursor rests on it;
        `again`, since the library changed.
        """

        def __init__(
            self,
            view: ArticleView | None,
            offset: int | None,
            terms: Spans,
            why: Why,
            tag_colours: Mapping[str, str],
        ) -> None:
            super().__init__()
            self.tag_colours = tag_colours
            self.view, self.offset, self.terms, self.why = view, offset, terms, why

    class CopyWanted(Message):
        """A sentence of the article in the reader is to be copied."""

        def __init__(self, view: ArticleView, offset: int) -> None:
            super().__init__()
            self.view, self.offset = view, offset

    class EditWanted(Message):
        """The file of an article is to be edited."""

        def __init__(self, article: ArticleInHand) -> None:
            super().__init__()
            self.article = article

    class OrderChanged(Message):
        """The list has another order from now on."""

        def __init__(self, order: str) -> None:
            super().__init__()
            self.order = order

    class PlaceSaved(Message):
        """Where the reader stopped, or that it was here, has been kept."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self.view: ArticleView | None = None
        self.order = NEWEST
        self._reader: ArticleReader | None = None
        self._early: ArticlesPane.ArticleRead | None = None
        """An article that came before there was a reader to show it."""
        self._awaited: int | None = None
        """The article that was chosen in the list; the reader comes forward when it is there."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ArticleList(id="article-list")
            yield Container(id="reading")

    def on_mount(self) -> None:
        self._arrange()

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """List and reader side by side; where it is narrow, or in zen, the one in hand alone.

        Shown and hidden by name: for a class, the whole tab would be styled anew at each opening.
        """
        narrow = self.screen.has_class("-narrow")
        self.query_one("#reading").display = self.reading or not narrow
        self.list.display = not (self.reading and (narrow or self.screen.has_class("-zen")))

    async def complete(self) -> None:
        from newsterm.tui.article_reader import ArticleReader  # a list can be drawn without it

        self._reader = ArticleReader(id="reader")
        self._reader.show_empty(_("loading …") if self.row is not None else "")
        await self.query_one("#reading").mount(self._reader)
        await self.mount(
            Prompt(placeholder=_("filter: words  tag:  date:2021 (empty: all)"), id="filter"),
            Prompt(placeholder=_("find in this article"), id="find"),
        )
        if self._early is not None:
            self.post_message(self._early)
        else:
            self.preview()

    def fill(self) -> None:
        view = self.jobs.list_ahead.take() if self.jobs.list_ahead else None
        if view is None:
            super().fill()
        else:
            self.show_list(view)

    @property
    def reader(self) -> ArticleReader:
        """The reader beside the list; there is one as soon as there is a `view`."""
        assert self._reader is not None
        return self._reader

    @property
    def in_reader(self) -> bool:
        """Whether the reader has the focus."""
        return self._reader is not None and self._reader.has_focus

    def select(self, store: Store) -> ListSelection:
        return listing.select(store, self.query_text, self.order)

    def preview(self) -> None:
        beside = self._reader is not None and self.query_one("#reading").display
        if self.row is None or not beside or self.reading:
            return
        if self.row.article_id != self._awaited:
            self._awaited = None
            self._read_article(self.row.article_id, None, "preview")

    def open_row(self) -> None:
        """Read it, and bring the reader forward with it: an empty one is not worth a drawing."""
        if self.row is not None:
            self._awaited = self.row.article_id
            self._read_article(self.row.article_id, None, "open", self.query_text)

    def show_nothing(self) -> None:
        self.view = None
        self.list.show_message(_(NOTHING_FOUND if self.query_text else NOTHING_YET))
        if self._reader is not None:
            self._reader.show_empty("")

    def focus_within(self) -> None:
        reader = self._reader if self.reading else None
        (reader or self.list).focus()

    def refresh_from_library(self) -> None:
        super().refresh_from_library()
        if self.view is not None:
            self._read_article(self.view.article_id, None, "again")

    def back(self) -> bool:
        if self._awaited is not None:
            self._awaited = None
            return True
        if not self.reading and not self.in_reader:
            return False
        self.close_article()
        self.screen.set_focus(self.list)
        return True

    def close_article(self) -> None:
        """Put the reader behind the list again."""
        self.remember_place()
        self.screen.remove_class("-zen")
        self.reading = False
        self._arrange()

    def remember_place(self) -> None:
        """Keep where the reader stands in the article that was being read."""
        if self.view is None or not self.reading:
            return
        article_id, place = self.view.article_id, self.reader.place

        def work(store: Store) -> Message:
            from newsterm.services.show import remember_place

            remember_place(store, article_id, place)
            return self.PlaceSaved()

        self.jobs.write(self, work)

    def article_in_hand(self) -> ArticleInHand | None:
        if self.view is not None and (self.row is None or self.reading):
            article = self.view.article
            return ArticleInHand(self.view.article_id, article.id, article.title, article.tags)
        return super().article_in_hand()

    def open_article(self, article_id: int, offset: int | None, query: str = "") -> None:
        """Read an article from the store and put the reader into the foreground.

        Args:
            offset: place of the text to go to; None for where the reader stopped last time.
            query: what was searched for; its words are marked, and `n` and `N` go over them.
        """
        self._bring_reader()  # at once, so that no preview takes this one's place
        self.screen.set_focus(None)
        self._read_article(article_id, offset, "open", query)

    def _bring_reader(self) -> None:
        self.remember_place()
        self._awaited = None
        self.reading = True
        self._arrange()

    def list_query(self, query: str) -> None:
        """List what a query finds; everything for the empty one."""
        self.query_text = query
        self.mark(Marked())
        super().refresh_from_library()

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the list `/` is the search of all articles; in the reader it finds inside."""
        if action in ("find", "copy"):
            return self.in_reader
        if action in ("filter", "sort"):
            return self.list.has_focus
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Ask what the list is to show."""
        self.query_one("#filter", Prompt).ask(self.query_text)

    def action_sort(self) -> None:
        """Ask for an order of the list; the cursor goes to its first article."""
        from newsterm.tui.choice import ChoiceDialog

        names = list(ORDERS)

        def take(number: int | None) -> None:
            if number is not None and names[number] != self.order:
                self.order = names[number]
                self.row = None
                self.post_message(self.OrderChanged(self.order))
                super(ArticlesPane, self).refresh_from_library()

        lines = [f"{'•' if name == self.order else ' '} {_(said)}" for name, said in ORDERS.items()]
        self.app.push_screen(ChoiceDialog(_("Sort the list"), lines), take)

    def action_find(self) -> None:
        """Ask what to find in the article."""
        self.query_one("#find", Prompt).ask()

    def action_zen(self) -> None:
        """Show nothing but the text, or all again."""
        if self.reading:
            self.screen.toggle_class("-zen")
            self._arrange()
            self.post_message(self.StatusChanged(""))

    def action_copy(self) -> None:
        """Copy the sentence under the cursor, else the one at the top."""
        if self.view is not None:
            sentence = self.reader.sentence
            offset = sentence[0] if sentence is not None else self.reader.place
            self.post_message(self.CopyWanted(self.view, offset))

    def action_edit(self) -> None:
        """Edit the file of the article in hand."""
        if (article := self.article_in_hand()) is not None:
            self.post_message(self.EditWanted(article))

    def on_article_reader_details_wanted(self, event: ArticleReader.DetailsWanted) -> None:
        event.stop()
        if self.view is not None:
            span = (event.fact.start, event.fact.end)
            self.post_message(self.DetailsWanted([(self.view.article_id, span)]))

    @on(Prompt.Answered, "#filter")
    def _on_filter(self, event: Prompt.Answered) -> None:
        event.stop()
        self.list_query(event.text)
        self.list.focus()

    @on(Prompt.Answered, "#find")
    def _on_find(self, event: Prompt.Answered) -> None:
        event.stop()
        self.reader.focus()
        # Called from here, the reader's answer would stop at this pane and never reach the screen.
        self.reader.call_later(self.reader.find, event.text)

    @on(Prompt.GivenUp)
    def _on_given_up(self, event: Prompt.GivenUp) -> None:
        event.stop()
        self.focus_within()

    # What came home.

    @on(PlaceSaved)
    def _on_place_saved(self, event: PlaceSaved) -> None:
        event.stop()

    @on(ArticleRead)
    def _on_article_read(self, event: ArticleRead) -> None:
        event.stop()
        if self._reader is None:
            self._early = event
            return
        if event.view is None:
            self.reader.show_empty(_("This article is gone."))
            return
        same = self.view is not None and self.view.article_id == event.view.article_id
        reading = self.reading
        awaited = reading or event.view.article_id == self._awaited
        late = {"again": not same, "preview": reading, "open": not awaited}
        if late[event.why]:
            return
        measures = self.list.measures  # alone in front, the reader has the room that the list has
        if event.why == "open" and not reading:
            self._bring_reader()
        self.reader.passes_on = bool(event.terms) and event.offset is not None
        place = self.reader.place if same and event.why == "again" else event.view.place
        self.view = event.view
        self.reader.colour_tags(event.view.article.tags, event.tag_colours)
        self.reader.show(
            event.view.article,
            event.view.facts,
            offset=event.offset,
            terms=event.terms,
            measures=measures,
        )
        if event.offset is not None and event.terms:
            self.reader.show_hit(event.offset)
        if event.offset is None and not event.terms:
            self.reader.restore(place)
        if event.why == "open":
            self.screen.set_focus(self.reader)
            self.call_after_refresh(self._note_opened, event.view.article_id)

    def _note_opened(self, article_id: int) -> None:
        """An opened article is read: in the store, and in the list without asking anew."""
        row = self.list.highlighted_row
        if row is not None and row.article_id == article_id and row.unread:
            self.list.put_row(self.list.index, changed(row, unread=False))

        def work(store: Store) -> Message:
            from newsterm.services.show import note_opened

            note_opened(store, article_id)
            return self.PlaceSaved()

        self.jobs.write(self, work)

    def _read_article(self, article_id: int, offset: int | None, why: Why, query: str = "") -> None:
        def work(store: Store) -> Message:
            from newsterm.services.show import show_hits

            view, terms = show_hits(store, article_id, query)
            return self.ArticleRead(view, offset, terms, why, listing.tag_colours(store))

        self.jobs.read(self, "again" if why == "again" else "article", work)
