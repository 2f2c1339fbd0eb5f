"""The block of YAML at the head of a Markdown file: found when reading, spelt when writing."""

from __future__ import annotations

import json
import re

from newsterm.domain.files import safe_yaml
from newsterm.domain.files.safe_yaml import YamlMapping
from newsterm.domain.text import sanitise
from newsterm.errors import InputError

_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
# A scalar that YAML reads as itself without quotes, also inside a list in brackets.
_PLAIN = re.compile(
    r"[\w“《（](?:[\w“”‘’《》（）、，。：；！？%+.·—…()/ -]*[\w“”‘’《》（）、，。：；！？%…()/])?"
)
# What double quotes must spell out: their own signs, and what PyYAML calls unprintable.
_SPELT_OUT = re.compile(
    '["\\\\\n\t]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]'
)


def split_front_matter(text: str) -> tuple[YamlMapping, str, int]:
    """The front matter, the text after it, and the 1-based line on which that begins.

    A text whose first line is not `---` has none, which is the empty mapping.

    Raises:
        InputError: the block has no end, is no YAML that is read here, or is no mapping.
    """
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return YamlMapping(1), text, 1
    end = _END.search(rest)
    if end is None:
        raise InputError("the front matter has no closing ---", 1)
    front = safe_yaml.load(rest[: end.start()], first_line=2)
    if front == "":
        front = YamlMapping(2)
    if not isinstance(front, YamlMapping):
        raise InputError("the front matter is no mapping of keys to values", 2)
    return front, rest[end.end() :], rest.count("\n", 0, end.end()) + 2


def nested_text(value: object) -> str:
    """A value as one text: itself, sanitised, when it is one already, else its JSON."""
    if isinstance(value, str):
        return sanitise(value)
    return sanitise(json.dumps(value, ensure_ascii=False))


def value_text(text: str) -> str:
    """What to write after `key: ` for a text of `nested_text`: brackets again where it is JSON."""
    if text[:1] in ("[", "{"):
        try:
            value = json.loads(text)
            if _is_plain(value, safe_yaml.MAX_DEPTH - 1) and nested_text(value) == text:
                return _flow(value)
        except (ValueError, RecursionError):
            pass
    return scalar(text)


def _is_plain(value: object, depth: int) -> bool:
    """Whether `safe_yaml` reads the value as it is: texts, lists and mappings, not too deep."""
    if isinstance(value, str):
        return True
    if depth == 0:
        return False
    if isinstance(value, dict):
        short = all(len(key) <= safe_yaml.MAX_KEY for key in value)
        return short and all(_is_plain(item, depth - 1) for item in value.values())
    return isinstance(value, list) and all(_is_plain(item, depth - 1) for item in value)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{_quoted(key)}: {_flow(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return _quoted(str(value))


def scalar(text: str) -> str:
    """Spell a text as a YAML scalar on one line, in double quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return f'"{_SPELT_OUT.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    known = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return known.get(character) or f"\\U{ord(character):08x}"
