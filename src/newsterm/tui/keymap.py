"""The keys of the app: every binding with its place, the user's keymap over them, and chords."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.dom import DOMNode

from newsterm.language import N_
from newsterm.services.keys import KeyBinding
from newsterm.tui.article_list import ArticleList
from newsterm.tui.article_reader import ArticleReader
from newsterm.tui.article_tables import ArticleTables
from newsterm.tui.articles_pane import ArticlesPane
from newsterm.tui.choice import ChoiceDialog
from newsterm.tui.dialogs import ImportDialog, QuestionDialog, ReportDialog
from newsterm.tui.fact_details import FactDetails
from newsterm.tui.figure_grid import FigureGrid
from newsterm.tui.figures_table import FiguresTable
from newsterm.tui.help import HelpScreen
from newsterm.tui.history_screen import ChangeScreen, HistoryScreen
from newsterm.tui.main_screen import MainScreen
from newsterm.tui.prompt import Prompt
from newsterm.tui.regrouping import PartingDialog
from newsterm.tui.review_pane import ReviewPane
from newsterm.tui.search_pane import SearchPane
from newsterm.tui.slot_form import SlotForm
from newsterm.tui.tag_dialog import ConfirmDialog, TagDialog
from newsterm.tui.tag_list import TagList
from newsterm.tui.tags_pane import TagsPane
from newsterm.tui.targets_pane import TargetsPane
from newsterm.tui.welcome import WelcomeScreen

EVERYWHERE = N_("everywhere")
PLACES: tuple[tuple[str, type[DOMNode], tuple[str, ...]], ...] = (
    (EVERYWHERE, MainScreen, ()),
    (N_("articles"), ArticlesPane, (EVERYWHERE,)),
    (N_("targets"), TargetsPane, (EVERYWHERE,)),
    (N_("search"), SearchPane, (EVERYWHERE,)),
    (N_("tags"), TagsPane, (EVERYWHERE,)),
    (N_("list of tags"), TagList, (EVERYWHERE, "tags")),
    (N_("review"), ReviewPane, (EVERYWHERE,)),
    (N_("slots of a fact"), SlotForm, (EVERYWHERE, "review")),
    (N_("list"), ArticleList, (EVERYWHERE, "articles", "targets", "search")),
    (N_("reader"), ArticleReader, (EVERYWHERE, "articles")),
    (N_("table"), FigureGrid, (EVERYWHERE, "targets")),
    (N_("table of an article"), ArticleTables, (EVERYWHERE, "targets", "table")),
    (N_("table of many articles"), FiguresTable, (EVERYWHERE, "targets", "table")),
    (N_("prompt"), Prompt, (EVERYWHERE, "articles")),
    (N_("welcome"), WelcomeScreen, ()),
    (N_("dialog: choice"), ChoiceDialog, ()),
    (N_("dialog: tags"), TagDialog, ()),
    (N_("dialog: origin of a fact"), FactDetails, ()),
    (N_("dialog: parting a row"), PartingDialog, ()),
    (N_("dialog: are you sure"), ConfirmDialog, ()),
    (N_("dialog: keys"), HelpScreen, ()),
    (N_("dialog: question"), QuestionDialog, ()),
    (N_("dialog: history"), HistoryScreen, ()),
    (N_("dialog: lines of a change"), ChangeScreen, ()),
    (N_("dialog: import"), ImportDialog, ()),
    (N_("dialog: report"), ReportDialog, ()),
)
"""Where bindings stand: the place's name, its widget, and the places around it."""


def all_bindings() -> list[KeyBinding]:
    """Every binding of the app's own, place by place, with the keys that the code gives it."""
    return [
        KeyBinding(
            place, binding.id or "", tuple(binding.key.split(",")), what_it_does(binding), within
        )
        for place, widget, within in PLACES
        for binding in bindings_of(widget)
    ]


def bindings_of(widget: type[DOMNode]) -> list[Binding]:
    """The bindings of a widget and of those of newsterm that it is made from."""
    found: dict[str, Binding] = {}
    for cls in widget.__mro__:
        if not cls.__module__.startswith("newsterm."):
            continue
        for each in cls.__dict__.get("BINDINGS", ()):
            binding = each if isinstance(each, Binding) else Binding(*each)
            found.setdefault(binding.id or binding.action, binding)
    return list(found.values())


def what_it_does(binding: Binding) -> str:
    """The long wording where there is one, in English."""
    return binding.tooltip or binding.description


def unknown_ids(keymap: Mapping[str, str]) -> list[str]:
    """The ids of a keymap that no binding has."""
    known = {each.id for each in all_bindings()}
    return sorted(set(keymap) - known)
