"""What looks like a quantity and is none: labels, ordinals, slogans, articles, windows, times of
day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsterm.domain.facts.numerals import Numeral
from newsterm.domain.facts.tables import table
from newsterm.domain.facts.units import COUNTED_PLACES, Unit


@cache
def _masked() -> re.Pattern[str]:
    """Addresses, titles in 《》, short quoted names and slogans (“三大变革”, “5分钟生活圈”),
    〔2023〕, volumes （1—20册）.
    """
    return re.compile(
        r"https?://[^\s)）】]{1,2000}|www\.[^\s)）]{1,200}|《[^《》\n]{1,60}》|〔[^〔〕\n]{1,12}〕"
        r"|“[^“”，。；！？：\n]{1,10}”|‘[^‘’，。；！？：\n]{1,10}’|「[^「」，。；\n]{1,10}」"
        r"|（含[^（）\n]{1,8}）|（1(?:[—–~-]{1,2}|至)\d{1,3}[册卷集辑]）"
        r"|\(上接[^)\n]{1,8}\)|（[上下][接转][^）\n]{1,8}）"
    )


def masks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches where no quantity begins."""
    for match in _masked().finditer(text):
        yield match.span()
    for match in _slogan().finditer(text):
        yield match.span()


# Fixed phrases of politics and names that hold a numeral and count nothing in the article.
SLOGANS = table(
    """
    一带一路 一国两制 两个确立 两个维护 四个意识 四个自信 四个全面 五位一体 三农 两会 三严三实
    两学一做 双一流 两弹一星 三个代表 两个毫不动摇 两个结合 两个务必 三个务必 两个大局 两个先行
    四个革命 四风 八项规定 三重一大 三公经费 三北工程 三江源 二十四节气 三峡 两岸 三从四德 四史
    万里长城 五一 十一假期 七一 八一 六一儿童节 三八 五四 九一八 一日三餐 四处寻 四处奔
    四处打 四处游 四处求 一江两岸 三长两短 四面八方 五湖四海 千家万户 千方百计 百家争鸣 百花齐放
    三步走 两步走 三会一课 一分为二 四通八达 七上八下 九牛一毛 五颜六色 十字路口 第一二三产业
    一二三产业 三次产业 两院院士 两化融合 两山 三孩 两孩 二孩 百日 三甲 四大名著 五粮液 三国
    冬季两项 现代五项 铁人三项 三舱三船 三舱两船 三舱一船 五项原则 六项原则
    七国集团 二十国集团 四方安全对话 六方会谈 两用 四个服务 三个面向 两个先锋 四个伟大 三牛精神
    三化 三支一扶 四好农村路 三高 一老一小 两高 三资 五个一工程 三清 八路军 新四军 四项基本原则
    一个中国 一窗 百团大战 三大战役 万众一心 万里 千里 万物 百姓 百科 千万要 千万别 万一 一一
    三三两两 亿万 千百万 百家讲坛 百家姓 百家饭 两重一新 三区三州
    """
)
# Places whose name begins with a numeral and what looks like a measure word.
PLACES = table(
    """
    五大道 五棵松 五道口 十三间房 三井 六盘水 七台河 五台山 三门峡 三门核电 三台县 三门县 五家渠
    五大连池
    九台区
    """
)


@cache
def _slogan() -> re.Pattern[str]:
    names = "|".join(sorted((*SLOGANS, *PLACES), key=len, reverse=True))
    return re.compile(
        rf"{names}|(?<![近超逾上])(?<!历经)(?<!长达)[百千]年(?!(?:以上)?的?历史)|(?<![有近超逾上])[百千]年的?历史"
    )


_LETTER = re.compile(r"[A-Za-z]")


