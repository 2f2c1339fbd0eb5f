"""The search language: words, phrases, OR, NOT, parentheses, fields.

`中国 (甘肃 OR "长江 经济带") -天气 title:发展 tag:policy date:2020..2025 target:2025 value>=30%`

Full-width signs (`：｜（）－＞`, Chinese quotes) count as their plain ones. There is no wrong
query: what can't be used is named in `Query.problems` and left out.
"""

from __future__ import annotations

import re

from newsterm.domain.search.query_tree import PROBLEMS, And, Node, Not, Or, Problem, Query, Term
from newsterm.domain.search.query_values import FIELDS, BadValueError, condition
from newsterm.domain.search.tokens import phrase

__all__ = ["Problem", "Query", "Term", "parse_query"]

MAX_LENGTH = 256
MAX_CONDITIONS = 32
MAX_BRANCHES = 16
MAX_DEPTH = 8

QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "「": "」", "『": "』"}
"""What closes each opening quote; a plain quote closes any."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_TOKEN = re.compile(
    r"""(?P<space>[\s\x00-\x1f]+)
    |(?P<open>\() | (?P<close>\)) | (?P<or>\|{1,2}|OR(?=[\s()|]|$)) | (?P<and>AND(?=[\s()|]|$))
    |(?P<not>-(?=[^\s-])|NOT(?=[\s()]|$))
    |(?P<field>[A-Za-z]{2,12})(?P<operator>:|>=|<=|[≥≤=<>])
    |(?P<word>[^\s()|"“”„「『]+|["“”„「『])""",
    re.VERBOSE,
)
_INSIDE = re.compile(r'(?:[^"\\]|\\["\\]?)*')
_ESCAPED = re.compile(r'\\(["\\])')
_VALUE = re.compile(r"[^\s()|\"“”„「『]*")


def quoted(value: str) -> str:
    """A value in quotes, as a query has to have it: `"` and a backslash behind a backslash."""
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'


def parse_query(text: str, *, typing: bool = False) -> Query:
    """Understand a query.

    Args:
        text: anything.
        typing: whether the query is still being typed, so that a word of letters at its end may
            go on.
    """
    return _Parser(text, typing=typing).parse()


class _Parser:
    """Recursive descent: any = all (OR all)*; all = ([-] one)*; one = "(" any ")" or condition."""

    def __init__(self, text: str, *, typing: bool) -> None:
        self._text = text
        # As many characters as the text, so that places are places in it.
        self._plain = text[:MAX_LENGTH].translate(_WIDE)
        self._typing = typing
        self._place = 0
        self._conditions = 0
        self._too_deep = 0
        self._problems: list[Problem] = []

    def parse(self) -> Query:
        if len(self._text) > MAX_LENGTH:
            self._problem(MAX_LENGTH, len(self._text), "long")
        parts: list[Node] = []
        while self._place < len(self._plain):
            part = self._any(0)
            if part:
                parts.append(part)
            if self._place < len(self._plain):  # only a parenthesis that nothing opened stops it
                if self._too_deep:
                    self._too_deep -= 1
                else:
                    self._problem(self._place, self._place + 1, "parenthesis")
                self._place += 1
        return Query(self._text, _joined(And, parts), tuple(self._problems))

    def _problem(self, start: int, end: int, kind: str) -> None:
        self._problems.append(Problem(start, end, kind, PROBLEMS[kind]))

    def _peek(self) -> re.Match[str] | None:
        """The next token but space; it is not consumed."""
        while match := _TOKEN.match(self._plain, self._place):
            if match.lastgroup != "space":
                return match
            self._place = match.end()
        return None

    def _any(self, depth: int) -> Node | None:
        branches: list[Node] = []
        while True:
            start = self._place
            branch = self._all(depth)
            if branch and len(branches) == MAX_BRANCHES:
                self._problem(start, self._place, "many")
            elif branch:
                branches.append(branch)
            match = self._peek()
            if match is None or match.lastgroup != "or":
                return _joined(Or, branches)
            self._place = match.end()

    def _all(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while (match := self._peek()) and match.lastgroup not in ("or", "close"):
            if match.lastgroup == "and":
                self._place = match.end()
                continue
            part = self._one(match, depth)
            if part:
                parts.append(part)
        return _joined(And, parts)

    def _one(self, match: re.Match[str], depth: int) -> Node | None:
        if match.lastgroup == "not":
            self._place = match.end()
            following = self._peek()
            if following is None or following.lastgroup in ("or", "close", "and", "not"):
                self._problem(match.start(), match.end(), "empty")
                return None
            part = self._one(following, depth)
            return Not(part) if part else None
        if match.lastgroup == "open":
            return self._group(match, depth)
        return self._condition(match)

    def _group(self, match: re.Match[str], depth: int) -> Node | None:
        self._place = match.end()
        if depth >= MAX_DEPTH:
            # Deeper ones group nothing; the words in them still count.
            self._problem(match.start(), match.end(), "deep")
            self._too_deep += 1
            return None
        part = self._any(depth + 1)
        following = self._peek()
        if following and following.lastgroup == "close":
            self._place = following.end()
        return part

    def _condition(self, match: re.Match[str]) -> Node | None:
        start = match.start()
        field = (match["field"] or "").lower()
        known = field in FIELDS
        self._place = match.end() if known else start
        value, quoted = self._value(match, known=known)
        end = self._place
        self._conditions += 1
        if self._conditions > MAX_CONDITIONS:
            self._problem(start, end, "many")
            return None
        if known and field != "title":
            operator = {"≥": ">=", "≤": "<="}.get(match["operator"], match["operator"])
            try:
                if not value.strip():
                    raise BadValueError("empty")
                return condition(field, operator, value)
            except BadValueError as error:
                self._problem(start, end, str(error))
                return None
        if field and not known and match["operator"] == ":" and value[len(field) + 1 :][:2] != "//":
            self._problem(start, end, "field")
        return self._term(value, start, quoted=quoted, column=field if known else "")

    def _value(self, match: re.Match[str], *, known: bool) -> tuple[str, bool]:
        """The word or quoted phrase at the present place, which moves behind it."""
        opening = self._plain[self._place : self._place + 1]
        if opening == '"':
            inside = _INSIDE.match(self._plain, self._place + 1)
            assert inside is not None  # it matches the empty text
            self._place = min(inside.end() + 1, len(self._plain))
            return _ESCAPED.sub(r"\1", inside.group()), True
        if opening in QUOTES:
            start = self._place + 1
            closings = (self._plain.find(sign, start) for sign in {QUOTES[opening], '"'})
            end = min((place for place in closings if place >= 0), default=len(self._plain))
            self._place = min(end + 1, len(self._plain))
            return self._plain[start:end], True
        value = _VALUE.match(self._plain, self._place)
        self._place = value.end() if value else match.end()
        return value.group() if value else "", False

    def _term(self, value: str, start: int, *, quoted: bool, column: str) -> Term | None:
        end = self._place
        starred = not quoted and value.endswith("*")
        typed_last = self._typing and not quoted and end == len(self._text)
        last_word = re.search("[a-z]{2,}[*]?$", value.lower())
        if not phrase(value):
            self._problem(start, end, "empty")
            return None
        prefix = bool(last_word) and (starred or typed_last)
        return Term(value.rstrip("*") if starred else value, start, end, column, prefix)


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    if kind is And:
        # One level, so that conditions on facts that stand side by side speak of one fact.
        flat = [part.parts if isinstance(part, And) else (part,) for part in parts]
        return And(tuple(part for group in flat for part in group))
    return Or(tuple(parts))
