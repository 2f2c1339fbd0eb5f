"""The facts of an article: `extract` is the only door."""

from newsterm.domain.facts.engine import extract

__all__ = ["extract"]
