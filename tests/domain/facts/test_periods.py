"""What time expressions name, and which of them holds for a figure."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract


def periods(body: str, date: str = "2023-11-28") -> list[str]:
    return [fact.period for fact in extract(Article(id="x", title="", body=body, date=date))]


@pytest.mark.parametrize(
    ("when", "period"),
    [
        ("今年", "2023"),
        ("去年", "2022"),
        ("前年", "2021"),
        ("2021年", "2021"),
        ("2021年底", "2021-12-31"),
        ("今年以来", "2023"),
        ("上半年", "2023-H1"),
        ("去年下半年", "2022-H2"),
        ("2021年上半年", "2021-H1"),
        ("一季度", "2023-Q1"),
        ("去年第四季度", "2022-Q4"),
        ("三季度末", "2023-09-30"),
        ("前三季度", "2023-01/2023-09"),
        ("前7个月", "2023-01/2023-07"),
        ("今年前十个月", "2023-01/2023-10"),
        ("前两个月", "2023-01/2023-02"),
        ("1—10月份", "2023-01/2023-10"),
        ("1至9月", "2023-01/2023-09"),
        ("10月份", "2023-10"),
        ("10月", "2023-10"),
        ("去年11月", "2022-11"),
        ("2023年5月", "2023-05"),
        ("上月", "2023-10"),
        ("本月", "2023-11"),
        ("6月30日", "2023-06-30"),
        ("2021年6月30日", "2021-06-30"),
        ("17日", "2023-11-17"),
        ("30日", "2023-10-30"),
        ("10月3日—9日", "2023-10-03/2023-10-09"),
        ("10月30日至11月2日", "2023-10-30/2023-11-02"),
        ("昨天", "2023-11-27"),
        ("昨晚（11月27日）", "2023-11-27"),
        ("今天上午", "2023-11-28"),
        ("截至10月末", "2023-10-31"),
        ("截至6月底", "2023-06-30"),
        ("截至2022年末", "2022-12-31"),
        ("截至昨天", "2023-11-27"),
        ("“十四五”时期", "2021/2025"),
        ("“十三五”期间", "2016/2020"),
        ("自2017年以来", "2017/2023"),
        ("自2月10日以来", "2023-02-10/2023-11-28"),
        ("2018年开通以来", "2018/2023"),
        ("十年来", "2013/2023"),
        ("5年间", "2018/2023"),
        ("近三年", "2020/2023"),
        ("2018年至2022年", "2018/2022"),
        ("2012年12月至2023年3月", "2012-12/2023-03"),
        ("春节期间", ""),
        ("目前", ""),
        ("近日", ""),
    ],
)
def test_when(when: str, period: str) -> None:
    assert periods(f"{when}，全市产量达到3万吨。") == [period]


def test_a_month_ahead_of_the_article_was_last_year_s() -> None:
    assert periods("12月，全市产量达到3万吨。", date="2023-02-03") == ["2022-12"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("上半年产量3万吨，同比增长5%。销量2万吨。", ["2023-H1"] * 3),
        ("上半年产量3万吨。\n\n销量2万吨。", ["2023-H1", ""]),
        ("上半年产量3万吨，目前库存2万吨。", ["2023-H1", ""]),
        ("10月产量3万吨，较2018年提高5%，比9月增长2%。", ["2023-10"] * 3),
        ("30日发布的报告显示，产量3万吨。", [""]),
        ("公司25日称，产量3万吨。", [""]),
        ("17日发生地震，造成7人死亡。", ["2023-11-17"]),
        ("上半年，速度由250公里提高到300公里。", ["", "2023-H1"]),
        ("截至10月底，今年产量3万吨。", ["2023-10-31"]),
        ("二季度下降3%，三季度增长4%。", ["2023-Q2", "2023-Q3"]),
        ("今天，一座90万千瓦机组投产。", [""]),
        ("40000多名工人今天开始罢工。", ["2023-11-28"]),
        ("票房20亿元，为2021年以来最高。", [""]),
    ],
)
def test_which_period_holds(body: str, expected: list[str]) -> None:
    assert periods(body) == expected


@pytest.mark.parametrize(
    ("when", "period"),
    [
        ("in 2021", "2021"),
        ("last year", "2022"),
        ("in the first half of 2021", "2021-H1"),
        ("in the third quarter", "2023-Q3"),
        ("in the first seven months", "2023-01/2023-07"),
        ("between January and April", "2023-01/2023-04"),
        ("on June 30, 2021", "2021-06-30"),
        ("in October", "2023-10"),
        ("since 2017", "2017/2023"),
        ("over the past 10 years", "2013/2023"),
        ("as of June 30", "2023-06-30"),
        ("yesterday", "2023-11-27"),
        ("on Monday", "2023-11-27"),
    ],
)
def test_english_when(when: str, period: str) -> None:
    assert periods(f"The city's total output reached 3 million tons {when}.") == [period]


def test_periods_told_apart() -> None:
    body = "2022年和2023年，全市产值分别为30亿元和35亿元，今年为40亿元。"
    assert periods(body, "2024-09-01") == ["2022", "2023", "2024"]


def test_no_period_is_carried_into_a_habit() -> None:
    body = "今天（9月1日），车展开幕。我国是自行车大国，每年贸易量约占世界的60%。"
    assert periods(body, "2024-09-01") == [""]


def test_no_period_is_carried_to_the_ends_of_a_change() -> None:
    body = "8月，草原禁渔。湖里的孵化率从不到10%提高到30%左右。"
    assert periods(body, "2024-09-01") == ["", ""]