def is_label(text: str, numeral: Numeral) -> bool:
    """Whether a numeral is part of a name, an ordinal, a model number (02组), a score, the base
    of a rate (158日元兑1美元) or a vague amount.
    """
    start = numeral.start
    previous = text[start - 1 : start] if start else ""
    if not previous:
        return False
    if previous == "每":
        return not text.startswith(("年", "天", "月"), numeral.end)
    if _per().search(text, max(0, start - 5), start):
        return True
    if re.match(r"0\d", text[start : start + 2]):
        return True
    if numeral.low == 1 and text[max(0, start - 2) : start].endswith(("兑", "兑换")):
        return True
    if _latitude().search(text, max(0, start - 10), start):
        return True
    if previous == "/" and "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff":
        return False
    if previous in "第〔#№" or text[max(0, start - 2) : start] in ("第 ",):
        return True
    if numeral.is_ascii and (previous in "./" or _LETTER.match(previous)):
        return True
    if (
        previous in "-－"
        and start > 1
        and (_LETTER.match(text[start - 2]) or text[start - 2].isdigit())
    ):
        return True
    if previous == "数" and text[start - 2 : start - 1] in tuple("总人个户次件倍指基"):
        return False
    if not numeral.is_ascii and previous in "数几好初周星礼十廿":
        weekly = (
            text[start - 2 : start - 1] == "每" or text[numeral.end : numeral.end + 1] in "个项家"
        )
        return previous != "周" or not weekly
    if numeral.is_ascii and previous == "几":
        return True
    return _is_score(text, numeral) or _is_series(text, start)


@cache
def _latitude() -> re.Pattern[str]:
    """北纬12度, 南纬40度至60度."""
    return re.compile(r"(?:[北南]纬|[东西]经)(?:[\d.]{1,5}度?[至到—-])?$")


@cache
def _per() -> re.Pattern[str]:
    """每行驶100海里, 每提高1个百分点: the base of a rate, which belongs to its name."""
    return re.compile(
        r"每(?:产生|发|卖|新增|行驶|行走|运行|飞行|生产|消费|消耗|投入|提高|增加|增长|下降|减少|上升|上涨|下跌)$"
    )


def _is_score(text: str, numeral: Numeral) -> bool:
    return bool(
        re.match(r"[比对]\d|[:：]\d", text[numeral.end : numeral.end + 2])
        or re.search(r"\d[比对]$|\d[:：]$", text[max(0, numeral.start - 2) : numeral.start])
    )


def _is_series(text: str, start: int) -> bool:
    """`第十八、十九届`: the ordinal before goes on."""
    return bool(
        re.search(r"第[\d一二三四五六七八九十]{1,4}[、至到—-]$", text[max(0, start - 7) : start])
    )


# Labels by what follows number and unit.
_FOLLOWING_LABELS = {
    "分钟": (
        "生活圈",
        "便民",
        "服务圈",
        "健身圈",
        "阅读圈",
        "文化圈",
        "通勤圈",
        "医疗圈",
        "交通圈",
        "养老",
        "圈",
    ),
    "小时": ("生活圈", "经济圈", "交通圈", "通勤圈", "高铁圈", "便民", "圈"),
    "次": (
        "列车",
        "班列",
        "中欧班列",
        "货运班列",
        "救援列车",
        "特快",
        "高铁",
        "动车",
        "航班",
        "全会",
        "会议",
        "方",
        "元",
        "代表大会",
        "产业",
        "工业革命",
    ),
    "人": ("双桨", "单桨", "双人艇", "艇", "雪车", "雪橇", "皮艇", "划艇", "赛艇", "制"),
    "周": ("年", "岁"),
    "天": ("平均", "移动"),
    "级": ("医院", "飓风", "跳", "应急响应", "响应", "预警"),
    "位": ("数",),
    "班": ("班长", "倒"),
    "集": ("团军",),
}


# What a power of ten names, not counts: 跨越万亿元台阶.
_THRESHOLDS = ("台阶", "大关", "关口", "俱乐部", "城市", "县", "规模", "产业", "市场", "赛道")


