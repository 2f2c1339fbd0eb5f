"""What a name can't stand without: changes, shares, bare measures; how owner and name join."""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts import losses
from newsterm.domain.facts.words import NO_OWNERS

WIDEST = 24
"""Longer names are cut from the left."""


_CHANGES = (
    "增长(?!率)|增加(?!值)|上升|下降|下滑|减少|提高|提升|上涨|下跌|回落|加快|扩大|收窄|缩短|"
    "微增|微降|降低|回升|高出|高于|低于|超过|"
    "上调|下调|缩减|提前|放缓|走高|走低|压缩|节约|节省|放量|缩量|升值|贬值|(?:[多少快慢高低升降减翻涨跌]|(?<!新)增)(?=$|了|于|出|至|"
    "到|\\d)"
)


@cache
def change() -> re.Pattern[str]:
    """A clause that is nothing but a change: its subject is the measure before it."""
    return re.compile(
        rf"^(?:同比|环比|比[^，。；]{{0,14}}?|较[^，。；]{{0,14}}?|与[^，。；]{{1,14}}?相比|"
        rf"[^，。；]{{0,4}}基础上|名义|实际|连续|又|再|则|均|都|分别|大幅|累计|仅|一周内|提速|"
        rf"进一步)*"
        rf"(?:{_CHANGES})"
    )


