"""What waits of what is coordinated: tasks late or due soon, proposals to confirm, obstacles to answer."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from giamngheo.apps.coordination.household_queries import counted_in_plans
from giamngheo.apps.coordination.models import Assignment, GivenTask, Obstacle
from giamngheo.apps.coordination.queries import OPEN_TASKS, counted_of_units
from giamngheo.apps.coordination.states import AssignmentState, ObstacleState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.waiting import Told, Waiting

SOON: Final = timedelta(days=7)
_ONE_BY_ONE: Final = 3


def coordination_waiting(person: int, may: frozenset[Permission], day: date) -> Iterator[Waiting]:
    """What waits of the units that one holds, not of those below; of what is there the rows are asked."""
    takes = held_areas(person, Permission.TAKE_PART, day)
    leads = held_areas(person, Permission.COORDINATE, day) if Permission.COORDINATE in may else []
    if takes or leads:
        told = partial(_of_units, person=person, takes=takes, leads=leads, day=day)
        yield Waiting(counted_of_units(person, takes, leads, day + SOON), told)
    if takes and Permission.SEE_HOUSEHOLDS in may:
        counted = counted_in_plans(areas_reached(person, Permission.TAKE_PART, day), day)
        yield Waiting(counted, partial(_of_households, unit=takes[0]))


def _of_units(
    counts: Mapping[str, int], *, person: int, takes: list[int], leads: list[int], day: date
) -> Iterator[Told]:
    if counts["tasks_near"]:
        yield from _tasks(takes, leads, day)
    if counts["obstacles_to_answer"]:
        yield from _to_answer(leads)
    if counts["obstacles_answered"]:
        yield from _answered(takes, person)
    if counts["assignments_proposed"]:
        yield from _proposals(leads, day)


def _of_households(counts: Mapping[str, int], *, unit: int) -> Iterator[Told]:
    """Steps and reviews of plans of households that are late, where one works oneself."""
    steps, reviews = counts["plan_steps_late"], counts["plan_reviews_due"]
    said = [f"{number(steps)} việc quá hạn"] if steps else []
    said += [f"{number(reviews)} lần xem lại đến hạn"] if reviews else []
    if said:
        address = f"{reverse('household-plans')}?{urlencode({'don-vi': unit})}"
        yield f"Kế hoạch của hộ: {', '.join(said)}.", address, None


def _tasks(takes: list[int], leads: list[int], day: date) -> list[Told]:
    """Late ones and those due soon: of who gave them, and of the unit that they were given to."""
    near = Q(state__in=OPEN_TASKS, due__lte=day + SOON)
    rows = list(
        GivenTask.objects.filter(near, Q(area_id__in=leads) | Q(unit_id__in=takes)).order_by("due", "pk")[
            :200
        ]
    )
    if len(rows) > _ONE_BY_ONE:
        late = sum(one.due < day for one in rows)
        unit = rows[0].unit_id if rows[0].unit_id in takes else rows[0].area_id
        said = f"{number(len(rows))} nhiệm vụ đã giao đến hạn hoặc quá hạn" + (
            f", {number(late)} đã quá hạn." if late else "."
        )
        address = f"{reverse('given-tasks')}?{urlencode({'don-vi': unit, 'tinh-trang': 'dang-cho'})}"
        return [(said, address, rows[0].due)]
    return [
        (
            f"Nhiệm vụ của {one.organisation}: «{one.words[:80]}{'…' if len(one.words) > 80 else ''}» "
            + (f"quá hạn từ {day_text(one.due)}." if one.due < day else "đến hạn."),
            reverse("given-task", args=[one.pk]),
            one.due,
        )
        for one in rows
    ]


def _to_answer(leads: list[int]) -> list[Told]:
    """Obstacles that one's unit has to answer."""
    waiting = Obstacle.objects.filter(handler_id__in=leads, state=ObstacleState.OPEN)
    rows = list(waiting.order_by("due", "pk")[: _ONE_BY_ONE + 1])
    if len(rows) > _ONE_BY_ONE:
        said = f"{number(waiting.count())} vướng mắc chờ đơn vị trả lời."
        query = urlencode({"don-vi": rows[0].handler_id, "tinh-trang": "cho"})
        return [(said, f"{reverse('obstacles')}?{query}", rows[0].due)]
    return [
        (f"Vướng mắc «{one.title}» chờ trả lời.", reverse("obstacle", args=[one.pk]), one.due) for one in rows
    ]


def _answered(takes: list[int], person: int) -> list[Told]:
    """Obstacles that were answered and that one raised."""
    own = Obstacle.objects.filter(made_by_id=person, area_id__in=takes, state=ObstacleState.ANSWERED)
    return [
        (
            f"Vướng mắc «{one.title}» đã được trả lời: xác nhận đã gỡ, hoặc mở lại.",
            reverse("obstacle", args=[one.pk]),
            None,
        )
        for one in own.order_by("pk")[:_ONE_BY_ONE]
    ]


def _proposals(leads: list[int], day: date) -> list[Told]:
    rows = Assignment.objects.filter(area_id__in=leads, state=AssignmentState.PROPOSED)
    counted = list(rows.order_by("area_id", "year").values_list("area_id", "year").annotate(Count("pk"))[:5])
    names = names_of([area_id for area_id, _, _ in counted], day)
    return [
        (
            f"{number(count)} phân công năm {year} của {names.get(area_id, 'địa bàn đã đổi')} "
            "đề xuất từ kế hoạch chờ xác nhận.",
            f"{reverse('assignments')}?{urlencode({'don-vi': area_id, 'nam': year})}",
            None,
        )
        for area_id, year, count in counted
    ]
