"""What is known of letters without drawing them: how wide words are, and which of them a file can hold."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Final

import msgspec

from giamngheo.law.vocabulary.papers import Layout

# Widths of Times New Roman Bold in thousandths of its size; accents do not widen a letter.
_WIDTHS: Final = {
    1000: "W",
    944: "M",
    833: "m",
    778: "GHKOQ",
    722: "ACDNRUVXYĐw",
    667: "BELTZ",
    611: "FP",
    556: "Sbdhknpquđ",
    444: "cerz",
    389: "Is",
    333: "fjt-()",
    278: "il",
    250: " .,",
}
_OF_LETTER: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHERS: Final = 500
_TRIES: Final = 40
_NUMERALS: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# What XML cannot hold: signs that steer a printer or a terminal, halves of pairs, and no signs at all.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def wide(words: str, size_pt: float) -> float:
    """How wide words are in bold letters of this size, in points."""
    plain = (sign for sign in unicodedata.normalize("NFD", words) if not unicodedata.combining(sign))
    return sum(_OF_LETTER.get(sign, _OTHERS) for sign in plain) * size_pt / 1000


def room_pt(layout: Layout, *, is_landscape: bool) -> float:
    """How wide the text of a page is, in points."""
    sides = layout.margins_mm["left"].taken + layout.margins_mm["right"].taken
    return (layout.paper_mm["height" if is_landscape else "width"] - sides) / 25.4 * 72


def on_large_paper(layout: Layout) -> Layout:
    """The layout on the next larger paper (A3 for A4), which two pages side by side make."""
    paper = layout.paper_mm
    return msgspec.structs.replace(layout, paper_mm={"width": paper["height"], "height": 2 * paper["width"]})


def fitted(
    shares: Sequence[float], words: Sequence[Iterable[str]], size_pt: float, room_pt: float, edges_pt: float
) -> list[float]:
    """Widths of columns that make up a room, by their shares, but none narrower than its longest word.

    `words` are the texts of each column. Where the room is not enough for all longest words, none has all of
    its own: they are narrowed alike.
    """
    longest = [max((part for text in texts for part in text.split()), key=len, default="") for texts in words]
    least = [wide(word, size_pt) + edges_pt for word in longest]
    if sum(least) >= room_pt:
        return [one * room_pt / sum(least) for one in least]
    widths, open_ = list(least), set(range(len(shares)))
    while open_:
        rest = room_pt - sum(widths[at] for at in range(len(widths)) if at not in open_)
        whole = sum(shares[at] for at in open_) or 1
        narrow = {at for at in open_ if shares[at] / whole * rest < least[at]}
        if not narrow:
            for at in open_:
                widths[at] = shares[at] / whole * rest
            break
        open_ -= narrow
    return widths


def lines_of(words: str, size_pt: float, room_pt: float) -> tuple[str, ...]:
    """The words on as few lines as the room allows, of about one length: no word alone under others."""
    parts = words.split()
    count = ceil(wide(words, size_pt) / room_pt)
    while 1 < count < len(parts):
        lines = _filled_up(parts, size_pt, count, room_pt)
        if lines:
            return lines
        count += 1
    return (words,)


def _filled_up(parts: list[str], size_pt: float, count: int, room_pt: float) -> tuple[str, ...]:
    """As many lines as `count` with the least room that they need; none where the room is not enough."""
    least = wide(" ".join(parts), size_pt) / count
    for room in (least + step * (room_pt - least) / _TRIES for step in range(_TRIES + 1)):
        lines = [parts[0]]
        for part in parts[1:]:
            longer = f"{lines[-1]} {part}"
            if wide(longer, size_pt) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
        if len(lines) <= count and all(wide(line, size_pt) <= room for line in lines):
            return tuple(lines)
    return ()


def writable(words: str) -> str:
    """The words without signs that no office file can hold."""
    return _UNWRITABLE.sub("", words)


def roman(number: int) -> str:
    """A number of an annex: I, II, III …"""
    said = ""
    for worth, letters in _NUMERALS:
        said += letters * (number // worth)
        number %= worth
    return said
