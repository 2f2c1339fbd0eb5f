"""Tags put back into the front matter of a Markdown file, the rest of its text left as it is."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from newsterm.domain.files.article_file import parse_article
from newsterm.domain.files.front_matter import scalar
from newsterm.errors import InputError

_FIRST = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_END = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_ITEM = re.compile(r"(?:\r\n|\r|\n)([ \t]*)-(?=[ \t])")


def with_tags(text: str, tags: Sequence[str]) -> str:
    """The text of a Markdown file with these tags in its front matter, and nothing else changed.

    A file without front matter gets one. A list of one tag a line stays such a list; every other
    spelling becomes `tags: [a, b]`.

    Raises:
        InputError: the file is no article, or spelt in a way that can't be changed safely.
    """
    before = parse_article(text, default_id="x")
    if set(before.tags) == set(tags):
        return text
    changed = _changed(text, tags)
    after = parse_article(changed, default_id="x")
    if after != dataclasses.replace(before, tags=tuple(tags)):
        raise InputError("its front matter is spelt in a way that can't be changed safely")
    return changed


def _changed(text: str, tags: Sequence[str]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix("\ufeff")
    ends = re.search(r"\r\n|\r|\n", text)
    newline = ends[0] if ends else "\n"
    entry = f"tags: [{', '.join(map(scalar, tags))}]"
    first = _FIRST.match(text)
    if first is None:
        return f"{mark}---{newline}{entry}{newline}---{newline}{text}"
    end = _END.search(text, first.end())
    if end is None:
        raise InputError("the front matter has no closing ---", 1)
    block = text[first.end() : end.start()]
    span = _span_of_tags(block)
    if span is None:
        block = f"{block}{entry}{newline}"
    else:
        value = block[slice(*span)]
        item = _ITEM.search(value)
        if item and tags:
            lines = (f"{newline}{item[1]}- {scalar(tag)}" for tag in tags)
            value = value[: value.index(":") + 1] + "".join(lines)
        else:
            value = value[: value.index(":") + 1] + entry.removeprefix("tags:")
        block = block[: span[0]] + value + block[span[1] :]
    return mark + text[: first.end()] + block + text[end.start() :]


def _span_of_tags(block: str) -> tuple[int, int] | None:
    """`block[start:end]` is the key `tags` of the outermost mapping with its value.

    The block was read as front matter before, so its YAML is sound.
    """
    import yaml

    depth, key_is_next, start, end = 0, True, -1, -1
    for event in yaml.parse(block, Loader=yaml.BaseLoader):
        opens = isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent)
        closes = isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent)
        if not (opens or closes or isinstance(event, yaml.ScalarEvent)):
            continue
        assert event.start_mark is not None
        assert event.end_mark is not None
        depth -= closes
        if depth == 1 and key_is_next and isinstance(event, yaml.ScalarEvent):
            if start >= 0:
                break
            if event.value == "tags":
                start = end = event.start_mark.index
            key_is_next = False
            continue
        # The end of a list of one item a line is marked only where the next key begins.
        if start >= 0 and (not closes or block[event.end_mark.index - 1] in "]}"):
            end = max(end, event.end_mark.index)
        depth += opens
        key_is_next = depth == 1
    return (start, end) if start >= 0 else None
