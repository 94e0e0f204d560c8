"""The plan as an official document (NĐ 30/2020): what its places and tables are filled in with."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

import msgspec

from giamngheo.apps.households.city import is_made_up
from giamngheo.apps.papers.composing import Heading, Row, Value, composed
from giamngheo.apps.papers.documents import Document
from giamngheo.apps.programmes.models import PlanShare, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import day_within, projects_of, shares_of, targets_of, tasks_of
from giamngheo.apps.programmes.wording import figure_said, target_said
from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, path_of
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import plain

MOST_YEARS: Final = 10
"""Years that the appendix has columns for."""


def kind_of_paper(tier: Tier) -> str:
    """By which kind of paper a unit of this tier writes its plan."""
    return "village_plan" if tier is Tier.VILLAGE else "unit_plan"


def document_of(plan: UnitPlan, today: date) -> Document:
    """A plan as a document in the wording of its day, with the number and day that it has.

    Raises:
        NoTemplateError: where no wording is known for the day.
    """
    day = plan.day or today
    path = path_of(plan.area_id, day_within(plan.area_id, plan.last_year, day))
    kind = kind_of_paper(Tier(path[-1].tier))
    document = composed(kind, day, _heading(plan, path, day), _values(plan, path[-1]), _tables(plan, day))
    number, _, sign = plan.number.partition("/")
    recipients = plan.text.recipients
    return msgspec.structs.replace(
        document,
        bases=tuple(_basis(one.text) for one in plan.text.bases),
        recipients=tuple(_as_named(one) for one in recipients if not _is_kept(one)) or document.recipients,
        kept_at=next((_kept_at(one) for one in recipients if _is_kept(one)), document.kept_at),
        number=number,
        sign=sign or document.sign,
        day=plan.day,
    )


def _heading(plan: UnitPlan, path: Sequence[Unit], day: date) -> Heading:
    unit = path[-1]
    if unit.tier == Tier.VILLAGE:  # it has no committee: its commune stands above it
        unit, path = path[-2], path[:-1]
    above = path[-2] if len(path) > 1 and path[-2].tier != Tier.NATION else None
    return Heading(
        unit=unit.full_name,
        seat=plan.place or unit.name,
        unit_above=above.full_name if above else "",
        signer=plan.signer,
        is_deputy=plan.is_deputy,
        year=day.year,
        unit_code=unit.code,
        is_demonstration=is_made_up(plan.area_id),
    )


def _values(plan: UnitPlan, unit: Unit) -> dict[str, Value]:
    years = list(plan.years)[:MOST_YEARS]
    head = "Tổ trưởng" if unit.kind == Kind.RESIDENTIAL_GROUP else "Trưởng"
    return {
        "title": plan.title,
        "period": plan.period,
        "parent": plan.parent_cited or None,
        "village": unit.full_name[:1].upper() + unit.full_name[1:] if unit.tier == Tier.VILLAGE else None,
        "capacity": plan.capacity or f"{head} {unit.word}",
        **{f"year_{place}": year for place, year in enumerate(years, start=1)},
    }


def _tables(plan: UnitPlan, day: date) -> dict[str, Sequence[Row]]:
    text, targets, projects = plan.text, targets_of(plan), projects_of(plan)
    shares = shares_of(plan, as_issued=True)
    return {
        "aims": _lines(text.aims),
        "targets": _lines([one.wording for one in targets]),
        "scope": _lines(text.scope),
        "projects": [
            {
                "label": one.label,
                "name": one.name,
                "objective": one.objective,
                "groups": _listed(one.target_groups),
                "contents": _listed(one.contents),
                "lead": "; ".join(one.lead),
                "cooperating": "; ".join(one.cooperating),
                "funding": "; ".join(one.funding),
            }
            for one in projects
            if one.in_scope
        ],
        "out_of_scope": [{"label": one.label, "name": one.name} for one in projects if not one.in_scope],
        "policies": [{"title": one.title, "contents": _listed(one.contents)} for one in text.policies],
        "solutions": [{"title": one.title, "contents": _listed(one.contents)} for one in text.solutions],
        "funding": _lines(text.funding),
        "economic": [{"text": one.name, "indicators": "; ".join(one.indicators)} for one in text.economic],
        "tasks": _tasks(plan),
        "reporting": _lines(text.reporting),
        "yearly": [_yearly(one, shares, plan) for one in targets],
        "shares": _given(targets, shares, plan, day),
    }


def _lines(lines: Sequence[str]) -> list[Row]:
    """A sentence a line; what several parts of a file said in the same words is said once."""
    return [{"text": one} for one in dict.fromkeys(f"{one.rstrip(' .;,')}." for one in lines)]


def _listed(lines: Sequence[str]) -> str:
    """Items of a list, parted by «;», the last with a full stop; what leads to others keeps its colon."""
    bare = [one.rstrip(" .;,") for one in lines]
    signs = [*(";" for _ in bare[:-1]), "."]
    return "\n".join(one if one.endswith(":") else one + sign for one, sign in zip(bare, signs, strict=False))


def _tasks(plan: UnitPlan) -> list[Row]:
    found: list[Row] = []
    for organisation, tasks in groupby(tasks_of(plan), key=lambda one: one.organisation):
        items = [
            one.what.rstrip(".;")
            + (f" (xong trước ngày {day_text(one.due_on)})" if one.due_on and not one.due else "")
            + ";"
            for one in tasks
        ]
        found.append({"organisation": organisation, "items": "\n".join(items)[:-1] + "."})
    return found


def _yearly(target: PlanTarget, shares: Sequence[PlanShare], plan: UnitPlan) -> Row:
    """A target year by year: what was split over the years, else what is asked in its last year."""
    own = {
        one.year: one.value for one in shares if one.target_id == target.pk and one.area_id == plan.area_id
    }
    last = target.year or plan.last_year
    cells: dict[str, Value] = {}
    for place in range(1, MOST_YEARS + 1):
        year = plan.first_year + place - 1
        if year in own:
            cells[f"value_{place}"] = figure_said(target, own[year])
        else:
            is_told = year == last or (target.each_year and year <= plan.last_year)
            cells[f"value_{place}"] = target_said(target) if is_told else None
    baseline = target.as_written(target.baseline)
    begun = figure_said(target, baseline) + (f" ({target.baseline_year})" if target.baseline_year else "")
    return {
        "target": target.wording,
        "unit": target.unit,
        "baseline": begun if baseline is not None else None,
        **cells,
    }


def _given(
    targets: Sequence[PlanTarget], shares: Sequence[PlanShare], plan: UnitPlan, day: date
) -> list[Row]:
    """What is given to the units below, target by target; its words in the first row of each."""
    below = [one for one in shares if one.area_id != plan.area_id]
    names = names_of({one.area_id for one in below}, day)
    rows: list[Row] = []
    for target in targets:
        own = sorted(
            (one for one in below if one.target_id == target.pk),
            key=lambda one: (one.year, plain(names.get(one.area_id, ""))),
        )
        rows += [
            {
                "target": target.wording if place == 0 else "",
                "area": names.get(one.area_id, "–"),
                "year": one.year,
                "value": _value(target, one.value),
            }
            for place, one in enumerate(own)
        ]
    return rows


def _value(target: PlanTarget, value: Decimal | None) -> str:
    return "thực hiện" if value is None else f"{figure_said(target, value)} {target.unit}".strip()


def _basis(text: str) -> str:
    return text if text.startswith(("Căn cứ", "Thực hiện", "Theo")) else f"Căn cứ {text}"


def _is_kept(text: str) -> bool:
    """Whether a recipient is the office's own file: «Lưu: VT, Chương»."""
    return plain(text).startswith("luu ")


def _kept_at(text: str) -> str:
    return _as_named(_as_named(text)[len("Lưu") :].lstrip(" :")) or "VT"


def _as_named(text: str) -> str:
    return text.strip(" -;.,/")
