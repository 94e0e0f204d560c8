"""A decision of allocation drafted out of needs that were found right: of the unit and of those below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F, Q, QuerySet

from giamngheo.apps.activities.states import ActivityState
from giamngheo.apps.budgets.actions import BudgetError, Paper, Said, draw_decision
from giamngheo.apps.budgets.dimensions import Key, key_of, named
from giamngheo.apps.budgets.models import Decision, Estimate, Line
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.states import DecisionKind, EstimateState
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.prepared_queries import OneOf
from giamngheo.foundation.text import whole


@dataclass(frozen=True)
class Left:
    """A need that no money was found for, and why."""

    need: Estimate
    why: str


def undecided(areas: Sequence[int], year: int) -> QuerySet[Estimate]:
    """Needs of these units that were found right and stand in no decision yet, the oldest first."""
    free = Q(decision=None) | Q(decision__ended_at__isnull=False)
    rows = Estimate.objects.filter(free, OneOf(F("area_id"), list(areas)), year=year)
    return rows.filter(state=EstimateState.APPRAISED).select_related("activity").order_by("pk")


@transaction.atomic
def draw_from_needs(
    area: Area, year: int, below: Sequence[int], names: Mapping[int, str], actor: Actor
) -> tuple[Decision, list[Left]]:
    """Draft a decision that gives each need what was found right of it, as far as money is there.

    Out of lines of the unit of the same programme, nature and source, of its project or a wider one, that are
    for no work yet. A unit below gets it by project and allocates it itself. BudgetError where none can.
    """
    rows = list(undecided([area.pk, *below], year).select_for_update(of=["self"]))
    lines = [one for one in lines_of(area.pk, year) if one.unallocated]
    remaining = {one.pk: one.unallocated for one in lines}
    amounts: dict[tuple[Key, int], int] = {}
    used, left = list[Estimate](), list[Left]()
    by_number = {one.pk: one for one in lines}
    for need in rows:
        fitting = [one for one in lines if _fits(one, need, area.pk)]
        amount = need.found_right or 0
        giving = next((one for one in fitting if remaining[one.pk] >= amount), None)
        if need.activity is not None and need.activity.state == ActivityState.DROPPED:
            left.append(Left(need, "hoạt động đã bỏ"))
            continue
        if giving is None:
            there = whole(max((remaining[one.pk] for one in fitting), default=0))
            left.append(Left(need, f"cần {whole(amount)} đồng, dòng phù hợp còn {there} đồng chưa phân bổ"))
            continue
        remaining[giving.pk] -= amount
        key = _to(need, giving, area.pk), giving.pk
        amounts[key] = amounts.get(key, 0) + amount
        used.append(need)
    if not used:
        why = "; ".join(f"{named(one.need)}: {one.why}" for one in left[:5])
        raise BudgetError(
            f"Không phân bổ được nhu cầu nào: {why}. Cách xử lý: ghi quyết định giao kinh phí cùng nguồn, "
            "tính chất vốn trước."
            if left
            else "Không còn nhu cầu nào đã thẩm định mà chưa đưa vào quyết định. Cách xử lý: tải lại trang."
        )
    said = [Said(to, amount, by_number[number]) for (to, number), amount in amounts.items()]
    told = [
        f"{_begun(names.get(one.area_id, ''))}, {named(one)}: đề nghị {whole(one.asked)} đồng, thẩm định "
        f"{whole(one.found_right or 0)} đồng ({one.appraised_by_name})."
        for one in used
    ]
    told += [
        f"Chưa đưa vào: {names.get(one.need.area_id, '')}, {named(one.need)}: {one.why}." for one in left
    ]
    title = f"Phân bổ kinh phí năm {year} theo nhu cầu đã thẩm định"
    made = draw_decision(
        area, DecisionKind.ALLOCATE, Paper(title), said, actor, year=year, explained={"lines": told}
    )
    Estimate.objects.filter(pk__in=[one.pk for one in used]).update(decision=made)
    return made, left


def _fits(line: Line, need: Estimate, area_id: int) -> bool:
    if (line.programme, line.nature, line.source) != (need.programme, need.nature, need.source):
        return False
    if need.area_id == area_id and key_of(line) == replace(key_of(need), origin_year=line.origin_year):
        return True
    is_wider = line.project in {"", need.project} or need.project.startswith(f"{line.project}.")
    return is_wider and not line.item and not line.use and line.activity_id is None


def _to(need: Estimate, giving: Line, area_id: int) -> Key:
    to = replace(key_of(need), origin_year=giving.origin_year)
    return to if need.area_id == area_id else replace(to, use="", item="", activity_id=None)


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]
