"""Plan, decision on a team, minutes and report as official papers (NĐ 30/2020), set from what is kept.

What was issued is frozen in its rows, so that the paper reads the same whenever it is set; number and day
stay blank until somebody typed those of the issued paper.
"""

from datetime import date
from typing import Final

import msgspec

from giamngheo.apps.households.city import is_made_up
from giamngheo.apps.oversight.models import Finding, Inspection, YearPlan
from giamngheo.apps.oversight.queries import findings_of, items_of, lines_of
from giamngheo.apps.oversight.states import (
    Answer,
    InspectionVerb,
    MemberRole,
    PlanState,
    RecommendationState,
)
from giamngheo.apps.papers.composing import Heading, Row, composed
from giamngheo.apps.papers.documents import Document
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import oversight_rules

KINDS: Final = {"quyet-dinh": "decision", "bien-ban": "minutes", "bao-cao": "report"}
"""Papers of an inspection, by their word in an address."""


def plan_paper(plan: YearPlan, today: date) -> Document:
    """The yearly plan as a document; raises LawError where no wording holds on its day."""
    day = plan.day or today
    lines = lines_of(plan)
    names = names_of({one.line.unit_id for one in lines}, day)
    kinds = {one.id: one.name for one in oversight_rules().kinds}
    document = composed(
        "oversight_plan",
        day,
        _heading(plan.area_id, day, plan.year),
        {
            "year": plan.year,
            "edition": f"lần {plan.edition}" if plan.replaces_id or plan.edition > 1 else None,
            "aims": plan.aims,
        },
        {
            "lines": [
                {
                    "place": names.get(one.line.unit_id, ""),
                    "contents": contents_told(one.line.contents),
                    "project": one.line.project,
                    "kind": kinds.get(one.line.kind, one.line.kind),
                    "months": months_told(one.line.first_month, one.line.last_month),
                    "lead": one.line.lead,
                    "words": one.line.words,
                }
                for one in lines
            ]
        },
    )
    is_issued = plan.state in {PlanState.APPROVED, PlanState.REPLACED}
    return _numbered(document, plan.number if is_issued else "", plan.day if is_issued else None)


def inspection_paper(inspection: Inspection, kind: str, today: date) -> Document:
    """The decision, the minutes or the report of an inspection; raises LawError as `plan_paper` does."""
    return {"decision": _decision, "minutes": _minutes, "report": _report}[kind](inspection, today)


def contents_told(ids: list[str]) -> str:
    """Contents by their names, in one sentence."""
    names = {one.id: one.name for one in oversight_rules().contents}
    return "; ".join(names.get(one, one) for one in ids)


def months_told(first: int, last: int) -> str:
    """«tháng 3», «tháng 3 – 5»."""
    return f"tháng {first}" if first == last else f"tháng {first} – {last}"


def _decision(row: Inspection, today: date) -> Document:
    day = row.decided_on or today
    contents = {one.id: one.name for one in oversight_rules().contents}
    document = composed(
        "oversight_decision",
        day,
        _heading(row.area_id, day, day.year),
        {
            "title": row.title,
            "place": _place(row, day),
            "where": row.place,
            "first": row.first,
            "last": row.last,
            "due": row.report_due,
            "days": oversight_rules().report.working_days,
            "contents": contents_told(row.contents),
            "reason": row.reason or None,
            "plan": row.plan_cited or None,
        },
        {
            "team": _team(row),
            "items": [
                {"content": contents.get(one.content, "Mục thêm"), "text": one.text} for one in items_of(row)
            ],
        },
    )
    return _numbered(document, row.number, row.decided_on)


def _minutes(row: Inspection, today: date) -> Document:
    day = row.minutes_on or today
    team = {one.role: one.name for one in row.teammembers.all()}
    return composed(
        "oversight_minutes",
        day,
        _heading(row.area_id, day, day.year),
        {
            "title": row.title,
            "place": _place(row, day),
            "where": row.place,
            "day": row.minutes_on,
            "first": row.first,
            "last": row.last,
            "decision": _decision_cited(row),
            "words": row.minutes_words or None,
            "opinion": _opinions(row),
            "head": team.get(MemberRole.HEAD),
            "secretary": team.get(MemberRole.SECRETARY),
        },
        {
            "team": _team(row),
            "present": [{"name": one} for one in row.minutes_present.splitlines() if one.strip()],
            "items": [
                {"text": one.text, "answer": one.get_answer_display(), "words": one.words}
                for one in items_of(row)
            ],
            "findings": _findings(findings_of(row)),
        },
    )


def _report(row: Inspection, today: date) -> Document:
    day = row.reported_on or today
    answers = [one.answer for one in items_of(row)]
    findings = findings_of(row)
    advices = [
        one
        for finding in findings
        for one in finding.recommendations.all()
        if one.state != RecommendationState.WITHDRAWN
    ]
    document = composed(
        "oversight_report",
        day,
        _heading(row.area_id, day, day.year),
        {
            "title": row.title,
            "place": _place(row, day),
            "first": row.first,
            "last": row.last,
            "decision": _decision_cited(row),
            "contents": contents_told(row.contents),
            "words": row.report_words or None,
            "passed": answers.count(Answer.PASS),
            "failed": answers.count(Answer.FAIL),
            "unclear": answers.count(Answer.UNCLEAR),
            "opinion": _opinions(row),
            "conclusion": row.conclusion or None,
            "money": sum(one.money or 0 for one in advices) or None,
        },
        {
            "findings": _findings(findings),
            "recommendations": [
                {"to_whom": one.to_whom, "words": one.words, "money": one.money, "due": one.due}
                for one in advices
            ],
        },
    )
    return _numbered(document, row.report_number, row.reported_on)


def _decision_cited(row: Inspection) -> str | None:
    """«Quyết định số 5/QĐ-UBND ngày 01/10/2026»; None, which is left as dots, until it was issued."""
    if not row.number or row.decided_on is None:
        return None
    return f"Quyết định số {row.number} ngày {day_text(row.decided_on)}"


def _opinions(row: Inspection) -> str | None:
    said = row.inspectionsteps.filter(verb=InspectionVerb.OPINION).order_by("pk")
    return "; ".join(said.values_list("words", flat=True)) or None


def _findings(findings: list[Finding]) -> list[Row]:
    levels = {one.id: one.name for one in oversight_rules().levels}
    return [
        {"level": levels.get(one.level, one.level), "words": one.words, "clause": one.clause}
        for one in findings
    ]


def _team(row: Inspection) -> list[Row]:
    order = {role: place for place, role in enumerate(MemberRole.values)}
    members = sorted(row.teammembers.all(), key=lambda one: (order[one.role], one.pk))
    return [{"name": one.name, "post": one.post, "role": one.get_role_display()} for one in members]


def _place(row: Inspection, day: date) -> str:
    return names_of([row.unit_id], day).get(row.unit_id, "")


def _numbered(document: Document, number: str, day: date | None) -> Document:
    written, _, sign = number.partition("/")
    return msgspec.structs.replace(document, number=written, sign=sign or document.sign, day=day)


def _heading(area_id: int, day: date, year: int) -> Heading:
    path = path_of(area_id, day)
    unit = path[-1]
    above = path[-2] if len(path) > 1 and path[-2].tier != Tier.NATION else None
    return Heading(
        unit=unit.full_name,
        seat=unit.name,
        unit_above=above.full_name if above else "",
        year=year,
        unit_code=unit.code,
        is_demonstration=is_made_up(area_id),
    )
