"""From a query's tree to SQL: an FTS5 expression for the words, conditions for the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from newsterm.domain.search.folding import fold, variants
from newsterm.domain.search.query_tree import (
    And,
    Between,
    Compared,
    Field,
    Node,
    Not,
    Or,
    Query,
    Term,
    fact_groups,
    is_of_fact,
)
from newsterm.domain.search.term_match import TermFinder, term_finder
from newsterm.domain.search.tokens import index_form, is_cjk, match_expression
from newsterm.language import _
from newsterm.lean import frozen

FEW = 2000
"""As many articles are looked up one by one rather than tested one by one."""

MOST_SOURCES = 400
"""So many sources are known to a search; SQLite takes no more values than 999 at once."""

STATES = {
    "read": "EXISTS (SELECT 1 FROM reading WHERE article_id = {id} AND read_at IS NOT NULL)",
    "unread": "NOT EXISTS (SELECT 1 FROM reading WHERE article_id = {id} AND read_at IS NOT NULL)",
    "starred": "EXISTS (SELECT 1 FROM reading WHERE article_id = {id} AND starred_at IS NOT NULL)",
    "tagged": "EXISTS (SELECT 1 FROM article_tags WHERE article_id = {id})",
}
_IN_TEXT = "rowid FROM search WHERE search MATCH ?"


class Plan:
    """How to find the articles of a query.

    An article is a hit when the index matches it (unless `match` is empty) and all conditions
    hold, in which `{id}`, `{date}`, `{source}` and `{lang}` stand for what it has (`of_row`).
    """

    def __init__(self, match: str = "") -> None:
        self.match = match
        """FTS5 expression."""
        self.conditions: list[str] = []
        self.values: list[str | int | float] = []
        """Of the question marks in the conditions, in order."""
        self.first_id = 0
        self.last_id = 2**62
        """All hits lie between these ids."""
        self.characters = ""
        """For a search of single characters alone: the condition that the text contains them."""
        self.character_values: list[str | int | float] = []
        self.waits = False
        """There are articles that wait to be indexed, for which the index can't answer."""
        self.notes: list[str] = []

    def where(self, hit: str) -> str:
        """The conditions, each after an AND, for rows of `search` or of articles named `hit`."""
        return "".join(f" AND {of_row(part, hit)}" for part in self.conditions)


def of_row(condition: str, hit: str) -> str:
    """A condition on the rows of a table.

    Args:
        condition: as in `Plan.conditions`.
        hit: `search`, or the name of a row of articles.
    """
    if hit == "search":
        condition = condition.replace("{id}", "search.rowid")
        value = "(SELECT {} FROM articles WHERE id = search.rowid)"
    else:
        condition = condition.replace("{id}", f"{hit}.id")
        value = f"{hit}.{{}}"
    for name in ("date", "source", "lang"):
        condition = condition.replace(f"{{{name}}}", value.format(name))
    return condition


def sources(connection: sqlite3.Connection) -> list[str]:
    """The names of all sources of articles, by a few steps through their index."""
    names: list[str] = []
    row = connection.execute("SELECT min(source) FROM articles").fetchone()
    while row[0] is not None and len(names) < MOST_SOURCES:
        names.append(row[0])
        row = connection.execute(
            "SELECT min(source) FROM articles WHERE source > ?", names[-1:]
        ).fetchone()
    return names


