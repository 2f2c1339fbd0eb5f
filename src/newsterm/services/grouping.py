"""What joining two rows of the figures would do, and what parting one could."""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.errors import NewstermError
from newsterm.services.figures import FiguresView
from newsterm.store.indicators import Indicator
from newsterm.store.store import Store


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Two rows that are to be one."""

    other: IndicatorKey
    into: IndicatorKey
    other_values: int
    into_values: int
    shared: tuple[str, ...]
    """Periods that both have values of, in order."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """A row and the words that its values use for it."""

    indicator_id: int
    key: IndicatorKey
    counts: tuple[tuple[str, int], ...]
    """The most frequent first, each with how many values are worded so."""


def preview_merge(store: Store, view: FiguresView, indicator_id: int, into: int) -> MergePreview:
    """What `figures.merge` would join.

    Raises:
        NewstermError: they have different units, or one is not there.
    """
    other, target = _known(store, indicator_id), _known(store, into)
    if other.key.unit != target.key.unit:
        units = " / ".join(key.unit or "—" for key in (other.key, target.key))
        raise NewstermError("{units}: units are never joined", units=units)
    had = set(store.figures.periods_of(view.choice, indicator_id))
    both = [each for each in store.figures.periods_of(view.choice, into) if each in had]
    return MergePreview(other.key, target.key, other.values, target.values, tuple(both))


def wordings(store: Store, indicator_id: int) -> Wordings:
    """The words that may be parted off with `figures.split`.

    Raises:
        NewstermError: there is no such indicator.
    """
    key = _known(store, indicator_id).key
    return Wordings(indicator_id, key, tuple(store.indicators.wordings(indicator_id)))


def _known(store: Store, indicator_id: int) -> Indicator:
    found = store.indicators.get(indicator_id)
    if found is None:
        raise NewstermError("no indicator {indicator_id}", indicator_id=indicator_id)
    return found
