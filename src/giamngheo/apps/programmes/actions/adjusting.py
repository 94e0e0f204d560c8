"""What an issued plan gives below is adjusted by a decision: drawn up, put in force by somebody else."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.programmes.actions.writing import PlanError, locked, tell
from giamngheo.apps.programmes.models import PlanAdjustment, PlanShare, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import adjusted_by, shares_of
from giamngheo.apps.programmes.states import AdjustmentState, PlanState
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import whole

_ELSEWHERE = "Điều chỉnh này đã ở bước khác. Cách xử lý: tải lại trang."


@transaction.atomic
def draw_adjustment(plan: UnitPlan, number: str, day: date | None, why: str, actor: Actor) -> PlanAdjustment:
    """Begin an adjustment of an issued plan by a decision with its number and day; raises PlanError."""
    kept = locked(plan, PlanState.ISSUED)
    if kept.is_received:
        raise PlanError("Kế hoạch nhận của cấp trên không điều chỉnh ở đây. Cách xử lý: nhận bản mới.")
    said = PlanError.words(number, "số quyết định điều chỉnh", about="so-dieu-chinh", longest=60)
    reason = PlanError.words(why, "lý do điều chỉnh", about="ly-do-dieu-chinh", longest=500)
    if day is None:
        raise PlanError("Chưa có ngày quyết định: gõ ngày, như 1/8/2026.", "ngay-dieu-chinh")
    if kept.day is not None and not kept.day <= day <= timezone.localdate():
        raise PlanError(
            f"Ngày quyết định phải từ ngày ban hành kế hoạch ({kept.day:%d/%m/%Y}) đến hôm nay. "
            "Cách xử lý: xem lại ngày.",
            "ngay-dieu-chinh",
        )
    try:
        with transaction.atomic():
            made = PlanAdjustment.objects.create(
                plan=kept, number=said, day=day, why=reason, drawn_by_id=actor.id, drawn_by_name=actor.name
            )
    except IntegrityError as error:
        raise PlanError(
            "Kế hoạch đang có một điều chỉnh dự thảo, hoặc đã có điều chỉnh mang số này. Cách xử lý: dùng "
            "điều chỉnh ấy, hoặc ghi số khác.",
            "so-dieu-chinh",
        ) from error
    tell(kept, actor, "adjust", f"Soạn điều chỉnh {{plan}} theo {made.called}", {"adjustment": made.pk})
    return made


@transaction.atomic
def adjust_shares(
    adjustment: PlanAdjustment,
    target: PlanTarget,
    year: int,
    given: Mapping[int, Decimal | None],
    actor: Actor,
) -> int:
    """Write what units are to reach of a target in a year from this decision on; what holds already is left.

    A unit that was given something cannot be left out: it is given nought. Returns how many change.
    Raises PlanError.
    """
    row = _locked(adjustment)
    if target.plan_id != row.plan_id or year not in row.plan.years:
        raise PlanError(f"Kế hoạch cho {row.plan.period}. Cách xử lý: chọn năm trong kỳ ấy.", "nam")
    holds = {
        one.area_id: one.value
        for one in shares_of(row.plan)
        if one.target_id == target.pk and one.year == year
    }
    wrong = {
        f"so-{area}": "Đã giao nên không bỏ trống được: ghi 0 nếu thôi giao."
        for area in set(holds) - set(given)
    }
    if wrong:
        raise PlanError("Có đơn vị đã giao mà để trống. Cách xử lý: ghi số mới, hoặc 0.", wrong=wrong)
    changes = {area: value for area, value in given.items() if area not in holds or holds[area] != value}
    PlanShare.objects.filter(adjustment=row, target=target, year=year).delete()
    PlanShare.objects.bulk_create(
        PlanShare(target=target, area_id=area, year=year, value=value, adjustment=row)
        for area, value in changes.items()
    )
    said = {str(area): None if value is None else str(value) for area, value in changes.items()}
    tell(
        row.plan,
        actor,
        "adjust_shares",
        f"Điều chỉnh chỉ tiêu «{target.wording[:90]}» năm {year}: {whole(len(changes))} đơn vị, {{plan}}",
        {"adjustment": row.pk, "target": target.pk, "year": year, "given": said},
    )
    return len(changes)


@transaction.atomic
def put_adjustment_in_force(adjustment: PlanAdjustment, actor: Actor) -> int:
    """Let an adjustment hold; never by who drew it up. Returns how many shares it has. Raises PlanError."""
    row = _locked(adjustment)
    if actor.id is not None and actor.id == row.drawn_by_id:
        raise PlanError(
            "Bạn soạn điều chỉnh này nên không tự cho hiệu lực được: việc này do hai người làm. "
            "Cách xử lý: nhờ lãnh đạo khác của đơn vị."
        )
    shares = adjusted_by(row)
    if not shares:
        raise PlanError("Điều chỉnh này chưa đổi chỉ tiêu nào. Cách xử lý: bấm «Điều chỉnh» ở từng chỉ tiêu.")
    _settle(row, AdjustmentState.IN_FORCE, actor)
    tell(
        row.plan,
        actor,
        "adjustment_in_force",
        f"Cho hiệu lực điều chỉnh {{plan}} theo {row.called}: {whole(len(shares))} số giao",
        {"adjustment": row.pk},
    )
    return len(shares)


@transaction.atomic
def drop_adjustment(adjustment: PlanAdjustment, why: str, actor: Actor) -> None:
    """Put a drafted adjustment aside, with the reason; raises PlanError."""
    said = PlanError.words(why, "lý do", about="ly-do", longest=500)
    row = _locked(adjustment)
    row.dropped_because = said
    _settle(row, AdjustmentState.DROPPED, actor)
    tell(row.plan, actor, "drop_adjustment", f"Bỏ điều chỉnh {{plan}}: {said}", {"adjustment": row.pk})


def _locked(adjustment: PlanAdjustment) -> PlanAdjustment:
    """The adjustment as it is kept, drafted, of a plan that stands."""
    rows = PlanAdjustment.objects.select_for_update(of=["self"]).select_related("plan")
    row = rows.filter(pk=adjustment.pk, state=AdjustmentState.DRAFT, plan__state=PlanState.ISSUED).first()
    if row is None:
        raise PlanError(_ELSEWHERE)
    return row


def _settle(row: PlanAdjustment, state: AdjustmentState, actor: Actor) -> None:
    row.state, row.settled_at = state, timezone.now()
    row.settled_by_id, row.settled_by_name = actor.id, actor.name
    row.save(update_fields=["state", "settled_at", "settled_by_id", "settled_by_name", "dropped_because"])
