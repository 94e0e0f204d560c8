"""Points of income reckoned from the sheet by a loaded table; every table here is made up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from tests.apps.reviews.made import (
    LACKS,
    LISTED,
    OFFICER,
    REVIEWER,
    SIGNED,
    case_of,
    fill,
    listed_family,
    opened,
    sheet_of,
)
from tests.apps.surveys.made import version
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.keeping import read_back
from giamngheo.apps.reviews.actions import ReviewError, close_list, record_reviewed, score, take_tables
from giamngheo.apps.reviews.models import Entry, Proposal, Round, RoundTable
from giamngheo.apps.reviews.papers import Subject, draw_up_paper
from giamngheo.apps.reviews.point_tables import asked_of, reckoned_in, reckoned_on, tables_of
from giamngheo.apps.surveys.actions import correct, save_draft
from giamngheo.apps.surveys.forms import form_of
from giamngheo.apps.surveys.queries import sheet_now
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.point_tables import store
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.standards import Residence

pytestmark = pytest.mark.django_db

MADE = PointTable(
    standard="national_2022_2026",
    residence=Residence.RURAL,
    valid_from=date(2022, 1, 1),
    source="BẢNG TỰ ĐẶT ĐỂ THỬ PHẦN MỀM",
    vouched_by="Thử Văn Nạp",
    loaded_at=date(2026, 8, 1),
    base=7,
    rows=(
        PointRow(question="member_count", points=31, end=4.0),
        PointRow(question="member_count", points=11, least=5.0),
        PointRow(question="housing_area", points=2, end=30.0),
        PointRow(question="housing_area", points=29, least=30.0),
        PointRow(question="has_motorbike", points=13, answer="yes"),
        PointRow(question="has_motorbike", points=0, answer="no"),
    ),
)
UNKNOWN_REGION = "không rõ vùng"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = settings.DATA
    settings.DATA = tmp_path
    yield tmp_path
    settings.DATA = before


def scored(one: Round, country: Country, answers: dict[str, Any]) -> Proposal:
    home = listed_family(country) if not Entry.objects.filter(round=one).exists() else None
    assert home is None
    entry = Entry.objects.select_related("household").get(round=one)
    close_list(case_of(one, country.east_1), LISTED, OFFICER)
    fill(one, entry.household, answers)
    score(one, OFFICER)
    return Proposal.objects.select_related("point_table", "sheet_version__sheet").get(entry=entry, number=1)


def test_without_a_table_the_sum_on_the_sheet_counts(country: Country, folder: Path) -> None:
    listed_family(country)
    one = opened(country)
    found = scored(one, country, dict(LACKS))
    assert asked_of(one) == ["income_points"]
    assert (found.income_points, found.point_table, reckoned_in(found)) == (100, None, None)
    assert (
        reckoned_on(sheet_of(one, listed_of(one)), form_of(sheet_of(one, listed_of(one))), now_of(one))
        is None
    )


def listed_of(one: Round) -> Any:
    return Entry.objects.select_related("household").get(round=one).household


def now_of(one: Round) -> Any:
    return sheet_now(sheet_of(one, listed_of(one)))


def test_a_loaded_table_reckons_the_points_from_the_sheet(country: Country, folder: Path) -> None:
    store(MADE, folder)
    home = listed_family(country)
    one = opened(country)
    assert asked_of(one) == ["income_points", "member_count", "housing_area", "has_motorbike"]
    found = scored(one, country, {**LACKS, "income_points": None, "has_motorbike": True})
    assert found.income_points == 7 + 31 + 2 + 13
    assert found.household_class == "poor"
    assert "điểm B1 53" in found.reason
    told = reckoned_in(found)
    assert told is not None
    assert [(item.name, item.answer, item.points) for item in told.items] == [
        ("Số nhân khẩu", "2 người", 31),
        ("Tổng diện tích nhà ở", "9 m²", 2),
        ("Hộ có: Xe máy, xe điện", "Có", 13),
    ]
    assert (told.total, told.written, told.differs, told.lacking) == (53, None, False, ())
    paper = draw_up_paper("score_sheet", Subject(one, (found.entry.case,), found.entry), OFFICER)
    said = str(read_back(paper.content))
    assert "Hộ có: Xe máy, xe điện" in said
    assert "Điểm gốc của bảng" in said
    line = AuditLine.objects.get(verb="reviews.took_tables")
    assert MADE.source in line.sentence
    assert home.code in said


def test_an_item_without_an_answer_leaves_the_points_unknown_and_is_asked_for(
    country: Country, folder: Path
) -> None:
    store(MADE, folder)
    listed_family(country)
    one = opened(country)
    found = scored(one, country, {**LACKS, "income_points": None})
    assert (found.income_points, found.household_class) == (None, "unknown")
    assert "để tính điểm B1 theo bảng: Hộ có: Xe máy, xe điện" in found.missing
    with pytest.raises(ReviewError, match="Xe máy"):
        record_reviewed(case_of(one, country.east_1), date(2026, 9, 28), OFFICER)
    told = reckoned_on(sheet_of(one, listed_of(one)), form_of(sheet_of(one, listed_of(one))), now_of(one))
    assert told is not None
    assert (told.total, told.lacking) == (None, ("Hộ có: Xe máy, xe điện",))


def test_a_typed_sum_counts_where_the_table_cannot_reckon(country: Country, folder: Path) -> None:
    store(MADE, folder)
    listed_family(country)
    one = opened(country)
    found = scored(one, country, {**LACKS, "income_points": 60})
    assert (found.income_points, found.household_class) == (60, "poor")


def test_a_typed_sum_that_differs_is_told_and_neither_counts(country: Country, folder: Path) -> None:
    store(MADE, folder)
    listed_family(country)
    one = opened(country)
    found = scored(one, country, {**LACKS, "income_points": 54, "has_motorbike": True})
    assert (found.income_points, found.household_class) == (None, "unknown")
    assert "điểm B1 ghi trên phiếu (54) khác điểm tính theo bảng (53), sửa lại phiếu" in found.missing
    told = reckoned_in(found)
    assert told is not None
    assert (told.differs, told.total, told.written) == (True, 53, 54)
    sheet = sheet_of(one, listed_of(one))
    correct(sheet, {("income_points", None): 53}, "gõ nhầm", version(sheet), REVIEWER)
    score(one, OFFICER)
    assert Proposal.objects.get(entry=found.entry, number=2).income_points == 53


def test_a_table_loaded_later_is_taken_over_on_the_word_of_an_officer(country: Country, folder: Path) -> None:
    listed_family(country)
    one = opened(country)
    first = scored(one, country, {**LACKS, "income_points": 53})
    store(MADE, folder)
    assert (score(one, OFFICER), tables_of(one)) == (0, {})
    assert [row.residence for row in take_tables(one, folder, OFFICER)] == ["rural"]
    assert take_tables(one, folder, OFFICER) == []
    sheet = sheet_of(one, listed_of(one))
    assert "has_motorbike" in sheet.asked_also
    assert score(one, OFFICER) == 1
    correct(sheet, {("has_motorbike", None): True}, "hỏi thêm theo bảng", version(sheet), REVIEWER)
    assert score(one, OFFICER) == 1
    assert score(one, OFFICER) == 0
    last = Proposal.objects.get(entry=first.entry, number=3)
    assert (last.income_points, last.point_table) == (53, RoundTable.objects.get())
    first.refresh_from_db()
    assert first.point_table is None


def test_only_a_table_of_the_place_is_taken(country: Country, folder: Path) -> None:
    store(msgspec.structs.replace(MADE, residence=Residence.URBAN), folder)
    store(msgspec.structs.replace(MADE, region="mekong_delta"), folder)
    assert tables_of(opened(country)) == {}


def test_a_table_that_was_changed_on_the_disk_stops_with_its_name(country: Country, folder: Path) -> None:
    path = store(MADE, folder)
    path.write_text(path.read_text("utf-8").replace("31", "41"), "utf-8")
    with pytest.raises(ReviewError, match="đã bị sửa sau khi nạp"):
        opened(country)


def test_neither_a_table_of_a_round_nor_what_a_sheet_asks_is_taken_back(
    country: Country, folder: Path
) -> None:
    store(MADE, folder)
    listed_family(country)
    one = opened(country)
    close_list(case_of(one, country.east_1), LISTED, OFFICER)
    sheet = sheet_of(one, listed_of(one))
    save_draft(sheet, {("has_motorbike", None): True}, version(sheet), REVIEWER)
    for sql in (
        "UPDATE reviews_roundtable SET name = 'khác'",
        "DELETE FROM reviews_roundtable",
        "UPDATE surveys_filledsheet SET asked_also = '{income_points}'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert SIGNED
