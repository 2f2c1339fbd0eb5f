"""A search as a tree of conditions."""

from __future__ import annotations

from collections.abc import Sequence

from newsterm.language import N_
from newsterm.lean import frozen


@frozen
class Term:
    """A word or phrase that stands in the article's title, byline or body."""

    text: str
    """As typed, without quotes."""
    start: int = 0
    end: int = 0
    """`query[start:end]` is the term with its sign, field and quotes."""
    column: str = ""
    """`title` when only the title and subtitle count."""
    prefix: bool = False
    """The word of letters at its end may go on."""


@frozen
class Field:
    """A field of the article, or of one of its facts, is or contains a text.

    Of the article: `tag`; `source` (contains); `lang` (`zh` is also `zh-CN`); `is`, which is
    `unread`, `read`, `starred` or `tagged`. Of a fact: `status`, which is `target`, `actual`, or
    empty for any; `unit`; `indicator` (contains).
    """

    name: str
    value: str
    """Folded."""


@frozen
class Between:
    """The article's `date`, or the end of a fact's `period`, lies between two strings, inclusive.

    `target` is the period of a planned fact. An empty end is no bound. A last day that stands for
    a year or month ends in `~`, which sorts behind every digit.
    """

    name: str
    first: str
    last: str


@frozen
class Compared:
    """A fact's value, or a value of its range, compares so with a number."""

    comparator: str
    """One of `= > >= < <=`."""
    value: float


@frozen
class And:
    """All of these. Conditions on facts side by side in one And speak of one fact."""

    parts: tuple[Node, ...]


@frozen
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@frozen
class Not:
    """All articles but these."""

    part: Node


Node = Term | Field | Between | Compared | And | Or | Not


def is_of_fact(node: Node) -> bool:
    """Whether this is a condition on facts rather than on the article."""
    return isinstance(node, Compared) or (
        isinstance(node, Field | Between)
        and node.name in ("status", "unit", "indicator", "period", "target")
    )


def fact_groups(conditions: Sequence[Node]) -> tuple[tuple[Node, ...], ...]:
    """Conditions on facts side by side, as groups that each speak of one fact.

    `unit:% value>=30` is one fact. Where two conditions can't hold for one fact, as in
    `target:2025 target:2030`, the later one begins another fact; what only one of the groups says,
    such as the unit of `unit:% target:2025 target:2030`, holds for all of them.

    Args:
        conditions: each one `is_of_fact`, in the order typed.
    """
    groups: list[list[Node]] = []
    for condition in conditions:
        if groups and not any(_exclude(other, condition) for other in groups[-1]):
            groups[-1].append(condition)
        else:
            groups.append([condition])
    if len(groups) > 1:
        for name in {_slot(condition) for condition in conditions}:
            speaking = [group for group in groups if any(_slot(each) == name for each in group)]
            if len(speaking) == 1:
                shared = [each for each in speaking[0] if _slot(each) == name]
                for group in groups:
                    if group is not speaking[0]:
                        group += shared
    return tuple(tuple(dict.fromkeys(group)) for group in groups)


def _slot(condition: Node) -> str:
    if isinstance(condition, Between):
        return "period"
    return condition.name if isinstance(condition, Field) else "value"


def _exclude(one: Node, other: Node) -> bool:
    """Whether no fact can hold both of two conditions."""
    if isinstance(one, Between) and isinstance(other, Between):
        first = max(one.first, other.first)
        return first > min(one.last or "~", other.last or "~")
    if isinstance(one, Field) and isinstance(other, Field):
        exact = one.name == other.name and one.name in ("status", "unit")
        return exact and bool(one.value) and bool(other.value) and one.value != other.value
    pair = {one, other}
    if Field("status", "actual") in pair:
        return any(isinstance(each, Between) and each.name == "target" for each in pair)
    if isinstance(one, Compared) and isinstance(other, Compared):
        return _apart(one, other) or _apart(other, one)
    return False


def _apart(low: Compared, high: Compared) -> bool:
    """Whether the values of the first end below those of the second."""
    if low.comparator not in ("<", "<=", "=") or high.comparator not in (">", ">=", "="):
        return False
    both_at_the_end = low.comparator != "<" and high.comparator != ">"
    return low.value < high.value or (low.value == high.value and not both_at_the_end)


@frozen
class Problem:
    """A part of a query that can't be used; the rest still holds."""

    start: int
    end: int
    """`query[start:end]` is the part."""
    kind: str
    """One of `PROBLEMS`, for a translation."""
    message: str
    """What is wrong with it, in English; the catalogue has it in other languages."""


PROBLEMS = {
    "empty": N_("nothing in it can be looked up"),
    "date": N_("no date: write 2021, 2021-08, 2021-08-29 or 2020..2025"),
    "period": N_("no period: write 2025, 2021-08 or 2021..2025"),
    "number": N_("no number: write 30, 2.5, 30% or 2.5万亿"),
    "state": N_("is: knows unread, read, starred, tagged"),
    "has": N_("has: knows target, fact"),
    "field": N_("no such field, so searched as text"),
    "operator": N_("this field takes a colon"),
    "long": N_("a query has at most 256 characters"),
    "many": N_("a query has at most 32 conditions, 16 on one OR"),
    "deep": N_("parentheses go 8 deep at most"),
    "parenthesis": N_("nothing is open here"),
}
"""The kinds of problems and their messages."""


@frozen
class Query:
    """A search, understood as far as it can be."""

    text: str
    root: Node | None
    """None asks for everything."""
    problems: tuple[Problem, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words and phrases that a hit contains, in the order typed: to be highlighted."""
        found: list[Term] = []
        _collect(self.root, found)
        return tuple(dict.fromkeys(found))

    @property
    def fact_conditions(self) -> tuple[tuple[Node, ...], ...]:
        """What each listed fact must be: `unit:%` and the like, where nothing but AND joins them.

        A fact is listed when it holds all conditions of one of these groups (`fact_groups`).
        `newsterm.store.search_filters.facts_where` makes SQL of a group.
        """
        parts = self.root.parts if isinstance(self.root, And) else (self.root,)
        return fact_groups([part for part in parts if part is not None and is_of_fact(part)])


def _collect(node: Node | None, found: list[Term]) -> None:
    if isinstance(node, Term):
        found.append(node)
    elif isinstance(node, And | Or):
        for part in node.parts:
            _collect(part, found)
