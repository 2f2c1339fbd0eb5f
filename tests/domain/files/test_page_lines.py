"""What the lines of a page dump are by themselves."""

from __future__ import annotations

import pytest

from newsterm.domain.files.page_lines import (
    Block,
    blank_between,
    blocks_of,
    continued_from,
    ends_sentence,
    is_continued_elsewhere,
    is_signed,
    kind_of,
    lead_of,
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("It opened. It is long", "text"),
        ("春耕备耕有序推进", "short"),
        ("江桥通车 两岸往来8分钟", "short"),
        ("“双减”之后怎么办？", "short"),
        ("修一座桥，富一方人", "short"),
        ("安贞医院： 提前封顶", "short"),
        ("为引导平台经济健康有序发展，营", "text"),
        ("还差两户没有签字的", "text"),
        ("，涉及八个品牌", "text"),
        ("一、意见难统一", "text"),
        ("（2）资金缺口大", "text"),
        ("今年粮食丰收。", "text"),
        ("“你去哪里？”他问。", "text"),
        ("长" * 51, "text"),
        ("本报记者 曹政 实习生 傅子悦", "byline"),
        ("本报记者王芳", "byline"),
        ("□ 记者 李明", "byline"),
        ("江城日报首席记者 赵四", "byline"),
        ("By Jane Smith", "byline"),
        ("记者手记", "short"),
        ("记者了解到，桥已通车。", "text"),
        ("本报讯(记者 孙宏阳)昨日，公示明确。", "lead"),
        ("新华社江城8月18日电（记者 李明）桥已通车。", "lead"),
        ("据新华社电 桥已通车。", "lead"),
        ("(上接1版) 导管、注浆。", "continued"),
        ("（紧接第A3版）导管", "continued"),
        ("工人铺设沥青。 本报记者 赵四 摄", "caption"),
        ("责任编辑：王某 美编：李某", "furniture"),
        ("2022年3月5日 星期六", "furniture"),
        ("星期六起尾号限行轮换", "short"),
    ],
)
def test_kinds(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "is_end"),
    [
        ("通车。", True),
        ("“通车了！”", True),
        ("（全文见网站。）", True),
        ("还会怎样……", True),
        ("逐栋推进。（张三）", True),
        ("It opened.", True),
        ("达到27.", False),
        ("达到", False),
        ("36个美丽家园(街区)", False),
        ("如下：", False),
    ],
)
def test_ends_of_sentences(words: str, is_end: bool) -> None:
    assert ends_sentence(words) is is_end


def test_marks() -> None:
    assert lead_of("本报讯(记者 孙宏阳)昨日") == "本报讯(记者 孙宏阳)"
    assert lead_of("本报讯 昨日") == "本报讯"
    assert lead_of("昨日") == ""
    assert continued_from("(上接1版) 导管") == "1版"
    assert continued_from("（上接第 二 版）导管") == "二版"
    assert continued_from("导管(上接1版)") == ""
    assert is_continued_elsewhere("通车。（下转3版）")
    assert not is_continued_elsewhere("（下转3版）通车。")
    assert is_signed("推进。（本报记者 张三）")
    assert not is_signed("推进。（见下图）")
    assert not is_signed("推进（张三）")


def test_blanks_stand_only_between_western_words() -> None:
    assert blank_between("the new", "bridge") == " "
    assert blank_between("well-", "known") == ""
    assert blank_between("达到5", "00个") == ""
    assert blank_between("大桥", "通车") == ""


def test_lines_that_break_at_one_width_are_one_paragraph() -> None:
    page = "　　江桥今天通车，两岸\n往来只需八分钟，比从前\n快了一个小时。\n"
    page += "　　大桥长三公里，宽三十\n米。"
    assert blocks_of(page) == [
        Block(1, "江桥今天通车，两岸往来只需八分钟，比从前快了一个小时。", "text"),
        Block(4, "大桥长三公里，宽三十米。", "text"),
    ]


def test_lines_of_any_width_are_paragraphs_of_their_own() -> None:
    page = "江桥今天通车。\n大桥长三公里，宽三十米。\n\n\n两岸往来只需八分钟，比从前快。"
    assert [(block.line, block.text) for block in blocks_of(page)] == [
        (1, "江桥今天通车。"),
        (2, "大桥长三公里，宽三十米。"),
        (5, "两岸往来只需八分钟，比从前快。"),
    ]
