"""What who sends a file chooses before it is written: which of two submissions is taken, who is added."""

from dataclasses import replace
from typing import Any

import pytest
from tests.apps.exchange.submissions.made import compared, faults, held, lines, submission
from tests.apps.households.made import about, said
from tests.apps.surveys.made import WHO, family, opened, sealed, version
from tests.factories.exports import Sent
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange import import_folder, intakes
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake, TakenIn
from giamngheo.apps.households.actions import correct_person, record_arrival
from giamngheo.apps.households.models import Person
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import people_changed
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.actions import SYSTEM, Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sheets(country: Country) -> list[FilledSheet]:
    """Three sheets in the village «east_1» that nobody has touched."""
    return [opened(family(country.east_1, name)) for name in ("Mẫu", "Thử", "Ví")]


def test_of_two_submissions_of_a_household_the_one_that_somebody_picks_is_taken(
    country: Country, sheets: list[FilledSheet]
) -> None:
    first, second, _ = sheets
    sent = [
        submission(first),
        submission(second, {("toilet", None): "septic"}),
        submission(second, {("toilet", None): "pour_flush"}, "other"),
    ]
    one = compared(country.east, sent)
    code = second.household_code
    assert (one.counts["rivals"], intakes.rivals_of(one), intakes.writes(one)) == (1, {code: [3, 4]}, 1)
    frame = import_folder.frame_of(one, "lines")
    assert frame is not None
    told = frame.filter("rival").select("sent", "sender").collect().rows()
    assert told == [("2026-10-05T03:04:05.678Z", "Thử Văn Gửi")] * 2
    intakes.pick(one, {code: 4, first.household_code: 2, "x": 3}, SYSTEM)
    one.refresh_from_db()
    assert one.choices["picked"] == {code: 4}
    assert dict(lines(one)["refused"]) == {3: f"hộ {code} đã chọn bản nộp ở dòng 4."}
    intakes.choose_all(one, intakes.FILE, SYSTEM)  # what was picked stays
    intakes.write_intake(one, SYSTEM)
    assert held(second)["toilet", None] == "pour_flush"
    assert [version(sheet) for sheet in sheets] == [2, 2, 1]
    intakes.undo_intake(one, "nhầm", SYSTEM)
    assert ("toilet", None) not in held(second)


def test_who_picks_none_after_all_takes_none(country: Country, sheets: list[FilledSheet]) -> None:
    sheet = sheets[0]
    one = compared(country.east, [submission(sheet), submission(sheet, {("toilet", None): "none"}, "other")])
    for row in (2, None):
        intakes.pick(one, {sheet.household_code: row}, SYSTEM)
        one.refresh_from_db()
    assert (one.choices["picked"], intakes.writes(one), one.counts["rivals"]) == ({}, 0, 1)


def told(sheet: FilledSheet, *people: dict[str, Any]) -> Sent:
    """A submission that tells of more people than are on the sheet."""
    one = submission(sheet)
    members = dict(one.sheet.members) | {f"new {place}": said for place, said in enumerate(people)}
    return replace(one, sheet=replace(one.sheet, members=members))


def newcomers(one: Intake) -> list[dict[str, Any]]:
    frame = import_folder.frame_of(one, "newcomers")
    assert frame is not None
    return frame.collect().to_dicts()


GRANDMOTHER = {
    "member_name": "Mẫu Thị Bà", "relationship": "parent", "sex": "female", "birth_year": 1950,
    "ethnicity": "tay", "has_health_insurance": True,
}  # fmt: skip


def test_somebody_on_no_sheet_is_added_to_register_and_sheet_where_somebody_chooses(
    country: Country, sheets: list[FilledSheet]
) -> None:
    sheet = sheets[0]
    before = held(sheet)
    one = compared(country.east, [told(sheet, GRANDMOTHER)])
    (who,) = newcomers(one)
    assert (who["name"], who["relationship"], who["why"], who["added"]) == ("Mẫu Thị Bà", "parent", "", False)
    assert "chọn thêm ở «Người chưa có trên phiếu»" in faults(one)[0]["remedy"]
    intakes.add_people(one, {who["row"]: True, 999: True}, SYSTEM)
    one.refresh_from_db()
    assert (one.choices["added"], faults(one), newcomers(one)[0]["added"]) == ([who["row"]], [], True)
    assert Person.objects.filter(full_name="Mẫu Thị Bà").count() == 0  # nothing is written yet
    intakes.write_intake(one, SYSTEM)
    person = Person.objects.get(full_name="Mẫu Thị Bà")
    assert (person.household_id, version(sheet)) == (sheet.household_id, 2)
    said = held(sheet)
    key = str(person.pk)
    assert (said["birth_year", key], said["has_health_insurance", key], said["member_count", None]) == (
        1950,
        True,
        3,
    )
    assert not people_changed(FilledSheet.objects.get(pk=sheet.pk))
    assert TakenIn.objects.get().whole and AuditLine.objects.filter(verb="households.arrival").count() == 1
    again = compared(country.east, [told(sheet, GRANDMOTHER)])
    assert list(lines(again)) == ["again"]
    intakes.undo_intake(one, "nhầm tệp", SYSTEM)
    assert held(sheet) == before
    person.refresh_from_db()
    assert person.household_id is None
    assert not people_changed(FilledSheet.objects.get(pk=sheet.pk))


