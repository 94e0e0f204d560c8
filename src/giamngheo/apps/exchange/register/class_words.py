"""What lists call the class of a household, and how they write a decision into a cell or a title."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from giamngheo.foundation.text import plain
from giamngheo.law.vocabulary.standards import HouseholdClass

POOR: Final = HouseholdClass.POOR.value
NEAR_POOR: Final = HouseholdClass.NEAR_POOR.value
AVERAGE: Final = HouseholdClass.AVERAGE_LIVING_STANDARD.value
NOT_POOR: Final = HouseholdClass.NOT_POOR.value
LEFT_NEAR_POOR: Final = "left_near_poor"
"""It left the lists: not poor, by a decision that says so."""
LEFT_POOR: Final = "left_poor"
"""«Thoát nghèo»: near-poor now, or off the lists; the word alone does not say which."""

WORDS_FOR: Final[Mapping[str, str]] = {
    POOR: "Hộ nghèo",
    NEAR_POOR: "Hộ cận nghèo",
    AVERAGE: "Hộ có mức sống trung bình",
    NOT_POOR: "Hộ không nghèo",
    LEFT_NEAR_POOR: "Thoát cận nghèo",
    LEFT_POOR: "Thoát nghèo",
}
"""As a cell would say it."""
IN_SENTENCES: Final[Mapping[str, str]] = {one.value: one.label.lower() for one in HouseholdClass}
"""As a sentence names it."""

_BEFORE: Final = re.compile(r"^(?:(?:thuoc|dien|la|doi tuong|gia dinh|ho)\s+)+(?=\S)")
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    POOR: (
        r"ngheo(?: (?:moi|cu|da chieu|phat sinh|phat sinh moi))?",
        r"(?:tai|moi|phat sinh)(?: ho)? ngheo",
        "hn|n",
    ),
    NEAR_POOR: (
        r"can ngheo(?: (?:moi|cu|da chieu|phat sinh|phat sinh moi))?",
        r"(?:tai|moi|phat sinh)(?: ho)? can ngheo",
        r"thoat ngheo (?:(?:thanh|xuong|sang|chuyen|con|la|thuoc)\s)+(?:ho )?can ngheo",
        "hcn|cn",
    ),
    AVERAGE: (r"(?:(?!khong).)*\bmuc song trung binh", "mstb|hmstb"),
    NOT_POOR: (r"khong ngheo(?: (?:khong )?can ngheo)?", "khong|kn|hkn"),
    LEFT_NEAR_POOR: (
        r"(?:moi )?thoat(?: ho)? can ngheo",
        r"thoat ngheo (?:(?:thanh|la) )?(?:ho )?khong ngheo",
        r"thoat ngheo (?:va )?vuot(?: chuan)? can ngheo",
    ),
    LEFT_POOR: (r"(?:moi )?thoat(?: ho)? ngheo(?: ben vung)?", "tn"),
}
_FORMS: Final = {said: re.compile(rf"(?:{'|'.join(forms)})$") for said, forms in _WORDS.items()}
_LONGEST: Final = 300  # beyond it nobody wrote a class or a number
TOLD: Final = "hộ nghèo, hộ cận nghèo, hộ có mức sống trung bình, không nghèo, thoát cận nghèo"

_DAY: Final = r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
_BY: Final = r"(?:của|do)\s+(?P<by>[^)(;]+?)(?:\s+(?:về|v/v|ban hành)\b.*)?"
_PAPER: Final = re.compile(
    rf"^(?:quyết\s+định|qđ)?\s*(?:số)?\s*[:.]?\s*(?P<number>[^\s,;()]*\d[^\s,;()]*)"
    rf"(?:\s*[,;(]?\s*(?:ký\s+)?(?:ngày|ng\.?)?\s*(?P<day>{_DAY})\)?)?(?:\s*[,;]?\s*{_BY})?\s*[.)]*$",
    re.IGNORECASE,
)
_IN_TITLE: Final = re.compile(
    rf"quyết\s+định\s+số\s*[:.]?\s*(?P<number>[^\s,;()]*\d[^\s,;()]*)\s*,?\s*(?:ký\s+)?ngày\s*(?P<day>{_DAY})"
    rf"(?:\s*,?\s*{_BY})?\s*(?:[.);]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PaperSaid:
    """A decision as somebody wrote it: the day as text, empty where it is not told."""

    number: str
    day: str = ""
    by: str = ""


@lru_cache(maxsize=4096)
def class_of(word: str) -> str | None:
    """The class that a word means, or `LEFT_NEAR_POOR`, `LEFT_POOR`; None where it means none of them."""
    if len(word) > _LONGEST:
        return None
    bare = plain(word)
    bare = _BEFORE.sub("", bare) if bare != "ho" else bare
    return next((said for said, form in _FORMS.items() if form.match(bare)), None)


@lru_cache(maxsize=4096)
def paper_of(text: str) -> PaperSaid | None:
    """«QĐ số 12/QĐ-UBND ngày 1/12/2025 của UBND xã»: number, day, by whom; None where it reads otherwise."""
    bare = " ".join(text.split())
    if len(bare) > _LONGEST:
        return None
    if re.fullmatch(_DAY, bare, re.IGNORECASE):
        return PaperSaid("", bare.lower())
    found = _PAPER.match(bare)
    return _said(found) if found else None


def paper_in_title(line: str) -> PaperSaid | None:
    """The decision that a line above a list names: «Kèm theo Quyết định số … ngày … của …»."""
    found = _IN_TITLE.search(" ".join(line.split())[:_LONGEST])
    return _said(found) if found else None


def _said(found: re.Match[str]) -> PaperSaid:
    day = re.sub(r"\s*(?:tháng|năm)\s*", "/", (found["day"] or "").lower())
    day = re.sub(r"\s*([/.\-])\s*", r"\1", day)
    return PaperSaid(found["number"].strip(".:"), day, (found["by"] or "").strip(" .,"))
