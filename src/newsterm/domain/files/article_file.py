"""The files of articles, read and written: Markdown with front matter, plain text, JSON lines.

A Markdown file begins with a block of YAML between two lines `---`; then comes the body, kept
verbatim but for line ends, blank lines around it, and two marks at the beginning of a line:

- `## words` is a section heading; the body has its words as a paragraph of their own;
- one backslash is taken away before `#`, so that a line of the body may begin with `#`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from newsterm.domain.article import Article
from newsterm.domain.files.front_matter import nested_text, scalar, split_front_matter, value_text
from newsterm.domain.files.safe_yaml import YamlMapping
from newsterm.domain.text import REPLACEMENT, sanitise, sanitise_line
from newsterm.errors import InputError
from newsterm.language import Message

MAX_ID = 200
MAX_CUTS = 100
MAX_TITLE_FROM_BODY = 80


_TEXT_FIELDS = (
    "title",
    "subtitle",
    "byline",
    "source",
    "date",
    "page",
    "lang",
    "continued_from",
)
_FRONT_MATTER = ("id", *_TEXT_FIELDS, "tags", "cut_after")

_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_TITLE = re.compile(r"#\s+(\S.*)")
_ESCAPED = re.compile(r"\\+#")
_NEEDS_ESCAPE = re.compile(r"\\*#")
_TAG_SEPARATOR = re.compile(r"[,，、;；]")
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})"
    r"|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:[Tt ]\d{1,2}:\d{2}.{0,40})?"
)


def parse_article(text: str, *, default_id: str) -> Article:
    """Read a Markdown file: front matter, then the body.

    Without front matter, or without a title in it, the title is the first line `# words`, else
    the first line that is not blank. `default_id`, the file's stem, stands in for a missing `id`.

    Raises:
        InputError: with the line in the file: front matter that is no mapping of known shapes, an
            impossible date or id, a `cut_after` that does not stand once in the body, no text.
    """
    front, body_text, body_line = split_front_matter(sanitise(text))
    given = _lines_of(front)
    title = given["title"]
    lines = _without_blank_ends(body_text.split("\n"))
    if not title:
        title, lines = _take_title(lines)
    if not title:
        raise InputError("neither a title nor any text", body_line)
    body, headings = _read_body(lines)
    at = front.lines
    article = Article(
        id=_checked_id(front.get("id") or default_id, at.get("id", 1)),
        title=title,
        body=body,
        date=parse_date(given["date"], line=at.get("date", 0)),
        subtitle=given["subtitle"],
        byline=given["byline"],
        source=given["source"],
        page=given["page"],
        lang=given["lang"],
        tags=_tags(front.get("tags"), at.get("tags", 0)),
        continued_from=given["continued_from"],
        cut_after=_texts(front.get("cut_after"), "cut_after", at.get("cut_after", 0)),
        headings=headings,
        extra=tuple(
            (sanitise_line(key), nested_text(value))
            for key, value in front.items()
            if key not in _FRONT_MATTER
        ),
    )
    _check_cut_after(article, at.get("cut_after", 0))
    return article


def parse_text(text: str, *, default_id: str) -> Article:
    """Read a plain text file: its first line is the title, no part of the body if alone.

    A first line that no blank line parts from the rest is title and body both.

    Raises:
        InputError: there is no text, or `default_id` can't be an id.
    """
    lines = _without_blank_ends(sanitise(text).split("\n"))
    if not lines:
        raise InputError("the file is empty")
    alone = len(lines) > 1 and not lines[1].strip()
    body = _without_blank_ends(lines[1:]) if alone else lines
    title = sanitise_line(lines[0]).strip() if alone else _clipped(lines[0])
    return Article(id=_checked_id(default_id, 0), title=title, body="\n".join(body))


def article_from_record(
    record: Mapping[str, object], *, default_id: str = "", line: int = 0
) -> Article:
    """Read an article from a JSON object with at least `title` and `body`.

    Texts may be whole numbers (`id`, `page`, `date`); `tags` is a list or one string. The body
    is kept verbatim but for what `sanitise` changes. `line` is told in errors.

    Raises:
        InputError: a field is missing, of a wrong type or impossible; it is named.
    """
    given = {name: _record_text(record, name, line) for name in _TEXT_FIELDS}
    body = record.get("body")
    if body is None or not given["title"]:
        raise InputError("{what} is missing", line, what="body" if given["title"] else "title")
    if not isinstance(body, str):
        raise InputError("body: {kind} where text is expected", line, kind=_kind(body))
    if not body.strip():
        raise InputError("body is empty", line)
    article = Article(
        id=_checked_id(record.get("id") or default_id, line),
        title=given["title"],
        body=sanitise(body),
        date=parse_date(given["date"], line=line),
        subtitle=given["subtitle"],
        byline=given["byline"],
        source=given["source"],
        page=given["page"],
        lang=given["lang"],
        tags=_tags(record.get("tags"), line),
        continued_from=given["continued_from"],
        cut_after=_texts(record.get("cut_after"), "cut_after", line),
        extra=tuple(
            (sanitise_line(str(key)), nested_text(value))
            for key, value in record.items()
            if key not in (*_FRONT_MATTER, "body") and value is not None
        ),
    )
    _check_cut_after(article, line)
    return article


def parse_date(text: str, *, line: int = 0) -> str:
    """Normalise a day to `YYYY-MM-DD`: ISO, `2021/8/19`, `2021.8.19`, `20210819`, `2021年8月19日`.

    A time of day after it is dropped; the empty string stays empty.

    Raises:
        InputError: no such form, or no such day.
    """
    text = text.strip()
    if not text:
        return ""
    match = _DATE.fullmatch(text)
    if match is None:
        raise InputError("date: {text!r} is no day such as 2021-08-19", line, text=text[:40])
    year, month, day = (int(group) for group in match.groups() if group is not None)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise InputError("date: there is no day {text!r}", line, text=text[:40]) from None


def format_article(article: Article, *, default_id: str = "") -> str:
    """Write an article as a Markdown file; `parse_article` gives the same article back.

    The id is left out when it equals `default_id`.
    """
    lines = ["---"]
    if article.id != default_id:
        lines.append(f"id: {scalar(article.id)}")
    for name in _TEXT_FIELDS:
        value = getattr(article, name)
        if value:
            lines.append(f"{name}: {scalar(value)}")
    for name in ("tags", "cut_after"):
        values = getattr(article, name)
        if values:
            lines.append(f"{name}: [{', '.join(scalar(value) for value in values)}]")
    lines += [f"{scalar(key)}: {value_text(value)}" for key, value in article.extra]
    return "\n".join([*lines, "---", "", *_written_body(article)]) + "\n"


def _lines_of(front: YamlMapping) -> dict[str, str]:
    """The one-line fields, empty where the front matter has none."""
    given = dict.fromkeys(_TEXT_FIELDS, "")
    for name in given:
        value = front.get(name, "")
        if not isinstance(value, str):
            raise InputError(
                "{name}: {kind} where text is expected",
                front.lines[name],
                name=name,
                kind=_kind(value),
            )
        given[name] = sanitise_line(value).strip()
    return given


def _without_blank_ends(lines: list[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _take_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title that the body itself gives, and the lines without it if it was marked."""
    for number, line in enumerate(lines):
        match = _TITLE.fullmatch(line)
        if match:
            rest = _without_blank_ends(lines[number + 1 :])
            return match[1].strip(), _without_blank_ends([*lines[:number], *rest])
    return (_clipped(lines[0]) if lines else ""), lines


