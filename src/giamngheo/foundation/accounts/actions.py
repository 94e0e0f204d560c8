"""Every change to people and their roles: one verb, one transaction, one line of the trail.

`by` is who acts, `day` the day of the deed; what may not be done raises RefusedError. Days are given as
`DateRange(first, end)` whose end is the day after the last, or None.
"""

from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from giamngheo.foundation.accounts import lockout
from giamngheo.foundation.accounts.granting import (
    check_grant,
    check_over_person,
    check_over_role,
    days_in_words,
    role_in_area,
)
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.audit.actions import Actor, record


@transaction.atomic
def grant_role(
    by: Actor, person: User, role: str, area_id: int, period: DateRange, *, ground: str = "", day: date
) -> Holding:
    """Give a person a role in an area for these days."""
    check_grant(by.id, role, area_id, period, day)
    named = role_in_area(role, area_id, day)
    held = Holding(user=person, role=role, area_id=area_id, valid=period, ground=ground, granted_by_id=by.id)
    try:
        with transaction.atomic():  # the database alone knows what another person grants at this moment
            held.save(force_insert=True)
    except IntegrityError:
        raise RefusedError(
            f"Chưa giao được {named}",
            "người này đã giữ vai trò đó trong thời gian này",
            "Chọn thời gian khác, hoặc kết thúc vai trò cũ trước",
            "since",
        ) from None
    record(
        by,
        "accounts.grant_role",
        f"Giao {named} cho {person.full_name}, {days_in_words(period)}",
        area_id=area_id,
        subject=("user", person.pk),
        details={"holding": held.pk, "role": role, "valid": str(period), "ground": ground},
    )
    return held


@transaction.atomic
def end_role(by: Actor, holding: Holding, reason: str, *, day: date) -> None:
    """End a role: from this day on it is not held; one that has not begun is never held."""
    held = Holding.objects.select_for_update().get(pk=holding.pk)
    named = role_in_area(held.role, held.area_id, day)
    what = f"Chưa kết thúc được {named}"
    check_over_role(by.id, what, held.role, held.area_id, day)
    if not reason.strip():
        raise RefusedError(what, "chưa có lý do", "Gõ lý do, ví dụ số quyết định", "reason")
    if held.valid.isempty or (held.valid.upper is not None and held.valid.upper <= day):
        raise RefusedError(what, "vai trò này đã kết thúc", "Tải lại trang để xem tình trạng mới nhất")
    before = held.valid
    begun = before.lower is None or before.lower < day
    held.valid = DateRange(before.lower, day) if begun else DateRange(empty=True)
    held.ended_by_id, held.end_reason = by.id, reason.strip()
    held.save(update_fields=["valid", "ended_by", "end_reason"])
    record(
        by,
        "accounts.end_role",
        f"Kết thúc {named} của {held.user.full_name}: {held.end_reason}",
        area_id=held.area_id,
        subject=("user", held.user_id),
        details={"holding": held.pk, "before": str(before), "after": str(held.valid)},
    )


@transaction.atomic
def make_password_link(by: Actor, person: User, *, day: date) -> tuple[str, str]:
    """Make the two parts (person, token) of a link that sets a new password once, within a day."""
    check_over_person(by.id, "Chưa tạo được liên kết đặt lại mật khẩu", person, day)
    _tell(by, "accounts.make_password_link", "Tạo liên kết đặt lại mật khẩu cho", person, day)
    # The token answers to the person as they are now: a sign-in or a new password makes it void.
    token = default_token_generator.make_token(User.objects.get(pk=person.pk))
    return urlsafe_base64_encode(force_bytes(person.pk)), token


@transaction.atomic
def unlock(by: Actor, person: User, *, day: date) -> None:
    """Open the door again that repeated refusals closed for this person."""
    check_over_person(by.id, "Chưa mở khoá được", person, day)
    lockout.open_again(person)
    _tell(by, "accounts.unlock", "Mở khoá đăng nhập cho", person, day)


@transaction.atomic
def remove_second_factors(by: Actor, person: User, reason: str, *, day: date) -> None:
    """Take all second factors of a person away who lost them (telephone lost, codes used up)."""
    what = "Chưa gỡ được xác thực hai bước"
    check_over_person(by.id, what, person, day)
    if not reason.strip():
        raise RefusedError(what, "chưa có lý do", "Gõ lý do, ví dụ «mất điện thoại»", "reason")
    Authenticator.objects.filter(user_id=person.pk).delete()
    _tell(by, "accounts.remove_second_factors", f"Gỡ xác thực hai bước ({reason.strip()}) của", person, day)


def _tell(by: Actor, verb: str, deed: str, person: User, day: date) -> None:
    area = Holding.objects.in_force_on(day).filter(user=person).order_by("id").first()
    area = area or Holding.objects.filter(user=person).order_by("-id").first()
    record(
        by,
        verb,
        f"{deed} {person.full_name}",
        area_id=area.area_id if area else None,
        subject=("user", person.pk),
    )
