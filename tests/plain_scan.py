"""What a search must find, worked out by reading every text: the yardstick for the index."""

from __future__ import annotations

import re

from newsterm.domain.search.tokens import index_form

SIGNS = "％＋＃＆＄‰℃°😀"


def canonical(text: str) -> str:
    """What the token rule tells apart: a space for all that separates, none round signs."""
    form = index_form(text)
    form = re.sub(r"(?<=[0-9])．(?=[0-9])", "\uff0e!", form)
    form = re.sub(r"．(?!!)|，", " ", form).replace("．!", "．")
    form = re.sub(" +", " ", form).strip()
    solid = f"(?<=[{SIGNS}]) (?=[{SIGNS}]|[a-z0-9])|(?<=[a-z0-9]) (?=[{SIGNS}])"
    return re.sub(solid, "", form)


def wanted(term: str) -> re.Pattern[str]:
    """The pattern of a term in canonical texts; words of letters and digits count whole."""
    pattern = re.escape(canonical(term))
    if re.match(r"[a-z0-9]", pattern):
        pattern = r"(?<![a-z0-9])" + pattern
    if re.search(r"[a-z0-9]$", pattern):
        pattern += r"(?![a-z0-9])"
    return re.compile(pattern)


def scan(text: str, term: str) -> bool:
    """Whether the term stands in the text."""
    return wanted(term).search(canonical(text)) is not None
