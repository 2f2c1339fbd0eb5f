"""The facts of an article: `extract` is the only door.

How it works, module by module: `clauses` cuts the text, `shapes`, `resolvers` and `periods` read
the time
expressions, `numerals`, `units`, `comparators`, `guards` and `quantities` find the numbers that
count
something, `timeline` says when each holds, `status` whether it is planned, `indicator` (with
`phrases`,
`lists` and `words`) what it measures; `english` does the same for English sentences, and `engine`
joins them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsterm.domain.article import Article
    from newsterm.domain.fact import Fact


def extract(article: Article, checkpoint: Callable[[], None] | None = None) -> tuple[Fact, ...]:
    """The facts of an article's body, in order of the text.

    Args:
        article: `body` is read as it is; `date` resolves 今年 and 昨日 (empty leaves those periods
            empty).
        checkpoint: called at least once a sentence, and within long ones; what it raises ends the
            work.
    """
    # The engine's tables and patterns are loaded with the first article, not by every command.
    from newsterm.domain.facts.engine import read

    return tuple(read(article, checkpoint))
