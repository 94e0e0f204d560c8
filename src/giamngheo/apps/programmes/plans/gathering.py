"""Policies, solutions and tasks: headings with what is said under each; and the duties to report."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from giamngheo.apps.programmes.plans.blocks import Block
from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.outline import Placed
from giamngheo.apps.programmes.plans.projects import references_in
from giamngheo.apps.programmes.plans.structure import Assigned, Piece, ReportingDuty, Span, Titled
from giamngheo.apps.programmes.plans.tables import Grid
from giamngheo.apps.programmes.plans.units import BODY, split_units, units_in
from giamngheo.law.vocabulary.programmes import Programme

CLOSING: Final = re.compile(
    r"(?:tren day la|ke hoach nay|trong qua trinh (?:to chuc )?(?:trien khai )?thuc hien|yeu cau (?:cac|"
    r"thu truong)|de nghi (?:cac|thu truong)[^:]{0,160}/\.)"
)
_ORGANISATION: Final = re.compile(
    rf"\s*(?:(?:de nghi|doi voi|giao|trach nhiem cua|nhiem vu cua)\s+(?:cac\s+)?)?(?:{BODY})\b"
)
_SHORT: Final = 14
_POLITE: Final = re.compile(
    r"(?:đề nghị|đối với|giao|trách nhiệm của|nhiệm vụ của|đề nghi|de nghi|doi voi)\s+", re.IGNORECASE
)
_ACTS: Final = re.compile(
    r"\b(?:chu tri|phoi hop|tham muu|xay dung|to chuc|huong dan|thuc hien|tang cuong|day manh|bao cao)\b"
)
_LEADING: Final = re.compile(r"\b(?:chu tri|phu trach|chiu trach nhiem)\b")
_REPORT: Final = re.compile(
    r"\bbao cao\b(?!\s+(?:giam sat|vien|vien phap luat))(?:\s+(?:dinh ky|dot xuat|hang nam|hang quy|"
    r"so ket|tong ket|tinh hinh|ket qua|ve)[^,;.]{0,80}?)?"
    rf"(?:\s+(?:voi|cho|gui ve|gui|len|ve|va bao cao))?\s*(?P<to>(?:{BODY})\b[^;.]{{2,200}})?"
)
_REPORT_TO: Final = re.compile(
    rf"\bbao cao\b[^;.]{{0,90}}?\b(?:voi|cho|gui|len|ve)\s+(?P<to>(?:{BODY})\b[^;.]{{2,160}})"
)
_SENT: Final = re.compile(
    rf"\b(?:gui|nop|trinh)\s+(?:ve\s+|cho\s+|bao cao (?:ve\s+)?)*(?P<to>(?:{BODY})\b[^;.]{{2,160}})"
)
_TO_END: Final = re.compile(
    r"\s+(?:theo|de|truoc|khi|neu|kip thoi|dinh ky|hang|qua|xem xet|tong hop|chi dao|trong|va tham muu|"
    r"ket qua|dung)\b|\(|/\.|;|\.(?:\s|$)|:"
)
_WHEN: Final = re.compile(
    r"truoc (?:ngay )?\d{1,2}[^,;.]{0,40}|(?:dinh ky|hang (?:thang|quy|nam)|06 thang|6 thang|"
    r"dot xuat)(?:[ ,()]+(?:va |hoac )?(?:06 thang|6 thang|hang (?:thang|quy|nam)|nam|quy|thang|dot xuat|"
    r"dinh ky|\d+ thang))*|khi (?:co yeu cau|can thiet)|theo (?:quy dinh|yeu cau)"
)


def titled(placed: Sequence[Placed]) -> list[Titled]:
    """Policies or solutions: each heading of the first depth under the section, with what stands below it."""
    made: list[_Gathered] = []
    depth: int | None = None
    for one in placed:
        if one.opens_part:
            depth = None
            rest = piece(one.block, one.own)
            if rest is not None and one.own < len(one.block.body):
                made.append(_Gathered(one.title, one.block.span, [rest]))
            continue
        is_first = depth is None or one.depth <= depth
        if one.is_heading and is_first:
            depth = one.depth
            rest = piece(one.block, one.own)
            made.append(_Gathered(one.title, one.block.span, [rest] if rest else []))
            continue
        said = piece(one.block, 0)
        if said is None:
            continue
        if depth is None or not made or (is_first and one.block.marker.length):
            depth = one.depth if one.block.marker.length else None
            short = re.split(r"[,;:.](?=\s|$)", said.text, maxsplit=1)[0]
            made.append(_Gathered(short, one.block.span, [said]))
        else:
            made[-1].contents.append(said)
    return [one.as_titled() for one in made if one.contents or one.is_whole]


class _Gathered:
    """A heading and what is said under it."""

    def __init__(self, title: str, span: Span, contents: list[Piece]) -> None:
        self.title, self.span, self.contents = title, span, contents
        self.is_whole = len(title.split()) > _SHORT

    @property
    def whole(self) -> Span:
        """From the heading to the last words under it."""
        return joined([self.span, *(one.span for one in self.contents)])

    def as_titled(self) -> Titled:
        """As it is written out."""
        return Titled(title=self.title, contents=self.contents, span=self.whole)


def joined(spans: Sequence[Span]) -> Span:
    """From the first place to the last."""
    first, last = min(spans, key=lambda one: one.start), max(spans, key=lambda one: one.end)
    return Span(start=first.start, end=last.end, line=first.line, last_line=last.last_line, page=first.page)


def piece(block: Block, start: int) -> Piece | None:
    """The words of a block from a character of its body on; None where there are none."""
    text = block.body[start:]
    lead = len(text) - len(text.lstrip(" .:;-–*"))
    said = text[lead:].rstrip(" *")
    if not any(character.isalnum() for character in said):
        return None
    return Piece(text=said, span=block.span_of(start + lead, start + lead + len(said)))


def tasks(placed: Sequence[Placed], programme: Programme) -> list[Assigned]:
    """What each organisation is to do."""
    made: list[_Gathered] = []
    depth: int | None = None
    for one in placed:
        if one.block.cells:
            continue
        if one.opens_part:
            depth = None
            rest = piece(one.block, one.own)
            if rest is not None and one.own < len(one.block.body):
                made.append(_Gathered(_subject(rest.text) or "", one.block.span, [rest]))
            continue
        if _is_organisation(one, depth):
            depth = one.depth if depth is None else min(depth, one.depth)
            rest = piece(one.block, one.own)
            made.append(
                _Gathered(
                    _POLITE.sub("", one.title, count=1) if _POLITE.match(one.title) else one.title,
                    one.block.span,
                    [rest] if rest else [],
                )
            )
            continue
        said = piece(one.block, 0)
        if said is None:
            continue
        subject = _subject(said.text) if depth is None else None
        if depth is None and (subject or not made):
            made.append(_Gathered(subject or "", one.block.span, [said]))
        else:
            made[-1].contents.append(said)
    return [_assigned(one, programme) for one in made]


def _is_organisation(one: Placed, depth: int | None) -> bool:
    title = fold(one.title)
    if not one.is_heading or not title:
        return False
    is_body = bool(_ORGANISATION.match(title))
    if one.block.marker.kind.is_item or not one.block.marker.length:
        return depth is None and is_body and not _ACTS.search(title)
    if depth is None or one.depth <= depth:
        return is_body or not _ACTS.search(title)
    return is_body and not _ACTS.search(title) and len(title.split()) <= 20


def _subject(text: str) -> str | None:
    leads = units_in(text).lead
    return leads[0] if leads else None


def _assigned(one: _Gathered, programme: Programme) -> Assigned:
    leads: dict[str, None] = {}
    for said in one.contents:
        for sentence in re.split(r"(?<=[.;])\s", said.text):
            folded = fold(sentence)
            if _LEADING.search(folded) and "lanh dao phu trach" not in folded:
                leads.update(dict.fromkeys(references_in(folded, programme)))
    return Assigned(organisation=one.title, items=one.contents, leads=list(leads), span=one.whole)


def tasks_of_table(grid: Grid, programme: Programme, but: Container[int] = frozenset()) -> Iterator[Assigned]:
    """A row a task: who leads it. `but`: places in the text of rows that are projects."""
    lead_at = grid.column(re.compile(r"chu tri|phu trach|don vi thuc hien|thuc hien chinh"))
    name_at = grid.column(re.compile(r"noi dung|nhiem vu|hoat dong|du an|cong viec"))
    if lead_at is None or name_at is None:
        return
    for row in grid.rows[1:]:
        if len(row.cells) <= max(lead_at, name_at) or not row.cells[lead_at].strip():
            continue
        if row.span.start in but:
            continue
        said = Piece(text=row.cells[name_at], span=row.span)
        codes = list(dict.fromkeys(references_in(fold(row.cells[name_at]), programme)))
        for organisation in split_units(row.cells[lead_at]):
            yield Assigned(organisation=organisation, items=[said], leads=codes, span=row.span)


def duties_in(block: Block, sender: str | None, start: int = 0) -> Iterator[ReportingDuty]:
    """Sentences of a block by which somebody owes a report."""
    text, folded = block.body, block.folded
    for first, last in _sentences(folded, start):
        sentence = folded[first:last]
        found = _REPORT.search(sentence)
        if found is None or (
            re.search(r"(?:mau|co che|bieu|che do|xay dung) bao cao|nhan bao cao", sentence)
            and not found["to"]
        ):
            continue
        to: list[str] = []
        for one in (*_REPORT.finditer(sentence), *_SENT.finditer(sentence), *_REPORT_TO.finditer(sentence)):
            if one["to"]:
                begin = one.start("to")
                stop = _TO_END.search(one["to"])
                end = begin + (stop.start() if stop else len(one["to"]))
                to += [name for name in split_units(text[first + begin : first + end]) if name not in to]
        when = "; ".join(
            dict.fromkeys(
                text[first + one.start() : first + one.end()].strip() for one in _WHEN.finditer(sentence)
            )
        )
        said = text[first:last].strip(" ;.")
        begin = first + len(text[first:last]) - len(text[first:last].lstrip())
        yield ReportingDuty(
            text=said,
            sender=sender or None,
            to=to,
            when=when or None,
            span=block.span_of(begin, begin + len(said)),
        )


def _sentences(folded: str, start: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in re.finditer(r";|\.(?=\s|$)", folded[start:]):
        yield begin, start + found.start()
        begin = start + found.end()
    if folded[begin:].strip():
        yield begin, len(folded)
