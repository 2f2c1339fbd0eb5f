"""What a figure measures."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract


def indicators(body: str) -> list[str]:
    return [
        fact.indicator for fact in extract(Article(id="x", title="", body=body, date="2023-11-28"))
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("上半年，全市共享单车日均骑行量201.85万人次。", ["全市共享单车日均骑行量"]),
        (
            "全市共享单车日均骑行量201.85万人次，同比增长54.26%。",
            ["全市共享单车日均骑行量", "全市共享单车日均骑行量同比增长"],
        ),
        (
            "全国餐饮收入3万亿元，比上年增长5%，占消费总额的12%。",
            ["全国餐饮收入", "全国餐饮收入比上年增长", "全国餐饮收入占消费总额的"],
        ),
        ("全国有22家社区卫生服务中心。", ["全国社区卫生服务中心"]),
        ("该市涉案总数为3件，涉及8个品牌。", ["市涉案总数", "市涉案总数涉及品牌"]),
        (
            "风电、太阳能发电装机容量分别为3.5亿千瓦和3.6亿千瓦。",
            ["风电装机容量", "太阳能发电装机容量"],
        ),
        (
            "飞机制造、船舶制造分别增长11.6%、15.9%。",
            ["飞机制造增长", "船舶制造增长"],
        ),
        (
            "期货成交量为7亿手，成交额为51万亿元，同比分别增长28%和19%。",
            ["期货成交量", "期货成交额", "期货成交量同比增长", "期货成交额同比增长"],
        ),
        ("有72%的受访者认为经济在恶化。", ["受访者认为经济在恶化"]),
        ("家园中心高14米。", ["家园中心高"]),
        ("列车停靠在距北京64公里的沿河城站。", ["沿河城站距北京"]),
        ("中标利率分别为2.09%和2.50%。", ["中标利率", "中标利率"]),
        ("全市签约重点项目160个，总投资1000亿元。", ["全市签约重点项目", "全市签约重点项目总投资"]),
        ("也门政府释放了105名被俘人员。", ["也门政府释放被俘人员"]),
        (
            "国家救灾办公室、应急管理部会同国家粮食储备局昨晚向天津调运700万条编织袋。",
            ["国家救灾办公室调运编织袋"],
        ),
        ("州内发生多起枪击案，共造成3人死亡。", ["枪击案造成死亡"]),
        ("泥沙量减少了2/3以上。", ["泥沙量减少"]),
        ("全国水路预计发送旅客145万人次。", ["全国水路发送旅客"]),
        ("全国铁路、公路、民航发送旅客总量1.6亿人次。", ["全国铁路发送旅客总量"]),
    ],
)
def test_indicator(body: str, expected: list[str]) -> None:
    assert indicators(body) == expected


def test_names_are_short() -> None:
    body = "这" + "非常" * 30 + "漫长的一段话说明全国的总产量达到3万吨。"
    assert [len(name) <= 24 for name in indicators(body)] == [True]


def test_english_subject_is_carried() -> None:
    body = "Average daily rides reached 2 million trips in June, up 54 percent from a year earlier."
    assert indicators(body)[1] == "Average daily rides up"
