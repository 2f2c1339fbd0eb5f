"""由A提高到B: the two ends of a change, of which the first is what was."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts.quantity import Quantity

_CHANGING = (
    "突破|扩展|缩减|增长|提高|提升|提|增加|增|上升|升|下降|降低|降|减少|减|压缩|缩短|扩大|扩|"
    "上调|下调|调整|放宽|拓宽|收紧|收窄|调|跃升|变|延长|恢复|修正|更正|蔓延|扩散|攀升|飙升|回落"
)


@cache
def _onward() -> re.Pattern[str]:
    return re.compile(rf"[^，。；\n]{{0,6}}?(?:{_CHANGING})[^，。；]{{0,3}}[到至为]|转为")


def is_from(text: str, quantity: Quantity) -> bool:
    """Whether a quantity is the A of 由A提高到B: what was, which the period and the plan are not
    about.
    """
    before = text[max(0, quantity.start - 24) : quantity.start]
    return (
        re.search(
            r"[由从](?:[^，。；\d]{0,12}|(?:[^，。；]{0,6}[年月日季度末底]|[^，。；]{0,8}年[代前初来])[^，。；\d]{0,10})$",
            before,
        )
        is not None
        and _onward().match(text, quantity.end) is not None
    )
