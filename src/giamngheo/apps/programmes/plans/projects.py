"""Headings of projects and sub-projects: which of the programme they are, whatever number they bear."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Final

from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.markers import is_capitals
from giamngheo.apps.programmes.plans.words import OUT_OF_SCOPE
from giamngheo.law.vocabulary.programmes import Programme, Project

_HEAD: Final = re.compile(
    r"\s*(?:(?:noi dung|thuc hien|trien khai|ve|doi voi)\s+)?(?P<kind>tieu\s+du\s+an|tda|du\s+an|"
    r"da)(?:\s+thanh\s+phan)?(?:\s+so)?\s*:?\s*"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?)?(?P<end>\s*[:.\-,;()–]|\s+|$)\s*"
)
_NUMBERED: Final = (
    r"(?:tieu\s+du\s+an|tda|du\s+an|da)(?:\s+thanh\s+phan|\s+so)?\s*\d{1,2}(?:\.\d{1,2})?(?![\d/%])"
)
_SEVERAL: Final = re.compile(
    rf"\s*(?:(?:noi dung|thuc hien|trien khai|ve|doi voi)\s+)?(?P<all>{_NUMBERED}"
    rf"(?:(?:\s*\([^()]*\))?\s*(?:[-–,;:/(]|\bva\b|\bthuoc\b|\bcua\b|\b(?:bao )?gom\b)"
    rf"(?:\s*(?:thuoc|cua|(?:bao )?gom)\b)?\s*{_NUMBERED})+)\s*\)?"
    r"(?P<end>\s*[:.\-–]\s*|\s*$|\s+)"
)
"""«Tiểu dự án 2 - Dự án 4», «Dự án 4, Tiểu dự án 2», «TDA 1, TDA 2 - DA 7»,
«Dự án 6: gồm Tiểu dự án 1 (…) và Tiểu dự án 2»."""
_EACH: Final = re.compile(r"(?P<kind>tieu\s+du\s+an|tda|du\s+an|da)\D*?(?P<number>\d{1,2}(?:\.\d{1,2})?)")
_OUTSIDE: Final = re.compile(
    rf"(?:\b(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|tinh|dia phuong|don vi) )?(?:{OUT_OF_SCOPE.pattern})"
)
_NAME_END: Final = re.compile(r"[:;.(\[]| - (?=[A-ZĐÀ-Ỹ])")
_NOT_HEADING: Final = re.compile(
    r"\s*(?:thuoc\b|chu tri|va (?:tieu )?du an|,|theo |do |duoc |cua |tren |nay\b|trong )"
)
_REFERENCE: Final = re.compile(
    r"(?:(?P<sub>tieu\s+du\s+an|tda)|(?P<whole>du\s+an))(?:\s+thanh\s+phan|"
    r"\s+so)?\s*(?P<first>\d{1,2}(?:\.\d{1,2})?)(?P<more>(?:\s*(?:,|va|"
    r";)\s*\d{1,2}(?:\.\d{1,2})?(?![\d/%]))*)"
)
_WHOLE_BEHIND_COMMA: Final = re.compile(r"\s*,\s*du\s+an\s*(\d)(?!\s*[,.]\s*\d)")
_WHOLE_BEHIND: Final = re.compile(r"\s*(?:thuoc|cua|-|\()\s*du\s+an\s*(\d)")
_STOP: Final = frozenset(
    ("va", "cho", "cac", "cua", "thuc", "hien", "trong", "tren", "dia", "ban", "ve", "cong", "tac", "mot",
     "so", "du", "an", "tieu", "noi", "dung")
)  # fmt: skip
_ENOUGH: Final = 0.62
_CERTAIN: Final = 0.86
_WHOLE: Final = 0.93


@dataclass(frozen=True)
class ProjectHead:
    """The heading of a project as a plan has it. `end` is where its name ends in the body of the block."""

    code: str | None
    label: str
    number: str | None
    name: str
    is_part: bool
    end: int
    by_name: str | None
    by_number: str | None
    whole: str | None = None
    """The project of which the heading itself says that this is a part."""
    also: tuple[str, ...] = ()
    """Codes of the others that the same heading names."""


def project_head(text: str, programme: Programme, within: str | None) -> ProjectHead | None:
    """The project that a block's body is the heading of; `within` is the code of the project before it."""
    folded = fold(text)
    several = _SEVERAL.match(folded)
    if several is not None and (head := _of_several(text, several, programme, within)) is not None:
        return head
    found = _HEAD.match(folded)
    if found is not None and found["kind"] == "da" and text[found.start("kind") : found.end("kind")] != "DA":
        found = None  # «đã» without its accents
    if found is None or (found["number"] is None and not found["end"].strip()):
        return _by_name_alone(text, programme, within)
    rest = folded[found.end() :]
    number = found["number"]
    if number and (found["end"].strip() == "," or _NOT_HEADING.match(rest)):
        return None
    is_part = not found["kind"].startswith("d")
    name = _name(text, found.end())
    best, score = best_named(name, programme, is_part=is_part, within=within)
    if number is None and score < _ENOUGH:
        return None
    says_outside = bool(found["end"].strip()) and not name.strip()
    if (
        number
        and score < 0.3
        and not says_outside
        and (text[found.end() :][:1].islower() or len(name.split()) > 40)
    ):
        return None
    is_part = is_part or bool(number and "." in number)
    by_number = _of_number(number, programme, is_part=is_part, within=within)
    by_name = best.code if best is not None and score >= _ENOUGH else None
    word = text[found.start("kind") : found.end("kind")]
    label = _label(word, number)
    return ProjectHead(
        by_name or by_number, label, number, name, is_part, found.end() + len(name), by_name, by_number
    )


