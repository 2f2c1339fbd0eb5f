"""Numbers among the words of a command."""

from __future__ import annotations

import argparse

from newsterm.language import _

MOST_DIGITS = 18
"""No number with more digits fits into an integer of SQLite."""


def count(text: str) -> int:
    """A whole number from 0, or what argparse says in place of one."""
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(_("{text!r} is no count").format(text=text))
    return int(text)
