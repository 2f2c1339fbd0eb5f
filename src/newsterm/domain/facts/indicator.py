"""What a quantity measures: the noun after a count, the subject before a measure, carried where it is missing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from newsterm.domain.facts import lists, phrases
from newsterm.domain.facts.clauses import Sentence, clause_end, clause_start
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantities import Quantity
from newsterm.domain.facts.words import NO_OWNERS

WIDEST = 24
"""Longer names are cut from the left."""

_REACH = 90
"""Characters of a clause that are read on either side of a quantity."""

_LONGEST_LIST = 12

_CHANGES = (
    "增长(?!率)|增加(?!值)|上升|下降|下滑|减少|提高|提升|上涨|下跌|回落|加快|扩大|收窄|缩短|微增|微降|降低|回升|高出|高于|低于|超过|"
    "上调|下调|提前|放缓|走高|走低|压缩|节约|节省|(?:[多少快慢升降增减翻])(?=$|了|于|出|至|到|\\d)"
)


@cache
def _change() -> re.Pattern[str]:
    """A clause that is nothing but a change: its subject is the measure before it."""
    return re.compile(
        rf"^(?:同比|环比|比[^，。；]{{0,14}}?|较[^，。；]{{0,14}}?|与[^，。；]{{1,14}}?相比|[^，。；]{{0,4}}基础上|名义|实际|连续|又|再|则|均|都|分别|大幅|累计|仅|一周内|提速|进一步)*"
        rf"(?:{_CHANGES})"
    )


# Measures that need the measure before them as their owner, and those that need its owner.
_OF_BASE = re.compile(
    r"^(?:约?占|占比|比重|增速|增幅|涨幅|降幅|完成率|同比|环比|约?为|是|相当于|其[^他余]|规模占|[^，]{2,10}中的?占比|.{0,2}增速)"
)
_OF_OWNER = re.compile(
    r"^(?:总?规模|总量|总额|总值|合格率|总投资|总?面积|长度|高度|数量|人数|产量|销量|成交额|成交量|均价|单价|金额|余额|价值|比例|全长|全程|时速|设计速度|最高|最低|最快|最大|"
    r"平均|日均|年均|人均|总?产值|利润|收入|单程|双向|体感|气温|投资(?!率)|[^，]{1,3}率$|年(?:均|发电|产|销|处理|交易|用电|吞吐)|(?:总?长|宽|高|深|厚|重|总重)$)"
)
# Words that stand for the measure before them: 这一数字, 该比例, 此次投标总量.
_PRONOUN = re.compile(
    r"^(?:这(?:一|个|项|些|种|也|里)?|该(?:项)?|此(?:次|项)?|其)(?:数字|数据|比例|密度|成绩|水平|规模)?"
)
_RELATION = re.compile(r"^(?:均|都|也|仅|约|大约|则)*(?:为|是|占|相当于|等于)(?!了)")
# Verbs whose subject is what was counted before: 处罚9次，涉及8个品牌.
_OF_DEEDS = ("涉及", "惠及", "覆盖")
_HEIGHTS = re.compile(r"^(?:长|宽|高|深|厚|重)(?=的|$|，|。|、)")


class Namer:
    """Names the quantities of one sentence after another; a new paragraph forgets the subject."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.route = ""
        self._paragraph = -1
        self._topic = ""
        self._old_topic = ""
        self._topic_is_near = False
        self._base = ""
        self._parent = ""
        self._names: list[str] = []
        self._here: list[Quantity] = []
        self._starts: list[int] = []
        self._spans: list[tuple[int, int]] = []
        self._span_ends: list[int] = []
        self._start = self._end = self._seen = 0

    def enter(self, sentence: Sentence, mentions: list[Mention], here: list[Quantity]) -> None:
        """Go on to a sentence with its time expressions and quantities."""
        self._learn_topic(self._end)
        if sentence.paragraph != self._paragraph:
            self._old_topic = self._topic or self._old_topic
            self._paragraph, self._topic, self._base = sentence.paragraph, "", ""
        self._start, self._end, self._seen = sentence.start, sentence.end, sentence.start
        self._here, self._names, self._topic_is_near, self._parent = here, [], False, ""
        self._starts = [quantity.start for quantity in here]
        self._spans = [(m.start, m.end) for m in mentions if m.role != "base"]
        self._span_ends = [end for _, end in self._spans]

    def name(self, index: int) -> str:
        """The indicator of the `index`-th quantity of the sentence; ask in order."""
        quantity = self._here[index]
        start = clause_start(self._text, quantity.start, max(self._start, quantity.start - _REACH))
        end = clause_end(self._text, quantity.end, min(self._end, quantity.end + _REACH))
        self._learn_topic(start)
        previous = self._here[index - 1] if index and self._here[index - 1].end > start else None
        after = self._after(index, end)
        if self._text.startswith("其中", start) or self._text.startswith("其中，", start - 3):
            self._parent = self._base
        self.route = "list"
        name = self._of_list(index, start)
        if not name:
            self.route = "repeated"
            name = self._repeated(quantity, previous, after)
        if not name:
            self.route = "measure"
            name = self._composed(quantity, previous, start, after)
        name = (
            _fit(name)
            or _fit(self._topic)
            or self._text[start : quantity.start][-WIDEST:].strip()
            or quantity.unit
        )
        self._names.append(name)
        return name

    def _plain(self, start: int, end: int) -> str:
        """`text[start:end]` without the time expressions in it."""
        parts, at = [], start
        for first, last in self._spans[bisect_right(self._span_ends, start) :]:
            if first >= end:
                break
            parts.append(self._text[at : max(first, at)])
            at = max(at, last)
        parts.append(self._text[at:end])
        return "".join(parts)

    def _first_from(self, begin: int, end: int) -> int:
        """Where the first quantity from `begin` on stands; `end` for none before it."""
        index = bisect_left(self._starts, begin)
        return (
            self._starts[index] if index < len(self._starts) and self._starts[index] < end else end
        )

    def _after(self, index: int, end: int) -> str:
        """What follows a quantity in its clause; quantities right after it are stepped over (两处超过200平方米的空间)."""
        at = self._here[index].end
        for following in self._here[index + 1 : index + 3]:
            if following.start != at:
                end = min(end, max(at, following.start))
                break
            at = following.end
        return self._plain(at, end)

    def _learn_topic(self, until: int) -> None:
        """Take the subject from the clauses passed since the last quantity."""
        at = max(self._seen, until - 3 * _REACH)
        while at < until:
            end = clause_end(self._text, at, until)
            counted = self._first_from(at, end)
            clause = self._plain(at, counted)
            aside = clause.startswith(("作为", "在此", "为此"))
            if not aside and not phrases.is_report(clause) and _titles_are_whole(clause):
                own = phrases.owner(phrases.subject(clause))
                own = own.partition("、")[0] if len(own) > 16 else own
                is_measure = counted < end and phrases.clean(clause).endswith(own)
                # The first subject rules its sentence, up to a semicolon: later ones are mostly parts of it.
                rules = not self._topic_is_near or self._text[at - 1 : at] == "；"
                if (
                    rules
                    and 2 <= len(own) <= 16
                    and not is_measure
                    and own not in NO_OWNERS
                    and not _is_carried(own)
                ):
                    self._topic, self._topic_is_near = own, True
            at = end + 1
        self._seen = max(self._seen, until)

    def _carried(self) -> str:
        """The measure or subject that a bare change is about: what this sentence told last, else the measure before."""
        if self._topic_is_near and not self._names:
            return self._topic
        return self._base or self._topic

    def _of_list(self, index: int, start: int) -> str:
        """The name of one of several values that 分别 tells apart."""
        first = index
        while first and index - first < _LONGEST_LIST and self._is_joint(first - 1):
            first -= 1
        lead = self._plain(start, max(start, self._here[first].start))
        head, mark, tail = lead.partition("分别")
        if not mark:
            return ""
        count = 1
        while count < _LONGEST_LIST and self._is_joint(first + count - 1):
            count += 1
        items = lists.subjects(head, count) if count > 1 else []
        nth = min(index - first, count - 1)
        change = phrases.clean(tail)
        if not items and count > 1 and first >= count and len(phrases.clean(head)) <= 4:
            items = [_without_change(name) for name in self._names[first - count : first]]
            change = phrases.strip_leads(head) + change
        if not items and count > 1 and len(phrases.clean(head)) <= 6:
            before = self._plain(clause_start(self._text, start - 1, self._start), start - 1)
            items = lists.enumerated(before, count)
            change = phrases.clean(head) + change
        if not items:
            return ""
        self._base = items[nth]
        return items[nth] + change

    def _is_joint(self, index: int) -> bool:
        """Whether only a mark or 和 stands between a quantity and the next."""
        if index + 1 >= len(self._here):
            return False
        between = self._text[self._here[index].end : self._here[index + 1].start]
        return re.fullmatch(r"[、和与及，以]{1,3}", between) is not None

    def _repeated(self, quantity: Quantity, previous: Quantity | None, after: str) -> str:
        """The name of the quantity before, for a second value of the same thing (2.09%和2.50%, 从A提至B)."""
        if previous is None or not self._names:
            return ""
        between = self._text[previous.end : quantity.start]
        noun, _ = phrases.counted(after)
        if (
            len(between) <= 8
            and not phrases.clean(between)
            and not (noun and quantity.family != "share")
        ):
            return self._names[-1]
        return ""

    def _composed(
        self, quantity: Quantity, previous: Quantity | None, start: int, after: str
    ) -> str:
        before = self._plain(start if previous is None else previous.end, quantity.start)
        before = before.rpartition("”的")[2] if before.endswith("”的") else before
        lead, listed = before, False
        if previous is not None:
            lead = self._plain(start, self._first_from(start, previous.end))
            listed = before.startswith(("、", "和", "以及"))
            if before.endswith(("、", "和", "及", "与")):
                before, previous = lead, None
        noun, verb_phrase = phrases.counted(after)
        if _change().match(after):
            noun = verb_phrase = ""
        action = verb_phrase[: max(2, phrases.cut(verb_phrase, 2))][:10]
        if quantity.family == "noun":
            noun = quantity.unit + noun
        head = phrases.clean(before)
        height = _HEIGHTS.match(after)
        if height:
            self.route = "property"
            return (
                self._with_owner(head + (noun[1:] if noun.startswith(height[0]) else noun))
                + height[0]
            )
        distance = head.rfind("距")
        if quantity.family == "physical" and after.startswith("的") and distance >= 0:
            self.route = "property"
            return noun + head[distance:]
        if quantity.family == "share":
            return self._share(before, head, noun, verb_phrase, after, lead)
        if noun:
            if previous is not None:
                own, _ = phrases.counted(before)
                head = phrases.clean(before.removeprefix(own))
            name = self._counted(head, noun, lead)
            # 30个省份已发布…: what they did tells them apart, unless a verb before them does.
            bare = not head or not phrases.has_verb(head)
            told = bare and len(name) <= 12 and phrases.is_deed(verb_phrase)
            return name + verb_phrase[:10] if told else name
        if quantity.family == "time":
            self.route = "duration"
            return self._measured(head, action)
        if action:
            self.route = "action"
            return self._with_owner(head + action)
        if head.count("、") > 1:
            return self._with_owner(phrases.subject(lead))
        if listed and head and not _is_carried(head) and not phrases.begins_with_verb(head):
            return _joined(phrases.subject(lead)[:WIDEST], head)
        return self._measured(head or phrases.clean(lead), "")

    def _share(
        self, before: str, head: str, noun: str, verb_phrase: str, after: str, lead: str
    ) -> str:
        """A share: of what stands before it, or 72%的受访者认为…, where what they do is measured."""
        if after.startswith("的") or noun:
            told = "" if head else verb_phrase
            self.route = "share"
            self._base = self._with_owner((head + noun + told)[:WIDEST])
            return self._base
        if head and _RELATION.match(before):
            head = before.strip()
            return self._carried()[: max(0, WIDEST - len(head))] + head
        action = verb_phrase[: max(2, phrases.cut(verb_phrase, 2))][:10]
        return self._measured(head or phrases.clean(lead), action)

    def _counted(self, head: str, noun: str, lead: str) -> str:
        """Owner and counted noun: 通州 + 社区卫生服务中心."""
        self.route = "noun"
        owner = head
        if not owner or phrases.begins_with_verb(owner):
            owner = phrases.clean(lead) or owner
        told = "、" in owner and phrases.has_verb(owner.rpartition("、")[2])
        whole = (lead.rstrip().endswith("的") or told) and "《" not in owner
        if whole and len(owner) + len(noun) <= WIDEST:
            pass
        elif "、" in owner or not _titles_are_whole(owner) or len(owner) + len(noun) > WIDEST:
            verb = phrases.last_verb(owner)
            owner = "" if "、" in owner else phrases.subject(owner)
            owner = (
                owner if owner and _titles_are_whole(owner) else self._topic * self._topic_is_near
            )
            owner += verb
            if len(owner) + len(noun) > WIDEST:
                owner = verb
        name = owner + noun
        if owner.startswith(_OF_DEEDS) and self._base:
            name = _joined(self._base, name)
        elif len(owner) <= 2 or phrases.begins_with_verb(owner):
            name = self._with_owner(name)
        self._base = name
        return name

    def _with_owner(self, name: str) -> str:
        """With the subject in front, when it stands in the same sentence or the name is short."""
        near = self._topic_is_near or len(name) <= 6
        topic = self._topic if near else ""
        if not self._topic and len(name) <= 4:
            topic = self._old_topic
        return _joined(topic, name)

    def _measured(self, head: str, action: str) -> str:
        """The subject before a measure; a change or a share takes the measure before it along."""
        head = head + action if len(head + action) <= WIDEST else head
        if not head:
            return self._base or self._topic
        for size in (4, 3, 2):
            if len(self._base) > size and self._base.endswith(head[:size]) and len(head) >= size:
                return self._base + head[size:]
        pronoun = _PRONOUN.match(head)
        if pronoun and self._base:
            head = phrases.clean(head[pronoun.end() :])
            return self._base[: max(0, WIDEST - len(head))] + head
        if _change().match(head) or _OF_BASE.match(head) or head.startswith("连续"):
            carried = self._carried()
            self.route = "change"
            return carried[: max(0, WIDEST - len(head))] + head
        if phrases.begins_with_verb(head) or _OF_OWNER.match(head):
            bare = len(head) <= 4 or _OF_OWNER.match(head)
            carried = (
                self._topic if self._topic_is_near or not (self._base and bare) else self._base
            )
            head = _joined(carried, head)
        elif self._parent and len(head) <= 6:
            head = _joined(self._parent, head)
        elif len(head) <= 4 and self._topic_is_near:
            head = _joined(self._topic, head)
        self._base = _without_change(head)
        return head


def _without_change(name: str) -> str:
    name = re.sub(r"(?<=.{4})由.{1,14}$", "", name)
    match = re.search(
        rf"(?:(?:同比|环比|较.{{1,10}}|比.{{1,10}})?(?:分别)?(?:{_CHANGES})|年均(?:{_CHANGES})?)$",
        name,
    )
    return name[: match.start()] if match and match.start() >= 2 else name


def _is_carried(name: str) -> bool:
    """Whether a name needs another one before it."""
    return any(rule.match(name) for rule in (_change(), _OF_BASE, _OF_OWNER, _PRONOUN))


def _titles_are_whole(name: str) -> bool:
    """At most one title in 《》, not cut in two."""
    return name.count("《") == name.count("》") <= 1


def _joined(owner: str, name: str) -> str:
    """Owner and name, unless they are too long or the one holds the other."""
    return owner + name if owner not in name and len(owner) + len(name) <= WIDEST else name


def _fit(name: str) -> str:
    """The name cut to `WIDEST` characters, from the left."""
    name = name.strip(" 、，")
    if len(name) <= WIDEST:
        return name
    tail = name[-WIDEST:]
    at = tail.find("的")
    return tail[at + 1 :] if 0 <= at < 8 else tail
