"""Which periods a table of figures shows as columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsterm.language import _

_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """All periods, or some: the years, or those that a row has values of; without the hidden."""

    years: bool = False
    only: frozenset[str] = frozenset()
    """If not empty, these periods alone."""
    hidden: frozenset[str] = frozenset()

    def hide(self, period: str) -> ColumnChoice:
        """Without one more period."""
        return replace(self, hidden=self.hidden | {period})

    def of(self, periods: Sequence[str]) -> list[int]:
        """The numbers of the periods that are shown; all of them rather than none."""
        shown = [number for number, period in enumerate(periods) if self._shows(period)]
        return shown or list(range(len(periods)))

    def _shows(self, period: str) -> bool:
        if period in self.hidden or (self.only and period not in self.only):
            return False
        return not self.years or _YEAR.fullmatch(period) is not None

    def said(self) -> str:
        """The choice in words; empty for all periods."""
        said = []
        if self.years:
            said.append(_("years"))
        if self.only:
            said.append(_("periods of one row"))
        if self.hidden:
            said.append(_("{count} hidden").format(count=len(self.hidden)))
        return ", ".join(said)
