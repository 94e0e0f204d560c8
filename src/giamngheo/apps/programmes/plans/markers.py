"""Marks that begin a heading or an item: I. 1. 1.1 a) * - + •, «Dự án 2»; and how deep they stand.

No order of the kinds is taken for granted: which stands under which is learned from the plan itself, so that
skipped, repeated or unusual numbers do no harm.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class MarkerKind(StrEnum):
    """What a block begins with."""

    PART = "part"
    SECTION = "section"
    UPPER = "upper"
    ROMAN = "roman"
    NUMBER = "number"
    NUMBER_2 = "number_2"
    NUMBER_3 = "number_3"
    NUMBER_IN_BRACKETS = "number_in_brackets"
    LETTER = "letter"
    STAR = "star"
    DASH = "dash"
    PLUS = "plus"
    BULLET = "bullet"
    CAPITALS = "capitals"
    PROJECT = "project"
    SUBPROJECT = "subproject"
    NONE = "none"

    @property
    def is_item(self) -> bool:
        """Whether it marks an item of a list rather than a heading."""
        return self in {MarkerKind.DASH, MarkerKind.PLUS, MarkerKind.BULLET}


@dataclass(frozen=True)
class Marker:
    """The mark at the beginning of a block: `length` characters with the space after it."""

    kind: MarkerKind
    said: str
    length: int


_NO_MARKER: Final = Marker(MarkerKind.NONE, "", 0)
_PART: Final = re.compile(
    r"\s*(ph[ầa]n(?:\s+th[ứu])?|ch[ưu][ơo]ng)\s+([IVX]+|\d{1,2}|nh[ấa]t|hai|ba|t[ưu]|n[ăa]m|s[áa]u|"
    r"b[ảa]y|[A-EĐG](?=\s*(?:[.:\-–]|$)))\b[\s.:\-–]*",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(r"\s*(?:m[ụu]c|đi[ềe]u)\s+(\d{1,2}|[IVX]{1,4})\s*[.:]\s*(?=\S)", re.IGNORECASE)
_ROMAN: Final = re.compile(r"\s*([IVX]{1,5})\s*(?:[.)/:]|[-–](?=\s))\s*(?=\D)")
_UPPER: Final = re.compile(r"\s*([A-EĐG])\s*[.)/]\s+(?=\S)")
_NUMBERS: Final = re.compile(
    r"\s*(\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})"
    r"(?:(?:\s*[.):]\s*|\s+)(?=[^\W\d]|[\"“«(*])|\s*[.):]\s+(?=\d+(?:,\d+)?\s*%))"
)
_NUMBER: Final = re.compile(r"\s*(\d{1,2})\s*(?:[./:]|[-–](?=\s))\s*(?=[^\W\d]|[\"“«*(]|(?<=\s)\d)")
_BRACKET: Final = re.compile(r"\s*\(?(\d{1,2})\)\s*(?=\S)")
_LETTER: Final = re.compile(r"\s*\(?([a-zđ])(?:\s?\)|\.(?=\s))\s*(?=\S)")
_STAR: Final = re.compile(r"\s*\*+\s*(?=\S)")
_DASH: Final = re.compile(r"\s*[-–—−]\s*(?=[^\s\d\-–—−])|\s*[-–—−]\s*(?=\d+\s*%)|\s*[-–—−]\s+(?=\d)")
_PLUS: Final = re.compile(r"\s*\+\s*(?=\S)")
_BULLET: Final = re.compile(r"\s*[•·]\s*(?=\S)|\s*o\s+(?=[A-ZĐÀ-Ỹ])")


def marker_of(view: str) -> Marker:
    """The mark at the beginning of a line."""
    for pattern, kind in (
        (_PART, MarkerKind.PART),
        (_SECTION, MarkerKind.SECTION),
        (_ROMAN, MarkerKind.ROMAN),
        (_UPPER, MarkerKind.UPPER),
        (_NUMBERS, MarkerKind.NUMBER_2),
        (_NUMBER, MarkerKind.NUMBER),
        (_BRACKET, MarkerKind.NUMBER_IN_BRACKETS),
        (_LETTER, MarkerKind.LETTER),
        (_STAR, MarkerKind.STAR),
        (_DASH, MarkerKind.DASH),
        (_PLUS, MarkerKind.PLUS),
        (_BULLET, MarkerKind.BULLET),
    ):
        found = pattern.match(view)
        if found is None:
            continue
        said = " ".join(found[0].split())
        is_third = kind is MarkerKind.NUMBER_2 and found[1].count(".") > 1
        return Marker(MarkerKind.NUMBER_3 if is_third else kind, said, found.end())
    return _NO_MARKER


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals."""
    letters = [one for one in text if one.isalpha()]
    return len(letters) > 3 and sum(one.isupper() for one in letters) >= 0.9 * len(letters)


class Levels:
    """Which marks stand under which, learned on the way."""

    def __init__(self) -> None:
        self._stack: list[MarkerKind] = []
        self._top = (MarkerKind.PART, MarkerKind.UPPER, MarkerKind.ROMAN)
        self._knows_top = False

    def is_below(self, kind: MarkerKind) -> bool:
        """Whether a block of this kind would stand below what came last."""
        return kind not in self._top and kind not in self._stack

    def _above(self, kind: MarkerKind) -> list[MarkerKind]:
        """What is open above a block of this new kind: a heading of a project stands under no item."""
        if kind is MarkerKind.SUBPROJECT and MarkerKind.PROJECT in self._stack:
            return self._stack[: self._stack.index(MarkerKind.PROJECT) + 1]
        if kind in {MarkerKind.PROJECT, MarkerKind.SUBPROJECT}:
            return [one for one in self._stack if not one.is_item]
        return self._stack

    def would_be(self, kind: MarkerKind) -> int:
        """How deep a block of this kind would stand."""
        if kind in self._stack:
            return self._stack.index(kind)
        if kind in self._top:
            higher = self._top[: self._top.index(kind)]
            return sum(one in higher for one in self._stack)
        return len(self._above(kind))

    def depth(self, kind: MarkerKind) -> int:
        """How deep a block of this kind stands (from 0), and what of the others it ends.

        A block without a mark stands below all that is open.
        """
        if kind is MarkerKind.NONE:
            return len(self._stack)
        if kind in {MarkerKind.UPPER, MarkerKind.ROMAN} and not self._knows_top:
            self._knows_top = True
            if kind is MarkerKind.ROMAN:  # «I.» before any «A.»: letters stand under Roman numbers here
                self._top = (MarkerKind.PART, MarkerKind.ROMAN, MarkerKind.UPPER)
        if kind in self._stack:
            del self._stack[self._stack.index(kind) + 1 :]
        elif kind in self._top:
            higher = self._top[: self._top.index(kind)]
            self._stack = [one for one in self._stack if one in higher]
            self._stack.append(kind)
        else:
            self._stack = [*self._above(kind), kind]
        return len(self._stack) - 1
