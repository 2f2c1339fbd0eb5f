"""Tag rules, `rules.yaml`: what a query finds gets tags.

    rules:
    - name: 交通
      query: 共享单车 OR 地铁
      tags: [交通, +重点, -待读]

A tag without a sign is added. The name is what the history calls the rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsterm.domain.files import safe_yaml
from newsterm.domain.files.safe_yaml import Value, YamlMapping
from newsterm.domain.search.query import parse_query
from newsterm.domain.text import sanitise, sanitise_line
from newsterm.errors import InputError
from newsterm.language import Message

MAX_RULES = 1_000
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    name: str
    query: str
    words: tuple[str, ...]
    """`+tag` and `-tag`, not looked at any further."""
    line: int
    """1-based line on which it begins."""


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Read a rules file, in its order.

    Raises:
        InputError: with the line: no such YAML, an unknown key, a name that stands twice, a query
            that can't be used whole.
    """
    given = safe_yaml.load(sanitise(text))
    if given == "":
        return ()
    if not isinstance(given, YamlMapping) or list(given) != ["rules"]:
        raise InputError("a rules file has one key, rules:", 1)
    items = given["rules"]
    if items == "":
        return ()
    if not isinstance(items, list):
        raise InputError("rules: a list is expected", given.lines["rules"])
    if len(items) > MAX_RULES:
        raise InputError(
            "{count} rules; at most {most}",
            given.lines["rules"],
            count=len(items),
            most=MAX_RULES,
        )
    rules = tuple(_rule(item, line) for item, line in zip(items, items.lines, strict=True))
    names: set[str] = set()
    for rule in rules:
        if rule.name in names:
            raise InputError("the rule {name!r} stands twice", rule.line, name=rule.name)
        names.add(rule.name)
    return rules


def _rule(item: Value, line: int) -> Rule:
    if not isinstance(item, YamlMapping):
        raise InputError("a rule has name:, query: and tags:", line)
    for key in item:
        if key not in ("name", "query", "tags"):
            raise InputError("{key!r} is neither name nor query nor tags", item.lines[key], key=key)
    name, query, tags = (item.get(key, "") for key in ("name", "query", "tags"))
    if not isinstance(name, str) or not 0 < len(name.strip()) <= MAX_NAME:
        raise InputError("a rule has a name of 1 to {most} characters", line, most=MAX_NAME)
    if not isinstance(query, str) or not query.strip():
        raise InputError("{name}: a rule has a query", line, name=name)
    if problems := parse_query(query).problems:
        problem = Message(problems[0].message)
        raise InputError("{name}: {problem}", item.lines["query"], name=name, problem=problem)
    listed = tags.split() if isinstance(tags, str) else tags
    words = []
    for tag in listed if isinstance(listed, list) else [None]:
        if not isinstance(tag, str) or not tag.strip("+- "):
            raise InputError(
                "{name}: tags are a list of texts", item.lines.get("tags", line), name=name
            )
        tag = sanitise_line(tag).strip()
        words.append(tag if tag[0] in "+-" else f"+{tag}")
    if not words:
        raise InputError("{name}: a rule has tags", line, name=name)
    return Rule(sanitise_line(name).strip(), query, tuple(words), line)
