"""Needs: told by a unit, appraised by another person, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from giamngheo.apps.budgets.dimensions import Key, activities_named, faults_of, named
from giamngheo.apps.budgets.models import Estimate, Loading
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.states import EstimateState
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import whole

_STALE = "Nhu cầu này đã đổi trong lúc bạn xem. Cách xử lý: tải lại trang rồi làm lại."


@dataclass(frozen=True)
class Need:
    """What is needed: for what, how many đồng, on which ground."""

    key: Key
    asked: int
    ground: str


@transaction.atomic
def draw_need(need: Need, actor: Actor) -> Estimate:
    """Keep a need of a unit; raises BudgetError."""
    wrong = faults_of(need.key, activities_named([need.key]))
    if not 0 < need.asked < 10**15:
        wrong["so-tien"] = "Số tiền phải lớn hơn 0 và hợp lý. Cách xử lý: ghi số đồng."
    if wrong:
        raise BudgetError(next(iter(wrong.values())), wrong=wrong)
    row = _row_of(need, actor)
    row.save(force_insert=True)
    _told(row, actor, "budgets.need", f"Ghi nhu cầu {whole(row.asked)} đồng")
    return row


@transaction.atomic
def draw_needs(needs: Sequence[Need], loading: Loading, actor: Actor) -> None:
    """Keep the needs of a spreadsheet, of which who loads it tells; raises BudgetError, then none is kept."""
    activities = activities_named([one.key for one in needs])
    for one in needs:
        if wrong := faults_of(one.key, activities):
            raise BudgetError(next(iter(wrong.values())), "tep")
    Estimate.objects.bulk_create([_row_of(one, actor, loading) for one in needs])


@transaction.atomic
def withdraw_needs(loading: Loading, actor: Actor) -> int:
    """Take back all needs of a spreadsheet that wait, how many; BudgetError where some were appraised."""
    rows = Estimate.objects.select_for_update(of=["self"]).filter(loading=loading)
    states = list(rows.exclude(state=EstimateState.WITHDRAWN).values_list("state", flat=True))
    if done := sum(one != EstimateState.NEED for one in states):
        raise BudgetError(
            f"{whole(done)} nhu cầu của tệp đã thẩm định. Cách xử lý: rút từng nhu cầu còn chờ."
        )
    Estimate.objects.filter(loading=loading, state=EstimateState.NEED).update(
        state=EstimateState.WITHDRAWN.value
    )
    return len(states)


@transaction.atomic
def appraise(estimate: Estimate, found_right: int, why: str, actor: Actor) -> Estimate:
    """Say how much of a need is right, nought where none; never by who told it."""
    one = _waiting(estimate)
    if one.made_by_id is not None and one.made_by_id == actor.id:
        raise BudgetError("Người lập không tự thẩm định. Cách xử lý: để người khác có quyền thẩm định làm.")
    if not 0 <= found_right < 10**15:
        raise BudgetError(
            "Số thẩm định không hợp lý. Cách xử lý: ghi số đồng, 0 là không chấp nhận.", "so-tien"
        )
    needed = found_right != one.asked
    one.appraised_why = BudgetError.words(
        why, "lý do khác số đề nghị", about="ly-do", longest=500, needed=needed
    )
    one.state = (EstimateState.APPRAISED if found_right else EstimateState.REFUSED).value
    one.found_right = found_right
    one.appraised_by_id, one.appraised_by_name, one.appraised_at = actor.id, actor.name, timezone.now()
    one.save()
    _told(one, actor, "budgets.need_appraised", f"Thẩm định {whole(found_right)} / {whole(one.asked)} đồng")
    return one


@transaction.atomic
def withdraw_need(estimate: Estimate, actor: Actor) -> Estimate:
    """Take back a need that waits."""
    one = _waiting(estimate)
    one.state = EstimateState.WITHDRAWN.value
    one.save(update_fields=["state"])
    _told(one, actor, "budgets.need_withdrawn", f"Rút nhu cầu {whole(one.asked)} đồng")
    return one


def _row_of(need: Need, actor: Actor, loading: Loading | None = None) -> Estimate:
    key = need.key
    return Estimate(
        area_id=key.area_id,
        year=key.year,
        programme=key.programme,
        project=key.project,
        nature=key.nature,
        source=key.source,
        use=key.use,
        item=key.item,
        activity_id=key.activity_id,
        asked=need.asked,
        ground=BudgetError.words(need.ground, "căn cứ, cách tính", about="can-cu", longest=1000),
        loading=loading,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )


def _waiting(estimate: Estimate) -> Estimate:
    one = Estimate.objects.select_for_update(of=["self"]).get(pk=estimate.pk)
    if one.state != EstimateState.NEED:
        raise BudgetError(_STALE)
    return one


def _told(one: Estimate, actor: Actor, verb: str, sentence: str) -> None:
    record(
        actor,
        verb,
        f"{sentence} năm {one.year}: {named(one)}",
        area_id=one.area_id,
        subject=("budgets.Estimate", one.pk),
    )
