"""The shapes of time expressions, a row each: 近三年 is `recent`, 前三季度 `first_quarters`,
30日 `bare_day`.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.domain.facts import day_words as days
from newsterm.domain.facts import resolvers as by
from newsterm.domain.facts.resolvers import Resolver

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_YEAR = (
    r"(?:(?:19|20)\d\d年|今年|去年|(?<!年)前年|明年|(?<![产成用营运])后年(?!产)|本年度?|当年|"
    r"(?<![网线以早晚马水海船路])上年(?![货夜味轻画俗])|同年|翌年|(?<![年月])次年)"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"(?:至|到|—{1,2}|―|–|-|~|～|、)"
_DAYWORD = r"(?:今天|今日|今晨|今晚|今早|昨天|昨日|昨晚|昨夜|前天|前日|明天|明日|明晚|后天)"
_PART = r"(?:早晨|早上|清晨|凌晨|上午|中午|下午|傍晚|晚间|晚上|夜间|夜里|白天|早|晚|夜)"
_HOURS = rf"(?:{_PART}?\d{{1,2}}[时点](?:\d{{1,2}}分)?|{_PART})"
_IN_BRACKETS = r"(?:（(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[^（）]{0,8})）)"
_END = r"(?P<end>底|末|月底|月末)?"
_FEAST = (
    "春节|国庆节?|中秋节?|五一|端午节?|清明节?|元旦|元宵节?|双节|黄金周|三夏|三秋|春运|春耕|"
    "暑期|暑运|汛期|麦收|秋收|假日|小长假|假期|暑假|寒假"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of time expression."""

    name: str
    needs: tuple[str, ...]
    """One of these stands in every sentence that holds the shape; tried before the pattern."""
    pattern: str
    resolve: Resolver
    role: str = "when"


