"""Households with all that is said of them and their members on a day: any number in five questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from giamngheo.apps.households.models import (
    FormerNumber,
    Household,
    HouseholdNumber,
    Membership,
    Particulars,
    Residence,
)
from giamngheo.apps.households.queries import HouseholdOn, Member


@dataclass(frozen=True)
class Roll:
    """A household as it stood on a day, with its numbers by scheme, and former numbers by person."""

    told: HouseholdOn
    numbers: Mapping[str, str]
    former_numbers: Mapping[int, str]


def rolls_on(households: Sequence[Household], day: date) -> list[Roll]:
    """Each of these households as it stood on a day, as known now; in their order, heads first."""
    homes = [household.pk for household in households]
    residences = {row.household_id: row for row in _standing(Residence, day).filter(household__in=homes)}
    relations: dict[int, dict[int, str]] = defaultdict(dict)
    of_homes = _standing(Membership, day).filter(household__in=homes)
    for home, person, relationship in of_homes.values_list("household_id", "person_id", "relationship"):
        relations[home][person] = relationship
    people = {person for members in relations.values() for person in members}
    said = {row.person_id: row for row in _standing(Particulars, day).filter(person__in=people)}
    former = dict(_standing(FormerNumber, day).filter(person__in=people).values_list("person_id", "number"))
    numbers: dict[int, dict[str, str]] = defaultdict(dict)
    of_homes = _standing(HouseholdNumber, day).filter(household__in=homes).order_by("scheme")
    for home, scheme, number in of_homes.values_list("household_id", "scheme", "number"):
        numbers[home][scheme] = number
    return [
        Roll(
            HouseholdOn(
                household,
                residences.get(household.pk),
                _in_order(relations[household.pk].items(), said, day),
            ),
            numbers[household.pk],
            {person: former[person] for person in relations[household.pk] if person in former},
        )
        for household in households
    ]


def _in_order(
    relations: Iterable[tuple[int, str]], said: Mapping[int, Particulars], day: date
) -> list[Member]:
    members = [Member(person, word, said[person]) for person, word in relations if person in said]
    return sorted(
        members, key=lambda one: (one.relationship != "head", one.said.birth_date or day, one.person_id)
    )


def _standing(model: type[Model], day: date) -> QuerySet[Any]:
    return model._default_manager.filter(superseded_by=None, valid__contains=day)
