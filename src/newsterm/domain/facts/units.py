"""Units: the tables of units and measure words, and what unit stands after a numeral."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsterm.domain.facts.tables import table
from newsterm.domain.facts.words import NOMINAL, VERBS

# Money. 人民币 after 元 is left out of the unit.
MONEY = table(
    """
    美元 欧元 日元 港元 澳元 加元 韩元 新台币 台币 港币 人民币 卢布 英镑 卢比 法郎 比索 泰铢
    雷亚尔 里拉 第纳尔 里亚尔 迪拉姆 越南盾 印尼盾 瑞士法郎 瑞典克朗 挪威克朗 丹麦克朗 捷克克朗 克朗
    澳门元 新西兰元 新加坡元 加拿大元 澳大利亚元 新元 埃及镑 苏丹镑 叙利亚镑 黎巴嫩镑 波兰兹罗提
    兹罗提
    匈牙利福林 福林 新谢克尔 谢克尔 林吉特 兰特 奈拉 先令 坚戈 苏姆 索姆 索莫尼 马纳特 图格里克 塔卡
    基普
    瑞尔 缅元 格里夫纳 列伊 列弗 拉里 德拉姆 阿富汗尼 玻利瓦尔 瓜拉尼 索尔 科朗 元 块钱 镑
    """
)

# Length, area, volume, mass, energy, power, electricity, data, temperature, pressure and the like.
PHYSICAL = table(
    """
    载重吨 总吨 标准煤吨 电子伏特 吨公里 人公里 吨海里 座公里 平方公里 平方千米 平方米 平方英里
    平方英尺 平方厘米 平方毫米 平米 立方米 立方千米 立方厘米 立方英尺 公里 千米 分米 公分 厘米 毫米
    微米 纳米 海里 英里 英尺 英寸 光年 米 公顷 英亩 亩 公吨 千克 公斤 市斤 毫克 微克 吨 克 斤 磅
    盎司 克拉 毫升 公升 升 加仑 桶 千瓦时 兆瓦时 吉瓦时 千瓦 兆瓦 吉瓦 太瓦 瓦时 瓦 千伏安 千伏 伏
    安培 马力 焦耳 千焦 兆焦 千卡 大卡 卡路里 摄氏度 华氏度 ℃ ℉ °C 度 百帕 千帕 兆帕 帕 赫兹 兆赫
    千赫 吉赫 分贝 海拔 节 标准立方米 标方 立方 方 千牛 牛 纳秒 毫秒 微秒 字节 比特 像素 勒克斯
    贝克勒尔 贝可 西弗 毫西弗 微西弗 标准煤
    """
)

# Durations; 个 belongs to the unit where it stands.
TIME = table(
    """
    个百分点 百分点 个基点 基点 个工作日 个交易日 个月 个小时 个多小时 个多月 个半小时 个半月
    个星期 个礼拜 个季度 个年头 个昼夜 个世纪 个钟头 小时 分钟 秒钟 秒 天 年 周 星期 昼夜 课时
    学时 工时 机时 周岁 岁 月龄 载
    """
)

# Shares and multiples; 成 is turned into %.
SHARE = ["%", "‰", "倍", "番", "成", "折", "个点"]

# Measure words that are words of their own.
MEASURES = table(
    """
    件套 台套 人次 人份 人天 人月 标箱 标准箱 集装箱 车道 架次 车次 班次 批次 艘次 场次 台次 件次
    户次 项次 列次 趟次 辆次 班列 航次 航班 剂次 针次 例次 床位 词条 公里/小时 千米/小时 米/秒
    微克/立方米 克/千瓦时 人/平方公里 个 家 名 位 人 户 例 件 项 条 种 类 艘 列 辆 台 架 座 处 场
    届 次 张 块 部 首 道 层 手 点 期 袋 节 大 所 支 只 套 份 枚 面 篇 对 组 批 幅 棵 株 头 门 款
    片 宗 起 桩 栋 间 颗 粒 根 盏 幢 顶 匹 羽 尾 口 笔 单 票 剂 针 盒 瓶 箱 包 盆 杯 碗 盘 捆 束
    串 副 双 队 班 排 轮 趟 顿 餐 席 尊 扇 孔 眼 畦 垛 册 本 卷 集 幕 页 段 句 字 言 遍 回 圈 步
    拨 伙 员 级 章 则 档 路 样 码 股 团 连 营 旅 师 军 门 炮 舱 站 方面 方 代 角 分 里 丈 尺 寸
    两 钱 石 担 斗 茬 群 床 具 发 声 金 银 铜 行 棒
    亩次 公顷次 市 县 区 省 国 州
    """
)
COUNTED_PLACES = "市县区省国州"
"""Counted without a measure word: 24县, 59国, but not 江西等3省, which sums up those just named."""

# A single-character unit is none where it begins one of these words: 3升级版, 两部委, 三级跳.
WORDS_BEGUN = {
    "升": "级至到温高为降任值",
    "部": "委门分署长件位落队",
    "人": "民口员类工大才均士行权生物文社机形体家间",
    "首": "届都次个先要相脑创批位款发府",
    "家": "庭具电居乡园长务属政教村庄屯",
    "天": "然津平文际山",
    "年": "度级轻均代前龄轮会味货关",
    "条": "约",
    "个": "体性税",
    "次": "日序数高级元要于",
    "场": "馆所地景面合外内",
    "点": "击亮燃赞评缀睛",
    "分": "之别布为析类区享行红数局公支工割流散管解钟母省校院期",
    "度": "过假量",
    "手": "机续段工术册语",
    "台": "湾阶州河",
    "道": "路德理歉教",
    "面": "积向临对试粉貌",
    "头": "部条版",
    "期": "间货待望盼末刊限",
    "节": "日目约能省假水奏气庆",
    "届": "会时满",
    "篇": "章",
    "种": "植子粮",
    "类": "似",
    "块": "链",
    "组": "织成建合长委装",
    "批": "准发评示复",
    "支": "持付部出援撑柱",
    "只": "有能要是会需不",
    "座": "谈",
    "名": "单字称誉录额义",
    "位": "置于列居数",
    "口": "岸号碑",
    "门": "户店",
    "对": "外于接话华应比象方口",
    "处": "理置罚于在长级",
    "所": "有以谓属在需",
    "户": "外籍均",
    "笔": "记",
    "单": "位一独边元",
    "本": "次月届报周季科土地身市质级金轮",
    "回": "应升落归到收顾答",
    "顶": "层级",
    "轮": "值胎船候车椅",
    "包": "括含裹容",
    "队": "员伍长",
    "班": "子长级车",
    "排": "放名查除水污在列",
    "双": "方边向",
    "集": "团中体合成结群装约",
    "段": "时",
    "字": "号",
    "路": "线径过由段",
    "级": "别",
    "圈": "层",
    "步": "伐入行道",
    "方": "式案向法针便可能面",
    "站": "点台在长",
    "里": "程面氏",
    "发": "展布生现射行电放起明挥票达送货力出往",
    "声": "明称响音量势誉",
    "员": "工",
    "元": "素旦首件宇器",
    "米": "粉饭面",
    "克": "服",
    "度电": "",
    "亩": "产均",
    "代": "表理价会码替",
    "成": "立为都果功本就员效长品熟交型分",
    "折": "射扣腾返",
    "倍": "增感受",
    "两": "国个地岸会",
    "角": "度色落",
    "杯": "",
    "口径": "",
    "师": "生傅",
    "军": "事队方人",
    "团": "队员结",
    "营": "业商",
    "连": "续接",
    "股": "份票市权东指",
    "码": "头",
    "档": "案",
    "样": "本品",
    "言": "论",
    "句": "",
    "石": "油化",
    "担": "任当保",
    "斗": "争",
    "钱": "",
    "尺": "寸",
    "寸": "",
    "旅": "游客",
    "章": "程",
    "则": "",
    "舱": "",
    "炮": "",
    "方面": "",
    "月": "",
    "周": "年边围岁期",
    "载": "人重体客",
    "安": "全",
    "牛": "",
    "伏": "",
    "海拔": "",
    "起": "来到点源",
    "份": "额",
    "套": "餐",
    "层": "次面级",
    "卷": "",
    "架": "构",
    "列": "车入为",
    "副": "",
    "盘": "",
    "针": "对",
    "剂": "量",
    "票": "价房",
    "片": "区",
    "款": "项",
    "根": "据本",
    "项": "目",
    "版": "",
    "群": "众岛体山聊主里",
    "床": "位上铺",
    "具": "体有备",
    "金": "牌额融属价钱色奖花砖桥山华",
    "银": "牌行河川杏",
    "铜": "牌矿业价陵川仁",
    "市": "场民级长委值属面区镇辖直政郊",
    "县": "道域级长委城区乡属",
    "区": "间域块内委长县别划",
    "省": "市区道级会委属份长内际力",
    "国": "道际家内企产务庆籍人外会防土有债资旗集",
    "州": "府长级",
    "行": "业动为政人程李星驶走使情长列家业军装径政贿会",
}

# People that a number counts without a measure word: 约2000居民, 超3700用户.
COUNTED = table(
    """
    居民 用户 民众 群众 村民 市民 平民 牧民 农民 渔民 难民 灾民 网民 游客 旅客 乘客 顾客 观众 听众
    学生 考生 师生 教师 职工 员工 工人 官兵 士兵 警察 儿童 妇女 患者 病人 人口 农户 商户 志愿者
    男子 女子 人民 公民 选民 移民 同胞 侨胞 球迷 粉丝 党员 干部 会员 学员 部队 士官 兵力
    """
)
# What headlines count so in Chinese numerals (两火车相撞); after digits it is a model (757客机).
COUNTED_IN_WORDS = table("火车 列车 客机 战机 直升机 货轮 货船 渔船 客船 客车 卡车 大巴")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit at `text[start:end]`; `name` is what a fact calls it."""

    end: int
    name: str
    family: str
    """`money`, `physical`, `time`, `share`, `count`, `大` or `noun`."""