# Measures that need the measure before them as their owner, and those that need its owner.
OF_BASE = re.compile(
    r"^(?:完成$|约?占|占比|比重|增速|增幅|涨幅|降幅|完成率|同比|环比|约?为|是|相当于|其[^他余]|规模占|"
    r"[^，]{2,10}中的?占比|.{0,2}增速|(?:是|为)?(?:历史上?|有史以来)?首次$)"
)
OF_OWNER = re.compile(
    r"^(?:\d{1,2}小时(?!前|后|内)|总?规模|总量|总额|总值|合格率|总投资|总?面积|长度|高度|数量|人数|产量|销量|成交额|"
    r"成交量|均价|单价|金额|余额|价值|比例|全长|全程|时速|设计速度|最高|最低|最快|最大|"
    r"平均|日均|年均|人均|总?产值|利润|收入|单程|双向|体感|气温|投资(?!率)|[^，]{1,3}率$|"
    r"年(?:均|发电|产|销|处理|交易|用电|吞吐)|(?:总?长|宽|高|深|厚|重|总重)$)"
)
# Measures of the things counted right before: 重点项目160个、总投资….
OF_COUNTED = re.compile(
    r"^(?:总?投资(?:额|规模)?|总?面积|总?金额|价值|签约额|协议额|意向成交额|"
    r"(?:营收|营业收入|总?产值|年?销售额)(?:同比)?(?:增长)?)$"
)
# Words that stand for the measure before them: 这一数字, 该比例, 此次投标总量.
PRONOUN = re.compile(
    r"^(?:这(?:一|个|项|些|种|也|里|家|款|座|条|支|批|台|所|颗|名|位|艘|架|幅|部)?|该(?:个|项|家|款|座|条|支|批|台|所|颗|名|位|艘|架|幅|部|型)?|此(?:次|项)?|其)(?:数字|数据|比例|密度|成绩|"
    r"水平|规模)?"
)
RELATION = re.compile(r"^(?:均|都|也|仅|约|大约|则)*(?:为|是|占|相当于|等于)(?!了)")
# Verbs whose subject is what was counted before: 处罚9次，涉及8个品牌.
OF_DEEDS = ("涉及", "惠及", "覆盖", "涵盖", "辐射", "遍布")
# Times in a name that was told after its figure.
BARE_YEARS = re.compile(r"(?:\d{4}|今|去)年(?:—\d{4}年)?|（[^（）]*）|十年间")
# An index told without a unit: 发展指数为89.3, which the changes after it are of.
INDEX = re.compile(
    r"(?P<name>[^，。；\d]{2,24}指数[^，。；\d]{0,6}?)(?:为|是|达到?|报|升至|降至)\d"
)
# What points at a thing, before its name: 这家企业, 一根蚕丝.
ONE_OF = re.compile(r"^(?:这种|那种|[这那该一][家座根台条颗款艘架枚株支辆幅部项])(?=..)")
# Who, what or where, told before: 它可以…, 这里….
PERSONAL = re.compile(
    r"^(?:[它他她]们?(?![和与的说国])|[这那](?:里|儿)的?)(?:还?可以|还?能够?|还?可|也|就|还)?"
)
# What points at the subject told before by its kind: 该项目, 这一工程.
POINTED_AT = re.compile(
    r"(?:该|此|这[一个]|上述|本)(?:项目|工程|活动|产品|平台|系统|基地|园区|机组|线路|航线|铁路|公路|高铁|"
    r"机场|大桥|隧道|港口|电站|电厂|医院|学校|设备|装置|技术|设施)"
)
# The figure and its bound in front of the people it counts: 超过150万巴勒斯坦平民.
FIGURE = re.compile(r"^.{0,6}?[\d零一二两三四五六七八九十百千万亿.,]+[多余几]?[万亿]?")
# Where a clause goes on after its subject to whom it does something: 乌军向…发射.
DIRECTION = re.compile(
    r"(?<=..)(?<![方动走导面趋意定双单转朝流投取横纵倾志内外去风指航逆正反北南东西万偏通相同奔引推伸迈驶飞运送])"
    r"向(?![好上下前来日外内阳心])"
)
# Clauses of what is among those told before: 发行特别国债，包括20年期、30年期等品种.
INCLUDES = re.compile(r"(?:其中)?(?:包括|包含|分别是|分别为)")
# Clauses that go on about the subject of the one before: 并科学调度50多座涵闸.
GOES_ON = re.compile(r"(?:并(?![购网列行轨非])|且(?!末)|还(?![款贷建])|同时|从而|进而)")
# What has, sets up or falls into what is counted next: 本届大赛共有60位选手.
HAVING = re.compile(r"共?(?:[共设拥现仍还配]有|(?<![所国没持特稀])有|设|包括|分为?|(?<=[^公])共)$")
# Bodies, works and events: a subject that is one is what a sentence is about, more than the place
# that it begins with (在浙江湖州，飞英塔…).
ENTITY = re.compile(
    r"(?:企业|公司|集团|工厂|厂|银行|医院|学校|大学|学院|小学|中学|工程|项目|平台|基地|园区?|公园|景区|社区|村|街道|"
    r"[塔桥港站坝渠馆院寺城镇岛]|水库|电站|电厂|机场|铁路|高铁|公路|高速|线路|隧道|灌区|油田|气田|牧场|农场|合作社|"
    r"中心|实验室|团队|代表团|乐团|剧团|队|协会|组织|部门|武装|赛|展|节|会|论坛|号|机组|装置|系统|设备)$"
)
# Where a measure ends and its change begins: 消费价格指数|环比受季节性因素影响小幅下降.
APART = re.compile(r"(?:同比|环比|受(?![益众访损灾伤理]))")
# What the sentence is about, told first: 民航方面，今天预计发送旅客….
FIELD = re.compile(r"(?:在)?(?P<field>[^，。；一另各双国]{2,6})方面")
# What leads from a subject to its figure: 岩浆高达50米.
REACHED = re.compile(r"(?:[高多]达|(?<![直发到抵雷传])达到?|超过)$")
# A ministry, office or region, which acts together with others (财政部、水利部下达资金).
BODY = re.compile(r"[部委局院会署省市县区州司办厅军]$")
# Before a count of some of those counted right before: 50个州中至少45个处在警报之下.
AMONG = re.compile(r"\d个?[\u4e00-\u9fff]{1,4}[中里](?:，|已|只|仅|还|均|有)*$")
# What only points: 这座八车道跨海大通道.
POINTING = re.compile(r"[这那该此](?:[座条种项家艘架台支批部款个栋幅颗]|一)?")
# What only sets the scene for the body told next: 发明展闭幕，中国代表团获得70项金奖.
OPENING = re.compile(r"(?:闭幕|开幕|举行|举办|落幕|收官|开赛|召开|揭幕|结束|启幕|进行)$")
# What begins with its verb tells of the measure before, not of one of its own: 为…最大降幅.
PREDICATE = re.compile(
    r"[也均都仍]?(?:为|是|占|居(?![民住家])|创(?![新业意投])|达(?![州])|较|比(?![例重赛])|同比|环比|保持|处于|位居|成为)"
)
_POINTED_KIND = re.compile(r"[该此](?P<kind>[\u4e00-\u9fff]{1,4})")


