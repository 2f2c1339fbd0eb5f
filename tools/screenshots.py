"""Take the README's pictures from the running app: `python tools/screenshots.py [NAME…]`.

Textual's SVG gives every run of text a length counted in characters, so wide ones come out
squeezed. Here each wide character is put at its own column, the web font is left out, and a
headless Chromium, where there is one, makes a PNG of it.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.cells import split_graphemes

from newsterm.config import Library
from newsterm.services.load import load
from newsterm.services.settings import Settings
from newsterm.store.store import Store
from newsterm.tui.app import NewsApp

ROOT = Path(__file__).parents[1]
OUT = ROOT / "screenshots"
CELL = 12.2
"""Width of a cell in Textual's SVG."""
FONTS = '"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace'
"""Latin and line drawing from the first, so that borders join; Chinese from the second."""

_TEXT = re.compile(
    r'<text class="(?P<class>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" '
    r'textLength="[\d.]+" clip-path="(?P<clip>[^"]+)">(?P<text>.*?)</text>',
    re.DOTALL,
)


ENGLISH = Settings(language="en")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is typed first, and how the app is set."""

    keys: tuple[str, ...]
    size: tuple[int, int] = (120, 36)
    settings: Settings = ENGLISH


READING = (*"jjjjj", "enter", "wait", *("right_square_bracket",) * 3)
TABLES = ("2", *("wait",) * 3, *"jjjjj", "wait", "enter", "wait", *"jl", "wait")
SHOTS = {
    "articles": Shot(READING),
    "targets": Shot(TABLES),
    "figures": Shot(("2", "wait", "a", "wait", *"jj", "wait", "b", "wait"), (140, 36)),
    "search": Shot(("slash", *"养老", "wait", "enter", "wait")),
    "columns": Shot((*READING, "wait", "z", "wait"), (140, 40)),
    "light": Shot(READING, settings=Settings(theme="light", language="en")),
    "narrow": Shot(READING, (80, 24), Settings(theme="light", language="en")),
    "chinese": Shot(READING, settings=Settings(language="zh")),
}


def main() -> int:
    """Write an SVG of each shot, and a PNG where Chromium is found."""
    OUT.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    for name in sys.argv[1:] or SHOTS:
        svg = in_columns(asyncio.run(shoot(SHOTS[name])))
        path = OUT / f"{name}.svg"
        path.write_text(svg, encoding="utf-8")
        if chromium:
            photograph(chromium, path)
        print(path.relative_to(ROOT))
    if not chromium:
        print("no chromium: the PNGs were left as they are", file=sys.stderr)
    return 0


async def shoot(shot: Shot) -> str:
    """The app on the sample library after the keys, as Textual's SVG."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.db", ROOT / "articles")
        with Store.open(library.database, write=True) as store:
            deque(load(store, [ROOT / "articles"], root=library.root), maxlen=0)
        app = NewsApp(library, shot.settings)
        async with app.run_test(size=shot.size) as pilot:
            await settle(pilot)
            for key in shot.keys:
                await (settle(pilot) if key == "wait" else pilot.press(key))
            await settle(pilot)
            return app.export_screenshot(title="newsterm")


async def settle(pilot: object) -> None:
    """Wait for timers, threads and drawing."""
    for _ in range(8):
        await pilot.pause(0.1)  # type: ignore[attr-defined]


def in_columns(svg: str) -> str:
    """The same picture with every wide character in its own columns."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-variant-east-asian:[^;]*;", "", svg)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS}; white-space: pre;", svg)
    return _TEXT.sub(lambda match: "".join(_placed(match)), svg)


def _placed(match: re.Match[str]) -> Iterator[str]:
    text, left = html.unescape(match["text"]), float(match["x"])
    look = f'class="{match["class"]}" y="{match["y"]}" clip-path="{match["clip"]}"'
    run, run_left = "", left
    for start, end, cells in split_graphemes(text)[0]:
        grapheme = text[start:end]
        if cells == 1 and (grapheme < "\u2000" or "\u2500" <= grapheme < "\u2600"):
            run_left = run_left if run else left
            run += grapheme
        else:
            yield _run(look, run, run_left)
            run = ""
            middle = left + cells * CELL / 2
            yield (
                f'<text {look} x="{middle:.1f}" text-anchor="middle">{html.escape(grapheme)}</text>'
            )
        left += cells * CELL
    yield _run(look, run, run_left)


def _run(look: str, text: str, left: float) -> str:
    if not text.strip("\xa0 "):
        return ""
    length = len(text) * CELL
    return f'<text {look} x="{left:.1f}" textLength="{length:.1f}">{html.escape(text)}</text>'


def photograph(chromium: str, path: Path) -> None:
    """Make a PNG beside the SVG."""
    view = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', path.read_text(encoding="utf-8"))
    assert view is not None
    width, height = (round(float(side)) for side in view.groups())
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-sync",
                f"--user-data-dir={profile}",
                "--hide-scrollbars",
                f"--window-size={width},{height}",
                f"--screenshot={path.with_suffix('.png')}",
                path.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    sys.exit(main())
