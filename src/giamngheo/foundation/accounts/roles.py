"""The roles of the plans (programme functions, J1), what each may do and which of them it may grant.

A role is a word of the product, a title belongs to the office: «Công chức Lao động – TB&XH» of 2022 is the
same role as the officer who reports to Nông nghiệp và Môi trường since 2025.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from giamngheo.foundation.areas.kinds import Tier


class Permission(StrEnum):
    """What may be done; always in an area."""

    SEE = "see"
    SEE_PEOPLE = "see_people"  # who holds which role
    GRANT = "grant"
    SEE_TRAIL = "see_trail"
    PREPARE_AREAS = "prepare_areas"
    DECIDE_AREAS = "decide_areas"
    SEE_HOUSEHOLDS = "see_households"
    SEE_NUMBERS = "see_numbers"  # personal numbers in full
    KEEP_HOUSEHOLDS = "keep_households"
    NOTE_HOUSEHOLDS = "note_households"  # visits, notes, photos
    FILL_SHEETS = "fill_sheets"  # and seal them; who is assigned to a sheet
    LEAD_REVIEWS = "lead_reviews"  # opens a review, lists, meets, posts; draws up its papers
    DECIDE_REVIEWS = "decide_reviews"  # never what the same person led
    ISSUE_PAPERS = "issue_papers"  # gives a draft its number and day
    FREEZE_FIGURES = "freeze_figures"  # what reports are counted from; makes packages of them
    TAKE_PACKAGES = "take_packages"  # of the units below: trusts their keys, accepts or returns
    SEE_RESULTS = "see_results"
    KEEP_RESULTS = "keep_results"  # drafts targets, counts and types in figures
    DECIDE_RESULTS = "decide_results"  # puts targets in force, never one's own draft
    KEEP_ACTIVITIES = "keep_activities"  # proposes, enters people, marks who came, hands over
    DECIDE_ACTIVITIES = "decide_activities"  # approves, accepts, never what the same person handed in
    DRAW_REPORTS = "draw_reports"  # draws up and writes; checks, and of units below accepts
    COORDINATE = "coordinate"  # assigns and gives tasks, keeps committees, answers obstacles
    TAKE_PART = "take_part"  # raises obstacles, tells how given tasks stand, notes contacts with households
    GIVE_SUPPORT = "give_support"  # writes down help that households were given
    SEE_MONEY = "see_money"
    KEEP_MONEY = "keep_money"  # drafts decisions, writes vouchers, tells needs
    DECIDE_MONEY = "decide_money"  # puts decisions in force, appraises needs, never one's own
    SIGN_REPORTS = "sign_reports"  # checks, sends, adjusts; of units below accepts, locks, sets days
    INSPECT = "inspect"  # draws up plans of inspections, inspects, makes recommendations
    DECIDE_INSPECTIONS = "decide_inspections"  # approves, decides on teams, concludes, never one's own
    ANSWER_INSPECTIONS = "answer_inspections"  # for the inspected unit: opinions, what was remedied
    SUPERVISE = "supervise"  # for the Front: supervision, critique of drafts
    SEE_FUND = "see_fund"  # its book, donors, sponsors
    SEE_CASES = "see_cases"  # proposals to help and sponsorships of the households there
    PROPOSE_CASES = "propose_cases"
    KEEP_FUND = "keep_fund"  # writes vouchers, draws up meetings and the report, hands over
    DECIDE_FUND = "decide_fund"  # confirms what another drew up


@dataclass(frozen=True)
class Role:
    """A kind of work: its name, at which tiers it is held, what it may do, what it may grant."""

    id: str
    label: str
    tiers: frozenset[Tier]
    permissions: frozenset[Permission]
    grants: frozenset[str] = frozenset()


_P = Permission
_NATION, _PROVINCE, _DISTRICT, _COMMUNE, _VILLAGE = Tier
_OFFICE = frozenset({_NATION, _PROVINCE, _DISTRICT, _COMMUNE})
_UNIT = frozenset({_COMMUNE})
_WORK = frozenset({_P.SEE, _P.SEE_HOUSEHOLDS, _P.SEE_RESULTS, _P.TAKE_PART})
_IN_OFFICE = _WORK | {_P.SEE_MONEY}
_KEEPING = frozenset({_P.KEEP_HOUSEHOLDS, _P.NOTE_HOUSEHOLDS, _P.SEE_NUMBERS})
_HELPING = _IN_OFFICE | {_P.GIVE_SUPPORT, _P.KEEP_ACTIVITIES}
_NOTING = _WORK | {_P.NOTE_HOUSEHOLDS, _P.FILL_SHEETS}
_FUND = frozenset({_P.SEE_FUND, _P.SEE_CASES})
_PROPOSING = frozenset({_P.SEE_CASES, _P.PROPOSE_CASES})
_LEADING = frozenset({_P.FILL_SHEETS, _P.LEAD_REVIEWS, _P.ISSUE_PAPERS})

_WORKING = (
    Role(
        "officer",
        "Công chức phụ trách giảm nghèo",
        _OFFICE,
        _IN_OFFICE
        | _KEEPING
        | _LEADING
        | _FUND
        | _PROPOSING
        | {_P.SEE_PEOPLE, _P.FREEZE_FIGURES, _P.TAKE_PACKAGES, _P.KEEP_RESULTS, _P.DRAW_REPORTS}
        | {_P.GIVE_SUPPORT, _P.COORDINATE, _P.KEEP_ACTIVITIES, _P.INSPECT, _P.ANSWER_INSPECTIONS},
    ),
    Role(
        "leader",
        "Lãnh đạo Ủy ban nhân dân",
        _OFFICE,
        _IN_OFFICE
        | {_P.SEE_PEOPLE, _P.SEE_TRAIL, _P.DECIDE_AREAS, _P.DECIDE_REVIEWS, _P.ISSUE_PAPERS}
        | {
            _P.DECIDE_RESULTS,
            _P.DECIDE_MONEY,
            _P.TAKE_PACKAGES,
            _P.SIGN_REPORTS,
            _P.COORDINATE,
            _P.DECIDE_ACTIVITIES,
            _P.DECIDE_INSPECTIONS,
            _P.ANSWER_INSPECTIONS,
        }
        | _FUND
        | {_P.DECIDE_FUND},
    ),
    Role("finance", "Tài chính – kế toán", _OFFICE, _IN_OFFICE | _FUND | {_P.KEEP_FUND, _P.KEEP_MONEY}),
    Role("culture", "Văn hóa – xã hội", _OFFICE, _HELPING),
    Role("land_agriculture", "Địa chính – nông nghiệp", _OFFICE, _HELPING),
    Role(
        "statistics",
        "Văn phòng – thống kê",
        _OFFICE,
        _IN_OFFICE
        | {_P.ISSUE_PAPERS, _P.FREEZE_FIGURES, _P.TAKE_PACKAGES, _P.KEEP_RESULTS, _P.DRAW_REPORTS}
        | {_P.COORDINATE, _P.ANSWER_INSPECTIONS},
    ),
    Role("health", "Y tế", _OFFICE, _HELPING),
    Role("farmers_union", "Hội Nông dân", _OFFICE, _HELPING | _FUND | _PROPOSING | {_P.SUPERVISE}),
    Role(
        "radio",
        "Đài truyền thanh",
        frozenset({_DISTRICT, _COMMUNE}),
        frozenset({_P.SEE, _P.SEE_RESULTS, _P.KEEP_ACTIVITIES}),
    ),
    Role(
        "front",
        "Mặt trận Tổ quốc",
        _OFFICE,
        _HELPING | _FUND | _PROPOSING | {_P.KEEP_FUND, _P.DECIDE_FUND, _P.SUPERVISE},
    ),
    Role("reviewer", "Rà soát viên", frozenset({_COMMUNE, _VILLAGE}), _NOTING),
    Role(
        "village_head",
        "Trưởng thôn, tổ trưởng dân phố",
        frozenset({_VILLAGE}),
        _NOTING
        | {_P.FREEZE_FIGURES, _P.DRAW_REPORTS, _P.SIGN_REPORTS, _P.KEEP_ACTIVITIES, _P.ANSWER_INSPECTIONS}
        | _PROPOSING,
    ),
    Role(
        "inspector",
        "Thanh tra, kiểm tra",
        _OFFICE,
        _IN_OFFICE | {_P.SEE_PEOPLE, _P.SEE_TRAIL, _P.SEE_NUMBERS, _P.INSPECT} | _FUND,
    ),
)
_ADMINISTRATOR = Role(
    "administrator",
    "Quản trị",
    _OFFICE,
    frozenset(Permission),  # nobody grants more than they hold
    frozenset({role.id for role in _WORKING} | {"administrator"}),
)

ROLES: Final = {role.id: role for role in (_ADMINISTRATOR, *_WORKING)}
