"""Households of a list as rows of a paper, and the unit at its head; a few questions for any number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from giamngheo.apps.households.circumstances import causes
from giamngheo.apps.households.city import TITLE as CITY_TITLE
from giamngheo.apps.households.models import Cause, Household, Person, Recognition, Residence
from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.papers.composing import Heading, Row
from giamngheo.apps.reviews.models import Entry, Proposal
from giamngheo.foundation.accounts.demonstration import TITLE
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
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
    made_up = Version.objects.filter(area=commune.area_id, created_in__title__in=[TITLE, CITY_TITLE])
    return Heading(
        unit=commune.full_name,
        seat=commune.name,
        unit_above=above.full_name if above else "",
        year=year,
        unit_code=commune.code,
        is_demonstration=made_up.exists(),
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
        rows = Person.objects.filter(household__in=self._numbers, relationship=HEAD, is_living=True)
        return {one.household_id: one for one in rows if one.household_id is not None}

    @cached_property
    def homes(self) -> Mapping[int, Household]:
        """The households."""
        return Household.objects.in_bulk(self._numbers)

    @cached_property
    def addresses(self) -> Mapping[int, str]:
        """Where each lives within its village."""
        rows = Residence.objects.filter(
            household__in=self._numbers, superseded_by=None, valid__contains=self.day
        )
        return dict(rows.values_list("household_id", "address"))

    @cached_property
    def villages(self) -> Mapping[int, str]:
        """What the villages are called."""
        return names_of({entry.area_id for entry in self.entries}, self.day)

    @cached_property
    def proposals(self) -> Mapping[int, Proposal]:
        """What is proposed last for each, by entry."""
        rows = Proposal.objects.filter(entry__in=[entry.pk for entry in self.entries])
        return {one.entry_id: one for one in rows.order_by("entry_id", "number")}

    @cached_property
    def causes(self) -> Mapping[int, str]:
        """The causes of poverty of each, the heaviest first."""
        known, found = causes(), defaultdict(list)
        rows = Cause.objects.filter(household__in=self._numbers, superseded_by=None, valid__contains=self.day)
        for one in rows.order_by("household_id", "rank"):
            found[one.household_id].append(one.words or known.get(one.cause, one.cause))
        return {number: "; ".join(names) for number, names in found.items()}

    @cached_property
    def once_listed(self) -> frozenset[int]:
        """Who was ever on a list before the review."""
        rows = Recognition.objects.filter(
            household__in=self._numbers, superseded_by=None, household_class__in=LISTED
        )
        return frozenset(rows.values_list("household_id", flat=True))

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
                "members": self._members(entry),
                "proposed_class": class_word(entry.proposed_class),
            }
            for entry in self.entries
        ]

    def to_recognise(self) -> list[Row]:
        """For the lists of a decision."""
        return [
            {
                **self._who(entry),
                "b1": _points(self.proposals.get(entry.pk), "income_points"),
                "b2": _points(self.proposals.get(entry.pk), "points_at_least"),
                "change": self.change(entry),
                "causes": self.causes.get(entry.household_id),
            }
            for entry in self.entries
        ]

    def change(self, entry: Entry) -> str:
        """What the review makes of a household, in the words of the papers."""
        before, now = entry.class_before, entry.proposed_class
        if now in LISTED and before not in LISTED:
            if entry.household_id not in self.once_listed:
                return "phát sinh mới"
            return "tái nghèo" if now == POOR else "tái cận nghèo"
        words = {
            (POOR, POOR): "nghèo cũ",
            (NEAR, NEAR): "cận nghèo cũ",
            (NEAR, POOR): "từ hộ cận nghèo thành hộ nghèo",
            (POOR, NEAR): "thoát nghèo, thành hộ cận nghèo",
        }
        return words.get((before, now)) or {POOR: "thoát nghèo", NEAR: "thoát cận nghèo"}.get(before, "")

    def _who(self, entry: Entry) -> dict[str, str | int | None]:
        head = self.heads.get(entry.household_id)
        return {
            "head": entry.head_name,
            "birth_year": head.birth_date.year if head and head.birth_date else None,
            "sex": choices_of("sex").get(head.sex) if head else None,
            "village": self.villages.get(entry.area_id),
            "members": self._members(entry),
        }

    def _members(self, entry: Entry) -> int | None:
        home = self.homes.get(entry.household_id)
        return home.members if home else None


def _points(proposal: Proposal | None, name: str) -> str | None:
    value = getattr(proposal, name, None)
    return None if value is None else str(value)
