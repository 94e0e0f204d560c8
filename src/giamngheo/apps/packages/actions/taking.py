"""Taking in what came from another installation: a package of a unit below, an answer from above."""

import uuid
from collections.abc import Callable

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.packages.actions.writing import kept_file, tell
from giamngheo.apps.packages.contents import Answer, Report
from giamngheo.apps.packages.keys import fingerprint_of
from giamngheo.apps.packages.models import Package
from giamngheo.apps.packages.queries import accepted_for, trusted
from giamngheo.apps.packages.reading import contents_of
from giamngheo.apps.packages.refusals import PackageError
from giamngheo.apps.packages.sealing import Sealed
from giamngheo.apps.packages.states import PackageState, Signs, Way
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text


def take_package(
    sealed: Sealed, within: Callable[[int], bool], actor: Actor, *, commit: bool = True
) -> tuple[Package, bool]:
    """Keep a package until it is decided; gives it and whether it is new, or raises PackageError.

    `within` tells for which units who takes it in may decide. The same package again changes nothing.
    """
    contents = contents_of(sealed)
    told = contents.report
    area = find(told.unit.code, told.closing)
    if area is None or not within(area.pk):
        raise PackageError(
            f"Gói của đơn vị mã {told.unit.code} ({told.unit.name}), không trực thuộc đơn vị bạn phụ trách.",
            "kiểm tra gói có gửi đúng nơi không; nếu đúng, so mã đơn vị ở trang Địa bàn của hai bên.",
        )
    _require_trusted(area.pk, Signs.PACKAGES, sealed.key, told.unit.name)
    same = Package.objects.filter(way=Way.TAKEN, key=told.key).first()
    if same is not None:
        if same.manifest_hash != sealed.manifest_hash:
            raise PackageError(
                f"Ngày {day_text(timezone.localdate(same.kept_at))} đã nhận gói cùng số, khác nội dung.",
                "nhờ bên gửi lập gói mới (mỗi lần lập có một số khác).",
            )
        return same, False
    _require_later(told, area.pk)
    taken = Package(
        way=Way.TAKEN,
        area=area,
        key=uuid.UUID(told.key),
        opening=told.opening,
        closing=told.closing,
        edition=told.edition,
        said=msgspec.to_builtins(told),
        signed_with=sealed.key,
        manifest_hash=sealed.manifest_hash,
        sha256=sealed.sha256,
        size=len(sealed.content),
        kept_by_id=actor.id,
        kept_by_name=actor.name,
    )
    if told.opening >= told.closing:
        raise PackageError("Ngày đầu kỳ của gói không trước ngày cuối kỳ.", "nhờ bên gửi lập gói khác.")
    if not commit:
        return taken, True
    try:
        with kept_file(sealed), transaction.atomic():
            taken.save(force_insert=True)
            tell(actor, "packages.taken", "Nhận gói báo cáo", taken, key=fingerprint_of(sealed.key))
    except IntegrityError as error:
        raise PackageError("Gói này vừa được người khác nhận.", "tải lại trang để xem.") from error
    return taken, True


@transaction.atomic
def take_answer(
    sealed: Sealed, within: Callable[[int], bool], actor: Actor, *, commit: bool = True
) -> tuple[Package, bool]:
    """Keep the answer to a package that was made here; gives it and whether the answer is new."""
    told = sealed.manifest
    assert isinstance(told, Answer)
    rows = Package.objects.filter(way=Way.SENT, key=told.package, manifest_hash=told.package_manifest)
    one = (rows.select_for_update(of=("self",)) if commit else rows).first()
    if one is None or not within(one.area_id):
        raise PackageError(
            "Phiếu này trả lời một gói không lập ở đây hoặc ngoài đơn vị của bạn.",
            "kiểm tra phiếu có gửi đúng nơi không.",
        )
    _require_trusted(one.area_id, Signs.ANSWERS, sealed.key, told.unit.name)
    if one.answer is not None:
        if one.answered == told:
            return one, False
        raise PackageError(
            f"Gói này đã có phiếu trả lời ngày {day_text(timezone.localdate(one.decided_at))}.",
            "hỏi lại nơi nhận; gói đã trả lại thì chốt lại số liệu và lập gói mới.",
        )
    if not commit:
        return one, True
    one.answer, one.answer_sha256 = msgspec.to_builtins(told), sealed.sha256
    one.state = PackageState(told.decision)
    one.decided_by_name, one.decided_at = told.made_by[:200], told.made_at
    with kept_file(sealed), transaction.atomic():
        one.save(update_fields=["answer", "answer_sha256", "state", "decided_by_name", "decided_at"])
        words = "được chấp nhận" if told.decision == "accepted" else "bị trả lại"
        tell(actor, "packages.answered", f"Nhận phiếu trả lời, gói {words}", one, why=told.why)
    return one, True


def _require_trusted(area_id: int, signs: Signs, public: str, name: str) -> None:
    key = trusted(area_id, signs, public)
    told = fingerprint_of(public)
    if key is None:
        raise PackageError(
            f"Chưa biết bên ký: khóa có dấu vân tay {told} chưa đăng ký cho {signs.label} ({name}).",
            "gọi điện cho bên gửi so dấu vân tay, đăng ký khóa ở trang Khóa ký, rồi nhận lại.",
        )
    if key.ended_at is not None:
        raise PackageError(
            f"Khóa có dấu vân tay {told} đã thôi dùng từ {day_text(timezone.localdate(key.ended_at))}.",
            "hỏi bên gửi; nếu họ có khóa mới, đăng ký khóa mới rồi nhận gói ký bằng khóa ấy.",
        )
    if not key.holds:
        raise PackageError(
            f"Khóa có dấu vân tay {told} chờ người thứ hai xác nhận.",
            "nhờ người khác xác nhận ở trang Khóa ký, rồi nhận lại.",
        )


def _require_later(told: Report, area_id: int) -> None:
    known = accepted_for(area_id, told.opening, told.closing)
    if known is not None and (told.edition, told.made_at) <= (known.edition, known.report.made_at):
        raise PackageError(
            f"Gói này (lần {told.edition}) cũ hơn gói đã chấp nhận của cùng kỳ (lần {known.edition}).",
            "không cần nhận; cần thay số thì nhờ bên gửi lập gói mới.",
        )
