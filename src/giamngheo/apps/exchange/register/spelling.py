"""Names that are one in another spelling: capitals, and where a mark of tone stands (Hoà, Hòa)."""

import unicodedata
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


def as_heard(name: str) -> str:
    """Each word as its letters without tones and its tones behind them: where a tone stands says nothing."""
    words = []
    for word in unicodedata.normalize("NFD", name.lower()).split():
        tones = [mark for mark in word if mark in _TONES]
        words.append("".join(mark for mark in word if mark not in _TONES) + "".join(tones))
    return " ".join(words)
