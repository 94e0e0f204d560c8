"""Targets given to the units below, split over years, and taken over from the units above."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.programmes.actions.writing import PlanError, locked, tell
from giamngheo.apps.programmes.models import PlanShare, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import day_within, given_to, targets_of
from giamngheo.apps.programmes.states import PlanState
from giamngheo.apps.programmes.wording import figure_said, reworded
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import whole

_OF_THE_TARGET: Final = (
    "wording",
    "framework",
    "indicator",
    "kind",
    "comparator",
    "unit",
    "decimals",
    "each_year",
    "rises",
    "group",
)
"""What a target below has from the one above that it is a share of."""


@transaction.atomic
def give_shares(target: PlanTarget, year: int, given: Mapping[int, Decimal | None], actor: Actor) -> int:
    """Write what units (by area) are to reach of a target of a draft in a year, in place of what stood.

    A unit that is not named has nothing given. Returns how many there are now. Raises PlanError.
    """
    plan = locked(target.plan, PlanState.DRAFT)
    if year not in plan.years:
        raise PlanError(f"Kế hoạch cho {plan.period}. Cách xử lý: chọn năm trong kỳ ấy.", "nam")
    standing = {one.area_id: one for one in PlanShare.objects.filter(target=target, year=year)}
    PlanShare.objects.filter(pk__in=[one.pk for area, one in standing.items() if area not in given]).delete()
    changed = []
    for area, one in standing.items():
        if area in given and one.value != given[area]:
            one.value = given[area]
            changed.append(one)
    PlanShare.objects.bulk_update(changed, ["value"])
    PlanShare.objects.bulk_create(
        PlanShare(target=target, area_id=area, year=year, value=value)
        for area, value in given.items()
        if area not in standing
    )
    said = {str(area): None if value is None else str(value) for area, value in given.items()}
    tell(
        plan,
        actor,
        "give",
        f"Giao chỉ tiêu «{target.wording[:100]}» năm {year} cho {whole(len(given))} đơn vị trong {{plan}}",
        {"target": target.pk, "year": year, "given": said},
    )
    return len(given)


@transaction.atomic
def take_over(plan: UnitPlan, actor: Actor) -> int:
    """Take what the units above give into a draft: what it lacks is added, copied targets get the number.

    Returns how many were taken over. A number that a person wrote into the draft is not changed.
    """
    kept = locked(plan, PlanState.DRAFT)
    targets = targets_of(kept)
    known = {one.given_id for one in targets if one.given_id is not None}
    before = {one.given_id: one for one in targets if one.given_id is not None}
    earlier = {
        (one.target_id, one.year): (one, before[one.pk]) for one in PlanShare.objects.filter(pk__in=before)
    }
    lived = day_within(kept.area_id, kept.last_year, timezone.localdate())
    changed: list[PlanTarget] = []
    added: list[PlanTarget] = []
    for share in given_to(kept.area_id, kept.years, lived):
        if share.pk in known:
            continue
        if (share.target_id, share.year) in earlier:  # adjusted since it was taken over
            old, taken_over = earlier[share.target_id, share.year]
            if taken_over.value == old.value:
                said = figure_said(share.target, share.value)
                taken_over.wording = reworded(taken_over.wording, taken_over.value, said)
                taken_over.value = share.value
            taken_over.given = share
            changed.append(taken_over)
            continue
        own = next(
            (
                one
                for one in targets
                if one.given_id is None and one.is_carried and _is_same(one, share.target)
            ),
            None,
        )
        if own is None:
            own = PlanTarget(plan=kept, position=len(targets) + len(added))
            for name in _OF_THE_TARGET:
                setattr(own, name, getattr(share.target, name))
            said = figure_said(share.target, share.value)
            own.wording = reworded(own.wording, share.target.value, said)
            added.append(own)
        else:
            changed.append(own)
        own.value, own.up_to, own.given, own.is_carried = share.value, None, share, False
        own.year = None if kept.is_of_one_year else share.year
    PlanTarget.objects.bulk_update(changed, ["value", "up_to", "given", "is_carried", "year", "wording"])
    PlanTarget.objects.bulk_create(added)
    taken = len(changed) + len(added)
    if taken:
        words = f"Nhận {whole(taken)} chỉ tiêu cấp trên giao vào {{plan}}"
        tell(kept, actor, "take_over", words, {"taken": taken})
    return taken


def _is_same(one: PlanTarget, above: PlanTarget) -> bool:
    """Whether a copied target is the one that is given: the same indicator and kind, or the same words."""
    if one.indicator or above.indicator:
        return (one.indicator, one.kind) == (above.indicator, above.kind)
    return one.kind == above.kind and one.wording == above.wording
