"""The directory: names come in as they are typed, a spelling leads to what it means, two are joined."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.apps.coordination.made import DAY, LEADER, OFFICER, follow_of, plan_taken_in, task_of, where
from tests.apps.households.made import home
from tests.apps.programmes.made import unit_of
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Listed,
    Task,
    add_entry,
    assign,
    change_entry,
    confirm,
    give_tasks,
    join_entries,
    propose_from_plan,
    retire_entry,
)
from giamngheo.apps.coordination.directory import kind_of, offered
from giamngheo.apps.coordination.models import Assignment, DirectoryEntry, Follow, GivenTask
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def test_a_name_comes_in_where_it_is_typed_once_and_of_a_village_in_its_commune(country: Country) -> None:
    assign(where(country.east), "2", "Hội Nông dân xã", "lead", OFFICER)
    assign(where(country.east), "3.2", "hội nông dân  xã", "lead", OFFICER)
    task_of(country.east)
    follow_of(home(country.east_1, "Mẫu Văn Một"), "Bà Mẫu")
    entries = DirectoryEntry.objects.filter(area=country.east)
    assert [(one.name, one.kind) for one in entries.order_by("key")] == [
        ("Bà Mẫu", "association"),
        ("Hội Nông dân", "association"),
        ("Hội Nông dân xã", "association"),
    ]
    assert {one.organisation for one in Assignment.objects.all()} == {"Hội Nông dân xã"}
    assert offered(unit_of(country.west), TODAY) == []
    assert offered(unit_of(country.east_1), TODAY) == offered(unit_of(country.east), TODAY)
    assert AuditLine.objects.filter(verb="coordination.directory_enter").count() == 3
    assert [kind_of(one).value for one in ("đ/c Thủy", "Trạm Y tế", "Đoàn Thanh niên")] == [
        "officer",
        "agency",
        "association",
    ]


def test_two_spellings_are_joined_with_all_that_runs_and_later_lead_to_one(country: Country) -> None:
    here = where(country.east)
    long = assign(here, "2", "Hội Nông dân xã Đông", "cooperating", OFFICER)
    short = assign(here, "2", "Hội ND", "lead", OFFICER)
    other = assign(here, "3.2", "Hội ND", "lead", OFFICER)
    task = give_tasks(country.east, 2026, [Task("hội nd", "Vận động", date(2026, 12, 1))], OFFICER)[0]
    family = home(country.east_1, "Mẫu Văn Một")
    first, second = follow_of(family, "Hội ND"), follow_of(family, "Hội Nông dân xã Đông")
    entry, into = (DirectoryEntry.objects.get(name=one) for one in ("Hội ND", "Hội Nông dân xã Đông"))
    assert join_entries(entry, into, DAY, LEADER) == into
    for row in (long, short, other, task, first, second):
        row.refresh_from_db()
    assert (long.state, short.state, other.state) == ("ended", "confirmed", "confirmed")
    assert {short.organisation, other.organisation, task.organisation, first.follower} == {into.name}
    assert (second.until, second.ended_why[:3]) == (DAY, "Gộp")
    line = AuditLine.objects.get(verb="coordination.directory_join")
    assert "Gộp «Hội ND» vào «Hội Nông dân xã Đông»: 4 việc chuyển sang, 2 việc trùng" in line.sentence
    again = assign(here, "1", "HỘI ND", "lead", OFFICER)
    assert (again.organisation, again.key) == (into.name, into.key)
    assert offered(unit_of(country.east), TODAY) == [into.name]
    with pytest.raises(CoordinationError, match="đã gộp"):
        join_entries(entry, into, DAY, LEADER)
    with pytest.raises(CoordinationError, match="Chưa chọn gộp"):
        join_entries(into, into, DAY, LEADER)
    with pytest.raises(DatabaseError), transaction.atomic():
        DirectoryEntry.objects.filter(pk=entry.pk).update(joined_into=None)


def test_a_name_spelt_otherwise_is_taken_over_and_one_that_left_comes_back_when_typed(
    country: Country,
) -> None:
    row = assign(where(country.east), "2", "Trạm y te", "lead", OFFICER)
    entry = change_entry(
        DirectoryEntry.objects.get(), Listed("agency", "Trạm Y tế xã", "", "0900 000 000"), OFFICER
    )
    row.refresh_from_db()
    assert (row.organisation, row.key) == ("Trạm Y tế xã", "tram y te xa")
    with pytest.raises(CoordinationError) as refused:
        add_entry(country.east, Listed("", "trạm y tế XÃ", "", "0" * 31), OFFICER)
    assert set(refused.value.wrong) == {"loai", "dien-thoai"}
    with pytest.raises(CoordinationError, match="Danh bạ đã có"):
        add_entry(country.east, Listed("agency", "trạm y tế XÃ"), OFFICER)
    retire_entry(entry, "đã sáp nhập", OFFICER)
    assert offered(unit_of(country.east), TODAY) == []
    with pytest.raises(CoordinationError, match="đã thôi dùng"):
        retire_entry(entry, "lại", OFFICER)
    give_tasks(country.east, 2026, [Task("Trạm Y tế xã", "Cân trẻ", date(2026, 12, 1))], OFFICER)
    assert offered(unit_of(country.east), TODAY) == ["Trạm Y tế xã"]


def test_a_name_changed_into_its_other_spelling_or_one_that_is_proposed_is_one_again(
    country: Country,
) -> None:
    here = where(country.east)
    assign(here, "2", "Hội ND", "lead", OFFICER)
    assign(here, "3.2", "Hội Nông dân", "lead", OFFICER)
    short, long = (DirectoryEntry.objects.get(name=one) for one in ("Hội ND", "Hội Nông dân"))
    join_entries(short, long, DAY, OFFICER)
    Assignment.objects.create(
        **here.of,
        project="2",
        organisation="Hội Nông dân xã",
        key="hoi nong dan xa",
        part="lead",
        state="proposed",
    )
    entry = change_entry(long, Listed("association", "Hội ND"), OFFICER)
    short.refresh_from_db()
    assert (entry.key, short.key, short.joined_into) == ("hoi nd", "hoi nong dan", entry)
    change_entry(entry, Listed("association", "Hội Nông dân xã"), OFFICER)
    running = Assignment.objects.exclude(state="ended")
    assert {(one.project, one.key, one.state) for one in running} == {
        ("2", "hoi nong dan xa", "confirmed"),
        ("3.2", "hoi nong dan xa", "confirmed"),
    }


def test_proposals_are_confirmed_in_as_many_questions_however_many_they_are(country: Country) -> None:
    here, plan = where(country.east), plan_taken_in(country.east)
    propose_from_plan(here, plan, OFFICER)
    rows = list(Assignment.objects.all())
    with CaptureQueriesContext(connection) as few:
        assert confirm(here, rows[:1], LEADER) == (1, [])
    made = [
        Assignment(
            **here.of,
            project=code,
            organisation=f"Ban {code} {one}",
            key=f"ban {code} {one}",
            part="cooperating",
            state="proposed",
        )
        for code in ("1", "2", "3.1", "4.1")
        for one in range(20)
    ]
    Assignment.objects.bulk_create(made)
    with CaptureQueriesContext(connection) as many:
        done, _ = confirm(here, list(Assignment.objects.filter(state="proposed")), LEADER)
    assert done == 83
    assert len(many) <= len(few) + 1  # writing the lines of the trail
    assert DirectoryEntry.objects.filter(name__startswith="Ban ").count() == 80


def test_names_that_were_typed_before_come_in_at_once(country: Country) -> None:
    family, day = home(country.east_1, "Mẫu Văn Một"), date(2026, 3, 1)
    for name in ("Hội Nông dân", "hội nông dân"):
        GivenTask.objects.create(
            area=country.east, year=2026, organisation=name, words="Vận động", due=day, state="given"
        )
    Follow.objects.create(household=family, kind="party_member", follower="Đ/c Mẫu", key="d c mau", since=day)
    import_module("giamngheo.apps.coordination.migrations.0009_directory_filled")._fill(apps, connection)
    found = DirectoryEntry.objects.values_list("area", "name", "kind").order_by("key")
    assert list(found) == [
        (country.east.pk, "Đ/c Mẫu", "party_member"),
        (country.east.pk, "Hội Nông dân", "agency"),
    ]


def test_a_directory_is_seen_by_its_unit_and_above(country: Country) -> None:
    task_of(country.east)
    for area, count in ((country.east, 1), (country.province, 1), (country.west, 0), (country.east_1, 0)):
        with acting(make_person(("officer" if area != country.east_1 else "village_head", area)).pk, TODAY):
            assert DirectoryEntry.objects.count() == count
    assert GivenTask.objects.count() == 1
    assert Follow.objects.count() == 0