@cache
def _families() -> dict[str, str]:
    families = dict.fromkeys(MEASURES, "count")
    families |= dict.fromkeys(TIME, "time")
    families |= dict.fromkeys(PHYSICAL, "physical")
    families |= dict.fromkeys(SHARE, "share")
    families |= dict.fromkeys(MONEY, "money")
    for name in ("个百分点", "百分点", "个基点", "基点"):
        families[name] = "share"
    return families


@cache
def _known() -> re.Pattern[str]:
    names = sorted(_families(), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in names))


@cache
def _latin() -> re.Pattern[str]:
    """Units in Latin letters, as Chinese text writes them."""
    return re.compile(
        r"(?:km/h|km²|km2|km|kg|mm|cm|m²|m3|m³|kWh|MWh|GWh|TWh|kW|MW|GW|kV|TB|GB|MB|Gbps|Mbps|PB|"
        r"EFLOPS|PFLOPS|EB|ZB|Hz|MHz|GHz|TEU|μm|nm|μg|mg|ml|mL|g|m|t|L|V|W)(?![A-Za-z0-9])"
    )


@cache
def _suffix() -> re.Pattern[str]:
    """What may follow a unit and belongs to it: `/小时`, `（套）`, 次 after a measure word."""
    return re.compile(
        r"(?P<per>/(?:[\u4e00-\u9fff]{1,3}|kWh|h|s)(?<=年|月|日|天|时|秒|分|米|里|升|吨|斤|克|"
        r"人|次|亩|顷|瓦|户|台|个|h|s))"
        r"|(?P<rate>每(?:小时|分钟|秒)(?![\d钟可能就有产运输通处发约近达]))"
        r"|(?P<also>[（(](?:[个家台套辆次项件处座人份张架枚种部户间名艘列条株棵只头](?:次)?)[）)])"
    )


