"""Files as offices hand them in: Word with its own numbers and tables, text; and what is refused."""

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.apps.programmes.plans.measuring import HELD_OUT

from giamngheo.apps.programmes.plans.opening import UnreadablePlanError, read_plan

PLAN = HELD_OUT / "phuong-tan-an.md"


def number_paragraphs(document: docx.document.Document) -> None:
    """A list of Word's own numbering: «%1.» with «-» below it, as numId 9."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, (form, text) in enumerate((("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"))):
        made = OxmlElement("w:lvl")
        made.set(qn("w:ilvl"), str(level))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            made.append(child)
        abstract.append(made)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "9")
    which = OxmlElement("w:abstractNumId")
    which.set(qn("w:val"), "90")
    number.append(which)
    root.append(number)


def listed(document: docx.document.Document, text: str, level: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    numbered = OxmlElement("w:numPr")
    for name, value in (("ilvl", str(level)), ("numId", "9")):
        child = OxmlElement(f"w:{name}")
        child.set(qn("w:val"), value)
        numbered.append(child)
    properties.append(numbered)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    document = docx.Document()
    number_paragraphs(document)
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "UBND HUYỆN LONG\nỦY BAN NHÂN DÂN\nXÃ BÌNH MINH\nSố: 15/KH-UBND"
    head.cell(0, 1).text = "\n".join(
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Bình Minh, ngày 02 tháng 3 năm 2023",
        )
    )
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Giảm nghèo năm 2023 trên địa bàn xã Bình Minh")
    document.add_paragraph(
        "Căn cứ Kế hoạch số 9/KH-UBND ngày 05/01/2023 của UBND huyện Long về giảm nghèo năm 2023;"
    )
    listed(document, "CHỈ TIÊU", 0)
    table = document.add_table(3, 4)
    for row, cells in zip(
        table.rows,
        (
            ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2023"),
            ("1", "Tỷ lệ hộ nghèo", "%", "2,5"),
            ("2", "Số hộ được hỗ trợ nhà ở", "hộ", "12"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    listed(document, "NỘI DUNG", 0)
    listed(document, "Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng", 1)
    listed(document, "Nội dung: Hỗ trợ cây giống, con giống.", 2)
    listed(document, "Phân công: Hội Nông dân chủ trì, phối hợp với các thôn thực hiện.", 2)
    listed(document, "Dự án 5: Hỗ trợ nhà ở: không thuộc phạm vi thực hiện.", 1)
    listed(document, "TỔ CHỨC THỰC HIỆN", 0)
    listed(document, "Công chức Văn hóa - Xã hội", 1)
    listed(document, "Tổng hợp, báo cáo UBND huyện trước ngày 30/11/2023.", 2)
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT."
    end.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nBùi Thị Ví Dụ"
    path = tmp_path / "ke-hoach.docx"
    document.save(str(path))
    return path


def test_a_word_file_is_read_with_its_own_numbers_and_tables(word: Path) -> None:
    plan = read_plan(word)
    assert (plan.issuer, plan.number, plan.date) == (
        "Ủy ban nhân dân xã Bình Minh",
        "15/KH-UBND",
        "2023-03-02",
    )
    assert [(one.value, one.unit, one.year) for one in plan.targets] == [(2.5, "%", 2023), (12.0, "hộ", 2023)]
    assert [(one.code, one.in_scope, one.lead, one.cooperating) for one in plan.projects] == [
        ("3", True, ["Hội Nông dân"], ["các thôn"]),
        ("5", False, [], []),
    ]
    assert [one.organisation for one in plan.tasks] == ["Công chức Văn hóa - Xã hội"]
    assert [one.text for one in plan.recipients] == ["UBND huyện", "Lưu: VT"]
    assert plan.signer is not None
    assert (plan.signer.name, plan.signer.capacity) == ("Bùi Thị Ví Dụ", "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH")
    assert "II. NỘI DUNG" in plan.source.text
    assert "2. Dự án 5" in plan.source.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word đời cũ"),
        ("a.rtf", b"{\\rtf1 abc}", "RTF"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "cần bản có chữ"),
        ("a.pdf", b"%PDF-1.4 broken", "bị hỏng"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 60, "không phải .docx"),
        ("a.txt", b"  \n ", "rỗng"),
        ("a.txt", b"123 456", "không có chữ"),
        ("a.txt", b"chu " * 400_000, "quá dài"),
        ("a.txt", b"abc\0\0\0def" * 20, "không phải tệp chữ"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadablePlanError, match=f"{said}.*Cách xử lý"):
        read_plan(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlanError, match="Không mở được"):
        read_plan(tmp_path / "khong-co.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes(PLAN.read_text(encoding="utf-8").encode(encoding))
    assert read_plan(path).number == "45/KH-UBND"
