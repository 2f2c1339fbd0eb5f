"""Which wordings name one indicator, and which must stay apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsterm.domain.fact import Fact
from newsterm.domain.figures.indicator_key import IndicatorKey
from newsterm.domain.figures.indicators import Reading, read_indicator, readings

Named = tuple[str, str]

JOINED: list[tuple[str, str, str]] = [  # two wordings and their unit
    ("国内生产总值同比增长", "国内生产总值比上年增长", "%"),
    ("国内生产总值同比增长", "国内生产总值比上年同期增长", "%"),
    ("国内生产总值同比增长", "国内生产总值较去年同期增长", "%"),
    ("国内生产总值同比增长", "国内生产总值与上年同期相比增长", "%"),
    ("国内生产总值同比增长", "我国国内生产总值增速", "%"),
    ("国内生产总值同比增长", "GDP增长", "%"),
    ("国内生产总值同比增长", "国内生产总值GDP同比增长", "%"),
    ("国内生产总值同比增长", "国内生产总值同比下降", "%"),
    ("国内生产总值", "中国GDP", "元"),
    ("国内生产总值", "全国国内生产总值有望", "元"),
    ("全国粮食产量", "我国粮食产量", "斤"),
    ("全国粮食总产量", "粮食产量", "斤"),
    ("粮食产量", "我国确保粮食产量继续", "斤"),
    ("粮食产量", "各地要切实扛起责任确保粮食产量", "斤"),
    ("粮食产量", "全年粮食产量", "斤"),
    ("粮食产量", "粮食产量的目标是继续", "斤"),
    ("粮食产量", "4. 我国粮食产量再创历史新高", "斤"),
    ("黑龙江省粮食产量", "黑龙江粮食总产量", "斤"),
    ("西藏自治区粮食产量", "西藏粮食产量", "吨"),
    ("产业增加值占GDP比重", "产业增加值占地区生产总值比重", "%"),
    ("产业增加值占GDP比重", "产业增加值占国内生产总值的比重为", "%"),
    ("产业增加值占GDP比重", "产业增加值占全市国内生产总值比重", "%"),
    ("产业增加值占GDP比重", "产业增加值在国内生产总值中占比", "%"),
    ("产业增加值占GDP比重", "产业增加值占国内生产总值", "%"),
    ("居民消费价格指数CPI同比上涨", "CPI同比上涨", "%"),
    ("全国居民消费价格指数同比上涨", "居民消费价格涨幅", "%"),
    ("全国居民消费价格比上年同期上涨", "我国居民消费价格指数同比下降", "%"),
    ("居民消费价格环比上涨", "CPI环比下降", "%"),
    ("居民消费价格环比上涨", "居民消费价格比上月上涨", "%"),
    ("扣除食品和能源价格的核心CPI同比上涨", "核心CPI同比上涨", "%"),
    ("工业生产者出厂价格同比下降", "全国PPI同比下降", "%"),
    ("社会消费品零售总额同比增长", "全国社会消费品零售总额比上年增长", "%"),
    ("社会消费品零售总额", "我国社会消费品零售", "元"),
    ("上海社会消费品零售总额", "上海市社会消费品零售总额", "元"),
    ("新能源汽车累计免征车辆购置税", "新能源汽车免征车辆购置税", "元"),
    ("新能源汽车出口", "我国新能源汽车累计出口", "辆"),
    ("新能源汽车的市场渗透率", "新能源汽车市场渗透率", "%"),
    ("新能源汽车保有量达到", "全国新能源汽车保有量", "辆"),
    ("单位GDP能耗同比下降", "单位国内生产总值能耗同比降低", "%"),
    ("货物进出口总值", "货物进出口总额", "元"),
    ("社会消费品零售总额增速比上月加快", "社会消费品零售总额增速比上月回落", "个百分点"),
    ("零售总额增速比上月加快", "零售总额比上月放缓", "个百分点"),
    ("CPI同比涨幅比上月扩大", "CPI涨幅比上月回落", "个百分点"),
    ("英国消费者价格指数同比上涨", "英国CPI同比增长", "%"),
    ("全国城镇新增就业", "我国城镇新增就业", "人"),
    ("居民人均可支配收入实际增长", "全国居民人均可支配收入同比实际增长", "%"),
]

APART: list[tuple[Named, Named]] = [
    (("国内生产总值", "元"), ("国内生产总值", "美元")),
    (("国内生产总值", "元"), ("国内生产总值同比增长", "%")),
    (("国内生产总值同比增长", "%"), ("国内生产总值同比增长", "个百分点")),
    (("国内生产总值同比增长", "%"), ("国内生产总值环比增长", "%")),
    (("国内生产总值同比增长", "%"), ("国内生产总值年均增长", "%")),
    (("国内生产总值同比增长", "%"), ("国内生产总值按年率计算增长", "%")),
    (("国内生产总值同比增长", "%"), ("国内生产总值比2012年增长", "%")),
    (("国内生产总值比2005年下降", "%"), ("国内生产总值比2012年下降", "%")),
    (("国内生产总值同比增长", "%"), ("美国国内生产总值同比增长", "%")),
    (("国内生产总值", "元"), ("北京地区生产总值", "元")),
    (("国内生产总值", "元"), ("人均国内生产总值", "元")),
    (("国内生产总值", "元"), ("海洋生产总值", "元")),
    (("国内生产总值同比增长", "%"), ("单位国内生产总值能耗同比增长", "%")),
    (("粮食产量", "斤"), ("粮食产量", "吨")),
    (("粮食产量", "斤"), ("秋粮产量", "斤")),
    (("粮食产量", "斤"), ("大豆产量", "斤")),
    (("粮食产量", "斤"), ("黑龙江粮食产量", "斤")),
    (("黑龙江粮食产量", "斤"), ("吉林粮食产量", "斤")),
    (("粮食产量", "斤"), ("粮食播种面积", "亩")),
    (("粮食产量", "斤"), ("粮食产量比上年增加", "斤")),
    (("粮食产量连续保持", "年"), ("粮食产量", "年")),
    (("居民消费价格同比上涨", "%"), ("核心CPI同比上涨", "%")),
    (("居民消费价格同比上涨", "%"), ("食品价格同比上涨", "%")),
    (("居民消费价格同比上涨", "%"), ("工业生产者出厂价格同比上涨", "%")),
    (("居民消费价格同比上涨", "%"), ("英国消费者价格指数同比上涨", "%")),
    (("社会消费品零售总额", "元"), ("实物商品网上零售额", "元")),
    (("社会消费品零售总额", "元"), ("上海社会消费品零售总额", "元")),
    (("社会消费品零售总额同比增长", "%"), ("网上零售额占社会消费品零售总额比重", "%")),
    (("新能源汽车产量", "辆"), ("新能源汽车销量", "辆")),
    (("新能源汽车产量", "辆"), ("汽车产量", "辆")),
    (("新能源汽车出口", "辆"), ("新能源汽车出口额", "元")),
    (("居民人均可支配收入实际增长", "%"), ("居民人均可支配收入名义增长", "%")),
    (("制造业增加值占GDP比重", "%"), ("服务业增加值占GDP比重", "%")),
    (("产业增加值占GDP比重", "%"), ("产业增加值占GDP比重提高", "个百分点")),
    (("欧盟和欧元区国内生产总值", "%"), ("欧盟国内生产总值", "%")),
    (("中国银行存款", "元"), ("银行存款", "元")),
    (("浙江省进出口总额", "元"), ("浙江大学进出口总额", "元")),
]


def key(indicator: str, unit: str) -> IndicatorKey:
    return read_indicator(indicator, unit, period="2023").key


@pytest.mark.parametrize(("one", "other", "unit"), JOINED)
def test_one_indicator_in_two_wordings(one: str, other: str, unit: str) -> None:
    assert key(one, unit) == key(other, unit)


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_indicators(one: Named, other: Named) -> None:
    assert key(*one) != key(*other)


def test_there_are_pairs_enough() -> None:
    assert len(JOINED) + len(APART) >= 60


@pytest.mark.parametrize(
    ("indicator", "unit", "owner", "measure", "sign"),
    [
        ("我国社会消费品零售总额同比增长", "%", "", "社会消费品零售总额同比增长", 1),
        ("全国居民消费价格指数（CPI）同比下降", "%", "", "居民消费价格同比增长", -1),
        ("单位GDP能耗降低", "%", "", "单位国内生产总值能耗同比增长", -1),
        ("CPI涨幅比上月回落", "个百分点", "", "居民消费价格增速环比提高", -1),
        ("上海市地区生产总值", "元", "上海", "国内生产总值", 1),
        ("五常市水稻产量", "斤", "五常市", "水稻产量", 1),
        ("城市绿地面积", "公里", "", "城市绿地面积", 1),
        (
            "研发经费与国内生产总值之比比上年提高",
            "个百分点",
            "",
            "研发经费与国内生产总值之比同比提高",
            1,
        ),
    ],
)
def test_what_a_wording_is_read_as(
    indicator: str, unit: str, owner: str, measure: str, sign: int
) -> None:
    reading = read_indicator(indicator, unit, period="2023")
    assert reading == Reading(IndicatorKey(owner, measure, unit), sign)


def test_a_bare_growth_over_years_is_not_year_on_year() -> None:
    within = read_indicator("进出口总额增长", "%", period="2023-H1").key
    over = read_indicator("进出口总额增长", "%", period="2013/2022").key
    assert (within.measure, over.measure) == ("进出口总额同比增长", "进出口总额增长")


@pytest.mark.parametrize(
    ("words", "period", "measure"),
    [
        ("零售总额增速比8月份加快", "2023-09", "零售总额增速环比提高"),
        ("零售总额增速比上月加快", "2023-09", "零售总额增速环比提高"),
        ("零售总额增速比12月份加快", "2024-01", "零售总额增速环比提高"),
        ("零售总额增速比7月份加快", "2023-09", "零售总额增速比7月份提高"),
        ("零售总额增速比8月份加快", "2023-Q3", "零售总额增速比8月份提高"),
    ],
)
def test_the_month_before_may_be_named_by_its_number(words: str, period: str, measure: str) -> None:
    assert read_indicator(words, "个百分点", period=period).key.measure == measure


def test_a_region_s_product_is_labelled_as_one() -> None:
    assert key("北京GDP", "元").label == "北京地区生产总值"
    assert key("GDP", "元").label == "国内生产总值"
    assert key("美国GDP", "美元").label == "美国国内生产总值"


def labels(body: str, *facts: tuple[str, str, str]) -> list[str]:
    """Labels of facts given as quantity, unit and indicator, in order of the text."""
    made = []
    place = 0
    for text, unit, indicator in facts:
        place = body.index(text, place)
        made.append(
            Fact(text, place, place + len(text), 1, unit=unit, period="2023", indicator=indicator)
        )
        place += len(text)
    return [
        f"{'-' if reading.sign < 0 else ''}{reading.key.label}" for reading in readings(made, body)
    ]


def test_the_owner_at_the_head_of_a_clause_holds_for_what_follows() -> None:
    body = (
        "今年1—5月，浦东投资超过1070亿元；零售总额1681亿元。\n\n全国零售总额18万亿元，投资3万亿元。"
    )
    assert labels(
        body,
        ("1070亿元", "元", "投资"),
        ("1681亿元", "元", "零售总额"),
        ("18万亿元", "元", "全国零售总额"),
        ("3万亿元", "元", "投资"),
    ) == ["浦东投资", "浦东零售总额", "零售总额", "投资"]


def test_a_short_heading_names_the_owner_of_what_stands_below() -> None:
    body = "西藏特色产业发展壮大\n\n2022年粮食产量达到107万吨。\n\n2022年牛奶产量83万吨。"
    assert labels(body, ("107万吨", "吨", "粮食产量"), ("83万吨", "吨", "牛奶产量")) == [
        "西藏粮食产量",
        "牛奶产量",
    ]


def test_a_county_that_nobody_named_is_that_of_its_article() -> None:
    body = "2023年全县粮食产量92万吨。\n\n四川农业稳步发展，全省粮食产量3000万吨。"
    facts = [
        Fact("92万吨", 11, 15, 92e4, unit="吨", period="2023", indicator="全县粮食产量"),
        Fact("3000万吨", 36, 42, 3e7, unit="吨", period="2023", indicator="全省粮食产量"),
    ]
    here = [reading.key for reading in readings(facts, body, "a")]
    there = [reading.key for reading in readings(facts, body, "b")]
    assert [key.label for key in here] == ["全县粮食产量", "四川粮食产量"]
    assert here[0] != there[0]
    assert here[1] == there[1]


def test_the_two_of_a_pair_are_told_apart() -> None:
    body = "新能源汽车产销量分别完成165万辆和158.6万辆，同比分别增长27.7%和26.2%。"
    both = "新能源汽车产销量分别完成"
    assert labels(
        body,
        ("165万辆", "辆", both),
        ("158.6万辆", "辆", both),
        ("27.7%", "%", f"{both}同比增长"),
        ("26.2%", "%", f"{both}同比增长"),
    ) == [
        "新能源汽车产量",
        "新能源汽车销量",
        "新能源汽车产量同比增长",
        "新能源汽车销量同比增长",
    ]


def test_a_level_that_was_grown_to_is_no_growth() -> None:
    body = "国内生产总值从54万亿元增长到114万亿元，增长60万亿元。"
    assert labels(
        body,
        ("54万亿元", "元", "国内生产总值"),
        ("114万亿元", "元", "国内生产总值增长"),
        ("60万亿元", "元", "国内生产总值增长"),
    ) == ["国内生产总值", "国内生产总值", "国内生产总值增加"]


def test_a_change_counts_from_the_year_that_its_sentence_begins_with() -> None:
    body = "与2012年相比，2023年我国单位GDP能耗下降26.8%。"
    assert labels(body, ("26.8%", "%", "我国单位GDP能耗下降")) == [
        "-单位国内生产总值能耗比2012年增长"
    ]


@given(st.text(max_size=40), st.text(max_size=4), st.booleans())
def test_any_wording_can_be_read(indicator: str, unit: str, to_level: bool) -> None:
    reading = read_indicator(indicator, unit, to_level=to_level)
    assert reading.key.unit == unit
    assert reading.sign in (1, -1)


@pytest.mark.parametrize(
    "piece", ["比上年", "占", "的", "目标", "确保粮食", "同比分别", "（", "中国"]
)
def test_a_long_wording_takes_no_longer_than_its_length(piece: str) -> None:
    words = piece * (20_000 // len(piece))
    started = time.perf_counter()
    read_indicator(words, "%")
    assert time.perf_counter() - started < 1
