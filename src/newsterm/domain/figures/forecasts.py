"""What others foresee: no plan of those whom the figure is about, so no goal to be reached."""

from __future__ import annotations

import re

# Who forecasts the figures of others: bodies between states, banks, raters, and nobody by name.
_FORECASTERS = (
    "世界银行|世行|国际货币基金组织|经合组织|经济合作与发展组织|亚洲开发银行|亚行|欧盟委员会"
    "|高盛|摩根|瑞银|野村|惠誉|穆迪|标普|渣打|汇丰|投行|研究机构|外资机构|分析师|分析人士|经济学家"
    "|IMF|OECD|World Bank|[Ee]conomists|[Aa]nalysts"
)
_FORESEE = "预计|预测|预期|预估|上调|下调|有望|认为|expect|forecast|project|predict|estimate"
_FORECAST = re.compile(f"(?:{_FORECASTERS})[^。！？]{{0,120}}?(?:{_FORESEE})")


def is_forecast(before: str) -> bool:
    """Whether the figure that follows some words is what others foresee.

    Args:
        before: its sentence up to the figure.
    """
    return _FORECAST.search(before) is not None
