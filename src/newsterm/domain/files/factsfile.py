"""Facts files: what a person wrote down beside an article, `x.facts.yaml` beside `x.md`.

```yaml
facts:
- quote: 制造业增加值占地区生产总值保持合理区间   # stands exactly once in the body
  text: 保持合理区间       # stands exactly once in the quote; left out, it is the whole quote
  indicator: 制造业增加值占地区生产总值
  period: "2035"           # 2025, 2021-H1, 2021-Q2, 2021-06, 2021-06-30, A/B
  status: target           # or actual
- quote: 力争15%左右
  text: 15%左右
  period: "2025"           # the slots left out stay as they were extracted at this very place
- quote: 共分三层
  text: 三层
  reject: true             # what was extracted at this place is no fact
tables:
- key: targets
  title: 主要目标
  head: 指标               # heading of the first column
  columns: ["2020", "2025"]
  rows:
  - head: 占地区生产总值比重
    quote: …               # what the row rests on; left out, the quote of its first cell
    cells:
      "2020": 27.4%        # shown as it is; rests on the row's quote
      "2025": {text: 30%以上, quote: …, show: ≥30%, status: target}
```

A fact may also have `value`, `value_high`, `unit`, `comparator` (`=`, `~`, `≥`, `≤`, `">"`, `"<"`);
without a value it is a goal without a number. A cell may be a list of several. What a cell leaves
out is taken from its row (`quote`), from the fact at its place (`status`), or is its text with the
quantities in short (`show`). What can't be used is a problem with its line; the rest still counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.figures.shown import FIGURES_KEY, shown, shown_text
from newsterm.domain.files import safe_yaml
from newsterm.domain.files.safe_yaml import Value, YamlList, YamlMapping
from newsterm.domain.files.slots import (
    check_keys,
    comparator_slot,
    cut,
    number_slot,
    period_slot,
    status_slot,
    text_slot,
)
from newsterm.domain.table import Cell, Row, Table
from newsterm.domain.text import sanitise, sanitise_line
from newsterm.errors import InputError
from newsterm.language import N_, Message

MAX_LENGTH = 262144
"""Most characters of a facts file that are read."""
MAX_SEARCHED = 2_000_000_000
"""Most characters of the body that all quotes together may be looked up in: a few seconds."""

Span = tuple[int, int]

_PLACE_KEYS = ("quote", "text")
_SLOT_KEYS = ("value", "value_high", "unit", "comparator", "period", "status", "indicator")
_TABLE_KEYS = ("key", "title", "head", "columns", "rows")
_ROW_KEYS = ("head", "quote", "cells")
_CELL_KEYS = ("text", "quote", "show", "status")


@dataclass(frozen=True, slots=True)
class FactsFile:
    """What a facts file says of its article; every span lies in the article's body."""

    facts: tuple[Fact, ...]
    rejected: tuple[Span, ...]
    """Places where what was extracted is no fact."""
    tables: tuple[Table, ...]
    problems: tuple[tuple[int, str], ...]
    """`(line, reason)` of each part that could not be used."""


def parse_facts_file(text: str, article: Article, extracted: Sequence[Fact] = ()) -> FactsFile:
    """Read a facts file against its article and the facts that rules found in it.

    Raises:
        InputError: nothing of the file can be used: no YAML, too large, or no mapping.
    """
    root = safe_yaml.load(sanitise(text), limit=MAX_LENGTH)
    if root == "":
        return FactsFile((), (), (), ())
    if not isinstance(root, YamlMapping):
        raise InputError("a facts file is a mapping with the keys facts and tables", 1)
    reader = _Reader(article.body, extracted)
    for key in root:
        if key not in ("facts", "tables"):
            reader.problems.append((root.lines[key], f"unknown key {cut(key)}"))
    reader.each(root, "facts", reader.read_fact)
    reader.settle_facts()
    reader.each(root, "tables", reader.read_table)
    return FactsFile(
        tuple(reader.facts),
        tuple(reader.rejected),
        tuple(reader.tables),
        tuple(sorted(reader.problems)),
    )


def merge(extracted: Sequence[Fact], facts_file: FactsFile) -> tuple[Fact, ...]:
    """The article's facts in order of the text: what a person wrote wins where the two overlap."""
    return _merge(extracted, facts_file.facts, facts_file.rejected)


def _merge(
    extracted: Sequence[Fact], written: Sequence[Fact], rejected: Sequence[Span]
) -> tuple[Fact, ...]:
    taken = [(fact.start, fact.end) for fact in written] + list(rejected)
    joined: list[Span] = []
    for start, end in sorted(taken):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    ends = [end for _, end in joined]
    kept = list(written)
    for fact in extracted:
        following = bisect_right(ends, fact.start)
        if following == len(joined) or joined[following][0] >= fact.end:
            kept.append(fact)
    return tuple(sorted(kept, key=lambda fact: (fact.start, fact.end)))


