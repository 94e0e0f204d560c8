"""Tells whether a word could be a Vietnamese syllable: the ground on which old fonts are recognised."""

import re
import unicodedata
from typing import Final

_ONSETS: Final = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_NUCLEI: Final = (
    "uyê|oai|oay|oeo|uây|uôi|ươi|ươu|iêu|yêu|uyu|uya|oă|oa|oe|uâ|uê|uy|uô|ươ|iê|yê|ai|ao|au|âu|ay|ây|eo|êu|ia|iu"
    "|oi|ôi|ơi|ua|ui|uơ|ưa|ưi|ưu|oo|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE: Final = re.compile(f"({_ONSETS})?({_NUCLEI})(ch|ng|nh|c|m|n|p|t)?")
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_STOPS: Final = ("c", "ch", "p", "t")
_TONE_ON_FIRST: Final = frozenset(
    (
        "ai",
        "ao",
        "au",
        "ay",
        "âu",
        "ây",
        "eo",
        "êu",
        "iu",
        "oi",
        "ôi",
        "ơi",
        "ui",
        "ưi",
        "ưu",
        "ua",
        "ưa",
        "ia",
    )
)


def is_syllable(word: str) -> bool:
    """Return whether the word has the shape of one Vietnamese syllable, its tone where people write it."""
    bare, tone, place = _split_tone(word.lower())
    if tone is None:
        return False
    found = _SYLLABLE.fullmatch(bare)
    if not found:
        return False
    onset, nucleus, coda = found[1] or "", found[2], found[3] or ""
    if tone == "":
        return coda not in _STOPS
    if coda in _STOPS and tone not in "\u0301\u0323":
        return False
    inside = place - len(onset)
    if inside < 0 or inside >= len(nucleus):
        return onset == "gi" and place == 1  # «gìn» may be cut as gi + n
    return not (nucleus in _TONE_ON_FIRST and inside == 1)


def _split_tone(word: str) -> tuple[str, str | None, int]:
    """Return the letters without tone, the tone ("" level, None more than one), and its letter's place."""
    letters: list[str] = []
    tone, place = "", -1
    for part in unicodedata.normalize("NFD", word):
        if part in _TONES:
            if tone:
                return "", None, -1
            tone, place = part, len(unicodedata.normalize("NFC", "".join(letters))) - 1
        else:
            letters.append(part)
    return unicodedata.normalize("NFC", "".join(letters)), tone, place