def make_plan(connection: sqlite3.Connection, query: Query) -> Plan:
    """Work out how to find what a query asks for."""
    plan = Plan()
    root = query.root
    parts = root.parts if isinstance(root, And) else (root,) if root else ()
    words = [part for part in parts if _expression(part)]
    # A single character matches too many index words; beside others it is looked for in the text.
    single = [part for part in words if isinstance(part, Term) and is_single(part)]
    negated = [part for part in parts if isinstance(part, Not) and _expression(part.part)]
    compiler = _Compiler(connection, plan)
    if len(single) == len(words):
        if not negated:
            tests = [compiler.character(term, plan.character_values) for term in single]
            plan.characters = " AND ".join(tests)
        single = []
    if words:
        plan.match = " AND ".join(_expression(part) for part in words if part not in single)
        for unwanted in negated:
            plan.match = f"({plan.match}) NOT {_expression(unwanted.part)}"
        plan.conditions += [compiler.character(term, plan.values) for term in single]
    rest = [part for part in parts if not words or (part not in words and part not in negated)]
    if rest:
        plan.conditions.append(compiler.conjunction(rest))
    if plan.match or "MATCH" in "".join(plan.conditions):
        waits = connection.execute("SELECT EXISTS (SELECT 1 FROM search_queue)")
        plan.waits = bool(waits.fetchone()[0])
    for part in rest:
        if isinstance(part, Between) and part.name == "date":
            _bound_ids(connection, plan, part)
    return plan


@frozen
class Scan:
    """A query as one condition on a row of articles, tested without the index."""

    condition: str
    values: list[str | int | float]
    finders: list[TermFinder]
    """What `newsterm_contains` in the condition finds, by its first argument."""


def make_scan(connection: sqlite3.Connection, query: Query) -> Scan:
    """Work out how to test single articles for what a query asks for."""
    if query.root is None:
        return Scan("1", [], [])
    plan = Plan(match="as if there were one, so that conditions are tested row by row")
    compiler = _Compiler(connection, plan, scan=True)
    condition = compiler.conjunction((query.root,))
    return Scan(condition, plan.values, compiler.finders)


def is_single(term: Term) -> bool:
    """Whether the term is one CJK character."""
    form = index_form(term.text).strip()
    return len(form) == 1 and is_cjk(form)


def _expression(node: Node) -> str:
    """The FTS5 expression of a part that is all words; empty when it is not, or only negative."""
    if isinstance(node, Term):
        found = match_expression(node.text, prefix=node.prefix)
        return f"({{title}} : {found})" if node.column else found
    if isinstance(node, Or):
        branches = [_expression(part) for part in node.parts]
        return f"({' OR '.join(branches)})" if all(branches) else ""
    if isinstance(node, And):
        wanted = [_expression(part) for part in node.parts if not isinstance(part, Not)]
        unwanted = [_expression(part.part) for part in node.parts if isinstance(part, Not)]
        if not wanted or not all(wanted) or not all(unwanted):
            return ""
        found = " AND ".join(wanted)
        for part in unwanted:
            found = f"({found}) NOT {part}"
        return f"({found})"
    return ""


