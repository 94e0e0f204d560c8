"""Submissions come into the right sheets, once, whole or not at all, and go out again."""

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.apps.exchange.submissions.made import answered, compared, faults, file_of, held, lines, submission
from tests.apps.households.made import about, said
from tests.apps.surveys.made import FORM, OCCASION, OTHER, WHO, family, now, opened, sealed, version
from tests.factories.exports import Sent
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange import import_folder, intakes
from giamngheo.apps.exchange.asked import ListError
from giamngheo.apps.exchange.models import Intake, TakenIn
from giamngheo.apps.exchange.states import IntakeState
from giamngheo.apps.households.actions import record_birth
from giamngheo.apps.surveys.actions import assign_reviewer, save_draft, seal
from giamngheo.apps.surveys.content import kept
from giamngheo.apps.surveys.models import FilledSheet, SheetVersion
from giamngheo.apps.surveys.states import VersionKind
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


def said_by(one: Sent, sheet: FilledSheet) -> dict[Any, Any]:
    told = {(name, None): answer for name, answer in one.sheet.household.items()}
    for key, answers in one.sheet.members.items():
        told |= {(name, key): answer for name, answer in answers.items()}
    return {box: kept(answer) for box, answer in told.items()} | {("household", None): sheet.household_code}


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("phieu.zip", {}),
        ("phieu.zip", {"groups": False, "split": True}),
        ("phieu.xlsx", {}),
        ("phieu.xlsx", {"labels": True}),
    ],
)
def test_what_was_answered_on_devices_stands_on_the_sheets(
    country: Country, sheets: list[FilledSheet], name: str, how: dict[str, Any]
) -> None:
    sent = [submission(sheet) for sheet in sheets]
    one = compared(country.east, sent, name=name, **how)
    assert {status: len(rows) for status, rows in lines(one).items()} == {"new": 3}
    assert (faults(one), [version(sheet) for sheet in sheets]) == ([], [1, 1, 1])
    assert intakes.writes(one) == 3
    intakes.write_intake(one, SYSTEM)
    for told, sheet in zip(sent, sheets, strict=True):
        assert held(sheet) == said_by(told, sheet)
        last = SheetVersion.objects.get(sheet=sheet, number=2)
        assert (last.kind, last.author_name) == (VersionKind.GATHERED, SYSTEM.name)
        assert FilledSheet.objects.get(pk=sheet.pk).missing == 0
        seal(sheet, 2, WHO)
    one.refresh_from_db()
    assert one.state == IntakeState.WRITTEN
    told_of = AuditLine.objects.filter(verb="surveys.gathered").order_by("pk")
    assert [line.area_id for line in told_of] == [country.east_1.pk] * 3
    assert "credit" not in str(told_of[0].details)
    assert AuditLine.objects.get(verb="exchange.intake_written").details["sheets"] == 3


def test_the_same_file_again_changes_nothing_whatever_happened_since(
    country: Country, sheets: list[FilledSheet]
) -> None:
    sent = [submission(sheet) for sheet in sheets]
    intakes.write_intake(compared(country.east, sent), SYSTEM)
    save_draft(sheets[0], {("toilet", None): "pour_flush"}, 2, OTHER)
    again = compared(country.east, sent)
    assert {status: len(rows) for status, rows in lines(again).items()} == {"again": 3}
    with pytest.raises(ListError, match="đã có trên phiếu"):
        intakes.write_intake(again, SYSTEM)
    other_server = compared(country.east, [replace(one, instance="x" * 300) for one in sent])
    assert {status: len(rows) for status, rows in lines(other_server).items()} == {"differs": 1, "same": 2}


def test_a_draft_that_says_otherwise_is_kept_unless_somebody_chooses_the_file(
    country: Country, sheets: list[FilledSheet]
) -> None:
    for sheet in sheets[:2]:
        save_draft(sheet, {("toilet", None): "pour_flush", ("urban", None): True}, 1, OTHER)
    sent = [submission(sheet, {("toilet", None): "septic", ("urban", None): True}) for sheet in sheets]
    one = compared(country.east, sent)
    assert {status: len(rows) for status, rows in lines(one).items()} == {"differs": 2, "new": 1}
    changes = import_folder.frame_of(one, "changes")
    assert changes is not None
    assert changes.collect().rows() == [
        (sheet.pk, "toilet", None, '"pour_flush"', '"septic"') for sheet in sheets[:2]
    ]
    intakes.choose(one, {sheets[1].pk: intakes.FILE}, SYSTEM)
    intakes.write_intake(one, SYSTEM)
    assert [held(sheet)["toilet", None] for sheet in sheets] == ["pour_flush", "septic", "septic"]
    assert held(sheets[0])["water_source", None]  # what was empty is filled all the same
    assert list(TakenIn.objects.order_by("sheet_id").values_list("whole", flat=True)) == [False, True, True]