def pointed(part: str, subject: str) -> str:
    """A part of a clause with 该项目, or 该 and the last of the subject's name (该班), as the
    subject told before.
    """
    named = POINTED_AT.sub(lambda _pointer: subject, part, count=1)
    kind = _POINTED_KIND.search(named)
    if named != part or kind is None:
        return named
    for size in range(len(kind["kind"]), 0, -1):
        if subject.endswith(kind["kind"][:size]):
            return named[: kind.start()] + subject + named[kind.start() + 1 + size :]
    return named


# A score after a team: 女篮76比81.
SCORE = re.compile(r"(?<![A-Za-z-])\d+$")
# What leads from a relation to its figure: 占出口总值的比重达.
LEAD_OVER = re.compile(r"(?:达到?|约?为|约|超过?|近)$")
# Where a change begins, at the end of a name: 通行时间从公路运输60分钟.
FROM_WHAT = re.compile(r"(?<=..)[由从](?![事业容])[^，。；]{0,10}$")
# What is done to some of those counted before: 已解决330个; what they suffer: 13枚被击落.
DONE_TO = re.compile(
    r"(?:已经?|均已?|成功|全部|累计|基本|共|目前){0,2}(?:解决|完成|办结|整改|修复|恢复|审结|落实|建成|投产|开工|竣工|"
    r"达产|签约|落地|启动|投用|关闭|拆除|通过|获批|处理|化解|清理|交付|拦截|击落|摧毁|释放|转移|安置|治愈|出院|销号|"
    r"兑现|评估|验收|办理|受理|回复|采纳|上线|开通|运营|入驻|到位|抵达|返回)了?"
)
SUFFERS = re.compile(r"被|遭|获|得到|已经?|正在|来自|属于|死亡|受伤|失踪|失联|获救|遇难|生还")
HEIGHTS = re.compile(r"^(?:长|宽|高|深|厚|重)(?=的|$|，|。|、)")


_TIME_TAIL = re.compile(
    r"(?:晚(?!会|餐|宴|年|报|稻|期)|[晚夜]间|凌晨|清晨|傍晚|[上中下]午|前(?![往来期后沿置一二三四五六七八九十两几\d])|后(?![续来期方])|起(?![步飞点]))"
)


def time_end(text: str, end: int) -> int:
    """Where a time expression ends with the 前, 后 or 起 that belongs to it."""
    tail = _TIME_TAIL.match(text, end)
    return end if tail is None else tail.end()


def without_change(name: str) -> str:
    name = re.sub(r"(?<=.{4})由.{1,14}$", "", name)
    match = re.search(
        rf"(?:(?:同比|环比|较.{{1,10}}|比.{{1,10}})?(?:分别)?(?:{_CHANGES})|年均(?:{_CHANGES})?)$",
        name,
    )
    return name[: match.start()] if match and match.start() >= 2 else name


# Times and circumstances, which own nothing.
_OCCASIONS = re.compile(
    r"(?:(?<!未)来|期间|之际|之后|之前|时候|过程中|(?:结束|开始|完成|成立|建成|落幕|闭幕|发生)后|会上|[^同小按准]时|背景下|情况下|基础上|比赛日里|同时|伊始|现场|[一二两三四五六七八九十]天)$|"
    r"^(?:由于|鉴于|据|随着|着力|刚刚|第.天|夜间|白天|晚|早|凌晨|上午|下午)"
)


# A rank that stands before the name of what has it: 国家“十四五”重点工程，南宁抽水蓄能电站.
_RANKS = re.compile(r"(?:国家|我国|全国|全球)?级?(?:重点|重大|骨干|标志性)(?:工程|项目)")


def can_own(name: str) -> bool:
    """Whether a subject may stand in front of a measure or a counted noun."""
    if not 2 <= len(name) <= 16 or name in NO_OWNERS or _OCCASIONS.search(name):
        return False
    if _RANKS.fullmatch(name):
        return False
    return name[0] not in "一创" and "我" not in name.replace("我国", "") and not is_carried(name)


