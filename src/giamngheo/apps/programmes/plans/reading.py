"""The whole reading: a manuscript in, a structured plan out, with everything that was not understood."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from giamngheo.apps.programmes.plans.blocks import Block, blocks_of, noise
from giamngheo.apps.programmes.plans.citations import citations_in
from giamngheo.apps.programmes.plans.gathering import (
    CLOSING,
    duties_in,
    piece,
    tasks,
    tasks_of_table,
    titled,
)
from giamngheo.apps.programmes.plans.head import Head, read_head, years_in
from giamngheo.apps.programmes.plans.manuscript import Line, Manuscript, fold
from giamngheo.apps.programmes.plans.outline import Outline, Placed
from giamngheo.apps.programmes.plans.project_pieces import (
    left_out,
    projects_of_table,
    read_projects,
    with_leads_of_tasks,
    with_tables,
)
from giamngheo.apps.programmes.plans.projects import is_whole_heading
from giamngheo.apps.programmes.plans.structure import (
    FORMAT,
    Cited,
    ParentPlan,
    Period,
    Piece,
    Plan,
    ReadTarget,
    ReportingDuty,
    Source,
    Span,
    Titled,
    Unread,
)
from giamngheo.apps.programmes.plans.suspicions import suspicions
from giamngheo.apps.programmes.plans.tables import Grid, grids, targets_of
from giamngheo.apps.programmes.plans.tail import Tail, read_tail
from giamngheo.apps.programmes.plans.targets import Ground, Setting, targets_in
from giamngheo.apps.programmes.plans.units import units_in
from giamngheo.apps.programmes.plans.words import Part, Role
from giamngheo.law.programmes.library import NoProgrammeError, programme_for
from giamngheo.law.vocabulary.programmes import Programme

_UNTIL: Final = re.compile(r"\bnam\s*(20\d\d)")
_DEFAULT_DAY: Final = date(2023, 1, 1)


def read(manuscript: Manuscript, source: Source) -> Plan:
    """Read a plan. Never fails for what it does not understand: that is in `unread` and `warnings`."""
    skipped = noise(manuscript)
    lines = [line for line in manuscript.lines if line.words and line.number not in skipped]
    head = read_head(manuscript, lines)
    rest = lines[head.body :]
    tail = read_tail(manuscript, rest)
    guess = _programme(Period(to=years_in(fold(head.title or ""))[1]))

    def is_name(text: str) -> bool:
        return is_whole_heading(text, guess)

    blocks = list(blocks_of(manuscript, rest[: tail.first], is_name))
    appended = list(blocks_of(manuscript, rest[tail.after :], is_name))
    period = _period(head, blocks[:12], blocks)
    programme = _programme(period)
    outline = Outline(programme)
    given = _Given(
        manuscript, source, head, tail, period, programme, outline, list(outline.walk(blocks)), appended
    )
    return _Reader(given).plan(skipped)


def _period(head: Head, opening: Sequence[Block], blocks: Sequence[Block]) -> Period:
    told = [head.title or ""]
    told += [
        one.text for one in blocks if re.match(r"\s*thoi gian(?: thuc hien)?(?: ke hoach)?\s*:", one.folded)
    ]
    told += [
        one.text
        for one in opening
        if re.search(r"cu the (?:nhu sau|la)|ban hanh ke hoach|xay dung ke hoach", one.folded)
    ]
    told += [one.text for one in blocks if CLOSING.match(one.folded)]
    for text in told:
        first, last = years_in(fold(text))
        if last is not None:
            return Period(from_=first, to=last)
    year = int(head.date[:4]) if head.date else None
    return Period(from_=year, to=year)


def _programme(period: Period) -> Programme:
    year = period.from_ or period.to
    try:
        return programme_for(date(year, 1, 1) if year else _DEFAULT_DAY)
    except NoProgrammeError:
        return programme_for(_DEFAULT_DAY)


@dataclass(frozen=True)
class _Given:
    """What is known before the pieces are put together."""

    manuscript: Manuscript
    source: Source
    head: Head
    tail: Tail
    period: Period
    programme: Programme
    outline: Outline
    placed: Sequence[Placed]
    appended: Sequence[Block]


class _Reader:
    """Puts the pieces of one plan together."""

    def __init__(self, given: _Given) -> None:
        self._manuscript, self._source = given.manuscript, given.source
        self._head, self._tail = given.head, given.tail
        self._period, self._programme = given.period, given.programme
        self._outline, self._placed, self._appended = given.outline, given.placed, given.appended
        placed, appended, head, tail = given.placed, given.appended, given.head, given.tail
        self._tables: list[Grid] = [*grids([one.block for one in placed]), *grids(appended)]
        self._of: dict[Part, list[Placed]] = {part: [] for part in Part}
        self._formal: list[Piece] = [self._as_piece(span) for span in (*head.spans, *tail.spans)]
        for one in placed:
            if one.project is None and CLOSING.match(one.block.folded) and one.part is not Part.OPENING:
                self._formal += filter(None, [piece(one.block, 0)])
                one.part = Part.REPORTING if re.search(r"\bbao cao\b", one.block.folded) else Part.OPENING
                one.opens_part = False
            self._of[one.part].append(one)

    def plan(self, skipped: Mapping[int, str]) -> Plan:
        """The plan."""
        bases = [
            cited
            for one in self._of[Part.OPENING]
            for cited in citations_in(one.block)
            if cited.number is None or cited.number != self._head.number
        ]
        bases = [one for one in bases if not self._is_closing(one)]
        cited = [
            found for one in self._placed if one.part is not Part.OPENING for found in citations_in(one.block)
        ]
        assigned = tasks(self._of[Part.TASKS], self._programme)
        in_tables = [pair for grid in self._tables for pair in projects_of_table(grid, self._programme)]
        rows = {row.span.start for row, _ in in_tables}
        for grid in self._tables:
            assigned += tasks_of_table(grid, self._programme, rows)
        said = [
            *read_projects(self._outline.projects, self._programme),
            *left_out(self._placed, self._outline.projects, self._programme),
        ]
        projects = with_leads_of_tasks(with_tables(said, [one for _, one in in_tables]), assigned)
        targets = list(self._targets())
        policies, solutions = titled(self._of[Part.POLICIES]), self._solutions()
        plan = Plan(
            format=FORMAT,
            programme=self._programme.id,
            issuer=self._head.issuer,
            number=self._head.number,
            date=self._head.date,
            place=self._head.place,
            title=self._head.title,
            period=self._period,
            legal_bases=bases,
            parent_plan=self._parent(bases),
            aims=list(self._aims(targets)),
            targets=targets,
            projects=projects,
            policies=policies,
            solutions=solutions,
            funding=self._pieces(Part.FUNDING),
            scope=self._pieces(Part.SCOPE),
            background=self._pieces(Part.BACKGROUND),
            tasks=assigned,
            reporting=list(self._reporting()),
            recipients=list(self._tail.recipients),
            signer=self._tail.signer,
            headings=self._headings(),
            formal=self._formal + self._opening(),
            cited=cited,
            unread=[],
            warnings=[],
            source=self._source,
        )
        plan = msgspec.structs.replace(plan, unread=self._unread(plan, skipped))
        return msgspec.structs.replace(
            plan, warnings=suspicions(plan, self._manuscript, has_blank_number=self._head.has_blank_number)
        )

    def _as_piece(self, span: Span) -> Piece:
        return Piece(text=" ".join(self._manuscript.view[span.start : span.end].split()), span=span)

    def _is_closing(self, cited: Cited) -> bool:
        return bool(self._tail.first) and any(
            one.start <= cited.span.start < one.end for one in (piece.span for piece in self._formal)
        )

    @staticmethod
    def _parent(bases: Sequence[Cited]) -> ParentPlan | None:
        for one in bases:
            if one.kind in {"Kế hoạch", "Chương trình", "Chương trình hành động", "Đề án"} and one.number:
                return ParentPlan(number=one.number, date=one.date, issuer=one.issuer, span=one.span)
        return None

    def _opening(self) -> list[Piece]:
        said = [piece(one.block, 0) for one in self._of[Part.OPENING]]
        known = {(one.span.start, one.span.end) for one in self._formal}
        return [one for one in said if one is not None and (one.span.start, one.span.end) not in known]

    def _headings(self) -> list[Piece]:
        return [
            Piece(text=one.title, span=one.block.span_of(-one.block.marker.length, max(1, one.title_end)))
            for one in self._placed
            if one.is_heading and one.title
        ] + [
            Piece(text=grid.rows[0].text, span=grid.rows[0].span)
            for grid in self._tables
            if grid.tells_tasks or any(True for _ in targets_of(grid, None))
        ]

    def _pieces(self, part: Part) -> list[Piece]:
        found = []
        for one in self._of[part]:
            is_alone = one.is_heading and one.own >= len(one.block.body.rstrip(" .:"))
            said = piece(one.block, one.own if one.is_heading and one.opens_part else 0)
            if said is not None and not (is_alone and part is Part.SCOPE):
                found.append(said)
        return found

    def _aims(self, targets: Sequence[ReadTarget]) -> Iterator[Piece]:
        starts = {(one.span.start, one.span.end) for one in targets}
        for one in (*self._of[Part.AIMS], *self._of[Part.TARGETS]):
            said = piece(one.block, one.own if one.is_heading else 0)
            if said is None or one.block.cells:
                continue
            if one.part is Part.TARGETS and (
                not one.is_mixed or any(said.span.start <= start < said.span.end for start, _ in starts)
            ):
                continue
            yield said

    def _solutions(self) -> list[Titled]:
        work = [
            one
            for one in self._placed
            if one.part in {Part.SOLUTIONS, Part.PROJECTS, Part.WORK}
            and one.project is None
            and not one.block.cells
        ]
        return titled(work)

    def _targets(self) -> Iterator[ReadTarget]:
        grounds = {Part.TARGETS: Ground.TARGETS, Part.AIMS: Ground.AIMS}
        for one in self._placed:
            if one.part in {Part.OPENING, Part.BACKGROUND} or one.block.cells:
                continue
            ground = grounds.get(one.part, Ground.ELSEWHERE)
            if one.project is not None:
                ground = Ground.TARGETS if one.role is Role.TARGETS else Ground.ELSEWHERE
            is_alone = one.own >= len(one.block.body.rstrip(" .:;"))
            is_label = one.opens_part or ground is not Ground.TARGETS or is_alone
            start = one.own if (one.is_heading and is_label) or one.role is not None else 0
            tells = (
                ground is Ground.TARGETS and not one.is_mixed and not one.block.body.rstrip().endswith(":")
            )
            yield from targets_in(
                one.block, Setting(ground, self._year(one), tells), min(start, len(one.block.body))
            )
        for grid in self._tables:
            yield from targets_of(grid, self._period.to, self._period.from_)

    def _year(self, one: Placed) -> int | None:
        for title in (fold(one.title) if one.is_heading else "", *reversed(one.titles)):
            found = _UNTIL.findall(title)
            if found:
                return int(found[-1])
        return self._period.to

    def _reporting(self) -> Iterator[ReportingDuty]:
        sender: str | None = None
        starts = {one.span.start: one.organisation for one in tasks(self._of[Part.TASKS], self._programme)}
        for one in self._placed:
            if one.block.span.start in starts:
                sender = starts[one.block.span.start]
            if one.part is Part.TASKS and not one.block.cells:
                yield from duties_in(one.block, sender, one.own if one.is_heading else 0)
            elif one.part is Part.REPORTING:
                found = list(duties_in(one.block, None))
                yield from found
                said = piece(one.block, one.own if one.opens_part else 0)
                if not found and said is not None and not CLOSING.match(one.block.folded):
                    yield ReportingDuty(text=said.text, sender=None, to=[], when=None, span=said.span)
            elif one.role is Role.ASSIGNED:
                leads = units_in(one.block.body[one.own :]).lead
                yield from duties_in(one.block, leads[0] if leads else None, one.own)

    def _unread(self, plan: Plan, skipped: Mapping[int, str]) -> list[Unread]:
        covered = {number for span in spans_of(plan) for number in range(span.line, span.last_line + 1)}
        appended = {line.number for block in self._appended for line in block.lines}
        found: list[Unread] = []
        for line in self._manuscript.lines:
            if (
                not line.words
                and not line.view.strip()
                and not self._manuscript.text[line.start : line.end].strip()
            ):
                continue
            if line.number in skipped:
                reason = skipped[line.number]
            elif line.number in covered:
                continue
            elif line.number in appended:
                reason = "phụ lục chưa đọc được"
            elif line.cells:
                reason = "bảng chưa hiểu"
            else:
                reason = "chưa hiểu"
            found.append(self._left(line, reason))
        return found

    def _left(self, line: Line, reason: str) -> Unread:
        text = " ".join(self._manuscript.text[line.start : line.end].split())
        return Unread(text=text, reason=reason, span=self._manuscript.span(line.start, line.end))


def spans_of(whole: object) -> Iterator[Span]:
    """Every place that is named anywhere inside a plan; not those of warnings."""
    if isinstance(whole, Span):
        yield whole
    elif isinstance(whole, msgspec.Struct):
        for name in whole.__struct_fields__:
            if name not in {"warnings", "source"}:
                yield from spans_of(getattr(whole, name))
    elif isinstance(whole, list):
        for one in whole:
            yield from spans_of(one)
