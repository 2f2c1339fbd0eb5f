"""The parts of a store, a table or a few each; a part is imported when it is first asked for."""

from __future__ import annotations

import sqlite3
from functools import cached_property

from newsterm.lean import TYPE_CHECKING

if TYPE_CHECKING:
    from newsterm.store.article_order import ArticleOrder
    from newsterm.store.articles import Articles
    from newsterm.store.facts import Facts
    from newsterm.store.figures import Figures
    from newsterm.store.file_tags import FileTags
    from newsterm.store.files import Files
    from newsterm.store.history import History
    from newsterm.store.indicators import Indicators
    from newsterm.store.reviews import Reviews
    from newsterm.store.rule_queue import RuleQueue
    from newsterm.store.saved import SavedSearches
    from newsterm.store.search import SearchIndex
    from newsterm.store.tables import Tables
    from newsterm.store.tag_overview import TagOverview
    from newsterm.store.tags import Tags
    from newsterm.store.values import Values


class Parts:
    """Each part works on the one connection. A search alone loads a third of them."""

    connection: sqlite3.Connection

    @cached_property
    def articles(self) -> Articles:
        """Articles."""
        from newsterm.store.articles import Articles

        return Articles(self.connection)

    @cached_property
    def order(self) -> ArticleOrder:
        """The articles in the orders of a list."""
        from newsterm.store.article_order import ArticleOrder

        return ArticleOrder(self.connection)

    @cached_property
    def facts(self) -> Facts:
        """Facts of articles."""
        from newsterm.store.facts import Facts

        return Facts(self.connection)

    @cached_property
    def tables(self) -> Tables:
        """Curated tables."""
        from newsterm.store.tables import Tables

        return Tables(self.connection)

    @cached_property
    def tags(self) -> Tags:
        """Tags of articles."""
        from newsterm.store.tags import Tags

        return Tags(self.connection)

    @cached_property
    def tag_overview(self) -> TagOverview:
        """The tags as a whole."""
        from newsterm.store.tag_overview import TagOverview

        return TagOverview(self.connection)

    @cached_property
    def values(self) -> Values:
        """Marks and the settings of tags."""
        from newsterm.store.values import Values

        return Values(self.connection)

    @cached_property
    def files(self) -> Files:
        """What was loaded."""
        from newsterm.store.files import Files

        return Files(self.connection)

    @cached_property
    def file_tags(self) -> FileTags:
        """What files say of tags."""
        from newsterm.store.file_tags import FileTags

        return FileTags(self.connection, self.tags)

    @cached_property
    def indicators(self) -> Indicators:
        """The indicators that facts name."""
        from newsterm.store.indicators import Indicators

        return Indicators(self.connection)

    @cached_property
    def figures(self) -> Figures:
        """Facts over many articles, a row an indicator."""
        from newsterm.store.figures import Figures

        return Figures(self.connection)

    @cached_property
    def reviews(self) -> Reviews:
        """What editors decided about facts."""
        from newsterm.store.reviews import Reviews

        return Reviews(self.connection)

    @cached_property
    def history(self) -> History:
        """The log of changes, to undo and to do again."""
        from newsterm.store.history import History

        return History(self.connection, self.tags, self.values)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index."""
        from newsterm.store.search import SearchIndex

        return SearchIndex(self.connection)

    @cached_property
    def rule_queue(self) -> RuleQueue:
        """What was loaded and waits for the tag rules."""
        from newsterm.store.rule_queue import RuleQueue

        return RuleQueue(self.connection)

    @cached_property
    def saved(self) -> SavedSearches:
        """Searches kept under a name."""
        from newsterm.store.saved import SavedSearches

        return SavedSearches(self.connection)