def is_carried(name: str) -> bool:
    """Whether a name needs another one before it."""
    return any(rule.match(name) for rule in (change(), OF_BASE, OF_OWNER, PRONOUN))


_PLACES = re.compile(r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|州|县|区|镇|乡|村)){1,4}")


def nearest_place(owner: str) -> str:
    """The smallest of the places that an owner is (某省某市某县 is 某县); empty for no place."""
    if _PLACES.fullmatch(owner) is None:
        return ""
    return str(
        re.findall(r"[\u4e00-\u9fff]{2,8}?(?:省|自治区|市|自治州|州|县|区|镇|乡|村)", owner)[-1]
    )


def titles_are_whole(name: str) -> bool:
    """At most one title in 《》, not cut in two."""
    return name.count("《") == name.count("》") <= 1


_POINTED = re.compile(r"该(?P<kind>[省市州县])(?!长)")

# What stands before the name of a place, never in it.
_AROUND_PLACES = "在是与于对的称向据"


def resolved(part: str, told: str) -> str:
    """A part of a clause with 该省 as the province named last in what was told before; without it
    where none was.
    """
    pointed = _POINTED.search(part)
    if pointed is None:
        return part
    kind = pointed["kind"]
    named = re.findall(
        rf"(?:^|[，。、；：“”（）\d]|[{_AROUND_PLACES}和日从至])"
        rf"((?:(?![{_AROUND_PLACES}])[\u4e00-\u9fff]){{1,7}}?{kind})(?!长)",
        told.replace("该" + kind, ""),
    )
    return part[: pointed.start()] + (named[-1] if named else "") + part[pointed.end() :]


_OPENING = re.compile(
    r"^(?:首届|第[一二三四五六七八九十百\d]{1,4}届|\d{4}年?)|"
    r"^.{2,}?(?:运动会|博览会|锦标赛|世界杯|大会|论坛|的)(?=.{4})"
)


def shortened(subject: str) -> str:
    """A subject too long to own anything, without the session and the event it is part of
    (第十四届全国冬季运动会单板滑雪比赛); as it is where that leaves it too long.
    """
    rest = subject
    while len(rest) > 16:
        opening = _OPENING.match(rest)
        if opening is None:
            return subject
        rest = rest[opening.end() :]
    return rest


_EVERYWHERE = re.compile(r"^(?:全国|我国|中国|全省|全市|全区)(?=.{6})")


