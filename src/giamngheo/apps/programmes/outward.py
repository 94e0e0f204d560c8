"""A plan of a unit as data for other programs: head, words, targets with shares, projects, tasks."""

from typing import Any

import msgspec

from giamngheo.apps.programmes.models import PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import projects_of, shares_of, targets_of, tasks_of
from giamngheo.apps.programmes.wording import target_said


def data_of(plan: UnitPlan) -> dict[str, Any]:
    """All of a plan; days as 2026-03-01, numbers as text with the decimals in which they are written."""
    shares = shares_of(plan)
    return {
        "id": plan.pk,
        "area": plan.area_id,
        "programme": plan.programme,
        "period": {"from": plan.first_year, "to": plan.last_year},
        "title": plan.title,
        "issuer": plan.issuer,
        "is_received": plan.is_received,
        "state": plan.state,
        "number": plan.number,
        "date": plan.day,
        "signer": {"name": plan.signer, "capacity": plan.capacity},
        "parent_plan": {
            "id": plan.parent_id,
            "number": plan.parent_number,
            "date": plan.parent_day,
            "issuer": plan.parent_issuer,
        },
        "text": msgspec.to_builtins(plan.text),
        "targets": [
            {
                "id": one.pk,
                "wording": one.wording,
                "asks": target_said(one),
                "indicator": one.indicator or None,
                "kind": one.kind,
                "value": _written(one, one.value),
                "up_to": _written(one, one.up_to),
                "unit": one.unit,
                "baseline": _written(one, one.baseline),
                "year": one.year,
                "group": one.group,
                "shares": [
                    {"area": share.area_id, "year": share.year, "value": _written(one, share.value)}
                    for share in shares
                    if share.target_id == one.pk
                ],
            }
            for one in targets_of(plan)
        ],
        "projects": [
            {
                "id": one.pk,
                "code": one.code or None,
                "label": one.label,
                "name": one.name,
                "in_scope": one.in_scope,
                "objective": one.objective,
                "target_groups": one.target_groups,
                "contents": one.contents,
                "lead": one.lead,
                "cooperating": one.cooperating,
                "funding": one.funding,
            }
            for one in projects_of(plan)
        ],
        "tasks": [
            {
                "id": one.pk,
                "organisation": one.organisation,
                "what": one.what,
                "due_on": one.due_on,
                "due": one.due,
                "project": one.project or None,
            }
            for one in tasks_of(plan)
        ],
    }


def _written(target: PlanTarget, value: Any) -> str | None:
    return None if value is None else str(target.as_written(value))