@cache
def _of_place() -> re.Pattern[str]:
    """11省（区）, 31省（区、市）."""
    return re.compile(r"（[省市县区州旗](?:、[省市县区州旗]){0,2}）")


def unit_at(text: str, start: int, *, large: bool) -> Unit | None:
    """The unit that begins at `text[start]`, or None.

    Args:
        large: whether the number has 万, 亿, 多 or 余 in it, so that a bare noun may be its unit.
    """
    match = _known().match(text, start) or _latin().match(text, start)
    if match is not None:
        name = match[0]
        end = match.end()
        following = text[end : end + 1]
        begun = len(name) == 1 and following and following in WORDS_BEGUN.get(name, "")
        if not begun or _counts_anyway(text, start, name):
            return _completed(text, name, end)
        if not (
            large and (name in "人项群床具" + COUNTED_PLACES or text.startswith(COUNTED, start))
        ):
            return None
    in_words = start > 0 and text[start - 1] in "两三四五六七八九十"
    many = start > 0 and (text[start - 1].isdigit() or text[start - 1] in "百千万亿多余几两")
    counted = (many and text.startswith(COUNTED, start)) or (
        in_words and text.startswith(COUNTED_IN_WORDS, start)
    )
    return _bare_noun(text, start) if large or counted else None


