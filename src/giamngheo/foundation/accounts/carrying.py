"""Carrying roles over from units that ended to what came after them, or saying that they end there.

A role begins anew on the day of the deed, not on that of the change: in between its person could do nothing,
and what nobody held is not told as held. It ends when it would have ended, and never after the role of who
carries it. The old one is ended on the day of its unit, with what became of it as the reason.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.utils import timezone

from giamngheo.foundation.accounts.granting import days_in_words, longest_givable
from giamngheo.foundation.accounts.lapsed import Lapsed, lapsed_roles
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, Deed, record_all

_WHAT = "Chưa chuyển được vai trò nào"
_LONGEST_REASON = 300


@transaction.atomic
def carry_roles(by: Actor, chosen: Mapping[int, int], *, day: date) -> int:
    """Give lapsed roles (by holding) anew in the area that each goes to; gives how many were carried.

    All or none. What was carried or left meanwhile is no longer waiting and is passed over.
    """
    waiting = _locked(by, chosen, day)
    wanted = {(one.role, chosen[one.holding_id]) for one in waiting}
    givable = longest_givable(by.id, wanted, day)
    names = names_of({area for one in waiting for area in (one.area_id, *one.heirs)}, day)
    names |= names_of({area for _, area in wanted} - names.keys(), day)
    made: dict[tuple[int, str, int], Holding] = {}
    for one in waiting:
        area_id = chosen[one.holding_id]
        period = carried_period(one, givable.get((one.role, area_id)), day)
        if area_id not in one.heirs or period is None:
            raise _refusal(one, area_id, names)
        key = (one.user_id, one.role, area_id)  # of two units that became one, one role is left
        if key not in made or _ends_later(period, made[key].valid):
            ground = f"Chuyển từ {names[one.area_id]}, {one.instrument}"[:_LONGEST_REASON]
            made[key] = Holding(
                user_id=one.user_id,
                role=one.role,
                area_id=area_id,
                valid=period,
                ground=ground,
                granted_by_id=by.id,
                carried_from_id=one.holding_id,
            )
    _add(made.values())
    _end(by, waiting, {one.holding_id: f"Chuyển về {names[chosen[one.holding_id]]}" for one in waiting})
    record_all(by, (_carried(one, chosen[one.holding_id], made, names) for one in waiting))
    return len(waiting)


@transaction.atomic
def leave_roles(by: Actor, chosen: Collection[int], *, day: date) -> int:
    """Say of lapsed roles that they ended with their unit; gives how many were still waiting."""
    waiting = _locked(by, chosen, day)
    names = names_of({one.area_id for one in waiting}, day)
    _end(by, waiting, {one.holding_id: "Đơn vị chấm dứt, không chuyển" for one in waiting})
    record_all(
        by,
        (
            Deed(
                "accounts.leave_role",
                f"Không chuyển vai trò «{ROLES[one.role].label}» của {one.full_name} "
                f"ở {names[one.area_id]} sang đơn vị mới",
                area_id=one.area_id,
                subject=("user", one.user_id),
                details={"holding": one.holding_id, "before": str(one.valid)},
            )
            for one in waiting
        ),
    )
    return len(waiting)


def running_by_batch(batch_id: int) -> QuerySet[Holding]:
    """Roles carried over from units that a batch ended, and not over yet: undoing it would leave them."""
    still = Q(valid__endswith=None) | Q(valid__endswith__gt=timezone.localdate())
    return Holding.objects.filter(still, carried_from__area__ended_in=batch_id).exclude(valid__isempty=True)


def carried_period(one: Lapsed, own: DateRange | None, day: date) -> DateRange | None:
    """From when to when a lapsed role is given anew by who may give it for the time `own`; None if not."""
    if own is None:
        return None
    since = max(day, one.valid.lower or day)
    until = min((end for end in (one.valid.upper, own.upper) if end is not None), default=None)
    return DateRange(since, until) if until is None or since < until else None


def _locked(by: Actor, chosen: Collection[int], day: date) -> list[Lapsed]:
    """The chosen ones that still wait; nobody else can settle them before this transaction ends."""
    list(Holding.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
    return lapsed_roles(by.id, day, only=chosen)


def _refusal(one: Lapsed, area_id: int, names: Mapping[int, str]) -> RefusedError:
    named = f"vai trò «{ROLES[one.role].label}» của {one.full_name}"
    if area_id not in one.heirs:
        why = f"{named}: {names.get(area_id, 'đơn vị đã chọn')} không kế thừa {names[one.area_id]}"
        return RefusedError(_WHAT, why, "Chọn lại đơn vị mới", f"ve-{one.holding_id}")
    why = f"bạn không giao được {named} ở {names[area_id]}"
    return RefusedError(_WHAT, why, "Bỏ chọn dòng này, nhờ người quản trị của đơn vị cấp trên chuyển")


def _add(made: Iterable[Holding]) -> None:
    try:
        with transaction.atomic():
            Holding.objects.bulk_create(made)
    except IntegrityError:
        why = "có người vừa được giao chính vai trò đó ở đơn vị mới"
        raise RefusedError(_WHAT, why, "Tải lại trang rồi chọn lại") from None


def _end(by: Actor, waiting: Collection[Lapsed], reasons: Mapping[int, str]) -> None:
    ended = [
        Holding(
            pk=one.holding_id,
            valid=DateRange(one.valid.lower, one.ended_on)
            if one.valid.lower is None or one.valid.lower < one.ended_on
            else DateRange(empty=True),
            ended_by_id=by.id,
            end_reason=reasons[one.holding_id][:_LONGEST_REASON],
        )
        for one in waiting
    ]
    Holding.objects.bulk_update(ended, ["valid", "ended_by", "end_reason"])


def _carried(
    one: Lapsed, area_id: int, made: Mapping[tuple[int, str, int], Holding], names: Mapping[int, str]
) -> Deed:
    held = made[one.user_id, one.role, area_id]
    return Deed(
        "accounts.carry_role",
        f"Chuyển vai trò «{ROLES[one.role].label}» của {one.full_name} từ {names[one.area_id]} "
        f"về {names[area_id]}, {days_in_words(held.valid)}",
        area_id=area_id,
        subject=("user", one.user_id),
        details={
            "from_holding": one.holding_id,
            "before": str(one.valid),
            "holding": held.pk,
            "valid": str(held.valid),
        },
    )


def _ends_later(period: DateRange, other: DateRange) -> bool:
    return (period.upper or date.max) > (other.upper or date.max)
