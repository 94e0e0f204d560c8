"""Drafts keep whatever is typed, reasons belong to answers, and two people do not overwrite each other."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.households.made import about, said
from tests.apps.surveys.made import (
    BEFORE,
    DAY,
    LAST_DAY,
    OTHER,
    WHO,
    family,
    filled,
    full_answers,
    keys,
    now,
    opened,
    sealed,
    version,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    end_household,
    merge_people,
    record_birth,
    record_death,
    undo_event,
)
from giamngheo.apps.households.models import Person
from giamngheo.apps.surveys.actions import (
    StaleError,
    SurveyError,
    UnfinishedError,
    assign_reviewer,
    give_reason,
    save_draft,
    seal,
    take_people,
)
from giamngheo.apps.surveys.content import boxes_of
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.queries import (
    changed_between,
    explained_faults,
    offer_last_year,
    people_changed,
)
from giamngheo.apps.surveys.register import merged_into
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def sheet(country: Country) -> FilledSheet:
    return opened(family(country.east_1))


def test_what_is_wrong_is_kept_too(sheet: FilledSheet) -> None:
    head, _ = keys(sheet)
    typed: dict[Any, Any] = {
        ("water_source", None): "biển",
        ("housing_area", None): "sáu mươi",
        ("birth_month", head): 13,
        ("reviewer", None): "Thử\x00 \ud800Văn",
        ("electricity_kwh", None): float("nan"),
        ("review_date", None): date(2026, 10, 1),
        ("needs", None): ("x", "y"),
        ("poverty_causes", None): (),
    }
    saved = save_draft(sheet, typed, 1, WHO)
    told = now(sheet)
    assert (saved.number, saved.kind, saved.author_name) == (2, "draft", WHO.name)
    assert told.members[head]["birth_month"] == 13
    assert {name: told.household.get(name) for name, _ in typed} == {
        "water_source": "biển",
        "housing_area": "sáu mươi",
        "birth_month": None,
        "reviewer": "Thử Văn",
        "electricity_kwh": "nan",
        "review_date": date(2026, 10, 1),
        "needs": ("x", "y"),
        "poverty_causes": None,
    }
    line = AuditLine.objects.get(verb="surveys.draft")
    assert f"birth_month/{head}" in line.details["changed"] and "sáu mươi" not in str(line.details)


def test_saving_what_is_there_writes_nothing(sheet: FilledSheet) -> None:
    assert save_draft(sheet, {("member_count", None): 2, ("toilet", None): None}, 1, WHO).number == 1
    assert SheetVersion.objects.count() == 1


def test_an_emptied_box_is_empty_and_the_earlier_version_still_says_what_stood_there(
    sheet: FilledSheet,
) -> None:
    save_draft(sheet, {("housing_area", None): 60}, 1, WHO)
    save_draft(sheet, {("housing_area", None): None}, 2, WHO)
    assert "housing_area" not in now(sheet).household
    (only,) = changed_between(sheet, 2, 3)
    assert (only.box, only.before, only.after) == (("housing_area", None), 60, None)
    assert only.name.startswith("«Tổng diện tích")


def test_two_people_who_answer_different_boxes_both_keep_theirs(sheet: FilledSheet) -> None:
    save_draft(sheet, {("housing_area", None): 60}, 1, WHO)
    save_draft(sheet, {("toilet", None): "septic", ("housing_area", None): None}, 1, OTHER)
    assert (now(sheet).household["housing_area"], now(sheet).household["toilet"]) == (60, "septic")


def test_who_would_overwrite_an_answer_not_seen_is_told_which_by_whom_and_what_to_do(
    sheet: FilledSheet,
) -> None:
    save_draft(sheet, {("housing_area", None): 60, ("toilet", None): "septic"}, 1, OTHER)
    typed = {("housing_area", None): 80, ("toilet", None): "septic", ("has_radio", None): True}
    with pytest.raises(StaleError, match=f"{OTHER.name}.*«Tổng diện tích.*Cách xử lý") as refused:
        save_draft(sheet, typed, 1, WHO)
    assert refused.value.boxes == [("housing_area", None)]
    assert (now(sheet).household["housing_area"], version(sheet)) == (60, 2)
    save_draft(sheet, typed, 2, WHO)
    assert now(sheet).household["housing_area"] == 80


@pytest.mark.parametrize(
    ("box", "answer", "told"),
    [
        (("moon", None), 1, "không có ô"),
        (("sex", None), "male", "không có ô"),
        (("sex", "12345678"), "male", "không có người"),
        (("toilet", "1"), "septic", "không có ô"),
        (("reviewer", None), "x" * 30_000, "dài hơn"),
        (("housing_area", None), 10**200, "dài hơn"),
    ],
)
def test_a_box_that_is_not_on_the_sheet_or_an_answer_without_end_is_refused_in_words(
    sheet: FilledSheet, box: tuple[str, str | None], answer: Any, told: str
) -> None:
    with pytest.raises(SurveyError, match=f"{told}.*Cách xử lý"):
        save_draft(sheet, {box: answer}, 1, WHO)
    with pytest.raises(SurveyError, match="không có bản 9"):
        save_draft(sheet, {}, 9, WHO)


def test_a_reason_holds_for_the_answer_that_it_was_given_for(sheet: FilledSheet) -> None:
    filled(sheet)
    save_draft(sheet, {("housing_area", None): 900}, 2, WHO)
    ((key, fault, given),) = explained_faults(FilledSheet.objects.get(pk=sheet.pk))
    assert (key, given) == ("plausible|housing_area|", "") and "hiếm gặp" in str(fault)
    with pytest.raises(UnfinishedError, match="ghi lý do") as refused:
        seal(sheet, 3, WHO)
    assert [one.lack for one in refused.value.wanting] == ["reason"]
    with pytest.raises(SurveyError, match="chưa ghi lý do"):
        give_reason(sheet, {key: "  \x00 "}, WHO)
    with pytest.raises(SurveyError, match="dài hơn 500"):
        give_reason(sheet, {key: "x" * 501}, WHO)
    with pytest.raises(SurveyError, match="không còn cần lý do"):
        give_reason(sheet, {"plausible|member_count|": "thử"}, WHO)
    give_reason(sheet, {key: "nhà xưởng cũ"}, WHO)
    save_draft(sheet, {("housing_area", None): 901}, 4, WHO)
    with pytest.raises(UnfinishedError):
        seal(sheet, 5, WHO)
    save_draft(sheet, {("housing_area", None): 900}, 5, WHO)
    assert seal(sheet, 6, WHO).reasons == {key: {"reason": "nhà xưởng cũ", "answer": 900}}


def test_last_years_answers_are_offered_and_a_jump_against_them_needs_a_reason(country: Country) -> None:
    home = family(country.east_1)
    last = sealed(home, BEFORE, LAST_DAY)
    sheet = opened(home)
    offers = {one.box: one for one in offer_last_year(sheet)}
    area = offers["housing_area", None]
    assert (area.answer, area.source) == (60.0, "phiếu ngày 01/10/2025")
    assert not {"review_date", "attending", "has_health_insurance", "sex"} & {name for name, _ in offers}
    save_draft(sheet, {one.box: one.answer for one in offers.values()}, 1, WHO)
    filled(sheet)
    assert now(sheet).household["toilet"] == now(last).household["toilet"]
    save_draft(sheet, {("roof_durable", None): False}, version(sheet), WHO)
    with pytest.raises(UnfinishedError, match="năm trước bền chắc mà năm nay không") as refused:
        seal(sheet, version(sheet), WHO)
    (jump,) = refused.value.wanting
    give_reason(sheet, {jump.key: "bão làm tốc mái"}, WHO)
    seal(sheet, version(sheet), WHO)


def test_people_follow_the_register_and_no_answer_is_lost(sheet: FilledSheet) -> None:
    head, child = keys(sheet)
    filled(sheet)
    typed = now(sheet).members[child]
    death = record_death(Person.objects.get(pk=child), about(date(2026, 9, 1)), WHO)
    born = record_birth(
        sheet.household, said("child", "Mẫu Văn Bé", sex="male"), about(date(2026, 9, 2)), WHO
    )
    record_birth(sheet.household, said("child", "Mẫu Văn Sau"), about(date(2026, 11, 2)), WHO)
    changed = people_changed(FilledSheet.objects.get(pk=sheet.pk))
    assert ([one.key for one in changed.came], changed.left) == ([str(born.pk)], (child,))
    with pytest.raises(UnfinishedError, match="Lấy người theo sổ hộ"):
        seal(sheet, version(sheet), WHO)
    taken = take_people(sheet, WHO)
    assert (taken.kind, keys(sheet)) == ("people", [head, str(born.pk)])
    assert now(sheet).members[str(born.pk)]["member_name"] == "Mẫu Văn Bé"
    assert take_people(sheet, WHO).number == taken.number
    undo_event(death, about(date(2026, 9, 3), "nhầm"), WHO)
    take_people(sheet, WHO)
    assert now(sheet).members[child] == typed
    assert now(sheet).household["member_count"] == 3


def test_of_two_records_that_became_one_the_answers_go_with_the_one_that_stays(country: Country) -> None:
    home = family(country.east_1)
    child = home.people.get(full_name="Mẫu Thị Con")
    last = sealed(home, BEFORE, LAST_DAY)
    sheet = opened(home)
    told = full_answers(sheet)
    save_draft(sheet, told, 1, WHO)
    typed = now(sheet).members[str(child.pk)]
    again = record_birth(home, said("child", "Mẫu Thị Con", sex="female"), about(date(2026, 9, 2)), WHO)
    merge_people(again, child, about(date(2026, 9, 3), "một người"), WHO)
    take_people(sheet, WHO)
    assert str(child.pk) not in keys(sheet)
    held = now(sheet).members[str(again.pk)]
    assert {name: held[name] for name in typed if name not in ("birth_year", "member_name")}.items() <= (
        typed.items()
    )
    assert str(child.pk) in keys(last)


def test_records_merged_one_after_another_are_all_found_under_the_last(country: Country) -> None:
    home = family(country.east_1)
    day = about(date(2026, 9, 3), "một người")
    again = [
        record_birth(home, said("child", f"Mẫu Thị Con {word}"), day, WHO) for word in ("Hai", "Ba", "Tư")
    ]
    second, third, fourth = again
    merge_people(third, second, day, WHO)
    merge_people(fourth, third, day, WHO)
    assert merged_into([str(second.pk), str(third.pk), str(fourth.pk)]) == {
        str(second.pk): str(fourth.pk),
        str(third.pk): str(fourth.pk),
    }


def test_a_household_that_left_the_register_before_the_day_is_not_sealed(sheet: FilledSheet) -> None:
    filled(sheet)
    end_household(sheet.household, about(date(2026, 9, 1)), WHO)
    assert people_changed(FilledSheet.objects.get(pk=sheet.pk)).left == tuple(keys(sheet))
    with pytest.raises(UnfinishedError, match="theo sổ khác"):
        seal(sheet, version(sheet), WHO)
    with pytest.raises(SurveyError, match=r"không còn trong sổ.*Cách xử lý"):
        take_people(sheet, WHO)


def test_a_box_of_who_left_is_refused_only_where_something_new_was_typed(sheet: FilledSheet) -> None:
    filled(sheet)
    _, child = keys(sheet)
    on_screen = boxes_of(now(sheet))
    record_death(Person.objects.get(pk=child), about(date(2026, 9, 1)), WHO)
    take_people(sheet, OTHER)
    save_draft(sheet, {**on_screen, ("toilet", None): "none"}, 2, WHO)
    assert now(sheet).household["toilet"] == "none"
    assert now(sheet).household["member_count"] == 1
    with pytest.raises(SurveyError, match="không có người"):
        save_draft(sheet, {("sex", child): "male"}, 2, WHO)


def test_who_fills_a_sheet_in_is_said_and_told_in_the_trail(sheet: FilledSheet) -> None:
    named = Actor(3, "Thử {Văn} Rà")
    assign_reviewer([sheet], named, WHO)
    sheet.refresh_from_db()
    assert (sheet.reviewer_id, sheet.reviewer_name) == (named.id, named.name)
    assert AuditLine.objects.get(verb="surveys.assigned").sentence.endswith(f"cho {named.name}")
    assign_reviewer([sheet], None, WHO)
    assert AuditLine.objects.filter(sentence__startswith="Thôi giao phiếu").count() == 1


def test_a_deed_asks_the_database_as_often_whatever_stands_on_the_sheet(sheet: FilledSheet) -> None:
    asked = []
    for answers in ({("toilet", None): "septic"}, full_answers(sheet)):
        seen = version(sheet)
        with CaptureQueriesContext(connection) as captured:
            save_draft(sheet, answers, seen, WHO)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 12
    assert sheet.day == DAY
