"""What real files contain: each is read, told, and nothing good of it is lost (issue 4, B)."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.apps.exchange.register.made import HEADINGS, prepared, taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import CELL, LEFT_OUT, NOTED
from giamngheo.apps.households.models import FormerNumber, Household, HouseholdNumber, Particulars, Person
from giamngheo.foundation.text.legacy import TCVN3, VNI

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def family(number: object, village: str, *names: str, first: int = 1) -> list[list[object]]:
    """A head and children, a row each."""
    return [
        [
            first + place,
            number,
            village,
            name,
            "con" if place else "Chủ hộ",
            "Nam",
            1980 + 20 * place,
            None,
            "Kinh",
        ]
        for place, name in enumerate(names)
    ]


def test_a_flat_list_of_members(country: Country, tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        *family(1, "Đông Một", "Mẫu Văn An", "Mẫu Thị Bé"),
        *family(2, "Thôn Đông Hai", "THỬ VĂN CƯỜNG"),
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert found.plan.counts["new_homes"] == 2
    assert not told(found)
    assert {(one.head_name, one.members, one.area_id) for one in Household.objects.all()} == {
        ("Mẫu Văn An", 2, country.east_1.pk),
        ("Thử Văn Cường", 1, country.east_2.pk),
    }
    said = Particulars.objects.get(full_name="Mẫu Thị Bé")
    assert (said.birth_date, said.birth_precision, said.ethnicity, said.sex) == (
        date(2000, 1, 1),
        "year",
        "kinh",
        "male",
    )
    assert sorted(HouseholdNumber.objects.values_list("number", flat=True)) == ["1", "2"]


def test_two_thousand_rows_of_which_a_thousand_are_exact_doubles(country: Country, tmp_path: Path) -> None:
    letters = "ABCDEGHIKL"
    names = [f"Mẫu {a}{b} {c}" for a in letters for b in letters for c in letters]
    once = [
        [place, place, "Đông Một", name, "Chủ hộ", "Nữ", "1/2/1960", None, "Kinh"]
        for place, name in enumerate(names, 1)
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": [HEADINGS, *once, *once]}), country)
    assert Household.objects.count() == Person.objects.count() == 1_000
    assert found.plan.counts["rows"] == 1_000
    assert [effect for _, _, effect in told(found)] == [NOTED] * 1_000


def test_numbers_restart_in_each_village_and_villages_stand_in_rows_between(
    country: Country, tmp_path: Path
) -> None:
    headings = [name for name in HEADINGS if name != "Thôn"]
    first = [
        [*row[:2], *row[3:]]
        for row in family(1, "", "Mẫu Văn An", "Mẫu Thị Bé") + family(2, "", "Mẫu Văn Ba")
    ]
    second = [
        [*row[:2], *row[3:]]
        for row in family(1, "", "Thử Văn Tư", "Thử Thị Năm") + family(2, "", "Thử Văn Sáu")
    ]
    rows = [
        headings,
        ["Thôn Đông Một"],
        *first,
        ["Thôn Đông Hai"],
        *second,
        [None, None, "Tổng cộng", "6 người"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert not told(found)
    assert sorted(Household.objects.values_list("head_name", "members", "area_id")) == sorted(
        [
            ("Mẫu Văn An", 2, country.east_1.pk),
            ("Mẫu Văn Ba", 1, country.east_1.pk),
            ("Thử Văn Tư", 2, country.east_2.pk),
            ("Thử Văn Sáu", 1, country.east_2.pk),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "birth", "precision"),
    [
        ("15/8/1980", date(1980, 8, 15), "day"),
        ("1/1/58", date(1958, 1, 1), "day"),
        ("8/1980", date(1980, 8, 1), "month"),
        ("1980", date(1980, 1, 1), "year"),
        (1980, date(1980, 1, 1), "year"),
        (29448, date(1980, 8, 15), "day"),
    ],
)
def test_births_in_every_writing(
    country: Country, tmp_path: Path, typed: object, birth: date, precision: str
) -> None:
    rows = [
        HEADINGS,
        [1, 1, "Đông Một", "Mẫu Văn An", "Chủ hộ", "Nam", typed, None, "Kinh"],
        [2, 2, "Đông Một", "Mẫu Văn Ba", "Chủ hộ", "Nam", "không nhớ", None, "Kinh"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    one = Person.objects.get(full_name="Mẫu Văn An")
    assert (one.birth_date, one.birth_precision) == (birth, precision)
    assert told(found) == [(3, "birth_date", CELL)]
    assert Person.objects.get(full_name="Mẫu Văn Ba").birth_date is None


def test_numbers_of_people_in_every_disorder(country: Country, tmp_path: Path) -> None:
    numbers = {
        "Mẫu Văn An": "999080000001",
        "Mẫu Văn Ba": "99 908-000.0002",
        "Mẫu Văn Cả": "78080000003",  # Excel took the zero
        "Mẫu Văn Dần": "999111222",  # an old number in the wrong column
        "Mẫu Văn Em": "999190000004",  # a woman's
        "Mẫu Văn Gia": "999080000005",
        "Mẫu Văn Hai": "999080000005",  # twice
        "Mẫu Văn Lai": "12345",
    }
    rows = [HEADINGS] + [
        [place, place, "Đông Một", name, "Chủ hộ", "Nam", 1980, number, "Kinh"]
        for place, (name, number) in enumerate(numbers.items(), 1)
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    kept = dict(Person.objects.exclude(personal_number="").values_list("full_name", "personal_number"))
    assert kept == {
        "Mẫu Văn An": "999080000001",
        "Mẫu Văn Ba": "999080000002",
        "Mẫu Văn Cả": "078080000003",
    }
    assert FormerNumber.objects.get().person.full_name == "Mẫu Văn Dần"
    by_row = {row: effect for row, _, effect in told(found) if row not in (2, 3)}
    assert by_row == {4: NOTED, 5: NOTED, 6: CELL, 7: CELL, 8: CELL, 9: CELL}
    reasons = dict(found.faults.frame.select("row", "reason").iter_rows())
    assert reasons[6] == "chữ số thứ 4 là của nữ, người này là nam"
    assert reasons[7] == "số này ghi cho hai người trong danh sách"
    assert Person.objects.count() == 8


def test_missing_sex_unknown_words_and_rows_without_a_name(country: Country, tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        [1, 1, "Đông Một", "Mẫu Văn An", "Chủ hộ", None, 1980, None, "Sao Hoả"],
        [2, 1, "Đông Một", None, "con", "Nam", 2010, None, "Kinh"],
        [3, 1, "Đông Một", "Mẫu Thị Bé", "bạn thân", "gái", 2012, None, "H'Mông"],
        [4, 2, "Thôn Không Có", "Mẫu Văn Ba", "Chủ hộ", "đàn ông", 1970, None, "Kinh"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert sorted(told(found)) == sorted(
        [(2, "ethnicity", CELL), (3, "person", LEFT_OUT), (4, "relationship", CELL), (5, "village", LEFT_OUT)]
    )
    assert list(Person.objects.order_by("pk").values_list("full_name", "sex")) == [
        ("Mẫu Văn An", ""),
        ("Mẫu Thị Bé", "female"),
    ]
    assert Particulars.objects.get(full_name="Mẫu Thị Bé").ethnicity == "mong"
    told_of = found.faults.frame.filter(field="village").row(0, named=True)
    assert told_of["reason"] == "không có thôn, tổ dân phố «Thôn Không Có» trong xã Đông"


def test_years_of_men_and_women_in_columns_of_their_own_under_merged_headings(
    country: Country, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Danh sách")
    for line in range(16):  # twenty rows above and in the heading
        page.write(line, 0, f"Dòng giới thiệu thứ {line + 1} của văn bản")
    page.merge_range("A18:A19", "STT")
    page.merge_range("B18:B19", "Họ và tên")
    page.merge_range("C18:C19", "Quan hệ với chủ hộ")
    page.merge_range("D18:E18", "Năm sinh")
    page.write_row("D19", ["Nam", "Nữ"])
    page.merge_range("F18:F19", "Thôn")
    page.write_row("A20", [1, 2, 3, 4, 5, 6])
    page.merge_range("F21:F22", "Đông Một")
    page.write_row("A21", [1, "Mẫu Văn An", "chủ hộ", 1980, None])
    page.write_row("A22", [2, "Mẫu Thị Bé", "vợ", None, 1985])
    page.write_row("A23", [3, "Thử Thị Lan", "chủ hộ", None, "3/1990", "Đông Hai"])
    page.set_row(21, None, None, {"hidden": True})
    book.close()
    found = taken_in(path, country)
    assert not told(found)
    assert list(
        Person.objects.order_by("pk").values_list("full_name", "sex", "birth_precision", "area_id")
    ) == [
        ("Mẫu Văn An", "male", "year", country.east_1.pk),
        ("Mẫu Thị Bé", "female", "year", country.east_1.pk),
        ("Thử Thị Lan", "female", "month", country.east_2.pk),
    ]


def test_households_in_one_sheet_and_members_in_another_and_a_hidden_copy(
    country: Country, tmp_path: Path
) -> None:
    homes = [
        ["Mã hộ", "Chủ hộ", "Thôn", "Địa chỉ", "Số nhân khẩu"],
        ["H01", "Mẫu Văn An", "Đông Một", "ngõ 1", 2],
        ["H02", "Thử Văn Ba", "Đông Hai", "ngõ 2", 3],
    ]
    members = [
        ["Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh"],
        ["H01", "Mẫu Văn An", "Chủ hộ", "1/1/1970"],
        ["H01", "Mẫu Thị Bé", "con", "2/2/2002"],
        ["H09", "Ví Văn Lạc", "con", "2/2/2002"],
    ]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": members, "Cũ": homes}, hidden=["Cũ"])
    found = taken_in(path, country)
    assert sorted(Household.objects.values_list("head_name", "members", "area_id")) == sorted(
        [("Mẫu Văn An", 2, country.east_1.pk), ("Thử Văn Ba", 1, country.east_2.pk)]
    )
    assert ("Ví Văn Lạc",) not in Person.objects.values_list("full_name")
    assert (4, "relationship", LEFT_OUT) in told(found)
    assert Person.objects.get(full_name="Mẫu Văn An").birth_date == date(1970, 1, 1)


@pytest.mark.parametrize(("font", "codes"), [("tcvn3", TCVN3), ("vni", VNI)])
def test_text_of_old_fonts(country: Country, tmp_path: Path, font: str, codes: dict[str, str]) -> None:
    written = {letter: code for code, letter in reversed(codes.items())}

    def in_font(cell: object) -> object:
        return "".join(written.get(letter, letter) for letter in cell) if isinstance(cell, str) else cell

    rows = [HEADINGS, *family(1, "Đông Một", "Mẫu thị hoà", "Mẫu đức ngưỡng")]
    found = taken_in(
        workbook(tmp_path / "a.xlsx", {"Ho": [list(map(in_font, row)) for row in rows]}), country
    )
    assert "phông cũ" in found.opened.notes[0]
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Mẫu thị hoà", "Mẫu đức ngưỡng"]


def test_a_second_table_below_is_refused_and_the_other_sheet_is_read(
    country: Country, tmp_path: Path
) -> None:
    good = [HEADINGS, *family(1, "Đông Một", "Mẫu Văn An")]
    two = [
        HEADINGS,
        *family(2, "Đông Một", "Mẫu Văn Ba"),
        [],
        ["STT", "Họ và tên", "Thôn", "Giới tính", "Ngày sinh", "Số hộ", "Dân tộc", "Ghi chú", "Loại"],
        [1, "Ví Văn Bò", "Đông Một", "Nam", 1970, 3, "Kinh"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Tốt": good, "Hai bảng": two}), country)
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Mẫu Văn An"]
    assert found.faults.frame.filter(sheet="Hai bảng").height == 1


def test_a_number_that_two_households_of_a_village_bear_is_told(country: Country, tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        *family(7, "Đông Một", "Mẫu Văn An"),
        *family(8, "Đông Một", "Mẫu Văn Ba"),
        *family(7, "Đông Một", "Thử Văn Cả", "Thử Thị Dung"),
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert told(found) == [(4, "household", LEFT_OUT), (5, "household", LEFT_OUT)]
    assert Household.objects.count() == 2


def test_csv_of_heads_alone(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "ho.csv"
    path.write_text(
        "STT;Họ tên chủ hộ;Thôn\n1;Mẫu Văn An;Đông Một\n2;Mẫu Văn Ba;Đông Hai\n", encoding="utf-8"
    )
    found = taken_in(path, country)
    assert not told(found)
    assert Household.objects.count() == 2


def test_a_file_without_people_is_refused_in_words(country: Country, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"Kho": [["STT", "Vật tư", "Số lượng"], [1, "Xi măng", 3], [2, "Gạch", 4]]}
    )
    with pytest.raises(Exception, match="không có cột «Họ và tên»"):
        prepared(path, country)


def test_signs_that_no_database_keeps_and_endless_words_do_no_harm(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "ho.csv"
    rows = ["Mã hộ;Họ tên chủ hộ;Thôn;Địa chỉ;Điện thoại"]
    rows += [
        f"H1;Mẫu\x1f Văn\x01An;Đông Một;{'dài ' * 200};{'0' * 50}",
        f"{'9' * 99};Mẫu Văn Ba;Đông Hai;ngõ 1;1",
    ]
    path.write_bytes("\n".join(rows).encode())
    found = taken_in(path, country)
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Mẫu Văn An", "Mẫu Văn Ba"]
    assert sorted(told(found)) == [(2, "address", CELL), (3, "household", CELL)]


def test_members_whose_head_was_not_taken_are_told_so_in_the_words_of_the_file(
    country: Country, tmp_path: Path
) -> None:
    rows = [
        HEADINGS,
        *family(1, "Đông Một", "Mẫu Văn 4n", "Mẫu Thị Bé"),
        *family(2, "Đông Một", "Mẫu Văn Ba"),
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    told_of = found.faults.frame.filter(row=3).row(0, named=True)
    assert told_of["value"] == "con"
    assert told_of["reason"] == "dòng chủ hộ của hộ này không nhận được nên cả hộ chưa ghi"
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Mẫu Văn Ba"]
