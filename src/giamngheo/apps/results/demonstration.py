"""Made-up targets of the made-up province: of every kind, met, on the way, slow and without figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from giamngheo.apps.results.actions import (
    Figure,
    compute,
    draw_target,
    give_targets,
    put_in_force,
    type_figure,
)
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.vocabulary.targets import Target, TargetKind

SOURCE: Final = "Kế hoạch 00/KH-TRÌNH-DIỄN, không có thật"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ENOUGH: Final = date(2026, 10, 1)
"""From this day on all that happens in the demonstration lies in the past."""
_K: Final = TargetKind
_OF_THE_COMMUNE: Final[tuple[tuple[str, TargetKind, str, Mapping[str, Any]], ...]] = (
    ("poor_households", _K.CHANGE_COUNT, "giảm 5 hộ nghèo trong năm 2026", {"value": 5}),
    (
        "poor_rate",
        _K.CHANGE_POINTS,
        "tỷ lệ hộ nghèo đa chiều giảm 6,5–7 điểm % trong năm 2026",
        {"value": "6.5", "up_to": 7},
    ),
    ("near_poor_rate", _K.BELOW, "tỷ lệ hộ cận nghèo dưới 15%", {"value": 15}),
    ("newly_poor_households", _K.ZERO, "không để phát sinh hộ nghèo mới", {}),
    ("escaped_not_relapsed", _K.LEVEL, "100% hộ thoát nghèo không tái nghèo", {"value": 100}),
    ("insured_people", _K.LEVEL, "100% người thuộc hộ nghèo, hộ cận nghèo có BHYT", {"value": 100}),
    ("water_users", _K.AT_LEAST, "từ 90% hộ nghèo, cận nghèo dùng nước hợp vệ sinh", {"value": 90}),
    (
        "households_with_work",
        _K.EACH_HOUSEHOLD,
        "mỗi hộ nghèo, cận nghèo có ít nhất một người trong tuổi lao động có việc làm",
        {"value": 1},
    ),
    ("workers_trained", _K.SHARE, "100% người lao động có nhu cầu được đào tạo", {"value": 100}),
    ("officers_trained", _K.SHARE, "100% cán bộ giảm nghèo được tập huấn", {"value": 100}),
    ("models_supported", _K.AT_LEAST, "xây dựng, nhân rộng từ 2 mô hình giảm nghèo", {"value": 2}),
    ("new_houses", _K.LEVEL, "xây mới 13 căn nhà cho hộ nghèo", {"value": 13}),
    ("workers_with_loans", _K.NO_NUMBER, "người lao động được vay vốn sản xuất", {}),
    ("legal_aid_received", _K.SHARE, "100% người có nhu cầu được trợ giúp pháp lý", {"value": 100}),
)
_FIGURES: Final[Mapping[str, tuple[tuple[date, Mapping[str, Any]], ...]]] = {
    "officers_trained": ((date(2026, 6, 30), {"numerator": 9, "denominator": 9}),),
    "workers_trained": (
        (date(2026, 4, 30), {"numerator": 10, "denominator": 40}),
        (date(2026, 9, 30), {"numerator": 18, "denominator": 42}),
    ),
    "new_houses": ((date(2026, 6, 30), {"numerator": 7}), (date(2026, 9, 30), {"numerator": 10})),
    "workers_with_loans": ((date(2026, 9, 30), {"numerator": 21, "denominator": 30}),),
}


@dataclass(frozen=True)
class People:
    """Who works in the demonstration: the officers keep, the leaders put in force."""

    officer: Actor
    leader: Actor
    officer_above: Actor
    leader_above: Actor


@transaction.atomic
def fill_results(province: Area, commune: Area, ward: Area, people: People, today: date) -> bool:
    """Set the targets of a province and one of its communes, once; False where there are some already."""
    if today < ENOUGH or PlannedTarget.objects.filter(area__in=(province, commune, ward)).exists():
        return False
    whole = _target("poor_households", _K.CHANGE_COUNT, "toàn tỉnh giảm 8 hộ nghèo", {"value": 8})
    above = put_in_force(draw_target(province, whole, people.officer_above), people.leader_above)
    own, rest = (
        _target("poor_households", _K.CHANGE_COUNT, f"giảm {count} hộ nghèo trong năm 2026", {"value": count})
        for count in (5, 2)
    )
    given = give_targets(above, {commune.pk: own, ward.pk: rest}, people.officer_above)
    for one in given:
        put_in_force(one, people.leader_above)
    for indicator, kind, wording, more in _OF_THE_COMMUNE[1:]:
        row = draw_target(commune, _target(indicator, kind, wording, more), people.officer)
        if kind is not _K.NO_NUMBER:
            row = put_in_force(row, people.leader)
        for day, numbers in _FIGURES.get(indicator, ()):
            figure = Figure(day, "Báo cáo trình diễn, không có thật", **numbers)
            type_figure(row, figure, None, today, people.officer)
    for areas, officer in (((commune,), people.officer), ((province, ward), people.officer_above)):
        compute(list(PlannedTarget.objects.filter(area__in=areas)), today, officer)
    return True


def _target(indicator: str, kind: TargetKind, wording: str, more: Mapping[str, Any]) -> Target:
    numbers: dict[str, Any] = {name: Decimal(str(value)) for name, value in more.items()}
    return Target(
        indicator=indicator,
        kind=kind,
        wording=f"{wording} (trình diễn)",
        first=FIRST,
        last=LAST,
        source=SOURCE,
        responsible="Công chức phụ trách giảm nghèo (trình diễn)",
        **numbers,
    )
