"""Where the terms of a search stand in a text: what the index finds, found without it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from newsterm.domain.quantities import quantities, writings
from newsterm.domain.query_tree import Term
from newsterm.domain.tokens import NO_LETTER, index_form, pieces

_GAP = "[．， ]{1,64}"
_MAYBE_GAP = "[．， ]{0,64}"


@dataclass(frozen=True, slots=True)
class TermFinder:
    """Finds one term in texts in index form (`newsterm.domain.tokens.index_form`)."""

    pattern: re.Pattern[str]
    literal: str
    """The term when it is one run of CJK characters, which is found faster; else empty."""
    key: str
    """Of the quantity that the term is; empty when it is none, or more than one."""
    title_only: bool = False

    def spans(self, form: str) -> list[tuple[int, int]]:
        """Start and end of each place, in order."""
        found = [match.span() for match in self.pattern.finditer(form)]
        if self.key:
            found += [(q.start, q.end) for q in quantities(form) if q.key == self.key]
            found.sort()
        return found

    def count(self, form: str) -> int:
        """How often the term stands in the text."""
        return form.count(self.literal) if self.literal else len(self.spans(form))


def term_finder(term: Term) -> TermFinder:
    """A finder for a term and for its quantity in every writing."""
    form = index_form(term.text).strip(" ．，")
    texts = [form]
    quantity = next(quantities(form), None)
    is_quantity = quantity is not None and (quantity.start, quantity.end) == (0, len(form))
    if quantity is not None and not is_quantity:
        before, after = form[: quantity.start], form[quantity.end :]
        texts += [f"{before}{writing}{after}" for writing in writings(quantity.key)]
    patterns = (_pattern(text, prefix=term.prefix) for text in texts)
    parts = pieces(term.text)
    return TermFinder(
        re.compile("|".join(dict.fromkeys(patterns))),
        parts[0][1] if len(parts) == 1 and parts[0][0] == "run" and len(texts) == 1 else "",
        quantity.key if quantity is not None and is_quantity else "",
        term.column == "title",
    )


def _pattern(text: str, *, prefix: bool) -> str:
    parts = pieces(text)
    pattern = ""
    for place, (kind, part) in enumerate(parts):
        before = parts[place - 1][0] if place else ""
        if kind == "gap":
            after = parts[place + 1][0]
            signs = "sign" in (before, after) and "run" not in (before, after)
            pattern += _MAYBE_GAP if signs else _GAP
        elif {before, kind} == {"sign", "word"} or (before, kind) == ("sign", "sign"):
            # The index does not tell `A&B` from `A & B`; a decimal point is never apart.
            pattern += (
                re.escape(part)
                if "．" in (part, parts[place - 1][1])
                else (_MAYBE_GAP + re.escape(part))
            )
        else:
            pattern += re.escape(part)
    if parts and parts[0][0] == "word":
        pattern = f"(?<![^{NO_LETTER}])" + pattern
    if parts and parts[-1][0] == "word" and not prefix:
        pattern += f"(?![^{NO_LETTER}])"
    return pattern


def find_terms(text: str, finders: Iterable[TermFinder]) -> list[tuple[int, int]]:
    """Where any of the terms stands in a text: spans in order that do not overlap."""
    form = index_form(text)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for finder in finders for span in finder.spans(form)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
