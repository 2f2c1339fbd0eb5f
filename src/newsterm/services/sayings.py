"""What both the app and the shell say of a verb's end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsterm.language import N_, _, ngettext

if TYPE_CHECKING:
    from newsterm.services.check import CheckReport

COUNTED = {
    "added": N_("{count:,} added"),
    "updated": N_("{count:,} updated"),
    "unchanged": N_("{count:,} unchanged"),
    "renamed": N_("{count:,} renamed"),
    "gone": N_("{count:,} gone"),
    "failed": N_("{count:,} failed"),
}


def said_counts(counts: Mapping[str, int]) -> str:
    """What became of the files of a load, by the names in `COUNTED`; no word of what none did."""
    said = (_(COUNTED[name]).format(count=count) for name, count in counts.items() if count)
    return _(", ").join(said)


def said_report(report: CheckReport) -> str:
    """What a check has counted, and whether all is sound."""
    problems = len(report.problems)
    found = ngettext("{count} problem", "{count} problems", problems).format(count=problems)
    return _("{articles:,} articles, {facts:,} facts: {found}").format(
        articles=report.articles, facts=report.facts, found=found if problems else _("all sound")
    )
