"""What is carried from figure to figure: the measure told last, whose it is, what was counted."""

from __future__ import annotations

import re

from newsterm.domain.facts import counts, losses, names, phrases, topics, words
from newsterm.domain.facts.clauses import Sentence
from newsterm.domain.facts.quantity import Quantity
from newsterm.domain.facts.topics import REACH, SentenceText, Topic

# What the things counted before can do: 已启动项目72个，可提供产业空间….
_ABLE = re.compile(r"(?:预计|每?年|均|都)?(?:可|能(?!源|力|效|耗))")


_PASSED = 12
"""Clauses without a figure that are looked through for a measure."""


class Carrier:
    """The names told so far in a paragraph, and how a name that can't stand alone leans on them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.route = ""
        self._topic = Topic(text)
        self._base = ""
        self._told: list[str] = []
        self._parent = self._counted_last = ""
        self._counted_unit = self._counted_noun = ""
        self._names: list[str] = []
        self._sentence = SentenceText(text, Sentence(0, 0, -1), [], [])
        self._clause = 0
        self._parent_reach = 6
        self._index_is_near = False

    def _carried(self) -> str:
        """The measure or subject that a bare change is about: what this sentence told last, else
        the measure before.
        """
        if self._topic.is_near and not self._names and not self._index_is_near:
            return self._topic.name
        self._base = self._told_measure() or self._base
        return self._base or self._topic.name

    def _told_measure(self) -> str:
        """The measure that the clauses since the last figure tell of; empty for none."""
        told = (topics.measure_told(clause) for clause in reversed(self._told[-_PASSED:]))
        return next(filter(None, told), "")

    def _object_after(self, figures: list[Quantity], verb: str) -> str:
        """What the verb between a figure and the next is done to: 投入3亿元实施10万亩农田建设;
        empty for none.
        """
        quantity, *following = figures[len(self._names) : len(self._names) + 2]
        between = self._text[quantity.end : following[0].start] if following else ""
        if not 2 <= len(verb) <= 4 or between != verb or not phrases.begins_with_verb(verb):
            return ""
        at = following[0].end
        noun = counts.counted(self._sentence.plain(at, at + REACH))[0]
        return "" if noun.startswith("级") else counts.within(noun, 12)

    def _owned(self, head: str, noun: str, lead: str) -> str:
        """A counted noun with its owner and the verb that it is the object of."""
        owner = head
        if not owner or phrases.begins_with_verb(owner):
            owner = phrases.clean(lead) or owner
        told = "、" in owner and phrases.has_verb(owner.rpartition("、")[2])
        whole = (lead.rstrip().endswith("的") or told) and "《" not in owner
        fits = len(owner) + len(noun) <= names.WIDEST
        if self._base and names.INCLUDES.match(self._text, self._clause) and "、" in owner:
            owner = self._base if len(self._base) + len(noun) <= names.WIDEST else ""
        elif not (whole and fits) and (
            "、" in owner or not names.titles_are_whole(owner) or not fits
        ):
            owner = self._doer(owner, noun)
        owner = "" if names.POINTING.fullmatch(owner) else owner
        name = owner + noun
        if len(self._topic.name) > 2 and owner.startswith(self._topic.name[-2:]):
            name = names.joined(self._topic.name, name)
        elif owner.startswith(names.OF_DEEDS) and self._base:
            name = names.joined(self._base, name)
        elif (
            len(owner) <= 2
            or phrases.begins_with_verb(owner)
            or names.GOES_ON.match(self._text, self._clause)
        ):
            name = self._with_owner(name, alone=not owner)
        elif self._lacks_owner(owner) and not names.is_of_another(owner, self._topic.name):
            name = names.joined(self._topic.name, name)
        self._base = name
        return name

    def _doer(self, before: str, noun: str) -> str:
        """Who has or does what is counted, with the verb, of a stretch that is a list or too long
        to be whole.
        """
        last = before.rpartition("以及")[2]
        if 3 <= len(last) < len(before) and "、" not in last and not phrases.has_verb(last):
            who = phrases.subject(before)
            return who + last if names.can_own(who) else last
        first = before.partition("、")[0] if "、" in before else ""
        verb = phrases.verb_of_list(first) or phrases.last_verb(before)
        to_whom = names.DIRECTION.split(before, maxsplit=1)[0]
        owner = phrases.subject_of_list(before) if first else phrases.subject(to_whom)
        if not owner and not self._topic.is_near and not phrases.begins_with_verb(first):
            # The first of a list of names is one of those counted, not what has them.
            owner = first if len(first) > 4 or names.BODY.search(first) else ""
        if not names.can_own(owner) or not names.titles_are_whole(owner):
            of_base = verb.startswith(names.OF_DEEDS) and self._base
            owner = self._topic.name if self._topic.is_near and not of_base else ""
        return owner + verb if len(owner + verb) + len(noun) <= names.WIDEST else verb

    def _with_owner(self, name: str, *, alone: bool = False) -> str:
        """With the subject in front, when it stands in the same sentence or the name is short; a
        body or place also where the counted stand `alone`.
        """
        if name.startswith(losses.VERBS) and losses.OF_LOSS.match(self._text, self._clause):
            cause = topics.cause(self._text, self._sentence, self._clause) or self._blow(name)
            cause = losses.fitted(cause, names.WIDEST - len(name))
            if cause:
                return cause + name
        topic = self._topic.name
        near = self._topic.is_near or len(name) <= 6 or self._goes_on(name)
        near = near or (alone and max(len(topic), len(name)) <= 12 and names.is_proper(topic))
        topic = self._topic.name if near else ""
        if not self._topic.name and len(name) <= 4:
            topic = self._topic.old
        return names.joined(topic, name)

    def _blow(self, name: str) -> str:
        """What the figure before says was suffered (28个村庄遭袭击，造成…): all of it where there
        is room, else from its verb on.
        """
        before = self._names[-1] if self._names else ""
        suffered = losses.SUFFERED.search(before)
        if suffered is None:
            return ""
        return before if len(before) + len(name) <= names.WIDEST else suffered[0]

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

    def _lacks_owner(self, head: str) -> bool:
        """Whether a noun that begins its clause is of the place, body or work that its sentence is
        about (保税区增至11个，外贸进出口…).
        """
        topic, told = self._topic.name, names.without_change(head)
        if not self._topic.is_near or len(told) > 8 or self._text.startswith("其中", self._clause):
            return False
        alike = self._base[-1:] == told[-1:] or topic[-2:] in told
        apart = (
            alike
            or head.startswith(("全国", "我国"))
            or names.PERSONAL.match(head)
            or phrases.measure(topic)
        )
        return not apart and not phrases.has_verb(topic) and names.is_named(topic)

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
        own = phrases.measure(head)
        whole = len(own) >= 2 and len(head) - len(own) >= 2 and own[-1:] == self._parent[-1:]
        part = bool(self._parent) and short and not phrases.has_verb(names.without_change(head))
        return part and not whole

    def _measured(self, head: str, action: str) -> str:
        """The subject before a measure; a change or a share takes the measure before it along."""
        head = head + action if len(head + action) <= names.WIDEST else head
        if not head or head in words.ADVERBS or head == "有望":
            self._base = self._told_measure() or self._base
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
        elif (
            phrases.begins_with_verb(head)
            or names.OF_OWNER.match(head)
            or head.startswith(words.ADVERBS)
        ):
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
        elif self._lacks_owner(head):
            head = names.joined(self._topic.name, head)
        self._base = names.without_change(head)
        return head
