"""What a quantity measures: the noun after a count, the subject before a measure, carried where
it is missing.
"""

from __future__ import annotations

import re

from newsterm.domain.facts import lists, names, origins, phrases, topics, words
from newsterm.domain.facts.clauses import Sentence, clause_end, clause_start
from newsterm.domain.facts.periods import Mention
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.timeline import is_from
from newsterm.domain.facts.topics import REACH, SentenceText, Topic

# What the things counted before can do: 已启动项目72个，可提供产业空间….
_ABLE = re.compile(r"(?:预计|每?年|均|都)?(?:可|能(?!源|力|效|耗))")
_LONGEST_LIST = 12
"""More values than that are not told apart by 分别."""


class Namer:
    """Names the quantities of one sentence after another; a new paragraph forgets the subject."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.route = ""
        self._paragraph = -1
        self._topic = Topic(text)
        self._base = ""
        self._parent = self._counted_last = ""
        self._names: list[str] = []
        self._here: list[Quantity] = []
        self._sentence = SentenceText(text, Sentence(0, 0, -1), [], [])
        self._start = self._end = self._clause = 0
        self._parent_reach = 6
        self._index_is_near = False

    def enter(self, sentence: Sentence, mentions: list[Mention], here: list[Quantity]) -> None:
        """Go on to a sentence with its time expressions and quantities."""
        self._learn(self._end)
        new_paragraph = sentence.paragraph != self._paragraph
        if new_paragraph:
            self._paragraph, self._base = sentence.paragraph, ""
        self._topic.enter(sentence, new_paragraph=new_paragraph)
        self._start, self._end = sentence.start, sentence.end
        self._index_is_near = False
        self._here, self._names, self._parent, self._counted_last = here, [], "", ""
        self._sentence = SentenceText(self._text, sentence, mentions, here)

    def _learn(self, until: int) -> None:
        self._topic.learn(self._sentence, until)
        index = self._topic.take_index()
        self._index_is_near = self._index_is_near or bool(index)
        self._base = index or self._base

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
        self._names.append(name)
        if quantity.family == "time" and "连续" in name:
            self._base = base
        if quantity.family in ("count", "大") and self.route in ("noun", "measure"):
            self._counted_last = name
        return name

    def _after(self, index: int, end: int) -> str:
        """What follows a quantity in its clause; quantities right after it are stepped over
        (两处超过200平方米的空间).
        """
        at = self._here[index].end
        for following in self._here[index + 1 : index + 3]:
            if following.start != at:
                end = min(end, max(at, following.start))
                break
            at = following.end
        return self._sentence.plain(at, end)

    def _carried(self) -> str:
        """The measure or subject that a bare change is about: what this sentence told last, else
        the measure before.
        """
        if self._topic.is_near and not self._names and not self._index_is_near:
            return self._topic.name
        return self._base or self._topic.name

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
        if previous is None or not self._names:
            return ""
        between = self._text[previous.end : quantity.start]
        noun, _ = phrases.counted(after)
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
        told = self._text[max(0, start - 2 * REACH) : start].rpartition("\n")[2]
        before, lead = names.resolved(before, told), names.resolved(lead, told)
        if self._topic.name:
            before, lead = (names.POINTED_AT.sub(self._topic.name, p, 1) for p in (before, lead))
        noun, verb_phrase = phrases.counted(after)
        if names.change().match(after) or after.startswith(("兑1", "兑换")):
            noun = verb_phrase = ""
        if quantity.family == "noun":
            noun = quantity.unit + noun
        if noun:
            index = len(self._names)
            told = origins.place(self._sentence, self._here, index, before, noun, verb_phrase)
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
            if previous is not None:
                own, _ = phrases.counted(before)
                head = phrases.clean(before.removeprefix(own))
            return self._counted(head, noun, lead, verb_phrase)
        return self._predicate(quantity, head, lead, verb_phrase, listed=listed)

    def _property(self, quantity: Quantity, head: str, noun: str, after: str) -> str:
        """A property told after its figure (4.8米深), or a distance (距北京64公里的沿河城站)."""
        height = names.HEIGHTS.match(after)
        if height:
            self.route = "property"
            return self._with_owner(head + noun.removeprefix(height[0])) + height[0]
        distance = head.rfind("距")
        if quantity.family == "physical" and after.startswith("的") and distance >= 0:
            self.route = "property"
            return noun + head[distance:]
        return ""

    def _predicate(
        self, quantity: Quantity, head: str, lead: str, verb_phrase: str, *, listed: bool
    ) -> str:
        """A figure that no noun follows: what stands before it, with the deed after it."""
        action = phrases.deed(verb_phrase)
        if quantity.family == "time":
            self.route = "duration"
            if not head and action and self._topic.is_near:
                return names.joined(self._topic.name, action)
            return self._measured(head, action)
        if action:
            self.route = "action"
            if len(head) > 4 and not phrases.begins_with_verb(head):
                return head + action
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

    def _share(
        self, before: str, head: str, noun: str, verb_phrase: str, after: str, lead: str
    ) -> str:
        """A share: of what stands before it, or 72%的受访者认为…, where what they do is
        measured.
        """
        if after.startswith("的") or noun:
            told = verb_phrase if not head or phrases.is_deed(verb_phrase) else ""
            self.route = "share"
            self._base = self._with_owner((head + noun + told)[: names.WIDEST])
            return self._base
        if head and names.RELATION.match(before):
            head = names.LEAD_OVER.sub("", before.strip())
            return names.extended(self._carried(), head)
        if not head and self._parent and before.startswith("其中"):
            self.route = "change"
            return names.joined(self._parent, phrases.deed(verb_phrase))
        return self._measured(head or phrases.clean(lead), phrases.deed(verb_phrase))

    def _counted(self, head: str, noun: str, lead: str, verb_phrase: str) -> str:
        """Owner and counted noun, with their deed where no verb stands before."""
        self.route = "noun"
        if len(noun) > 12 and len(head) + len(noun) > names.WIDEST:
            noun = phrases.first_noun(noun)
        name = self._owned(head, noun, lead)
        bare = not head or not phrases.has_verb(head)
        told = bare and len(name) <= 14 and phrases.is_deed(verb_phrase)
        return name + verb_phrase[: min(12, names.WIDEST - len(name))] if told else name

    def _owned(self, head: str, noun: str, lead: str) -> str:
        owner = head
        if not owner or phrases.begins_with_verb(owner):
            owner = phrases.clean(lead) or owner
        told = "、" in owner and phrases.has_verb(owner.rpartition("、")[2])
        whole = (lead.rstrip().endswith("的") or told) and "《" not in owner
        if whole and len(owner) + len(noun) <= names.WIDEST:
            pass
        elif (
            "、" in owner
            or not names.titles_are_whole(owner)
            or len(owner) + len(noun) > names.WIDEST
        ):
            verb = phrases.last_verb(owner)
            first = owner.partition("、")[0] if "、" in owner else ""
            owner = phrases.subject_of_list(owner) if first else phrases.subject(owner)
            if not owner and not self._topic.is_near and not phrases.begins_with_verb(first):
                owner = first
            if not names.can_own(owner) or not names.titles_are_whole(owner):
                owner = self._topic.name if self._topic.is_near else ""
            owner += verb
            if len(owner) + len(noun) > names.WIDEST:
                owner = verb
        name = owner + noun
        if self._topic.is_near and owner.startswith(self._topic.name[-2:]):
            name = names.joined(self._topic.name, name)
        elif owner.startswith(names.OF_DEEDS) and self._base:
            name = names.joined(self._base, name)
        elif len(owner) <= 2 or phrases.begins_with_verb(owner):
            name = self._with_owner(name)
        self._base = name
        return name

    def _with_owner(self, name: str) -> str:
        """With the subject in front, when it stands in the same sentence or the name is short."""
        if name.startswith(names.LOSSES) and self._text.startswith(names.LOSSES, self._clause):
            cause = topics.cause(self._text, self._sentence, self._clause)
            if cause and len(cause) + len(name) <= names.WIDEST:
                return cause + name
        near = self._topic.is_near or len(name) <= 6 or self._goes_on(name)
        topic = self._topic.name if near else ""
        if not self._topic.name and len(name) <= 4:
            topic = self._topic.old
        return names.joined(topic, name)

    def _goes_on(self, name: str) -> bool:
        """Whether a sentence that tells a deed or a bare measure first, without its subject, goes
        on about the one before.
        """
        topic = self._topic.name
        bare = not name or phrases.begins_with_verb(name)
        return bare and not self._names and len(topic) <= 12 and not phrases.has_verb(topic)

    def _is_new(self, head: str) -> bool:
        """Whether a name after 这颗 or 该 is of a thing by itself, not of the measure before."""
        told = phrases.subject(head)
        measured = names.OF_OWNER.match(head) or names.OF_BASE.match(head) or phrases.measure(head)
        return len(told) >= 2 and not measured and told[-2:] not in self._base

    def _owner_of_short(self, head: str) -> str:
        """Whose a short measure is: the subject of the sentence, or of the measure told before
        (进出口规模…，顺差), but not of its like (出生人口…，死亡人口).
        """
        clause = self._text[self._clause : self._clause + 8]
        told_apart = self._text[self._clause - 1 : self._clause] == "；"
        told_apart = told_apart and not phrases.begins_with_verb(clause)
        if told_apart and not phrases.measure(names.without_change(head)):
            return ""
        if self._topic.is_near or self._goes_on(""):
            return self._topic.name
        alike = self._base[-2:] == names.without_change(head)[-2:]
        return phrases.owner(self._base) if self._names and not alike else ""

    def _is_part(self, head: str) -> bool:
        """Whether a short noun after 其中 is part of what was measured before."""
        short = len(head) <= self._parent_reach
        return bool(self._parent) and short and not phrases.has_verb(names.without_change(head))

    def _measured(self, head: str, action: str) -> str:
        """The subject before a measure; a change or a share takes the measure before it along."""
        head = head + action if len(head + action) <= names.WIDEST else head
        if not head or head in words.ADVERBS or head == "有望":
            return self._base or self._topic.name
        part = names.trade(self._parent or self._base, head)
        if part:
            self._base = names.without_change(part)
            return part
        for size in (4, 3, 2):
            if len(self._base) > size and self._base.endswith(head[:size]) and len(head) >= size:
                return self._base + head[size:]
        pronoun = names.PRONOUN.match(head)
        if pronoun and self._base:
            alone = len(pronoun[0]) <= 2
            head = phrases.clean(head[pronoun.end() :])
            if alone and self._is_new(head):
                self._base = names.without_change(head)
                return head
            return names.extended(self._base, head)
        if names.change().match(head) or names.OF_BASE.match(head) or head.startswith("连续"):
            carried = self._carried()
            self.route = "change"
            return names.extended(carried, head)
        if self._counted_last and names.OF_COUNTED.match(head):
            head = names.joined(self._counted_last, head)
        elif self._counted_last and _ABLE.match(self._text, self._clause):
            return names.joined(self._counted_last, head)
        elif phrases.begins_with_verb(head) or names.OF_OWNER.match(head):
            bare = len(head) <= 4 or names.OF_OWNER.match(head)
            carried = (
                self._topic.name if self._topic.is_near or not (self._base and bare) else self._base
            )
            is_whole = len(head) > 6 and not self._names and not phrases.begins_with_verb(head)
            if self._topic.is_near or not is_whole:
                head = names.joined(carried, head)
        elif self._is_part(head):
            head = names.joined(self._parent, head)
        elif len(names.without_change(head)) <= 4:
            head = names.joined(self._owner_of_short(head), head)
        self._base = names.without_change(head)
        return head
