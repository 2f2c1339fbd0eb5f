"""Planned or reported."""

from __future__ import annotations

import pytest

from newsterm.domain.article import Article
from newsterm.domain.facts import extract


def statuses(body: str) -> str:
    """`T` or `A` for each fact."""
    facts = extract(Article(id="x", title="", body=body, date="2021-08-19"))
    return "".join(fact.status[0].upper() for fact in facts)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("到2025年，产值占比达到30%以上，形成4至5个集群。", "TT"),
        ("2025年产值占比30%。", "T"),
        ("产值将超过1000亿元。", "T"),
        ("力争产值达到1000亿元。", "T"),
        ("预计全年产值1000亿元，增长5%。", "TT"),
        ("计划投资1000亿元。", "T"),
        ("今年计划再建设4000个公园。", "T"),
        ("车辆控制在80万辆以内，郊区车辆12万辆。", "TA"),
        ("收费不得超过20元。", "T"),
        ("对驾驶人处20元罚款。", "T"),
        ("10多个项目即将开工。", "T"),
        ("运动会将传统项目与科技结合，2000名运动员参赛。", "A"),
        ("花灯将有着600多年历史的古城装扮一新。", "A"),
        ("粮库的计划收储量往年是1.8万吨，今年有望超过4万吨。", "AT"),
        ("2021年，产量将达到49亿吨左右。占比达到17%以上。", "TT"),
        ("2021年，产量将达到49亿吨左右。占比已达到17%以上。", "TA"),
        ("今年将建绿道4000公里，目前已开工3000公里。", "TA"),
        ("最高时速将从250公里提至300公里。", "AT"),
        ("规划了三个圈层。", "T"),
        ("产值超过1000亿元。", "A"),
        ("已建成3个公园。", "A"),
        ("全年计划完成率达97%。", "A"),
        ("停车区可容纳65000辆单车。", "A"),
        ("15岁的小将夺得3枚金牌。", "AA"),
        ("警方已将34名嫌疑人移交检方。", "A"),
        ("将效率提高了3个百分点。", "A"),
        ("央行宣布将基准利率上调25个基点。", "A"),
        ("到2025年，将产能提高到100万吨。", "T"),
        ("产能将大幅提高到100万吨。", "T"),
        ("警方已于近日将公开通缉的王某等6名犯罪嫌疑人抓获。", "A"),
        ("国防部称，将有约100名士兵接受培训。", "T"),
        ("主要预期目标是国内生产总值增长5%左右。", "T"),
        ("市场预期向好，6个行业指数上升。", "A"),
        ("汇率可能在短期内跌破160日元。", "T"),
        ("通胀率将维持高位，近六成受访者认为难以回落。", "A"),
        ("一季度计划开工项目675个。", "T"),
        ("全年林业总产值预计达9万亿元，全国林业的就业人员达6000万人。", "TA"),
        ("全年产值预计达9万亿元，比去年增长5%。", "TT"),
        ("全省计划投入17万台收割机。", "T"),
        ("通车后，车程将从目前的约2小时缩短至30分钟。", "AT"),
        ("交通部预计，春运期间，日均流量3100万辆。", "T"),
        ("客流量预计3亿人次，日均2亿人次。", "TT"),
        ("今年要完成生态修复19万亩。", "T"),
        ("工人赶制即将发往海外的订单，每天产量7000件。", "A"),
        ("企业承担的“十四五”规划重大工程超过1000项。", "A"),
        ("醉驾的，并处1000元以上5000元以下罚款。", "TT"),
        ("居民人均预期寿命达到78.6岁。", "A"),
        ("首付款比例调整为不低于15%，二套不低于25%。", "TT"),
        ("世界粮食计划署称，三名工作人员丧生。", "A"),
        ("未来5年，全市将新增3所学校。", "T"),
        ("党支部争取到了两袋大米。", "A"),
        ("新生产线投产后，年产量3万吨。", "T"),
        ("今年全市要为1000家企业开展诊断。", "T"),
        ("这里的工人每天都要完成3000件订单，主要为出口。", "A"),
        ("每人分摊的额度不能超过每月1500元。", "T"),
        ("专项资金将促进1万家企业进行技术改造。", "T"),
        ("将来自15个部门的数据进行分析。", "A"),
        ("将违法行为具体化为51项情形。", "A"),
        ("日本政府称，将参与救灾的人员数量增加到4600人。", "A"),
        ("当地正加快实施千万吨粮食增产计划。", "T"),
        ("《2021年重大项目清单》昨天发布，包括7大类300个项目。", "TT"),
        ("近日，国家发布标准体系建设指南，包括基础通用等5个子体系。", "T"),
        ("项目投产后，产业将进入新阶段；安徽紧盯项目，今年一季度，项目占比达五成。", "A"),
    ],
)
def test_status(body: str, expected: str) -> None:
    assert statuses(body) == expected


def test_a_plan_told_again_is_a_plan() -> None:
    body = (
        "规划披露，北京将培育2个国际引领支柱产业。\n\n其中，2个国际引领支柱产业分别为医药和信息。"
    )
    assert statuses(body) == "TT"


def test_numbered_tasks_after_the_goals_are_plans() -> None:
    body = (
        "去年新建学校3所。今年主要预期目标是：生产总值增长5%。\n"
        "一是扩大投资。实施亿元以上项目420个，完成投资1200亿元。\n"
        "会场座无虚席，200名代表参会。"
    )
    assert statuses(body) == "ATTTA"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("By 2025, the share of clean power will reach at least 30 percent.", "T"),
        ("The company plans to build 12 new plants in the region.", "T"),
        ("The company has built 12 new plants in the region.", "A"),
        ("Exports are expected to grow 3 percent this year.", "T"),
        ("Exports rose 3 percent in the first half of this year.", "A"),
    ],
)
def test_english_status(body: str, expected: str) -> None:
    assert statuses(body) == expected


def test_what_something_takes_at_least_is_foreseen() -> None:
    assert statuses("供电系统完全修复至少需要半年以上时间。全程用时3小时。") == "TA"
