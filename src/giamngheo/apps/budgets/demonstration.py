"""Made-up money of the made-up province: two years, from what is given to what is carried over."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from giamngheo.apps.budgets.actions import (
    Need,
    Paper,
    Part,
    Said,
    Voucher,
    appraise,
    draw_decision,
    draw_need,
    put_in_force,
    spend,
)
from giamngheo.apps.budgets.closing import CANCEL, CARRY, draw_closing, remainders
from giamngheo.apps.budgets.dimensions import Key, key_of
from giamngheo.apps.budgets.models import Line
from giamngheo.apps.budgets.of_activities import activities_of
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.states import DecisionKind, EntryKind
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

ENOUGH: Final = date(2026, 10, 1)
"""From this day on all that happens in the demonstration lies in the past."""
_MILLION: Final = 10**6
_PROGRAMME: Final = "poverty_reduction_2021_2025"
_ISSUER: Final = "UBND tỉnh Trình Diễn (không có thật)"
_OF_THE_COMMUNE: Final = "UBND xã Mẫu Đông (không có thật)"
_GIVEN: Final = (  # project, nature, millions for the first and for the second commune
    ("2", "recurrent_fund", 1_800, 900),
    ("3.1", "recurrent_fund", 1_200, 600),
    ("4.3", "recurrent_fund", 240, 130),
    ("6.2", "recurrent_fund", 90, 60),
    ("7.1", "recurrent_fund", 125, 80),
)
_WORKS: Final = (  # project, work, use, millions allocated, (kind, month, millions) of vouchers
    ("2", "Mô hình nuôi bò sinh sản thôn Đông 1 (trình diễn)", "direct_production", 900,
     ((EntryKind.ADVANCE, 4, 270), (EntryKind.PAY_ADVANCE, 7, 270), (EntryKind.PAY, 8, 500))),
    ("2", "Tập huấn nuôi bò (trình diễn)", "other_production", 160, ((EntryKind.PAY, 6, 110),)),
    ("3.1", "Dự án trồng quế thôn Đông 3 (trình diễn)", "direct_production", 620, ((EntryKind.PAY, 9, 180),)),
    ("3.1", "Quản lý dự án trồng quế (trình diễn)", "other_production", 380, ((EntryKind.PAY, 9, 90),)),
    ("4.3", "", "", 240, ((EntryKind.PAY, 5, 60), (EntryKind.PAY, 9, 75))),
    ("6.2", "", "", 90, ((EntryKind.PAY, 3, 40), (EntryKind.PAY, 9, 35))),
)  # fmt: skip


_DONE: Final = {
    "Mô hình nuôi bò sinh sản thôn Đông 1 (trình diễn)": "Nuôi bò sinh sản ở thôn Đông 1 (trình diễn)",
}
"""Which works are activities of the demonstration, where those are there."""


@dataclass(frozen=True)
class People:
    """Who works in the demonstration: who keeps and who decides, in the commune and in the province."""

    finance: Actor
    leader: Actor
    finance_above: Actor
    leader_above: Actor


@transaction.atomic
def fill_budgets(province: Area, commune: Area, ward: Area, people: People, today: date) -> bool:
    """Let money go through the year before and this one, once; False where there is some already."""
    if today < ENOUGH or Line.objects.filter(area__in=(province, commune, ward)).exists():
        return False
    for year in (2025, 2026):
        _give(province, commune, ward, people, year)
        _spend(commune, people, year)
    _close(commune, people)
    _plan_next(commune, people)
    return True


def _give(province: Area, commune: Area, ward: Area, people: People, year: int) -> None:
    kept, decided = people.finance_above, people.leader_above
    whole = [
        Said(
            Key(province.pk, year, _PROGRAMME, nature, "central", project), (first + second + 200) * _MILLION
        )
        for project, nature, first, second in _GIVEN
    ]
    paper = Paper(
        f"Giao kinh phí năm {year} (trình diễn)", f"00/{year}/QĐ-TTg", date(year, 1, 10), "Trình diễn"
    )
    put_in_force(draw_decision(province, DecisionKind.RECEIVE, paper, whole, kept, year=year), None, decided)
    lines = {one.project: one for one in lines_of(province.pk, year)}
    parts = [
        Said(key_of(lines[project], area.pk), amount * _MILLION, lines[project])
        for project, _, first, second in _GIVEN
        for area, amount in ((commune, first), (ward, second))
    ]
    paper = Paper(
        f"Phân bổ kinh phí năm {year} cho xã, phường (trình diễn)", "01/QĐ-UBND", date(year, 2, 5), _ISSUER
    )
    put_in_force(draw_decision(province, DecisionKind.ALLOCATE, paper, parts, kept, year=year), None, decided)


def _spend(commune: Area, people: People, year: int) -> None:
    lines = {one.project: one for one in lines_of(commune.pk, year) if one.origin_year == year}
    there = {(one.project, one.title): one.pk for one in activities_of(commune.pk, year).values()}
    parts = []
    for project, work, use, millions, _ in _WORKS:
        giving = lines[project]
        done = there.get((project, _DONE.get(work, "")))
        to = Key(
            commune.pk,
            year,
            _PROGRAMME,
            giving.nature,
            giving.source,
            project,
            use,
            "" if done else work,
            activity_id=done,
        )
        parts.append(Said(to, millions * _MILLION, giving))
    paper = Paper(
        f"Phân bổ chi tiết kinh phí năm {year} (trình diễn)", "02/QĐ-UBND", date(year, 2, 20), _OF_THE_COMMUNE
    )
    draft = draw_decision(commune, DecisionKind.ALLOCATE, paper, parts, people.finance, year=year)
    put_in_force(draft, None, people.leader)
    titles = {title: work for work, title in _DONE.items()}
    found = {
        (one.project, titles[one.activity.title] if one.activity else one.item): one
        for one in lines_of(commune.pk, year)
        if one.origin_year == year
    }
    vouchers = [
        (month, kind, found[project, work], amount)
        for project, work, _, _, spent in _WORKS
        for kind, month, amount in spent
    ]
    for place, (month, kind, line, amount) in enumerate(sorted(vouchers, key=lambda one: one[0]), start=1):
        voucher = Voucher(
            kind, f"TD{place:02d}", date(year, month, 15), "Người nhận trình diễn", "Chi trình diễn"
        )
        spend(commune, voucher, [Part(line, amount * _MILLION)], people.finance)


def _close(commune: Area, people: People) -> None:
    """The year before: settled, then one part carried over, the rest cancelled."""
    lines = list(lines_of(commune.pk, 2025))
    said = [Said(key_of(one), one.paid) for one in lines if one.paid]
    paper = Paper(
        "Quyết toán kinh phí năm 2025 (trình diễn)", "03/QĐ-UBND", date(2026, 1, 20), _OF_THE_COMMUNE
    )
    draft = draw_decision(commune, DecisionKind.SETTLE, paper, said, people.finance, year=2025)
    put_in_force(draft, None, people.leader)
    left = remainders(list(lines_of(commune.pk, 2025)))
    chosen = {one.name: CARRY if one.line.project == "3.1" else CANCEL for one in left}
    for place, one in enumerate(draw_closing(commune, 2025, left, chosen, people.finance), start=4):
        put_in_force(one, Paper("", f"0{place}/QĐ-UBND", date(2026, 1, 28), _OF_THE_COMMUNE), people.leader)


def _plan_next(commune: Area, people: People) -> None:
    """What waits for the leader: a draft, a need; another need was appraised."""
    line = next(one for one in lines_of(commune.pk, 2026) if one.project == "7.1" and one.unallocated)
    said = [Said(key_of(line), 100 * _MILLION, line)]
    draw_decision(
        commune,
        DecisionKind.ALLOCATE,
        Paper("Phân bổ kinh phí tập huấn (trình diễn)"),
        said,
        people.finance,
        year=2026,
    )
    key = Key(
        commune.pk, 2026, _PROGRAMME, "recurrent_fund", "central", "2", item="Nhân rộng mô hình (trình diễn)"
    )
    first = draw_need(Need(key, 750 * _MILLION, "50 hộ × 15 triệu đồng (trình diễn)"), people.finance)
    appraise(first, 600 * _MILLION, "40 hộ đủ điều kiện (trình diễn)", people.leader)
    draw_need(Need(key, 200 * _MILLION, "Tập huấn 10 lớp (trình diễn)"), people.finance)
