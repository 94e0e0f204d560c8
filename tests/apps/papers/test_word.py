"""Official documents as .docx, read back and compared with the layout of the decree."""

import io
import zipfile
from typing import Any

import docx
import msgspec
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from tests.apps.papers.told import DECISION, EVIL, LAYOUT

from giamngheo.apps.papers.documents import Annex, Column, Document, Paragraph, Point, Signature, Table
from giamngheo.apps.papers.letters import wide
from giamngheo.apps.papers.word import word_of

# What a file may differ in from the layout: Word keeps lengths in twentieths of a point, letters in halves.
TOLERANCE_MM = 0.05


def opened(document: Document) -> Any:
    return docx.Document(io.BytesIO(word_of(document, LAYOUT)))


@pytest.fixture(scope="module")
def decision() -> Any:
    return opened(DECISION)


def paragraphs(file: Any) -> list[WordParagraph]:
    """Every paragraph in the order of the file, those of its tables among them."""
    found: list[WordParagraph] = []
    for block in file.iter_inner_content():
        if isinstance(block, WordTable):
            cells = dict.fromkeys(tc for row in block._tbl.tr_lst for tc in row.tc_lst)
            found += [WordParagraph(p, block) for tc in cells for p in tc.p_lst]  # type: ignore[arg-type]
        else:
            found.append(block)
    return found


def starting(file: Any, words: str) -> WordParagraph:
    return next(one for one in paragraphs(file) if one.text.startswith(words))


def said(file: Any) -> str:
    return "\n".join(one.text for one in paragraphs(file))


def test_paper_and_margins_are_those_of_the_layout(decision: Any) -> None:
    letter = decision.sections[0]
    paper, margins = LAYOUT.paper_mm, LAYOUT.margins_mm
    assert (round(letter.page_width.mm), round(letter.page_height.mm)) == (paper["width"], paper["height"])
    for section in decision.sections:
        for side, margin in margins.items():
            found = getattr(section, f"{side}_margin").mm
            assert found == pytest.approx(margin.taken, abs=TOLERANCE_MM)


@pytest.mark.parametrize(
    ("words", "name", "is_bold", "is_italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "nation", True, False),
        ("Độc lập - Tự do - Hạnh phúc", "motto", True, False),
        ("ỦY BAN NHÂN DÂN TỈNH MẪU", "issuer", False, False),
        ("ỦY BAN NHÂN DÂN\nXÃ MẪU ĐÔNG", "issuer", True, False),
        ("Số: 07/QĐ-UBND", "number", False, False),
        ("Mẫu Đông, ngày 05 tháng 02 năm 2026", "place_and_day", False, True),
        ("QUYẾT ĐỊNH", "kind", True, False),
        ("Về việc công nhận", "subject", True, False),
        ("Căn cứ Quyết định thử;", "bases", False, True),
        ("Điều 1. ", "body", True, False),
        ("Nơi nhận:", "recipients_head", True, True),
        ("- Như Điều 2;", "recipients", False, False),
        ("- Lưu: VT.", "recipients", False, False),
        ("KT. CHỦ TỊCH", "signer", True, False),
        ("Mẫu Văn Ký", "signer", True, False),
        ("Phụ lục", "annex", True, False),
        ("DANH SÁCH HỘ NGHÈO", "annex", True, False),
    ],
)
def test_letters_have_the_size_and_weight_of_the_decree(
    decision: Any, words: str, name: str, is_bold: bool, is_italic: bool
) -> None:
    run = starting(decision, words).runs[0]
    assert run.font.size is not None and run.font.size.pt == LAYOUT.sizes_pt[name].taken
    assert (bool(run.bold), bool(run.italic)) == (is_bold, is_italic)


def test_every_letter_is_of_the_font_of_the_decree_also_of_other_scripts(decision: Any) -> None:
    fonts = decision.styles["Normal"].element.rPr.rFonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert fonts.get(qn(f"w:{script}")) == LAYOUT.font
    assert all(run.font.name is None for one in paragraphs(decision) for run in one.runs)