def is_no_quantity(text: str, numeral: Numeral, unit: Unit) -> bool:
    """Whether number and unit together are an article, a label or a class (一个, 二期, 千亿级,
    三级).
    """
    name, end = unit.name, unit.end
    after = text[end : end + 6]
    run = text[numeral.start : numeral.end]
    if _is_contest(text, numeral, name, after) or (name == "方" and numeral.is_plain):
        return True
    if numeral.is_power and unit.family == "money" and after.startswith(_THRESHOLDS):
        return True
    if after.startswith(_FOLLOWING_LABELS.get(name, ())):
        return True
    if (after.startswith("级") and unit.family in ("money", "count", "noun")) or after.startswith(
        "周年"
    ):
        return True
    if (
        name == "公里"
        and after.startswith("处")
        and re.search(r"国道|省道|高速|公路|线", text[max(0, numeral.start - 10) : numeral.start])
    ):
        return True
    if unit.family in ("count", "大", "time", "physical", "money", "noun") and not numeral.is_ascii:
        if run == "一":
            return not _is_counted_one(text, numeral, unit)
        if run in ("二", "一二"):
            return True
    if name.partition("（")[0] in tuple(COUNTED_PLACES):
        return not _is_told_of(text, numeral)
    if name == "大":
        return _is_great_name(text, numeral, end)
    if unit.family == "count":
        return _is_count_label(text, numeral, name, end)
    bare = unit.family == "noun" and text[numeral.start - 1 : numeral.start] not in "约近超逾过"
    return (name in ("年", "天", "周", "秒") or bare) and bool(
        numeral.is_ascii and 1900 <= numeral.low <= 2100 and numeral.is_plain
    )


@cache
def _contest_before() -> re.Pattern[str]:
    return re.compile(
        r"(?:男子|女子|男女|混合|双人|单人|个人|团体|总得分|得分|总分|积分|比分|落后|领先|净胜)"
        r"(?:为|以|了)?$"
    )


@cache
def _contest_after() -> re.Pattern[str]:
    return re.compile(
        r"(?:级|台|板|栏|接力|决赛|半决赛|预赛|比赛|自由泳|蝶泳|仰泳|蛙泳|混合泳|短跑|长跑|"
        r"气步枪|气手枪|速滑|跳板|跳台|障碍|项目)"
    )


# 182.60分的成绩, 80分的总积分.
_SCORED = re.compile(r"的(?:总)?(?:成绩|积分|得分|比分|高分|优势)")


def _is_contest(text: str, numeral: Numeral, name: str, after: str) -> bool:
    """男子100米, 60公斤级, 3米板, 总得分328.20分: contests, classes and scores."""
    if name not in ("米", "公斤", "分", "环", "公里"):
        return False
    if name in ("分", "环") and _SCORED.match(after):
        return True
    before = text[max(0, numeral.start - 5) : numeral.start]
    return _contest_before().search(before) is not None or (
        name != "分" and _contest_after().match(after) is not None
    )


def _is_counted_one(text: str, numeral: Numeral, unit: Unit) -> bool:
    """一 counts before a unit of measure with a bound or after a verb of duration: 一年多,
    翻了一番, 一倍.
    """
    if unit.family == "time":
        return text.startswith(("多", "之内"), unit.end) or bool(
            re.search(
                r"(?:历时|用时|耗时|历经|持续|坚持|长达|至少|缩短|提前|延长|仅需|只需|不到|需要|为期|经过|近|整整|超过)$",
                text[max(0, numeral.start - 4) : numeral.start],
            )
        )
    return unit.name in ("倍", "番", "%")


# 共有5市24县; 3省 otherwise sums up those just named.
_HAVING = re.compile(r"(?:有|共|共计|涉及|涵盖|覆盖|惠及|波及|遍及|\d[市省州县])$")


def _is_told_of(text: str, numeral: Numeral) -> bool:
    """Whether places are counted: 24县, 59国."""
    before = text[max(0, numeral.start - 2) : numeral.start]
    counted = numeral.low >= 11 or _HAVING.search(before) is not None
    return numeral.is_ascii and numeral.is_plain and numeral.low < 1000 and counted


def _is_great_name(text: str, numeral: Numeral, end: int) -> bool:
    """党的二十大, 十九大; 六大功能 is a count."""
    run = text[numeral.start : numeral.end]
    if not numeral.is_ascii and len(run) >= 2 and run[0] in "十二" and 16 <= numeral.low <= 30:
        return True
    following = text[end : end + 1]
    if following == "关" and (numeral.is_power or numeral.scale >= 10**4):
        return True
    return not ("\u4e00" <= following <= "\u9fff" or following in "“") or following in "的以来报"


