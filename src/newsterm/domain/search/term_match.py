"""Where the terms of a search stand in a text: what the index finds, found without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newsterm.domain.search.folding import variants
from newsterm.domain.search.quantities import first_quantity, quantities, writings
from newsterm.domain.search.query_tree import Term
from newsterm.domain.search.tokens import KINDS, index_form, pieces
from newsterm.lean import frozen

_GAP = "[．， ]{1,64}"
_MAYBE_GAP = "[．， ]{0,64}"


# The same text is looked through for one term after the other.
_form = lru_cache(maxsize=8)(index_form)


@frozen
class TermFinder:
    """Finds one term in texts."""

    patterns: tuple[re.Pattern[str], ...]
    """For texts in index form."""
    literal: re.Pattern[str] | None
    """For texts as they are, when the term is one run of CJK characters: far faster."""
    key: str
    """Of the quantity that the term is; empty when it is none, or more than one."""
    title_only: bool = False
    prefix: bool = False
    """The word at the end may go on."""

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each place, in order."""
        if self.literal:
            return [match.span() for match in self.literal.finditer(text)]
        form = _form(text)
        found = [span for pattern in self.patterns for span in self._places(pattern, form)]
        if self.key:
            found += [(q.start, q.end) for q in quantities(form) if q.key == self.key]
        return sorted(found) if len(self.patterns) > 1 or self.key else found

    def count(self, text: str) -> int:
        """How often the term stands in the text."""
        return len(self.literal.findall(text) if self.literal else self.spans(text))

    def _places(self, pattern: re.Pattern[str], form: str) -> Iterator[tuple[int, int]]:
        match = pattern.search(form)
        while match:
            stands_alone = self._stands_alone(form, *match.span())
            if stands_alone:
                yield match.span()
            match = pattern.search(form, match.end() if stands_alone else match.start() + 1)

    def _stands_alone(self, form: str, start: int, end: int) -> bool:
        """Whether words of letters and digits at the ends are whole words of the text."""
        if start and KINDS[form[start]] == "word" == KINDS[form[start - 1]]:
            return False
        if end == len(form) or self.prefix:
            return True
        return not KINDS[form[end - 1]] == "word" == KINDS[form[end]]


def term_finder(term: Term) -> TermFinder:
    """A finder for a term and for its quantity in every writing."""
    form = index_form(term.text).strip(" ．，")
    texts = [form]
    quantity = first_quantity(form)
    is_quantity = quantity is not None and (quantity.start, quantity.end) == (0, len(form))
    if quantity is not None and not is_quantity:
        before, after = form[: quantity.start], form[quantity.end :]
        texts += [f"{before}{writing}{after}" for writing in writings(quantity.key)]
    parts = pieces(term.text)
    is_run = len(parts) == 1 and parts[0][0] == "run" and len(texts) == 1 and not is_quantity
    return TermFinder(
        patterns=tuple(re.compile(part) for part in dict.fromkeys(map(_pattern, texts))),
        literal=re.compile("".join(map(_any_variant, form))) if is_run else None,
        key=quantity.key if quantity is not None and is_quantity else "",
        title_only=term.column == "title",
        prefix=term.prefix,
    )


def _any_variant(character: str) -> str:
    forms = variants(character)
    return f"(?:{'|'.join(forms)})" if len(forms) > 1 else character


def _pattern(text: str) -> str:
    """The regular expression of a term in index form."""
    parts = pieces(text)
    pattern = ""
    for place, (kind, part) in enumerate(parts):
        before, last = parts[place - 1] if place else ("", "")
        if kind == "gap":
            # The index does not tell `A&B` from `A & B`.
            loose = "sign" in (before, parts[place + 1][0]) and "run" not in (
                before,
                parts[place + 1][0],
            )
            pattern += _MAYBE_GAP if loose else _GAP
            continue
        if (
            "sign" in (kind, before)
            and {kind, before} <= {"sign", "word"}
            and "．" not in last + part
        ):
            pattern += _MAYBE_GAP
        pattern += re.escape(part)
    return pattern


def find_terms(text: str, finders: Iterable[TermFinder]) -> list[tuple[int, int]]:
    """Where any of the terms stands in a text: spans in order that do not overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for finder in finders for span in finder.spans(text)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
