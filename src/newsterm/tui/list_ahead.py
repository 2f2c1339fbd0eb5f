"""The list of the newest articles, read before there is an app to ask for it.

To import Textual takes longer than to read them, and SQLite works beside it.
"""

from __future__ import annotations

import threading

from newsterm.config import Library
from newsterm.services import listing
from newsterm.services.listing import ListView
from newsterm.store.store import Store

THREAD = "list ahead"


class ListAhead:
    """Begins to read when it is made."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._view: ListView | None = None
        threading.Thread(target=self._read, name=THREAD, daemon=True).start()

    def take(self) -> ListView | None:
        """The list; None while it is not there, and where it could not be read.

        Who asks then reads it again, and says what is wrong.
        """
        view, self._view = self._view, None
        return view

    def _read(self) -> None:
        try:
            with Store.open(self._library.database) as store:
                self._view = listing.view(store, listing.select(store))
        except Exception:
            pass
