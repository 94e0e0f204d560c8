"""Instruments that a text names: kind, number, day, issuer; and what the law folder knows of them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from giamngheo.apps.programmes.plans.blocks import Block
from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.structure import Cited
from giamngheo.apps.programmes.plans.words import INSTRUMENT_KINDS, KIND
from giamngheo.law.library import instruments
from giamngheo.law.vocabulary.texts import Instrument

_NUMBER: Final = (
    r"\d{1,5}(?:\s?[a-z])?\s*(?:/\s*\d{4})?\s*[/\-]\s*[a-z][a-z0-9&]*(?:\s?-\s?[a-z0-9&]+(?:\([a-z]+\))?)*"
)
_NUMBER_OF_PARTY: Final = r"\d{1,5}\s*-\s*[a-z]{2,4}\s*/\s*[a-z]{2,4}"
_DAY: Final = r"(?:ngay|ngay:)\s*(\d{1,2})\s*(?:/|-|\.|thang)\s*(\d{1,2})\s*(?:/|-|\.|nam)\s*(\d{4})"
_DAY_RE: Final = re.compile(_DAY)
_NUMBERED: Final = re.compile(rf"\b({KIND})\s*(?:so\s*:?\s*)?({_NUMBER_OF_PARTY}|{_NUMBER})(?![\w/])")
_BY_DAY: Final = re.compile(
    rf"\b(luat|bo luat|phap lenh|nghi quyet|ket luan|chi thi)\b([^;.\d]{{0,140}}?)\s*({_DAY}|"
    rf"\bnam\s+(\d{{4}}))"
)
_ISSUER_AFTER: Final = re.compile(
    r"\s*(?:,\s*)?(?:cua\s+)?((?:chinh phu|thu tuong chinh phu|quoc hoi|uy ban thuong vu quoc hoi|"
    r"bo truong|bo |ban chap hanh|"
    r"ban thuong vu|thuong truc|tinh uy|thanh uy|huyen uy|dang uy|thi uy|hoi dong nhan dan|hdnd|"
    r"uy ban nhan dan|ubnd|so |ban chi dao|"
    r"chu tich|trung uong|uy ban dan toc|ngan hang|bo chinh tri|ban bi thu|tong cuc|lien bo)[^;.,()]*?)"
    r"(?=\s+(?:ve|v/v|quy dinh|huong dan|phe duyet|ban hanh|sua doi|giao|khoa|thuc hien|trien khai|"
    r"tang cuong|doi voi|"
    r"tren dia ban|giai doan|bo sung|cong bo|thong qua)\b|"
    rf"\s+va\s+(?:{KIND})\b|[;.,()]|\s*$)"
)
_SUFFIX_ISSUERS: Final = {
    "ttg": "Thủ tướng Chính phủ",
    "cp": "Chính phủ",
    "btc": "Bộ Tài chính",
    "byt": "Bộ Y tế",
    "bxd": "Bộ Xây dựng",
    "bldtbxh": "Bộ Lao động - Thương binh và Xã hội",
    "bnnptnt": "Bộ Nông nghiệp và Phát triển nông thôn",
    "btttt": "Bộ Thông tin và Truyền thông",
    "bnnmt": "Bộ Nông nghiệp và Môi trường",
}
_ACCENTED: Final = (
    ("Q[DĐ]-TTG", "QĐ-TTg"),
    ("QD", "QĐ"),
    ("ND", "NĐ"),
    ("HDND", "HĐND"),
    ("BLDTBXH", "BLĐTBXH"),
    ("BGDDT", "BGDĐT"),
)
_LIKENESS: Final = 0.6


def citations_in(block: Block) -> Iterator[Cited]:
    """Every instrument named in a block, in order."""
    text, folded = block.body, block.folded
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Cited]] = []
    for one in _NUMBERED.finditer(folded):
        end = _sentence_end(folded, one.end())
        day = _DAY_RE.match(folded[one.end() : end].lstrip(" ,"))
        lead = len(folded[one.end() : end]) - len(folded[one.end() : end].lstrip(" ,"))
        after = one.end() + lead + day.end() if day else one.end()
        issuer, stop = _issuer(text, folded, after)
        number = _number(text[one.start(2) : one.end(2)])
        kind = INSTRUMENT_KINDS[one[1]]
        said = _day(day)
        known = entry_of(kind, number, said, text[one.start() : min(end, len(text))])
        found.append(
            (
                one.start(),
                Cited(
                    text=text[one.start() : stop].strip(" ,;."),
                    kind=kind,
                    number=number,
                    date=said,
                    issuer=issuer or _by_suffix(number),
                    id=known.id if known else None,
                    span=block.span_of(one.start(), max(stop, one.end())),
                ),
            )
        )
        taken.append((one.start(), max(stop, one.end())))
    for one in _BY_DAY.finditer(folded):
        if any(start < one.end() and one.start() < end for start, end in taken):
            continue
        day = _DAY_RE.search(one[0])
        kind = INSTRUMENT_KINDS[one[1]]
        if day is None and kind not in {"Luật", "Bộ luật", "Pháp lệnh"}:
            continue
        issuer, stop = _issuer(text, folded, one.end())
        said = text[one.start() : stop].strip(" ,;.")
        found.append(
            (
                one.start(),
                Cited(
                    text=said,
                    kind=kind,
                    number=None,
                    date=_day(day),
                    issuer=issuer or ("Quốc hội" if kind in {"Luật", "Bộ luật"} else None),
                    id=None,
                    span=block.span_of(one.start(), stop),
                ),
            )
        )
    yield from (cited for _, cited in sorted(found, key=lambda pair: pair[0]))


def _sentence_end(folded: str, start: int) -> int:
    found = re.compile(r";|\.(?=\s|$)").search(folded, start)
    return found.start() if found else len(folded)


def _day(found: re.Match[str] | None) -> str | None:
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return None


def day_in(folded: str) -> str | None:
    """The first day written out in a text, as 2022-10-10."""
    return _day(_DAY_RE.search(folded))


def _issuer(text: str, folded: str, start: int) -> tuple[str | None, int]:
    found = _ISSUER_AFTER.match(folded, start)
    if found is None:
        return None, start
    return unit_name(text[found.start(1) : found.end(1)]), found.end(1)


def _number(said: str) -> str:
    number = re.sub(r"\s+", "", said).replace("–", "-").upper()
    for bare, written in _ACCENTED:
        number = re.sub(rf"(?<![A-ZĐ]){bare}(?![A-ZĐ])", written, number)
    return number


def _by_suffix(number: str) -> str | None:
    return _SUFFIX_ISSUERS.get(fold(number).rpartition("-")[2]) if "-" in number else None


_SHORT: Final = (
    (
        re.compile(r"^(?:UBND|Uỷ ban nhân dân|Ủy ban nhân dân|UỶ BAN NHÂN DÂN|ỦY BAN NHÂN DÂN)\b"),
        "Ủy ban nhân dân",
    ),
    (re.compile(r"^(?:HĐND|Hội đồng nhân dân|HỘI ĐỒNG NHÂN DÂN)\b"), "Hội đồng nhân dân"),
)


def unit_name(said: str) -> str:
    """A body's name with its usual beginning written out."""
    name = " ".join(said.split()).strip(" ,;.:-–")
    for pattern, whole in _SHORT:
        name = pattern.sub(whole, name)
    return name


def entry_of(kind: str, number: str, said: str | None, context: str) -> Instrument | None:
    """The entry of `instruments.yaml` of this kind and number.

    Numbers that carry no year («90/QĐ-TTg») are given anew each year: there the year, or else the words of
    the title, must agree too.
    """
    for one in instruments().values():
        if one.kind != kind or _alike(one.number) != _alike(number):
            continue
        if re.search(r"/\d{4}/", number) or one.issued is None:
            return one
        if said is not None and said[:4] == str(one.issued.year):
            return one
        if _likeness(context, one.title) >= _LIKENESS:
            return one
    return None


def _alike(number: str) -> str:
    return re.sub(r"[^a-z0-9/]", "", fold(number)).lstrip("0")


def _likeness(context: str, title: str) -> float:
    words = {word for word in re.findall(r"\w+", fold(title)) if len(word) > 1}
    return len(words & set(re.findall(r"\w+", fold(context)))) / len(words) if words else 0.0
