"""Households of a list as rows of a paper, and the unit at its head; a few questions for any number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from giamngheo.apps.households.city import is_made_up
from giamngheo.apps.households.models import Household, Membership, Particulars, Person, Residence
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.papers.composing import Heading, Row
from giamngheo.apps.reviews.models import Entry
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import path_of
from giamngheo.law.vocabulary.standards import HouseholdClass

HEAD: Final = "head"
POOR, NEAR = HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value
LISTED: Final = (POOR, NEAR)


def heading_of(area_id: int, day: date, year: int) -> Heading:
    """The commune that issues a paper, as it was called on the day."""
    path = path_of(area_id, day)
    commune = next((unit for unit in path if unit.tier == Tier.COMMUNE), path[-1])
    above = next((unit for unit in path if unit.tier == Tier.PROVINCE), None)
    return Heading(
        unit=commune.full_name,
        seat=commune.name,
        unit_above=above.full_name if above else "",
        year=year,
        unit_code=commune.code,
        is_demonstration=is_made_up(commune.area_id),
    )


def class_word(name: str) -> str | None:
    """A class as papers write it; None where there is none."""
    return HouseholdClass(name).label if name else None


@dataclass(frozen=True)
class Rows:
    """Rows of these households, which are asked for once, when the first row needs them."""

    entries: Sequence[Entry]
    day: date

    @cached_property
    def _numbers(self) -> list[int]:
        return [entry.household_id for entry in self.entries]

    @cached_property
    def heads(self) -> Mapping[int, Person]:
        """The head of each household."""
        rows = Person.objects.filter(among(self._numbers, "household_id"), relationship=HEAD, is_living=True)
        needed = rows.only("household_id", "birth_date", "sex")
        return {one.household_id: one for one in needed if one.household_id is not None}

    @cached_property
    def members(self) -> Mapping[int, int]:
        """How many people live in each household."""
        rows = Household.objects.filter(among(self._numbers, "pk"))
        return dict(rows.values_list("pk", "members"))

    @cached_property
    def addresses(self) -> Mapping[int, str]:
        """Where each lives within its village."""
        rows = Residence.objects.filter(
            among(self._numbers, "household_id"), superseded_by=None, valid__contains=self.day
        )
        return dict(rows.values_list("household_id", "address"))

    @cached_property
    def villages(self) -> Mapping[int, str]:
        """What the villages are called."""
        return names_of({entry.area_id for entry in self.entries}, self.day)

    def to_review(self) -> list[Row]:
        """For the list of who is to be reviewed."""
        return [
            {
                **self._who(entry),
                "address": self.addresses.get(entry.household_id),
                "class_before": class_word(entry.class_before),
                "reason": entry.get_source_display(),
            }
            for entry in self.entries
        ]

    def to_post(self) -> list[Row]:
        """For the public: head, village, members, result; nothing else of anybody."""
        return [
            {
                "head": entry.head_name,
                "village": self.villages.get(entry.area_id),
                "members": self.members.get(entry.household_id),
                "proposed_class": class_word(entry.proposed_class),
            }
            for entry in self.entries
        ]

    def _who(self, entry: Entry) -> dict[str, str | int | None]:
        head = self.heads.get(entry.household_id)
        return {
            "head": entry.head_name,
            "birth_year": head.birth_date.year if head and head.birth_date else None,
            "sex": choices_of("sex").get(head.sex) if head else None,
            "village": self.villages.get(entry.area_id),
            "members": self.members.get(entry.household_id),
        }


def members_of(households: list[int], day: date) -> dict[int, list[Row]]:
    """Who belongs to each household on the day, the head first; two questions for any number."""
    held = Membership.objects.filter(
        among(households, "household_id"), superseded_by=None, valid__contains=day
    )
    place_of = {
        person: (household, relationship)
        for household, person, relationship in held.values_list("household_id", "person_id", "relationship")
    }
    said = Particulars.objects.filter(
        among(list(place_of), "person_id"), superseded_by=None, valid__contains=day
    )
    found: dict[int, list[Row]] = {}
    ordered = sorted(said, key=lambda one: (place_of[one.person_id][1] != HEAD, one.person_id))
    for one in ordered:
        household, relationship = place_of[one.person_id]
        found.setdefault(household, []).append(
            {
                "name": one.full_name,
                "birth_year": one.birth_date.year if one.birth_date else None,
                "sex": choices_of("sex").get(one.sex),
                "relationship": choices_of("relationship").get(relationship),
            }
        )
    return found