# Measure words that a small Chinese numeral makes part of a phrase (三面, 两手, 八方, 一线).
_PHRASED = frozenset("手里代句言字方步路口样圈线面号团旅军师营连两股钱分角码票单")
# Measure words that a plain number labels: 3号, 5路, 12团.
_NUMBERED = frozenset("号路线团旅师军营连里两方版")


# After 代 of people or of things one after another, not of a kind (三代核电).
_GENERATIONS = ("人", "口人", "总", "都是", "共", "，", "。", "同堂", "接力", "传承", "薪火")


# 前10名, 前六批, but not 目前297个.
_FIRST = re.compile(r"(?<![目此日当以之年会战赛提空])前$")
_RANKED = re.compile(r"(?<![目此日当以之年会战赛提空])前$|首$|排名$|(?<![邻新旧故移定])居$|并列$")


def _is_count_label(text: str, numeral: Numeral, name: str, end: int) -> bool:
    before = text[max(0, numeral.start - 3) : numeral.start]
    small = numeral.is_plain and not numeral.is_ascii
    if name in ("级", "点"):
        return _is_class_or_clock(text, numeral, name, end)
    if name in ("金", "银", "铜"):
        return not _is_medal(text, numeral, end)
    if name == "层":
        return small and not re.search(r"[共分高有建为]$", before)
    if name == "期" and not numeral.is_ascii and _is_phase(text, numeral):
        return True
    if small and name in _PHRASED:
        return name != "代" or not text.startswith(_GENERATIONS, end)
    if name in _NUMBERED and numeral.is_plain and "." not in text[numeral.start : numeral.end]:
        return True
    if name in tuple("批轮届期") and _FIRST.search(before) and numeral.is_plain:
        return True
    if name in tuple("名位强个座家所大城") and _RANKED.search(before):
        return True
    return name == "届" and _is_ordinal_session(text, before, end)


_MEDALS = r"(?:\d{1,3}|[两三四五六七八九十]{1,3})[金银铜]"


def _is_medal(text: str, numeral: Numeral, end: int) -> bool:
    """3金2银1铜 and 再夺两金 count medals; 三金 and 五金 do not."""
    before = text[max(0, numeral.start - 6) : numeral.start]
    return bool(
        re.search(rf"(?:[夺获揽摘收]|获得|斩获|收获|取得)(?:了|下)?$|{_MEDALS}、?$", before)
        or re.match(_MEDALS, text[end : end + 6])
    )


def _is_ordinal_session(text: str, before: str, end: int) -> bool:
    """十四届全国人大, but not 举办了5届."""
    if text.startswith(("全国", "中央", "人大", "政协"), end):
        return True
    return not re.search(r"[了过]$|连续$|举办$", before)


def _is_phase(text: str, numeral: Numeral) -> bool:
    """一期, 二期, 三期 are phases; 两期 counts."""
    return text[numeral.start : numeral.end] in tuple("一二三四五六七八九十")


# What strength is told in grades of, after the grade: 6级以上强震, 4.8级和3.7级地震.
_TREMOR = re.compile(
    r"(?:[、和至][\d.]{1,3}级)?(?:以上)?(?:的)?(?:地震|大风|阵风|强震|余震|左右|东风|西风|南风|北风)"
)


def _is_class_or_clock(text: str, numeral: Numeral, name: str, end: int) -> bool:
    before = text[max(0, numeral.start - 12) : numeral.start]
    if name == "级":
        return not (
            (
                re.search(r"里氏$|震级|地震|风力|阵风|风|台风|级至$|级到$|级和$", before)
                and not text.startswith("以上", end)
            )
            or _TREMOR.match(text, end)
        )
    if "." in text[numeral.start : numeral.end]:
        return False
    if re.match(
        r"(?:主张|意见|建议|要求|共识|希望|倡议|看法|原则|启示|体会|经验|说明|声明|期待|方案)",
        text[end : end + 2],
    ):
        return False
    return not re.search(r"指数|[报收跌涨升降高低落]$|点位", before)
