"""What stands behind a field of the search language: dates, numbers, names."""

from __future__ import annotations

import re

from newsterm.domain.search.folding import fold
from newsterm.domain.search.quantities import quantities
from newsterm.domain.search.query_tree import And, Between, Compared, Field, Node
from newsterm.domain.search.tokens import index_form

FIELDS = {
    "title": ":",
    "tag": ":",
    "source": ":",
    "lang": ":",
    "is": ":",
    "has": ":",
    "unit": ":=",
    "indicator": ":",
    "target": ":=",
    "period": ":=",
    "date": ":= > >= < <=",
    "value": ":= > >= < <=",
    "after": ":",
    "before": ":",
}
"""The fields, and the operators that each takes."""

STATES = ("unread", "read", "starred", "tagged")
HAS = {"target": "target", "fact": ""}

_DAY = (
    "([12][0-9]{3})(?:(?:[-/.年]|(?=[0-9]{2}))([0-9]{1,2})"
    "(?:(?:[-/.月]|(?=[0-9]{2}))([0-9]{1,2}))?)?[年月日]?"
)
_PERIOD = "([12][0-9]{3})年?(?:-(H[12]|Q[1-4]|[01]?[0-9](?:-[0-3]?[0-9])?))?"
_NUMBER = r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,12})?"


class BadValueError(ValueError):
    """The value of a field can't be used; the only argument is the problem's kind."""


def condition(field: str, operator: str, value: str) -> Node:
    """The condition that `field operator value` asks for.

    Args:
        field: one of `FIELDS` but `title`.
        operator: `:`, `=`, `>`, `>=`, `<` or `<=`.
        value: not empty.

    Raises:
        BadValueError: the value, or the operator, does not fit the field.
    """
    if operator not in FIELDS[field]:
        raise BadValueError("operator")
    if field in ("date", "after", "before"):
        comparator = {"after": ">=", "before": "<"}.get(field, operator)
        return Between("date", *_bounds(comparator, value, "date"))
    if field in ("target", "period"):
        return Between(field, *_bounds(operator, value, "period"))
    if field == "value":
        return _value(operator, value)
    return _named(field, value)


def _named(field: str, value: str) -> Node:
    folded = fold(value).strip()
    if field == "is":
        if folded not in STATES:
            raise BadValueError("state")
        return Field("is", folded)
    if field == "has":
        if folded not in HAS:
            raise BadValueError("has")
        return Field("status", HAS[folded])
    if not folded:
        raise BadValueError("empty")
    return Field(field, folded)


def _bounds(operator: str, value: str, kind: str) -> tuple[str, str]:
    """The first and last string of a day, month or year, or of a range of them."""
    ends = _ends(value)
    if len(ends) == 2 and operator in ":=":
        if not any(ends):
            raise BadValueError(kind)
        first, last = (_moment(end, kind) if end else "" for end in ends)
        if first and last and last < first:
            first, last = last, first
        return first, last and last + "~"
    moment = _moment(value, kind)
    return {
        ">=": (moment, ""),
        ">": (moment + "~", ""),
        "<=": ("", moment + "~"),
        "<": ("", moment),
    }.get(operator, (moment, moment + "~"))


def _ends(value: str) -> list[str]:
    """The two ends of `2020..2025`, `2020…2025` or `2020~2025`; else the value alone."""
    for sign in ("...", "..", "…", "~"):
        if sign in value:
            return value.split(sign, 1)
    return [value]


def _moment(value: str, kind: str) -> str:
    if kind == "period":
        match = re.fullmatch(_PERIOD, value.upper())
        if not match:
            raise BadValueError(kind)
        parts = [part if part[0] in "HQ" else part.zfill(2) for part in _split(match.group(2))]
        return "-".join((match.group(1), *parts))
    match = re.fullmatch(_DAY, value)
    if not match:
        raise BadValueError(kind)
    year, month, day = match.groups()
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        raise BadValueError(kind)
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def _split(part: str | None) -> list[str]:
    return part.split("-") if part else []


def _value(operator: str, value: str) -> Node:
    ends = _ends(value)
    if len(ends) == 2 and operator in ":=":
        numbers = [
            (sign, *_number(end)) for sign, end in zip((">=", "<="), ends, strict=True) if end
        ]
        parts: list[Node] = [Compared(sign, number) for sign, number, _ in numbers]
        units = {unit for _, _, unit in numbers if unit}
        if not parts:
            raise BadValueError("number")
        return And((*parts, *(Field("unit", unit) for unit in units)))
    number, unit = _number(value)
    compared = Compared("=" if operator == ":" else operator, number)
    return And((compared, Field("unit", unit))) if unit else compared


def _number(value: str) -> tuple[float, str]:
    """A number in any writing, and `%` when it is a percentage, else an empty unit."""
    if re.fullmatch(_NUMBER, value):
        return float(value), ""
    form = index_form(value.lstrip("+-"))
    for quantity in quantities(form):
        if quantity.start == 0 and quantity.end == len(form):
            sign = -1.0 if value.startswith("-") else 1.0
            return sign * quantity.value, "%" if quantity.is_percentage else ""
    raise BadValueError("number")
