"""Criteria of a resolution: typed in by one person, signed by another, ended with a reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from giamngheo.apps.budgets.models import Resolution
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.shares import Criterion
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text

_STALE = "Nghị quyết này đã đổi trong lúc bạn xem. Cách xử lý: tải lại trang rồi làm lại."


@transaction.atomic
def draw_resolution(
    area: Area, paper: tuple[str, date, str, str], criteria: Sequence[Criterion], actor: Actor
) -> Resolution:
    """Keep the criteria of a resolution (number, day, issuer, title), unsigned; raises BudgetError."""
    number, day, issuer, title = paper
    _require_criteria(criteria)
    row = Resolution(
        area=area,
        number=BudgetError.words(number, "số nghị quyết", about="so", longest=60),
        day=day,
        issuer=BudgetError.words(issuer, "cơ quan ban hành", about="co-quan", longest=200),
        title=BudgetError.words(title, "trích yếu", about="trich-yeu", longest=300),
        criteria=msgspec.to_builtins(criteria),
        drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise BudgetError(
            f"Nghị quyết số {row.number} ngày {day_text(day)} đã nạp rồi. Cách xử lý: mở nghị quyết ấy.", "so"
        ) from error
    _told(row, actor, "budgets.resolution_drawn", "Nạp tiêu chí phân bổ của")
    return row


@transaction.atomic
def sign_resolution(resolution: Resolution, actor: Actor) -> Resolution:
    """Say that the criteria are those of the resolution; never by who typed them in."""
    one = _standing(resolution)
    if one.signed_at is not None:
        raise BudgetError(_STALE)
    if one.drawn_by_id is not None and one.drawn_by_id == actor.id:
        raise BudgetError("Người nạp không tự ký. Cách xử lý: để người khác có quyền quyết định ký.")
    one.signed_at, one.signed_by_id, one.signed_by_name = timezone.now(), actor.id, actor.name
    one.save(update_fields=["signed_at", "signed_by_id", "signed_by_name"])
    _told(one, actor, "budgets.resolution_signed", "Ký tiêu chí phân bổ của")
    return one


@transaction.atomic
def end_resolution(resolution: Resolution, why: str, actor: Actor) -> Resolution:
    """Let nobody allocate by it any more, with the reason."""
    one = _standing(resolution)
    said = BudgetError.words(why, "lý do", about="ly-do", longest=500)
    one.ended_at, one.ended_by_name, one.ended_why = timezone.now(), actor.name, said
    one.save(update_fields=["ended_at", "ended_by_name", "ended_why"])
    _told(one, actor, "budgets.resolution_ended", "Thôi dùng tiêu chí phân bổ của")
    return one


def criteria_of(resolution: Resolution) -> list[Criterion]:
    """The criteria that a resolution holds."""
    return msgspec.convert(resolution.criteria, list[Criterion])


def _require_criteria(criteria: Sequence[Criterion]) -> None:
    """Each criterion is whole and its bounds leave a way; BudgetError else."""
    if not any(one.kind in {"points", "fixed"} for one in criteria):
        raise BudgetError(
            "Chưa có tiêu chí nào tính điểm hay định mức. Cách xử lý: ghi ít nhất một tiêu chí.", "tieu-chi"
        )
    if any(one.weight <= 0 for one in criteria) or any(not one.name for one in criteria):
        raise BudgetError("Tiêu chí phải có tên và trọng số lớn hơn 0. Cách xử lý: ghi đủ.", "tieu-chi")
    if max(Counter(one.name.casefold() for one in criteria).values()) > 1:
        raise BudgetError("Hai tiêu chí cùng tên. Cách xử lý: giữ một.", "tieu-chi")
    for one in criteria:
        if (one.kind == "fixed") != bool(one.amount) or one.amount < 0:
            raise BudgetError(
                f"«{one.name}»: định mức bằng tiền ghi ở loại Định mức, và chỉ ở đó. Cách xử lý: ghi số "
                "đồng cho một đơn vị tính, hoặc đổi loại.",
                "tieu-chi",
            )
        if one.kind == "coefficient" and (one.least is not None or one.most is not None):
            raise BudgetError(
                f"«{one.name}»: hệ số không có mức tối thiểu, tối đa. Cách xử lý: bỏ, hoặc đổi loại.",
                "tieu-chi",
            )
        if one.most is not None and (one.least or 0) > one.most:
            raise BudgetError(
                f"«{one.name}»: mức tối thiểu lớn hơn mức tối đa. Cách xử lý: xem lại nghị quyết.", "tieu-chi"
            )


def _standing(resolution: Resolution) -> Resolution:
    one = Resolution.objects.select_for_update(of=["self"]).get(pk=resolution.pk)
    if one.ended_at is not None:
        raise BudgetError(_STALE)
    return one


def _told(one: Resolution, actor: Actor, verb: str, words: str) -> None:
    record(
        actor,
        verb,
        f"{words} nghị quyết {one.number} ngày {day_text(one.day)}: {one.title}",
        area_id=one.area_id,
        subject=("budgets.Resolution", one.pk),
    )
