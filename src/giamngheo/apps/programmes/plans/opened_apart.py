"""The process behind opening.py: takes a Word file or a PDF, leaves its lines as JSON."""

from pathlib import Path
from typing import Any, Final

import msgspec
from lxml.etree import XMLSyntaxError
from pypdfium2 import PdfiumError

from giamngheo.apps.programmes.plans.manuscript import SourceLine
from giamngheo.apps.programmes.plans.pdf_files import ScannedError, TooLongError, pdf_lines
from giamngheo.apps.programmes.plans.structure import LeftPage
from giamngheo.apps.programmes.plans.word_files import word_lines
from giamngheo.foundation.apart import answer, asked

_BROKEN: Final = (XMLSyntaxError, PdfiumError, KeyError, ValueError, OSError, AttributeError, TypeError)


class Opened(msgspec.Struct):
    """What the process found: the lines, how many pages, which were read as pictures, which were not read."""

    lines: list[SourceLine]
    pages: int
    ocr_pages: list[int] = []
    left_pages: list[LeftPage] = []


def main() -> None:
    """Do the task and answer {} or {"refused": why}."""
    request = asked()
    try:
        found = _open(request)
    except ScannedError:
        answer(refused="scanned")
    except TooLongError:
        answer(refused="too_long")
    except _BROKEN:
        answer(refused="broken")
    else:
        Path(request["out"]).write_bytes(msgspec.json.encode(found))
        answer()


def _open(request: dict[str, Any]) -> Opened:
    path = Path(request["path"])
    if request["kind"] == "pdf":
        found = pdf_lines(path)
        return Opened(found.lines, found.pages, found.ocr_pages, found.left_pages)
    lines = list(word_lines(path))
    return Opened(lines, max((line.page for line in lines), default=1))


if __name__ == "__main__":
    main()
