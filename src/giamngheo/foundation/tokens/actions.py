"""Tokens are issued, used and withdrawn; what may not be done raises RefusedError."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from giamngheo.foundation.accounts.invitations import hash_of
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.refusals import BeyondRightsError, RefusedError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.tokens.models import GIVEN, Token
from giamngheo.foundation.tokens.opening import MARK
from giamngheo.foundation.tokens.queries import may_withdraw

LONGEST_DAYS: Final = 365
MOST: Final = 20
"""Tokens that one person has at a time: a program each, not one for every request."""

_BEGINNING: Final = 10
_LONGEST_NAME: Final = 60
_WHAT: Final = "Chưa tạo được mã truy cập"


@transaction.atomic
def issue_token(
    by: Actor, name: str, permissions: Collection[str], expires_on: date, *, day: date
) -> tuple[Token, str]:
    """Issue a token for oneself; gives it and its secret, which is shown once."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.id or 0)  # nobody is refused
    name = _checked_name(name)
    chosen = _checked_permissions(user, permissions, day)
    _check_day(expires_on, day)
    standing = Token.objects.filter(user=user, withdrawn_at=None)
    if standing.filter(expires_on__gte=day).count() >= MOST:
        raise RefusedError(_WHAT, f"đã có {MOST} mã đang dùng", "Thu hồi mã không còn cần trước")
    secret = MARK + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = Token.objects.create(
                user=user,
                name=name,
                permissions=[one.value for one in chosen],
                secret_hash=hash_of(secret),
                beginning=secret[:_BEGINNING],
                expires_on=expires_on,
            )
    except IntegrityError:
        raise RefusedError(
            _WHAT, f"đã có mã tên «{name}» chưa thu hồi", "Đặt tên khác, hoặc thu hồi mã cũ trước", "name"
        ) from None
    record(
        by,
        "tokens.issue",
        f"Tạo mã truy cập «{name}» dùng đến hết {day_text(expires_on)}",
        area_id=_area_of(user.pk, day),
        subject=("token", made.pk),
        details={"permissions": made.permissions, "expires_on": expires_on.isoformat()},
    )
    return made, secret


@transaction.atomic
def withdraw_token(by: Actor, token: Token, *, day: date, now: datetime) -> None:
    """Withdraw a token: from now on it opens nothing."""
    held = Token.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    what = f"Chưa thu hồi được mã truy cập «{held.name}»"
    if not may_withdraw(by.id, held, day):
        why = "mã này của người ngoài phạm vi quản trị của bạn"
        raise BeyondRightsError(what, why, "Nhờ người quản trị của đơn vị cấp trên làm việc này")
    if held.withdrawn_at is not None:
        raise RefusedError(what, "mã đã được thu hồi trước đó", "Tải lại trang để xem tình trạng mới nhất")
    held.withdrawn_at, held.withdrawn_by_id = now, by.id
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    whose = "" if by.id == held.user_id else f" của {held.user.full_name}"
    record(
        by,
        "tokens.withdraw",
        f"Thu hồi mã truy cập «{held.name}»{whose}",
        area_id=_area_of(held.user_id, day),
        subject=("token", held.pk),
    )


@transaction.atomic
def withdraw_all_of(user: User, why: str, *, day: date, now: datetime) -> int:
    """Withdraw every token of a person, asked as themselves; gives how many. One line of the trail each."""
    standing = list(Token.objects.select_for_update(of=("self",)).filter(user=user, withdrawn_at=None))
    for one in standing:
        one.withdrawn_at, one.withdrawn_by_id = now, user.pk
        one.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(
            Actor(user.pk, user.full_name),
            "tokens.withdraw",
            f"Thu hồi mã truy cập «{one.name}»: {why}",
            area_id=_area_of(user.pk, day),
            subject=("token", one.pk),
        )
    return len(standing)


def note_use(token: Token, day: date) -> None:
    """Note, once a day, that a token is used."""
    if token.last_used_on != day:
        Token.objects.filter(pk=token.pk).update(last_used_on=day)


def actor_by(token: Token, address: str | None) -> Actor:
    """Who acts by a token, for the trail: the person, with the name of the token."""
    way = f" (mã truy cập «{token.name}»)"
    return Actor(token.user_id, token.user.full_name[: 200 - len(way)] + way, address)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RefusedError(
            _WHAT, "chưa có tên", "Gõ tên chương trình sẽ dùng mã, như «Đồng bộ kho tỉnh»", "name"
        )
    if len(name) > _LONGEST_NAME:
        raise RefusedError(_WHAT, f"tên dài hơn {_LONGEST_NAME} chữ", "Gõ tên ngắn hơn", "name")
    return name


def _checked_permissions(user: User, asked: Collection[str], day: date) -> list[Permission]:
    chosen = [one for one in GIVEN if one.value in asked]
    if set(asked) - set(chosen):
        raise BeyondRightsError(
            _WHAT,
            "có quyền không giao cho mã truy cập",
            "Tải lại trang và chọn trong danh sách",
            "permissions",
        )
    if not chosen:
        raise RefusedError(
            _WHAT, "chưa chọn quyền nào", "Chọn những quyền mà chương trình cần", "permissions"
        )
    if beyond := set(chosen) - permissions_of(user.pk, day):
        why = f"bạn không giữ {len(beyond)} trong số quyền đã chọn"
        raise BeyondRightsError(_WHAT, why, "Tải lại trang và chọn trong những quyền của bạn", "permissions")
    return chosen


def _check_day(expires_on: date, day: date) -> None:
    if expires_on < day:
        raise RefusedError(_WHAT, "ngày hết hạn đã qua", "Gõ ngày từ hôm nay trở đi", "expires_on")
    latest = day + timedelta(days=LONGEST_DAYS)
    if expires_on > latest:
        why = "mã dùng được nhiều nhất một năm"
        raise RefusedError(_WHAT, why, f"Gõ ngày không sau {day_text(latest)}", "expires_on")


def _area_of(user_id: int, day: date) -> int | None:
    held = Holding.objects.in_force_on(day).filter(user_id=user_id).order_by("id")
    return held.values_list("area_id", flat=True).first()
