"""The keys of the place in hand, read off the bindings that are in force there."""

from __future__ import annotations

from typing import Any

from textual.binding import Binding
from textual.screen import Screen


def help_lines(screen: Screen[Any]) -> list[str]:
    """A line a key: those of the focused widget first, then those of its surroundings."""
    rows: list[tuple[str, str]] = []
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description or binding.action in seen:
            continue
        seen.add(binding.action)
        text = binding.tooltip or binding.description
        rows.append((_keys_of(screen, binding), text))
    width = max((len(keys) for keys, _ in rows), default=0)
    return [f"{keys:{width}}  {text}" for keys, text in rows]


def _keys_of(screen: Screen[Any], wanted: Binding) -> str:
    """All the keys that do the same as this binding."""
    keys = [
        screen.app.get_key_display(active.binding)
        for active in screen.active_bindings.values()
        if active.binding.action == wanted.action
    ]
    return " ".join(dict.fromkeys(keys))
