"""The sheet that pictures are drawn on, and the sheet as a file with its title, source and own letters."""

import math
from dataclasses import dataclass, field
from typing import Final, Literal

from markupsafe import Markup, escape

INK, QUIET, LINE, PAPER = "#1f2933", "#52606d", "#cbd2d9", "#ffffff"
POOR, NEAR_POOR, PLAIN, LIGHT = "#b3261e", "#c77700", "#3b7dbd", "#9fb3c8"
_WORDS: Final = {NEAR_POOR: "#8a5200", LIGHT: QUIET, PLAIN: "#2a5f93"}
"""Colours that are light enough for a bar are too light for words."""
RAMP: Final = ("#eaf1f8", "#c3d9ec", "#8fb8da", "#3b7dbd", "#0b3d73")
"""From little to much, each step darker, also in grey."""
SIZE: Final = 14
SHEET, WIDE, NARROW = 720, 560, 300
"""Widths: of a file, beside a table, on a phone."""
_LETTER: Final = 0.56  # of its size, the mean width of a letter
_FONTS: Final = "Inter, Roboto, 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"
_MARGIN: Final = 20
Anchor = Literal["start", "middle", "end"]


@dataclass
class Drawing:
    """A picture of a width; its height grows with what is drawn."""

    width: float
    height: float = 0
    parts: list[str] = field(default_factory=list)

    @property
    def is_narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.width < 480

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = SIZE,
        anchor: Anchor = "start",
        fill: str = INK,
        bold: bool = False,
    ) -> None:
        """Words that stand on a line."""
        fill = _WORDS.get(fill, fill)
        weight = ' font-weight="600"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}"'
            f"{weight}>{escape(words)}</text>"
        )

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "none") -> None:
        """A box."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}" '
            f'fill="{fill}" stroke="{edge}"/>'
        )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str = LINE,
        wide: float = 1,
        dash: str = "",
    ) -> None:
        """A straight line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" '
            f'stroke-width="{wide:g}"{dashed}/>'
        )

    def path(
        self, d: str, *, fill: str = "none", stroke: str = "none", wide: float = 1, seen: float = 1
    ) -> None:
        """A shape by its path; `seen` from 0 to 1."""
        self.parts.append(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{wide:g}" fill-opacity="{seen:g}" '
            f'fill-rule="evenodd" stroke-linejoin="round"/>'
        )

    def dot(self, x: float, y: float, fill: str, *, square: bool = False, size: float = 5) -> None:
        """A mark of a value: round, or square for the second thing told."""
        if square:
            self.rect(x - size + 0.5, y - size + 0.5, 2 * size - 1, 2 * size - 1, fill, edge=PAPER)
        else:
            self.parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" stroke="{PAPER}"/>'
            )

    def inline(self) -> Markup:
        """The picture inside a page; its words stand beside it, so that a reader hears them once."""
        width, height = f"{self.width:g}", math.ceil(self.height)
        return Markup(
            f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" '
            f'focusable="false">{"".join(self.parts)}</svg>'
        )


def room_of(words: str, size: float = SIZE) -> float:
    """About how wide words are."""
    return len(words) * size * _LETTER


def wrapped(words: str, width: float, size: float = SIZE) -> list[str]:
    """Words in lines that fit a width; a word longer than that has a line of its own."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and room_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def standalone(drawing: Drawing, title: str, about: str, source: str) -> str:
    """The picture as a file of its own: title above, source under it."""
    width = drawing.width + 2 * _MARGIN
    sheet = Drawing(width)
    y = float(_MARGIN)
    for line in wrapped(title, drawing.width, 18):
        y += 22
        sheet.text(_MARGIN, y, line, size=18, bold=True)
    for line in wrapped(about, drawing.width):
        y += 20
        sheet.text(_MARGIN, y, line, fill=QUIET)
    y += 16
    sheet.parts.append(f'<g transform="translate({_MARGIN} {y:.1f})">{"".join(drawing.parts)}</g>')
    y += drawing.height + 8
    for line in wrapped(source, drawing.width, 12):
        y += 16
        sheet.text(_MARGIN, y, line, size=12, fill=QUIET)
    height = math.ceil(y + _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" width="{width:g}" '
        f'height="{height}" role="img" font-family="{_FONTS}"><title>{escape(title)}</title>'
        f"<desc>{escape(f'{about} {source}')}</desc>"
        f'<rect width="{width:g}" height="{height}" fill="{PAPER}"/>{"".join(sheet.parts)}</svg>\n'
    )


def png_of(svg: str) -> bytes:
    """A file of a picture as dots, two for each of its points."""
    import typst  # noqa: PLC0415  heavy, and needed where a file is made only

    source = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.picture), format: "svg")\n'
    )
    made: bytes = typst.compile(source.encode(), format="png", ppi=192, sys_inputs={"picture": svg})
    return made
