"""Cue words of planned and done: what puts a figure ahead, what takes that back, and what only
looks like a cue.
"""

from __future__ import annotations

import re
from functools import cache

from newsterm.domain.facts import words
from newsterm.domain.facts.tables import table

# Words that put what follows ahead, to the end of the sentence.
AHEAD = table(
    """
    力争 预计 预测 预期 预估 预期目标 有望 明年
    下一步 今后 到位后 确保到 即将
    还将 也将 都将 并将 必将 均将 又将 或将 再将 就将 则将 仍将 将会 规划了 规划建设 规划的 规划布局
    规划提出 规划披露 规划明确 目标为 目标是 目标达 主要目标 规划到 设定了目标 提出到 明确到
    要求到 建成后 投产后 达产后 通车后 投运后 建成投产后 投用后 全部建成 应建设 应达到 应不低于
    将历时 将历经 将持续 规划治理
    定于 计划投资 计划总投资 规划投资 规划总投资 正在规划
    """
)
# Words that rule their own clause only: caps, duties, quotas.
DUTY = table(
    """
    控制在 不得 不应 不能超过 不能高于 不能低于 不能少于 不可超过 不可低于 不宜超过 必须 应当 严禁
    须在 上限 下限 限值 目标 至少需 需要至少
    """
)
# Words that say it is so or done already, and take back what stood before them.
DONE = table(
    """
    已经 已 目前 截至 如今 现有 现已 过去 往年 历年 曾 历时 完成了 实现了 达到了 取得了 建成了
    创下 当前 前不久 不久前 吸引了 共吸引 汇聚了 聚集了 收到 邀请了
    """
)

# 将 before one of these takes an object (将原锅炉房改造成…) and is no future.
_OBJECT = "原这其该本此旧各老现所“《0123456789一二两三四五六七八九十百千万数几约近部"
_ALL = "全[省市国县区村乡镇域州盟旗军队员体家球]"
_WILL = rf"(?<![小大名老健悍虎麻])将(?![{_OBJECT}]|有[关效机限]|{_ALL})"

# Verbs and coverbs after a 要 that plans.
_TO_DO = table(
    """
    为 把 再 力争 确保 实现 完成 达到 建成 新增 新建 建设 改造 培育 打造 推动 安排 提高 提升
    增加 扩大 开展 实施 支持 帮助 组织 投入 种植 发展 形成 建立 推广 创建 整治 修复 治理 落实 发放
    筹集 完善 引进 招收 培训 办好 压减 削减 减少 降低 稳定在 保持在
    """
)
_HOW = (
    "(?:始终|着力|加快|全力|全面|坚决|进一步|继续|持续|大力|深入|切实|积极|努力|尽快|抓紧|稳步|"
    "科学|合理)?"
)
# Words that put what follows ahead only beside certain others.
_AHEAD_BESIDE = (
    # 计划 as a verb, not 五年计划, 按计划, 计划生育.
    r"(?<!年度)(?<![原动展施按该本五三善兴惠星划“])计划(?![节点指书报草的中、和任生单，。外内数提明”》系目署局委司]|(?:收储|收购|采购|供应|播种|种植|出栏|用地)[^，。；\d]{0,2}(?:量|额|面积|价))",
    r"争取(?!到|了)",
    r"拟(?![南人态合声稿])",
    # What may come: 或导致, 可能跌破.
    r"(?<!达到)(?<!等于)(?<!大于)或(?=导致|将|达|超|造成)",
    r"可能(?=会|将|被判|在|达|跌|升|降|超|突破|增|减|面临|上|下)",
    r"未来(?=[，几一三五十\d]|我国)",
    # What is to be done: 今年要为1000家企业…, but not 主要, 需要.
    rf"(?<![主重需必首次纲摘简险只想不若])要{_HOW}(?={'|'.join(_TO_DO)})",
    r"确保(?=[^，。；]{0,20}(?:不低于|不少于|稳定在|保持在|达到|完成|实现|建成|新建|新增))",
    r"提出(?=要?(?:实施|建设|打造|培育|推进|新增|新建|力争|完成|确保))",
    _WILL,
)

# What holds a cue word and is none; stepped over whole.
_NO_CUES = (
    # Names and quotations.
    r"“[^“”\n]{1,30}”",
    r"《[^《》\n]{1,60}》",
    # A duty that tells which: 必须抓好的6个方面.
    r"(?:必须|应当)[^，。；\d]{1,6}的(?=[\d一二两三四五六七八九十])",
    # Done, but told of something else: 已建成的.
    r"(?:目前|现)?已经?[^，。；\d已]{1,6}的",
    r"模拟|虚拟|比拟|不曾",
    # To be done day by day.
    r"每[天日周月次][^，。；\d]{0,6}要",
    # Ahead, but told of something else: 即将发往海外的.
    r"即将[^，。；\d]{1,8}的(?=[\u4e00-\u9fff])",
    r"(?:计划|预计|准备)用(?:于|来)[^，。；\d]{1,24}的",
    r"目标(?:任务|区间|利率|人群|群体|对象|客户|市场|价格|导向)|控制在了|计划执行(?:情况|率)|预计(?:面积|产量|数量?|值|总量)",
    # A goal that is surpassed, and what is shot at.
    r"(?:超过|高于|低于|超额完成|提前完成|达到)[^，。；\d]{0,8}目标",
    r"(?:军事|相关|地面|海上|空中|打击|袭击|攻击|多个|武装|军方|[军个处类])目标|目标(?:进行|实施|发动|发射|开展|展开)",
    # What was expected, or is told of: 好于预期, 预期指数.
    r"(?:市场|企业|社会|消费|符合|好于|超出|超|不及|低于|高于|达到)预期",
    r"预期(?:指数|值|目标(?!是|为|设|定|确定|[:：]))",
    r"预期(?=寿命|收益|正在|向好|改善|转好|稳定|管理)",
    r"(?:占|完成|达到?|超)(?:了|到)?(?:全年|年度|原)计划",
    r"(?:全年|年度|原)计划(?![完新投发安实开建再分招改培推筹](?!成率|工率|工数))",
    r"(?:首次|初步)?预估(?:数据|值|结果)",
    r"(?:较|比|同比)去年|(?:较|比)上年",
    # What was before a change.
    r"[从由比较]目前",
    # 将 of a soldier, of now, and of what can be done.
    r"将[军士领]",
    r"(?:已经|已|正|现|足以)将",
    r"(?:可以|能够|通过|可|(?<![产功性动智储节])能|不断|成功|首次)将",
)


