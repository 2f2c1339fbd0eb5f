"""Figures in short: `4至5个` as `4–5个`, and the table of all facts of one article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsterm.domain.article import Article
from newsterm.domain.fact import Fact
from newsterm.domain.period import by_time
from newsterm.domain.sentences import sentence_at
from newsterm.domain.table import Cell, Row, Table

FIGURES_KEY = "figures"
"""Key of the table that `figures_table` makes."""
NO_PERIOD = "—"
"""Heading of the column of facts whose period is not known."""

SIGNS = {"=": "", "~": "~", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
"""How each comparator is shown, before the number."""

# Words that bound a number from the left, by what they say of it.
_BEFORE = {
    "~": (
        *("约为", "大约", "大概", "大致", "约", "将近", "接近", "近"),
        *("about", "around", "roughly", "approximately", "nearly", "almost", "some"),
    ),
    ">=": (
        *("不低于", "不少于", "不小于", "不下于", "至少", "最少", "上"),
        *("at least", "no less than", "no fewer than"),
    ),
    ">": (
        *("超过", "突破", "高于", "多于", "大于", "超", "逾", "过"),
        *("more than", "over", "above", "exceeding", "greater than"),
    ),
    "<=": (
        *("不超过", "不得超过", "不高于", "不多于", "不大于", "至多", "最多", "控制在"),
        *("at most", "up to", "no more than"),
    ),
    "<": (
        *("不足", "不到", "低于", "少于", "小于", "未满"),
        *("less than", "fewer than", "under", "below"),
    ),
}
# Words that bound it from the right.
_AFTER = {
    "~": ("左右", "上下", "前后", "or so"),
    ">=": ("以上", "及以上", "之上", "or more"),
    ">": ("多", "余", "有余"),
    "<=": ("以内", "之内", "以下", "及以下", "or less", "or fewer"),
}
_NUMERAL = "0-9０-９零〇一二三四五六七八九十百千万亿两几"
_SIGNED = f"{_NUMERAL}+−零下$¥￥€£-"
# 1400多个, 十余万平方米, 十几分钟: between the digits and what they count.
_WITHIN = re.compile(f"(?<=[{_NUMERAL}])[多余几](?=[^0-9０-９])")
_RANGE = re.compile(
    f"(?<=[{_NUMERAL}%％元成])(?:[ ]?(?:[至到–－~～-]|—{{1,2}})[ ]?| to | and )(?=[{_SIGNED}])"
)
_RANGE_BEGIN = re.compile(f"(?:between |from |从|由)(?=[{_SIGNED}])", re.IGNORECASE)


def _any_of(table: dict[str, tuple[str, ...]]) -> tuple[str, dict[str, str]]:
    """A pattern of every word of a table, the longest first, and the comparator of each."""
    comparators = {word: comparator for comparator, words in table.items() for word in words}
    words = sorted(comparators, key=len, reverse=True)
    return "|".join(map(re.escape, words)), comparators


_BEFORE_WORDS, _BEFORE_COMPARATORS = _any_of(_BEFORE)
_AFTER_WORDS, _AFTER_COMPARATORS = _any_of(_AFTER)
_LEADING = re.compile(f"({_BEFORE_WORDS})[ ]?(?=[{_SIGNED}])", re.IGNORECASE)
_QUANTITY = re.compile(f"(?:{_BEFORE_WORDS})?[ ]?[{_SIGNED}]", re.IGNORECASE)
_TRAILING = re.compile(f"(?<=.)[ ]?({_AFTER_WORDS})$", re.IGNORECASE)


def shown(fact: Fact) -> str:
    """The quantity in short, as it is written: `≥30%`, `~12.8万辆`, `4–5个`, `>1400个`.

    The multiplier (万, 亿) and the numerals stay; words that bound the number become one sign
    before it, and a range gets a dash. A goal without a number is shown as its words.
    """
    if fact.value is None:
        return fact.text
    text = fact.text
    if fact.value_high is not None:
        text = _RANGE_BEGIN.sub("", _RANGE.sub("–", text, count=1), count=1)
    if fact.comparator != "=":
        text = _unbounded(text)[0]
    return SIGNS[fact.comparator] + text


def shown_text(text: str) -> str:
    """`shown` for words that no fact was made of: what bounds the number is told by its words."""
    if not _QUANTITY.match(text):
        return text
    core, comparator = _unbounded(_RANGE.sub("–", text, count=1))
    return SIGNS[comparator] + core


def _unbounded(text: str) -> tuple[str, str]:
    """The text without the words that bound its number, and the comparator they stand for."""
    comparator = ""
    if match := _LEADING.match(text):
        text, comparator = text[match.end() :], _BEFORE_COMPARATORS[match[1].lower()]
    if match := _TRAILING.search(text):
        text = text[: match.start()]
        comparator = comparator or _AFTER_COMPARATORS[match[1].lower()]
    if match := _WITHIN.search(text):
        text, comparator = text[: match.start()] + text[match.end() :], comparator or ">"
    return text, comparator or "="


def figures_table(facts: Sequence[Fact], article: Article) -> Table:
    """All facts of one article: a row an indicator and unit, a column a period in order of time.

    Rows stand in the order of the text; a cell keeps every value that differs from the others
    in it; facts without a period have the last column, `—`.
    """
    periods = sorted(
        {fact.period for fact in facts}, key=lambda period: (not period, by_time(period))
    )
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end)):
        groups.setdefault((fact.indicator, fact.unit), []).append(fact)
    chinese = not article.lang.lower().startswith("en") and not article.title.isascii()
    return Table(
        key=FIGURES_KEY,
        title="全部数据" if chinese else "All figures",
        head="指标" if chinese else "Indicator",
        columns=tuple(period or NO_PERIOD for period in periods),
        rows=tuple(_row(group, periods, article.body) for group in groups.values()),
    )


def _row(facts: Sequence[Fact], periods: Sequence[str], body: str) -> Row:
    cells: dict[str, dict[tuple[str, str], Cell]] = {period: {} for period in periods}
    for fact in facts:
        text = shown(fact)
        cells[fact.period].setdefault(
            (text, fact.status), Cell(text, fact.start, fact.end, fact.status)
        )
    start, end = sentence_at(body, facts[0].start)
    return Row(
        head=facts[0].indicator or NO_PERIOD,
        cells=tuple(tuple(cells[period].values()) for period in periods),
        start=min(start, facts[0].start),
        end=max(end, facts[0].end),
    )