def test_the_text_has_the_indent_gap_and_line_spacing_of_the_layout(decision: Any) -> None:
    look = decision.styles["Normal"].paragraph_format
    assert look.first_line_indent.mm == pytest.approx(LAYOUT.first_line_mm.taken, abs=TOLERANCE_MM)
    assert look.space_after.pt == LAYOUT.paragraph_gap_pt.taken
    assert look.line_spacing == pytest.approx(LAYOUT.line_spacing.taken, abs=0.005)
    article = starting(decision, "Điều 1.").paragraph_format
    assert (article.first_line_indent, article.space_after, article.line_spacing) == (None, None, None)


def test_issuer_and_nation_stand_beside_each_other_without_lines_around_them(decision: Any) -> None:
    head = decision.tables[0]
    (issuer, nation), (number, day) = (row.cells for row in head.rows)
    assert issuer.text.startswith("ỦY BAN") and nation.text.startswith("CỘNG HÒA")
    assert number.text == "Số: 07/QĐ-UBND" and day.text.startswith("Mẫu Đông")
    assert not list(head._tbl.iter(qn("w:tblBorders")))


@pytest.mark.parametrize(("place", "least", "most"), [(0, 1 / 3, 1 / 2), (1, 0.98, 1.02)])
def test_the_line_under_the_issuer_is_a_part_of_it_and_that_under_the_motto_as_long(
    decision: Any, place: int, least: float, most: float
) -> None:
    cell = decision.tables[0].rows[0].cells[place]
    line = next(one for one in cell.paragraphs if list(one._p.iter(qn("w:pBdr"))))
    look, above = line.paragraph_format, next(one for one in reversed(cell.paragraphs) if one.text)
    length = cell.width.pt - look.left_indent.pt - look.right_indent.pt
    words = max(wide(part, above.runs[0].font.size.pt) for part in above.text.split("\n"))
    assert least <= length / min(words, cell.width.pt) <= most


def test_pages_are_numbered_but_not_the_first_and_an_annex_counts_anew(decision: Any) -> None:
    letter, annex = decision.sections
    for section in (letter, annex):
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        (number,) = section.header.paragraphs
        assert "PAGE" in "".join(part.text or "" for part in number._p.iter(qn("w:instrText")))
        assert number.runs[0].font.size.pt == LAYOUT.sizes_pt["page_number"].taken
    (counted,) = annex._sectPr.iter(qn("w:pgNumType"))
    assert counted.get(qn("w:start")) == "1"
    assert annex.orientation == WD_ORIENT.LANDSCAPE and annex.page_width > annex.page_height


def test_a_list_repeats_its_heads_and_neighbours_share_a_heading(decision: Any) -> None:
    (listed,) = [one for one in decision.tables if one.rows[0].cells[0].text == "STT"]
    heads = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in listed.rows]
    assert heads == [True, True, *[False] * 60]
    upper, lower = listed.rows[0].cells, listed.rows[1].cells
    assert upper[2]._tc is upper[3]._tc and upper[2].text == "Năm sinh"
    assert (lower[2].text, lower[3].text) == ("Nam", "Nữ")
    assert lower[1]._tc is upper[1]._tc or lower[1].text in {"", "Họ và tên"}
    assert [cell.text for cell in listed.rows[61].cells] == ["60", "Thử Thị Mẫu", "", "1970", "120"]
    widths = sum(int(one.get(qn("w:w"))) for one in listed._tbl.tblGrid)
    room = LAYOUT.paper_mm["height"] - LAYOUT.margins_mm["left"].taken - LAYOUT.margins_mm["right"].taken
    assert widths / 1440 * 25.4 == pytest.approx(room, abs=0.2)
    assert {run.font.size.pt for run in listed.rows[5].cells[1].paragraphs[0].runs} == {
        LAYOUT.sizes_pt["table"].taken
    }


def test_annexes_say_whose_they_are_and_several_are_numbered() -> None:
    two = msgspec.structs.replace(
        DECISION, annexes=tuple(Annex(f"Bảng {n}", (Paragraph("Thử"),)) for n in range(1, 5))
    )
    text = said(opened(two))
    assert [f"Phụ lục {n}\nBẢNG" in text for n in ("I", "II", "III", "IV")] == [True] * 4
    assert text.count("(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026)") == 4


