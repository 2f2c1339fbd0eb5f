"""What names an indicator: owner, measure and unit; and the owners that news gives figures of."""

from __future__ import annotations

from dataclasses import dataclass

NATION = ""
"""The owner of national figures, and of those that name nobody."""

LOCAL = "@"
"""Between `全县` and the article that means its own county by it, in an owner."""

# Provinces by their short names, with what may follow to make them the long one.
PROVINCES = (
    *("北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江"),
    *("安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆"),
    *(
        "四川",
        "贵州",
        "云南",
        "西藏",
        "陕西",
        "甘肃",
        "青海",
        "宁夏",
        "新疆",
        "香港",
        "澳门",
        "台湾",
    ),
)
# Cities that plan for themselves, capitals of provinces, new areas of the state, and alliances
# of regions: those that news gives figures of.
PLACES = (
    *(
        "深圳",
        "广州",
        "杭州",
        "南京",
        "苏州",
        "宁波",
        "青岛",
        "大连",
        "厦门",
        "武汉",
        "成都",
        "西安",
    ),
    *("郑州", "长沙", "合肥", "济南", "福州", "南昌", "沈阳", "长春", "哈尔滨", "石家庄", "太原"),
    *(
        "呼和浩特",
        "南宁",
        "海口",
        "贵阳",
        "昆明",
        "拉萨",
        "兰州",
        "西宁",
        "银川",
        "乌鲁木齐",
        "无锡",
    ),
    *("浦东", "雄安", "滨海新区", "前海", "横琴", "长三角", "珠三角", "京津冀", "粤港澳大湾区"),
    *("长江经济带", "成渝", "东北", "西部", "中部", "东部"),
)
WHOLES = ("全球", "世界")
COUNTRIES = (
    *("美国", "英国", "法国", "德国", "日本", "韩国", "朝鲜", "俄罗斯", "乌克兰", "印度", "巴西"),
    *(
        "意大利",
        "西班牙",
        "葡萄牙",
        "荷兰",
        "比利时",
        "瑞士",
        "瑞典",
        "挪威",
        "芬兰",
        "丹麦",
        "波兰",
    ),
    *("希腊", "土耳其", "伊朗", "伊拉克", "以色列", "沙特", "埃及", "南非", "墨西哥", "加拿大"),
    *("澳大利亚", "新西兰", "新加坡", "马来西亚", "泰国", "越南", "印度尼西亚", "印尼", "菲律宾"),
    *("巴基斯坦", "哈萨克斯坦", "阿根廷", "智利", "匈牙利", "捷克", "奥地利", "爱尔兰", "尼泊尔"),
    *("欧元区", "欧盟", "东盟", "中亚", "非洲", "二十国集团", "金砖国家"),
)


@dataclass(frozen=True, slots=True, order=True)
class IndicatorKey:
    """What two facts must have in common to be values of one indicator."""

    owner: str
    """Empty for the nation and for nobody."""
    measure: str
    """In standard words: `社会消费品零售总额同比增长`."""
    unit: str

    @property
    def label(self) -> str:
        """The indicator in words: owner and measure, as a row's head shows it."""
        measure = self.measure
        if is_chinese_place(self.owner):
            measure = measure.replace("国内生产总值", "地区生产总值")
        return f"{self.owner.partition(LOCAL)[0]}{measure}"


def is_chinese_place(owner: str) -> bool:
    """Whether the owner is a part of China, so that its product is a 地区生产总值."""
    return owner in PROVINCES or owner in PLACES or owner.endswith(("省", "市", "县", "州"))
