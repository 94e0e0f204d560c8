"""A plan that was read from a file as a plan of a unit with its pieces, none of them saved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

import msgspec

from giamngheo.apps.programmes.matching import matched
from giamngheo.apps.programmes.models import PlanFile, PlanProject, PlanTarget, PlanTask, UnitPlan
from giamngheo.apps.programmes.plans.structure import Plan, ReadTarget, ReportingDuty
from giamngheo.apps.programmes.texts import Basis, EconomicPlan, Part, PlanText
from giamngheo.foundation.text import parse_day, plain

_DUE: Final = re.compile(
    r"(?:trước|xong|chậm nhất|hạn)[^.;]{0,30}?ngày\s*(\d{1,2}[/-]\d{1,2}[/-]\d{4})", re.I
)
_EACH: Final = re.compile(r"(?:trước|vào) ngày \d{1,2}/\d{1,2} hằng năm|hằng (?:năm|quý|tháng)|6 tháng", re.I)
_NUMBER: Final = re.compile(r"\d+(?:\.\d{3})*(?:[,.]\d+)?")
_ECONOMIC: Final = "phat trien kinh te xa hoi"


@dataclass(frozen=True)
class Drafted:
    """A plan and its pieces before they are saved."""

    plan: UnitPlan
    targets: list[PlanTarget] = field(default_factory=list)
    projects: list[PlanProject] = field(default_factory=list)
    tasks: list[PlanTask] = field(default_factory=list)


def converted(row: PlanFile, plan: Plan, *, is_received: bool) -> Drafted:
    """The plan of a file that has an issuer and a last year."""
    last = plan.period.to or plan.period.from_ or 0
    parent, signer = plan.parent_plan, plan.signer
    own = UnitPlan(
        area_id=row.area_id,
        programme=plan.programme or "",
        first_year=plan.period.from_ or last,
        last_year=last,
        title=(plan.title or row.file_name)[:500],
        is_received=is_received,
        issuer=(plan.issuer or "")[:300],
        place=(plan.place or "")[:100],
        said=msgspec.to_builtins(_text_of(plan)),
        parent_number=((parent.number if parent else None) or "")[:60],
        parent_day=_day(parent.date if parent else None),
        parent_issuer=((parent.issuer if parent else None) or "")[:300],
        source=row,
        number=(plan.number or "")[:60],
        day=_day(plan.date),
        signer=((signer.name if signer else None) or "")[:200],
        capacity=((signer.capacity if signer else None) or "")[:200],
    )
    return Drafted(own, _targets(own, plan.targets), _projects(own, plan), _tasks(own, plan))


def due_in(words: str) -> tuple[date | None, str]:
    """Until when something is to be done, as far as the words say it: the day, and how they say it."""
    if found := _DUE.search(words):
        try:
            return parse_day(found[1]), found[0]
        except ValueError:
            return None, found[0]
    repeated = _EACH.search(words)
    return None, repeated[0] if repeated else ""


def _text_of(plan: Plan) -> PlanText:
    above = plan.parent_plan.number if plan.parent_plan else None
    return PlanText(
        bases=tuple(
            Basis(" ".join(one.text.split()), one.id or "")
            for one in plan.legal_bases
            if not above or one.number != above
        ),
        aims=tuple(one.text for one in plan.aims),
        scope=tuple(one.text for one in plan.scope),
        policies=tuple(Part(one.title, tuple(said.text for said in one.contents)) for one in plan.policies),
        solutions=tuple(Part(one.title, tuple(said.text for said in one.contents)) for one in plan.solutions),
        funding=tuple(one.text for one in plan.funding),
        reporting=tuple(dict.fromkeys(_duty(one) for one in plan.reporting)),
        recipients=tuple(one.text for one in plan.recipients),
        economic=tuple(
            EconomicPlan(" ".join(one.text.split()), one.number or "", one.date or "")
            for one in plan.legal_bases
            if _ECONOMIC in plain(_around(plan, one.span.start, one.span.end))
        ),
    )


def _duty(one: ReportingDuty) -> str:
    return f"{one.sender}: {one.text}" if one.sender and one.sender not in one.text else one.text


def _around(plan: Plan, start: int, end: int) -> str:
    """A citation with the words up to the end of its clause, which say what it is about."""
    return plan.source.text[start : end + 2 * (end - start)].partition(";")[0]


def _targets(own: UnitPlan, read: Sequence[ReadTarget]) -> list[PlanTarget]:
    found = []
    for at, one in enumerate(read):
        row = PlanTarget(
            plan=own,
            position=at,
            wording=one.text[:1000],
            kind=one.kind.value,
            comparator=one.comparator.value if one.comparator else "",
            value=_exact(one.low if one.value is None else one.value),
            up_to=_exact(one.high if one.value is None else None),
            unit=(one.unit or "")[:60],
            baseline=_exact(one.baseline.value if one.baseline else None),
            baseline_year=one.baseline.year if one.baseline else None,
            reaches=_exact(one.reaches),
            each_year=one.each_year,
            rises=one.direction == "up",
            year=one.year,
            group=(one.group or "")[:300],
        )
        row.decimals = _decimals(row)
        if found_one := matched(row.target(), row.unit, one.indicator or ""):
            row.framework, row.indicator = found_one[0].id, found_one[1].id
        found.append(row)
    return found


def _decimals(row: PlanTarget) -> int:
    """With how many decimals the numbers of a target are written in its words: 1,30 has two."""
    numbers = {one for one in (row.value, row.up_to, row.baseline, row.reaches) if one is not None}
    most = max((max(0, -int(one.as_tuple().exponent)) for one in numbers), default=0)
    for said in _NUMBER.findall(row.wording):
        whole, _, part = said.partition(",")
        if part and Decimal(f"{whole.replace('.', '')}.{part}") in numbers:
            most = max(most, len(part))
    return min(most, 6)


def _projects(own: UnitPlan, plan: Plan) -> list[PlanProject]:
    return [
        PlanProject(
            plan=own,
            position=at,
            code=one.code or "",
            label=one.label[:100],
            name=one.name[:500],
            in_scope=one.in_scope,
            objective=one.objective or "",
            target_groups=one.target_groups,
            contents=one.contents,
            lead=one.lead,
            cooperating=one.cooperating,
            funding=one.funding,
        )
        for at, one in enumerate(plan.projects)
    ]


def _tasks(own: UnitPlan, plan: Plan) -> list[PlanTask]:
    found: list[PlanTask] = []
    for one in plan.tasks:
        for item in one.items:
            due_on, due = due_in(item.text)
            found.append(
                PlanTask(
                    plan=own,
                    position=len(found),
                    organisation=(one.organisation or "Chưa rõ đơn vị")[:300],
                    what=item.text,
                    due_on=due_on,
                    due=due[:200],
                    project=one.leads[0] if len(one.leads) == 1 else "",
                )
            )
    return found


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.6f}".rstrip("0").rstrip("."))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
