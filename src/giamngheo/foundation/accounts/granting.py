"""Nobody grants more than they hold: the one rule behind invitations, roles, links and second factors.

Who grants holds a role with the permission to grant in an area that contains the other; the role is one
that theirs may grant; its days lie within their own; an administrator is made only by one from above.
"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.refusals import BeyondRightsError, RefusedError
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import holdings_with
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment, Version
from giamngheo.foundation.areas.naming import names_of

NAMED_FROM_ABOVE = "administrator"
_ASK = "Nhờ người quản trị của đơn vị cấp trên làm việc này"


def check_grant(granter_id: int | None, role_id: str, area_id: int, period: DateRange, day: date) -> None:
    """Raise RefusedError unless this person may give this role in this area for these days."""
    what = f"Chưa giao được {role_in_area(role_id, area_id, day)}"
    _check_days(what, period, day)
    _check_tier(what, role_id, area_id, period, day)
    held = _may_give(what, granter_id, role_id, area_id, day)
    if not any(_lies_within(period, one.valid) for one in held):
        longest = max(held, key=lambda one: one.valid.upper or date.max).valid
        raise BeyondRightsError(
            what,
            f"vai trò của chính bạn chỉ {days_in_words(longest)}",
            "Chọn thời gian nằm trong khoảng đó",
            "until",
        )


def longest_givable(
    granter_id: int | None, wanted: Collection[tuple[str, int]], day: date
) -> dict[tuple[str, int], DateRange]:
    """For each (role, area) that this person may give on this day: the longest of the times for which.

    The rule of `check_grant` for many at once; what may not be given is not in it.
    """
    mine = list(holdings_with(granter_id, Permission.GRANT, day))
    areas = {area_id for _, area_id in wanted}
    around = set(
        Containment.objects.filter(
            area_id__in=areas, ancestor_id__in=[one.area_id for one in mine], valid__contains=day
        ).values_list("area_id", "ancestor_id")
    )
    tiers = dict(
        Version.objects.filter(area_id__in=areas, valid__contains=day).values_list("area_id", "tier")
    )
    given = {}
    for role_id, area_id in wanted:
        giving = [
            one.valid
            for one in mine
            if (area_id, one.area_id) in around
            and _is_granted_by(one, role_id)
            and not _is_named_from_above(role_id, area_id, one)
        ]
        if giving and tiers.get(area_id) in ROLES[role_id].tiers:
            given[role_id, area_id] = max(giving, key=lambda valid: valid.upper or date.max)
    return given


def check_over_role(granter_id: int | None, what: str, role_id: str, area_id: int, day: date) -> None:
    """Raise RefusedError unless this person may take back this role in this area."""
    _may_give(what, granter_id, role_id, area_id, day)


def check_over_person(granter_id: int | None, what: str, person: User, day: date) -> None:
    """Raise RefusedError unless all that this person holds could be granted by who asks.

    Whoever opens somebody's account could act as them: no role of theirs may lie beyond the asker's own.
    """
    if granter_id == person.pk:
        raise RefusedError(what, "đây là tài khoản của chính bạn", "Làm việc này ở trang «Tài khoản»")
    if _holds_elsewhere(person):
        raise BeyondRightsError(what, "người này còn giữ vai trò ở địa bàn ngoài phạm vi của bạn", _ASK)
    held = list(Holding.objects.filter(user=person))
    now = [one for one in held if not one.valid.isempty and (one.valid.upper or date.max) > day]
    if not held:
        raise RefusedError(what, "người này chưa giữ vai trò nào trong phạm vi của bạn", _ASK)
    for one in now or held[:1]:
        _may_give(what, granter_id, one.role, one.area_id, day)


def role_in_area(role_id: str, area_id: int, day: date) -> str:
    """«vai trò «Y tế» ở Xã Đông»."""
    label = ROLES[role_id].label if role_id in ROLES else role_id
    return f"vai trò «{label}» ở {names_of([area_id], day).get(area_id, 'địa bàn này')}"


def days_in_words(period: DateRange) -> str:
    """«từ 01/01/2026 đến hết 31/12/2026»."""
    since = f"từ {_written(period.lower)}" if period.lower else ""
    until = f"đến hết {_written(period.upper - timedelta(days=1))}" if period.upper else "không thời hạn"
    return f"{since} {until}".strip()


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _may_give(what: str, granter_id: int | None, role_id: str, area_id: int, day: date) -> list[Holding]:
    """What the granter holds that gives this role in this area; never empty."""
    mine = list(holdings_with(granter_id, Permission.GRANT, day))
    around = set(
        Containment.objects.filter(area_id=area_id, valid__contains=day).values_list("ancestor_id", flat=True)
    )
    there = [one for one in mine if one.area_id in around]
    if not there:
        why = "địa bàn này ngoài phạm vi quản trị của bạn" if mine else "bạn không có quyền giao vai trò"
        raise BeyondRightsError(what, why, _ASK)
    giving = [one for one in there if _is_granted_by(one, role_id)]
    if not giving:
        raise BeyondRightsError(what, "vai trò của bạn không được giao vai trò này", _ASK)
    giving = [one for one in giving if not _is_named_from_above(role_id, area_id, one)]
    if not giving:
        raise BeyondRightsError(what, "quản trị của một đơn vị do quản trị của đơn vị cấp trên giao", _ASK)
    return giving


def _is_granted_by(held: Holding, role_id: str) -> bool:
    return role_id in ROLES[held.role].grants


def _is_named_from_above(role_id: str, area_id: int, held: Holding) -> bool:
    """Whether this would be one administrator of a unit making another."""
    return role_id == NAMED_FROM_ABOVE and held.area_id == area_id


def _check_days(what: str, period: DateRange, day: date) -> None:
    if period.lower is None:
        raise RefusedError(what, "chưa có ngày bắt đầu", "Gõ ngày bắt đầu, ví dụ 1/9/2026", "since")
    if period.isempty or (period.upper is not None and period.upper <= max(period.lower, day)):
        raise RefusedError(
            what, "ngày kết thúc trước ngày bắt đầu hoặc đã qua", "Chọn ngày kết thúc muộn hơn", "until"
        )


def _check_tier(what: str, role_id: str, area_id: int, period: DateRange, day: date) -> None:
    on = max(day, period.lower)
    version = Version.objects.filter(area_id=area_id, valid__contains=on).first()
    if version is None:
        raise RefusedError(
            what, f"ngày {_written(on)} đơn vị này không còn hoặc chưa có", "Chọn đơn vị thay thế nó", "area"
        )
    if role_id not in ROLES:
        raise RefusedError(what, "không có vai trò này", "Chọn vai trò trong danh sách", "role")
    if version.tier not in ROLES[role_id].tiers:
        where = ", ".join(tier.label.lower() for tier in Tier if tier in ROLES[role_id].tiers)
        raise RefusedError(what, f"vai trò này chỉ có ở {where}", "Chọn vai trò hoặc đơn vị khác", "role")


def _lies_within(period: DateRange, own: DateRange) -> bool:
    starts = own.lower is None or (period.lower is not None and period.lower >= own.lower)
    ends = own.upper is None or (period.upper is not None and period.upper <= own.upper)
    return starts and ends


def _holds_elsewhere(person: User) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT holds_elsewhere(%s)", [person.pk])
        return bool(cursor.fetchone()[0])
