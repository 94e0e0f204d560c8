"""Plans of households: drawn up, steps added and marked, reviewed, signed by the household, ended."""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.coordination.actions.writing import CoordinationError, after_move, by, locked, told
from giamngheo.apps.coordination.models import HouseholdPlan, HouseholdPlanReview, HouseholdPlanStep
from giamngheo.apps.coordination.situations import situation_of
from giamngheo.apps.coordination.states import (
    HOUSEHOLD_PLAN_MOVES,
    HouseholdPlanState,
    PlanOutcome,
    PlanStepState,
)
from giamngheo.apps.households.models import Household
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.text import day as day_text

_OPEN: Final = (HouseholdPlanState.DRAFT, HouseholdPlanState.AGREED)
_STEP_WORDS: Final = {PlanStepState.DONE: "kết quả", PlanStepState.DROPPED: "lý do không làm nữa"}


@transaction.atomic
def draw_household_plan(
    household: Household, aims: str, first: date | None, last: date | None, actor: Actor, *, today: date
) -> HouseholdPlan:
    """Draw up a plan with what the register says of the household today; raises CoordinationError."""
    wrong: dict[str, str] = {}
    said = ""
    try:
        said = CoordinationError.words(aims, "mục tiêu", about="muc-tieu", longest=2000)
    except CoordinationError as error:
        wrong |= error.wrong
    if first is None:
        wrong["tu-ngay"] = "Chưa ghi từ ngày nào."
    if last is None:
        wrong["den-ngay"] = "Chưa ghi đến ngày nào."
    elif first is not None and last < first:
        wrong["den-ngay"] = f"Ngày cuối trước ngày đầu ({day_text(first)}). Cách xử lý: gõ lại."
    if not household.is_living:
        wrong[""] = "Hộ này không còn trong sổ. Cách xử lý: mở Sổ hộ xem hộ đã chuyển đi hay nhập hộ."
    if wrong or first is None or last is None:
        raise CoordinationError("Có ô ghi sai.", wrong=wrong)
    if HouseholdPlan.objects.filter(household=household, state__in=_OPEN).exists():
        raise CoordinationError(
            "Hộ này đang có kế hoạch. Cách xử lý: mở kế hoạch ấy để sửa, hoặc kết thúc nó trước."
        )
    row = HouseholdPlan.objects.create(
        household=household,
        first=first,
        last=last,
        situation=situation_of(household, today),
        aims=said,
        state=HouseholdPlanState.DRAFT,
        **by(actor),
    )
    _told(row, actor, "household_plan", f"Lập kế hoạch đến {day_text(last)}")
    return row


@transaction.atomic
def add_step(plan: HouseholdPlan, words: str, who: str, due: date | None, actor: Actor) -> HouseholdPlanStep:
    """Add a step; raises CoordinationError."""
    row = _changing(plan)
    what = CoordinationError.words(words, "việc phải làm", about="viec-lam", longest=500)
    doer = CoordinationError.words(who, "ai làm", about="ai-lam", longest=200)
    if due is None or due < row.first:
        raise CoordinationError(
            f"Hạn phải từ {day_text(row.first)} (ngày đầu của kế hoạch). Cách xử lý: gõ lại ngày.", "han"
        )
    made = HouseholdPlanStep.objects.create(
        plan=row, words=what, who=doer, due=due, state=PlanStepState.TO_DO, **by(actor)
    )
    _told(row, actor, "household_plan_step", f"Thêm việc hạn {day_text(due)}")
    return made


@transaction.atomic
def mark_step(step: HouseholdPlanStep, state: str, words: str, actor: Actor) -> HouseholdPlanStep:
    """Mark a step done or dropped, with words; raises CoordinationError."""
    plan, row = _changing(step.plan), locked(step)
    if row.state != PlanStepState.TO_DO or state not in _STEP_WORDS:
        raise CoordinationError("Việc này đã đánh dấu. Cách xử lý: tải lại trang để xem.")
    row.result = CoordinationError.words(
        words, _STEP_WORDS[PlanStepState(state)], about=f"ket-qua-{step.pk}", longest=1000
    )
    row.state, row.changed_by_name, row.changed_at = state, actor.name, timezone.now()
    row.save(update_fields=["state", "result", "changed_by_name", "changed_at"])
    _told(plan, actor, "household_plan_step", f"Đánh dấu một việc: {PlanStepState(state).label.lower()}")
    return row


