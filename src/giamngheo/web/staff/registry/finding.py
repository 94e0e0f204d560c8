"""Choosing a person or a household of the register on a form: by words, among those that one keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import found_people
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.staff.registry.form import DeedForm, kept_by

MOST: Final = 12
_LOOKED_AT: Final = 60


@dataclass(frozen=True)
class Found:
    """One that may be chosen: its number, what it is called, by what it is told from others."""

    id: int
    name: str
    about: str
    address: tuple[str, str | int]


def people_to_choose(form: DeedForm, chosen: Person | None) -> list[Found]:
    """People of other households whom the words in «tim» may mean; who is chosen stays among them."""
    rows = found_people(words_in(form.typed, "tim")).filter(kept_by(form.request), household__isnull=False)
    others = rows.exclude(household=form.home, is_living=True).select_related("household")
    found = list(others.order_by("-is_living", "sort_key", "pk")[:MOST])
    if chosen is not None and chosen not in found:
        found.insert(0, chosen)
    return told_people(found)


def told_people(people: Sequence[Person]) -> list[Found]:
    """People as they are told from others: year of birth, number, household, place."""
    names = names_of([one.area_id for one in people], today())
    return [Found(one.pk, one.full_name, _about(one, names), ("register-person", one.pk)) for one in people]


def person_chosen(form: DeedForm, name: str = "nguoi") -> Person | None:
    """Who was chosen, among those that one keeps."""
    number = number_in(form.typed, name)
    kept = Person.objects.filter(kept_by(form.request), household__isnull=False)
    return None if number is None else kept.filter(pk=number).select_related("household").first()


def homes_to_choose(form: DeedForm, chosen: Household | None) -> list[Found]:
    """Other households that the words in «tim» may mean: by their code or by anybody in them."""
    people = found_people(words_in(form.typed, "tim")).filter(kept_by(form.request), is_living=True)
    named = (
        people.exclude(household=form.home).order_by("sort_key", "pk").values_list("household_id", flat=True)
    )
    numbers = list(dict.fromkeys(named[:_LOOKED_AT]))[:MOST]
    kept = Household.objects.filter(kept_by(form.request), is_living=True).in_bulk(numbers)
    found = [kept[number] for number in numbers if number in kept]
    if chosen is not None and chosen not in found:
        found.insert(0, chosen)
    names = names_of([one.area_id for one in found], today())
    return [
        Found(
            one.pk,
            f"Hộ {one.head_name or one.code}",
            f"mã {one.code} · {one.members} người · {names.get(one.area_id, '–')}",
            ("household", one.code),
        )
        for one in found
    ]


def home_chosen(form: DeedForm) -> Household | None:
    """The household that was chosen, among the others that one keeps."""
    number = number_in(form.typed, "ho")
    kept = Household.objects.filter(kept_by(form.request), is_living=True).exclude(pk=form.home.pk)
    return None if number is None else kept.filter(pk=number).first()


def _about(person: Person, names: dict[int, str]) -> str:
    home = person.household.code if person.household else ""
    told = [
        f"sinh {person.birth_date.year}" if person.birth_date else "chưa rõ năm sinh",
        f"số …{person.personal_number[-4:]}" if person.personal_number else "",
        f"hộ {home}" if home else "",
        names.get(person.area_id, ""),
        "" if person.is_living else "đã ra khỏi sổ",
    ]
    return " · ".join(one for one in told if one)