def extended(measure: str, change: str) -> str:
    """A measure with what is told of it; too long together it loses where it is, then its end."""
    if len(measure) + len(change) > WIDEST:
        measure = _EVERYWHERE.sub("", measure)
    room = max(0, WIDEST - len(change))
    if len(measure) <= room:
        return measure + change
    tail = measure[-room:]
    at = max(tail.find(mark, 0, room // 2) for mark in "的、和等”》对")
    return (tail[at + 1 :] if at >= 0 else measure[:room]) + change


_TRADE = re.compile(r"(?:货物贸易)?进出口(?:贸易)?(?:总值|总额|规模|值|额)?$")


def trade(whole: str, part: str) -> str:
    """Exports or imports of what was told as 进出口; empty for anything else."""
    both = _TRADE.search(whole)
    if both is None or not part.startswith(("出口", "进口")) or part.startswith("进口量"):
        return ""
    return joined(whole[: both.start()], part) if len(part) <= 12 else ""


# A name whose owner stands in it: 乌方疏散, 美军…, 《条例》章.
_OWNED = re.compile(
    r"(?:[俄乌美以巴中日韩英法德欧朝印伊叙黎埃土阿菲澳加]|[警检校院厂店村])[方军]|《"
)
_PROVINCE = re.compile(
    r"(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    r"广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾)(?!路)"
)


_COUNTRY = re.compile(
    r"(?:中国|美国|英国|法国|德国|日本|韩国|朝鲜|印度|俄罗斯|乌克兰|以色列|巴勒斯坦|伊朗|伊拉克|叙利亚|黎巴嫩|埃及|"
    r"土耳其|意大利|西班牙|葡萄牙|希腊|波兰|荷兰|比利时|瑞士|瑞典|挪威|芬兰|丹麦|冰岛|匈牙利|捷克|奥地利|塞尔维亚|"
    r"加拿大|墨西哥|巴西|阿根廷|智利|秘鲁|古巴|澳大利亚|新西兰|泰国|越南|老挝|柬埔寨|缅甸|马来西亚|新加坡|印尼|"
    r"印度尼西亚|菲律宾|蒙古|巴基斯坦|阿富汗|哈萨克斯坦|乌兹别克斯坦|沙特|阿联酋|卡塔尔|也门|苏丹|南非|肯尼亚|"
    r"尼日利亚|埃塞俄比亚|利比亚|摩洛哥|突尼斯)(?![人民的籍驻])"
)


def is_proper(owner: str) -> bool:
    """Whether a subject is a place, a body or a work, by how its name begins or ends."""
    begins = any(rule.match(owner) for rule in (_PROVINCE, _COUNTRY))
    return begins or any(rule.search(owner) for rule in (ENTITY, BODY))


# Places, lines and craft, and a work named in quotation marks.
_PLACED = re.compile(
    r"..(?:[省市县区州旗镇乡村]|通道|航线|班列|货轮|客轮|列车|飞船|卫星|新区)$|^“[^“”]+”$"
)


def is_named(owner: str) -> bool:
    """Whether a subject is one place, body or work by its whole name, not what is told of it."""
    if "、" in owner or owner.endswith("部门"):
        return False
    if len(owner) > 2 and (ENTITY.search(owner) or _PLACED.search(owner)):
        return True
    place = any(rule.match(owner) for rule in (_PROVINCE, _COUNTRY))
    return place and len(owner) <= 6 and "的" not in owner and not BODY.search(owner)


# What begins with a name of its own (“义新欧”以…, 空间站首次…) or with who is one of many.
_OTHERS = re.compile(
    r"“|此前|原来|各|省级|[\u4e00-\u9fff]{0,4}?(?:地区|部门|政府|小区|空间站)|"
    r"[^，对在]{2,5}?[会站馆院队场](?![议点员上])"
)


def is_of_another(deed: str, owner: str) -> bool:
    """Whether what stands before a count tells of a place or body of its own, or of the `owner`
    by name.
    """
    return _OTHERS.match(deed) is not None or deed[:2] in owner


def has_owner(name: str, owner: str) -> bool:
    """Whether a name brings its own owner, so that another can't stand before it."""
    if name.startswith("我国") or (name.startswith("全国") and not is_proper(owner)):
        return True
    places = _PROVINCE.match(name) is not None and _PROVINCE.match(owner) is not None
    if name.endswith(losses.CASUALTIES):
        return False
    country = _COUNTRY.match(name)
    foreign = country is not None and country[0] not in owner
    return places or foreign or _OWNED.match(name) is not None


def joined(owner: str, name: str) -> str:
    """Owner and name, unless they are too long, the one holds the other or the name has its
    own.
    """
    if owner in name or not owner or has_owner(name, owner):
        return name
    if owner.endswith(name):
        return owner
    for size in (4, 3, 2):
        if len(owner) > size and len(name) > size and owner.endswith(name[:size]):
            name = name[size:]
            break
    else:
        return owner + name if len(owner) + len(name) <= WIDEST else name
    return (owner + name)[-WIDEST:]


_LEFT_OVER = re.compile(r"(?<=..)(?:都?由|[了着])$")


def fit(name: str) -> str:
    """The name cut to `WIDEST` characters, from the left, with no mark alone of a pair."""
    name = _LEFT_OVER.sub("", name)
    for first, last in ("“”", "《》", "（）", "()"):
        if name.count(first) != name.count(last):
            name = name.replace(first, "").replace(last, "")
    name = name.strip(" 、，）》”") if name[:1] in "）》”" else name.strip(" 、，")
    if len(name) <= WIDEST:
        return name
    tail = name[-WIDEST:]
    at = max(tail.find(mark, 0, WIDEST // 2) for mark in "的、和等”》）")
    return tail[at + 1 :]
