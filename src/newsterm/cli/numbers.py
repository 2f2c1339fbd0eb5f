"""Numbers among the words of a command."""

from __future__ import annotations

import argparse

from newsterm.language import _

MOST_DIGITS = 18
"""No number with more digits fits into an integer of SQLite."""


def is_count(text: str) -> bool:
    """Whether a word is a whole number from 0 that SQLite can hold."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


def count(text: str) -> int:
    """A whole number from 0, or what argparse says in place of one."""
    if not is_count(text):
        raise argparse.ArgumentTypeError(_("{text!r} is no count").format(text=text))
    return int(text)
