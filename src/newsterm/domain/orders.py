"""The orders that a list of articles can have."""

from __future__ import annotations

from newsterm.language import N_

NEWEST = "newest"
"""The order without another being asked for."""
ORDERS = {
    NEWEST: N_("newest first"),
    "oldest": N_("oldest first"),
    "title": N_("by title"),
    "source": N_("by source"),
    "unread": N_("unread first"),
    "starred": N_("starred first"),
}
"""Each with what it is called."""
