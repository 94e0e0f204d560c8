"""What is known of letters without drawing them: how wide words are, and which of them a file can hold."""

import re
import unicodedata
from typing import Final

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
# What XML cannot hold: signs that steer a printer or a terminal, halves of pairs, and no signs at all.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def wide(words: str, size_pt: float) -> float:
    """How wide words are in bold letters of this size, in points."""
    plain = (sign for sign in unicodedata.normalize("NFD", words) if not unicodedata.combining(sign))
    return sum(_OF_LETTER.get(sign, _OTHERS) for sign in plain) * size_pt / 1000


def writable(words: str) -> str:
    """The words without signs that no office file can hold."""
    return _UNWRITABLE.sub("", words)