def test_who_is_added_makes_a_submission_that_says_nothing_else_one_to_write(
    country: Country, sheets: list[FilledSheet]
) -> None:
    intakes.write_intake(compared(country.east, [submission(sheets[0])]), SYSTEM)
    one = compared(country.east, [told(sheets[0], GRANDMOTHER)])
    assert list(lines(one)) == ["same"]
    intakes.add_people(one, {newcomers(one)[0]["row"]: True}, SYSTEM)
    assert list(lines(one)) == ["filled"]
    intakes.write_intake(one, SYSTEM)
    assert version(sheets[0]) == 3


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"relationship": None}, "chưa ghi quan hệ"),
        ({"relationship": "head"}, "hộ đã có chủ hộ"),
        ({"member_name": "mau van CHA", "birth_year": None, "relationship": "child"}, "cùng tên"),
        ({"member_name": "Bà 7"}, "có chữ số"),
        ({"personal_number": "999050000001"}, "của nam"),
    ],
)
def test_who_cannot_be_added_is_told_why(
    country: Country, sheets: list[FilledSheet], more: dict[str, Any], why: str
) -> None:
    said = {name: value for name, value in (GRANDMOTHER | more).items() if value is not None}
    one = compared(country.east, [told(sheets[0], said)])
    (who,) = newcomers(one)
    assert why in who["why"] and intakes.addable(one) == []


def test_nobody_is_added_twice_nor_to_a_sheet_that_is_sealed_or_differs_from_the_register(
    country: Country, sheets: list[FilledSheet]
) -> None:
    known = family(country.east_2, "Khác", personal_number="999080012345")
    record_arrival(sheets[1].household, said("parent", "Thử Thị Bà"), about(sheets[1].day), WHO)
    shut = sealed(family(country.east_1, "Diễn"))
    sent = [
        told(sheets[0], GRANDMOTHER | {"personal_number": "999080012345"}),
        told(sheets[1], GRANDMOTHER),
        told(shut, GRANDMOTHER),
    ]
    why = [one["why"] for one in newcomers(compared(country.east, sent))]
    assert why == [
        "số định danh đã có trong sổ, hoặc tệp ghi cho người khác.",
        "người trên phiếu khác với sổ hộ.",
        "phiếu đã khoá.",
    ]
    assert known.is_living
    twin = GRANDMOTHER | {"personal_number": "999150000001"}
    found = newcomers(compared(country.east, [told(sheets[0], twin), told(sheets[2], twin)]))
    assert [bool(one["why"]) for one in found] == [False, True]


def test_who_does_not_keep_the_register_adds_nobody_and_takes_no_addition_back(
    country: Country, sheets: list[FilledSheet]
) -> None:
    reviewer = make_person(("reviewer", country.east))
    actor = Actor(reviewer.pk, reviewer.full_name)
    with acting(reviewer.pk, sheets[0].day):
        one = compared(country.east, [told(sheets[0], GRANDMOTHER)], actor)
        assert [who["why"] for who in newcomers(one)] == ["bạn không ghi sổ hộ ở địa bàn này."]
        intakes.add_people(one, {newcomers(one)[0]["row"]: True}, actor)
        assert one.choices["added"] == []
    one = compared(country.east, [told(sheets[1], GRANDMOTHER)])
    intakes.add_people(one, {newcomers(one)[0]["row"]: True}, SYSTEM)
    intakes.write_intake(one, SYSTEM)
    with acting(reviewer.pk, sheets[0].day), pytest.raises(ListError, match="người được ghi sổ hộ"):
        intakes.undo_intake(one, "nhầm", actor)


def test_what_rests_on_somebody_who_was_added_keeps_the_sheet_as_it_is(
    country: Country, sheets: list[FilledSheet]
) -> None:
    one = compared(country.east, [told(sheets[0], GRANDMOTHER), submission(sheets[1])])
    intakes.add_people(one, {newcomers(one)[0]["row"]: True}, SYSTEM)
    intakes.write_intake(one, SYSTEM)
    correct_person(
        Person.objects.get(full_name="Mẫu Thị Bà"), {"full_name": "Mẫu Thị Nội"}, about(sheets[0].day), WHO
    )
    intakes.undo_intake(one, "nhầm", SYSTEM)
    one.refresh_from_db()
    assert (one.counts["back"], one.counts["stay_people"]) == (1, 1)
    assert one.counts["stay_people_codes"] == [sheets[0].household_code]
    assert [version(sheet) for sheet in sheets[:2]] == [2, 3]
