"""The plan of a round, saved as another version; what does not add up is told row by row."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import msgspec
from django.db import transaction
from django.utils import timezone

from giamngheo.apps.reviews.actions.writing import ReviewError
from giamngheo.apps.reviews.models import Case, Plan, Round
from giamngheo.apps.reviews.planned import (
    Cost,
    Member,
    Planned,
    Task,
    accounts_for,
    as_kept,
    as_said,
    last_plan,
)
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole

MOST_ROWS: Final = 300
MOST_MONEY: Final = 10**13
_Fault = tuple[str, str]


class PlanError(ReviewError):
    """A plan does not hold together; `wrong` says of each field («kinh-phi-0-tien») why and what to do."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(next(iter(wrong.values())), wrong=dict(wrong))


@transaction.atomic
def save_plan(one: Round, said: Planned, rests_on: int, actor: Actor) -> Plan:
    """Save a plan as the version after `rests_on` (0: the first); what says nothing new is not saved again.

    Amounts that were left out are reckoned, and names of members taken from their accounts.

    Raises:
        PlanError: with what is wrong in each field.
        ReviewError: where somebody saved another version meanwhile.
    """
    Round.objects.select_for_update().get(pk=one.pk)  # two who save at once would number alike
    last = last_plan(one)
    if (last.number if last else 0) != rests_on:
        by = f"{last.actor_name} đã lưu bản {last.number}" if last else "bản đang sửa không còn"
        raise ReviewError(
            f"Trong lúc bạn sửa, {by} của kế hoạch này. Cách xử lý: mở bản đó ở một thẻ khác, chép phần "
            "của bạn vào rồi lưu ở đó."
        )
    before = as_said(last) if last else Planned()
    day = timezone.localdate()
    people = accounts_for(one, day)
    stood = {each.person for each in before.team if each.person is not None}
    people |= User.objects.in_bulk(stood - people.keys())
    said = _filled_in(said, people)
    villages = set(Case.objects.filter(round=one).values_list("area_id", flat=True))
    if wrong := dict(_faults(said, people.keys(), villages, day)):
        raise PlanError(wrong)
    if last is not None and said == before:
        return last
    plan = Plan.objects.create(
        round=one, number=rests_on + 1, said=as_kept(said), actor_id=actor.id, actor_name=actor.name
    )
    record(
        actor,
        "reviews.planned",
        f"Lưu kế hoạch «{one.name}», bản {plan.number}: {whole(len(said.schedule))} công việc, "
        f"{whole(len(said.team))} người rà soát",
        area_id=one.area_id,
        subject=("reviews.Round", one.pk),
        details={"plan": plan.pk, "number": plan.number, "cost": said.cost},
    )
    return plan


def amount_of(quantity: Decimal, price: int) -> int:
    """Quantity times price in whole đồng, half up."""
    return int((quantity * price).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _filled_in(said: Planned, people: Mapping[int, User]) -> Planned:
    costs = [
        msgspec.structs.replace(one, amount=amount_of(one.quantity, one.price))
        if one.amount is None and one.quantity is not None and one.price is not None
        else one
        for one in said.costs
    ]
    team = [
        msgspec.structs.replace(one, name=people[one.person].full_name)
        if not one.name and one.person is not None and one.person in people
        else one
        for one in said.team
    ]
    return msgspec.structs.replace(said, costs=tuple(costs), team=tuple(team))


def _faults(said: Planned, people: Collection[int], villages: Collection[int], day: date) -> Iterator[_Fault]:
    for name, rows in (
        ("lich", said.schedule),
        ("phan-cong", said.duties),
        ("kinh-phi", said.costs),
        ("to", said.team),
    ):
        if len(rows) > MOST_ROWS:
            yield name, f"Quá {MOST_ROWS} dòng. Cách xử lý: gộp bớt các dòng."
    for place, task in enumerate(said.schedule):
        yield from _faults_of_task(f"lich-{place}", task)
    for place, duty in enumerate(said.duties):
        if not duty.who:
            yield f"phan-cong-{place}-ai", "Chưa ghi ai làm: ghi bộ phận hoặc người được giao."
        if not duty.task:
            yield f"phan-cong-{place}-viec", "Chưa ghi nhiệm vụ: ghi việc được giao."
    for place, cost in enumerate(said.costs):
        yield from _faults_of_cost(f"kinh-phi-{place}", cost)
    for place, member in enumerate(said.team):
        yield from _faults_of_member(f"to-{place}", member, day)
        if member.person is not None and member.person not in people:
            yield (
                f"to-{place}-tai-khoan",
                "Người này không có vai trò điền phiếu ở xã. Cách xử lý: nhờ người quản trị giao vai trò, "
                "hoặc để trống tài khoản.",
            )
        if member.village is not None and member.village not in villages:
            yield f"to-{place}-thon", "Thôn này không có trong đợt: chọn thôn trong danh sách."


def _faults_of_task(row: str, task: Task) -> Iterator[_Fault]:
    if not task.task:
        yield f"{row}-viec", "Chưa ghi công việc: ghi việc phải làm, hoặc xoá trống cả dòng."
    if task.first is not None and task.last is not None and task.last < task.first:
        yield (
            f"{row}-den",
            f"Ngày cuối {day_text(task.last)} trước ngày đầu {day_text(task.first)}: xem lại hai ngày.",
        )


def _faults_of_cost(row: str, cost: Cost) -> Iterator[_Fault]:
    if not cost.item:
        yield f"{row}-khoan", "Chưa ghi khoản chi: ghi chi cho việc gì, hoặc xoá trống cả dòng."
    if cost.quantity is not None and cost.quantity <= 0:
        yield f"{row}-luong", "Số lượng phải lớn hơn 0."
    if (cost.quantity is None) != (cost.price is None):
        missing, name = ("luong", "số lượng") if cost.quantity is None else ("gia", "đơn giá")
        yield f"{row}-{missing}", f"Chưa ghi {name}: ghi cả hai, hoặc chỉ ghi thành tiền."
    if max(cost.price or 0, cost.amount or 0) >= MOST_MONEY:
        yield f"{row}-tien", "Số tiền lớn hơn mức phần mềm nhận: xem lại đơn vị là đồng."
    elif cost.quantity is not None and cost.price is not None and cost.amount is not None:
        reckoned = amount_of(cost.quantity, cost.price)
        if reckoned != cost.amount:
            yield (
                f"{row}-tien",
                f"Số lượng nhân đơn giá là {whole(reckoned)} đồng, không phải {whole(cost.amount)}: "
                "sửa cho khớp, hoặc để trống thành tiền để phần mềm tính.",
            )


def _faults_of_member(row: str, member: Member, day: date) -> Iterator[_Fault]:
    if not member.name:
        yield f"{row}-ten", "Chưa ghi họ tên: ghi họ tên, hoặc xoá trống cả dòng."
    if member.is_trained and member.trained_on is None:
        yield f"{row}-ngay", "Đã tập huấn thì ghi ngày tập huấn."
    elif member.is_trained and member.trained_on is not None and member.trained_on > day:
        yield (
            f"{row}-ngay",
            f"Ngày {day_text(member.trained_on)} chưa tới: bỏ dấu «đã tập huấn», hoặc sửa ngày.",
        )
