"""The lines of a text or Markdown file, whatever its letters are encoded in."""

from collections.abc import Iterator

from giamngheo.apps.programmes.plans.manuscript import SourceLine
from giamngheo.foundation.sheets.separated import decode
from giamngheo.foundation.text import to_unicode


def text_lines(content: bytes) -> Iterator[SourceLine]:
    """The lines; a form feed begins a page."""
    text, encoding = decode(content)
    page = 1
    for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n"):
        parts = line.split("\f")
        page += len(parts) - 1
        yield SourceLine(to_unicode(" ".join(parts), encoding), page)
