"""More lists that came in wrong without a word."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.apps.exchange.register.made import HEADINGS, prepared, taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange import importing
from giamngheo.apps.exchange.models import Import
from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.exchange.register.returned import write_returned
from giamngheo.apps.households.models import Person

pytestmark = pytest.mark.django_db
VILLAGE = "Đông Một"


@pytest.fixture
def country() -> Country:
    return make_country()


def test_signs_of_a_text_are_left_out_of_the_workbook_given_back(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Số hộ;Họ tên chủ hộ;Ghi chú\n1;Mẫu Văn An;\x01\x02abc\n2;Mẫu Văn Ba;x\n".encode())
    found = prepared(path, country)
    write_returned(found.opened, found.faults.frame, {}, tmp_path / "r.xlsx")
    assert (tmp_path / "r.xlsx").exists()


def test_merged_cells_do_not_make_the_workbook_given_back_slow(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Hộ")
    page.write_row(0, 0, ["Số hộ", "Thôn", "Họ và tên", "Quan hệ với chủ hộ", "Dân tộc"])
    for place in range(1, 800, 2):
        page.merge_range(place, 0, place + 1, 0, place)
        page.merge_range(place, 1, place + 1, 1, VILLAGE)
        page.write_row(place, 2, ["Mẫu Văn A", "chủ hộ", "Sao"])
        page.write_row(place + 1, 2, ["Mẫu Thị B", "vợ", "Hoả"])
    book.close()
    found = prepared(path, country)
    write_returned(found.opened, found.faults.frame, {}, tmp_path / "r.xlsx")


def test_what_excel_writes_for_an_error_is_no_name(country: Country, tmp_path: Path) -> None:
    names = ("#REF!", "#N/A", "-", "Mẫu Văn An")
    rows = [["Số hộ", "Thôn", "Họ tên chủ hộ"], *([str(at), VILLAGE, name] for at, name in enumerate(names))]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert told(found) == [(row, "person", LEFT_OUT) for row in (2, 3, 4)]
    assert Person.objects.get().full_name == "Mẫu Văn An"


def test_sisters_of_nearly_one_name_are_not_taken_in_again(country: Country, tmp_path: Path) -> None:
    rows = [HEADINGS] + [
        [None, 1, VILLAGE, name, relation, None, birth, None, None]
        for name, relation, birth in (
            ("Mẫu Văn An", "chủ hộ", "3/4/1980"),
            ("Mẫu Thị Hoa", "con", 2010),
            ("Mẫu Thị Hoà", "con", 2010),
        )
    ]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": rows})
    taken_in(path, country)
    found = taken_in(path, country, date(2026, 10, 1))
    assert found.plan.counts["same"] == 3
    assert Person.objects.count() == 3


def test_a_commune_and_its_village_are_not_written_at_once(country: Country) -> None:
    of = [Import(area_id=area.pk, day=date(2025, 10, 1)) for area in (country.east, country.east_1)]
    assert {importing._commune_of(one) for one in of} == {country.east.pk}
