"""Write the readings of Chinese characters, for completing words from Latin letters.

Run with pypinyin installed (`pip install pypinyin`, MIT), which newsterm itself does not need:

    python tools/make_pinyin_table.py

src/newsterm/domain/search/data/pinyin.txt then holds a line for each syllable: the syllable without
tone, a space, and the characters that are read so. A character stands under each reading that is
usual: its first one, and any that at least one in ten of its places in pypinyin's phrases has.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.style import convert

DATA = Path(__file__).resolve().parents[1] / "src" / "newsterm" / "domain" / "search" / "data"
USUAL = 0.1
"""Part of a character's places in phrases from which on a reading counts."""


def in_gb2312(character: str) -> bool:
    """Whether the character is one of the 6,763 of GB 2312, which names and news keep to."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def readings_in_phrases() -> dict[str, Counter[str]]:
    """How often each character is read how, over all phrases."""
    found: dict[str, Counter[str]] = {}
    for phrase, syllables in phrases_dict.items():
        if len(phrase) == len(syllables):
            for character, (reading, *_) in zip(phrase, syllables, strict=True):
                plain = convert(reading, Style.NORMAL, strict=False).replace("ü", "v")
                found.setdefault(character, Counter())[plain] += 1
    return found


def main() -> None:
    """Write the file."""
    in_phrases = readings_in_phrases()
    lines: dict[str, list[str]] = {}
    for code in range(0x4E00, 0xA000):
        character = chr(code)
        if not in_gb2312(character):
            continue
        first = pinyin(character, style=Style.NORMAL)[0][0].replace("ü", "v")
        counts = in_phrases.get(character, Counter())
        usual = [r for r, n in counts.items() if n >= max(2, USUAL * counts.total())]
        for reading in dict.fromkeys([first, *usual]):
            if reading.isascii() and reading.isalpha():
                lines.setdefault(reading, []).append(character)
    text = "".join(f"{key} {''.join(lines[key])}\n" for key in sorted(lines))
    (DATA / "pinyin.txt").write_text(text, encoding="utf-8", newline="\n")
    print(f"pinyin.txt: {len(lines)} syllables")


if __name__ == "__main__":
    main()
