"""A .csv of any encoding and separator is read without loss."""

from pathlib import Path

import pytest

from giamngheo.foundation.sheets import open_workbook, read_plain_table, read_table
from giamngheo.foundation.text.legacy import TCVN3, VNI

TEXT = "STT;Họ và tên chủ hộ;Thôn;Thu nhập\n1;Nguyễn Văn Thử;Đông;1,5\n2;Trần Thị Mẫu;Yên Bình;002\n"
TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
TO_VNI = {letter: code for code, letter in reversed(VNI.items())}


def in_font(text: str, codes: dict[str, str]) -> bytes:
    return "".join(codes.get(letter, letter) for letter in text).encode("latin-1")


def cp1258(text: str) -> bytes:
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    result = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in tones)
        result += unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones)) + tone
    return result.encode("cp1258")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "unicode"),
        (TEXT.encode("utf-8-sig"), "unicode"),
        (TEXT.encode("utf-16"), "unicode"),
        (cp1258(TEXT), "unicode"),
        (in_font(TEXT, TO_TCVN3), "tcvn3"),
        (in_font(TEXT, TO_VNI), "vni"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "windows-1258", "tcvn3", "vni"],
)
def test_letters_come_out_right_from_every_encoding(tmp_path: Path, content: bytes, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    table = read_table(open_workbook(tmp_path / "a.csv"))
    assert [heading.text for heading in table.headings] == ["STT", "Họ và tên chủ hộ", "Thôn", "Thu nhập"]
    assert table.rows.rows() == [
        (2, "1", "Nguyễn Văn Thử", "Đông", "1,5"),
        (3, "2", "Trần Thị Mẫu", "Yên Bình", "002"),
    ]
    assert table.encoding == encoding


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_quotes_and_line_ends_inside_cells_are_kept(tmp_path: Path, separator: str) -> None:
    rows = [
        ["STT", "Tên", "Ghi chú"],
        ["1", '"Người ""Thử"""', '"dòng 1\ndòng 2"'],
        ["2", "Mẫu", f'"a{separator}b"'],
    ]
    (tmp_path / "a.csv").write_bytes("\r\n".join(separator.join(row) for row in rows).encode())
    table = read_table(open_workbook(tmp_path / "a.csv"))
    assert table.rows.rows() == [(2, "1", 'Người "Thử"', "dòng 1\ndòng 2"), (3, "2", "Mẫu", f"a{separator}b")]


def test_titles_and_uneven_lines_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "DANH SÁCH THỬ\n\nSTT,Tên,Thôn\n1,Người Thử,Đông,thừa\n2,Người Mẫu\n", "utf-8"
    )
    table = read_table(open_workbook(tmp_path / "a.csv"))
    assert table.head["kind"].to_list() == ["title", "empty", "heading"]
    assert table.rows.rows() == [(4, "1", "Người Thử", "Đông", "thừa"), (5, "2", "Người Mẫu", None, None)]
    assert [heading.text for heading in table.headings] == ["STT", "Tên", "Thôn", ""]


def test_a_plain_csv_keeps_codes_and_reads_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ma,x,w\n001,1,0.5\n002,0,2\n", "utf-8")
    assert read_plain_table(tmp_path / "a.csv").rows() == [("001", 1, 0.5), ("002", 0, 2.0)]
