"""The four looks. What must be told apart differs in attributes, too, never by colour alone."""

from __future__ import annotations

from textual.theme import Theme

CONTRAST = Theme(
    name="newsterm-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    success="#00ff00",
    warning="#ffff00",
    error="#ff5f5f",
    dark=True,
    variables={
        "text-muted": "#e4e4e4",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "block-cursor-blurred-foreground": "#000000",
        "block-cursor-blurred-background": "#c6c6c6",
    },
)
"""White and yellow on black, at least 7:1 for text (WCAG 2.2, 1.4.6)."""

THEMES = {
    "dark": "textual-dark",
    "light": "textual-light",
    "contrast": CONTRAST.name,
    "terminal": "ansi-dark",
}
"""Textual's name of each theme that the settings know; `terminal` is its own 16 colours."""


def theme_after(name: str) -> str:
    """The setting that follows one, round the end."""
    order = list(THEMES)
    return order[(order.index(name) + 1) % len(order)]