def test_a_paper_carries_its_check_code_with_a_picture_of_the_address(decision: Any) -> None:
    assert "Mã kiểm tra: MAU-0000-0000" in said(decision)
    (picture,) = decision.inline_shapes
    assert picture.width.mm == pytest.approx(14, abs=TOLERANCE_MM)
    bare = opened(msgspec.structs.replace(DECISION, check_code="", check_address=""))
    assert "Mã kiểm tra" not in said(bare) and not len(bare.inline_shapes)


def test_what_is_not_issued_has_places_left_to_fill_in() -> None:
    draft = msgspec.structs.replace(DECISION, number="", day=None, year=2026)
    text = said(opened(draft))
    assert "Số: ...../QĐ-UBND" in text and "Mẫu Đông, ngày ..... tháng ..... năm 2026" in text


def test_several_sign_beside_each_other_with_the_recipients_under_them() -> None:
    signed = (Signature(("Thư ký",), "Mẫu Thị A", note="(Ký, ghi rõ họ tên)"), Signature(("Chủ trì",)))
    file = opened(msgspec.structs.replace(DECISION, signatures=signed, annexes=()))
    cells = file.tables[1].rows[0].cells
    assert [cell.text.split("\n")[0] for cell in cells] == ["THƯ KÝ", "CHỦ TRÌ"]
    assert "(Ký, ghi rõ họ tên)" in cells[0].text
    assert starting(file, "Nơi nhận:") is not None


def test_a_demonstration_says_so_on_the_first_page() -> None:
    shown = opened(msgspec.structs.replace(DECISION, is_demonstration=True))
    for section in shown.sections:
        assert section.first_page_header.paragraphs[0].text == "TRÌNH DIỄN – KHÔNG PHẢI VĂN BẢN THẬT"


def test_what_is_written_is_only_text_and_what_no_file_can_hold_is_left_out() -> None:
    told = Document(
        issuer=EVIL, place="Mẫu", kind="Thông báo", subject=f"{EVIL}\0\x1b\ud800", to=(EVIL, EVIL),
        body=(Paragraph(EVIL), Point("-", EVIL), Table((Column(EVIL),), ((f"{EVIL}\0",),))),
        signatures=(Signature((EVIL,), EVIL),), recipients=(EVIL,), annexes=(Annex(EVIL, ()),),
    )  # fmt: skip
    content = word_of(told, LAYOUT)
    text = said(docx.Document(io.BytesIO(content)))
    assert text.replace("\n", " ").count(EVIL) >= 9 and "\0" not in text
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]
        links = package.read("word/_rels/document.xml.rels").decode()
    assert "External" not in links


def test_a_file_says_who_issued_it_and_nothing_of_the_machine(decision: Any) -> None:
    about = decision.core_properties
    assert (about.author, about.language, about.comments) == (DECISION.issuer, "vi-VN", "")
    assert about.title.startswith("Quyết định Về việc")


def test_who_signs_stays_with_the_last_words_and_with_the_check_code(decision: Any) -> None:
    capacity, name = starting(decision, "KT. CHỦ TỊCH"), starting(decision, "Mẫu Văn Ký")
    words = next(one for one in paragraphs(decision) if one.text.startswith("Điều 2."))
    assert all(one.paragraph_format.keep_with_next for one in (words, capacity, name))
    bare = opened(msgspec.structs.replace(DECISION, check_code="", check_address="", recipients=()))
    assert not starting(bare, "Mẫu Văn Ký").paragraph_format.keep_with_next


def test_two_dozen_columns_lie_on_the_larger_paper_and_no_heading_is_torn() -> None:
    columns = tuple(Column(f"({place}) Nghèo không thiếu", group="Tổng") for place in range(24))
    table = Table((Column("Thôn", share=2), *columns), (("Thôn Một", *["1.234"] * 24),))
    large = msgspec.structs.replace(DECISION, body=(table,), is_landscape=True, is_large=True, annexes=())
    file = opened(large)
    paper, section = LAYOUT.paper_mm, file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (
        2 * paper["width"],
        paper["height"],
    )
    ruled = next(one._tbl for one in file.tables if len(one.columns) == 25)
    widths = [int(column.get(qn("w:w"))) / 20 for column in ruled.tblGrid.gridCol_lst]
    edges = 6  # of both sides of a cell, in points
    assert min(widths) > wide("không", LAYOUT.sizes_pt["table"].taken) + edges
