"""The end of a plan: what closes it, to whom it goes, who signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.apps.programmes.plans.manuscript import Line, Manuscript, fold
from giamngheo.apps.programmes.plans.markers import is_capitals
from giamngheo.apps.programmes.plans.structure import Piece, Signer, Span

_RECIPIENTS: Final = re.compile(r"\W*noi\s+nhan\s*[:.]?")
_ON_BEHALF: Final = re.compile(r"\b(?:tm|t/m)\s*\.\s*[^\n]*?(?=\s{3,}|\bkt\b|$)|\b(?:tm|t/m)\s*\.\s*[\w ]+")
_CAPACITY: Final = re.compile(
    r"\b(kt\s*\.?\s*(?:chu tich|truong ban|giam doc|truong phong|bi thu)|tl\s*\.\s*chu tich|"
    r"tuq\s*\.\s*chu tich|q\s*\.\s*chu tich|"
    r"pho chu tich(?: (?:thuong truc|phu trach))?|chu tich|pho truong ban|truong ban|truong phong|"
    r"pho truong phong|chanh van phong)\b"
)
_NAME: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zđà-ỹ]*\.?\s+){1,5}[A-ZĐÀ-Ỹ][a-zđà-ỹ]*")
_CAPITAL_NAME: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ]+\s+){1,5}[A-ZĐÀ-Ỹ]+")
_NOT_NAMES: Final = re.compile(
    r"uy ban|hoi dong|chu tich|mat tran|trung tam|ky ten|dong dau|da ky|\bluu\b|noi nhan|"
    r"phu luc|thanh pho|hdnd|ubnd"
)
_UNITS: Final = re.compile(r"\b(?:phòng|ban|sở|biểu|phường|xã|huyện|tỉnh)\s")
_UNITS_BARE: Final = re.compile(r"\b(?:phong|ban|so|bieu|phuong|xa|huyen|tinh)\s")
"""«Phòng …» is an office, «Phong» a name: told apart by the accents where the text has any."""
_APPENDIX: Final = re.compile(
    r"\W*(?:phu\s+luc|bieu\s+so|bieu\s+mau|mau\s+so)\b(?!.*(?:kem theo ke hoach nay\)?;))"
)


@dataclass(frozen=True)
class Tail:
    """`first`: index of the first line of the tail; `after`: of the first line behind it (appendices)."""

    recipients: tuple[Piece, ...]
    signer: Signer | None
    first: int
    after: int
    spans: tuple[Span, ...]


def read_tail(manuscript: Manuscript, lines: Sequence[Line]) -> Tail:
    """Read the end; `lines` are without noise and empty ones."""
    first = _first(lines)
    if first is None:
        return Tail((), None, len(lines), len(lines), ())
    after = next((at for at in range(first, len(lines)) if _is_appendix(lines[at], at > first)), len(lines))
    within = lines[first:after]
    recipients, used = _recipients(manuscript, within)
    signer, of_signer = _signer(manuscript, within, used)
    spans = [manuscript.span(line.start, line.end) for line in within if line.number in of_signer]
    head = within[0]
    if _RECIPIENTS.match(fold(head.words)):
        spans.append(manuscript.span(head.start, head.end))
    return Tail(tuple(recipients), signer, first, after, tuple(spans))


def _is_appendix(line: Line, is_behind: bool) -> bool:
    return is_behind and bool(_APPENDIX.match(fold(line.words))) and not line.words.startswith("-")


def _first(lines: Sequence[Line]) -> int | None:
    """The line of «Nơi nhận», or of the signature where that stands before it or alone."""
    found = [at for at, line in enumerate(lines) if _RECIPIENTS.match(fold(line.words))]
    signing = [
        at
        for at, line in enumerate(lines)
        if re.match(r"\W*(?:tm|t/m)\s*\.", fold(line.words)) and at > len(lines) // 2 and len(line.words) < 90
    ]
    signing += [
        at
        for at, line in enumerate(lines)
        if at > len(lines) // 2
        and re.match(r"\W*kt\s*\.\s*chu tich", fold(line.words))
        and len(line.words) < 60
    ]
    if not found:
        return min(signing) if signing else None
    return min([found[-1], *(at for at in signing if found[-1] - 12 < at)])


def _recipients(manuscript: Manuscript, lines: Sequence[Line]) -> tuple[list[Piece], set[int]]:
    pieces: list[Piece] = []
    used: set[int] = set()
    begun = False
    for line in lines:
        folded = fold(line.view)
        opening = _RECIPIENTS.match(folded)
        if opening is not None:
            begun = True
            used.add(line.number)
            rest = line.view[opening.end() :]
            start = line.start + opening.end()
            if _CAPACITY.search(fold(rest)) or _ON_BEHALF.search(fold(rest)):
                continue
        else:
            rest, start = line.view, line.start
        if not begun or not rest.strip():
            continue
        if pieces and pieces[-1].text and _goes_on(lines, line, pieces[-1]):
            last = pieces.pop()
            span = manuscript.span(last.span.start, line.end)
            text = f"{last.text} {' '.join(line.view.split())}".rstrip(" ;./")
            pieces.append(Piece(text=text, span=span))
            used.add(line.number)
            continue
        for found in re.finditer(r"\s*[-–+•]\s*([^;]+?(?:;|\.(?:/\.)?\s*$|$|(?=\s{4,})))", rest):
            said = found[1]
            cut = re.search(r"\s{4,}", said)
            said = said[: cut.start()] if cut else said
            if len(said.strip(" ;./")) < 2:
                continue
            where = start + found.start(1)
            text = " ".join(said.split()).rstrip(" ;./")
            pieces.append(Piece(text=text, span=manuscript.span(where, where + len(said))))
            used.add(line.number)
    return pieces, used


def _goes_on(lines: Sequence[Line], line: Line, last: Piece) -> bool:
    """Whether a line without a dash is the rest of the receiver on the line before."""
    before = next((one for one in lines if one.start <= last.span.start <= one.end), None)
    is_next = before is not None and last.span.last_line == line.number - 1
    ended = before is not None and before.words.endswith((";", ".", "./."))
    folded = fold(line.words)
    is_other = bool(
        re.match(r"\s*[-–+•]", line.view) or _ON_BEHALF.search(folded) or _CAPACITY.search(folded)
    )
    return is_next and not ended and not is_other and line.words.endswith((";", "."))


def _signer(manuscript: Manuscript, lines: Sequence[Line], used: set[int]) -> tuple[Signer | None, set[int]]:
    said: list[str] = []
    behalf: str | None = None
    name: str | None = None
    mine: list[Line] = []
    for line in lines:
        right = re.split(r"\s{4,}", line.view.strip())[-1] if line.number in used else line.view
        folded = fold(right)
        for_body = _ON_BEHALF.search(folded)
        if for_body is not None and behalf is None:
            behalf = " ".join(right[for_body.start() : for_body.end()].split()).strip(" *")
            mine.append(line)
        for found in _CAPACITY.finditer(folded):
            words = " ".join(right[found.start() : found.end()].split())
            if words.isupper() or (len(right.split()) <= 6 and line.number not in used):
                text = words.upper().replace("KT.CHỦ", "KT. CHỦ").replace("KT CHỦ", "KT. CHỦ")
                if text not in said:
                    said.append(text)
                mine.append(line)
        if said and name is None and line not in mine:
            name = _name(right)
            if name:
                mine.append(line)
    if not mine:
        return None, set()
    first, last = min(mine, key=lambda one: one.start), max(mine, key=lambda one: one.end)
    signer = Signer(
        name=name,
        capacity=" – ".join(said) or None,
        on_behalf=behalf,
        span=manuscript.span(first.start, last.end),
    )
    return signer, {line.number for line in lines if first.start <= line.start <= last.start}


def _name(words: str) -> str | None:
    text = " ".join(words.split()).strip(" *_.;-")
    text = re.sub(r"^(?:(?:ThS|TS|PGS|GS|BS|CN)\.?\s*)+", "", text)
    units = _UNITS_BARE if text.isascii() else _UNITS
    if (
        _NOT_NAMES.search(fold(text))
        or units.search(text.lower())
        or any(letter.isdigit() for letter in text)
    ):
        return None
    if _NAME.fullmatch(text):
        return text
    return text.title() if is_capitals(text) and _CAPITAL_NAME.fullmatch(text) else None