@transaction.atomic
def set_review(plan: HouseholdPlan, due: date | None, actor: Actor) -> HouseholdPlanReview:
    """Set a day on which the plan is looked at again; raises CoordinationError."""
    row = _changing(plan)
    if due is None or not row.first <= due <= row.last:
        raise CoordinationError(
            f"Ngày xem lại phải từ {day_text(row.first)} đến {day_text(row.last)}. Cách xử lý: gõ lại ngày.",
            "ngay-xem",
        )
    if row.reviews.filter(due=due).exists():
        raise CoordinationError("Đã hẹn xem lại ngày này. Cách xử lý: chọn ngày khác.", "ngay-xem")
    made = HouseholdPlanReview.objects.create(plan=row, due=due, **by(actor))
    _told(row, actor, "household_plan_review", f"Hẹn xem lại ngày {day_text(due)}")
    return made


@transaction.atomic
def hold_review(
    review: HouseholdPlanReview, day: date | None, words: str, actor: Actor, *, today: date
) -> HouseholdPlanReview:
    """Write down what was found when the plan was looked at again; raises CoordinationError."""
    plan, row = _changing(review.plan), locked(review)
    if row.held_on is not None:
        raise CoordinationError("Lần xem lại này đã ghi. Cách xử lý: tải lại trang để xem.")
    said = CoordinationError.words(words, "xem lại thấy gì", about=f"xem-{row.pk}", longest=2000)
    if day is None or day > today or day < plan.first:
        raise CoordinationError(
            f"Ngày xem lại phải từ {day_text(plan.first)} đến {day_text(today)}.", f"ngay-xem-{row.pk}"
        )
    row.held_on, row.words, row.held_by_name = day, said, actor.name
    row.save(update_fields=["held_on", "words", "held_by_name"])
    _told(plan, actor, "household_plan_review", f"Xem lại ngày {day_text(day)}")
    return row


@transaction.atomic
def sign_household_plan(
    plan: HouseholdPlan, signed_by: str, day: date | None, actor: Actor, *, today: date
) -> HouseholdPlan:
    """Note that the household signed; a plan without steps is none. Raises CoordinationError."""
    row = locked(plan)
    row.state = after_move(row.state, "sign", HOUSEHOLD_PLAN_MOVES)
    row.signed_by = CoordinationError.words(signed_by, "ai của hộ đã ký", about="nguoi-ky", longest=200)
    if day is None or day > today:
        raise CoordinationError("Ngày hộ ký phải là hôm nay hoặc trước đó. Cách xử lý: gõ ngày.", "ngay-ky")
    if not row.steps.exclude(state=PlanStepState.DROPPED).exists():
        raise CoordinationError(
            "Kế hoạch chưa có việc nào nên chưa ký được. Cách xử lý: thêm ít nhất một việc, ai làm, hạn."
        )
    row.signed_on = day
    row.save(update_fields=["state", "signed_by", "signed_on"])
    _told(row, actor, "household_plan_sign", f"Hộ ký kế hoạch ngày {day_text(day)}")
    return row


@transaction.atomic
def end_household_plan(
    plan: HouseholdPlan, outcome: str, words: str, actor: Actor, *, today: date
) -> HouseholdPlan:
    """End a plan with what it led to, or drop a draft with the reason; raises CoordinationError."""
    row = locked(plan)
    verb = "drop" if row.state == HouseholdPlanState.DRAFT else "end"
    row.state = after_move(row.state, verb, HOUSEHOLD_PLAN_MOVES)
    asked = "lý do bỏ" if verb == "drop" else "kết quả của kế hoạch"
    row.outcome_words = CoordinationError.words(words, asked, about="ket-cuc", longest=2000)
    if verb == "end":
        if outcome not in PlanOutcome.values:
            raise CoordinationError("Chưa chọn kết cục. Cách xử lý: chọn một trong các mức.", "muc")
        row.outcome = outcome
    row.ended_on, row.ended_by_name = today, actor.name
    row.save(update_fields=["state", "outcome", "outcome_words", "ended_on", "ended_by_name"])
    said = "Bỏ bản kế hoạch" if verb == "drop" else f"Kết thúc kế hoạch: {PlanOutcome(outcome).label.lower()}"
    _told(row, actor, f"household_plan_{verb}", said)
    return row


def _changing(plan: HouseholdPlan) -> HouseholdPlan:
    row = locked(plan)
    after_move(row.state, "change", HOUSEHOLD_PLAN_MOVES)
    return row


def _told(row: HouseholdPlan, actor: Actor, verb: str, said: str) -> None:
    told(row, row.household.area_id, actor, verb, f"{said} của hộ {row.household.code}")
