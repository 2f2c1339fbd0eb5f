"""Words of a library, found without a dictionary: what often stands together, in varied company.

A part of a text is taken for a word when its characters occur together far more often than chance
has it, however it is split (pointwise mutual information), and when it meets various neighbours on
either side (accessor variety, Feng et al. 2004), so that it is not merely a part of a longer word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsterm.domain.search.tokens import KINDS, index_form

LONGEST = 6
LEAST_ARTICLES = 4
COHESION = 12.0
"""How many times more often than by chance the parts of a word stand together."""
VARIETY = 3
"""Different neighbours on either side."""

# Characters that hardly belong to a name: a word neither contains nor crosses them.
_GRAMMAR = frozenset("的了着是在和与及或也都就又将把被让对从向为以而但则且并这那之其个们吗呢吧啊")
_MOST_PARTS = 400_000
_STEP = 20_000


class WordCounter:
    """Counts the parts of texts, then tells which of them are words.

    Feed all texts to `count`, exhaust `settle`, feed all again to `meet`, then ask for `words`.
    """

    def __init__(self) -> None:
        self._articles: Counter[str] = Counter()
        self._characters = 0
        self._left: dict[str, set[str]] = {}
        self._right: dict[str, set[str]] = {}

    def count(self, text: str) -> None:
        """Count the parts of one article, each once, and its characters."""
        parts: set[str] = set()
        for run in _runs(text):
            self._characters += len(run)
            for start in range(len(run)):
                for end in range(start + 1, min(len(run), start + LONGEST) + 1):
                    parts.add(run[start:end])
        self._articles.update(parts)
        if len(self._articles) > _MOST_PARTS:
            # What was met once in so much text is rarely met often.
            kept = {part: n for part, n in self._articles.items() if n > 1 or len(part) == 1}
            self._articles = Counter(kept)

    def settle(self) -> Iterator[None]:
        """Choose, between `count` and `meet`, the parts that hold together; in short steps."""
        for passed, part in enumerate(self._articles):
            if self._coheres(part):
                self._left[part] = set()
                self._right[part] = set()
            if passed % _STEP == 0:
                yield

    def _coheres(self, part: str) -> bool:
        together = self._articles[part]
        if together < LEAST_ARTICLES or len(part) < 2:
            return False
        known = self._articles.get
        return all(
            together * self._characters
            >= COHESION * max(1, known(part[:cut], 0)) * max(1, known(part[cut:], 0))
            for cut in range(1, len(part))
        )

    def meet(self, text: str) -> None:
        """Note the neighbours of the chosen parts in one article."""
        for run in _runs(text):
            for start in range(len(run)):
                for end in range(start + 2, min(len(run), start + LONGEST) + 1):
                    left = self._left.get(run[start:end])
                    if left is None:
                        continue
                    left.add(run[start - 1] if start else f"^{len(left)}")
                    right = self._right[run[start:end]]
                    right.add(run[end] if end < len(run) else f"${len(right)}")

    def words(self) -> Iterator[tuple[str, int]]:
        """Each word and in how many of the articles it stands."""
        for part, left in self._left.items():
            if len(left) >= VARIETY and len(self._right[part]) >= VARIETY:
                yield part, self._articles[part]


def _runs(text: str) -> Iterator[str]:
    """The stretches of Chinese characters of a text, folded, cut at words of grammar."""
    wanted = (
        character if KINDS[character] == "run" and character not in _GRAMMAR else " "
        for character in index_form(text)
    )
    return (run for run in "".join(wanted).split() if len(run) > 1)