class _Compiler:
    """Writes conditions, and their values into a plan, in the order of the question marks.

    The plan must have its `match` before: without words every article would be tested, and then a
    list of the few that fit is faster.
    """

    def __init__(self, connection: sqlite3.Connection, plan: Plan, *, scan: bool = False) -> None:
        self._connection = connection
        self._plan = plan
        self._scan = scan
        self.finders: list[TermFinder] = []

    def conjunction(self, parts: Sequence[Node]) -> str:
        """All of these; conditions on facts among them that one fact can hold speak of one."""
        facts = [part for part in parts if is_of_fact(part)]
        written = [self._one(part) for part in parts if not is_of_fact(part)]
        written += [self._fact(group) for group in fact_groups(facts)]
        return f"({' AND '.join(written)})"

    def _one(self, node: Node) -> str:
        if self._scan and isinstance(node, Term):
            return self._contains(node)
        expression = "" if self._scan else _expression(node)
        if expression:
            self._plan.values.append(expression)
            return f"{{id}} IN (SELECT {_IN_TEXT})"
        if isinstance(node, And):
            return self.conjunction(node.parts)
        if isinstance(node, Or):
            return f"({' OR '.join(self._one(part) for part in node.parts)})"
        if isinstance(node, Not):
            return f"NOT {self._one(node.part)}"
        if is_of_fact(node):
            return self._fact([node])
        if isinstance(node, Between):
            # "!" sorts before every digit, so that undated articles are left out.
            self._plan.values.extend((node.first or "!", node.last or "~"))
            return "{date} BETWEEN ? AND ?"
        if isinstance(node, Field):
            return self._field(node)
        return "0"  # a term that can't be looked up, which the parser leaves out

    def _field(self, node: Field) -> str:
        if node.name == "is":
            return STATES[node.value]
        if node.name == "tag":
            return self._tag(node.value)
        return self._source(node.value) if node.name == "source" else self._language(node.value)

    def _language(self, code: str) -> str:
        self._plan.values.extend((code, f"{code}-%", f"{code}/_%"))
        return "({lang} = ? COLLATE NOCASE OR {lang} LIKE ? OR {lang} LIKE ? ESCAPE '/')"

    def _source(self, text: str) -> str:
        names = [name for name in sources(self._connection) if text in fold(name)]
        if not names:
            self._plan.notes.append(_("no source is named {name}").format(name=text))
            return "0"
        marks = ",".join("?" * len(names))
        few = f"SELECT count(*) FROM (SELECT 1 FROM articles WHERE source IN ({marks}) LIMIT ?)"
        count = int(self._connection.execute(few, (*names, FEW + 1)).fetchone()[0])
        self._plan.values.extend(names)
        if count <= FEW:
            return f"{{id}} IN (SELECT id FROM articles WHERE source IN ({marks}))"
        # The sign keeps SQLite from listing all articles of a frequent source.
        return f"+{{source}} IN ({marks})"

    def _contains(self, term: Term) -> str:
        self._plan.values.append(len(self.finders))
        self.finders.append(term_finder(term))
        return """EXISTS (SELECT 1 FROM articles WHERE id = {id} AND newsterm_contains(
            ?, title || char(10) || ifnull(subtitle, ''), ifnull(byline, ''), body))"""

    def character(self, term: Term, values: list[str | int | float]) -> str:
        """The text contains one character, in any of the forms that fold to it."""
        columns = ("title", "subtitle") if term.column else ("title", "subtitle", "byline", "body")
        tests: list[str] = []
        for column in columns:
            for variant in variants(index_form(term.text).strip()):
                tests.append(f"instr({column}, ?)")
                values.append(variant)
        return f"EXISTS (SELECT 1 FROM articles WHERE id = {{id}} AND ({' OR '.join(tests)}))"

    def _tag(self, name: str) -> str:
        ids = tag_ids(self._connection, name)
        if not ids:
            self._plan.notes.append(_("no tag is named {name}").format(name=name))
            return "0"
        tests: list[str] = []
        for tag_id in ids:
            self._plan.values.append(tag_id)
            if not self._plan.match and self._is_rare(tag_id):
                tests.append("{id} IN (SELECT article_id FROM article_tags WHERE tag_id = ?)")
            else:
                tests.append(
                    "EXISTS (SELECT 1 FROM article_tags WHERE tag_id = ? AND article_id = {id})"
                )
        return f"({' OR '.join(tests)})"

    def _is_rare(self, tag_id: int) -> bool:
        sql = "SELECT count(*) FROM (SELECT 1 FROM article_tags WHERE tag_id = ? LIMIT ?)"
        return int(self._connection.execute(sql, (tag_id, FEW + 1)).fetchone()[0]) <= FEW

    def _fact(self, conditions: Sequence[Node]) -> str:
        tests, values = facts_where(conditions)
        self._plan.values.extend(values)
        if not self._plan.match and any(isinstance(part, Between) for part in conditions):
            return f"{{id}} IN (SELECT article_id FROM facts WHERE {tests})"
        return f"EXISTS (SELECT 1 FROM facts WHERE facts.article_id = {{id}} AND {tests})"


