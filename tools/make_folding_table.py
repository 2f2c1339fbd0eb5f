"""Write the folding table and the list of letters that the search index is cut by.

Run with opencc installed (`pip install opencc`), which newsterm itself does not need:

    python tools/make_folding_table.py

Two files come out, in src/newsterm/domain/search/data. They hold for the Basic Multilingual
Plane, so that the index does not depend on the Unicode version of the Python that runs newsterm:

folding.txt  a line for each character that others are folded to: the character, then all that
             become it (full-width to ASCII, capitals to small, traditional to simplified,
             accented to plain).
letters.txt  hexadecimal ranges of the letters and digits outside the Chinese, Japanese and Korean
             scripts, after folding.

Every folding is one character to one character: offsets in folded text are offsets in the text.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import opencc

DATA = Path(__file__).resolve().parents[1] / "src" / "newsterm" / "domain" / "search" / "data"
PLANE = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
TO_SIMPLIFIED = opencc.OpenCC("t2s")


def folded(character: str) -> str:
    """The one character that stands for this one in folded text."""
    form = unicodedata.normalize("NFKC", character)
    if len(form) != 1:
        form = character
    if "\u3400" <= form < "\ufb00":
        simplified = TO_SIMPLIFIED.convert(form)
        form = simplified if len(simplified) == 1 else form
    if len(form.lower()) == 1:
        form = form.lower()
    parts = unicodedata.normalize("NFD", form)
    if form.isalpha() and form < "\u3000" and len(parts) > 1 and unicodedata.combining(parts[1]):
        form = parts[0]
    return form


def folding_lines() -> list[str]:
    """`后後` and so on, sorted by the character folded to."""
    variants: dict[str, list[str]] = {}
    for character in PLANE:
        form = folded(character)
        # What folds to something that folds on would make folding differ from folding twice.
        while folded(form) != form:
            form = folded(form)
        if form != character:
            variants.setdefault(form, []).append(character)
    return [form + "".join(variants[form]) for form in sorted(variants)]


def letter_lines() -> list[str]:
    """`0030-0039` and so on, of all characters that count as letters or digits."""
    lines: list[str] = []
    start = previous = -2
    for code in [ord(c) for c in PLANE if c.isalnum()] + [0x20000]:
        if code != previous + 1:
            if start >= 0:
                lines.append(f"{start:04X}-{previous:04X}")
            start = code
        previous = code
    return lines


def main() -> None:
    """Write both files."""
    for name, lines in (("folding.txt", folding_lines()), ("letters.txt", letter_lines())):
        (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