# Where two begin at one place the longer wins, then the earlier row.
SHAPES = (
    Shape(
        "clock",
        ("时", "点"),
        r"(?<![\d.个小])(?:\d{1,2}(?:时(?:\d{1,2}分(?:\d{1,2}秒)?|许|"
        r"左右)?(?![速间候代段装效]))|\d{1,2}[—-]\d{1,2}时|(?<=[午晚晨上早夜])\d{1,2}点(?:半|"
        r"\d{1,2}分|整)?)",
        by.by_nothing,
        "clock",
    ),
    Shape(
        "until_clock",
        ("截",),
        r"截[至止](?:今天)?(?:下午|上午|中午|晚上|晚|早上)?(?=\d{1,2}时)",
        days.by_today,
        "until",
    ),
    Shape(
        "until_close",
        ("收盘", "发稿"),
        r"截[至止](?:今[天日]|当[天日])?(?:收盘|发稿)(?:时|前)?",
        days.by_today,
        "until",
    ),
    Shape(
        "fiscal",
        ("财年",),
        r"(?:\d{4}|[本上下])财年(?:前.{1,2}个?(?:月|季度)|[上下]半年|第?[一二三四]季度)?",
        by.by_nothing,
        "event",
    ),
    Shape(
        "since",
        ("以来", "至今", "迄今"),
        rf"(?:自|"
        rf"从)?(?:自)?(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月份?|本月)?(?:(?P<day>{_DAY})日)?(?<=[年月日份])[^，。；、\n\d]{{0,16}}?(?:以来|至今(?![年天日晚晨早])|迄今)",
        by.by_since,
        "window",
    ),
    Shape(
        "decade",
        ("年代",),
        r"(?:(?P<century>上个?世纪|20世纪|19世纪|二十世纪|本世纪)|(?P<thousand>(?:19|20)(?=\d0)))?"
        r"(?P<ten>[2-9]0|[二三四五六七八九]十)年代(?:初期?|中期?|中后期|末期?|后期)?",
        by.by_decade,
    ),
    Shape(
        "ago",
        ("前",),
        rf"(?<![第\d])(?P<n>{_N})多?(?P<grain>年|个月|天|周)[之以]?前(?![列沿后瞻])",
        by.by_ago,
    ),
    Shape(
        "week", ("周",), r"(?P<which>上|本|下)(?:一)?周(?!期|岁|边|年)(?P<end>末)?", days.by_week
    ),
    Shape(
        "weekday",
        ("周", "星期"),
        r"(?<![\d第每一二三四五六七八九十两几])(?P<which>[上本这下])?个?(?:一)?(?:周|星期)(?P<nth>[一二三四五六日天])(?![个年期岁边大刊报])",
        days.by_weekday,
    ),
    Shape(
        "since_long",
        ("以来", "至今"),
        rf"(?:自|从)(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月份?)?(?:(?P<day>{_DAY})日)?"
        r"(?<=[年月日份])[^，。；、\n\d]{17,40}?(?:以来|至今(?![年天日晚晨早]))",
        by.by_since,
        "window",
    ),
    Shape(
        "since_year",
        ("起", "开始"),
        r"(?:自|从)(?P<year>(?:19|20)\d\d年)(?P<month>)(?P<day>)(?:起|开始)",
        by.by_since,
        "window",
    ),
    Shape(
        "of_late",
        ("年来", "年以来", "月来", "日来", "近来", "长期以来"),
        r"(?:近|这|近些|这些|近几|这几|多|数)年(?:以?来)|(?:数|几个?)月来|连日来|近来|长期以来",
        by.by_nothing,
        "now",
    ),
    Shape(
        "since_month",
        ("起", "开始"),
        rf"(?:自|从)(?P<year>{_YEAR})?(?P<month>{_MONTH})月份?(?P<day>)(?:起|开始)(?=，?[^，。；\d]{{0,20}}(?:连|已|累计|共|一直|持续))",
        by.by_since,
        "window",
    ),
    Shape(
        "within_year",
        ("年内",),
        r"(?:今|本)?年内(?!(?:月度|单月|单日|季度)?[新最首低高])",
        by.by_this_year,
    ),
    Shape("year_to_date", ("开年以来",), r"开年以来", by.by_this_year, "window"),
    Shape("elapsed", ("以来",), rf"(?P<n>{_N})(?P<grain>年|个月|天)以来", by.by_window, "window"),
    Shape(
        "days",
        ("日",),
        rf"(?:从|"
        rf"自)?(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})(?:日{_HOURS}?起?)?{_TO}(?P<year2>{_YEAR})?(?:(?P<month2>{_MONTH})月)?(?P<day2>{_DAY})日",
        by.by_days,
    ),
    Shape(
        "day",
        ("日", "号"),
        rf"(?P<year>{_YEAR})?(?P<month>{_MONTH})月(?P<day>{_DAY})[日号]",
        by.by_day,
    ),
    Shape(
        "iso_day",
        ("-",),
        rf"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>{_DAY})(?!\d)",
        by.by_iso_day,
    ),
    Shape(
        "month_span",
        ("月",),
        rf"(?P<year>(?:19|20)\d\d年)(?P<month>{_MONTH})月(?:[^，。；、\d至到]{{1,8}}(?=至|到))?"
        rf"{_TO}(?P<year2>(?:19|"
        rf"20)\d\d年)(?P<month2>{_MONTH})月",
        by.by_month_span,
    ),
    Shape(
        "years",
        ("19", "20"),
        rf"(?<!\d)(?P<from>(?:19|20)\d\d)年?{_TO}(?P<to>(?:19|20)\d\d|\d\d(?=年))年?(?!\d)",
        by.by_years,
    ),
    Shape(
        "half", ("半年",), rf"(?P<year>{_YEAR})?(?P<half>上半年|下半年)(?P<end>末|底)?", by.by_half
    ),
    Shape(
        "first_quarters",
        ("季度",),
        rf"(?P<year>{_YEAR})?[前头](?P<n>[两二三四234])个?季度",
        by.by_first_quarters,
    ),
    Shape(
        "quarter",
        ("季",),
        rf"(?P<year>{_YEAR})?(?P<quarter>第?[一二三四1-4]季度|首季度?)(?P<end>末|底)?",
        by.by_quarter,
    ),
    Shape(
        "season", ("季",), r"前(?:[一二两三四五六七八九十]|\d{1,2})季(?!度)", by.by_nothing, "event"
    ),
    Shape(
        "first_months",
        ("月",),
        rf"(?P<year>{_YEAR})?[前头首](?P<n>{_N})个?月份?",
        by.by_first_months,
    ),
    Shape(
        "months",
        ("月",),
        rf"(?P<year>{_YEAR})?(?P<from>{_MONTH})月?份?{_TO}(?P<to>{_MONTH})月份?(?![\d一二三四五六七八九十])",
        by.by_months,
    ),
    Shape(
        "month",
        ("月",),
        rf"(?P<year>{_YEAR})?(?<![\d一二三四五六七八九十个.])(?P<month>{_MONTH})月份?{_END}(?:初|"
        rf"中旬|上旬|下旬)?",
        by.by_month,
    ),
    Shape(
        "this_month",
        ("月",),
        rf"(?P<which>本月|上个?月|当月|同月|下个?月)份?{_END}(?!\d)",
        by.by_this_month,
    ),
    Shape("day_of_this_month", ("本月",), rf"本月(?P<day>{_DAY})日", by.by_day_of_this_month),
    Shape(
        "day_word",
        ("今", "昨", "前", "明", "后"),
        rf"(?P<word>{_DAYWORD})(?:下午|上午|晚间|晚|凌晨|早上|清晨|"
        rf"中午)?(?P<dated>{_IN_BRACKETS})?",
        days.by_day_word,
    ),
    Shape(
        "same_day", ("当天", "同一天", "当日", "同日"), r"当天|同一天|当日|同日", days.by_same_day
    ),
    Shape(
        "bare_day",
        ("日",),
        rf"(?<![\d.第月、])(?P<day>{_DAY})日(?!均|前后|元|本)",
        by.by_bare_day,
    ),
    Shape("day_after", ("次日", "翌日"), r"次日|翌日", days.by_day_after),
    Shape("day_before", ("前一",), r"(?:此前|(?<![期节假赛会试演])前)一[天日]", days.by_day_before),
    Shape(
        "two_days",
        ("两天", "两日"),
        rf"(?P<first>今|明|昨)[天日]?{_IN_BRACKETS}?(?P<second>明|后|今)[天日]?{_IN_BRACKETS}?两[天日]",
        days.by_two_days,
    ),
    Shape(
        "days_to_word",
        ("日",),
        rf"(?:从|自)?(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})日(?:{_HOURS})?起?"
        rf"(?:至|到|—{{1,2}})(?P<word>{_DAYWORD}){_IN_BRACKETS}?",
        days.by_days_to_word,
    ),
    Shape(
        "days_from_word",
        ("今", "即日", "昨", "明"),
        rf"(?:从|自)?(?P<word>即日|{_DAYWORD}){_IN_BRACKETS}?{_HOURS}?(?:起|开始)?(?:至|到|—{{1,2}})"
        rf"(?:(?P<word2>{_DAYWORD})|(?P<year>{_YEAR})?(?:(?P<month>{_MONTH})月)?(?P<day>{_DAY})日)",
        days.by_days_from_word,
    ),
    Shape(
        "plan",
        ("五",),
        r"(?:[“‘](?P<n>十[一二三四五六七八九]?|二十|[六七八九])五[”’]|"
        r"(?P<n2>十[一二三四五六七])五)(?:时期|期间|规划期|以来|末)?",
        by.by_plan,
    ),
    Shape(
        "year",
        ("年",),
        rf"(?<!\d)(?P<year>{_YEAR})(?:以来|期间|度(?![过假]))?(?P<end>底|末|年底|年末)?(?:初)?",
        by.by_year,
    ),
    Shape(
        "year_of_feast",
        ("19", "20"),
        rf"(?<![\d年])(?P<year>(?:19|20)\d\d)(?P<end>)(?=年?(?:{_FEAST}))",
        by.by_year,
    ),
    Shape("whole_year", ("全年",), rf"(?P<year>{_YEAR}|(?<!\d)20\d\d)?全年", by.by_whole_year),
    Shape("year_end", ("年",), r"(?<!\d)年(?:底|末)", by.by_year_end),
    Shape(
        "ahead",
        ("未来", "今后", "接下来"),
        rf"(?:未来|今后|接下来)的?(?:{_N}(?:至|到|—|-))?(?P<n>{_N})(?P<grain>年|个月|天|日|周|个?小时)",
        by.by_ahead,
        "window",
    ),
    Shape(
        "window",
        ("来", "间"),
        rf"(?:近|最近|过去|这|前|在过去)?的?(?P<n>{_N})(?P<grain>年|个月|天|多年)多?(?:来|间)(?!自|"
        rf"的?发展)",
        by.by_window,
        "window",
    ),
    Shape(
        "short_while",
        ("短短",),
        rf"短短(?P<n>{_N})多?(?P<grain>年|个月|天|周)(?:的?时间)?(?:[里内来间]|就|(?=[，已]))",
        by.by_window,
        "window",
    ),
    Shape(
        "other_years",
        ("往年", "历年", "以往"),
        r"(?<![比较超于与同和])(?:往年|历年|(?<=[，。；\n])以往)(?!同期|平均|水平)",
        by.by_nothing,
        "event",
    ),
    Shape(
        "recent",
        ("近", "过去", "此前"),
        rf"(?:(?<![\u4e00-\u9fff])近(?!\d{{1,3}}个?小)|(?<=[在的于])近(?!\d{{1,3}}个?小)|最近|"
        rf"过去|此前|过去的)(?P<n>{_N})(?P<grain>年|个月|天|日|周|个?小时)",
        by.by_window,
        "window",
    ),
    Shape(
        "feast",
        ("期", "节", "周", "假", "三", "春", "秋", "端", "元"),
        rf"[“]?(?:{_FEAST})[”]?(?:假期|期间|以来|当天|小长假|长假|假日|前后|档)",
        by.by_nothing,
        "event",
    ),
    Shape(
        "once_built",
        ("后", "前，"),
        r"(?:全部|全面|全线)?(?:建成|投产|达产|通车|投运|投用|竣工|完工|投入使用|投入运营|"
        r"建成投产)后|(?:扩建|改建|改造|升级|修建完成|建设完成|工程完成)后(?=，)|"
        r"(?:开通|建成|投产|通车|投运|投用|改造|治理|实施|喷发|改革)(?:之|以)?前(?=，)",
        by.by_nothing,
        "event",
    ),
    Shape(
        "occasion",
        ("期间", "中", "上"),
        r"(?<=[，。；\n“])(?:[^，。；：、\n\d年月日天“”]{2,8}期间|(?:本届|本次|此次|"
        r"这次)[^，。；：、\n\d年月日]{1,8}[中上](?=，))",
        by.by_nothing,
        "event",
    ),
    Shape(
        "since_event",
        ("以来",),
        r"(?<=[，。；\n“])[^，。；：、\n\d年月日天]{2,16}以来",
        by.by_nothing,
        "event",
    ),
    Shape(
        "now",
        ("目前", "如今", "眼", "至此", "不久", "截", "当前", "迄今", "至今", "现", "近", "日前"),
        r"近日|日前|至此(?=，)|近期|不久前|前不久|目前|如今|眼[下前]|截[至止]目前|当前|迄今|"
        r"至今(?![年天日晚晨早])|现在|现已",
        by.by_nothing,
        "now",
    ),
)
