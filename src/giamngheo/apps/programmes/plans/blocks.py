"""From lines to blocks: one paragraph, heading or item each, however its lines were broken.

Page numbers and marks of signing in the middle of a sentence are set aside and the sentence goes on.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from giamngheo.apps.programmes.plans.manuscript import Line, Manuscript, fold
from giamngheo.apps.programmes.plans.markers import Marker, MarkerKind, is_capitals, marker_of
from giamngheo.apps.programmes.plans.structure import Span
from giamngheo.apps.programmes.plans.words import (
    BEGINS_WORK,
    IS_SIGNING_MARK,
    NAMED_LIKE_PROJECT,
    OPENS_BLOCK,
    STANDS_ALONE,
)

_TERMINAL: Final = re.compile(r"[.;:!?…](?:[\"”»)\s]*)$|\./\.?\s*$")
_PAGE_NUMBER: Final = re.compile(r"[\s\-.|]*(?:trang|page|tr\.)?\s*(\d{1,3})(?:\s*[/|]\s*\d{1,3})?[\s\-.|]*")
_MOST_WORDS_OF_TITLE: Final = 22
_SURELY_FITS: Final = 0.9
"""A word that would have fitted into this part of a line was not put on the next one by chance."""
_MOST_PAGES_WITHOUT_NUMBER: Final = 2
_RULE: Final = re.compile(r"[\W_]*")
_WANTS_NUMBER: Final = re.compile(
    r"\b(?:so|ngay|thang|nam|muc|khoan|dieu|diem|tu|den|du an|chuong|quy|va|con|dat|la|giam|tang|duoi|"
    r"tren)\s*[(/\-]?$"
)
_WANTS_UNITS: Final = re.compile(r"\b(?:chu tri|phoi hop|phu trach)(?: thuc hien)?\s*:$")
_GOES_ON_TO_PROJECT: Final = re.compile(
    rf"(?:\bva\s*\n|{NAMED_LIKE_PROJECT}(?:\.\d)?\s*(?:[-–,;/(]\s*\n|\n\s*[,(]|"
    rf"[-–,;/(]?\s*(?:\n\s*(?:thuoc|cua)\s|(?:thuoc|cua)\s*\n)))\s*{NAMED_LIKE_PROJECT}"
)
"""«Dự án 4 -» at the end of a line, «Tiểu dự án 2» at the beginning of the next: one heading."""
_FIRST_WORD: Final = re.compile(r"\s*[-–—−]\s*(\w+)")
_LAST_WORD: Final = re.compile(r"(\w+)\s*$")
_INSIDE: Final = re.compile(r"\b(\w{1,30}) *[-–—−] *(\w{1,30})")
_OPEN_BRACKET: Final = re.compile(r"\([^()]*$")


_INSIDE_BRACKETS: Final = {
    MarkerKind.DASH,
    MarkerKind.NUMBER,
    MarkerKind.NUMBER_2,
    MarkerKind.NUMBER_IN_BRACKETS,
    MarkerKind.LETTER,
}


@dataclass(frozen=True)
class Block:
    """A paragraph: its words on one line, and where each of their characters stands in the text."""

    text: str
    places: tuple[int, ...]
    marker: Marker
    manuscript: Manuscript
    lines: tuple[Line, ...]
    cells: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The words after the mark."""
        return self.text[self.marker.length :]

    @property
    def folded(self) -> str:
        """The words after the mark, in lower case without accents."""
        return fold(self.body)

    @property
    def span(self) -> Span:
        """Where the whole block stands."""
        return self.manuscript.span(self.places[0], self.places[-1] + 1)

    def span_of(self, start: int, end: int) -> Span:
        """Where the characters `start` up to before `end` of `body` stand."""
        first, last = start + self.marker.length, min(end + self.marker.length, len(self.places))
        last = max(last, first + 1)
        return self.manuscript.span(self.places[first], self.places[last - 1] + 1)


