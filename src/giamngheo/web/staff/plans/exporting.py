"""Plans taken away as lists: the tree of a year with who issued what, and the targets of these plans."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.programmes.models import PlanTarget
from giamngheo.apps.programmes.queries import Branch, Tree, targets_in, tree_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.programmes.wording import figure_said, target_said
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.results.library import indicator_of
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.plans.tree import Seen, seen


@needs(Permission.SEE_RESULTS)
@require_GET
def tree(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the units of the tree with their plans of the year, also those that have none."""
    told = seen(request)
    found = tree_of(told.unit, told.year, told.day, told.readable, told.reach)
    branches = _branches(found)
    rows = [(where, one, plan) for where, one in branches for plan in one.plans or (None,)]
    return give(request, TREE, lambda: iter(rows), _taken(told, len(rows)), ending)


@needs(Permission.SEE_RESULTS)
@require_GET
def targets(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the targets of the plans of the year, of the unit and of those below it."""
    told = seen(request)
    found = tree_of(told.unit, told.year, told.day, told.readable, told.reach)
    plans = [plan.pk for one in (found.own, *found.below) for plan in one.plans]
    rows: QuerySet[PlanTarget] = targets_in(plans)
    return give(request, TARGETS, rows, _taken(told, rows.count()), ending)


def _taken(told: Seen, count: int) -> Taken:
    return Taken("results.export", count, [told.unit.area_id], [["Năm", told.year]], {"year": told.year})


def _branches(found: Tree) -> list[tuple[str, Branch]]:
    return [
        *(("Cấp trên", one) for one in found.above),
        ("Đơn vị", found.own),
        *(("Đơn vị trước đây", one) for one in found.former),
        *(("Trực thuộc", one) for one in found.below),
        *(("Cùng cấp", one) for one in found.beside),
    ]


def _tree_lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    for where, branch, plan in chunk:
        yield (
            where,
            branch.unit.full_name,
            branch.unit.code,
            plan.period if plan else None,
            plan.title if plan else None,
            PlanState(plan.state).label if plan else "chưa có",
            plan.number or None if plan else None,
            day_text(plan.day) if plan and plan.day else None,
            plan.parent_cited or None if plan else None,
        )


def _target_lines(chunk: Sequence[PlanTarget], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.plan.area_id for one in chunk)
    for one in chunk:
        indicator = indicator_of(one.framework, one.indicator) if one.indicator else None
        yield (
            looking.name(one.plan.area_id),
            one.plan.called,
            PlanState(one.plan.state).label,
            one.wording,
            target_said(one),
            one.unit or None,
            figure_said(one, one.baseline) if one.baseline is not None else None,
            one.baseline_year,
            one.year or one.plan.last_year,
            one.group or None,
            indicator.name if indicator else None,
            "Có" if one.given_id else None,
        )


TREE: Final = Exported(
    "Kế hoạch giảm nghèo của các đơn vị",
    "Số dòng",
    {
        PLACE: COUNT,
        "Ở đâu": TEXT,
        "Đơn vị": TEXT,
        "Mã đơn vị": TEXT,
        "Kỳ": TEXT,
        "Trích yếu": TEXT,
        "Tình trạng": TEXT,
        "Số": TEXT,
        "Ngày": TEXT,
        "Thực hiện kế hoạch cấp trên": TEXT,
    },
    (7, 18, 30, 14, 20, 50, 18, 18, 12, 44),
    _tree_lines,
)
TARGETS: Final = Exported(
    "Chỉ tiêu của kế hoạch giảm nghèo",
    "Số chỉ tiêu",
    {
        PLACE: COUNT,
        "Đơn vị": TEXT,
        "Kế hoạch": TEXT,
        "Tình trạng": TEXT,
        "Chỉ tiêu": TEXT,
        "Cần đạt": TEXT,
        "Đơn vị tính": TEXT,
        "Đầu kỳ": TEXT,
        "Năm đầu kỳ": COUNT,
        "Đến năm": COUNT,
        "Nhóm": TEXT,
        "Theo dõi bằng": TEXT,
        "Cấp trên giao": TEXT,
    },
    (7, 28, 36, 16, 60, 24, 14, 12, 12, 10, 26, 40, 14),
    _target_lines,
)
