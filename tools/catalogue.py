"""Bring `src/newsterm/locale/` up to date with the texts of the source.

    python tools/catalogue.py

reads every text that the code wants translated, keeps the translations there are, adds new texts
without one, drops those that nothing says any more, and compiles each `.po` beside it. It names
what still waits for a translation. Sides of a merge conflict in a `.po` are both kept.
"""

from __future__ import annotations

import ast
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "newsterm"
LOCALE = SOURCE / "locale"
WANTED: dict[str, tuple[int | str, ...]] = {
    "_": (0,),
    "N_": (0,),
    "ngettext": (0,),
    "Binding": (2, "tooltip"),
    "Command": (2, 3),
    "NewstermError": (0, "hint"),
    "UsageError": (0, "hint"),
    "InputError": (0,),
    "StoreError": (0, "hint"),
    "Message": (0,),
    "_doubt": (1,),
    "ReviewConflictError": (0, "hint"),
    "Wording": ("continued", "missing", "page", "planned", "reported"),
}
"""The arguments, by place or name, that are texts to translate, of each function."""
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


@dataclass(slots=True)
class Entry:
    """One text: what it is in English, what it is in the other language, who says it."""

    text: str
    plural: str = ""
    translations: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def is_translated(self) -> bool:
        """Whether no form is missing."""
        return bool(self.translations) and all(self.translations)


def source_texts(folder: Path = SOURCE) -> dict[str, Entry]:
    """The texts of all modules below a folder, in the order of their English."""
    found: dict[str, Entry] = {}
    for file, call in _calls(folder):
        is_counted = _name(call) == "ngettext"
        for given in _given(call):
            for text in filter(None, _plain(given)):
                entry = found.setdefault(text, Entry(text))
                if is_counted:
                    entry.plural = _plain(call.args[1])[0]
                if file not in entry.files:
                    entry.files.append(file)
    return dict(sorted(found.items()))


def made_texts(folder: Path = SOURCE) -> list[str]:
    """The places, `file:line: function`, of texts put together before they are looked up."""
    return [
        f"{file}:{call.lineno}: {_name(call)}"
        for file, call in _calls(folder)
        if any(map(_is_made, _given(call)))
    ]


def _calls(folder: Path) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(folder).as_posix(), node


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _given(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments that are texts to translate."""
    for at in WANTED.get(_name(call), ()):
        if isinstance(at, int):
            yield from call.args[at : at + 1]
        else:
            yield from (each.value for each in call.keywords if each.arg == at)


def _plain(node: ast.expr) -> list[str]:
    """The text or, of `a if … else b`, the texts that stand there; none where they are made."""
    if isinstance(node, ast.IfExp):
        one, other = _plain(node.body), _plain(node.orelse)
        return [*one, *other] if one and other else []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []


def _is_made(node: ast.expr) -> bool:
    """Whether words stand in an f-string or the like, where no catalogue could know them."""
    if isinstance(node, ast.JoinedStr):
        texts = [part.value for part in node.values if isinstance(part, ast.Constant)]
        return any(letter.isalpha() for text in texts for letter in str(text))
    if isinstance(node, ast.BinOp):
        return any(_is_made(side) or _plain(side) for side in (node.left, node.right))
    return isinstance(node, ast.Call) and _name(node) == "format"


def read_po(text: str) -> dict[str, Entry]:
    """The entries of a `.po` file by their English; the first is its head, under ""."""
    found: dict[str, Entry] = {}
    entry, slot = Entry(""), ""
    for raw in [*text.splitlines(), 'msgid ""']:
        line = raw.strip()
        if not line or line.startswith(("#", *_CONFLICT)):
            continue
        word, quoted = (slot, line) if line.startswith('"') else line.split(" ", 1)
        value = ast.literal_eval(quoted)
        if word == "msgid" and slot != "msgid":
            if entry.translations and entry.text not in found:
                found[entry.text] = entry
            entry = Entry("")
        slot = word
        if word == "msgid":
            entry.text += value
        elif word == "msgid_plural":
            entry.plural += value
        elif line.startswith('"'):
            entry.translations[-1] += value
        else:
            entry.translations.append(value)
    return found


def write_po(head: str, entries: Iterable[Entry]) -> str:
    """The text of a `.po` file."""
    parts = [_written(Entry("", translations=[head]))]
    parts += [_written(entry) for entry in entries]
    return "\n".join(parts)


def _written(entry: Entry) -> str:
    lines = [f"#: {' '.join(entry.files)}"] if entry.files else []
    if "{" in entry.text:
        lines.append("#, python-brace-format")
    lines += _quoted("msgid", entry.text)
    if entry.plural:
        lines += _quoted("msgid_plural", entry.plural)
        for number, form in enumerate(entry.translations or [""]):
            lines += _quoted(f"msgstr[{number}]", form)
    else:
        lines += _quoted("msgstr", (entry.translations or [""])[0])
    return "\n".join(lines) + "\n"


def _quoted(word: str, text: str) -> list[str]:
    """A text as `.po` files quote it, a line a line."""
    pieces = text.splitlines(keepends=True) or [""]
    quoted = [
        '"' + piece.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        for piece in pieces
    ]
    return [f"{word} {quoted[0]}"] if len(quoted) == 1 else [f'{word} ""', *quoted]


def merged(known: dict[str, Entry], texts: dict[str, Entry]) -> list[Entry]:
    """The source's entries with the translations that are known."""
    for text, entry in texts.items():
        old = known.get(text)
        if old is not None:
            entry.translations = old.translations[: 1 if not entry.plural else None]
    return list(texts.values())


def compiled(head: str, entries: Iterable[Entry]) -> bytes:
    """The `.mo` file of these entries; those without a translation are left out.

    Source: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html, without the table
    of hashes, which Python does not read.
    """
    pairs = [(b"", head.encode())]
    for entry in entries:
        if entry.is_translated:
            key = "\0".join(filter(None, (entry.text, entry.plural))).encode()
            pairs.append((key, "\0".join(entry.translations).encode()))
    pairs.sort()
    places: list[list[int]] = [[], []]
    heap = b""
    start = 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            places[side] += [len(pair[side]), start + len(heap)]
            heap += pair[side] + b"\0"
    count = len(pairs)
    front = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return front + struct.pack(f"<{4 * count}I", *places[0], *places[1]) + heap


def main() -> int:
    """Rewrite every catalogue; the exit status is 1 while a translation is missing."""
    missing = 0
    for place in made_texts():
        print(f"{place}() takes a text written out")
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        known = read_po(path.read_text(encoding="utf-8"))
        head = known.pop("").translations[0]
        entries = merged(known, source_texts())
        path.write_text(write_po(head, entries), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(head, entries))
        for entry in entries:
            if not entry.is_translated:
                missing += 1
                print(f"{path.name}: no translation of {entry.text!r} ({', '.join(entry.files)})")
    return 1 if missing or made_texts() else 0


if __name__ == "__main__":
    sys.exit(main())
