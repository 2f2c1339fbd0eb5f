"""What a quantity measures: the noun after a count, the subject before a measure, carried where
it is missing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from newsterm.domain.facts import (
    attributes,
    counts,
    lists,
    losses,
    names,
    origins,
    phrases,
    topics,
    words,
)
from newsterm.domain.facts.carried import Carrier
from newsterm.domain.facts.changes import is_from
from newsterm.domain.facts.clauses import Sentence, clause_end, clause_start
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.topics import REACH, SentenceText

_LONGEST_LIST = 12
"""More values than that are not told apart by 分别."""


_MOST_COUNTS = 200
"""Counts of an article that are kept, to be known again (12条措施)."""
# Who is among those counted next: 包括一名17岁青少年在内的三人.
_AMONG = re.compile(r"(?:另有)?包括.{0,6}$")
_MEDALS = ("金", "银", "铜")
# What stands between the things of a list, each with its count.
_LISTED_ON = re.compile(r"[^，。；：！？\d、]{1,16}(?:、|和|与|及|以及)")
# The same sum in other money: 10亿韩元（约合人民币640万元）的赔偿.
_CONVERSION = re.compile(r"[（(，](?:大?约|约?合|约相当于|相当于|折合)(?:人民币)?")
_CONVERTED = re.compile(r"[（(](?:大?约|约?合|约相当于|相当于|折合)[^（）()]{1,20}[）)]")


class Namer(Carrier):
    """Names the quantities of one sentence after another; a new paragraph forgets the subject."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._paragraph = -1
        self._here: list[Quantity] = []
        self._counts: dict[tuple[Decimal, str], str] = {}
        self._start = self._end = 0

    def enter(self, sentence: Sentence, mentions: list[Mention], here: list[Quantity]) -> None:
        """Go on to a sentence with its time expressions and quantities."""
        self._learn(self._end)
        new_paragraph = sentence.paragraph != self._paragraph
        if new_paragraph:
            self._paragraph, self._base = sentence.paragraph, ""
            self._told.clear()
        self._topic.enter(sentence, new_paragraph=new_paragraph)
        self._start, self._end = sentence.start, sentence.end
        self._index_is_near = False
        self._here, self._names, self._parent, self._counted_last = here, [], "", ""
        self._counted_unit = self._counted_noun = ""
        self._sentence = SentenceText(self._text, sentence, mentions, here)

    def _learn(self, until: int) -> None:
        self._topic.learn(self._sentence, until)
        index = self._topic.take_index()
        self._index_is_near = self._index_is_near or bool(index)
        self._base = index or self._base
        clause = self._topic.take_clause()
        if clause:
            self._told.append(clause)

    def name(self, index: int) -> str:
        """The indicator of the `index`-th quantity of the sentence; ask in order."""
        quantity = self._here[index]
        start = clause_start(self._text, quantity.start, max(self._start, quantity.start - REACH))
        end = clause_end(self._text, quantity.end, min(self._end, quantity.end + REACH))
        self._learn(start)
        self._clause = start
        previous = self._here[index - 1] if index and self._here[index - 1].end > start else None
        after = self._after(index, end)
        if self._text[start - 1 : start] == "；" and self._parent:
            self._parent_reach = 2
        if self._text.startswith("其中", start) or self._text.startswith("其中，", start - 3):
            self._parent, self._parent_reach = self._base, 6
        base, self.route = self._base, "list"
        name = self._of_list(index, start)
        if not name:
            self.route = "repeated"
            name = self._repeated(quantity, previous, after)
        if not name:
            self.route = "measure"
            name = self._composed(quantity, previous, start, after)
            if names.PERSONAL.match(name):
                name = names.joined(self._topic.name, names.PERSONAL.sub("", name))
        name = (
            names.fit(name)
            or names.fit(topics.told_after(self._text, self._start, quantity))
            or names.fit(self._topic.name)
            or self._text[start : quantity.start][-names.WIDEST :].strip()
            or quantity.unit
        )
        self._told.clear()
        self._names.append(name)
        if quantity.family == "time" and "连续" in name:
            self._base = base
        if quantity.family in ("count", "大") and self.route in ("noun", "measure", "repeated"):
            self._counted_last, self._counted_unit = name, quantity.unit
            self._counted_noun = name if self.route == "measure" else counts.counted(after)[0]
        return name

    def _after(self, index: int, end: int) -> str:
        """What follows a quantity in its clause; quantities right after it are stepped over
        (两处超过200平方米的空间).
        """
        at = self._here[index].end
        converted = _CONVERTED.match(self._text, at, end)
        if converted is not None:
            at = converted.end()
        for following in self._here[index + 1 : index + 3]:
            if following.start < at:
                continue
            if following.start != at:
                between = self._text[at : following.start]
                over = attributes.reaches_over(between, self._text[following.end : end])
                if over and self._here[index].family == "count":
                    return self._sentence.plain(following.end + over, end)
                end = min(end, max(at, following.start))
                break
            at = following.end
        return self._sentence.plain(at, end)

    def _of_list(self, index: int, start: int) -> str:
        """The name of one of several values that 分别 tells apart."""
        first = index
        while first and index - first < _LONGEST_LIST and self._is_joint(first - 1):
            first -= 1
        lead = self._sentence.plain(start, max(start, self._here[first].start))
        head, mark, tail = lead.partition("分别")
        if not mark:
            return ""
        count = 1
        while count < _LONGEST_LIST and self._is_joint(first + count - 1):
            count += 1
        items = lists.subjects(head, count) if count > 1 else []
        nth = min(index - first, count - 1)
        head = lists.without_basis(head)
        change = phrases.clean(tail)
        if not items and count > 1 and first >= count and len(phrases.clean(head)) <= 4:
            items = [names.without_change(name) for name in self._names[first - count : first]]
            change = phrases.strip_leads(head) + change
        if not items and count > 1 and len(phrases.clean(head)) <= 6:
            before = self._sentence.plain(
                clause_start(self._text, start - 1, self._start), start - 1
            )
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
        """The name of the quantity before, for a second value of the same thing (2.09%和2.50%,
        从A提至B).
        """
        if previous is None or not self._names or quantity.unit in _MEDALS:
            return ""
        between = self._text[previous.end : quantity.start]
        if _CONVERSION.fullmatch(between):
            return self._names[-1]
        noun, _ = counts.counted(after)
        if (
            len(between) <= 8
            and not phrases.clean(between)
            and not (noun and quantity.family != "share")
        ):
            other = previous.unit != quantity.unit and "，" in between
            return names.without_change(self._names[-1]) if other else self._names[-1]
        return ""

    def _composed(
        self, quantity: Quantity, previous: Quantity | None, start: int, after: str
    ) -> str:
        before = self._sentence.plain(start if previous is None else previous.end, quantity.start)
        before = before.rpartition("”的")[2] if before.endswith("”的") else before
        lead, listed = before, False
        if previous is not None:
            lead = self._sentence.plain(start, self._sentence.first_from(start, previous.end))
            listed = before.startswith(("、", "和", "以及"))
            if before.endswith(("、", "和", "及", "与")):
                before, previous = lead, None
            elif "在内的" in before:
                lead = _AMONG.sub("", lead)
                before, previous = lead + before.partition("在内的")[2], None
        told = self._text[max(0, start - 2 * REACH) : start].rpartition("\n")[2]
        before, lead = names.resolved(before, told), names.resolved(lead, told)
        if self._topic.name:
            before, lead = (names.pointed(part, self._topic.name) for part in (before, lead))
        before, lead = counts.without_vague(before), counts.without_vague(lead)
        noun, verb_phrase = self._counted_after(quantity, after)
        if noun:
            index = len(self._names)
            verb_phrase = verb_phrase or self._deed_of_list(index)
            told = origins.made_of(noun, verb_phrase) or origins.place(
                self._sentence, self._here, index, before, noun, verb_phrase
            )
            if told:
                self.route = "noun"
                return self._with_owner(told)
            before, lead = origins.without_origin(before), origins.without_origin(lead)
        head = phrases.clean(before)
        if is_from(self._text, quantity):
            head = names.FROM_WHAT.sub("", head)
        name = self._property(quantity, head, noun, after)
        if name:
            return name
        if quantity.family == "share":
            return self._share(before, head, noun, verb_phrase, after, lead)
        if noun:
            if previous is not None and not head.endswith(losses.VERBS):
                own, _ = counts.counted(before)
                head = phrases.clean(before.removeprefix(own))
            return self._known(quantity, head, noun) or self._counted(
                quantity, head, noun, lead, verb_phrase
            )
        return self._predicate(quantity, head, lead, verb_phrase, listed=listed)

    def _counted_after(self, quantity: Quantity, after: str) -> tuple[str, str]:
        """The noun that a quantity counts, by its unit or what follows it, and its verb phrase."""
        if quantity.unit in _MEDALS:
            return quantity.unit + "牌", ""
        noun, verb_phrase = counts.counted(after)
        if names.change().match(after) or after.startswith(("兑1", "兑换")):
            noun = verb_phrase = ""
        if quantity.family == "noun":
            noun = names.FIGURE.sub("", self._text[quantity.start : quantity.end]) + noun
        return noun, verb_phrase

    def _known(self, quantity: Quantity, head: str, noun: str) -> str:
        """The name of a count that was told before with as many of the same (12条措施), or of
        another loss of the same event; else empty.
        """
        if self._names:
            last = self._here[len(self._names) - 1]
            beside = losses.BESIDE.fullmatch(self._text[last.end : quantity.start])
            told = losses.next_of(self._names[-1], noun) if beside else ""
            if told:
                self.route, self._base = "noun", told
                return told
        told = self._counts.get((quantity.value, quantity.unit), "")
        if (
            len(noun) < 2
            or noun in words.NO_OWNERS
            or told.find(noun) <= 0
            or phrases.strip_tails(head)
        ):
            return ""
        self.route, self._base = "noun", told
        return told

    def _deed_of_list(self, index: int) -> str:
        """What several things counted did together, told after the last: 146位专家、3个组织获奖."""
        last = index
        while last + 1 < len(self._here) and last - index < _LONGEST_LIST:
            between = self._text[self._here[last].end : self._here[last + 1].start]
            if _LISTED_ON.fullmatch(between) is None:
                break
            last += 1
        if last == index:
            return ""
        start = self._here[last].end
        deed = counts.counted(self._sentence.plain(start, min(self._end, start + REACH)))[1]
        return deed if counts.is_deed(deed) else ""

    def _property(self, quantity: Quantity, head: str, noun: str, after: str) -> str:
        """A property told after its figure (4.8米深), an attribute (全长24公里的大桥) or a distance
        (距北京64公里的沿河城站).
        """
        height = names.HEIGHTS.match(after)
        if height:
            self.route = "property"
            return self._with_owner(head + noun.removeprefix(height[0])) + height[0]
        thing, told = attributes.of_following(head, noun, after, quantity)
        if told:
            self.route = "property"
            alone = len(thing) > 3 or quantity.unit == "岁"
            self._base = thing if alone else self._with_owner(thing)
            return self._base + told
        distance = head.rfind("距")
        if quantity.family == "physical" and after.startswith("的") and distance >= 0:
            self.route = "property"
            return noun + head[distance:]
        return ""

    def _predicate(
        self, quantity: Quantity, head: str, lead: str, verb_phrase: str, *, listed: bool
    ) -> str:
        """A figure that no noun follows: what stands before it, with the deed after it."""
        action = counts.deed(verb_phrase) + self._object_after(self._here, verb_phrase)
        first = phrases.clean(lead)
        apart = names.FROM_WHAT.search(first) is not None or names.is_carried(head)
        if first and head and first != head and not listed and not apart:
            head = names.joined(first, head)
        if quantity.family == "time":
            self.route = "duration"
            if not head and action and self._topic.is_near:
                return names.joined(self._topic.name, action)
            return self._measured(head, action)
        of_counted = self._of_counted(quantity, head, action)
        if of_counted:
            self.route = "action"
            return of_counted
        if action:
            self.route = "action"
            if len(head) > 4 and not phrases.begins_with_verb(head):
                told = phrases.listed_measure(head) if head.count("、") else ""
                return names.joined(self._topic.name, told + action) if told else head + action
            return self._with_owner(head + action)
        if head.count("、") > 1:
            told = phrases.listed_measure(head) or phrases.subject(lead)
            self._base = self._with_owner(told)
            return self._base
        own = listed and head and not names.is_carried(head)
        if own and not phrases.begins_with_verb(head):
            first = phrases.clean(lead)
            if len(first) <= 6 and phrases.subject(first) == first and not phrases.measure(first):
                return names.joined(self._parent, head)
            return names.joined(phrases.subject(lead)[: names.WIDEST], head)
        return self._measured(head or phrases.clean(lead), "")

    def _of_counted(self, quantity: Quantity, head: str, action: str) -> str:
        """What was done to some of those counted before, by their unit: 15枚导弹，其中13枚被击落;
        收集诉求770个，已解决330个.
        """
        part = self._text.startswith("其中", self._clause) or names.AMONG.search(
            self._text, self._clause, quantity.start
        )
        people = part and {quantity.unit, self._counted_unit} <= set("人名位")
        if not self._counted_last or not (quantity.unit == self._counted_unit or people):
            return ""
        told = head + action
        if self._counted_last.endswith(told):
            return ""
        of_some = names.DONE_TO.fullmatch(head) if head else part or names.SUFFERS.match(action)
        if not told or not of_some:
            return ""
        whole = self._counted_last
        noun = whole if len(whole) + len(told) <= 18 else self._counted_noun
        return noun + told if noun else ""

    def _share(
        self, before: str, head: str, noun: str, verb_phrase: str, after: str, lead: str
    ) -> str:
        """A share: of what stands before it, or 72%的受访者认为…, where what they do is
        measured.
        """
        if after.startswith("的") or noun:
            told = verb_phrase if not head or counts.is_deed(verb_phrase) else ""
            self.route = "share"
            self._base = self._with_owner((head + noun + told)[: names.WIDEST])
            return self._base
        if head and names.RELATION.match(before):
            head = names.LEAD_OVER.sub("", before.strip())
            return names.extended(self._carried(), head)
        if not head and self._parent and before.startswith("其中"):
            self.route = "change"
            return names.joined(self._parent, counts.deed(verb_phrase))
        return self._measured(head or phrases.clean(lead), counts.deed(verb_phrase))

    def _counted(
        self, quantity: Quantity, head: str, noun: str, lead: str, verb_phrase: str
    ) -> str:
        """Owner and counted noun, with their deed where no verb stands before."""
        self.route = "noun"
        short = counts.first_noun(noun) if len(noun) > 12 else noun
        name = self._owned(head, noun if len(head) + len(noun) <= names.WIDEST else short, lead)
        bare = not head or not phrases.has_verb(head) or head.endswith(losses.VERBS)
        bare = bare or lead.rstrip().endswith("的")
        if bare and counts.is_deed(verb_phrase):
            deed = counts.within(verb_phrase, names.WIDEST - len(name))
            alone = not head and not verb_phrase.startswith(counts.OF_EVENTS)
            if alone and (not deed or not self._topic.is_near) and len(name) > 14:
                name = names.joined(names.nearest_place(self._topic.name), short)
                deed = counts.within(verb_phrase, names.WIDEST - len(name))
            name += deed if len(name) <= 18 else ""
        if len(noun) > 1 and len(self._counts) < _MOST_COUNTS:
            self._counts.setdefault((quantity.value, quantity.unit), name)
        return name
