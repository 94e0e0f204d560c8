"""The fonts before Unicode: TCVN3 (.VnTime, "ABC") and VNI-Windows, recognised and turned into Unicode.

Both put Vietnamese letters on the codes of Western ones: «Hộ nghèo» shows as «Hé nghÌo» or «Hoä ngheøo».
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

import polars as pl

from giamngheo.foundation.text.syllables import is_syllable

Encoding = Literal["unicode", "tcvn3", "vni"]

# Codes from A1 on in the order of the font; a dot is a code without a Vietnamese letter.
_TCVN3_FROM_A1: Final = (
    "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"
)
TCVN3: Final[dict[str, str]] = {
    chr(0xA1 + place): letter for place, letter in enumerate(_TCVN3_FROM_A1) if letter != "."
}

# VNI writes a vowel and then a sign; which sign stands for which tone depends on the vowel.
_VNI_SIGNS: Final = {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}
_VNI_VOWELS: Final = [(v, "") for v in "aeouy"] + [(v, "\u0302") for v in "aeo"] + [("a", "\u0306")]
_VNI_SHAPES: Final = {"\u0302": "â", "\u0306": "ê"}
_TONES: Final = "\u0301\u0300\u0309\u0303\u0323"
_VNI_SINGLE: Final = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for vowel, shape in _VNI_VOWELS:
        if shape:
            table[vowel + _VNI_SHAPES[shape]] = unicodedata.normalize("NFC", vowel + shape)
        for sign, tone in zip(_VNI_SIGNS[shape], _TONES, strict=True):
            if (vowel, shape, tone) != ("y", "", "\u0323"):  # ỵ has a code of its own
                table[vowel + sign] = unicodedata.normalize("NFC", vowel + shape + tone)
    for horned, letter in (("ô", "ơ"), ("ö", "ư")):
        for sign, tone in zip(_VNI_SIGNS[""], _TONES, strict=True):
            table[horned + sign] = unicodedata.normalize("NFC", letter + tone)
    capitals = {code.upper(): letter.upper() for code, letter in table.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in table.items() if len(code) > 1}
    return dict(sorted((table | capitals | mixed).items(), key=lambda pair: -len(pair[0])))


VNI: Final[dict[str, str]] = _vni_table()
_TABLES: Final = {"tcvn3": TCVN3, "vni": VNI}
_FINDERS: Final = {name: re.compile("|".join(map(re.escape, table))) for name, table in _TABLES.items()}
_BREAK: Final = re.compile(
    r"[\x00-\x40\x5b-\x60\x7b-\x7f\xa0]+"
)  # old fonts have letters on ¨ · § and the like
_LOWER_ASCII: Final = re.compile("[a-z]")
_TWO_CAPITALS: Final = re.compile(r"[A-Z][^A-Za-z\s]*[A-Z]")
_MOST_WORDS: Final = 4000


def to_unicode(text: str, encoding: Encoding) -> str:
    """Return the text in Unicode (composed); text said to be Unicode is only composed.

    The capitals fonts of TCVN3 (.VnTimeH) write toned capitals with the codes of small letters: a text
    without any small Western letter and with two capitals in one word is taken to be in capitals throughout.
    """
    if encoding == "unicode":
        return unicodedata.normalize("NFC", text)
    table = _TABLES[encoding]
    converted = _FINDERS[encoding].sub(lambda found: table[found[0]], text)
    if encoding == "tcvn3" and _TWO_CAPITALS.search(text) and not _LOWER_ASCII.search(text):
        return converted.upper()
    return converted


def to_unicode_expr(expr: pl.Expr, encoding: Encoding) -> pl.Expr:
    """Return a text column in Unicode, as `to_unicode` gives it for one text."""
    if encoding == "unicode":
        return expr.str.normalize("NFC")
    table = _TABLES[encoding]
    converted = expr.str.replace_many(list(table), list(table.values()), leftmost=True)
    if encoding == "tcvn3":
        capitals = expr.str.contains(_TWO_CAPITALS.pattern) & ~expr.str.contains("[a-z]")
        return pl.when(capitals).then(converted.str.to_uppercase()).otherwise(converted)
    return converted


def guess_encoding(texts: Iterable[str]) -> Encoding:
    """Return the encoding under which most of the accented words of a whole sheet are Vietnamese syllables.

    Unicode wins a draw: an old font must make clearly more words readable, so that é, ô, í in good text stay.
    """
    words = _accented_words(texts)
    if not words:
        return "unicode"
    as_is = _readable(words)
    best: Encoding = "unicode"
    most = as_is
    for encoding in ("tcvn3", "vni"):
        found = _readable([to_unicode(word, encoding) for word in words if max(word) <= "\xff"])
        if found > most:
            best, most = encoding, found
    if best != "unicode" and most >= 0.5 * len(words) and most >= 1.25 * as_is:
        return best
    return "unicode"


def _accented_words(texts: Iterable[str]) -> list[str]:
    """Return the different words with a letter beyond ASCII, a few thousand at most, as they appear."""
    words: dict[str, None] = {}
    for text in texts:
        if not text.isascii():
            words.update((word, None) for word in _BREAK.split(text) if not word.isascii())
        if len(words) >= _MOST_WORDS:
            break
    return list(words)


def _readable(words: list[str]) -> int:
    return sum(is_syllable(word) for word in words)
