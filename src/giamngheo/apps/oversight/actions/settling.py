"""Doubts of the registers settled: made a finding of an inspection, or set aside with a reason."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.oversight.actions.finding import Found, add_finding
from giamngheo.apps.oversight.actions.writing import OversightError, by, tell
from giamngheo.apps.oversight.doubts import MOST_AT_ONCE, Asked, Check, Doubt, doubts_named
from giamngheo.apps.oversight.models import Finding, Inspection, SettledDoubt
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole


@transaction.atomic
def make_finding(
    check: Check, asked: Asked, subjects: Sequence[int], inspection: Inspection, actor: Actor
) -> Finding:
    """Make one finding of an inspection out of doubts that lie where it inspects; raises OversightError."""
    doubts = _standing(check, asked, subjects)
    there = Containment.objects.filter(
        ancestor_id=inspection.unit_id,
        area_id__in={one.area_id for one in doubts},
        valid__contains=asked.day,
    ).values_list("area_id", flat=True)
    outside = {one.area_id for one in doubts} - set(there)
    if outside:
        raise OversightError(
            "Có dòng nằm ngoài đơn vị được kiểm tra của đợt này. "
            "Cách xử lý: bỏ chọn dòng đó, hoặc chọn đợt khác.",
            "dot",
        )
    listed = "; ".join(f"hộ {one.code}, ngày {day_text(one.day)}: {one.words}" for one in doubts)
    words = f"{check.name}, {whole(len(doubts))} trường hợp đối chiếu từ dữ liệu: {listed}"
    found = Found(
        check.level,
        words if len(words) <= 2000 else f"{words[:1999]}…",
        check_code=check.code,
        subject=doubts[0].subject if len(doubts) == 1 else None,
    )
    finding = add_finding(inspection, found, actor)
    _settle(check, doubts, actor, finding=finding)
    return finding


@transaction.atomic
def set_aside(check: Check, asked: Asked, subjects: Sequence[int], why: str, actor: Actor) -> int:
    """Set doubts aside with the reason that they are none; gives how many. Raises OversightError."""
    said = OversightError.words(why, "lý do bỏ qua", about="ly-do", longest=500)
    doubts = _standing(check, asked, subjects)
    _settle(check, doubts, actor, reason=said)
    for area_id in {one.area_id for one in doubts}:
        codes = [one.code for one in doubts if one.area_id == area_id]
        row = SettledDoubt(check_code=check.code)
        sentence = f"Bỏ qua «{check.name}»: hộ {', '.join(codes)} ({said[:160]})"
        tell(row, area_id, actor, "set_aside", sentence, check=check.code)
    return len(doubts)


@transaction.atomic
def look_again(settled: SettledDoubt, actor: Actor) -> None:
    """Let a doubt that was set aside wait again; raises OversightError."""
    if settled.finding_id is not None:
        raise OversightError("Dòng này đã thành phát hiện. Cách xử lý: bỏ phát hiện ở đợt kiểm tra.")
    moved = SettledDoubt.objects.filter(pk=settled.pk, taken_back_at=None).update(
        taken_back_at=timezone.now(), taken_back_by_name=actor.name
    )
    if not moved:
        raise OversightError("Dòng này đang chờ xem. Cách xử lý: tải lại trang.")
    tell(settled, settled.area_id, actor, "look_again", "Xem lại một dòng đối chiếu đã bỏ qua")


def _standing(check: Check, asked: Asked, subjects: Sequence[int]) -> list[Doubt]:
    if not subjects:
        raise OversightError("Chưa chọn dòng nào. Cách xử lý: đánh dấu các dòng cần xử lý.", "dong")
    if len(set(subjects)) > MOST_AT_ONCE:
        raise OversightError(
            f"Nhiều hơn {MOST_AT_ONCE} dòng một lần. Cách xử lý: chia làm nhiều lần.", "dong"
        )
    doubts = doubts_named(check, asked, subjects)
    if len(doubts) != len(set(subjects)):
        raise OversightError(
            "Có dòng đã được xử lý hoặc đã đúng lại. Cách xử lý: tải lại trang rồi chọn lại."
        )
    return doubts


def _settle(
    check: Check, doubts: Sequence[Doubt], actor: Actor, *, finding: Finding | None = None, reason: str = ""
) -> None:
    SettledDoubt.objects.bulk_create(
        SettledDoubt(
            area_id=one.area_id,
            check_code=check.code,
            subject=one.subject,
            finding=finding,
            reason=reason,
            **by(actor),
        )
        for one in doubts
    )
