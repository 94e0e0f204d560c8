"""Official documents as they come out, measured on the page against what the decree allows."""

import io
from datetime import date
from typing import Any

import msgspec
import pdfplumber
import pytest
from tests.apps.papers.told import DECISION, EVIL, LAYOUT

from giamngheo.apps.papers.documents import Annex, Column, Document, Paragraph, Point, Signature, Table
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.law.library import LawError
from giamngheo.law.papers.library import layout_on

MM = 72 / 25.4


def pages(document: Document) -> list[Any]:
    return list(pdfplumber.open(io.BytesIO(pdf_of(document, LAYOUT))).pages)


@pytest.fixture(scope="module")
def decision() -> list[Any]:
    return pages(DECISION)


def line_of(page: Any, words: str) -> dict[str, Any]:
    """The line of a page that begins so, with its letters."""
    found: dict[str, Any] = next(one for one in page.extract_text_lines() if one["text"].startswith(words))
    return found


def letters(page: Any, words: str) -> list[dict[str, Any]]:
    """The letters of these words where they stand on a page."""
    (found,) = page.search(words, regex=False)[:1]
    return [one for one in found["chars"] if one["text"].strip()]


def test_margins_are_within_what_is_allowed_and_pages_are_a4(decision: list[Any]) -> None:
    first = decision[0]
    assert (round(first.width / MM), round(first.height / MM)) == (210, 297)
    body = [one for one in first.chars if one["size"] > 9 and one["text"].strip()]
    margins = LAYOUT.margins_mm
    assert min(one["x0"] for one in body) / MM >= margins["left"].least - 0.1
    assert (first.width - max(one["x1"] for one in body)) / MM >= margins["right"].least - 0.1
    assert min(one["top"] for one in body) / MM >= margins["top"].least - 0.6
    assert line_of(first, "có tên trong").get("x0", 0) / MM == pytest.approx(margins["left"].taken, abs=0.2)


@pytest.mark.parametrize(
    ("words", "name", "is_bold"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation", True),
        ("Độc lập - Tự do - Hạnh phúc", "motto", True),
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", "issuer", False),
        ("Số: 07/QĐ-UBND", "number", False),
        ("Mẫu Đông, ngày 05 tháng 02 năm 2026", "place_and_day", False),
        ("Về việc công nhận", "subject", True),
        ("Căn cứ Quyết định thử;", "bases", False),
        ("Điều 1.", "body", True),
        ("Công nhận các hộ", "body", False),
        ("Nơi nhận:", "recipients_head", True),
        ("- Như Điều 2;", "recipients", False),
        ("KT. CHỦ TỊCH", "signer", True),
        ("Mẫu Văn Ký", "signer", True),
    ],
)
def test_letters_have_the_size_and_weight_of_the_decree(
    decision: list[Any], words: str, name: str, is_bold: bool
) -> None:
    size = LAYOUT.sizes_pt[name]
    for one in letters(decision[0], words):
        assert size.least - 0.01 <= one["size"] <= size.most + 0.01
        assert ("Bold" in one["fontname"]) is is_bold
        assert one["non_stroking_color"] in {(0,), (0, 0, 0)}


def test_the_place_the_day_and_the_bases_are_in_italics(decision: list[Any]) -> None:
    for words in ("Mẫu Đông, ngày 05", "Căn cứ Quyết định thử", "Nơi nhận:"):
        assert all("Italic" in one["fontname"] for one in letters(decision[0], words))


def test_the_nation_is_on_the_right_of_the_issuer_and_its_motto_has_a_line_as_long_as_it(
    decision: list[Any],
) -> None:
    first = decision[0]
    issuer, motto = letters(first, "ỦY BAN NHÂN DÂN TỈNH MẪU"), letters(first, "Độc lập - Tự do - Hạnh phúc")
    assert issuer[-1]["x1"] < motto[0]["x0"]
    width, bottom = motto[-1]["x1"] - motto[0]["x0"], max(one["bottom"] for one in motto)
    under = [one for one in first.lines if 0 <= one["top"] - bottom < 6 and one["x0"] >= motto[0]["x0"] - 2]
    assert any(one["x1"] - one["x0"] == pytest.approx(width, abs=2) for one in under)


