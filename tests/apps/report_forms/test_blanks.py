"""Blanks: shown as they are; what harms, misleads or is no form is refused with what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.apps.report_forms.blank_files import blank, with_page, with_part

from giamngheo.apps.report_forms.blanks import BlankError, sheets_of
from giamngheo.apps.report_forms.designs import Formula, first_design


def test_a_blank_is_shown_as_it_is() -> None:
    (sheet,) = sheets_of(blank())
    assert (sheet.name, sheet.rows, sheet.columns) == ("Biểu thử", 7, 6)
    assert sheet.cells["A1"].is_bold and sheet.cells["A1"].side == "center"
    assert "C3:D3" in sheet.merged and "F7" in sheet.ruled and "A1" not in sheet.ruled
    assert sheet.formulas == {"E5": "=C5+D5", "E6": "=SUM(C6:D6)", "E7": "=E6/E5*100"}
    assert [one.cells for one in first_design(sheet).fields] == ["E5", "E6", "E7"]
    assert "3 công thức" in sheet.told[0]


def _far(book: Any) -> None:
    book.active.cell(1, 10_000, "xa")


def _outside(book: Any) -> None:
    book.active["F5"] = '=WEBSERVICE("http://vi.du")'


def _other_sheet(book: Any) -> None:
    book.active["F5"] = "=Khac!A1"


def _hidden(book: Any) -> None:
    book.create_sheet("Ẩn")["A1"] = "kín"
    book["Ẩn"].sheet_state = "hidden"


def _hidden_call(book: Any) -> None:
    _hidden(book)
    book["Ẩn"]["B2"] = '=HYPERLINK("http://vi.du")'


def _empty(book: Any) -> None:
    book.create_sheet("Trống")
    del book["Biểu thử"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        ("chỉ là chữ\n".encode(), "không phải .xlsx"),
        (b"%PDF-1.7 x", "tệp PDF"),
        (blank()[:900], "hỏng"),
        (with_part(blank(), "xl/vbaProject.bin"), "macro"),
        (with_part(blank(), "xl/externalLinks/externalLink1.xml"), "nối sang tệp khác"),
        (with_part(blank(), "xl/embeddings/oleObject1.bin"), "nhúng"),
        (blank(_far), "quá rộng"),
        (blank(_outside), "gọi ra ngoài"),
        (blank(_other_sheet), "ô F5 lấy dữ liệu ngoài"),
        (blank(_hidden_call), "có thể ở trang ẩn"),
        (blank(_empty), "không có trang nào có chữ"),
        (with_page(blank(), b'ref="A1:F1"', b'ref="A1:XFD1048576"'), "vùng gộp tới ô XFD1048576"),
    ],
    ids=[
        "empty",
        "text",
        "pdf",
        "cut",
        "macros",
        "links",
        "embedded",
        "wide",
        "web",
        "other sheet",
        "hidden call",
        "no words",
        "merged",
    ],
)
def test_what_is_no_honest_blank_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(BlankError, match=said) as refused:
        sheets_of(content)
    assert "Hãy " in str(refused.value) or "Cách xử lý" in str(refused.value)


def test_a_share_shown_as_per_cent_is_taken_over_as_per_cent() -> None:
    def shares(book: Any) -> None:
        book.active["E7"] = "=E6/E5"
        book.active["E7"].number_format = "0.0%"

    (sheet,) = sheets_of(blank(shares))
    assert first_design(sheet).fields[-1].source == Formula("(E6/E5) * 100", "percent")


@pytest.mark.parametrize(("change", "said"), [(_hidden, "1 trang ẩn (Ẩn)")])
def test_what_is_hidden_is_told(change: Callable[[Any], None], said: str) -> None:
    (sheet,) = sheets_of(blank(change))
    assert any(said in one for one in sheet.told)