def test_what_is_chosen_for_all_holds_but_for_those_of_which_otherwise_was_said(
    country: Country, sheets: list[FilledSheet]
) -> None:
    sent = [submission(sheet) for sheet in sheets]
    for sheet, told in zip(sheets, sent, strict=True):
        save_draft(sheet, {(n, None): a for n, a in told.sheet.household.items()}, 1, OTHER)
        for key, answers in told.sheet.members.items():
            save_draft(sheet, {(n, key): a for n, a in answers.items()}, version(sheet), OTHER)
        save_draft(sheet, {("toilet", None): "pour_flush"}, version(sheet), OTHER)
    one = compared(country.east, sent)
    assert intakes.writes(one) == 0
    with pytest.raises(ListError, match="Của tệp"):
        intakes.write_intake(one, SYSTEM)
    intakes.choose_all(one, intakes.FILE, SYSTEM)
    intakes.choose(one, {sheets[2].pk: intakes.KEEP}, SYSTEM)
    assert intakes.writes(one) == 2
    intakes.write_intake(one, SYSTEM)
    assert [held(sheet)["toilet", None] for sheet in sheets] == ["septic", "septic", "pour_flush"]


def test_what_is_refused_says_why_and_the_good_rows_are_kept(
    country: Country, sheets: list[FilledSheet]
) -> None:
    first, second, third = sheets
    shut = sealed(family(country.east_1, "Diễn"))
    without = family(country.east_1, "Trình")
    elsewhere = opened(family(country.west_1, "Mẫu"))
    good = submission(first)
    sent = [
        good,
        submission(second),
        submission(second, {("toilet", None): "pour_flush"}, "other"),
        replace(submission(third), more={"ReviewState": "rejected"}),
        submission(shut, {("toilet", None): "pour_flush"}, "shut"),
        replace(good, code=without.code, instance="i1"),
        replace(good, code=elsewhere.household_code, instance="i2"),
        replace(good, code="", instance="i3"),
        replace(good, code="12345", instance="i4"),
        replace(good, code="00001-000099-9", instance="i5"),
    ]
    one = compared(country.east, sent)
    told = lines(one)
    assert [row for row, _ in told["new"]] == [2]
    assert dict(told["refused"]) == {
        3: f"hộ {second.household_code} có bản nộp khác ở dòng 4.",
        4: f"hộ {second.household_code} có bản nộp khác ở dòng 3.",
        5: "bản nộp đã bị từ chối trên ODK, Kobo.",
        6: f"phiếu của hộ {shut.household_code} đã khoá, tệp trả lời khác 1 ô.",
        7: f"hộ {without.code} chưa có phiếu trong đợt này.",
        8: f"hộ {elsewhere.household_code} ở ngoài đơn vị đã chọn.",
        9: "không ghi mã hộ.",
        10: "«12345» không phải mã hộ.",
        11: "«00001-000099-9» không phải mã hộ.",
    }
    intakes.write_intake(one, SYSTEM)
    assert [version(sheet) for sheet in (*sheets, shut, elsewhere)] == [2, 1, 1, version(shut), 1]


def test_a_household_of_another_area_is_as_unknown_as_one_that_does_not_exist(
    country: Country, sheets: list[FilledSheet]
) -> None:
    elsewhere = opened(family(country.west_1, "Mẫu"))
    officer = make_person(("officer", country.east))
    actor = Actor(officer.pk, officer.full_name)
    sent = [
        submission(sheets[0]),
        replace(submission(sheets[1]), code=elsewhere.household_code, instance="x"),
    ]
    with acting(officer.pk, sheets[0].day):
        one = compared(country.east, sent, actor)
        assert lines(one)["refused"] == [
            (3, f"không có hộ {elsewhere.household_code} trong địa bàn của bạn.")
        ]
        intakes.write_intake(one, actor)
    assert version(elsewhere) == 1
    assert version(sheets[0]) == 2


