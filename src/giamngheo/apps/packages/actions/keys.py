"""Keys of other installations: registered, confirmed by another person or by fingerprint, ended."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.packages.actions.writing import said_words
from giamngheo.apps.packages.keys import fingerprint_of, is_fingerprint, read_public
from giamngheo.apps.packages.models import TrustedKey
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.states import Signs
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, record

_STALE = "tải lại trang để xem."


@transaction.atomic
def register_key(
    area_id: int, signs: Signs, text: str, actor: Actor, *, typed: str = "", note: str = ""
) -> TrustedKey:
    """Register the key of another installation for a unit; raises PackageError with its field.

    With its fingerprint, typed in from another way than the key came, it holds at once.
    """
    public = read_public(text)
    if typed and not is_fingerprint(typed, public):
        raise PackageError(
            "Dấu vân tay gõ vào không phải của khóa này: khóa có thể đã bị thay trên đường gửi.",
            "gọi điện cho bên kia, đọc từng nhóm bốn chữ số; chưa khớp thì không đăng ký.",
            "dau-van-tay",
        )
    row = TrustedKey(area_id=area_id, signs=signs, public=public, note=note[:200])
    row.registered_by_id, row.registered_by_name = actor.id, actor.name
    if typed:
        row.by_fingerprint, row.confirmed_at = True, timezone.now()
        row.confirmed_by_id, row.confirmed_by_name = actor.id, actor.name
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise PackageError("Khóa này đã đăng ký cho đơn vị này rồi.", _STALE, "khoa") from error
    how = "xác nhận bằng dấu vân tay" if typed else "chờ người khác xác nhận"
    _tell(row, actor, "packages.key_registered", f"Đăng ký khóa ký ({how})")
    return row


@transaction.atomic
def confirm_key(row: TrustedKey, actor: Actor) -> TrustedKey:
    """Confirm a key that somebody else registered; from now on what it signed is taken."""
    one = _locked(row.pk)
    if one.ended_at is not None or one.confirmed_at is not None:
        raise PackageError("Khóa này đã được người khác xử lý.", _STALE)
    if actor.id is not None and one.registered_by_id == actor.id:
        raise PackageError(
            "Người đăng ký khóa không tự xác nhận.",
            "nhờ người khác so dấu vân tay rồi xác nhận, hoặc đăng ký lại kèm dấu vân tay nghe đọc.",
        )
    one.confirmed_by_id, one.confirmed_by_name, one.confirmed_at = actor.id, actor.name, timezone.now()
    one.save(update_fields=["confirmed_by_id", "confirmed_by_name", "confirmed_at"])
    _tell(one, actor, "packages.key_confirmed", "Xác nhận khóa ký")
    return one


@transaction.atomic
def end_key(row: TrustedKey, why: str, actor: Actor) -> TrustedKey:
    """Trust a key no more, with the reason; what was accepted before stays."""
    said = said_words(why, "lý do", "ly-do")
    one = _locked(row.pk)
    if one.ended_at is not None:
        raise PackageError("Khóa này đã thôi dùng.", _STALE)
    one.ended_at, one.ended_by_name, one.ended_why = timezone.now(), actor.name, said
    one.save(update_fields=["ended_at", "ended_by_name", "ended_why"])
    _tell(one, actor, "packages.key_ended", "Thôi dùng khóa ký", f". Lý do: {said}")
    return one


def _locked(number: int) -> TrustedKey:
    return TrustedKey.objects.select_for_update(of=("self",)).get(pk=number)


def _tell(row: TrustedKey, actor: Actor, verb: str, words: str, more: str = "") -> None:
    place = names_of([row.area_id], timezone.localdate()).get(row.area_id, "địa bàn đã đổi")
    record(
        actor,
        verb,
        f"{words} {Signs(row.signs).label} ({place}), dấu vân tay {fingerprint_of(row.public)}{more}",
        area_id=row.area_id,
        subject=("packages.TrustedKey", row.pk),
        details={"public": row.public, "signs": row.signs},
    )