def _of_several(
    text: str, found: re.Match[str], programme: Programme, within: str | None
) -> ProjectHead | None:
    """A heading by a sub-project and its project, in either order, or by several of them.

    A name tells which part of the project it is before the number does, as everywhere.
    """
    each = list(_EACH.finditer(found["all"]))
    begin = found.start("all")
    if any(
        one["kind"] == "da" and text[begin + one.start() : begin + one.end("kind")] != "DA" for one in each
    ):
        return None  # «đã» without its accents
    codes = _codes_of([(one["kind"].startswith("t"), one["number"]) for one in each], within)
    known = [code for code in codes if programme.project(code)]
    if not known or len(known) < len(codes):
        return None
    name = _name(text, found.end())
    is_part, also = "." in known[0], tuple(known[1:])
    best, score = best_named(name, programme, is_part=is_part, within=known[0])
    is_named = best is not None and score >= _ENOUGH
    is_set_apart = bool(found["end"].strip()) or not name.strip() or re.fullmatch(r"\s*\([^()]*\)\W*", name)
    if not is_set_apart and not is_named:
        return None  # a sentence about them, no heading
    own = next((one for one in each if one["kind"].startswith("t") is is_part), each[0])
    word = text[begin + own.start("kind") : begin + own.end("kind")]
    whole = known[0].partition(".")[0] if is_part else None
    is_of_whole = best is not None and best.whole == whole
    by_name = best.code if best is not None and is_named and is_of_whole and not also else None
    end = found.end() + len(name)
    label = _label(word, own["number"])
    return ProjectHead(
        by_name or known[0], label, own["number"], name, is_part, end, by_name, known[0], whole, also
    )


def _codes_of(each: Sequence[tuple[bool, str]], within: str | None) -> list[str]:
    """National codes of the parts (True) and projects that one heading names, a part with its project's.

    Where a part comes first, parts stand before their projects, else behind them. A part with no project
    beside it is of the one `within` which it stands.
    """
    wholes = [at for at, (is_part, _) in enumerate(each) if not is_part]
    of: dict[int, int | None] = {}
    for at, (is_part, number) in enumerate(each):
        if is_part and "." not in number:
            ahead, behind = [one for one in reversed(wholes) if one < at], [one for one in wholes if one > at]
            near = behind or ahead if each[0][0] else ahead or behind
            of[at] = near[0] if near else None
    outer = (within or "").partition(".")[0]
    codes = []
    for at, (_, number) in enumerate(each):
        if at in of:
            whole = of[at]
            codes.append(f"{outer if whole is None else each[whole][1]}.{number}")
        elif at not in of.values():
            codes.append(number)
    return codes