# Measure words that a small number stands before even where a word seems to begin (15家园区,
# 20个体育场馆), and the words that do begin there.
_SURE = {
    "家": ("家庭", "家村", "家庄", "家屯", "家镇", "家营", "家店", "家坡"),
    "个": ("个体户", "个体工", "个体经"),
    "次": ("次元", "次级", "次方", "次生", "次贷"),
    "所": (
        "所在地",
        "所在的",
        "所在市",
        "所在县",
        "所在区",
        "所以",
        "所有",
        "所谓",
        "所属",
        "所需",
    ),
}


def _counts_anyway(text: str, start: int, name: str) -> bool:
    before = text[start - 1 : start]
    counted = before.isdigit() or before in tuple("两三四五六七八九十多余几")
    return counted and name in _SURE and not text.startswith(_SURE[name], start)


def _completed(text: str, name: str, end: int) -> Unit:
    family = _families().get(name, "physical")
    if name == "大":
        return _great(text, end)
    if name in ("元", "亿元") and text.startswith("人民币", end):
        return Unit(end + 3, "元", "money")
    if name == "吨" and _bounded_coal().match(text, end):
        return Unit(end + 3, name, family)
    suffix = (_of_place() if name in COUNTED_PLACES else _suffix()).match(text, end)
    if suffix is not None:
        name += suffix[0]
        end = suffix.end()
    elif (
        family == "count"
        and len(name) == 1
        and text[end : end + 1] == "次"
        and name in "人架车班批艘场台件户项列趟辆剂"
    ):
        name, end = name + "次", end + 1
    return Unit(end, "%" if name == "成" else name, family)


@cache
def _bounded_coal() -> re.Pattern[str]:
    """49.8亿吨标准煤左右: what bounds the figure stands after its coal equivalent."""
    return re.compile(r"标准煤(?=左右|上下|以上|以下|以内)")


def _great(text: str, end: int) -> Unit:
    """大 before a measure goes with it (五大类); before a noun it is the unit (六大功能)."""
    if text[end : end + 1] in ("类", "块", "批", "项", "片") and text[end : end + 2] not in (
        "项目",
        "片区",
    ):
        return Unit(end + 1, "大" + text[end], "count")
    return Unit(end, "大", "大")


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(r"[\u4e00-\u9fff]{1,2}")


# Characters that begin no noun, and verbs: after a number they mean that it stands alone.
_NO_NOUN = "最的了是在和与及以之中大至到左右上下内外等或比年月日时号多余级元点、"
# Function words that a noun of one character stands before (3万株的).
_AFTER_NOUN = tuple("的了是和与及之")
_NOUNS_BEGUN = ("中小", "中国", "中老", "大学", "在校", "在职", "外来")
_NO_NOUNS = ("前来", "缩减", "减少", "增加", "增长", "提高", "扩大", "把握", "下降", "上升")


_VERBAL = frozenset(VERBS) - NOMINAL


@cache
def _head_noun() -> re.Pattern[str]:
    """People counted, with what stands before them: 150万巴勒斯坦平民."""
    heads = "|".join(COUNTED)
    return re.compile(
        rf"(?:(?!的|了|在|是|和|与|及|将|已|被|从|于|为|由)[\u4e00-\u9fff]){{2,6}}?(?P<head>{heads})"
    )


def _bare_noun(text: str, start: int) -> Unit | None:
    match = _noun().match(text, start)
    begun = match is not None and match[0] in _NOUNS_BEGUN
    if match is None or (match[0][0] in _NO_NOUN and not begun):
        return None
    if match[0].startswith(_NO_NOUNS) or match[0] in _VERBAL:
        return None
    head = None if text.startswith(COUNTED, start) else _head_noun().match(text, start)
    if head is not None:
        return Unit(head.end(), head["head"], "noun")
    name = match[0][:1] if match[0][1:] in _AFTER_NOUN else match[0]
    return Unit(start + len(name), name, "noun")