def noise(manuscript: Manuscript) -> dict[int, str]:
    """Lines that say nothing of the plan, by number, with why: page numbers, rules, signing, page headers."""
    repeated, pages = _running_heads(manuscript.lines), _page_numbers(manuscript.lines)
    found = {}
    for line in manuscript.lines:
        folded = fold(line.words)
        if not folded:
            continue
        if _RULE.fullmatch(folded):
            found[line.number] = "đường kẻ hoặc ký tự lạc"
        elif line.number in pages:
            found[line.number] = "số trang"
        elif IS_SIGNING_MARK.match(folded):
            found[line.number] = "dấu vết ký số"
        elif line.number in repeated:
            found[line.number] = "đầu trang, chân trang lặp lại"
    return found


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Lines that are a number alone, as far as the numbers go on one by one; others are words."""
    found = [
        (line.number, int(number[1]))
        for line in lines
        if not line.cells and (number := _PAGE_NUMBER.fullmatch(fold(line.words)))
    ]
    chains: list[list[tuple[int, int]]] = []
    for one in found:
        before = [chain for chain in chains if 0 < one[1] - chain[-1][1] <= _MOST_PAGES_WITHOUT_NUMBER]
        chains.append([*max(before, key=len, default=[]), one])
    return {number for number, _ in max(chains, key=len, default=[])}


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """First and last lines of pages that say the same on three pages or more."""
    edges: list[Line] = []
    for page in {line.page for line in lines}:
        filled = [line for line in lines if line.page == page and line.words]
        edges += filled[:1] + filled[-1:] if len(filled) > 2 else []
    said = Counter(re.sub(r"\d+", "#", fold(line.words)) for line in edges)
    return {line.number for line in edges if said[re.sub(r"\d+", "#", fold(line.words))] >= 3}


def blocks_of(
    manuscript: Manuscript, lines: Sequence[Line], is_name: Callable[[str], bool]
) -> Iterator[Block]:
    """The blocks of these lines (without noise), in order; `is_name` knows headings that are whole."""
    joiner = _Joiner(manuscript, lines, is_name)
    held: list[Line] = []
    for line in lines:
        if not line.words:
            continue
        if held and joiner.begins(line, held):
            yield _block(manuscript, held)
            held = []
        held.append(line)
    if held:
        yield _block(manuscript, held)


def _block(manuscript: Manuscript, lines: Sequence[Line]) -> Block:
    text: list[str] = []
    places: list[int] = []
    for line in lines:
        for at, character in enumerate(line.view):
            if character.isspace():
                if text and text[-1] != " ":
                    text.append(" ")
                    places.append(line.start + at)
            else:
                text.append(character)
                places.append(line.start + at)
        if text and text[-1] != " ":
            text.append(" ")
            places.append(max(line.start, line.end - 1))
    while text and text[-1] == " ":
        text.pop()
        places.pop()
    joined = "".join(text)
    return Block(joined, tuple(places), marker_of(joined), manuscript, tuple(lines), lines[0].cells)


class _Joiner:
    """Decides whether a line goes on with the sentence before it."""

    def __init__(self, manuscript: Manuscript, lines: Sequence[Line], is_name: Callable[[str], bool]) -> None:
        self._is_name = is_name
        filled = [line for line in lines if line.words]
        self._after_blank = self._lines_after_blank(manuscript)
        self._width = self._usual_width(filled)
        self._hyphened = {(fold(a), fold(b)) for a, b in _INSIDE.findall(manuscript.view)}
        self._trusts_width = self._are_short_lines_ends(filled)
        self._trusts_ends = self._are_ends_of_sentences(filled)

    @staticmethod
    def _lines_after_blank(manuscript: Manuscript) -> set[int]:
        lines = manuscript.lines
        return {line.number for before, line in pairwise(lines) if not before.words}

    @staticmethod
    def _usual_width(lines: Sequence[Line]) -> int:
        lengths = sorted(len(line.words) for line in lines)
        return lengths[len(lengths) * 9 // 10] if lengths else 0

    def _ends(self, before: Line, line: Line) -> bool:
        """Whether the file says that a paragraph ends between the two."""
        return before.ends or line.number in self._after_blank

    def _are_ends_of_sentences(self, lines: Sequence[Line]) -> bool:
        """Whether what the file says of paragraphs is true: seldom does one begin inside a sentence."""
        pairs = [(a, b) for a, b in pairwise(lines) if self._ends(a, b)]
        broken = sum(
            b.words[:1].islower() and marker_of(b.view).kind is MarkerKind.NONE and not _is_terminal(a.words)
            for a, b in pairs
        )
        return len(pairs) >= 3 and broken <= len(pairs) // 12

    def _are_short_lines_ends(self, lines: Sequence[Line]) -> bool:
        """Whether lines break at one width, so that a short line ends its paragraph."""
        short = [
            (a, b)
            for a, b in pairwise(lines)
            if len(a.words) < self._width * 0.7 and not _is_terminal(a.words)
        ]
        broken = sum(b.words[:1].islower() and marker_of(b.view).kind is MarkerKind.NONE for _, b in short)
        return len(short) >= 3 and broken <= len(short) // 8

    def begins(self, line: Line, held: Sequence[Line]) -> bool:  # noqa: PLR0911  a table of signs
        """Whether a block begins with this line."""
        before = held[-1]
        words, said_before = line.words, before.words
        folded, folded_before = fold(words), fold(said_before)
        if line.cells or before.cells:
            return True
        ended = _is_terminal(said_before)
        if not ended and words[:1].isdigit() and _WANTS_NUMBER.search(folded_before):
            return _is_first_below(line, held[0])
        goes_on = not ended and _GOES_ON_TO_PROJECT.search(f"{folded_before}\n{folded}")
        marker = marker_of(line.view)
        goes_on = goes_on or (marker.kind is MarkerKind.NONE and _WANTS_UNITS.search(folded_before))
        if goes_on or (len(held) == 1 and _is_bare_part(before)):
            return False
        if marker.kind is not MarkerKind.NONE:
            return self._marker_begins(line, before, marker, ended=ended)
        if OPENS_BLOCK.match(folded) and not self._is_inside(line, before, ended=ended):
            return True
        if not ended and words[:1] in "(,;)":
            return False
        if self._trusts_ends and self._ends(before, line):
            return ended or not words[:1].islower()
        if ended:
            return not words[:1].islower() and words[:1] not in ",;.)"
        if words[:1].islower() or words[:1] in ",;.):%/(":
            return False
        if is_capitals(words) != is_capitals(said_before):
            return is_capitals(said_before) or (is_capitals(words) and len(words) > 12)
        if said_before.endswith((",", "-", "–", "(", "“")):
            return False
        first_word = len(words.split(" ", 1)[0])
        if BEGINS_WORK.match(folded) and self._is_short_title(held):
            return True
        is_short = self._trusts_width and len(said_before) + 1 + first_word <= self._width * _SURELY_FITS
        return is_short or self._is_heading(held)

    def _is_inside(self, line: Line, before: Line, *, ended: bool) -> bool:
        """Whether a line that looks like an opening goes on with a sentence: lower case, no end before."""
        is_new = self._trusts_ends and self._ends(before, line)
        return not ended and not is_new and line.words[:1].islower()

    def _is_short_title(self, held: Sequence[Line]) -> bool:
        """Whether what is held is a short marked heading; below it a verb begins what is to be done."""
        text = " ".join(line.words for line in held)
        marker = marker_of(text)
        is_marked = marker.kind is not MarkerKind.NONE and not marker.kind.is_item
        return is_marked and (len(text.split()) <= _MOST_WORDS_OF_TITLE or text.endswith(")"))

    def _is_heading(self, held: Sequence[Line]) -> bool:
        """Whether what is held so far is a heading that stands alone."""
        text = " ".join(line.words for line in held)
        body = text[marker_of(text).length :]
        return bool(STANDS_ALONE.fullmatch(fold(body).strip(" .:*"))) or self._is_name(body)

    def _marker_begins(self, line: Line, before: Line, marker: Marker, *, ended: bool) -> bool:
        """A mark at the beginning of a line is none where a dash or number stands inside a sentence."""
        said_before, rest = before.words, line.view[marker.length :].strip()
        if ended:
            return True
        if _OPEN_BRACKET.search(said_before) and marker.kind in _INSIDE_BRACKETS:
            return False
        if said_before.endswith((",", "(", "“", "«")) and not (
            self._trusts_ends and self._ends(before, line)
        ):
            is_new_after_comma = said_before.endswith(",") and len(said_before) < self._width // 2
            is_inside = marker.kind in {MarkerKind.DASH, MarkerKind.NUMBER}
            return not is_inside or (is_new_after_comma and rest[:1].isupper())
        if marker.kind is MarkerKind.DASH:
            return not self._is_hyphen(line, said_before, rest)
        return not (marker.kind is MarkerKind.NUMBER and _WANTS_NUMBER.search(fold(said_before)))

    def _is_hyphen(self, line: Line, said_before: str, rest: str) -> bool:
        """Whether a dash at the beginning of a line joins two words: the plan has the same pair elsewhere."""
        last, first = _LAST_WORD.search(said_before), _FIRST_WORD.match(line.view)
        if not (last and first) or OPENS_BLOCK.match(fold(rest)):
            return False
        pair = (fold(last[1]), fold(first[1]))
        are_years = len(last[1]) == 4, len(first[1]) == 4
        are_numbers = last[1].isdigit() and first[1].isdigit() and are_years[0] is are_years[1]
        return pair in self._hyphened or are_numbers or (rest[:1].islower() and len(said_before) > 40)


def _is_bare_part(line: Line) -> bool:
    """«PHẦN II» alone: its title is the next line."""
    marker = marker_of(line.view)
    return marker.kind is MarkerKind.PART and not line.view[marker.length :].strip()


def _is_first_below(line: Line, heading: Line) -> bool:
    """«3.1. …» below «3. … CÁC DỰ ÁN»: the heading wants no number, it is followed by its first item."""
    marker, above = marker_of(line.view), marker_of(heading.view)
    return (
        marker.kind is MarkerKind.NUMBER_2
        and above.kind is MarkerKind.NUMBER
        and marker.said.split(".")[0] == above.said.strip(" ./:-–")
    )


def _is_terminal(words: str) -> bool:
    return bool(_TERMINAL.search(words))
