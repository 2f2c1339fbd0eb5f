"""The facts of an article: `extract` is the only door.

How it works, module by module:

- `clauses` cuts the text; `shapes`, `resolvers`, `day_words` and `dates` read the time expressions;
  `periods` says what part each plays, with `bases`, `reports` and `named_times`.
- `numerals`, `units`, `comparators`, `shares`, `durations` and `guards` serve `quantities`, which
  finds what is counted (`quantity`).
- `timeline` says when each figure holds, with `near_times` (what the words around it name),
  `standing` (what holds whenever) and `changes` (from what, to what); `status` says by its `cues`
  whether it is planned.
- `indicator` says what it measures, with `attributes`, `carried`, `topics`, `origins`, `names`,
  `losses`, `phrases`, `lists` and the tables of `words`.
- `english`, `english_time` and `english_indicator` do the same for English sentences.
- `engine` joins them; `confidence` says how sure each rule is.
"""

from __future__ import annotations

# Type checkers take this name for true; importing it from typing would cost more than this module.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable

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