def _clipped(line: str) -> str:
    line = sanitise_line(line).strip()
    return line if len(line) <= MAX_TITLE_FROM_BODY else line[: MAX_TITLE_FROM_BODY - 1] + "…"


def _read_body(lines: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The body and its headings: marks and escapes taken away, headings set apart."""
    body: list[str] = []
    headings: list[tuple[int, int]] = []
    position = 0
    after_heading = False
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if (heading or after_heading) and line.strip() and body and body[-1].strip():
            body.append("")
            position += 1
        if heading:
            line = heading[1].strip()
            headings.append((position, position + len(line)))
        elif _ESCAPED.match(line):
            line = line[1:]
        after_heading = heading is not None
        body.append(line)
        position += len(line) + 1
    return "\n".join(body), tuple(headings)


def _written_body(article: Article) -> list[str]:
    lines = article.body.split("\n")
    headings = set(article.headings)
    position = 0
    written = []
    for number, line in enumerate(lines):
        apart = not any(near.strip() for near in lines[max(number - 1, 0) : number])
        apart = apart and not any(near.strip() for near in lines[number + 1 : number + 2])
        if apart and line and line == line.strip() and (position, position + len(line)) in headings:
            written.append(f"## {line}")
        else:
            written.append(f"\\{line}" if _NEEDS_ESCAPE.match(line) else line)
        position += len(line) + 1
    return written


def _checked_id(given: object, line: int) -> str:
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise InputError("id: {kind} where text is expected", line, kind=_kind(given))
    text = given.strip()
    if not text:
        raise InputError("id is missing", line)
    if len(text) > MAX_ID:
        raise InputError(
            "id of {count} characters; at most {most}", line, count=len(text), most=MAX_ID
        )
    if sanitise_line(text) != text or REPLACEMENT in text:
        raise InputError("id: {text!r} holds characters that are not printed", line, text=text)
    return text


def _check_cut_after(article: Article, line: int) -> None:
    # Each is looked up in the whole body.
    if len(article.cut_after) > MAX_CUTS:
        raise InputError(
            "cut_after: {count} places; at most {most}",
            line,
            count=len(article.cut_after),
            most=MAX_CUTS,
        )
    for words in article.cut_after:
        if not words or article.body.count(words) != 1:
            raise InputError(
                "cut_after: {words!r} does not stand once in the body", line, words=words[:40]
            )


def _texts(value: object, name: str, line: int) -> tuple[str, ...]:
    """A list of texts; one text is a list of one."""
    if value is None or value == "":
        return ()
    texts = []
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str):
            raise InputError(
                "{name}: {kind} where text is expected", line, name=name, kind=_kind(item)
            )
        texts.append(sanitise_line(item).strip())
    return tuple(texts)


def _tags(value: object, line: int) -> tuple[str, ...]:
    """Tags, each once; one text is parted at commas, or at blanks where it has no comma."""
    if isinstance(value, str):
        text = sanitise_line(value)
        value = _TAG_SEPARATOR.split(text) if _TAG_SEPARATOR.search(text) else text.split()
    return tuple(dict.fromkeys(tag for tag in _texts(value, "tags", line) if tag))


def _record_text(record: Mapping[str, object], name: str, line: int) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InputError(
            "{name}: {kind} where text is expected", line, name=name, kind=_kind(value)
        )
    return sanitise_line(value).strip()


_KINDS = {
    list: Message("a list"),
    dict: Message("a mapping"),
    bool: Message("true or false"),
    type(None): Message("nothing"),
}


def _kind(value: object) -> Message:
    named = (name for kind, name in _KINDS.items() if isinstance(value, kind))
    return next(named, Message("a number"))
