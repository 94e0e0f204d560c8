"""The text of a plan by lines, and two views of it that have the same length as the text.

In `view` the marks of Markdown and stray characters are spaces; `folded` is that in lower case without
accents. A place found in either is therefore the same place in the text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from giamngheo.apps.programmes.plans.structure import Source, Span

_STRAY: Final = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd¶§¤]"
)
_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff]")
_MARKS: Final = (
    re.compile(r"(?m)^[ \t>]*#{1,6}(?=\s)"),
    re.compile(r"\*{2,3}"),
    re.compile(r"(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)"),
    re.compile(r"`{1,3}"),
    re.compile(r"(?m)^[ \t]*>(?=\s)"),
    re.compile(r"\\(?=[-+*.#_()])"),
    re.compile(r"</?(?:b|i|u|br|p|strong|em)\s*/?>", re.IGNORECASE),
)
_EMPHASIS: Final = re.compile(r"(?m)^([ \t]*)\*(?=\S)(.*\S)\*([ \t]*)$")
_BULLETS: Final = "•●○▪■◦‣⁃∙►▶➢❖✓✔◆"


@dataclass(frozen=True)
class SourceLine:
    """A line as a file gives it; `ends` says that a paragraph of the file ends with it."""

    text: str
    page: int = 1
    ends: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of the text: `number` from 1, its first and last place; `cells` where it is a row of a table."""

    number: int
    page: int
    start: int
    end: int
    view: str
    ends: bool
    cells: tuple[str, ...]

    @property
    def words(self) -> str:
        """What stands in it, single spaces."""
        return " ".join(self.view.split())


@dataclass(frozen=True)
class Manuscript:
    """The text and its lines."""

    text: str
    view: str
    lines: tuple[Line, ...]

    @cached_property
    def folded(self) -> str:
        """The view in lower case without accents."""
        return fold(self.view)

    @property
    def page_lines(self) -> list[int]:
        """The numbers of the lines with which the pages after the first begin, one for each page."""
        pages = pairwise([1, *(line.page for line in self.lines)])
        return [at for at, (before, page) in enumerate(pages, 1) for _ in range(page - before)]

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, place: int) -> Line:
        """The line in which a character stands."""
        return self.lines[max(0, bisect_right(self._starts, place) - 1)]

    def span(self, start: int, end: int) -> Span:
        """The place from one character up to before another, without the spaces around."""
        while start < end and self.view[start].isspace():
            start += 1
        while end > start and self.view[end - 1].isspace():
            end -= 1
        first, last = self.line_at(start), self.line_at(max(start, end - 1))
        return Span(start=start, end=end, line=first.number, last_line=last.number, page=first.page)


class _Folding(dict[int, str]):
    """What each character is without its accent, reckoned when it is first met."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFD", chr(code))[0].lower()[:1]
        self[code] = _OTHERS.get(bare, bare) or " "
        return self[code]


_OTHERS: Final = {"đ": "d", "–": "-", "—": "-", "−": "-", "\t": " ", "\xa0": " "}
_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """Lower case without accents, one character for one."""
    return text.translate(_FOLDING)


def manuscript_of(lines: Iterable[SourceLine], *, is_markdown: bool = False) -> Manuscript:
    """The text of these lines; Markdown's marks are taken for spaces wherever a file has them."""
    given = list(lines)
    text = "\n".join(unicodedata.normalize("NFC", line.text.replace("\n", " ")) for line in given)
    view = _view(text, is_markdown=is_markdown)
    made, start = [], 0
    for number, line in enumerate(given, 1):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        cells = line.cells or _cells(view[start:end])
        made.append(Line(number, line.page, start, end, view[start:end], line.ends, cells))
        start = end + 1
    return Manuscript(text, view, tuple(made))


def manuscript_again(source: Source) -> Manuscript:
    """The manuscript of a plan that was read before, as far as its text and pages tell; no cells of Word."""
    lines = source.text.split("\n")
    pages = [1 + bisect_right(source.page_lines, number) for number in range(1, len(lines) + 1)]
    return manuscript_of(map(SourceLine, lines, pages), is_markdown=source.kind == "md")


def _view(text: str, *, is_markdown: bool) -> str:
    view = _STRAY.sub(" ", text).replace("\xa0", " ").replace("\t", " ")
    view = _PRIVATE.sub("•", view).translate({ord(bullet): "•" for bullet in _BULLETS})
    if is_markdown or _looks_like_markdown(view):
        for mark in _MARKS:
            view = mark.sub(lambda found: " " * len(found[0]), view)
    if "*" in view:
        view = _EMPHASIS.sub(lambda found: f"{found[1]} {found[2]} {found[3]}", view)
    return view


def _looks_like_markdown(text: str) -> bool:
    return bool(re.search(r"(?m)^#{1,6}\s+\S|\*\*\S.*\S\*\*", text))


def _cells(view: str) -> tuple[str, ...]:
    """The cells of a row of Markdown, or of a line with upright strokes or tabs between its cells."""
    if view.count("|") < 2:
        return ()
    cells = tuple(" ".join(cell.split()) for cell in view.strip().strip("|").split("|"))
    return cells if sum(bool(cell) for cell in cells) > 1 else ()
