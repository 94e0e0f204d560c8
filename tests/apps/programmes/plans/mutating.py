"""Copies of a plan spoilt as files of offices are: other numbers, other lines, lost accents, page numbers.

None changes what the plan says; the same marks hold for every copy. The same text gives the same copy.
"""

import random
import re
from collections.abc import Callable, Iterator
from typing import Final

from giamngheo.apps.programmes.plans.manuscript import fold

SEED: Final = 7
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_HEADING: Final = re.compile(
    r"^(?P<lead>[ #*]*)(?P<mark>[IVX]{1,4}\.|\d{1,2}(?:\.\d{1,2})+\.?(?=\s)|"
    r"\d{1,2}\.(?!\d)|[a-zđ]\))(?P<rest>\s*\*{0,3}\s*\S.*)$"
)
_PLACES: Final = {
    "Vân Giang": "Bình Thuỷ",
    "VÂN GIANG": "BÌNH THUỶ",
    "Phước Hải": "Cồn Dơi",
    "Khánh Hòa": "Cà Ngoạn",
    "Phan Rang - Tháp Chàm": "Long Hồ - Mang Thít",
    "Phan Rang - \n\nTháp Chàm": "Long Hồ - Mang Thít",
    "Ninh Thuận": "An Lạc",
}
_CLOSING: Final = re.compile(r"noi nhan|^\W*tm\.|^\W*kt\.")


def _is_heading(line: str) -> bool:
    return bool(_HEADING.match(line)) and len(line.split()) <= 16


def renumbered(text: str) -> str:
    """Numbers of headings skipped and repeated, roman ones two further on, letters in brackets."""
    dice = random.Random(SEED)
    return "\n".join(_renumbered(line, dice) for line in text.split("\n"))


def _renumbered(line: str, dice: random.Random) -> str:
    found = _HEADING.match(line)
    if not found or len(line.split()) > 16:
        return line
    mark = found["mark"]
    if mark.rstrip(".") in _ROMAN:
        mark = f"{_ROMAN[min(_ROMAN.index(mark.rstrip('.')) + 2, 11)]}."
    elif re.fullmatch(r"\d{1,2}\.?", mark):
        mark = f"{max(1, int(mark.rstrip('.')) + dice.choice((0, 0, 1)))}."
    elif mark.endswith(")"):
        mark = f"{dice.choice('abcd')})"
    return f"{found['lead']}{mark}{found['rest']}"


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of lines that were broken inside a sentence, joined again; whether the body is still going on."""
    held, inside = "", True
    for line in text.split("\n"):
        words = line.strip()
        if _CLOSING.search(fold(words)):
            inside = False
        goes_on = words[:1].islower() and not re.match(r"[a-zđ][).]", words)
        if "|" in words or "|" in held:
            goes_on = False
        if held and words and (goes_on or words[0] in ",;)") and inside:
            held = f"{held} {words}"
        elif words:
            if held:
                yield held, inside
            held = words
    if held:
        yield held, inside


def reflowed(width: int) -> Callable[[str], str]:
    """All lines broken anew, at another width."""

    def change(text: str) -> str:
        out: list[str] = []
        for paragraph, inside in _paragraphs(text):
            line = ""
            for word in paragraph.split():
                if inside and "|" not in paragraph and line and len(line) + 1 + len(word) > width:
                    out.append(line)
                    line = word
                else:
                    line = f"{line} {word}" if line else word
            out.append(line)
        return "\n".join(out)

    return change


def broken_anywhere(text: str) -> str:
    """Lines of any length, broken between any two words of a paragraph."""
    dice = random.Random(SEED)
    out: list[str] = []
    for paragraph, inside in _paragraphs(text):
        words = paragraph.split()
        while words:
            length = dice.randint(3, 16) if inside and "|" not in paragraph else len(words)
            out.append(" ".join(words[:length]))
            words = words[length:]
    return "\n".join(out)


def one_line_each(text: str) -> str:
    """No paragraph broken at all."""
    return "\n\n".join(paragraph for paragraph, _ in _paragraphs(text))


def unaccented_headings(text: str) -> str:
    """Headings without accents."""
    return "\n".join(_bare(line) if _is_heading(line) else line for line in text.split("\n"))


def upper_case_headings(text: str) -> str:
    """Headings of the highest levels in capitals."""
    return "\n".join(
        line.upper() if _is_heading(line) and re.match(r"[ #*]*(?:[IVX]+\.|\d{1,2}\.)", line) else line
        for line in text.split("\n")
    )


def _bare(line: str) -> str:
    return "".join(
        fold(one).upper() if one.isupper() else fold(one) if one.isalpha() else one for one in line
    )


def other_places(text: str) -> str:
    """Another ward in another city: the names of places are not what a plan is known by."""
    for old, new in _PLACES.items():
        text = text.replace(old, new)
    return text


def page_numbers(text: str) -> str:
    """A page number, alone between empty lines, wherever a page may end: in the middle of sentences too."""
    out, page = [], 1
    for at, line in enumerate(text.split("\n")):
        out.append(line)
        if at % 37 == 36:
            page += 1
            out += ["", f"      {page}      " if page % 2 else f"{page}", "", "  "]
    return "\n".join(out)


def stray_characters(text: str) -> str:
    """Characters that copying leaves behind: zero-width, soft hyphens, private ones, no-break spaces."""
    dice = random.Random(SEED)
    out = []
    for line in text.split("\n"):
        words = line.split(" ")
        if line.strip() and dice.random() < 0.25:
            at = dice.randrange(len(words))
            words[at] = dice.choice(("\u200b", "\u00ad", "\ufeff", "\ufffd")) + words[at]
            out.append(dice.choice(("\u00a0", " ")).join(words))
        else:
            out.append(line)
        if dice.random() < 0.01:
            out.append(dice.choice(("_______", "\x0b", "*", "~")))
    return "\n".join(out)


def as_markdown(text: str) -> str:
    """Headings as Markdown, emphasised."""
    out = []
    for line in text.split("\n"):
        if _is_heading(line) and "#" not in line and "**" not in line:
            level = 2 if re.match(r"\s*[IVX]+\.", line) else 3
            out += ["", f"{'#' * level} **{line.strip()}**", ""]
        else:
            out.append(line)
    return "\n".join(out)


def without_markdown(text: str) -> str:
    """Markdown's marks taken away."""
    return "\n".join(re.sub(r"^#+\s*|\*{2,3}", "", line) for line in text.split("\n"))


def single_spaced(text: str) -> str:
    """No empty lines at all."""
    return "\n".join(line for line in text.split("\n") if line.strip())


MUTATIONS: Final[dict[str, Callable[[str], str]]] = {
    "as given": lambda text: text,
    "renumbered": renumbered,
    "reflowed to 60": reflowed(60),
    "reflowed to 110": reflowed(110),
    "one line a paragraph": one_line_each,
    "broken anywhere": broken_anywhere,
    "headings without accents": unaccented_headings,
    "headings in capitals": upper_case_headings,
    "other places": other_places,
    "page numbers inside": page_numbers,
    "stray characters": stray_characters,
    "as Markdown": as_markdown,
    "without Markdown": without_markdown,
    "no empty lines": single_spaced,
    "all together": lambda text: stray_characters(
        page_numbers(unaccented_headings(renumbered(reflowed(72)(text))))
    ),
}