def test_who_fills_in_sheets_writes_into_those_given_to_nobody_or_to_them(
    country: Country, sheets: list[FilledSheet]
) -> None:
    reviewer = make_person(("reviewer", country.east))
    actor = Actor(reviewer.pk, reviewer.full_name)
    assign_reviewer([sheets[0]], actor, WHO)
    other = make_person(("reviewer", country.east))
    assign_reviewer([sheets[1]], Actor(other.pk, other.full_name), WHO)
    with acting(reviewer.pk, sheets[0].day):
        one = compared(country.east, [submission(sheet) for sheet in sheets], actor)
        assert lines(one)["refused"] == [
            (3, f"phiếu của hộ {sheets[1].household_code} đã giao cho {other.full_name}.")
        ]
        intakes.write_intake(one, actor)
    assert [version(sheet) for sheet in sheets] == [2, 1, 2]


def test_a_submission_of_another_year_is_refused(country: Country, sheets: list[FilledSheet]) -> None:
    one = compared(country.east, [submission(sheets[0], {("review_year", None): 2025})])
    assert lines(one) == {"refused": [(2, "ghi năm rà soát 2025, phiếu của đợt là năm 2026.")]}


def test_members_are_found_by_number_then_by_name_and_birth_and_nobody_is_guessed(country: Country) -> None:
    household = family(country.east_1, "Mẫu", personal_number="999080012345")
    twin = said("child", "Mẫu Thị Con", sex="female", birth_date=about().day.replace(2019, 1, 1))
    record_birth(household, twin, about(), WHO)
    sheet = opened(household)
    father, *children = list(now(sheet).members)
    sent = submission(sheet)
    people = {key: dict(answers) for key, answers in sent.sheet.members.items()}
    people[father] |= {"member_name": "Tên Ghi Khác"}
    people[children[0]] |= {"member_name": "mau thi  CON"}
    people["stranger"] = {"member_name": "Thử Thị Lạ", "sex": "female"}
    one = compared(country.east, [replace(sent, sheet=replace(sent.sheet, members=people))])
    (fault,) = faults(one)
    assert (fault["field"], fault["effect"]) == ("member_name", "không nhận dòng")
    assert "không có người này" in fault["reason"]
    intakes.write_intake(one, SYSTEM)
    told = held(sheet)
    assert told["member_name", father] == "Mẫu Văn Cha"
    assert all(("has_health_insurance", key) in told for key in (father, *children))
    assert not TakenIn.objects.get().whole


def test_a_cell_that_answers_nothing_is_left_out_and_stands_as_a_comment_in_the_file_given_back(
    country: Country, sheets: list[FilledSheet]
) -> None:
    bad = submission(sheets[0], {("toilet", None): "nhà cầu"})
    for name in ("phieu.xlsx", "phieu.zip"):
        one = compared(country.east, [bad, submission(sheets[1])], name=name)
        (fault,) = faults(one)
        intakes.give_file_back(one, SYSTEM)
        book = load_workbook(import_folder.place_for_returned(one))
        cell = book[fault["sheet"][:31]][f"{fault['letter']}{fault['row']}"]
        assert cell.value == "nhà cầu"
        assert "«nhà cầu» không có trong danh mục." in cell.comment.text
        assert book["Nhận xét khi nhập"]["A1"].value == "Tệp"
    intakes.write_intake(one, SYSTEM)
    assert ("toilet", None) not in held(sheets[0])
    assert held(sheets[0])["water_source", None]
    mended = compared(country.east, [submission(sheets[0]), submission(sheets[1])])
    assert lines(mended) == {"filled": [(2, "")], "again": [(3, "")]}


def test_answers_that_cannot_stand_together_come_in_with_a_word(
    country: Country, sheets: list[FilledSheet]
) -> None:
    child = list(now(sheets[0]).members)[1]
    sent = submission(sheets[0], {("relationship", child): "head", ("birth_year", child): 2015})
    save_draft(sheets[0], {("relationship", child): None}, 1, OTHER)
    one = compared(country.east, [sent])
    assert [fault["effect"] for fault in faults(one)] == ["đã nhận, cần xem"]
    assert "một chủ hộ" in faults(one)[0]["reason"]


