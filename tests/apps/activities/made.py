"""Short words for activities of tests; nobody is real."""

from datetime import date
from typing import Any

from tests.apps.results.made import decided
from tests.factories.places import Country

from giamngheo.apps.activities.actions import Said, draft, enter, move
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.households.actions import record_household
from giamngheo.apps.households.models import Household
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.activities.library import activity_kinds

from tests.apps.households.made import about, home, said  # isort: skip

OFFICER, LEADER = Actor(1, "Công chức thử"), Actor(2, "Lãnh đạo thử")
MARCH, MAY, NOW = date(2026, 3, 1), date(2026, 5, 1), date(2026, 11, 15)
POOR_SINCE = date(2025, 12, 10)
_FIELDS: dict[str, dict[str, Any]] = {
    "model": {"objective": "Nuôi bò sinh sản", "line": "livestock"},
    "in_kind_support": {"sector": "livestock"},
    "policy_dialogue": {"subject": "Chính sách giảm nghèo", "chaired_by": "Chủ tịch UBND xã"},
    "officer_training": {"subject": "review"},
    "child_nutrition": {"intervention": "Bổ sung vi chất"},
    "mother_and_child": {"intervention": "Cân, đo"},
    "household_training": {"subject": "Kỹ thuật nuôi bò"},
    "communication_session": {"subject": "Chính sách vay vốn"},
}


def said_of(kind: str = "model", **more: Any) -> Said:
    """What is said of an activity of a kind, with what the kind requires."""
    law = activity_kinds()[kind]
    told: dict[str, Any] = {
        "title": f"{law.name} thử",
        "project": law.projects[0],
        "first": MARCH,
        "last": date(2026, 10, 31),
        "fields": _FIELDS.get(kind, {}),
    }
    if law.owners:
        told |= {"owner_kind": law.owners[0], "owner_name": "Tổ hợp tác thử"}
    return Said(**(told | more))


def activity(area: Area, kind: str = "model", **more: Any) -> Activity:
    """A draft of a kind."""
    return draft(area, activity_kinds()[kind], said_of(kind, **more), OFFICER)


def begun(row: Activity) -> Activity:
    """Handed in, approved by another and begun."""
    row = move(row, Verb.SUBMIT, MARCH, OFFICER)
    row = move(row, Verb.APPROVE, MARCH, LEADER)
    return move(row, Verb.BEGIN, MARCH, OFFICER)


def poor_home(area: Area, *names: str, name: str = "poor", since: date = POOR_SINCE) -> Household:
    """A household of people that a decision recognised."""
    one = home(area, *names)
    decided([one], name, since)
    return one


def entered(row: Activity, *homes: Household, day: date = MARCH) -> list[Participant]:
    """These households as participants."""
    done = enter(row, [one.pk for one in homes], day, OFFICER)
    assert done.refused == []
    return list(Participant.objects.filter(activity=row).order_by("pk"))


def family_with_children(country: Country) -> Household:
    """A poor mother of 1990, a child of 2024 and one of 2012."""
    one = record_household(
        country.east_1.pk,
        [
            said("head", "Mẫu Thị Mẹ", sex="female", birth_date=date(1990, 1, 1), birth_precision="year"),
            said("child", "Mẫu Văn Bé", sex="male", birth_date=date(2024, 5, 6), birth_precision="day"),
            said("child", "Mẫu Thị Lớn", sex="female", birth_date=date(2012, 1, 1), birth_precision="year"),
        ],
        about(),
        OFFICER,
    )
    decided([one], "poor", POOR_SINCE)
    return one
