"""Every template set with made-up values, measured on the page against what the decree allows."""

import io
from functools import cache
from typing import Any

import docx
import msgspec
import pdfplumber
import pytest
from tests.apps.papers.filled import DAY, FILLED, filled
from tests.apps.papers.told import LAYOUT

from giamngheo.apps.papers.composing import Heading, composed
from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.typesetting import pdf_of
from giamngheo.apps.papers.word import word_of
from giamngheo.law.papers.template_library import templates

MM = 72 / 25.4
KINDS = sorted(FILLED)
CODE = "1234-5678-9012-3452"


@cache
def document(kind: str) -> Document:
    """A paper of this kind as it is printed, with its code."""
    address = f"https://giamngheo.example/kiem-tra/{CODE}/"
    return msgspec.structs.replace(filled(kind), check_code=CODE, check_address=address)


@cache
def blank(kind: str) -> list[Any]:
    """The pages of a paper of which nothing is known."""
    heading = Heading(unit="phường Mẫu Tây Nam Trung Hòa", seat="Mẫu Tây", unit_above="thành phố Trình Diễn")
    return list(pdfplumber.open(io.BytesIO(pdf_of(composed(kind, DAY, heading, {}), LAYOUT))).pages)


@cache
def pages(kind: str) -> list[Any]:
    """The pages of a paper of this kind."""
    return list(pdfplumber.open(io.BytesIO(pdf_of(document(kind), LAYOUT))).pages)


def body(page: Any) -> list[dict[str, Any]]:
    """The letters of the text, without those of margins and of the check code."""
    top = LAYOUT.margins_mm["top"].least * MM
    return [
        one for one in page.chars if one["text"].strip() and one["size"] > 9 and one["top"] >= top - 0.6 * MM
    ]


def text_of(kind: str) -> str:
    """All that is printed, words parted by one blank."""
    return " ".join(" ".join(page.extract_text() for page in pages(kind)).split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_a4_with_the_margins_of_the_decree(kind: str) -> None:
    for page in [*pages(kind), *blank(kind)]:
        assert {round(page.width / MM), round(page.height / MM)} == {210, 297}
        letters, margins = body(page), LAYOUT.margins_mm
        assert min(one["x0"] for one in letters) / MM >= margins["left"].least - 0.1
        assert (page.width - max(one["x1"] for one in letters)) / MM >= margins["right"].least - 0.1
        assert (page.height - max(one["bottom"] for one in letters)) / MM >= margins["bottom"].least - 0.6


def test_rows_that_are_written_in_by_hand_are_high_enough() -> None:
    (table,) = blank("posted_list")[0].find_tables()
    heights = [(row.bbox[3] - row.bbox[1]) / MM for row in table.rows[1:]]
    assert len(heights) == 15 and min(heights) >= 8.9


@pytest.mark.parametrize("kind", KINDS)
def test_letters_are_of_the_sizes_of_the_decree_and_black(kind: str) -> None:
    taken = {one.taken for one in LAYOUT.sizes_pt.values()}
    for page in pages(kind):
        assert {round(one["size"], 2) for one in body(page)} <= taken
        assert {one["non_stroking_color"] for one in body(page)} <= {(0,), (0, 0, 0)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_stand_in_the_order_of_the_decree(kind: str) -> None:
    told = document(kind)
    said = " ".join(pages(kind)[0].extract_text().split())
    parts = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập", told.numbered or "Mẫu Đông, ngày"]
    parts += [told.kind.upper(), *told.subject.split()[:2]]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    last = text_of(kind)
    for one in told.signatures:
        assert all(line.upper() in last for line in one.capacity) and one.name in last


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_stands_alone_in_the_heads_of_a_paper(kind: str) -> None:
    first = pages(kind)[0]
    above = first.crop((0, 0, first.width * 0.45, 45 * MM)).extract_text().split("\n")
    issuer = [line for line in above if line.isupper() and "TRÌNH DIỄN" not in line]
    assert issuer and all(len(line.split()) > 1 for line in issuer)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_every_list_is_printed_under_its_heads(kind: str) -> None:
    for annex in (document(kind).body, *(one.body for one in document(kind).annexes)):
        for piece in annex:
            if hasattr(piece, "rows"):
                assert all(cell in text_of(kind) for row in piece.rows for cell in row if " " not in cell)
    for page in pages(kind)[1:]:
        for table in page.extract_tables():
            assert table[0][0] in {"TT", "Số"}


def test_each_annex_counts_its_pages_anew() -> None:
    numbers: list[str] = []
    for page in pages("recognition_decision"):
        above = page.crop((0, 0, page.width, LAYOUT.margins_mm["top"].taken * MM - 2))
        numbers.append(above.extract_text().strip())
    assert numbers[:2] == ["TRÌNH DIỄN – KHÔNG PHẢI VĂN BẢN THẬT", "2"]
    firsts = [
        place
        for place, page in enumerate(pages("recognition_decision"))
        if "(Kèm theo" in page.extract_text()
    ]
    assert len(firsts) == 3
    for first, after in zip(firsts, [*firsts[1:], len(numbers)], strict=True):
        assert numbers[first:after] == ["", *(str(one) for one in range(2, after - first + 1))]


def test_a_sum_is_never_alone_on_a_page() -> None:
    for page in pages("recognition_decision"):
        for table in page.extract_tables():
            rows = [row for row in table if row[0] != "TT" and "B1" not in row]
            assert not (len(rows) == 1 and "Cộng" in rows[0])


def test_names_of_who_signs_are_level_however_many_lines_stand_above() -> None:
    last = pages("meeting_minutes")[-1]
    tops = {round(last.search(name, regex=False)[0]["top"]) for name in ("Thử Thị Ghi", "Trình Văn Trưởng")}
    assert len(tops) == 1


def test_long_lists_lie_on_their_side() -> None:
    assert all(page.width > page.height for page in pages("review_list"))
    decision = pages("recognition_decision")
    assert [page.width > page.height for page in decision] == [False, False, *[True] * (len(decision) - 2)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_word_file_says_the_same(kind: str) -> None:
    file = docx.Document(io.BytesIO(word_of(document(kind), LAYOUT)))
    words = [one.text for one in file.element.body.iter() if one.tag.endswith("}t") and one.text]
    written = " ".join(" ".join(words).split())
    for one in document(kind).signatures:
        assert one.capacity[-1].upper() in written and one.name in written
    assert (file.sections[0].page_width > file.sections[0].page_height) is document(kind).is_landscape
    assert f"Mã kiểm tra: {CODE}" in written.replace("  ", " ")


def test_no_public_word_of_a_paper_names_a_person() -> None:
    people = {
        str(value)
        for given in FILLED.values()
        for name, value in given.values.items()
        if value and name in {"head", "sender", "chair", "secretary", "reviewer"}
    }
    for kind in KINDS:
        told = document(kind)
        assert not [one for one in people if one in told.kind or one in told.issuer]
    assert {one.kind for one in templates()} == set(KINDS)