def tag_ids(connection: sqlite3.Connection, name: str) -> list[int]:
    """The tag of a folded name, or the one that it is another name of; and those below it.

    `交通` has `交通/地铁` below it.
    """
    names: dict[int, str] = {}
    aliases: dict[str, int] = {}
    cursor = connection.execute("SELECT * FROM tags")
    columns = [column[0] for column in cursor.description]
    for row in cursor:
        tag = dict(zip(columns, row, strict=True))
        names[tag["id"]] = fold(tag["name"])
        if tag.get("alias_of") is not None:
            aliases[fold(tag["name"])] = tag["alias_of"]
    meant = names.get(aliases.get(name, 0), name)
    return [key for key, own in names.items() if own == meant or own.startswith(f"{meant}/")]


def any_facts_where(
    groups: Sequence[Sequence[Node]],
) -> tuple[str, list[str | int | float]]:
    """The condition on a row of `facts` that it holds all of one of these groups, and its values.

    Args:
        groups: as of `Query.fact_conditions`; none choose every fact.
    """
    tests: list[str] = []
    values: list[str | int | float] = []
    for group in groups:
        test, numbers = facts_where(group)
        tests.append(test)
        values += numbers
    return (f"({' OR '.join(tests)})" if len(tests) > 1 else tests[0] if tests else "1"), values


def facts_where(conditions: Sequence[Node]) -> tuple[str, list[str | int | float]]:
    """The condition on a row of `facts` that all of these hold, and its values.

    It calls `newsterm_fold`, so the connection must have been given to a SearchIndex.

    Args:
        conditions: each one `is_of_fact`.
    """
    tests = ["1"]
    values: list[str | int | float] = []
    for part in conditions:
        if isinstance(part, Compared):
            test, numbers = _value_test(part)
            tests.append(test)
            values += numbers
        elif isinstance(part, Between):
            # Of a stretch A/B the end counts: a plan for 2021/2025 is one for 2025.
            ends = "substr(facts.period, instr(facts.period, '/') + 1)"
            planned = "facts.status = 'target' AND " if part.name == "target" else ""
            tests.append(f"{planned}facts.period > '' AND {ends} BETWEEN ? AND ?")
            values += [part.first, part.last or "~"]
        elif isinstance(part, Field) and part.value:
            tests.append(_FACT_FIELDS[part.name])
            values.append(part.value)
    return " AND ".join(tests), values


_FACT_FIELDS = {
    "status": "facts.status = ?",
    "unit": "newsterm_fold(facts.unit) = ?",
    "indicator": "instr(newsterm_fold(facts.indicator), ?)",
}


def _value_test(part: Compared) -> tuple[str, list[float]]:
    high = "ifnull(facts.value_high, facts.value)"
    if part.comparator in (">", ">="):
        return f"{high} {part.comparator} ?", [part.value]
    if part.comparator in ("<", "<="):
        return f"facts.value {part.comparator} ?", [part.value]
    return f"(facts.value = ? OR (facts.value < ? AND {high} >= ?))", [part.value] * 3


def _bound_ids(connection: sqlite3.Connection, plan: Plan, dates: Between) -> None:
    """Narrow a plan to the ids of a stretch of dates, which they follow but for the late ones."""
    if not plan.match or plan.waits:
        return
    condition = "gone_at IS NULL AND date BETWEEN ? AND ?"
    values = (dates.first or "!", dates.last or "~")
    ends: list[int] = []
    for direction in ("", "DESC"):
        row = connection.execute(
            f"""SELECT id FROM articles INDEXED BY articles_by_date WHERE {condition}
                AND id NOT IN (SELECT id FROM search_late)
                ORDER BY date {direction}, id {direction} LIMIT 1""",
            values,
        ).fetchone()
        ends += [row[0]] if row else []
    late = connection.execute(
        f"""SELECT min(id), max(id) FROM articles WHERE {condition}
            AND id IN (SELECT id FROM search_late)""",
        values,
    ).fetchone()
    ends += [end for end in late if end is not None]
    if ends:
        plan.first_id = max(plan.first_id, min(ends))
        plan.last_id = min(plan.last_id, max(ends))
    else:
        plan.last_id = 0