def test_what_is_not_issued_has_places_left_to_fill_in() -> None:
    draft = DECISION.__class__(issuer="UBND xã", place="Mẫu", kind="Quyết định", subject="Thử", body=())
    assert (draft.numbered, draft.placed) == ("", "Mẫu, ngày ..... tháng ..... năm .....")
    assert msgspec.structs.replace(draft, number="7").numbered == "Số: 07"
    made = Document(
        issuer="UBND", place="Mẫu", kind="Thông báo", subject="Thử", body=(), sign="TB-UBND", year=2026
    )
    said = pages(made)[0].extract_text()
    assert "Số: ...../TB-UBND" in said and "ngày ..... tháng ..... năm 2026" in said
    assert made.cited == "Thông báo số ...../TB-UBND ngày ..... tháng ..... năm 2026"


def test_pages_are_counted_but_not_the_first_and_an_annex_counts_anew(decision: list[Any]) -> None:
    numbers = [top_of(page) for page in decision]
    assert len(decision) >= 3 and numbers == ["", "", *(str(n) for n in range(2, len(decision)))]
    (number,) = [one for one in decision[2].chars if one["bottom"] / MM < LAYOUT.margins_mm["top"].taken]
    assert number["size"] == LAYOUT.sizes_pt["page_number"].taken
    assert (number["x0"] + number["x1"]) / 2 == pytest.approx(decision[2].width / 2 + 7.5 * MM, abs=3)


def top_of(page: Any) -> str:
    """What stands in the upper margin of a page."""
    above = (0, 0, page.width, LAYOUT.margins_mm["top"].taken * MM - 2)
    said: str = page.crop(above).extract_text().strip()
    return said


def test_an_annex_says_whose_it_is_lies_on_its_side_and_repeats_its_heads(decision: list[Any]) -> None:
    annex = decision[1:]
    assert all(page.width > page.height for page in annex)
    assert "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026)" in annex[0].extract_text()
    assert all("Họ và tên" in page.extract_text() and "Năm sinh" in page.extract_text() for page in annex)
    rows = [row for page in annex for table in page.extract_tables() for row in table]
    assert [row[0] for row in rows if row[0] and row[0].isdigit()] == [str(n) for n in range(1, 61)]


def test_a_paper_names_each_to_whom_it_is_addressed() -> None:
    one, both = ("Ủy ban nhân dân tỉnh Mẫu",), ("Ủy ban nhân dân tỉnh Mẫu", "Sở Mẫu")
    for to, lines in (
        (one, ["Kính gửi: Ủy ban nhân dân tỉnh Mẫu."]),
        (both, ["Kính gửi:", *(f"- {name};" for name in both)]),
    ):
        told = msgspec.structs.replace(DECISION, to=to, recipients=())
        printed = pages(told)[0].extract_text().split("\n")
        assert [line for line in printed if line in lines] == lines


def test_what_is_written_is_printed_and_never_run() -> None:
    evil = EVIL
    told = Document(
        issuer=evil, place="Mẫu", kind="Thông báo", subject=evil, body=(Paragraph(evil), Point("-", evil)),
        signatures=(Signature((evil,), evil), Signature((evil,), evil)), recipients=(evil,),
        annexes=(Annex(evil, (Table((Column(evil),), ((evil,),)),)),),
    )  # fmt: skip
    said = "".join(page.extract_text() for page in pages(told)).replace("\n", "").replace(" ", "")
    assert said.count('#panic("x")*b*$x$[y]\\n<z>@a//c"q"#read("/etc/passwd")') >= 4


def test_a_row_without_its_cells_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="3 cells under 1 columns"):
        Table((Column("Một"),), (("a", "b", "c"),))


def test_a_demonstration_says_so_and_a_paper_carries_its_check_code(decision: list[Any]) -> None:
    assert "Mã kiểm tra: MAU-0000-0000" in decision[0].extract_text()
    assert "TRÌNH DIỄN" not in decision[0].extract_text()
    said = pages(
        Document(issuer="UBND", place="Mẫu", kind="Giấy", subject="Thử", body=(), is_demonstration=True)
    )
    assert "TRÌNH DIỄN – KHÔNG PHẢI VĂN BẢN THẬT" in said[0].extract_text()


@pytest.mark.parametrize(("name", "measure"), LAYOUT.measures().items())
def test_what_is_taken_lies_in_what_is_allowed(name: str, measure: Any) -> None:
    assert measure.is_kept, name


def test_before_the_decree_there_is_no_layout() -> None:
    with pytest.raises(LawError, match="Chưa có thể thức văn bản cho ngày 04/03/2020"):
        layout_on(date(2020, 3, 4))
