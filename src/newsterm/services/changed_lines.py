"""The articles of a JSON lines file that are new or changed since it was loaded."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from newsterm.errors import InputError
from newsterm.services.discover import Failure, SourceFile
from newsterm.services.prepare import Parsed, lines_of, prepare_line


class ChangedLines:
    """One reading of a file. A line that is no article is a failure; the others are read on.

    Args:
        source: the file.
        before: the articles that it had when it was loaded, hash by id.
        anew: whether the unchanged ones are to be read as well, as the rules have changed.
        counts: where articles are counted as `done` and `unchanged`.
        failures: where failures are added.
    """

    def __init__(
        self,
        source: SourceFile,
        before: Mapping[str, str],
        *,
        anew: bool,
        counts: Counter[str],
        failures: list[Failure],
    ) -> None:
        self._source = source
        self._before = before
        self._anew = anew
        self._counts = counts
        self._failures = failures
        self._hasher = hashlib.sha256()
        self._here: dict[str, int] = {}
        self.is_sound = True
        """Whether every line so far was an article."""

    def __iter__(self) -> Iterator[Parsed]:
        lines = lines_of(self._source.path)
        while True:
            try:
                number, line = next(lines, (0, b""))
                if not number:
                    break
                parsed = self._parse(number, line)
            except InputError as error:
                self.is_sound = False
                self._failures.append(Failure(str(self._source.path), error.message, error.line))
                continue
            if self._before.get(parsed.article.id) == parsed.hash and not self._anew:
                self._counts["unchanged"] += 1
            else:
                yield parsed

    @property
    def digest(self) -> str:
        """SHA-256 of the lines read."""
        return self._hasher.hexdigest()

    @property
    def vanished(self) -> set[str]:
        """Ids that the file had before; when it was read to its end, those it has no more."""
        return self._before.keys() - self._here.keys()

    def _parse(self, number: int, line: bytes) -> Parsed:
        self._hasher.update(line)
        self._counts["done"] += 1
        article, hash = prepare_line(number, line)
        if article.id in self._here:
            raise InputError(
                "id {id!r} again, as in line {here}",
                number,
                id=article.id,
                here=self._here[article.id],
            )
        self._here[article.id] = number
        return Parsed(self._source, article, hash, number)
