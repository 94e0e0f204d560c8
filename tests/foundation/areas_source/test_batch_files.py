"""A change of units and a list of villages from a person's file: what is read, what is refused and why."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from giamngheo.foundation.areas.actions import discard, prepare, propose, put_in_force, undo
from giamngheo.foundation.areas.batch_files import (
    TEMPLATE_COLUMNS,
    BatchFile,
    read_batch_file,
    write_template,
)
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.line_files import UnusableListError
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.queries import children_of, find
from giamngheo.foundation.areas.search import search
from giamngheo.foundation.areas.villages import read_village_list, write_village_template
from giamngheo.foundation.audit.actions import SYSTEM, Actor
from giamngheo.foundation.sheets import SheetOut, write_csv, write_workbook

DAY = date(2026, 3, 1)
AN, BINH = Actor(1, "Người soạn thử"), Actor(2, "Người duyệt thử")


def file_of(folder: Path, *rows: Sequence[str], columns: Sequence[str] = TEMPLATE_COLUMNS) -> Path:
    filled = [(*row, *[""] * (len(columns) - len(row))) for row in rows]
    write_csv(folder / "dot.csv", pl.DataFrame(filled, schema=list(columns), orient="row"))
    return folder / "dot.csv"


def read(folder: Path, *rows: Sequence[str]) -> BatchFile:
    return read_batch_file(file_of(folder, *rows))


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_template_can_be_read_back_without_a_fault(tmp_path: Path, suffix: str) -> None:
    write_template(tmp_path / f"mau.{suffix}")
    told = read_batch_file(tmp_path / f"mau.{suffix}")
    assert (told.faults, told.left_out) == ([], [])
    assert set(told.lines["verb"]) == {"create", "end", "succeed", "rename", "change_kind", "move"}
    first = 3 if suffix == "xlsx" else 2
    assert told.lines["place"].to_list() == list(range(first, first + 9))
    assert told.lines.filter(pl.col("share").is_not_null())["share"].to_list() == [0.6, 0.4]


def test_words_of_offices_are_understood(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        ("Thành lập", "99001", "", "Xã Đông  Mẫu", "Xã", "99"),
        ("Sáp nhập vào", "00001", "99001", "", "", "", "", "100 %"),
        ("chuyển về", "00002", "99001", "", "", "", "x"),
        ("chuyển về", "00003", "99001", "", "", "", "0", "33,3%"),
        ("đổi tên", "00004", "", "Phường Tây"),
        ("lập", "98", "", "Thành phố Mẫu", "thành phố", "VN"),
        ("lập", "981", "", "Thành phố Bé", "thành phố", "98"),
    )
    assert told.faults == []
    assert told.lines["name"].to_list() == ["Đông Mẫu", "", "", "", "Tây", "Mẫu", "Bé"]
    assert told.lines["kind"].to_list()[-2:] == ["central_city", "provincial_city"]
    assert told.lines["is_whole"].to_list()[1:4] == [True, True, False]
    assert told.lines["share"].to_list()[1:4] == [None, None, 0.333]
    assert [change.place for change in told.changes()] == told.lines["place"].to_list()


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (("", "00001"), "Việc", "chưa ghi việc"),
        (("xoá", "00001"), "Việc", "không rõ việc «xoá»"),
        (("chấm dứt", ""), "Mã", "chưa ghi mã"),
        (("chấm dứt", "4"), "Mã", "mất số 0"),
        (("chấm dứt", "1234"), "Mã", "mất số 0"),
        (("chấm dứt", "00 001"), "Mã", "không phải mã"),
        (("chấm dứt", "00001", "00002"), "Mã mới", "không dùng cho việc"),
        (("chấm dứt", "00001", "", "", "", "", "", "0,5"), "Tỷ lệ", "không dùng cho việc"),
        (("lập", "99001", "", "", "xã", "99"), "Tên mới", "chưa ghi tên"),
        (("lập", "99001", "", "Đông", "", "99"), "Loại", "chưa ghi loại"),
        (("lập", "99001", "", "Đông", "động", "99"), "Loại", "không rõ loại «động»"),
        (("lập", "99001", "", "Đông", "xã", ""), "Thuộc (mã)", "chưa ghi mã đơn vị cấp trên"),
        (("lập", "99001", "", "Đông", "xã", "9"), "Thuộc (mã)", "mất số 0"),
        (("đổi cấp trên", "00001"), "Thuộc (mã)", "chưa ghi mã đơn vị cấp trên"),
        (("đổi tên", "00001"), "Tên mới", "chưa ghi tên"),
        (("đổi loại", "00001"), "Loại", "chưa ghi loại"),
        (("chuyển về", "00001"), "Mã mới", "chưa ghi mã đơn vị nhận"),
        (("chuyển về", "00001", "00002"), "Trọn", "chưa ghi chuyển trọn hay bị chia"),
        (("chuyển về", "00001", "00002", "", "", "", "chắc vậy"), "Trọn", "không rõ «chắc vậy»"),
        (("chuyển về", "00001", "00002", "", "", "", "có", "0,5"), "Tỷ lệ", "chuyển trọn nhưng tỷ lệ"),
        (("chuyển về", "00001", "00002", "", "", "", "không", "40"), "Tỷ lệ", "không phải tỷ lệ"),
        (("chuyển về", "00001", "00002", "", "", "", "không", "0"), "Tỷ lệ", "không phải tỷ lệ"),
        (("chuyển về", "00001", "00002", "", "", "", "không", "nửa"), "Tỷ lệ", "không phải tỷ lệ"),
    ],
)
def test_a_fault_is_told_by_row_and_column_and_the_good_rows_are_kept(
    tmp_path: Path, row: Sequence[str], column: str, said: str
) -> None:
    told = read(tmp_path, ("đổi tên", "00009", "", "Tốt"), row, ("chấm dứt", "00008"))
    assert (2 + 1, column) in {(fault.row, fault.column) for fault in told.faults}
    fault = next(fault for fault in told.faults if fault.column == column)
    assert said in fault.sentence
    assert fault.remedy
    assert f"Dòng 3, cột «{column}»: " in str(fault)
    assert {"00009", "00008"} <= set(told.lines["code"])
    assert 3 not in told.lines["place"].to_list()


def test_a_line_told_twice_is_told(tmp_path: Path) -> None:
    told = read(tmp_path, ("chấm dứt", "00001"), ("chấm dứt", "00002"), ("chấm dứt", "00001"))
    assert [(fault.row, fault.sentence) for fault in told.faults] == [
        (4, "dòng này lặp lại một dòng ở trên (cùng việc, cùng mã).")
    ]


def test_titles_and_signatures_around_the_table_are_left_out_and_told(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        [("lập", "99001", "", "Đông", "xã", "99", "", ""), ("chấm dứt", "00001", *[""] * 6)],
        schema=list(TEMPLATE_COLUMNS),
        orient="row",
    )
    sheet = SheetOut(
        "Đợt",
        TEMPLATE_COLUMNS,
        frame,
        lead=[["UỶ BAN NHÂN DÂN"], []],
        trail=[[], ["Người lập biểu"]],
    )
    write_workbook(tmp_path / "dot.xlsx", [sheet])
    told = read_batch_file(tmp_path / "dot.xlsx")
    assert told.faults == []
    assert told.lines["code"].to_list() == ["99001", "00001"]


def test_a_table_without_the_columns_is_refused_with_those_found(tmp_path: Path) -> None:
    path = file_of(tmp_path, ("a", "b"), columns=("Họ tên", "Địa chỉ"))
    with pytest.raises(UnusableListError, match=r"«việc», «mã»(?s:.*)«Họ tên», «Địa chỉ»(?s:.*)template"):
        read_batch_file(path)


@pytest.fixture
def communes() -> None:
    told = [
        ("99", "Thử", "province", ""),
        ("99001", "Đông", "commune", "99"),
        ("99002", "Tây", "ward", "99"),
    ]
    lines = [
        Change(place=place, verb="create", code=code, name=name, kind=kind, parent_code=above)
        for place, (code, name, kind, above) in enumerate(told, 1)
    ]
    batch = Batch(title="Đầu", instrument="Thử", day=date(2025, 1, 1), since_unknown=True)
    put_in_force(propose(prepare(batch, SYSTEM, lines), SYSTEM), SYSTEM)


def village_list(folder: Path, *rows: Sequence[str]) -> Path:
    return file_of(folder, *rows, columns=("Tên thôn, tổ dân phố", "Loại", "Mã xã"))


def stored(path: Path) -> Batch:
    batch = Batch(title="Thôn", instrument="Thử", day=DAY)
    return prepare(batch, AN, read_village_list(path, DAY).changes())


@pytest.mark.django_db
@pytest.mark.usefixtures("communes")
def test_villages_get_running_numbers_of_their_commune_and_are_created(tmp_path: Path) -> None:
    path = village_list(
        tmp_path,
        ("Thôn Một", "thôn", "99001"),
        ("Tổ dân phố số 5", "", "99002"),
        ("Nà Lốc", "Bản", "99001"),
    )
    told = read_village_list(path, DAY)
    assert told.faults == []
    assert told.lines.select("code", "name", "kind").rows() == [
        ("99001001", "Một", "village"),
        ("99002001", "số 5", "residential_group"),
        ("99001002", "Nà Lốc", "highland_village"),
    ]
    put_in_force(propose(stored(path), AN), BINH)
    east = find("99001", DAY)
    assert east is not None
    assert [unit.name for unit in children_of(east.pk, DAY)] == ["Một", "Nà Lốc"]


@pytest.mark.django_db
@pytest.mark.usefixtures("communes")
def test_villages_may_be_called_by_every_word_that_offices_use(tmp_path: Path) -> None:
    words = ("ấp", "buôn", "bon", "làng", "xóm", "phum", "sóc", "khu phố", "khối phố", "khóm", "tiểu khu")
    in_front = village_list(tmp_path, *((f"{word.capitalize()} Mẫu", "", "99001") for word in words))
    told = read_village_list(in_front, DAY)
    assert told.faults == []
    assert [Kind(kind).label for kind in told.lines["kind"]] == list(words)
    assert set(told.lines["name"]) == {"Mẫu"}
    put_in_force(propose(stored(in_front), AN), BINH)
    assert [hit.unit.name for hit in search("tiểu khu mẫu", DAY)] == ["Mẫu"]


@pytest.mark.django_db
@pytest.mark.usefixtures("communes")
def test_a_list_read_again_creates_nothing_twice_and_a_number_never_comes_again(tmp_path: Path) -> None:
    first = village_list(tmp_path, ("Một", "thôn", "99001"), ("Hai", "thôn", "99001"))
    batch = stored(first)
    waiting = read_village_list(first, DAY)
    assert (waiting.lines.height, waiting.there) == (0, [2, 3])
    put_in_force(propose(batch, AN), BINH)
    assert read_village_list(first, DAY).there == [2, 3]
    undo(batch, BINH, "Thử")
    again = read_village_list(first, DAY)
    assert again.lines["code"].to_list() == ["99001003", "99001004"]
    discard(propose(stored(first), AN), AN)
    assert read_village_list(first, DAY).lines["code"].to_list() == ["99001005", "99001006"]


@pytest.mark.django_db
@pytest.mark.usefixtures("communes")
def test_faults_of_a_list_of_villages_are_told_by_row_and_column(tmp_path: Path) -> None:
    path = village_list(
        tmp_path,
        ("Một", "thôn", "99001"),
        ("Hai", "xã", "99001"),
        ("Ba", "thôn", "99"),
        ("Bốn", "thôn", "12345"),
        ("Thôn  Một", "thôn", "99001"),
        ("Năm", "", "99001"),
        ("Sáu", "thôn", "9901"),
    )
    told = read_village_list(path, DAY)
    assert [(fault.row, fault.column) for fault in told.faults] == [
        (3, "Loại"),
        (4, "Mã xã"),
        (5, "Mã xã"),
        (6, "Tên"),
        (7, "Loại"),
        (8, "Mã xã"),
    ]
    assert "ngày 01/03/2026 không có xã, phường, đặc khu nào mang mã «12345»" in told.faults[2].sentence
    assert told.lines["name"].to_list() == ["Một"]


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_template_of_villages_has_the_columns(tmp_path: Path, suffix: str) -> None:
    write_village_template(tmp_path / f"thon.{suffix}")
    told = read_village_list(tmp_path / f"thon.{suffix}", DAY)
    assert {fault.column for fault in told.faults} == {"Mã xã"}
    assert len(told.faults) == 3
