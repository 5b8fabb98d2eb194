"""Draw what a build says on a terminal, for the README: ``python tools/build_terminal_picture.py``.

Needs Pillow (``pip install pillow``) and the font DejaVu Sans Mono; neither is needed for anything else here. The build
is run for real, so the figures in the picture are those of the data.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import MONOKAI
from rich.text import Text

if TYPE_CHECKING:
    from rich.color import Color

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "bilder" / "bygge.png"
COMMAND = "rapport build --period 2020-T1"
GROUND, INK = (30, 32, 34), (225, 226, 222)
SHADES = {
    "green": (63, 154, 73),
    "yellow": (229, 182, 63),
    "red": (196, 57, 45),
    "black": (20, 20, 20),
    "white": (250, 250, 250),
}
COLUMNS, SIZE, AIR = 80, 20, 16
_SUMMARY = (
    "import sys; from pathlib import Path; from rapport.build import Request, build;"
    " from rapport.cli.summary import print_summary; from rapport.notation import parse_period;"
    " print_summary(build(Request(Path(), parse_period('2020-T1'), Path(sys.argv[1]))))"
)


def summary() -> Text:
    """Return what the build says on a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "FORCE_COLOR": "1",
            "COLUMNS": str(COLUMNS),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }
        said = subprocess.run(
            [sys.executable, "-c", _SUMMARY, folder],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        return Text.from_ansi(re.sub(rf"{re.escape(folder)}\S*?/2020-T1/", "out/2020-T1/", said))


def draw(text: Text, picture: Path) -> None:
    """Draw lines of a terminal as a picture."""
    plain, bold = (ImageFont.truetype(f"DejaVuSansMono{weight}.ttf", SIZE) for weight in ("", "-Bold"))
    cell, line = plain.getlength("m"), SIZE + 8
    lines = Console(width=COLUMNS).render_lines(text, pad=False)
    while lines and not "".join(segment.text for segment in lines[-1]).strip():
        lines.pop()
    widest = max(sum(len(segment.text) for segment in row) for row in lines)
    image = Image.new("RGB", (int(widest * cell) + 2 * AIR, len(lines) * line + 2 * AIR), GROUND)
    pen = ImageDraw.Draw(image)
    for number, row in enumerate(lines):
        column, top = 0, AIR + number * line
        for segment in row:
            style = segment.style or Style()
            left, width = AIR + column * cell, len(segment.text) * cell
            if style.bgcolor:
                pen.rectangle((left, top + 1, left + width, top + line - 2), fill=_shade(style.bgcolor))
            ink = (
                _shade(style.color)
                if style.color
                else tuple(part * 3 // 5 for part in INK)
                if style.dim
                else INK
            )
            pen.text((left, top + 2), segment.text, ink, bold if style.bold else plain)
            column += len(segment.text)
    image.save(picture, optimize=True)


def _shade(colour: Color) -> tuple[int, int, int]:
    names = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
    name = names[colour.number % len(names)] if colour.number is not None else ""
    red, green, blue = SHADES.get(name) or colour.get_truecolor(MONOKAI)
    return red, green, blue


if __name__ == "__main__":
    draw(Text.assemble(f"$ {COMMAND}\n", summary()), PICTURE)
    print(PICTURE.relative_to(ROOT))
