"""Short words for households and people of tests; nobody is real."""

from datetime import date
from typing import Any

from giamngheo.apps.households.actions import About, MemberSaid, record_household
from giamngheo.apps.households.models import Household, Membership, Person
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor

WHO = Actor(1, "Người ghi thử")
START = date(2025, 8, 1)
BORN = {"birth_date": date(1980, 5, 12), "birth_precision": "day"}


def about(day: date = START, reason: str = "thử", **more: str) -> About:
    return About(day, reason, **more)


def said(relationship: str, name: str, **more: Any) -> MemberSaid:
    return MemberSaid(relationship, {"full_name": name, **more})


def home(area: Area, *names: str, day: date = START) -> Household:
    """A household of people: the first is the head, the others children."""
    members = [said("child" if place else "head", name) for place, name in enumerate(names)]
    return record_household(area.pk, members, about(day), WHO)


def person(name: str) -> Person:
    return Person.objects.get(full_name=name)


def members_on(household: Household, day: date) -> dict[str, str]:
    """Name and relationship of each member on a day."""
    rows = Membership.objects.filter(household=household, superseded_by=None, valid__contains=day)
    return dict(rows.values_list("person__full_name", "relationship"))


def twins(area: Area) -> Household:
    """A father and two daughters of one day whose names differ by an accent: nobody of them is another."""
    told: dict[str, Any] = {"sex": "female", **BORN}
    members = [said("head", "Mẫu Văn Cha")]
    members += [said("child", name, **told) for name in ("Mẫu Thị Hoà", "Mẫu Thị Hồng")]
    return record_household(area.pk, members, about(), WHO)
