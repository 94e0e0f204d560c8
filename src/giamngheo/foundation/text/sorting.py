"""The order of the Vietnamese alphabet, as text that any database or program sorts rightly byte by byte."""

import unicodedata
from functools import lru_cache

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_VOWEL_SIGNS = "\u0306\u0302\u031b"
_ORDER = {letter: f"{ord('a') + 2 * place:02x}" for place, letter in enumerate(_LETTERS)}


def sort_key(text: str) -> str:
    """Return a key of ASCII characters whose byte order is Vietnamese order: letters first, then tones.

    Words are compared one after another; inside a word letters decide, then the tones
    (ngang huyền hỏi ngã sắc nặng); capitals do not matter. Punctuation counts as a space.
    """
    return " ".join(_word_key(word) for word in _words(text))


def _words(text: str) -> list[str]:
    lowered = unicodedata.normalize("NFC", text).lower()
    return "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in lowered).split()


@lru_cache(maxsize=65_536)
def _word_key(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        signs = "".join(p for p in parts[1:] if p in _VOWEL_SIGNS)
        tone = next((_TONES[p] for p in parts[1:] if p in _TONES), "0")
        if unicodedata.combining(parts[0]):  # a tone left alone after normalisation
            tones[-1:] = [_TONES.get(parts[0], "0")]
            continue
        letters.append(_letter_key(unicodedata.normalize("NFC", parts[0] + signs)))
        tones.append(tone)
    return "".join(letters) + "!" + "".join(tones).rstrip("0")


def _letter_key(letter: str) -> str:
    """Two characters a letter of the alphabet; digits before letters; what is foreign to it after them."""
    if letter in _ORDER:
        return _ORDER[letter]
    if letter.isascii() and letter.isdigit():
        return "0" + letter
    return f"~{ord(letter[0]):06x}"