def is_whole_heading(text: str, programme: Programme) -> bool:
    """Whether a text is the heading of a project with its whole name and nothing behind it."""
    found = _SEVERAL.match(fold(text)) or _HEAD.match(fold(text))
    if found is None or not (found.groupdict().get("all") or found["number"]):
        return False
    for is_part in (True, False):
        if best_named(text[found.end() :], programme, is_part=is_part, within=None)[1] >= _WHOLE:
            return True
    return False


def _label(word: str, number: str | None) -> str:
    kind = "Tiểu dự án" if fold(word).startswith("t") else "Dự án"
    return f"{kind} {number}" if number else kind


def _name(text: str, start: int) -> str:
    """The name behind the number, up to what is said of it."""
    rest = text[start:]
    is_dashed = not is_capitals(rest)  # in capitals a dash stands inside names too
    ends = [
        one.start()
        for one in _NAME_END.finditer(rest)
        if one.start() > 3 and (is_dashed or "-" not in one[0])
    ]
    scope = _OUTSIDE.search(fold(rest))
    ends += [scope.start()] if scope else []
    return rest[: min(ends)] if ends else rest


def _by_name_alone(text: str, programme: Programme, within: str | None) -> ProjectHead | None:
    """A heading that gives the name of a project without the words «Dự án»."""
    name = _name(text, 0)
    if len(name.split()) > 40 or len(name.split()) < 3:
        return None
    for is_part in (True, False):
        best, score = best_named(name, programme, is_part=is_part, within=within)
        if best is not None and score >= _CERTAIN:
            return ProjectHead(best.code, best.label, None, name, is_part, len(name), best.code, None)
    return None


def _of_number(number: str | None, programme: Programme, *, is_part: bool, within: str | None) -> str | None:
    if number is None:
        return None
    if is_part and "." not in number:
        number = f"{within.partition('.')[0]}.{number}" if within else ""
    return number if programme.project(number) else None


def best_named(
    name: str, programme: Programme, *, is_part: bool, within: str | None
) -> tuple[Project | None, float]:
    """The project of the programme whose name is most like this one, and how like (0 to 1)."""
    said = words_of(name)
    best: Project | None = None
    most = 0.0
    for project in programme.projects:
        if project.is_part is not is_part:
            continue
        score = max((_likeness(said, words_of(known), programme) for known in project.names), default=0.0)
        if score > most or (score == most and within and project.whole == within.partition(".")[0]):
            best, most = project, score
    return best, most


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(word for word in re.findall(r"\w+", fold(name)) if word not in _STOP)


def _likeness(said: frozenset[str], known: frozenset[str], programme: Programme) -> float:
    if not said or not known:
        return 0.0
    weights = _weights(programme.id, tuple(project.name for project in programme.projects))
    shared, all_said, all_known = (
        sum(weights.get(word, weights[""]) for word in words) for words in (said & known, said, known)
    )
    return 2 * shared / (all_said + all_known)


@lru_cache(maxsize=8)
def _weights(programme: str, names: tuple[str, ...]) -> Mapping[str, float]:
    """How much a word tells: the more the fewer names have it; «» is for words of none."""
    del programme
    each = [words_of(name) for name in names]
    times = Counter(word for words in each for word in words)
    return {word: log((len(each) + 2) / (times[word] + 1)) + 0.2 for word in ("", *times)}


def references_in(folded: str, programme: Programme) -> Iterator[str]:
    """Codes of the (sub)projects that a sentence names: «Dự án 4 (Tiểu dự án 1, 3)» is 4.1 and 4.3."""
    within: str | None = None
    pending: list[str] = []
    is_told = False
    for found in _REFERENCE.finditer(folded):
        numbers = [found["first"], *re.findall(r"\d{1,2}(?:\.\d{1,2})?", found["more"] or "")]
        if not found["sub"]:
            yield from pending
            pending = [] if is_told else [one for one in numbers if programme.project(one)]
            within, is_told = numbers[-1], False
            continue
        behind = _WHOLE_BEHIND.match(folded[found.end() :])
        if behind is None and within is None:
            behind = _WHOLE_BEHIND_COMMA.match(folded[found.end() :])
        is_told = behind is not None
        if behind is not None:
            yield from pending
            whole: str | None = behind[1]
        else:
            yield from pending[:-1]
            whole = within
        pending = []
        codes = [one if "." in one else f"{whole}.{one}" for one in numbers]
        yield from (code for code in codes if programme.project(code))
    yield from pending
