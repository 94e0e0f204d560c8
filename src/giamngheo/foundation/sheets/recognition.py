"""Tells which heading of a person's table means which field, by lists of synonyms; knows no field itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from giamngheo.foundation.sheets.tables import Heading
from giamngheo.foundation.text.plain import plain

_FLOOR: Final = 0.84  # under it two short Vietnamese phrases are rather two things than one misspelt
_SHORTEST_FUZZY: Final = 5


@dataclass(frozen=True)
class Match:
    """A field found under a heading; score is 1 for the same words; how is exact, contained or similar."""

    field: str
    heading_index: int
    score: float
    how: str


def match_headings(headings: Sequence[Heading], words: Mapping[str, Sequence[str]]) -> dict[str, Match]:
    """Return for each field the heading that means it: best score first, each heading and each field once."""
    synonyms = {field: list(dict.fromkeys(map(plain, texts))) for field, texts in words.items()}
    candidates = [
        match
        for heading in headings
        for field, forms in synonyms.items()
        if (match := _best(heading, field, forms)) is not None
    ]
    order = {field: place for place, field in enumerate(synonyms)}
    candidates.sort(key=lambda match: (-match.score, match.heading_index, order[match.field]))
    found: dict[str, Match] = {}
    taken: set[int] = set()
    for match in candidates:
        if match.field not in found and match.heading_index not in taken:
            found[match.field] = match
            taken.add(match.heading_index)
    return {field: found[field] for field in synonyms if field in found}


def _best(heading: Heading, field: str, forms: Sequence[str]) -> Match | None:
    best: Match | None = None
    for text, weight in _texts(heading):
        for form in forms:
            score, how = _compare(text, form)
            if score and (best is None or score * weight > best.score):
                best = Match(field, heading.index, round(score * weight, 6), how)
    return best


def _texts(heading: Heading) -> list[tuple[str, float]]:
    """Return the plain texts by which a heading may be known: the whole, its last level, its upper levels."""
    levels = [level for level in map(plain, heading.path) if level]
    whole = plain(heading.text)
    texts = [(whole, 1.0)] if whole else []
    if len(levels) > 1:
        texts += [(levels[-1], 0.99), (" ".join(levels[-2:]), 0.985)]
    return texts


@lru_cache(maxsize=50_000)
def _compare(text: str, form: str) -> tuple[float, str]:
    if not text or not form:
        return 0.0, ""
    if text == form:
        return 1.0, "exact"
    there, wanted = text.split(), form.split()
    if f" {form} " in f" {text} ":
        # More surplus words: less sure. One short word inside a long heading says little.
        share = len(form) / len(text)
        return (0.7 + 0.25 * share, "contained") if len(wanted) > 1 or share > 0.4 else (0.0, "")
    if len(wanted) > 1 and Counter(wanted) <= Counter(there):  # «năm sinh» does not say «nam (năm sinh)»
        return 0.65 + 0.25 * len(form) / len(text), "contained"
    if min(len(text), len(form)) >= _SHORTEST_FUZZY:
        ratio = _likeness(min(text, form), max(text, form))
        same_numbers = [w for w in there if w.isdigit()] == [w for w in wanted if w.isdigit()]
        if ratio >= _FLOOR and same_numbers and not _differ_in_a_mark(there, wanted):
            return ratio * 0.9, "similar"
    return 0.0, ""


def _likeness(one: str, other: str) -> float:
    """Return the ratio of difflib, or 0 as soon as its cheap upper bounds say that it is under the floor."""
    if 2 * min(len(one), len(other)) < _FLOOR * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _FLOOR else 0.0


def _differ_in_a_mark(there: list[str], wanted: list[str]) -> bool:
    """Tell whether the texts differ in a code such as B1 and B2, which no misspelling explains."""
    return {word for word in there if any(map(str.isdigit, word))} != {
        word for word in wanted if any(map(str.isdigit, word))
    }
