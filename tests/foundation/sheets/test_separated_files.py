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


def rows_of(path: Path, content: bytes) -> list[tuple[object, ...]]:
    path.write_bytes(content)
    return read_table(open_workbook(path)).rows.drop("row").rows()


HEAD = "STT;Chủ hộ;Điểm B1\n".encode()


def test_a_quote_left_open_swallows_no_rows(tmp_path: Path) -> None:
    content = HEAD + b'1;"A Mau;120\n2;B Mau;130\n3;"C" Mau;140\n'
    assert rows_of(tmp_path / "a.csv", content) == [
        ("1", '"A Mau', "120"),
        ("2", "B Mau", "130"),
        ("3", '"C" Mau', "140"),
    ]
    many = HEAD + b'1;"A Mau;120\n' + b"2;B Mau;130\n" * 20_000
    assert len(rows_of(tmp_path / "a.csv", many)) == 20_001


def test_one_spoilt_byte_spoils_one_letter(tmp_path: Path) -> None:
    content = HEAD + b"1;A \xff\xfeM;120\n" + "2;Bùi Mẫu;130\n".encode()
    assert rows_of(tmp_path / "a.csv", content) == [("1", "A \ufffd\ufffdM", "120"), ("2", "Bùi Mẫu", "130")]


def test_nul_bytes_are_dropped_and_old_line_ends_are_read(tmp_path: Path) -> None:
    content = (HEAD + b"1;A\0 Mau;120\n2;B;130\n").replace(b"\n", b"\r")
    assert rows_of(tmp_path / "a.csv", content) == [("1", "A Mau", "120"), ("2", "B", "130")]
