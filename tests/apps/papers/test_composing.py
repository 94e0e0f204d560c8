"""Documents out of templates: filled in, left open, refused; nothing is ever made up."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.apps.papers.filled import DAY, FILLED, HEADING, filled

from giamngheo.apps.papers.composing import ComposingError, Heading, composed
from giamngheo.apps.papers.documents import Document, Paragraph, Point, Table
from giamngheo.law.papers import template_library
from giamngheo.law.papers.template_library import NoTemplateError, paper_kinds, template_on, templates

BARE = Heading(unit="xã Mẫu Đông", seat="Mẫu Đông")
KINDS = sorted(paper_kinds())


def said(document: Document) -> str:
    """Everything that a document says."""
    return msgspec.json.encode(document).decode()


def table(document: Document) -> Table:
    """The first table of the text."""
    return next(piece for piece in document.body if isinstance(piece, Table))


def test_every_kind_is_tried_here() -> None:
    assert sorted(FILLED) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_is_given_is_said_and_no_place_is_left_over(kind: str) -> None:
    document = filled(kind)
    text = said(document)
    assert "{" not in "".join(_texts(document))
    for name, rows in FILLED[kind].tables.items():
        for row in rows[:3]:
            words = [value for value in row.values() if isinstance(value, str) and value]
            shown = [line for value in words for line in value.split("\n")]
            assert all(value in text or value[:1].upper() + value[1:] in text for value in shown), name


def _texts(document: Document) -> list[str]:
    found: list[str] = []

    def gather(one: Any) -> None:
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, Mapping):
            for value in one.values():
                gather(value)
        elif isinstance(one, list | tuple):
            for value in one:
                gather(value)

    gather(msgspec.to_builtins(document))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_which_nothing_is_known_has_dots_and_rows_to_write_in(kind: str) -> None:
    document = composed(kind, DAY, BARE, {})
    assert "....." in said(document)
    assert (document.number, document.day, document.check_code) == ("", None, "")
    assert all(one.name == "" for one in document.signatures)
    tables = [piece for piece in document.body if isinstance(piece, Table)]
    assert all(piece.rows and piece.is_blank for piece in tables)
    assert not any("....." in one for one in document.recipients)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_known_is_refused(kind: str) -> None:
    with pytest.raises(ComposingError, match=f"{kind} has no place 'rumour'"):
        composed(kind, DAY, BARE, {"rumour": "x"})
    with pytest.raises(ComposingError, match="has no table 'rumours'"):
        composed(kind, DAY, BARE, {}, {"rumours": []})
    for one in paper_kinds()[kind].tables:
        full = {field.id: None for field in one.fields}
        lacking = dict(list(full.items())[1:])
        with pytest.raises(ComposingError, match=rf"a row of '{one.id}' lacks \['{one.fields[0].id}'\]"):
            composed(kind, DAY, BARE, {}, {one.id: [lacking]})
        with pytest.raises(ComposingError, match=r"has unknown \['rumour'\]"):
            composed(kind, DAY, BARE, {}, {one.id: [{**full, "rumour": "x"}]})


def test_an_unknown_kind_and_a_value_of_another_kind_are_refused() -> None:
    with pytest.raises(ComposingError, match="no kind of paper is called 'rumour'"):
        composed("rumour", DAY, BARE, {})
    for name, value in (("poor_count", DAY), ("poor_count", True), ("year", 1.5), ("proposer", 7)):
        with pytest.raises(ComposingError, match=name):
            composed("recognition_decision", DAY, BARE, {name: value})  # type: ignore[dict-item]
    with pytest.raises(ComposingError, match=r"'votes\.agree' is a number"):
        row = {"head": "", "proposed_class": "", "agree": DAY, "disagree": 0, "result": ""}
        composed("meeting_minutes", DAY, BARE, {}, {"votes": [row]})


def test_what_people_type_is_never_taken_for_a_place() -> None:
    document = composed("refusal", DAY, BARE, {"head": "Mẫu {signer} {unit}", "village": "{head}"})
    assert document.to == ("Hộ Mẫu {signer} {unit}, {head}",)


def test_numbers_days_and_years_are_written_as_offices_write_them() -> None:
    plan = filled("review_plan")
    text = said(plan)
    assert "dự kiến 1.234 hộ" in text and "năm 2026" in text and "45.600.000 đồng" in text
    assert "từ ngày 01 tháng 9 năm 2026 đến hết ngày 14 tháng 12 năm 2026" in text
    assert table(plan).rows[3][2:4] == ("16/11/2026", "")


def test_sums_are_told_only_where_every_number_is_known() -> None:
    costs = [piece for piece in filled("review_plan").body if isinstance(piece, Table)][1]
    assert costs.rows[-1] == ("", "Cộng", "", "", "45.600.000") and costs.bold_rows == (3,)
    unknown = {"item": "In phiếu", "quantity": "", "price": None, "amount": None}
    rows = [*FILLED["review_plan"].tables["costs"], unknown]
    told = composed("review_plan", DAY, BARE, {}, {"costs": rows})
    assert [piece for piece in told.body if isinstance(piece, Table)][1].rows[-1][-1] == ""


def test_a_list_without_rows_has_no_annex() -> None:
    assert [one.title for one in filled("recognition_decision").annexes] == [
        f"Danh sách {whom} năm 2026" for whom in ("hộ nghèo", "hộ cận nghèo", "hộ thoát nghèo")
    ]


def test_texts_that_were_not_compared_with_the_gazette_are_marked_among_the_bases() -> None:
    bases = filled("recognition_decision").bases
    marked = {one.split(" ngày ")[0]: "[cần đối chiếu công báo]" in one for one in bases}
    assert marked["Căn cứ Nghị định số 07/2021/NĐ-CP"] is False
    assert marked["Căn cứ Nghị định số 351/2025/NĐ-CP"] is True
    assert marked["Căn cứ Luật Tổ chức chính quyền địa phương"] is True


def test_bases_are_those_of_the_day() -> None:
    text = " ".join(composed("recognition_decision", date(2022, 12, 10), BARE, {}).bases)
    assert "351/2025" not in text and "30/2025" not in text and "02/2022" in text
    assert "Theo ý kiến" not in text  # nobody was asked


def test_the_decision_that_mends_another_says_which() -> None:
    mended = composed("recognition_decision", DAY, BARE, {"replaced": "Quyết định số 07/QĐ-UBND"})
    articles = [one.text for one in mended.body if isinstance(one, Paragraph) and one.lead == "Điều 3."]
    assert articles == ["Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 07/QĐ-UBND."]


def test_a_deputy_signs_for_the_chair_and_a_unit_without_one_above_prints_none() -> None:
    deputy = filled("recognition_decision").signatures[0]
    assert (deputy.capacity, deputy.name) == (("KT. Chủ tịch", "Phó Chủ tịch"), "Mẫu Văn Ký")
    chair = composed("recognition_decision", DAY, BARE, {})
    assert chair.signatures[0].capacity == ("Chủ tịch",) and chair.issuer_above == ""
    assert (chair.issuer, chair.place) == ("Ủy ban nhân dân xã Mẫu Đông", "Mẫu Đông")


def test_points_of_a_table_are_counted_on() -> None:
    points = [one for one in filled("refusal").body if isinstance(one, Point)]
    assert [one.mark for one in points] == ["1.", "2."]


def test_the_posted_list_tells_nothing_but_name_place_people_and_result() -> None:
    assert [one.heading for one in table(filled("posted_list")).columns] == [
        "TT",
        "Họ và tên chủ hộ",
        "Thôn, tổ",
        "Nhân khẩu",
        "Kết quả rà soát",
    ]


def test_before_the_procedure_there_is_no_wording() -> None:
    with pytest.raises(NoTemplateError, match="Chưa có mẫu «Quyết định công nhận» cho ngày 01/01/2020"):
        composed("recognition_decision", date(2020, 1, 1), BARE, {})


def test_every_template_says_that_its_form_awaits_the_decree_s_own() -> None:
    for one in templates():
        assert (not one.verified and "chưa tìm được" in one.note.lower()) or "không kèm mẫu" in one.note


@pytest.fixture
def own_law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A law folder of an operator with a wording for all and one for a single unit."""
    ours = template_library.template_files(template_library.LAW)
    source = next(path for path in ours if path.parent.name.startswith("refusal"))
    text = source.read_text(encoding="utf-8")
    for name, more in (("refusal_of_office", ""), ("refusal_of_unit", 'units: ["99001"]\n')):
        folder = tmp_path / "papers" / "templates" / name
        folder.mkdir(parents=True)
        written = text.replace("id: refusal_2022_2026", f"{more}id: {name}").replace(
            "sign: TB-UBND", f"sign: {name}"
        )
        (folder / "template.yaml").write_text(written, encoding="utf-8")
    monkeypatch.setenv("GIAMNGHEO_LAW", str(tmp_path))
    template_library.templates.cache_clear()
    return tmp_path


def test_an_office_writes_in_its_own_words_and_a_unit_in_those_of_its_own(own_law: Path) -> None:
    try:
        assert template_on("refusal", DAY).id == "refusal_of_office"
        assert template_on("refusal", DAY, "99002").id == "refusal_of_office"
        of_unit = msgspec.structs.replace(HEADING, unit_code="99001")
        document = composed("refusal", DAY, of_unit, FILLED["refusal"].values)
        assert (document.template, document.sign) == ("refusal_of_unit", "refusal_of_unit")
        assert template_on("certificate", DAY).id == "certificate_2022_2026"
    finally:
        template_library.templates.cache_clear()
