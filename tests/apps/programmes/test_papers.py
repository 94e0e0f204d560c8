"""A plan as an official document: sections counted, bases, yearly appendix, what is given, who signs."""

from decimal import Decimal
from io import BytesIO

import docx
import pytest
from tests.apps.programmes.made import OFFICER, fall_of, handed_in, issued, plan_of, with_target
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.papers.documents import Document, Paragraph, Point, Table
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.apps.papers.word import word_of
from giamngheo.apps.programmes.actions import edit, give_shares, take_in
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.papers import document_of
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.law.papers.library import layout_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def text_of(document: Document) -> str:
    said = []
    for one in document.body:
        if isinstance(one, Paragraph):
            said.append(f"{one.lead} {one.text}".strip())
        elif isinstance(one, Point):
            said.append(f"{one.mark} {one.text}")
    return "\n".join(said)


def test_a_plan_read_from_a_file_is_a_document_again(country: Country) -> None:
    plan = take_in(handed_in(country.west, OFFICER), OFFICER)
    document = document_of(plan, TODAY)
    said = text_of(document)
    assert (document.issuer, document.issuer_above) == (
        "Ủy ban nhân dân phường Tây",
        "Ủy ban nhân dân tỉnh Mẫu",
    )
    assert document.numbered == "Số: 45/KH-UBND"
    assert document.bases and all(one.startswith(("Căn cứ", "Thực hiện")) for one in document.bases)
    assert "Thực hiện Kế hoạch số 33/KH-UBND ngày 02/02/2024 của Ủy ban nhân dân thành phố Sông Cái;" in said
    leads = [line.partition(" ")[0] for line in said.splitlines() if line.partition(". ")[2].isupper()]
    assert leads == ["I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII."][: len(leads)]
    assert "Dự án 2: Đa dạng hóa sinh kế" in said and "+ " in said
    assert "Không thuộc phạm vi thực hiện." in said
    (yearly,) = document.annexes
    (table,) = yearly.body
    assert isinstance(table, Table)
    assert [one.heading for one in table.columns] == ["TT", "Chỉ tiêu", "Đơn vị tính", "Đầu kỳ", "2024"]
    assert pdf_of(document, layout_on(TODAY)).startswith(b"%PDF")


def test_its_word_file_read_back_has_the_head_the_signature_and_the_appendix(country: Country) -> None:
    plan = take_in(handed_in(country.west, OFFICER), OFFICER)
    document = document_of(plan, TODAY)
    opened = docx.Document(BytesIO(word_of(document, layout_on(TODAY))))
    head, signed, yearly = opened.tables
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.rows[0].cells[1].text
    assert "Độc lập - Tự do - Hạnh phúc" in head.rows[0].cells[1].text
    assert "Nơi nhận:" in signed.rows[0].cells[0].text
    assert "ỦY BAN NHÂN DÂN" in signed.rows[0].cells[1].text
    assert [one.text for one in yearly.rows[0].cells] == ["TT", "Chỉ tiêu", "Đơn vị tính", "Đầu kỳ", "2024"]
    assert len(yearly.rows) == len(targets_of(plan)) + 1
    text, annex = opened.sections[0], opened.sections[1]
    assert text.different_first_page_header_footer
    assert "PAGE" in text.header._element.xml
    assert annex.page_width > annex.page_height
    items = [one.text for one in opened.paragraphs if one.text.startswith("+ ")]
    assert items
    assert all(one.endswith((";", ".", ":")) for one in items)


def test_what_a_plan_says_twice_is_printed_once(country: Country) -> None:
    plan = plan_of(country.east, 2024)
    edit(plan, "loi-van", {"bao-cao": "Báo cáo hằng quý\nBáo cáo hằng quý.\nBáo cáo năm"}, OFFICER)
    plan.refresh_from_db()
    plan = UnitPlan.objects.get(pk=plan.pk)
    assert text_of(document_of(plan, TODAY)).count("Báo cáo hằng quý.") == 1


def test_years_have_their_columns_and_units_their_rows(country: Country) -> None:
    plan = plan_of(country.east, 2024, 2026)
    fall = fall_of(plan, 5)
    with_target(plan, "Vận động toàn dân", "no_number", None)
    for year, value in ((2024, 1), (2025, 2), (2026, 2)):
        give_shares(fall, year, {country.east.pk: Decimal(value), country.east_1.pk: Decimal(value)}, OFFICER)
    head = {
        "trich-yeu": "Giảm nghèo 2024–2026",
        "tu-nam": "2024",
        "den-nam": "2026",
        "nguoi-ky": "Mẫu Văn Ký",
    }
    edit(plan, "dau", head | {"chuc-vu": "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH"}, OFFICER)
    words = {"kt0-ten": "Nghị quyết số 144/NQ-HĐND", "kt0-chi-tieu": "Tỷ lệ hộ nghèo\nThu nhập"}
    edit(plan, "loi-van", words | {"noi-nhan": "- UBND tỉnh;"}, OFFICER)
    document = document_of(UnitPlan.objects.get(pk=plan.pk), TODAY)
    yearly, shares = (one.body[0] for one in document.annexes)
    assert isinstance(yearly, Table) and isinstance(shares, Table)
    assert yearly.rows[0][3:] == ("", "1", "2", "2")
    assert yearly.rows[1][3:] == ("", "", "", "thực hiện")
    assert [row[2:] for row in shares.rows] == [
        ("thôn Đông Một", year, f"{value} hộ") for year, value in (("2024", 1), ("2025", 2), ("2026", 2))
    ]
    assert document.signatures[0].capacity == ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")
    assert document.recipients == ("UBND tỉnh",)
    assert "gắn với Nghị quyết số 144/NQ-HĐND: Tỷ lệ hộ nghèo; Thu nhập." in text_of(document)


def test_the_plan_of_a_village_stands_under_its_commune(country: Country) -> None:
    plan = plan_of(country.east_1, 2026)
    with_target(plan, "Không còn hộ nghèo", "zero", None)
    document = document_of(issued(plan), TODAY)
    assert (document.issuer, document.issuer_above) == ("Thôn Đông Một", "Ủy ban nhân dân xã Đông")
    assert document.signatures[0].capacity == ("Trưởng thôn",)
