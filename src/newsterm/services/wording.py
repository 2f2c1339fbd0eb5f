"""Words about articles and facts, in the language in use."""

from __future__ import annotations

from newsterm.domain.fact import Fact
from newsterm.domain.typesetting.typeset import ENGLISH, Wording
from newsterm.language import _


def words_of_notes() -> Wording:
    """What notes in an article say."""
    return Wording(
        continued=_(ENGLISH.continued),
        missing=_(ENGLISH.missing),
        page=_(ENGLISH.page),
        planned=_(ENGLISH.planned),
        reported=_(ENGLISH.reported),
    )


def status_word(fact: Fact) -> str:
    """Whether a fact is planned or reported."""
    return _("planned") if fact.is_target else _("reported")


def value_text(fact: Fact) -> str:
    """Comparator, value, range and unit: `>= 30–35 %`."""
    if fact.value is None:
        return _("no number")
    high = "" if fact.value_high is None else f"–{fact.value_high:.15g}"
    return f"{fact.comparator} {fact.value:.15g}{high} {fact.unit}".rstrip()
