"""Typing in how many live in a unit, with the source: one line of the trail; nothing is rewritten."""

from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole

_MOST: Final = 2_000_000_000


class ResidentsError(Exception):
    """Refused; `wrong` says in Vietnamese for each field of the form why and what to do."""

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = wrong


def _minority_faults(told: ResidentTotal) -> dict[str, str]:
    """What is wrong with the households and persons of ethnic minorities, told both or not at all."""
    households, persons = told.minority_households, told.minority_persons
    if households is None and persons is None:
        return {}
    if households is None or persons is None or told.persons is None:
        return {"khau-thieu-so": "Ghi đủ nhân khẩu, hộ và nhân khẩu dân tộc thiểu số, hoặc để trống cả hai."}
    if households > told.households:
        return {"ho-thieu-so": "Số hộ dân tộc thiểu số lớn hơn tổng số hộ. Xem lại hai số."}
    if not households <= persons <= told.persons:
        return {
            "khau-thieu-so": "Nhân khẩu dân tộc thiểu số ít hơn số hộ ấy hoặc lớn hơn tổng số khẩu. Xem lại."
        }
    return {}


@transaction.atomic
def type_residents(told: ResidentTotal, today: date, actor: Actor) -> ResidentTotal:
    """Keep a total that was typed in; raises ResidentsError."""
    wrong = {}
    if told.as_of > today:
        wrong["ngay"] = "Ngày này chưa tới. Ghi ngày của số liệu."
    if not 0 < told.households < _MOST:
        wrong["ho"] = "Số hộ không hợp lý. Xem lại con số."
    if told.persons is not None and not told.households <= told.persons < _MOST:
        wrong["khau"] = "Số nhân khẩu ít hơn số hộ hoặc không hợp lý. Xem lại con số."
    wrong |= _minority_faults(told)
    told.source = " ".join(told.source.split())[:300]
    if not told.source:
        wrong["nguon"] = "Chưa ghi nguồn. Ghi số, ngày, tên của báo cáo, quyết định."
    if wrong:
        raise ResidentsError(wrong)
    told.typed_by_id, told.typed_by_name = actor.id, actor.name
    told.save(force_insert=True)
    place = names_of([told.area_id], told.as_of).get(told.area_id, "địa bàn đã đổi")
    persons = "" if told.persons is None else f", {whole(told.persons)} nhân khẩu"
    if told.minority_households is not None:
        persons += f", {whole(told.minority_households)} hộ dân tộc thiểu số"
    record(
        actor,
        "reports.residents_typed",
        f"Nhập tổng số dân cư của {place} ngày {day_text(told.as_of)}: "
        f"{whole(told.households)} hộ{persons}. Nguồn: {told.source}",
        area_id=told.area_id,
        subject=("reports.ResidentTotal", told.pk),
        details=told.totals,
    )
    return told
