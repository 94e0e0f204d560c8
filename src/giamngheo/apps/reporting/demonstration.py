"""Reports of the made-up province: one locked, one sent and waiting, one begun and late; days set above."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.reporting.actions import Set, draw_from_snapshot, move, set_day, write
from giamngheo.apps.reporting.models import Arrangement
from giamngheo.apps.reporting.queries import Owed, owed_one
from giamngheo.apps.reporting.states import Verb
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.reporting.library import report_duties

PAPER: Final = "Công văn 00/TRÌNH-DIỄN, không có thật"
_OFFICIAL, _MONITORING, _YEAR = "review_official", "monitoring_year", "2025"
_DAYS: Final = ((_OFFICIAL, 12, 10), (_MONITORING, 11, 20))
_WRITTEN: Final = {
    "management": "Ban hành kế hoạch giảm nghèo năm 2025, tổ chức hai lớp tập huấn (trình diễn).",
    "recommendations": "Đề nghị tập huấn thêm cho rà soát viên (trình diễn).",
}


@dataclass(frozen=True)
class People:
    """Who works in the demonstration."""

    officer: Actor
    leader: Actor
    officer_of_ward: Actor
    officer_above: Actor
    leader_above: Actor


@transaction.atomic
def fill_reports(province: Area, commune: Area, ward: Area, people: People, today: date) -> bool:
    """Set days and draw up reports of 2025, once; False where there are some, or nothing was frozen."""
    above = unit_on(province.pk, today)
    found = Snapshot.objects.filter(area__in=(commune, ward), closing=date(2025, 12, 31))
    frozen = {one.area_id: one for one in found}
    if above is None or Arrangement.objects.filter(area=province).exists() or len(frozen) < 2:
        return False
    for name, month, day in _DAYS:
        told = Set(report_duties()[name], Tier.COMMUNE, month, day, "Sở Nông nghiệp và Môi trường", PAPER)
        set_day(above, told, people.leader_above)
    for name in (_OFFICIAL, _MONITORING):
        if name == _MONITORING:
            write(_owed(commune, name, today), _WRITTEN, people.officer)
        draw_from_snapshot(_owed(commune, name, today), frozen[commune.pk], "", people.officer)
        move(_owed(commune, name, today), Verb.CHECK, "", people.leader)
        move(_owed(commune, name, today), Verb.SUBMIT, "Báo cáo 00/BC-TRÌNH-DIỄN", people.leader)
    move(_owed(commune, _OFFICIAL, today), Verb.ACCEPT, "", people.officer_above)
    move(_owed(commune, _OFFICIAL, today), Verb.LOCK, "", people.leader_above)
    draw_from_snapshot(_owed(ward, _OFFICIAL, today), frozen[ward.pk], "", people.officer_of_ward)
    return True


def _owed(area: Area, duty: str, today: date) -> Owed:
    unit = unit_on(area.pk, today)
    owed = owed_one(unit, duty, _YEAR, today) if unit else None
    if owed is None:
        raise LookupError(f"{area} owes no {duty} of {_YEAR}")
    return owed
