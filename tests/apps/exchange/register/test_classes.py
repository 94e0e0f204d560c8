"""Lists that say the class of households: into the register with the decision behind it, nothing invented."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.db import transaction
from tests.apps.exchange.register.made import DAY, SCHEME, WHO, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.lists.recognition import ColumnMapping
from giamngheo.apps.exchange.register.faults import CELL, NOTED
from giamngheo.apps.exchange.register.preparing import Asked, Prepared, prepare_import
from giamngheo.apps.exchange.register.returned import write_returned
from giamngheo.apps.exchange.register.standings import ListDecision, sentence_of
from giamngheo.apps.exchange.register.writing import write
from giamngheo.apps.households.actions import About, Decision, Recognised, RegisterError, recognise_household
from giamngheo.apps.households.bulk import undo_batch
from giamngheo.apps.households.models import Event, Household, Recognition
from giamngheo.apps.households.statuses import statuses_of
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
SIGNED = date(2024, 12, 15)
PAPER = ListDecision("123/QĐ-UBND", SIGNED, "Chủ tịch UBND xã Đông", date(2025, 1, 1))
HEADINGS = ("STT", "Số hộ", "Chủ hộ", "Thôn", "Diện hộ")


@pytest.fixture
def country() -> Country:
    return make_country()


def prepared(path: Path, country: Country, decision: ListDecision | None = None, day: date = DAY) -> Prepared:
    asked = Asked(country.east.pk, SCHEME, day, ColumnMapping(), decision or ListDecision())
    return prepare_import(path, asked)


def taken_in(path: Path, country: Country, decision: ListDecision | None = None, day: date = DAY) -> Prepared:
    found = prepared(path, country, decision, day)
    with transaction.atomic():
        write(found.plan, SCHEME, About(day, source="«thử»"), WHO)
    return found


def rows(*classes: object) -> list[Sequence[object]]:
    names = ("Mẫu Văn An", "Thử Thị Bé", "Trình Văn Cả", "Diễn Thị Dung", "Ví Văn Em")
    return [
        HEADINGS,
        *(
            (n, n, name, "Đông Một", said)
            for n, (name, said) in enumerate(zip(names, classes, strict=False), 1)
        ),
    ]


def sheet(tmp_path: Path, lines: Sequence[Sequence[object]], name: str = "a.xlsx") -> Path:
    return workbook(tmp_path / name, {"Danh sách": lines})


def standing() -> list[tuple[Any, ...]]:
    kept = Recognition.objects.filter(superseded_by=None).order_by("household__head_name", "valid")
    return [
        (one.household.head_name, one.household_class, one.valid.lower, one.decision_number)
        for one in kept.select_related("household")
    ]


def what(found: Prepared) -> list[str]:
    return found.plan.standings.sort("row").get_column("what").to_list()


def test_the_class_of_each_household_is_written_by_the_decision_of_the_list(
    country: Country, tmp_path: Path
) -> None:
    path = sheet(tmp_path, rows("Hộ nghèo", "HCN", "Hộ có mức sống trung bình", "thoát cận nghèo", None))
    found = prepared(path, country, PAPER)
    assert what(found) == ["first"] * 4 and not told(found)
    assert not Recognition.objects.exists()
    taken_in(path, country, PAPER)
    since = date(2025, 1, 1)
    assert standing() == [
        ("Diễn Thị Dung", "not_poor", since, "123/QĐ-UBND"),
        ("Mẫu Văn An", "poor", since, "123/QĐ-UBND"),
        ("Thử Thị Bé", "near_poor", since, "123/QĐ-UBND"),
        ("Trình Văn Cả", "average_living_standard", since, "123/QĐ-UBND"),
    ]
    one = Recognition.objects.get(household_class="poor")
    assert (one.decision_date, one.decided_by, one.standard) == (
        SIGNED,
        "Chủ tịch UBND xã Đông",
        "national_2022_2026",
    )
    assert dict(Household.objects.values_list("head_name", "class_today")) == {
        "Mẫu Văn An": "poor",
        "Thử Thị Bé": "near_poor",
        "Trình Văn Cả": "average_living_standard",
        "Diễn Thị Dung": "not_poor",
        "Ví Văn Em": "",
    }
    assert "diện của 4 hộ theo quyết định" in AuditLine.objects.get(verb="households.import").sentence


def test_without_a_decision_nothing_is_written_and_that_is_said(country: Country, tmp_path: Path) -> None:
    found = taken_in(sheet(tmp_path, rows("Hộ nghèo", "Hộ cận nghèo")), country)
    assert what(found) == ["open", "open"]
    told_of = sentence_of(found.plan.counts)
    assert told_of == "Danh sách có cột diện hộ; chưa ghi vì chưa có quyết định."
    assert not told(found)
    assert Household.objects.count() == 2 and not Recognition.objects.exists()


def test_the_same_list_twice_writes_no_class_twice_and_undoing_takes_them_back(
    country: Country, tmp_path: Path
) -> None:
    path = sheet(tmp_path, rows("Hộ nghèo", "Hộ cận nghèo"))
    taken_in(path, country, PAPER)
    before = standing()
    again = taken_in(path, country, PAPER, date(2025, 11, 1))
    assert what(again) == ["same", "same"] and standing() == before
    assert again.plan.counts["classes_written"] == 0
    other = sheet(tmp_path, rows("Hộ cận nghèo", "không nghèo"), "b.xlsx")
    later = ListDecision("9/QĐ-UBND", date(2025, 11, 20))
    changed = taken_in(other, country, later, date(2025, 11, 20))
    assert what(changed) == ["other", "other"]
    homes = list(Household.objects.order_by("head_name"))
    status = statuses_of([one.pk for one in homes], date(2025, 12, 1))
    assert [status[one.pk].movement for one in homes] == [
        "thoát nghèo, thành hộ cận nghèo",
        "thoát cận nghèo",
    ]
    batch = Event.objects.order_by("-pk").values_list("batch", flat=True)[0]
    assert batch is not None
    undo_batch(batch, About(date(2025, 11, 21), reason="nhầm"), WHO)
    assert standing() == before
    assert set(Household.objects.values_list("class_today", flat=True)) == {"poor", "near_poor"}


def test_decisions_in_columns_go_before_that_of_the_list(country: Country, tmp_path: Path) -> None:
    lines = [
        (*HEADINGS, "Số QĐ", "Ngày QĐ", "Người ký"),
        (1, 1, "Mẫu Văn An", "Đông Một", "Nghèo", "12/QĐ-UBND", "5/1/2025", "UBND xã"),
        (2, 2, "Thử Thị Bé", "Đông Một", "Cận nghèo", "QĐ số 13/QĐ-UBND ngày 6 tháng 1 năm 2025", None, None),
        (3, 3, "Trình Văn Cả", "Đông Một", "Cận nghèo", None, None, None),
        (4, 4, "Diễn Thị Dung", "Đông Một", "Nghèo", "14/QĐ-UBND", "tháng 2/2025", None),
        (5, 5, "Ví Văn Em", "Đông Một", "Nghèo", "15/QĐ-UBND", date(2099, 1, 1).strftime("%d/%m/%Y"), None),
    ]
    path = sheet(tmp_path, lines)
    alone = prepared(path, country)
    assert what(alone) == ["first", "first", "open", "open", "open"]
    assert told(alone) == [
        (4, "household_class", NOTED),
        (5, "decision_date", CELL),
        (5, "household_class", NOTED),
        (6, "decision_date", CELL),
        (6, "household_class", NOTED),
    ]
    taken_in(path, country, PAPER)
    assert [line[2:] for line in standing()] == [
        (date(2025, 1, 5), "12/QĐ-UBND"),
        (date(2025, 1, 6), "13/QĐ-UBND"),
        (date(2025, 1, 1), "123/QĐ-UBND"),
    ]
    assert Recognition.objects.get(decision_number="12/QĐ-UBND").decided_by == "UBND xã"


@pytest.mark.parametrize("above", ["Phân loại hộ", "Phân loại", "Diện hộ", "Diện"])
def test_marks_in_columns_under_a_merged_heading_and_the_workbook_given_back(
    country: Country, tmp_path: Path, above: str
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Danh sách")
    page.merge_range("A1:H1", "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025")
    for place, name in zip("ABCD", ("STT", "Mã hộ nghèo", "Họ tên chủ hộ", "Thôn"), strict=True):
        page.merge_range(f"{place}3:{place}4", name)
    page.merge_range("E3:G3", above)
    page.write_row("E4", ["Hộ nghèo", "Hộ cận nghèo", "Thoát nghèo"])
    page.merge_range("H3:I3", "Quyết định công nhận")
    page.write_row("H4", ["Số", "Ngày"])
    page.write_row("A5", [1, 11, "Mẫu Văn An", "Đông Một", "x", None, None, "7/QĐ-UBND", "7/1/2025"])
    page.write_row("A6", [2, 12, "Thử Thị Bé", "Đông Một", None, "X", "x", "7/QĐ-UBND", "7/1/2025"])
    page.write_row("A7", [3, 13, "Trình Văn Cả", "Đông Một", "x", "x", None, "7/QĐ-UBND", "7/1/2025"])
    page.write_row("A8", [4, 14, "Diễn Thị Dung", "Đông Một", None, None, "x", "7/QĐ-UBND", "7/1/2025"])
    page.write_row("A9", [5, 15, "Ví Văn Em", "Đông Một", "bỏ", None, None, "7/QĐ-UBND", "7/1/2025"])
    book.close()
    found = taken_in(path, country)
    assert [line[:2] for line in standing()] == [("Mẫu Văn An", "poor"), ("Thử Thị Bé", "near_poor")]
    assert what(found) == ["first", "first", "clash", "open"]
    write_returned(found.opened, found.faults.frame, {}, tmp_path / "r.xlsx")
    given = openpyxl.load_workbook(tmp_path / "r.xlsx")["Danh sách"]
    assert "dòng này ghi hai diện hộ: hộ cận nghèo, hộ nghèo" in given["E7"].comment.text
    assert "chưa nói hộ thành hộ cận nghèo" in given["E8"].comment.text
    assert "không rõ «bỏ» là diện hộ nào" in given["E9"].comment.text
    told_what = ListDecision(left_poor="not_poor")
    assert what(prepared(path, country, told_what)) == ["same", "same", "clash", "first"]


def test_a_household_that_is_told_twice_with_two_classes_has_none(country: Country, tmp_path: Path) -> None:
    lines = rows("Hộ nghèo", "Hộ cận nghèo")
    lines += [(9, 1, "Mẫu Văn An", "Đông Một", "Hộ cận nghèo")]
    found = taken_in(sheet(tmp_path, lines), country, PAPER)
    assert standing() == [("Thử Thị Bé", "near_poor", date(2025, 1, 1), "123/QĐ-UBND")]
    assert what(found) == ["clash", "first"]
    assert (4, "household_class", CELL) in told(found)
    reasons = found.faults.frame.filter(field="household_class").get_column("reason").to_list()
    assert reasons == ["dòng 2 ghi hộ này là hộ nghèo, dòng này ghi khác"]


def test_what_the_register_holds_otherwise_is_shown_first(country: Country, tmp_path: Path) -> None:
    path = sheet(tmp_path, rows("Hộ nghèo", "Hộ nghèo", "không nghèo", "Hộ nghèo"))
    taken_in(sheet(tmp_path, rows(None, None, None, None), "0.xlsx"), country)
    homes = {one.head_name: one for one in Household.objects.all()}
    paper = Decision("123/QĐ-UBND", SIGNED)
    held = Recognised(homes["Mẫu Văn An"].pk, "near_poor", income_points=120)
    recognise_household(homes["Mẫu Văn An"], held, paper, About(SIGNED), WHO)
    older = Recognised(homes["Thử Thị Bé"].pk, "poor", deprivation_points=40)
    recognise_household(homes["Thử Thị Bé"], older, Decision("8/QĐ", None), About(date(2024, 1, 1)), WHO)
    mine = Recognised(homes["Diễn Thị Dung"].pk, "poor", income_points=99)
    recognise_household(homes["Diễn Thị Dung"], mine, Decision(), About(date(2025, 1, 1)), WHO)
    found = prepared(path, country, PAPER)
    assert found.plan.standings.select("full_name", "what", "before").rows() == [
        ("Mẫu Văn An", "again", "near_poor"),
        ("Diễn Thị Dung", "again", "poor"),
        ("Thử Thị Bé", "on", "poor"),
        ("Trình Văn Cả", "needless", None),
    ]
    assert told(found) == [(2, "household_class", NOTED)]
    taken_in(path, country, PAPER)
    assert standing() == [
        ("Diễn Thị Dung", "poor", date(2025, 1, 1), "123/QĐ-UBND"),
        ("Mẫu Văn An", "poor", SIGNED, "123/QĐ-UBND"),
        ("Thử Thị Bé", "poor", date(2024, 1, 1), "8/QĐ"),
        ("Thử Thị Bé", "poor", date(2025, 1, 1), "123/QĐ-UBND"),
    ]
    kept = Recognition.objects.get(household=homes["Diễn Thị Dung"], superseded_by=None)
    assert kept.income_points == 99


def test_a_decision_of_a_day_to_come_is_refused_in_words(country: Country, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="chưa tới"):
        prepared(sheet(tmp_path, rows("Hộ nghèo")), country, ListDecision("1", date(2099, 1, 1)))


def test_members_and_households_on_two_sheets_have_the_class_of_their_household(
    country: Country, tmp_path: Path
) -> None:
    homes = [
        ["Mã hộ", "Chủ hộ", "Thôn", "HN/HCN", "Năm công nhận hộ nghèo"],
        ["H1", "Mẫu Văn An", "Đông Một", "HN", 2020],
        ["H2", "Thử Văn Ba", "Đông Hai", "Khá", 2021],
    ]
    members = [
        ["Mã hộ", "Họ và tên", "Quan hệ với chủ hộ"],
        ["H1", "Mẫu Văn An", "Chủ hộ"],
        ["H1", "Mẫu Thị Bé", "con"],
        ["H2", "Thử Văn Ba", "Chủ hộ"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": members})
    found = taken_in(path, country, PAPER)
    assert [line[:2] for line in standing()] == [("Mẫu Văn An", "poor")]
    fault = found.faults.frame.filter(field="household_class").row(0, named=True)
    assert (fault["row"], fault["value"], fault["effect"]) == (3, "Khá", CELL)
    assert "Ghi một trong: hộ nghèo" in fault["remedy"]


def test_headings_that_only_speak_of_poverty_are_no_classes(country: Country, tmp_path: Path) -> None:
    headings = ["Mã hộ nghèo", "Họ tên chủ hộ nghèo", "Thôn", "Phân loại", "Diện hộ 2024", "Diện hộ 2025"]
    lines = [headings, ["H1", "Mẫu Văn An", "Đông Một", "Nhà kiên cố", "Nghèo", "Cận nghèo"]]
    lines += [["H2", "Thử Văn Ba", "Đông Một", "Nhà tạm", "Nghèo", "Nghèo"]]
    found = taken_in(sheet(tmp_path, lines), country, PAPER)
    assert found.plan.standings.is_empty()
    assert "đều có thể là «Diện hộ" in found.opened.notes[0]
    assert Household.objects.count() == 2


def test_endless_words_do_no_harm(country: Country, tmp_path: Path) -> None:
    long = "9" * 30_000
    lines = [
        (*HEADINGS, "Số QĐ", "Ngày QĐ"),
        (1, 1, "Mẫu Văn An", "Đông Một", "Nghèo" * 6_000, f"Quyết định số {long}(", long),
        (2, 2, "Thử Thị Bé", "Đông Một", "Nghèo", f"{long[:61]}", "5/1/2025"),
        (3, 3, "Ví Văn Em", "Đông Một", "\x00Nghèo", "7/QĐ", "5/1/2025"),
    ]
    found = prepared(sheet(tmp_path, [(f"Kèm theo Quyết định số {long}",), *lines]), country, PAPER)
    assert (4, "decision_number", CELL) in told(found)
    assert what(found) == ["first", "first"]


@pytest.mark.parametrize(
    ("title", "name", "said"),
    [
        ("DANH SÁCH HỘ NGHÈO NĂM 2025", "Sheet1", "poor"),
        ("DANH SÁCH CHI TIẾT HỘ CẬN NGHÈO CUỐI NĂM 2025", "Sheet1", "near_poor"),
        ("Danh sách hộ có mức sống trung bình trên địa bàn xã Đông", "Sheet1", "average_living_standard"),
        ("Danh sách", "Hộ cận nghèo 2025", "near_poor"),
        ("Danh sách hộ thoát cận nghèo năm 2025", "Thoát cận nghèo", "not_poor"),
        ("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", "Sheet1", None),
        ("DANH SÁCH HỘ NGHÈO", "Cận nghèo", None),
        ("DANH SÁCH HỘ NGHÈO DỰ KIẾN CÔNG NHẬN", "Sheet1", None),
        ("Danh sách rà soát hộ nghèo", "Nghèo", None),
        ("Ban Chỉ đạo giảm nghèo", "Sheet1", None),
    ],
)
def test_a_title_or_a_sheet_that_says_one_class_says_it_of_all(
    country: Country, tmp_path: Path, title: str, name: str, said: str | None
) -> None:
    rows_of = [[title], [], ["STT", "Số hộ", "Chủ hộ", "Thôn"], [1, 1, "Mẫu Văn An", "Đông Một"]]
    rows_of += [[2, 2, "Thử Thị Bé", "Đông Một"], [3, 3, "Ví Văn Em", "Đông Một"]]
    path = workbook(tmp_path / "a.xlsx", {name: rows_of})
    alone = prepared(path, country)
    assert alone.plan.counts["classes_written"] == 0 and not told(alone)
    taken_in(path, country, PAPER)
    kept = list(Recognition.objects.values_list("household_class", flat=True))
    assert kept == ([said] * 3 if said else [])
    assert ("không có cột diện hộ" in " ".join(alone.opened.notes)) is (said is not None)


def test_a_household_on_the_sheets_of_two_classes_has_none(country: Country, tmp_path: Path) -> None:
    headings = ["STT", "Chủ hộ", "Năm sinh", "Thôn"]
    poor = [headings, [1, "Mẫu Văn An", 1970, "Đông Một"], [2, "Thử Thị Bé", 1971, "Đông Một"]]
    near = [headings, [1, "Ví Văn Em", 1972, "Đông Một"], [2, "Mẫu Văn An", 1970, "Đông Một"]]
    path = workbook(tmp_path / "a.xlsx", {"Nghèo": poor, "Cận nghèo": near})
    found = taken_in(path, country, PAPER)
    assert sorted(line[:2] for line in standing()) == [("Thử Thị Bé", "poor"), ("Ví Văn Em", "near_poor")]
    assert Household.objects.count() == 3
    clash = found.plan.standings.filter(what="clash")
    assert clash.get_column("full_name").to_list() == ["Mẫu Văn An"]
