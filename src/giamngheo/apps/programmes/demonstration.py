"""Made-up plans of the made-up province: one given below, one of a commune made from it, one draft."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from giamngheo.apps.programmes.actions import (
    begin_plan,
    edit,
    give_shares,
    hand_up,
    issue_plan,
    make_from,
)
from giamngheo.apps.programmes.models import PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.audit.actions import Actor

YEAR: Final = 2026
_MARK: Final = "trình diễn"
_TARGETS: Final[Sequence[dict[str, str]]] = (
    {
        "loi": "Giảm 8 hộ nghèo",
        "loai": "change_count",
        "gia-tri": "8",
        "don-vi": "hộ",
        "chi-so": "poor_households",
    },
    {
        "loi": "Tỷ lệ hộ nghèo đa chiều giảm 6,5–7 điểm %",
        "loai": "change_points",
        "gia-tri": "6,5",
        "den": "7",
        "don-vi": "%",
        "chi-so": "poor_rate",
    },
    {
        "loi": "100% cán bộ làm công tác giảm nghèo được tập huấn",
        "loai": "share",
        "gia-tri": "100",
        "don-vi": "%",
        "chi-so": "officers_trained",
    },
)
_WORDS: Final = {
    "can-cu": "Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ",
    "muc-tieu": f"Giảm nghèo đa chiều, bao trùm, bền vững; hạn chế tái nghèo ({_MARK})",
    "kt0-ten": f"Kế hoạch phát triển kinh tế - xã hội năm {YEAR} ({_MARK}, không có thật)",
    "kt0-chi-tieu": "Tỷ lệ hộ nghèo",
    "bao-cao": "Các xã, phường báo cáo trước ngày 15/11 hằng năm",
}
_DAYS: Final = (date(YEAR, 2, 2), date(YEAR, 3, 2))


@transaction.atomic
def fill_plans(units: Sequence[Unit], officers: Sequence[Actor], leaders: Sequence[Actor]) -> bool:
    """Make the plans of a province, of a commune and of a ward (in this order), once; False where some are.

    The first officer and leader are of the province, the second of the commune.
    """
    if UnitPlan.objects.filter(area__in=[one.area_id for one in units]).exists():
        return False
    province, commune, ward = units
    above = begin_plan(province, YEAR, YEAR, officers[0])
    _edited(above, "chi-tieu", _rows(_TARGETS), officers[0])
    _edited(above, "loi-van", _WORDS, officers[0])
    for code in ("2", "3.1", "4.3", "7.2"):
        _edited(above, "du-an", {**_kept_projects(above), "pm-ma": code}, officers[0])
    tasks = {
        "vm0-don-vi": "Các xã, phường",
        "vm0-viec": f"Xây dựng kế hoạch năm {YEAR} trước ngày 15/3/{YEAR}",
    }
    _edited(above, "phan-cong", tasks, officers[0])
    fall = _target(above, "change_count")
    give_shares(fall, YEAR, {commune.area_id: Decimal(5), ward.area_id: Decimal(2)}, officers[0])
    above = issue_plan(hand_up(above, officers[0], _DAYS[0]), "1", _DAYS[0], leaders[0])
    own = make_from(above, commune, YEAR, YEAR, officers[1])
    rate = _target(own, "change_points")
    values = {f"t{one.pk}-xem": "co" for one in targets_of(own)}
    for one in targets_of(own):
        is_rate = one.pk == rate.pk
        values |= {
            f"t{one.pk}-loi": one.wording,
            f"t{one.pk}-loai": one.kind,
            f"t{one.pk}-gia-tri": "6,5" if is_rate else f"{one.value:.0f}",
            f"t{one.pk}-den": "7" if is_rate else "",
            f"t{one.pk}-don-vi": one.unit,
            f"t{one.pk}-chi-so": one.indicator,
        }
    _edited(own, "chi-tieu", values, officers[1])
    issue_plan(hand_up(own, officers[1], _DAYS[1]), "2", _DAYS[1], leaders[1])
    make_from(above, ward, YEAR, YEAR, officers[0])
    return True


def _edited(plan: UnitPlan, part: str, typed: dict[str, str], actor: Actor) -> None:
    edit(plan, part, typed, actor)
    plan.refresh_from_db()


def _rows(targets: Sequence[dict[str, str]]) -> dict[str, str]:
    """Fields of further targets."""
    return {f"tm{place}-{name}": said for place, one in enumerate(targets) for name, said in one.items()}


def _kept_projects(plan: UnitPlan) -> dict[str, Any]:
    """Fields of the projects as they stand."""
    kept: dict[str, Any] = {}
    for one in plan.projects.all():
        kept |= {
            f"p{one.pk}-ma": one.code,
            f"p{one.pk}-pham-vi": "co",
            f"p{one.pk}-muc-tieu": one.objective,
            f"p{one.pk}-doi-tuong": "\n".join(one.target_groups),
            f"p{one.pk}-noi-dung": "\n".join(one.contents),
            f"p{one.pk}-chu-tri": f"Sở {_MARK}",
        }
    return kept


def _target(plan: UnitPlan, kind: str) -> PlanTarget:
    return next(one for one in targets_of(plan) if one.kind == kind)