# After a fine that a rule sets: 1000元以上5000元以下罚款.
PENALTY = re.compile(r"(?:以上|以下)?(?:[\d.]{1,8}万?元(?:以上|以下))?的?罚款")


@cache
def cue() -> re.Pattern[str]:
    """A cue: `ahead`, `duty` or `done`; none of the three for what only looks like one."""
    ahead = "|".join([*sorted(AHEAD, key=len, reverse=True), *_AHEAD_BESIDE])
    duty, done = ("|".join(sorted(table, key=len, reverse=True)) for table in (DUTY, DONE))
    return re.compile(rf"{'|'.join(_NO_CUES)}|(?P<ahead>{ahead})|(?P<duty>{duty})|(?P<done>{done})")


@cache
def ahead_after() -> re.Pattern[str]:
    """The plan told of what is counted: 10多个项目即将开工."""
    return re.compile(
        rf"[^，。；：！？\n\d已称示为]{{0,16}}?(?:即将(?![^，。；\d]{{1,8}}的)|(?<!即){_WILL}|有望|计划于)"
    )


# Verbs that dispose of the object of a 将 that means 把, near it and anywhere in its clause.
_DISPOSED = table(
    """
    作为 纳入 列为 列入 改造 转化为 用于 送往 送到 送入 打通 融入 收集 连接 联系 转变 变成 打造成
    打造为 护送 视为 分为 评为 发射 运至 运往 划分为 交付 捐赠 调整为 集中安置 带到 引入 转移 抢运
    救出 装扮 装点 打扮 合并 整合 归并 串联 打包 汇总 组合
    """
)
_DISPOSED_FAR = table("抓获 移交 归还 返还 扣押")


@cache
def _disposal() -> re.Pattern[str]:
    return re.compile(
        rf"将[^，。；将]{{1,30}}(?<![为除到罢])了(?=[约近超\d])|"
        rf"将[^，。；将]{{1,40}}(?:{'|'.join(_DISPOSED_FAR)})|"
        rf"将[^，。；将]{{2,14}}(?:到位|完毕|清零|到底)|"
        rf"将[^，。；将]{{1,40}}[与和同][^，。；将]{{1,20}}(?:相?结合|相融合|进行对接)|"
        rf"将[^，。；将]{{2,24}}[\u4e00-\u9fff][在到给成进入]了|"
        rf"将[^，。；将]{{4,40}}(?:有机|紧密|深度|相互?)(?:结合|融合|衔接|贯通)|"
        rf"将[^，。；将]{{1,16}}(?:[由从](?=[约近超\d])|{'|'.join(_DISPOSED)})|"
        rf"将[^，。；将]{{2,40}}(?:运送?|护?送|发送?|投放?|带|搬|转移|移交|派|销售?|卖|捐赠?|寄|输送?|分拨)[到至往给]|"
        rf"将[^，。；将]{{2,40}}(?:[细转具体简量][化]|[分定区界认归评])为(?=[约近超\d])"
    )


@cache
def _caused() -> re.Pattern[str]:
    """将利率上调25个基点: what is brought about stands between 将 and its verb."""
    return re.compile(
        r"将(?P<object>[^，。；：将\d]{2,20}?)(?:由[^，。；]{1,14})?"
        r"(?:上调|下调|提高|提升|增加|减少|缩减|扩展|扩大|降低|缩短|压缩|延长|调整)(?:了|至|到|为|[约近超\d])|"
        r"将(?P<kept>[^，。；：将\d]{2,20}?)(?:维持|保持|稳定)在|"
        r"将(?P<told>[^，。；：将]{2,30}?)(?:进行|予以|加以)[\u4e00-\u9fff]{2}"
    )


_VERBS = (*words.VERBS, *words.DEEDS, "有着")
# With these no object begins: what follows 将 is its verb.
_NO_OBJECTS = (
    *words.ADVERBS,
    *"从在于为以对比较由会再使让有可能还也均都继年每日向与和同给跟面被",
    *table("平均 直接 通过 全程 相比 力争 极大 总体 整体 新增 最高 最大 基本 依然 仍然"),
)


def takes_object(text: str, at: int, end: int) -> bool:
    """Whether the 将 at `text[at]` means 把, as far as the figure that ends at `end`."""
    disposed = _disposal().match(text, at, end + 40)
    if disposed is not None and _is_thing(disposed[0][1:]):
        return True
    caused = _caused().match(text, at, end + 24)
    if caused is None:
        return False
    return _is_thing(caused["object"] or caused["kept"] or caused["told"])


def _is_thing(told: str) -> bool:
    """Whether what stands after 将 is its object: 来自15个部门的数据 begins with a verb and is
    one.
    """
    if told.startswith(_VERBS):
        return "的" in told
    return not told.startswith(_NO_OBJECTS)
