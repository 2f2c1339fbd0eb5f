"""Cells for spreadsheets, which take some texts for formulas."""

from __future__ import annotations

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""A cell that begins so may be run as a formula (OWASP, CSV injection; full-width signs in
Chinese and Japanese spreadsheets)."""


def formula_safe(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before one that may be.

    Space before the sign does not hide it.
    """
    begins = cell.lstrip(" \u3000\xa0").startswith(FORMULA_SIGNS) or cell.startswith(FORMULA_SIGNS)
    return f"'{cell}" if begins else cell
