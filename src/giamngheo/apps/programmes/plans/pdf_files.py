"""The lines of a PDF: its own text; where its pages are pictures, read by Tesseract if that is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pypdfium2

from giamngheo.apps.programmes.plans.manuscript import SourceLine

MOST_PAGES: Final = 400
_LETTERS_OF_A_PAGE: Final = 25
_DOTS_AN_INCH: Final = 300
_POINTS_AN_INCH: Final = 72
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}  # how PDFium writes one at the end of a line
_SECONDS_A_PAGE: Final = 90


class ScannedError(Exception):
    """The pages are pictures, and nothing here can read pictures."""


class TooLongError(Exception):
    """There are more pages than a plan has."""


def pdf_lines(path: Path) -> tuple[list[SourceLine], bool, int]:
    """The lines, whether they were read from pictures, how many pages there are.

    Raises:
        ScannedError: where the pages are pictures and Tesseract with Vietnamese is not installed.
        TooLongError: for more pages than `MOST_PAGES`.
        pypdfium2.PdfiumError: for a broken or locked file.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) > MOST_PAGES:
            raise TooLongError(len(document))
        texts = [_text(document[number]) for number in range(len(document))]
        empty = [at for at, text in enumerate(texts) if sum(map(str.isalpha, text)) < _LETTERS_OF_A_PAGE]
        by_picture = len(empty) > len(texts) // 2
        if by_picture:
            reader = tesseract()
            if reader is None:
                raise ScannedError
            for at in empty:
                texts[at] = _by_picture(document[at], reader)
        return [line for at, text in enumerate(texts, 1) for line in _lines(text, at)], by_picture, len(texts)
    finally:
        document.close()


def _text(page: pypdfium2.PdfPage) -> str:
    found = page.get_textpage()
    try:
        return str(found.get_text_bounded())
    finally:
        found.close()


def _lines(text: str, page: int) -> Iterator[SourceLine]:
    for line in text.replace("\r\n", "\n").replace("\r", "\n").translate(_HYPHENS).split("\n"):
        yield SourceLine(line, page)


def tesseract() -> str | None:
    """The program that reads pictures, where it is installed with Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        told = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "vie" in (told.stdout + told.stderr).split() else None


def _by_picture(page: pypdfium2.PdfPage, program: str) -> str:
    bitmap = page.render(scale=_DOTS_AN_INCH / _POINTS_AN_INCH, grayscale=True)
    rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        picture = Path(folder) / "page.pgm"
        picture.write_bytes(f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + rows.tobytes())
        try:
            done = subprocess.run(
                [program, str(picture), "stdout", "-l", "vie", "--psm", "4"],
                capture_output=True, text=True, encoding="utf-8", check=False, timeout=_SECONDS_A_PAGE,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return ""
    return done.stdout