class _Reader:
    """Reads the parts of one facts file; collects what can be used and what can't."""

    def __init__(self, body: str, extracted: Sequence[Fact]) -> None:
        self._body = body
        self._searched = 0
        self._extracted = extracted
        self._extracted_at = {(fact.start, fact.end): fact for fact in extracted}
        self._all_facts: tuple[Fact, ...] = ()
        self._starts: list[int] = []
        self.facts: list[Fact] = []
        self.rejected: list[Span] = []
        self.tables: list[Table] = []
        self.problems: list[tuple[int, str]] = []

    def each(self, parent: YamlMapping, key: str, read: Callable[[YamlMapping], None]) -> None:
        """Read every mapping of the list `parent[key]`; what can't be read is a problem."""
        items = parent.get(key, "")
        if items == "":
            return
        if not isinstance(items, YamlList):
            self.problems.append((parent.lines[key], str(Message("{key} is no list", key=key))))
            return
        for item, line in zip(items, items.lines, strict=True):
            try:
                if not isinstance(item, YamlMapping):
                    raise InputError("an item of {key} is no mapping", line, key=key)
                read(item)
            except InputError as error:
                self.problems.append((error.line, error.message))

    def read_fact(self, entry: YamlMapping) -> None:
        """Take one entry of `facts`: a fact, or a place where there is none."""
        reject = text_slot(entry, "reject")
        if reject == "true":
            check_keys(entry, (*_PLACE_KEYS, "reject"))
            self.rejected.append(self._place(entry, None)[0])
            return
        if reject not in ("", "false"):
            raise InputError(
                "reject: {reject} is neither true nor false",
                entry.lines["reject"],
                reject=cut(reject),
            )
        check_keys(entry, (*_PLACE_KEYS, *_SLOT_KEYS, "reject"))
        (start, end), _ = self._place(entry, None)
        base = self._extracted_at.get((start, end)) or Fact("", start, end, None)
        value = number_slot(entry, "value", base.value)
        high = number_slot(entry, "value_high", None if "value" in entry else base.value_high)
        if high is not None and (value is None or high < value):
            line = entry.lines.get("value_high", entry.line)
            raise InputError("value_high is not above value", line)
        fact = Fact(
            text=self._body[start:end],
            start=start,
            end=end,
            value=value,
            value_high=high,
            unit=text_slot(entry, "unit", base.unit),
            comparator=comparator_slot(entry, base.comparator),
            period=period_slot(entry, base.period),
            status=status_slot(entry, "target" if value is None else base.status),
            indicator=text_slot(entry, "indicator", base.indicator),
            rule="file",
        )
        if not fact.indicator:
            raise InputError("indicator is missing", entry.line)
        self.facts.append(fact)

    def settle_facts(self) -> None:
        """Once all of `facts` is read: put them in order, and among those that rules found."""
        self.facts.sort(key=lambda fact: (fact.start, fact.end))
        self._all_facts = _merge(self._extracted, self.facts, self.rejected)
        self._starts = [fact.start for fact in self._all_facts]

    def read_table(self, entry: YamlMapping) -> None:
        """Take one entry of `tables`; its rows that can't be read are problems of their own."""
        check_keys(entry, _TABLE_KEYS)
        key = text_slot(entry, "key")
        line = entry.lines.get("key", entry.line)
        if not key:
            raise InputError("key is missing", line)
        if key == FIGURES_KEY or any(table.key == key for table in self.tables):
            raise InputError("key: there is another table {key}", line, key=cut(key))
        columns = _columns(entry)
        rows: list[Row] = []
        self.each(entry, "rows", lambda row: rows.append(self._row(row, columns)))
        if not rows:
            raise InputError("the table {key} has no rows", line, key=cut(key))
        self.tables.append(
            Table(
                key,
                text_slot(entry, "title", key),
                text_slot(entry, "head"),
                columns,
                tuple(rows),
            )
        )

    def _row(self, entry: YamlMapping, columns: tuple[str, ...]) -> Row:
        check_keys(entry, _ROW_KEYS)
        head = text_slot(entry, "head")
        if not head:
            raise InputError("head is missing", entry.line)
        quote = self._find(entry, "quote") if "quote" in entry else None
        given = entry.get("cells", "")
        if given != "" and not isinstance(given, YamlMapping):
            raise InputError("cells is no mapping of columns", entry.lines["cells"])
        cells: dict[str, list[Cell]] = {column: [] for column in columns}
        rests_on = quote
        for column, form, line in _forms(given):
            try:
                if column not in cells:
                    raise InputError("cells: there is no column {column}", line, column=cut(column))
                cell, cell_quote = self._cell(form, quote, line)
            except InputError as error:
                self.problems.append((error.line, error.message))
                continue
            cells[column].append(cell)
            rests_on = rests_on or cell_quote
        if rests_on is None:
            raise InputError("the row {head} rests on no quote", entry.line, head=cut(head))
        return Row(head, tuple(tuple(cells[column]) for column in columns), *rests_on)

    def _cell(self, form: Value, row_quote: Span | None, line: int) -> tuple[Cell, Span]:
        """A cell, and the quote that it rests on."""
        if isinstance(form, str):
            if row_quote is None:
                raise InputError(
                    "a cell of plain text rests on its row's quote, which is missing", line
                )
            text = sanitise_line(form).strip()
            span = self._within(row_quote, text) or row_quote
            return Cell(text, *span, self._status_at(span)), row_quote
        if not isinstance(form, YamlMapping):
            raise InputError("a cell is text, a mapping, or a list of them", line)
        check_keys(form, _CELL_KEYS)
        span, quote = self._place(form, row_quote)
        show = text_slot(form, "show") or self._shown(span)
        return Cell(show, *span, status_slot(form, self._status_at(span))), quote

    def _place(self, entry: YamlMapping, default: Span | None) -> tuple[Span, Span]:
        """Where an entry's text stands in the body, and its quote."""
        if "quote" not in entry and default is not None:
            quote = default
        else:
            quote = self._find(entry, "quote")
        text = text_slot(entry, "text")
        if not text:
            return quote, quote
        span = self._within(quote, text)
        if span is None:
            raise InputError(
                "text: {text} does not stand exactly once in its quote",
                entry.lines["text"],
                text=cut(text),
            )
        return span, quote

    def _find(self, entry: YamlMapping, key: str) -> Span:
        quote = text_slot(entry, key)
        line = entry.lines.get(key, entry.line)
        if not quote:
            raise InputError("{key} is missing", line, key=key)
        self._searched += len(self._body)
        if self._searched > MAX_SEARCHED:
            raise InputError("too many quotes for an article of this length", line)
        span = self._within((0, len(self._body)), quote)
        if span is None:
            reason = (
                N_("{key}: {quote} stands more than once in the body")
                if quote in self._body
                else N_("{key}: {quote} stands nowhere in the body")
            )
            raise InputError(reason, line, key=key, quote=cut(quote))
        return span

    def _within(self, span: Span, text: str) -> Span | None:
        """Where the text stands within a span of the body; None unless it is there just once."""
        start = self._body.find(text, *span)
        if not text or start < 0 or self._body.find(text, start + 1, span[1]) >= 0:
            return None
        return start, start + len(text)

    def _facts_in(self, span: Span) -> list[Fact]:
        first, last = (bisect_left(self._starts, offset) for offset in span)
        return [fact for fact in self._all_facts[first:last] if fact.end <= span[1]]

    def _status_at(self, span: Span) -> str:
        """The status that all facts at this place have; empty without any."""
        statuses = {fact.status for fact in self._facts_in(span)}
        return statuses.pop() if len(statuses) == 1 else ""

    def _shown(self, span: Span) -> str:
        """The text of a span with its quantities in short."""
        facts = self._facts_in(span)
        if not facts:
            return sanitise_line(shown_text(self._body[slice(*span)]))
        parts = []
        position = span[0]
        for fact in facts:
            if fact.start >= position:
                parts += [self._body[position : fact.start], shown(fact)]
                position = fact.end
        return sanitise_line("".join(parts) + self._body[position : span[1]])


def _forms(cells: Value) -> Iterator[tuple[str, Value, int]]:
    """Each value of a row's cells with its column and line."""
    if not isinstance(cells, YamlMapping):
        return
    for key, value in cells.items():
        forms = value if isinstance(value, YamlList) else [value]
        lines = value.lines if isinstance(value, YamlList) else [cells.lines[key]]
        for form, line in zip(forms, lines, strict=True):
            if form != "":
                yield sanitise_line(key).strip(), form, line


def _columns(entry: YamlMapping) -> tuple[str, ...]:
    given = entry.get("columns", "")
    line = entry.lines.get("columns", entry.line)
    if not isinstance(given, YamlList) or not given:
        raise InputError("columns is no list of headings", line)
    columns = []
    for heading in given:
        if not isinstance(heading, str):
            raise InputError("columns is no list of headings", line)
        columns.append(sanitise_line(heading).strip())
    if len(set(columns)) < len(columns) or not all(columns):
        raise InputError("columns: a heading is empty or stands twice", line)
    return tuple(columns)
