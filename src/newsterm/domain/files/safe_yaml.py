"""YAML from strangers: plain text, lists and mappings, with lines to name, and nothing else.

PyYAML's own loaders take time without end for merge keys and repeated aliases, run out of stack
on depth, and let duplicate keys pass. Only its parser is used here: it goes from event to event
without recursion, and what stands for no plain value is refused as soon as it is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from newsterm.errors import InputError

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 20
MAX_KEY = 200
DEFAULT_LIMIT = 65536


class YamlMapping(dict[str, "Value"]):
    """A mapping that knows where it stands in its file."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        """1-based line on which it begins."""
        self.lines: dict[str, int] = {}
        """1-based line of each key."""


class YamlList(list["Value"]):
    """A list that knows where it stands in its file."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        """1-based line on which it begins."""
        self.lines: list[int] = []
        """1-based line of each item."""


Value: TypeAlias = str | YamlList | YamlMapping


def load(text: str, *, first_line: int = 1, limit: int = DEFAULT_LIMIT) -> Value:
    """Read one YAML document; every scalar is a string, an empty document the empty string.

    Args:
        text: the document, sanitised.
        first_line: line of its file on which `text` begins, for the errors.
        limit: most characters that are read.

    Raises:
        InputError: no YAML; or larger than `limit`, deeper than 20, with anchors, aliases, tags,
            duplicate keys, keys that are no text, or several documents.
    """
    if len(text) > limit:
        raise InputError(
            "YAML of {count} characters; at most {limit} are read",
            first_line,
            count=len(text),
            limit=limit,
        )
    from yaml import YAMLError

    builder = _Builder(first_line)
    try:
        for event in _events(text):
            builder.take(event)
    except (YAMLError, ValueError, OverflowError, RecursionError) as error:
        line = first_line + _line_of(error, text)
        raise InputError("not valid YAML: {reason}", line, reason=_reason(error)) from None
    return builder.result


def _events(text: str) -> Iterator[yaml.events.Event]:
    # The parser written in Python: the one in C would give other lines and other reasons.
    import yaml

    return yaml.parse(text, Loader=yaml.BaseLoader)


def _line_of(error: Exception, text: str) -> int:
    """0-based line within `text` that a parser's error speaks of."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line)
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) if isinstance(position, int) else 0


def _reason(error: Exception) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None)
    return str(problem) if problem else type(error).__name__


class _Builder:
    """Puts values together from parser events, with a stack of its own instead of recursion."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self._open: list[YamlMapping | YamlList] = []
        self._keys: list[str | None] = []
        self._documents = 0
        self.result: Value = ""

    def take(self, event: yaml.events.Event) -> None:
        """Take the next event of the parser."""
        kind = type(event).__name__
        line = self._first_line + (event.start_mark.line if event.start_mark else 0)
        if kind == "AliasEvent":
            raise InputError("an alias (*name) is not read", line)
        if getattr(event, "anchor", None) is not None:
            raise InputError("an anchor (&name) is not read", line)
        if getattr(event, "tag", None) is not None:
            raise InputError("a tag (!name) is not read", line)
        if kind == "ScalarEvent":
            self._place(str(getattr(event, "value", "")), line)
        elif kind == "MappingStartEvent":
            self._enter(YamlMapping(line), line)
        elif kind == "SequenceStartEvent":
            self._enter(YamlList(line), line)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()
            self._keys.pop()
        elif kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise InputError("more than one YAML document", line)

    def _enter(self, value: YamlMapping | YamlList, line: int) -> None:
        if len(self._open) == MAX_DEPTH:
            raise InputError("nested deeper than {most}", line, most=MAX_DEPTH)
        self._place(value, line)
        self._open.append(value)
        self._keys.append(None)

    def _place(self, value: Value, line: int) -> None:
        if not self._open:
            self.result = value
            return
        parent = self._open[-1]
        if isinstance(parent, YamlList):
            parent.append(value)
            parent.lines.append(line)
            return
        key = self._keys[-1]
        if key is not None:
            parent[key] = value
            self._keys[-1] = None
            return
        if not isinstance(value, str):
            raise InputError("a key must be plain text", line)
        if len(value) > MAX_KEY:
            raise InputError(
                "a key of {count} characters; at most {most}",
                line,
                count=len(value),
                most=MAX_KEY,
            )
        if value in parent:
            raise InputError("the key {value!r} stands twice", line, value=value)
        parent.lines[value] = line
        self._keys[-1] = value
