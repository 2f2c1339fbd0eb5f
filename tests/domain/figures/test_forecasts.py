"""What others foresee is told apart from what is planned."""

from __future__ import annotations

import pytest

from newsterm.domain.figures.forecasts import is_forecast


@pytest.mark.parametrize(
    ("before", "foreseen"),
    [
        ("世界银行在最新报告中表示，预计2023年中国国内生产总值增速超过", True),
        ("国际货币基金组织将今年中国经济增速预期上调至", True),
        ("多家外资机构认为，今年中国经济将增长", True),
        ("高盛的分析师预测，明年增长", True),
        ("The World Bank expects growth of ", True),
        ("今年发展主要预期目标是：国内生产总值增长", False),
        ("我国力争全年国内生产总值增长", False),
        ("物流业总收入预计达到", False),
        ("世界银行行长今天到访。今年预计增长", False),
        ("到2025年，力争成为世界银行业中心，增长", False),
        ("", False),
    ],
)
def test_who_foresees_is_named_before_the_figure(before: str, foreseen: bool) -> None:
    assert is_forecast(before) is foreseen
