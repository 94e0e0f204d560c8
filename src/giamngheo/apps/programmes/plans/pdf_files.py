"""The lines of a PDF, page by page: its own text; of a page that is a picture, what Tesseract reads in it."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from giamngheo.apps.programmes.plans.manuscript import SourceLine
from giamngheo.apps.programmes.plans.structure import LeftPage

MOST_PAGES: Final = 400
NO_READER: Final = "máy chưa có Tesseract tiếng Việt"
NOTHING_FOUND: Final = "Tesseract không nhận ra chữ"
NO_TIME: Final = "tệp có quá nhiều trang ảnh, hết thời gian đọc"
_LETTERS_OF_A_PAGE: Final = 25
_LETTERS_BESIDE_A_PICTURE: Final = 300
"""Stamps of signing and numbers of pages on top of a scanned page; more letters are the page's own."""
_LARGE: Final = 0.5
_STROKES_OF_WORDS: Final = 100
"""Words may be drawn as outlines; a page with fewer has lines of a table or a frame."""
_DOTS_AN_INCH: Final = 300
_POINTS_AN_INCH: Final = 72
_MOST_DOTS: Final = 6_000
_DARK: Final = 160
_LEAST_INK: Final = 0.0002
"""Less of a page is dust on the glass, not words: a page of one line of words has ten times as much."""
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-"}  # how PDFium writes one at the end of a line
_SECONDS_A_PAGE: Final = 90
_SECONDS_OF_ALL: Final = 400


class ScannedError(Exception):
    """All pages are pictures, and nothing here can read pictures."""


class TooLongError(Exception):
    """There are more pages than a plan has."""


@dataclass
class PdfLines:
    """The lines; how many pages there are, which were read from pictures and which were not read, and why."""

    lines: list[SourceLine]
    pages: int
    ocr_pages: list[int] = field(default_factory=list)
    left_pages: list[LeftPage] = field(default_factory=list)


def pdf_lines(path: Path) -> PdfLines:
    """The lines of all pages. A page that was not read is one empty line, and named in `left_pages`.

    Raises:
        ScannedError: where all pages are pictures and Tesseract with Vietnamese is not installed.
        TooLongError: for more pages than `MOST_PAGES`.
        pypdfium2.PdfiumError: for a broken or locked file.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        if len(document) > MOST_PAGES:
            raise TooLongError(len(document))
        return _Pages(document).read()
    finally:
        document.close()


class _Pages:
    """The pages of one document."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._texts = [_text(document[at]) for at in range(len(document))]
        self._ends = monotonic() + _SECONDS_OF_ALL

    def read(self) -> PdfLines:
        """The lines of all pages."""
        texts, found = self._texts, PdfLines([], len(self._texts))
        pictures = [at for at, text in enumerate(texts) if _is_picture(self._document[at], text)]
        reader = tesseract() if pictures else None
        if pictures and reader is None and not any(map(_has_words, texts)):
            raise ScannedError
        for at in pictures:
            said, why = self._by_picture(at, reader)
            if _letters(said) > _letters(texts[at]):
                texts[at] = said
                found.ocr_pages.append(at + 1)
            elif not (said and _has_words(texts[at])) and _has_ink(self._document[at]):
                found.left_pages.append(LeftPage(page=at + 1, reason=why))
        found.lines += [line for at, text in enumerate(texts, 1) for line in _lines(text, at)]
        return found

    def _by_picture(self, at: int, reader: str | None) -> tuple[str, str]:
        """What is read in the picture of a page, or why nothing is."""
        if reader is None:
            return "", NO_READER
        seconds = min(_SECONDS_A_PAGE, self._ends - monotonic())
        if seconds < 1:
            return "", NO_TIME
        return _by_picture(self._document[at], reader, seconds), NOTHING_FOUND


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _has_words(text: str) -> bool:
    return _letters(text) >= _LETTERS_OF_A_PAGE


def _is_picture(page: pypdfium2.PdfPage, text: str) -> bool:
    """Whether what a page says is drawn: in a large picture beside few letters, or without any letters."""
    letters = _letters(text)
    if letters >= _LETTERS_BESIDE_A_PICTURE:
        return False
    pictures = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    if letters >= _LETTERS_OF_A_PAGE:
        return sum(map(_area, pictures)) >= _LARGE * float(page.get_width() * page.get_height())
    return bool(pictures) or not text.strip() or _strokes(page) >= _STROKES_OF_WORDS


def _strokes(page: pypdfium2.PdfPage) -> int:
    return sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))


def _area(picture: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = picture.get_bounds()
    return float((right - left) * (top - bottom))


def _has_ink(page: pypdfium2.PdfPage) -> bool:
    """Whether there is more on a page than dust: empty backs of sheets are scanned, too."""
    dots = page.render(scale=1, grayscale=True).to_numpy()
    return float((dots < _DARK).mean()) > _LEAST_INK


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


def _by_picture(page: pypdfium2.PdfPage, program: str, seconds: float) -> str:
    scale = min(_DOTS_AN_INCH / _POINTS_AN_INCH, _MOST_DOTS / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    with tempfile.TemporaryDirectory(prefix="giamngheo-") as folder:
        picture = Path(folder) / "page.pgm"
        picture.write_bytes(f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + rows.tobytes())
        try:
            done = subprocess.run(
                [program, str(picture), "stdout", "-l", "vie", "--psm", "4"],
                capture_output=True, text=True, encoding="utf-8", check=False, timeout=seconds,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return ""
    return done.stdout
