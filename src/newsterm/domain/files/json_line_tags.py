"""Tags put back into a line of JSON, every other byte of it left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from newsterm.domain.files.article_file import article_from_record
from newsterm.errors import InputError

_SPACE = re.compile(r"[ \t\n\r]*")


def with_line_tags(line: str, tags: Sequence[str]) -> str:
    """The line with these tags; where it has none yet, they come behind its last field.

    Letters beyond ASCII are written as the line writes its own: as they are, or as `\\uXXXX`.

    Raises:
        InputError: the line is no article, or spelt in a way that can't be changed safely.
    """
    before = _record(line)
    if set(article_from_record(before).tags) == set(tags):
        return line
    start, end = _place(line)
    field = "" if start < end else _new_field(line)
    written = json.dumps(list(tags), ensure_ascii=line.isascii() and "\\u" in line)
    changed = f"{line[:start]}{field}{written}{line[end:]}"
    if _record(changed) != {**before, "tags": list(tags)}:
        raise InputError("its line is spelt in a way that can't be changed safely")
    return changed


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("not JSON: {reason}", reason=str(error)) from error
    if not isinstance(record, dict):
        raise InputError("not a JSON object")
    return record


def _place(line: str) -> tuple[int, int]:
    """Where the value of the last `tags` stands, or the end of the last value, twice."""
    decoder = json.JSONDecoder()
    found = None
    end = at = _after_space(line, _after_space(line, 0) + 1)
    while line[at] == '"':
        key, at = decoder.raw_decode(line, at)
        start = _after_space(line, _after_space(line, at) + 1)  # the colon is between
        _, end = decoder.raw_decode(line, start)
        if key == "tags":
            found = start, end
        at = _after_space(line, end)
        if line[at] == ",":
            at = _after_space(line, at + 1)
    return found or (end, end)


def _new_field(line: str) -> str:
    """What goes before the tags of a line that has none, spaced as the line is."""
    blank = " " if re.search(r'"\s*:[ \t]', line) else ""
    return f',{blank}"tags":{blank}'


def _after_space(line: str, at: int) -> int:
    match = _SPACE.match(line, at)
    return match.end() if match else at
