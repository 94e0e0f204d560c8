"""The head of a plan: who issues it, number, place, day, title; and how its opening ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from giamngheo.apps.programmes.plans.citations import unit_name
from giamngheo.apps.programmes.plans.manuscript import Line, Manuscript, fold
from giamngheo.apps.programmes.plans.markers import MarkerKind, is_capitals, marker_of
from giamngheo.apps.programmes.plans.structure import Span
from giamngheo.apps.programmes.plans.words import KIND, TITLE_KINDS

_SEARCHED: Final = 60
_MOST_WORDS_BY_DAY: Final = 14
_MOTTO: Final = re.compile(
    r"cong\s+hoa\s+xa\s+hoi\b|cong\s+hoa\s*$|^\s*xa\s+hoi\s+chu\s+nghia|doc\s+lap\s*-\s*tu\s+do\s*-\s*hanh\s+phuc"
)
_NUMBER: Final = re.compile(
    r"\bso\s*[:.]?\s*([\d.…_\s]*?)\s*(/\s*(?:\d{4}\s*/\s*)?[a-z]{1,8}(?:\s*-\s*[a-z&]+)+)"
)
_PLACE_DAY: Final = re.compile(
    r"([^\W\d_][^\d,:;/]{1,45}?)\s*,\s*ngay\s*([\d.…_\s]*?)\s*thang\s*([\d.…_\s]*?)\s*nam\s*((?:\d{2})?\d{2}|[.…_\s]+)"
)
_DAY_ONLY: Final = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_BEGINS_OPENING: Final = re.compile(
    rf"(?:can cu|de |nham |xet |theo |tren co so|thuc hien (?:cac )?(?:{KIND})\b.{{0,12}}?(?:so\b|\d)|"
    rf"thuc hien (?:{KIND}) (?:cua|ngay)|uy ban nhan dan|ubnd|uy ban mttq|ban chi dao|kinh gui|"
    rf"thuc hien su chi dao)"
)
_BODY: Final = re.compile(
    r"\b((?:uy ban nhan dan|ubnd|ban chi dao|hoi dong nhan dan|dang uy|"
    r"uy ban mat tran to quoc)\b[^.;:,()]{2,90}?)\s*(?:,\s*)?"
    r"(?=(?:xay dung|ban hanh|lap|de ra|trien khai|to chuc (?:trien khai )?thuc hien|thong nhat|yeu cau|"
    r"cu the|phe duyet)\b)"
)
_UNIT: Final = r"(?:phuong|xa|thi tran|thi xa|thanh pho|tp\.?|quan|huyen|tinh|dac khu)"
_OVER_AREA: Final = re.compile(
    rf"(?:tren )?dia ban\s+(?:toan\s+)?({_UNIT}\s+[^.;:,()\n]+?)(?=\s+(?:nam|giai doan|den|va|cu the|"
    rf"trong)\b|[.;:,()]|$)"
)
_ISSUING: Final = re.compile(
    r"\s*(?:uy ban nhan dan|ubnd|ban chi dao|dang uy|hoi dong nhan dan|uy ban mttq|ban quan ly|phong|so)\b"
)
_RANGE_OF_YEARS: Final = re.compile(
    r"(?:giai doan|tu nam|thoi ky|cac nam|nam)\s*(20\d\d)\s*(?:-|den(?: het)?(?: nam)?)\s*(20\d\d)"
)
_ONE_YEAR: Final = re.compile(r"(?P<until>\b(?:den|het|cuoi)\s+(?:het |cuoi )*)?\bnam\s+(?P<year>20\d\d)\b")


@dataclass(frozen=True)
class Head:
    """What the head says; `body` is the index among the given lines where the opening begins."""

    issuer: str | None
    number: str | None
    has_blank_number: bool
    date: str | None
    place: str | None
    title: str | None
    body: int
    spans: tuple[Span, ...]


def read_head(manuscript: Manuscript, lines: Sequence[Line]) -> Head:
    """Read the head; `lines` are without noise and empty ones."""
    title_at, title_end, title = _title(lines)
    zone = lines[: title_end or _end_of_zone(lines)]
    number, has_blank = _number(zone)
    place, day = _place_and_day(zone)
    top = lines[:title_at] if title_at is not None else zone
    issuer = _issuer_of_top(top) or None
    after = title_end if title_end is not None else len(zone)
    opening = " ".join(line.words for line in lines[after : after + 25])
    is_council = issuer is not None and re.match(r"uy ban|ubnd|hoi dong", fold(issuer)) is not None
    said = None if is_council else _issuer_of_opening(opening, title)
    issuer = said or (_in_proper_case(issuer, manuscript) if issuer else None)
    spans = tuple(manuscript.span(line.start, line.end) for line in zone)
    return Head(issuer, number, has_blank, day, place, title, len(zone), spans)


def _end_of_zone(lines: Sequence[Line]) -> int:
    """Without a title the head ends before the first heading or the opening."""
    for at, line in enumerate(lines[:_SEARCHED]):
        folded = fold(line.words)
        if re.match(r"can cu|i\s*[./]\s*\w|thuc hien ", folded):
            return at
    return 0


def _title(lines: Sequence[Line]) -> tuple[int | None, int | None, str | None]:
    """Where the title begins and ends, and its words after «KẾ HOẠCH»."""
    for at, line in enumerate(lines[:_SEARCHED]):
        words = line.words.strip(" *#:")
        found = TITLE_KINDS.match(fold(words))
        if found is None or marker_of(words).kind is not MarkerKind.NONE:
            continue
        rest = words[found.end() :].strip(" :")
        alone = not rest or re.fullmatch(r"so\s*[\d./\w-]*", fold(rest))
        if not alone and not is_capitals(words[: found.end()]):
            continue
        said, end = ([] if alone else [rest]), at + 1
        while end < len(lines) and end - at < 10 and not _is_after_title(lines, end, said):
            said.append(lines[end].words)
            end += 1
        return at, end, " ".join(said).strip(" -_*") or None
    return None, None, None


def _is_after_title(lines: Sequence[Line], at: int, said: Sequence[str]) -> bool:
    line = lines[at]
    following = lines[at + 1].words if at + 1 < len(lines) else ""
    folded = fold(f"{line.words} {following}").lstrip(" *_-+")
    marker = marker_of(line.view)
    if marker.kind in {
        MarkerKind.ROMAN,
        MarkerKind.PART,
        MarkerKind.UPPER,
        MarkerKind.NUMBER,
        MarkerKind.DASH,
    }:
        return not (said and marker.kind is MarkerKind.DASH and said[-1][-1:].isdigit())
    if not _BEGINS_OPENING.match(folded):
        return False
    if not said:
        return bool(re.match(r"can cu|thuc hien .*\bso\b|kinh gui", folded))
    return not (line.words[:1].islower() or (is_capitals(line.words) and is_capitals(said[-1])))


def _number(zone: Sequence[Line]) -> tuple[str | None, bool]:
    text = "\n".join(line.view for line in zone)
    found = _NUMBER.search(fold(text))
    if found is None:
        return None, False
    digits = re.sub(r"\D", "", found[1])
    sign = re.sub(r"\s+", "", text[found.start(2) : found.end(2)]).upper()
    return (f"{digits}{sign}", False) if digits else (None, True)


def _place_and_day(zone: Sequence[Line]) -> tuple[str | None, str | None]:
    views = [line.view for line in zone]
    joined = [f"{first} {second}" for first, second in pairwise(views)]  # the year on the next line
    for view in (*views, *joined):
        folded = _NUMBER.sub(lambda one: " " * (len(one[0]) - 1) + "|", fold(view))
        found = _PLACE_DAY.search(folded)
        if found is not None:
            place = " ".join(view[found.start(1) : found.end(1)].rpartition("   ")[2].split())
            return place.strip(" -–(*") or None, _iso(found[2], found[3], found[4])
    for view in (*views, *joined):
        only = _DAY_ONLY.search(fold(view))
        if only and len(view.split()) < _MOST_WORDS_BY_DAY:
            return None, _iso(only[1], only[2], only[3])
    return None, None


def _iso(day: str, month: str, year: str) -> str | None:
    parts = [re.sub(r"\D", "", part) for part in (day, month, year)]
    if not all(parts):
        return None
    days, months, years = (int(part) for part in parts)
    years += 2000 if years < 100 else 0
    return f"{years:04d}-{months:02d}-{days:02d}" if 1 <= months <= 12 and 1 <= days <= 31 else None


def _issuer_of_top(top: Sequence[Line]) -> str | None:
    """The last body named above the title, its name over as many lines as it takes."""
    said: list[str] = []
    bodies: list[list[str]] = []
    for line in top:
        view = re.split(r"\s{3,}|\|", line.view.strip())
        for part in view:
            folded = fold(part)
            cut = _MOTTO.search(folded)
            words = " ".join(part[: cut.start()].split()) if cut else " ".join(part.split())
            number = re.search(r"\bso\s*[:.]?\s*[\d.…_]*\s*/", fold(words))
            words = words[: number.start()] if number else words
            words = words.strip(" -–_*.")
            if not words or _PLACE_DAY.search(fold(words)):
                continue
            if _ISSUING.match(fold(words)):
                said = [words]
                bodies.append(said)
            elif bodies and len(said) < 3 and is_capitals(words) and is_capitals(said[0]):
                said.append(words)
    return " ".join(bodies[-1]) if bodies and len(" ".join(bodies[-1])) > len("uy ban nhan dan") + 1 else None


def _in_proper_case(issuer: str, manuscript: Manuscript) -> str:
    """A name in capitals as the text writes it elsewhere; else each of its words with a capital."""
    name = unit_name(issuer)
    if not is_capitals(issuer):
        return name
    begin = re.match(r"(?:uy ban nhan dan|hoi dong nhan dan|ban chi dao)\s*", fold(name))
    rest = name[begin.end() :] if begin else name
    head = name[: begin.end()].strip() if begin else ""
    pattern = re.compile(r"\b" + r"\s+".join(re.escape(word) for word in fold(rest).split()) + r"\b")
    for found in pattern.finditer(manuscript.folded):
        written = " ".join(manuscript.view[found.start() : found.end()].split())
        if not is_capitals(written):
            written = re.sub(
                r"^(Phường|Xã|Thị trấn|Thành phố|Huyện|Tỉnh|Quận|Thị xã|Đặc khu)\b",
                lambda m: m[0].lower(),
                written,
            )
            return f"{head} {written}".strip()
    kind = re.match(_UNIT, fold(rest))
    lower = rest.title() if kind is None else rest[: kind.end()].lower() + rest[kind.end() :].title()
    return f"{head} {lower}".strip()


def _issuer_of_opening(opening: str, title: str | None) -> str | None:
    found = _BODY.search(fold(opening))
    if found is not None:
        name = unit_name(opening[found.start(1) : found.end(1)])
        return _with_place(name, title or "")
    for text in (title or "", opening):
        over = _OVER_AREA.search(fold(text))
        if over is not None:
            return f"Ủy ban nhân dân {' '.join(text[over.start(1) : over.end(1)].split())}"
    return None


def _with_place(name: str, title: str) -> str:
    """«Ủy ban nhân dân xã» with the name of the commune that the title tells."""
    bare = re.search(rf"\s({_UNIT})$", fold(name))
    over = _OVER_AREA.search(fold(title)) if bare else None
    if bare is None or over is None or not over[1].startswith(bare[1]):
        return name
    return f"{name[: bare.start()]} {' '.join(title[over.start(1) : over.end(1)].split())}"


def years_in(folded: str) -> tuple[int | None, int | None]:
    """The years that a title or a sentence of time is for; a single year says more than a range beside it."""
    ranges = list(_RANGE_OF_YEARS.finditer(folded))
    singles = [
        one
        for one in _ONE_YEAR.finditer(folded)
        if not any(known.start() <= one.start() < known.end() for known in ranges)
    ]
    if singles:
        year = int(singles[0]["year"])
        return (None if singles[0]["until"] and not ranges else year), year
    return (int(ranges[0][1]), int(ranges[0][2])) if ranges else (None, None)
