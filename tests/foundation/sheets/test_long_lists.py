"""Lists of any size are written chunk by chunk, whole, and harm nobody."""

import csv
import io
import tracemalloc
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from giamngheo.foundation.sheets import (
    LongList,
    UnwritableFile,
    csv_parts,
    long_lists,
    open_workbook,
    read_table,
    write_long_workbook,
)

SCHEMA: dict[str, Any] = {"Họ và tên": pl.String(), "Số": pl.String(), "Ngày": pl.Date(), "Khẩu": pl.Int64()}


def rows(start: int, count: int) -> pl.DataFrame:
    place = pl.int_range(start, start + count, eager=True)
    return pl.DataFrame(
        {
            "Họ và tên": ["Mẫu Văn An"] * count,
            "Số": [f"099{number:09d}" for number in place],
            "Ngày": [date(2025, 9, 1)] * count,
            "Khẩu": place,
        },
        schema=SCHEMA,
    )


def told(chunks: Iterator[pl.DataFrame], count: int, name: str = "Hộ") -> LongList:
    return LongList(name, SCHEMA, chunks, count, lead=[["SỔ HỘ"], ["Số hộ", count], []])


def read_csv(long: LongList) -> list[list[str]]:
    text = b"".join(csv_parts(long)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_a_workbook_has_every_row_of_every_chunk_under_its_heading(tmp_path: Path) -> None:
    chunks = iter([rows(0, 3), rows(3, 0), rows(3, 2)])
    assert write_long_workbook(tmp_path / "ra.xlsx", told(chunks, 5)) == 5
    page = openpyxl.load_workbook(tmp_path / "ra.xlsx").worksheets[0]
    lines = list(page.iter_rows(values_only=True))
    assert lines[0][0] == "SỔ HỘ"
    assert list(lines[3]) == list(SCHEMA)
    assert [line[1] for line in lines[4:]] == [f"099{number:09d}" for number in range(5)]
    assert (page.auto_filter.ref, page.freeze_panes) == ("A4:D9", "A5")
    assert page["C5"].is_date and page["B5"].data_type != "n"


def test_a_list_without_rows_is_a_heading(tmp_path: Path) -> None:
    assert write_long_workbook(tmp_path / "ra.xlsx", told(iter(()), 0)) == 0
    assert openpyxl.load_workbook(tmp_path / "ra.xlsx").worksheets[0].max_row == 4
    assert read_csv(told(iter(()), 0))[0] == list(SCHEMA)


def test_a_full_sheet_goes_on_in_further_ones_and_who_comes_late_is_not_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "ROOM", 4)
    chunks = iter([rows(0, 6), rows(6, 6)])
    assert write_long_workbook(tmp_path / "ra.xlsx", told(chunks, 7)) == 12
    book = openpyxl.load_workbook(tmp_path / "ra.xlsx")
    assert book.sheetnames == ["Hộ", "Hộ (2)"]
    shown = [[line[3] for line in page.iter_rows(min_row=5, values_only=True)] for page in book.worksheets]
    assert shown == [[0, 1, 2, 3], [4, 5, 6, 7, 8, 9, 10, 11]]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", '=HYPERLINK("x")']
)
def test_no_cell_becomes_a_formula(tmp_path: Path, evil: str) -> None:
    frame = rows(0, 1).with_columns(pl.lit(evil).alias("Họ và tên"))
    long = LongList(evil[:20], SCHEMA, [frame], 1, lead=[[evil]])
    write_long_workbook(tmp_path / "ra.xlsx", long)
    page = openpyxl.load_workbook(tmp_path / "ra.xlsx").worksheets[0]
    assert {page["A1"].data_type, page["A3"].data_type} <= {"s", "inlineStr"}
    lines = read_csv(long)
    assert lines[1][0] == lines[-1][0] == f"'{evil}"


def test_a_csv_begins_with_its_headings_and_ends_with_what_it_is() -> None:
    lines = read_csv(told(iter([rows(0, 2)]), 2))
    assert lines[0] == list(SCHEMA)
    assert lines[1] == ["Mẫu Văn An", "099000000000", "2025-09-01", "0"]
    # Of a list of ours no file was sent: the note says so, and the next reader knows it.
    assert lines[-4][0] == "Ghi chú: các dòng sau đây cho biết danh sách này là gì, không thuộc bảng"
    assert lines[-3:] == [["SỔ HỘ", "", "", ""], ["Số hộ", "2", "", ""], [""] * 4]


def test_what_was_written_reads_again_as_the_same_rows(tmp_path: Path) -> None:
    write_long_workbook(tmp_path / "ra.xlsx", told(iter([rows(0, 30)]), 30))
    (tmp_path / "ra.csv").write_bytes(b"".join(csv_parts(told(iter([rows(0, 30)]), 30))))
    for name in ("ra.xlsx", "ra.csv"):
        book = open_workbook(tmp_path / name)
        assert read_table(book, book.sheets[0].name).body.height == 30


def test_a_long_list_is_never_whole_in_memory(tmp_path: Path) -> None:
    """Frames live outside Python's memory: they are counted; bytes and strings are weighed."""
    alive: list[weakref.ref[pl.DataFrame]] = []
    most = 0

    def chunks() -> Iterator[pl.DataFrame]:
        nonlocal most
        for start in range(0, 120_000, 2_000):
            frame = rows(start, 2_000)
            alive.append(weakref.ref(frame))
            most = max(most, sum(one() is not None for one in alive))
            yield frame
            del frame

    tracemalloc.start()
    try:
        written = write_long_workbook(tmp_path / "ra.xlsx", told(chunks(), 120_000))
        size = sum(len(part) for part in csv_parts(told(chunks(), 120_000)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert written == 120_000
    assert size > 4_000_000
    assert most <= 2
    assert peak < 8_000_000


def test_a_list_that_breaks_off_leaves_no_half_file(tmp_path: Path) -> None:
    def chunks() -> Iterator[pl.DataFrame]:
        yield rows(0, 2)
        raise OSError(28, "No space left on device")

    with pytest.raises(UnwritableFile):
        write_long_workbook(tmp_path / "ra.xlsx", told(chunks(), 4))
    assert list(tmp_path.iterdir()) == []