def test_a_sheet_that_was_written_meanwhile_is_shown_again_and_nothing_is_written(
    country: Country, sheets: list[FilledSheet]
) -> None:
    one = compared(country.east, [submission(sheet) for sheet in sheets])
    save_draft(sheets[0], {("toilet", None): "pour_flush"}, 1, OTHER)
    with pytest.raises(ListError, match="đã thay đổi từ khi bạn xem"):
        intakes.write_intake(one, SYSTEM)
    one.refresh_from_db()
    assert one.state == IntakeState.COMPARED
    assert [version(sheet) for sheet in sheets] == [2, 1, 1]
    assert len(lines(one)["differs"]) == 1
    intakes.write_intake(one, SYSTEM)
    assert [version(sheet) for sheet in sheets] == [3, 2, 2]


def test_a_whole_intake_is_taken_back_but_for_what_rests_on_it(
    country: Country, sheets: list[FilledSheet]
) -> None:
    before = [held(sheet) for sheet in sheets]
    one = compared(country.east, [submission(sheet) for sheet in sheets])
    intakes.write_intake(one, SYSTEM)
    save_draft(sheets[1], {("toilet", None): "pour_flush"}, 2, OTHER)
    seal(sheets[2], 2, OTHER)
    with pytest.raises(ListError, match="lý do"):
        intakes.undo_intake(one, "", SYSTEM)
    intakes.undo_intake(one, "nhầm tệp", SYSTEM)
    one.refresh_from_db()
    assert one.state == IntakeState.UNDONE
    assert held(sheets[0]) == before[0]
    assert held(sheets[1]) == before[1] | {("toilet", None): "pour_flush"}
    assert held(sheets[2])["water_source", None]
    assert (one.counts["back"], one.counts["stay"], one.counts["kept_boxes"]) == (2, 1, 1)
    assert SheetVersion.objects.get(sheet=sheets[0], number=3).kind == VersionKind.TAKEN_BACK
    assert AuditLine.objects.filter(verb="surveys.taken_back").count() == 2
    with pytest.raises(ListError, match="đã hoàn tác"):
        intakes.undo_intake(one, "nhầm tệp", SYSTEM)
    again = compared(country.east, [submission(sheets[0])])
    assert lines(again) == {"filled": [(2, "")]}


def test_several_csv_files_are_one_export_and_others_are_not_mixed(
    country: Country, sheets: list[FilledSheet]
) -> None:
    from io import BytesIO
    from zipfile import ZipFile

    from django.core.files.uploadedfile import SimpleUploadedFile

    packed = ZipFile(BytesIO(file_of([submission(sheets[0])]).read()))
    files = [SimpleUploadedFile(n, packed.read(n)) for n in packed.namelist() if n.endswith(".csv")]
    one = intakes.receive_intake(country.east.pk, OCCASION, FORM, files, WHO)
    intakes.compare_intake(one, SYSTEM)
    assert lines(one) == {"new": [(2, "")]}
    with pytest.raises(ListError, match=r"đều là \.csv"):
        intakes.receive_intake(
            country.east.pk, OCCASION, FORM, [*files, SimpleUploadedFile("a.xlsx", b"PK")], WHO
        )


def test_the_number_of_questions_does_not_grow_with_the_submissions(country: Country) -> None:
    counted = []
    for count in (2, 6):
        sheets = [opened(family(country.east_1, "Mẫu")) for _ in range(count)]
        one = intakes.receive_intake(
            country.east.pk, OCCASION, FORM, [file_of([submission(sheet) for sheet in sheets])], WHO
        )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            intakes.compare_intake(one, SYSTEM)
            intakes.write_intake(one, SYSTEM)
        counted.append(len(asked))
        assert all(version(sheet) == 2 for sheet in sheets)
    assert counted[0] == counted[1]


def test_nobody_sees_an_intake_of_another_area(country: Country, sheets: list[FilledSheet]) -> None:
    one = compared(country.east, [submission(sheets[0])])
    intakes.write_intake(one, SYSTEM)
    neighbour = make_person(("officer", country.west))
    with acting(neighbour.pk, sheets[0].day):
        assert not Intake.objects.exists()
        assert not TakenIn.objects.exists()


def test_two_that_say_the_same_are_taken_once(country: Country, sheets: list[FilledSheet]) -> None:
    one = compared(country.east, [submission(sheets[0]), submission(sheets[0], None, "again")])
    assert {status: [row for row, _ in rows] for status, rows in lines(one).items()} == {
        "new": [2],
        "same": [3],
    }
    assert answered(sheets[0])
    assert isinstance(import_folder.frame_of(one, "lines"), pl.LazyFrame)
