"""A fact: one quantity that an article states, with who, when, and planned or reported."""

from __future__ import annotations

from dataclasses import dataclass

COMPARATORS = ("=", "~", ">", ">=", "<", "<=")
"""`=` also for a range, `~` about, `>` over, `>=` at least, `<` under, `<=` at most."""

STATUSES = ("actual", "target")
"""`actual`: reported, so now or done. `target`: planned, required, capped, forecast."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantity at one place of one article's body.

    `body[start:end] == text` always holds; offsets are code points of the stored body.
    """

    text: str
    """The exact characters of the quantity, with the bounding words that touch it."""
    start: int
    end: int
    value: float | None
    """The number, multiplied out; None for a goal without a number (`保持合理区间`)."""
    value_high: float | None = None
    """Upper end of a range."""
    unit: str = ""
    comparator: str = "="
    period: str = ""
    """When it holds: `2025`, `2021-H1`, `2021-Q2`, `2021-06`, `2021-06-30`, `A/B`, or empty."""
    status: str = "actual"
    indicator: str = ""
    """The shortest noun phrase that names what is measured."""
    confidence: float = 1.0
    """0..1: how sure the rule is; 1 for what a person wrote down."""
    rule: str = ""
    """Name of the rule that found it; `file` for a facts file."""

    @property
    def is_target(self) -> bool:
        """Planned rather than reported."""
        return self.status == "target"
