"""Invitations: the only way in. Who opens the link sets a name and a password and holds the role.

The secret is in the link alone; the table keeps its hash.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.granting import (
    check_grant,
    check_over_role,
    days_in_words,
    role_in_area,
)
from giamngheo.foundation.accounts.models import Holding, Invitation, User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.audit.actions import Actor, record

OPEN_FOR: Final = timedelta(days=7)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}")
_ANOTHER_LINK: Final = "Nhờ người mời gửi lời mời mới"


@transaction.atomic
def invite(
    by: Actor,
    full_name: str,
    role: str,
    area_id: int,
    period: DateRange,
    *,
    email: str = "",
    ground: str = "",
    day: date,
    now: datetime,
) -> tuple[Invitation, str]:
    """Invite somebody without an account; gives the invitation and its secret, which is shown once."""
    check_grant(by.id, role, area_id, period, day)
    named, full_name, email = (
        role_in_area(role, area_id, day),
        " ".join(full_name.split()),
        email.strip().lower(),
    )
    what = f"Chưa mời được vào {named}"
    if not full_name:
        raise RefusedError(what, "chưa có họ và tên", "Gõ họ và tên người được mời", "full_name")
    if email and not _is_address(email):
        why = f"«{email}» không phải địa chỉ thư điện tử"
        raise RefusedError(what, why, "Gõ như lan@tinh.gov.vn, hoặc để trống nếu không có", "email")
    if email and User.objects.filter(email__iexact=email).exists():
        raise RefusedError(
            what,
            "thư điện tử này đã có tài khoản",
            "Giao thêm vai trò cho tài khoản đó thay vì mời; người của địa bàn khác thì nhờ người quản trị "
            "của đơn vị cấp trên giao",
            "email",
        )
    secret = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        email=email,
        full_name=full_name,
        role=role,
        area_id=area_id,
        role_valid=period,
        ground=ground,
        secret_hash=hash_of(secret),
        invited_by_id=by.id or 0,  # nobody passes the check above
        expires_at=now + OPEN_FOR,
    )
    record(
        by,
        "accounts.invite",
        f"Mời {full_name} giữ {named}, {days_in_words(period)}",
        area_id=area_id,
        subject=("invitation", made.pk),
        details={"role": role, "valid": str(period), "ground": ground},
    )
    return made, secret


@transaction.atomic
def withdraw_invitation(by: Actor, invitation: Invitation, *, day: date, now: datetime) -> None:
    """Take an invitation back that nobody has taken yet."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    what = "Chưa rút được lời mời"
    check_over_role(by.id, what, held.role, held.area_id, day)
    if held.taken_at or held.withdrawn_at:
        why = "lời mời đã được nhận" if held.taken_at else "lời mời đã được rút trước đó"
        raise RefusedError(what, why, "Tải lại trang; nếu cần, kết thúc vai trò của người đó")
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    record(
        by,
        "accounts.withdraw_invitation",
        f"Rút lời mời {held.full_name} giữ {role_in_area(held.role, held.area_id, day)}",
        area_id=held.area_id,
        subject=("invitation", held.pk),
    )


def find_invitation(secret: str, *, now: datetime) -> Invitation:
    """Return the invitation of this secret; RefusedError says why it cannot be taken any more."""
    what = "Không mở được lời mời"
    with _opening(hash_of(secret)):
        found = Invitation.objects.select_related("invited_by").filter(secret_hash=hash_of(secret)).first()
    if found is None:
        raise RefusedError(what, "liên kết không đúng hoặc bị thiếu ký tự", "Mở lại đúng liên kết đã nhận")
    if found.taken_at:
        raise RefusedError(what, "lời mời đã được nhận", "Đăng nhập bằng tài khoản đã tạo")
    if found.withdrawn_at:
        raise RefusedError(what, "người mời đã rút lời mời này", "Hỏi lại người mời")
    if found.expires_at <= now:
        expired = f"{timezone.localtime(found.expires_at):%H:%M ngày %d/%m/%Y}"
        raise RefusedError(what, f"lời mời đã hết hạn lúc {expired}", _ANOTHER_LINK)
    return found


def take_invitation(
    secret: str, username: str, password: str, *, address: str | None, day: date, now: datetime
) -> User:
    """Make the account and the role of an invitation; the password was checked by who asks."""
    username = username.strip()
    _check_name(username)
    found = find_invitation(secret, now=now)
    # With the rights of who invited: who may not grant the role any more cannot let anybody in.
    with acting(found.invited_by_id, day), transaction.atomic():
        held = _still_grantable(found, day)
        person = _made(held, username, password)
        held.taken_by, held.taken_at = person, now
        held.save(update_fields=["taken_by", "taken_at"])
        Holding.objects.create(
            user=person,
            role=held.role,
            area_id=held.area_id,
            valid=held.role_valid,
            ground=held.ground,
            granted_by_id=held.invited_by_id,
        )
        record(
            Actor(person.pk, person.full_name, address),
            "accounts.take_invitation",
            f"Nhận lời mời, giữ {role_in_area(held.role, held.area_id, day)}",
            area_id=held.area_id,
            subject=("user", person.pk),
            details={"invitation": held.pk, "invited_by": held.invited_by_id},
        )
    return person


def hash_of(secret: str) -> str:
    """What the table keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _check_name(username: str) -> None:
    if not _NAME.fullmatch(username):
        raise RefusedError(
            "Chưa nhận tên đăng nhập này",
            "tên có từ 3 đến 60 ký tự, chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới",
            "Gõ tên khác, ví dụ lan.nguyen",
            "username",
        )


def _still_grantable(found: Invitation, day: date) -> Invitation:
    """The row, locked, as long as who invited may still see and grant what it promises."""
    what = "Không nhận được lời mời"
    why = "vai trò trong lời mời không còn giao được (người mời hết quyền, hoặc vai trò đã quá hạn)"
    held = Invitation.objects.select_for_update().filter(pk=found.pk).first()
    if held is None:
        raise RefusedError(what, why, _ANOTHER_LINK)
    if held.taken_at or held.withdrawn_at:
        raise RefusedError(what, "lời mời vừa được nhận hoặc bị rút", _ANOTHER_LINK)
    try:
        check_grant(held.invited_by_id, held.role, held.area_id, held.role_valid, day)
    except RefusedError as error:
        raise RefusedError(what, why, _ANOTHER_LINK) from error
    return held


def _made(held: Invitation, username: str, password: str) -> User:
    taken = "Chưa tạo được tài khoản"
    if held.email and User.objects.filter(email__iexact=held.email).exists():
        raise RefusedError(
            taken,
            "thư điện tử trong lời mời đã có tài khoản",
            "Đăng nhập tài khoản đó và nhờ người mời giao thêm vai trò",
        )
    person = User(username=username, email=held.email, full_name=held.full_name)
    person.is_demonstration = held.invited_by.is_demonstration
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise RefusedError(taken, "tên đăng nhập này đã có người dùng", "Chọn tên khác", "username") from None
    return person


@contextmanager
def _opening(secret_hash: str) -> Iterator[None]:
    """Let the database show the one invitation whose secret is known."""
    say = "SELECT set_config('giamngheo.invitation', %s, false)"
    with connection.cursor() as cursor:
        cursor.execute(say, [secret_hash])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(say, [""])
