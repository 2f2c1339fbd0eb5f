"""The text form of all that people said of articles: tags, read and star marks, tag settings.

A dump is UTF-8 text that git can merge: a first line that names the format, then a line for each
article or tag, sorted by code points.

    #newsterm-dump 1
    id:beijing-plan +产业 +规划 read:2026-01-01T08:00:00Z star:2026-01-02T08:00:00Z
    tag:产业 colour:red
    tag:工业 alias:产业

Decisions about facts and indicators have lines of their own: `decision_dump`.
In ids and names, `%` and all that is blank or not printed is written `%xx`, byte by byte of UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from newsterm.domain.files.decision_dump import (
    DumpedGrouping,
    DumpedReview,
    grouping_line,
    parse_grouping,
    parse_review,
    review_line,
)
from newsterm.domain.text import sanitise_line
from newsterm.errors import InputError

HEADER = "#newsterm-dump 1"
HEADER_WITH_DECISIONS = "#newsterm-dump 2"
"""Of a dump that tells of facts and indicators, too; older versions can't read it."""

_ENCODED = re.compile("%([0-9A-Fa-f]{2})")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_HIDDEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class ArticleMarks:
    """What people said of one article."""

    slug: str
    tags: tuple[str, ...] = ()
    read_at: str = ""
    """UTC, `2026-01-01T08:00:00Z`; empty when unread."""
    starred_at: str = ""


@dataclass(frozen=True, slots=True)
class TagSettings:
    """What people said of one tag."""

    name: str
    colour: str = ""
    alias_of: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """The whole of a dump."""

    articles: tuple[ArticleMarks, ...]
    tags: tuple[TagSettings, ...] = ()
    reviews: tuple[DumpedReview, ...] = ()
    groupings: tuple[DumpedGrouping, ...] = ()


def encoded(text: str) -> str:
    """An id or a name without blanks and without anything that is not printed."""
    if text.isprintable():  # nothing of `_HIDDEN` but plain blanks: the common case, and quick
        return text.replace("%", "%25").replace(" ", "%20")
    return "".join(
        "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
        if character == "%" or unicodedata.category(character) in _HIDDEN
        else character
        for character in text
    )


def decoded(text: str) -> str:
    """The opposite of `encoded`.

    Raises:
        InputError: the bytes written so are no UTF-8.
    """
    if "%" not in text:
        return text
    data = b"".join(
        bytes([int(part, 16)]) if number % 2 else part.encode()
        for number, part in enumerate(_ENCODED.split(text))
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("{text!r}: no UTF-8", text=text) from None


def format_dump(dump: Dump) -> str:
    """A dump as text; the same content gives the same text."""
    lines = [*map(_article_line, dump.articles), *map(_tag_line, dump.tags)]
    lines += (review_line(each, encoded) for each in dump.reviews)
    lines += (grouping_line(each, encoded) for each in dump.groupings)
    header = HEADER_WITH_DECISIONS if dump.reviews or dump.groupings else HEADER
    return "\n".join([header, *sorted(lines)]) + "\n"


def parse_dump(lines: Iterable[str]) -> Dump:
    """Read a dump. Blank lines and comments are left out, the order of lines does not matter.

    Raises:
        InputError: with the line: it is no dump, of a newer format, or damaged.
    """
    articles: dict[str, ArticleMarks] = {}
    tags: dict[str, TagSettings] = {}
    decisions: list[DumpedReview | DumpedGrouping] = []
    number = 0
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        if number == 1:
            if line.removeprefix("\ufeff") not in (HEADER, HEADER_WITH_DECISIONS):
                raise InputError(
                    "no dump of tags: the first line is not {header}", 1, header=HEADER
                )
            continue
        if not line.strip() or line.startswith("#"):
            continue
        try:
            kind, _sign, rest = line.partition(":")
            if kind in ("review", "grouping"):
                decisions.append(_decision(kind, rest))
            else:
                _take(line, articles, tags)
        except InputError as error:
            raise InputError(error.message, number) from error
    if number == 0:
        raise InputError("no dump of tags: the file is empty")
    return Dump(
        tuple(articles.values()),
        tuple(tags.values()),
        tuple(each for each in decisions if isinstance(each, DumpedReview)),
        tuple(each for each in decisions if isinstance(each, DumpedGrouping)),
    )


def _article_line(marks: ArticleMarks) -> str:
    words = [f"id:{encoded(marks.slug)}", *sorted(f"+{encoded(name)}" for name in marks.tags)]
    if marks.read_at:
        words.append(f"read:{encoded(marks.read_at)}")
    if marks.starred_at:
        words.append(f"star:{encoded(marks.starred_at)}")
    return " ".join(words)


def _tag_line(settings: TagSettings) -> str:
    words = [f"tag:{encoded(settings.name)}"]
    if settings.colour:
        words.append(f"colour:{encoded(settings.colour)}")
    if settings.alias_of:
        words.append(f"alias:{encoded(settings.alias_of)}")
    return " ".join(words)


def _decision(kind: str, rest: str) -> DumpedReview | DumpedGrouping:
    name, *words = rest.split(" ")
    pairs = [(key, decoded(value)) for key, _sign, value in (w.partition(":") for w in words)]
    if kind == "review":
        return parse_review(_checked(name), pairs)
    return parse_grouping(_checked(name), pairs)


def _take(line: str, articles: dict[str, ArticleMarks], tags: dict[str, TagSettings]) -> None:
    first, *words = line.split(" ")
    kind, _, name = first.partition(":")
    if kind not in ("id", "tag"):
        raise InputError("{first!r}: a line begins with id: or tag:", first=first[:40])
    name = _checked(name)
    if kind == "id":
        if name in articles:
            raise InputError("the article {name!r} stands twice", name=name)
        articles[name] = _article(name, words)
    else:
        if name in tags:
            raise InputError("the tag {name!r} stands twice", name=name)
        values = dict(_setting(word, ("colour", "alias")) for word in words)
        tags[name] = TagSettings(name, values.get("colour", ""), values.get("alias", ""))


def _article(slug: str, words: list[str]) -> ArticleMarks:
    names = [_checked(word[1:]) for word in words if word.startswith("+")]
    marks = dict(_setting(word, ("read", "star")) for word in words if not word.startswith("+"))
    for value in marks.values():
        if not _TIME.fullmatch(value):
            raise InputError("{value!r} is no time such as 2026-01-01T08:00:00Z", value=value[:40])
    return ArticleMarks(
        slug, tuple(dict.fromkeys(names)), marks.get("read", ""), marks.get("star", "")
    )


def _setting(word: str, known: tuple[str, ...]) -> tuple[str, str]:
    name, _, value = word.partition(":")
    if name not in known:
        raise InputError(
            "{word!r} is neither +TAG nor {known}", word=word[:40], known=" nor ".join(known)
        )
    return name, _checked(value)


def _checked(text: str) -> str:
    text = decoded(text)
    if not text or sanitise_line(text) != text:
        raise InputError("{text!r}: empty, or with characters that are not printed", text=text[:40])
    return text
