"""What was reached of targets that no indicator follows, typed year by year with a proof."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.programmes.actions.writing import PlanError, locked, tell
from giamngheo.apps.programmes.models import PlanActual, PlanTarget
from giamngheo.apps.programmes.states import PlanState
from giamngheo.foundation.audit.actions import Actor


@dataclass(frozen=True)
class Reached:
    """What was reached of a target in a year: a number, or words where it has none, and what proves it."""

    year: int
    value: Decimal | None
    words: str
    proof: str


@transaction.atomic
def type_actual(target: PlanTarget, reached: Reached, actor: Actor) -> PlanActual:
    """Keep what was reached in a year, in place of what was typed before; raises PlanError."""
    year, value = reached.year, reached.value
    plan = locked(target.plan, PlanState.ISSUED)
    if target.indicator:
        raise PlanError("Chỉ tiêu này theo dõi ở «Kết quả». Cách xử lý: nhập số ở trang ấy.")
    if year not in plan.years:
        raise PlanError(f"Kế hoạch cho {plan.period}. Cách xử lý: chọn năm trong kỳ ấy.", "nam")
    said = PlanError.words(reached.words, "kết quả", about="ket-qua", longest=500, needed=value is None)
    proved = PlanError.words(reached.proof, "văn bản chứng minh", about="chung-minh", longest=300)
    PlanActual.objects.filter(target=target, year=year, superseded_at=None).update(
        superseded_at=timezone.now()
    )
    made = PlanActual.objects.create(
        target=target,
        area_id=plan.area_id,
        year=year,
        value=value,
        words=said,
        proof=proved,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    details = {
        "target": target.pk,
        "year": year,
        "value": None if value is None else str(value),
        "words": said,
    }
    tell(
        plan, actor, "figure", f"Nhập số thực hiện năm {year} «{target.wording[:100]}» của {{plan}}", details
    )
    return made
