"""Why a household is poor, what it needs, what was seen there, its papers: by date, each taken back."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from tests.apps.households.made import START, WHO, about, home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    CauseSaid,
    Decision,
    Recognised,
    RegisterError,
    add_need,
    attach_paper,
    end_household,
    end_need,
    note_household,
    read_paper,
    recognise_household,
    recognise_worker,
    set_causes,
    undo_event,
)
from giamngheo.apps.households.history import history_of
from giamngheo.apps.households.models import Cause, Household, Need, Note, Paper
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 1)
PDF = b"%PDF-1.7 made up"
TABLES = ("recognition", "workerrecognition", "cause", "need", "note", "paper")


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con")


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def causes_on(day: date) -> list[str]:
    rows = Cause.objects.filter(superseded_by=None, valid__contains=day)
    return list(rows.order_by("rank").values_list("cause", flat=True))


def test_causes_are_ranked_hold_from_their_day_and_are_taken_back(family: Household) -> None:
    set_causes(family, [CauseSaid("capital"), CauseSaid("labour")], about(START), WHO)
    event = set_causes(family, [CauseSaid("labour"), CauseSaid("other", "lũ quét")], about(LATER), WHO)
    assert causes_on(START) == ["capital", "labour"]
    assert causes_on(LATER) == ["labour", "other"]
    undo_event(event, about(LATER, "nhầm hộ"), WHO)
    assert causes_on(LATER) == ["capital", "labour"]
    set_causes(family, [], about(LATER), WHO)
    assert (causes_on(START), causes_on(LATER)) == (["capital", "labour"], [])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([], "chưa ghi nguyên nhân nào"),
        ([CauseSaid("bay")], "Không có nguyên nhân"),
        ([CauseSaid("capital"), CauseSaid("capital")], "hai lần"),
        ([CauseSaid("other")], "chưa ghi rõ"),
    ],
)
def test_causes_that_cannot_be_are_refused(family: Household, said: list[CauseSaid], why: str) -> None:
    with pytest.raises(RegisterError, match=why):
        set_causes(family, said, about(), WHO)
    assert not Cause.objects.exists()


def test_a_need_holds_until_it_is_met(family: Household) -> None:
    add_need(family, "credit", "nuôi bò", about(START), WHO)
    with pytest.raises(RegisterError, match="đã có nhu cầu này"):
        add_need(family, "credit", "nuôi bò", about(LATER), WHO)
    for need, why in (("bay", "Chưa chọn nhu cầu"), ("other", "chưa ghi rõ")):
        with pytest.raises(RegisterError, match=why):
            add_need(family, need, "", about(START), WHO)
    end_need(Need.objects.get(), about(LATER, "đã vay"), WHO)
    row = Need.objects.get(superseded_by=None)
    assert (row.valid.lower, row.valid.upper) == (START, LATER)
    with pytest.raises(RegisterError, match="không còn từ trước"):
        end_need(row, about(LATER), WHO)


def test_a_visit_is_of_its_day_and_a_note_holds_on(family: Household) -> None:
    note_household(family, "Mái nhà dột", about(LATER), WHO, by_whom="Trưởng thôn", is_visit=True)
    event = note_household(family, "Có con đang học nghề", about(LATER), WHO)
    visit, note = Note.objects.order_by("pk")
    assert (visit.valid.upper - visit.valid.lower).days == 1 and note.valid.upper is None
    with pytest.raises(RegisterError, match="Chưa ghi nội dung"):
        note_household(family, "", about(LATER), WHO)
    with pytest.raises(RegisterError, match="đã ghi cho ngày"):
        note_household(family, "Có con đang học nghề", about(LATER), WHO)
    undo_event(event, about(LATER, "nhầm hộ"), WHO)
    assert Note.objects.get(superseded_by=None) == visit
    end_household(family, about(date(2026, 4, 1)), WHO)
    with pytest.raises(RegisterError, match="không còn trong sổ"):
        note_household(family, "gì đó", about(date(2026, 5, 1)), WHO)


def test_a_paper_lies_in_the_data_folder_and_who_opened_it_is_in_the_trail(
    family: Household, data: Path
) -> None:
    event = attach_paper(family, BytesIO(PDF), "Giấy ra viện", about(LATER), WHO)
    paper = Paper.objects.get()
    with read_paper(paper, WHO) as opened:
        assert opened.read() == PDF
    assert AuditLine.objects.filter(verb="households.read_paper", actor_id=WHO.id).count() == 1
    undo_event(event, about(LATER, "nhầm hộ"), WHO)
    assert not Paper.objects.filter(superseded_by=None).exists()
    assert (data / "files" / paper.stored).exists()


def test_the_same_file_is_kept_once_for_a_household_and_again_when_the_first_was_put_aside(
    family: Household, data: Path
) -> None:
    event = attach_paper(family, BytesIO(PDF), "Giấy ra viện", about(LATER), WHO)
    with pytest.raises(RegisterError, match=r"đã có ở hộ .* «Giấy ra viện»"):
        attach_paper(family, BytesIO(PDF), "Tên khác", about(LATER), WHO)
    assert len([path for path in data.rglob("*") if path.is_file()]) == Paper.objects.count() == 1
    attach_paper(home(family.area, "Mẫu Hàng Xóm"), BytesIO(PDF), "Giấy ra viện", about(LATER), WHO)
    undo_event(event, about(LATER, "sai tên"), WHO)
    attach_paper(family, BytesIO(PDF), "Tên đúng", about(LATER), WHO)
    assert [one.title for one in Paper.objects.filter(household=family, superseded_by=None)] == ["Tên đúng"]


def test_a_file_whose_deed_did_not_come_about_leaves_nothing_behind(family: Household, data: Path) -> None:
    for given, title, day, why in (
        (PDF, "", LATER, "Chưa ghi tên"),
        (b"MZ", "Ảnh", LATER, "không phải ảnh"),
        (PDF, "Ảnh", date(2100, 1, 1), "chưa tới"),
    ):
        with pytest.raises(RegisterError, match=why):
            attach_paper(family, BytesIO(given), title, about(day), WHO)
    assert [path for path in data.rglob("*") if path.is_file()] == []


def fill(household: Household) -> None:
    """A row of every new kind."""
    recognise_household(household, Recognised(household.pk, "not_poor"), Decision(), about(), WHO)
    recognise_worker(household.people.first(), Decision(), about(), WHO)  # type: ignore[arg-type]
    set_causes(household, [CauseSaid("capital")], about(), WHO)
    add_need(household, "credit", "", about(), WHO)
    note_household(household, "Mái nhà dột", about(), WHO)
    attach_paper(household, BytesIO(PDF), "Giấy ra viện", about(), WHO)


def test_every_deed_is_in_the_history_of_the_household_in_one_question(
    family: Household, django_assert_num_queries: object
) -> None:
    fill(family)
    kinds = {"recognition", "worker_recognition", "causes", "need", "note", "paper", "entry"}
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert {event.kind for event in history_of(family)} == kinds


def test_the_database_shows_and_takes_rows_only_where_a_role_is_held(country: Country) -> None:
    homes = [home(country.areas[name], "Mẫu Văn Một") for name in ("east_1", "east_2", "west_1")]
    for one in homes:
        fill(one)
    seen = {
        0: make_person(),
        1: make_person(("village_head", country.east_1)),
        2: make_person(("officer", country.east)),
        3: make_person(("officer", country.province)),
    }
    for count, person in seen.items():
        with acting(person.pk, TODAY), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM households_{table}")
                assert cursor.fetchone()[0] == count, table
    with acting(seen[1].pk, TODAY):
        note_household(homes[0], "Trưởng thôn ghi", about(LATER), WHO)
        with pytest.raises(Household.DoesNotExist), transaction.atomic():
            note_household(homes[2], "ở thôn khác", about(LATER), WHO)


@pytest.mark.parametrize("table", TABLES)
def test_nothing_of_it_is_deleted_or_rewritten(family: Household, table: str) -> None:
    fill(family)
    for sql, why in (("DELETE FROM {}", "is deleted"), ("UPDATE {} SET valid = 'empty'", "put aside")):
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            connection.cursor().execute(sql.format(f"households_{table}"))
